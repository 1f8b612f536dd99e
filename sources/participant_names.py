"""Names of participants in, answers without those names out; nothing of them is kept.

Full names of all participants go from every text; in what somebody wrote, also the
parts of their own name, since people sign with one of them. A surname alone of somebody
else stays: too many are ordinary words (Bos, Dijk, Groen).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.errors import SourceIncomplete
from domain.phrases import phrase
from domain.surveys import AnswerPart, ResponseColumn, SurveyStructure
from domain.texts import NAME_MARK
from sources.limesurvey_session import LimeSurveySession

_PAGE = 1000
_MOST_PAGES = 10_000
_WRITTEN_TYPES = frozenset("STUQ;")
_WRITTEN_PARTS = frozenset(
    {AnswerPart.OTHER, AnswerPart.COMMENT, AnswerPart.OTHER_COMMENT, AnswerPart.FILES}
)
_LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"
_WORD = re.compile(rf"{_LETTERS}(?:['’-]{_LETTERS})*")
_SHORTEST_PART = 3
_INFIXES = frozenset(
    "van de den der het ter ten te op aan in 't la le el al von da di du".split()
)
Words = tuple[str, ...]
Names = dict[str, set[Words]]


@dataclass(slots=True)
class ParticipantNames:
    """Names as sequences of words, by their first word; own names by token.

    Has no text form: it holds what may not be written anywhere.
    """

    _full: Names = field(default_factory=dict)
    _own: dict[str, tuple[Names, Names]] = field(default_factory=dict)
    count: int = 0

    def __repr__(self) -> str:
        """Say how many there are, and no name."""
        return f"ParticipantNames({self.count})"

    def add(self, *, token: str, first: str, last: str) -> None:
        """Take in one participant."""
        given, family = _words(first), _words(last)
        if given and family:
            _put(self._full, (*given, *family))
        bare = tuple(word for word in family if word not in _INFIXES)
        if token:
            self._own[token] = (_parts(given), _parts(family, bare))
        self.count += bool(given or family)

    def without_names(self, text: str, *, token: str = "") -> str:
        """Return the text with each name replaced by ``[naam]``, the longest first."""
        given, family = self._own.get(token, ({}, {}))
        found = list(_WORD.finditer(text))
        words = [_folded(match.group()) for match in found]
        parts, place, index = [], 0, 0
        while index < len(words):
            # An own surname is often a word as well: who writes dijk means a dike.
            is_capital = found[index].group()[:1].isupper()
            length = max(
                _longest(words, index, self._full),
                _longest(words, index, given),
                _longest(words, index, family) if is_capital else 0,
            )
            if not length:
                index += 1
                continue
            parts += [text[place : found[index].start()], NAME_MARK]
            place = found[index + length - 1].end()
            index += length
        return "".join([*parts, text[place:]])


def fetch_participant_names(
    session: LimeSurveySession, survey_id: str
) -> ParticipantNames:
    """Return the names in the participant table of a survey, for use in memory only.

    Raises ``SourceIncomplete`` where the account may not read them.
    """
    names, start = ParticipantNames(), 0
    for _ in range(_MOST_PAGES):
        # The first number is the least id wanted, not how many rows to pass over.
        rows = session.call_list(
            "list_participants", int(survey_id), start, _PAGE, False, False
        )
        if not rows:
            return names
        try:
            for row in rows:
                info = row["participant_info"]
                names.add(
                    token=str(row.get("token") or ""),
                    first=str(info.get("firstname") or ""),
                    last=str(info.get("lastname") or ""),
                )
            start = max(int(row["tid"]) for row in rows) + 1
        except (KeyError, TypeError, ValueError, AttributeError):
            break
    raise SourceIncomplete(
        "participants_unknown_form",
        where=phrase("at_survey", place=session.where, survey_id=survey_id),
    )


def names_in_rows(rows: Iterable[Mapping[str, Any]], *, where: str) -> ParticipantNames:
    """Return the names that came along in a saved export.

    Raises ``SourceIncomplete`` where they did not.
    """
    names = ParticipantNames()
    for row in rows:
        if not {"firstname", "lastname"} <= row.keys():
            raise SourceIncomplete("names_not_exported", where=where)
        names.add(
            token=str(row.get("token") or ""),
            first=str(row["firstname"] or ""),
            last=str(row["lastname"] or ""),
        )
    return names


def rows_without_names(
    rows: Iterable[Mapping[str, Any]],
    structure: SurveyStructure,
    names: ParticipantNames,
) -> Iterator[dict[str, Any]]:
    """Yield each row with the names gone from all that was written freely."""
    headings = [each.heading for each in structure.columns if _is_written(each)]
    for row in rows:
        token = str(row.get("token") or "")
        cleaned = {
            heading: names.without_names(row[heading], token=token)
            for heading in headings
            if isinstance(row.get(heading), str)
        }
        yield {**row, **cleaned}


def _is_written(column: ResponseColumn) -> bool:
    if column.part is AnswerPart.VALUE:
        return column.type in _WRITTEN_TYPES
    return column.part in _WRITTEN_PARTS


def _words(text: str) -> Words:
    return tuple(_folded(match.group()) for match in _WORD.finditer(text))


def _folded(word: str) -> str:
    """Return a word without capitals and accents, as people leave those out."""
    plain = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


def _parts(*parts: Words) -> Names:
    """Return the parts of a name that are long enough to be known by."""
    names: Names = {}
    for part in parts:
        if len("".join(part)) >= _SHORTEST_PART:
            _put(names, part)
    return names


def _put(names: Names, words: Words) -> None:
    names.setdefault(words[0], set()).add(words)


def _longest(words: list[str], index: int, names: Mapping[str, set[Words]]) -> int:
    """Return how many words of the longest name begin here, 0 for none."""
    return max(
        (
            len(name)
            for name in names.get(words[index], ())
            if tuple(words[index : index + len(name)]) == name
        ),
        default=0,
    )
