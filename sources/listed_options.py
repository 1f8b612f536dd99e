"""The options of one question per language in, refusal of a shorter list out."""

from collections.abc import Iterable, Sequence

from domain.errors import SourceIncomplete
from domain.phrases import Phrase
from sources.limesurvey_questions import Part


def refuse_missing_options(
    options: Iterable[Part],
    *,
    languages: Sequence[str],
    code: str,
    where: str | Phrase,
) -> None:
    """Raise ``SourceIncomplete`` where a language lacks options that another has."""
    listed = list(options)
    for language in languages:
        missing = [each.code for each in listed if language not in each.texts]
        if missing:
            raise SourceIncomplete(
                "options_missing",
                where=where,
                language=language,
                code=code,
                missing=missing,
            )
