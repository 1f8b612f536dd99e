"""Words of a command that would do nothing in, a refusal that names them out."""

from collections.abc import Mapping

from domain.errors import WrongUse
from domain.phrases import Phrase


def refuse_spare_words(
    given: Mapping[str, object], *, beside: str | Phrase, command: str
) -> None:
    """Raise ``WrongUse`` where one of the words is given that ``beside`` leaves idle.

    ``given`` maps each word as it is typed to whether it was: anything that is false
    was not. A word that is passed over in silence looks obeyed.
    """
    spare = [word for word in given if given[word]]
    if spare:
        raise WrongUse(
            "word_does_nothing",
            where=f"feitenbasis {command}",
            spare=spare,
            beside=beside,
            command=command,
        )
