"""A password in, a value that shows nothing of it wherever it is printed out."""

from typing import Self


class Secret:
    """A text that a log, a record or the locals of a traceback cannot show."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        """Keep the text out of sight."""
        self._text = text

    @classmethod
    def of(cls, text: "str | Secret") -> "Secret":
        """Return ``text`` as a secret, if it is not one yet."""
        return text if isinstance(text, Secret) else cls(text)

    def reveal(self) -> str:
        """Return the text, at the door that needs it."""
        return self._text

    def __repr__(self) -> str:
        """Say that there is something, and nothing else."""
        return "Secret(***)"

    def __bool__(self) -> bool:
        """Say whether there is a text at all."""
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        """Two secrets of one text are the same."""
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        """Equal secrets, equal hashes."""
        return hash(("Secret", self._text))

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        """Refuse to be stored: a pickle would show the text."""
        message = "a secret is not stored"
        raise TypeError(message)
