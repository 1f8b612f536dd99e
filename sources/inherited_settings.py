"""Settings of a survey that may be left to its group in, what holds out.

LimeSurvey then says neither yes nor no, and not what the group says. The table of
responses does: it has no token where they are anonymous, and keeps times or not.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from domain.phrases import Phrase, phrase

_YES, _NO = "Y", "N"
INHERITED = "I"
"""What stands in a setting that is left to the group."""


def is_anonymous(properties: Mapping[str, Any], *, table: Collection[str]) -> bool:
    """Tell whether a survey on a server hides who answered; in doubt it does.

    ``table`` are the columns of its table of responses.
    """
    told = properties.get("anonymized")
    return bool(told == _YES or (told != _NO and "token" not in table))


def keeps_times(properties: Mapping[str, Any], *, table: Collection[str]) -> bool:
    """Tell whether a survey on a server notes when a response last changed."""
    told = properties.get("datestamp")
    return bool(told == _YES or (told != _NO and "datestamp" in table))


def hidden_by_table(
    properties: Mapping[str, Any], *, table: Collection[str], survey_id: str
) -> Iterator[Phrase]:
    """Yield a warning where only the table of responses says that nobody is known."""
    is_hidden = is_anonymous(properties, table=table)
    if is_hidden and properties.get("anonymized") != _YES:
        yield phrase("remark_anonymity_by_table", survey_id=survey_id)


def followed_untold(
    rows: Iterable[Mapping[str, Any]], *, survey_id: str
) -> Iterator[Phrase]:
    """Yield a warning where a file has tokens and only a group could forbid them."""
    if any(row.get("token") for row in rows):
        yield phrase("remark_anonymity_untold", survey_id=survey_id)
