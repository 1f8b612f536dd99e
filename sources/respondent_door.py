"""Rows of an export in, pages without personal columns or tokens out.

The one door for survey answers: columns pass by allow-list, a token leaves as a keyed
pseudonym, and rows land in fixed blocks of ids so that one changed row changes one
page.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import orjson

from domain.declarations import Consent
from domain.errors import SourceIncomplete
from domain.identifiers import keyed_id, pseudonym
from domain.phrases import phrase
from domain.surveys import SurveyStructure
from sources.asked_consent import consent_heading
from sources.door_columns import dropped_columns
from sources.local_moments import has_form_of_moment
from sources.response_blocks import block_of, page_name
from sources.whole_numbers import whole_number

_TEXTS = frozenset({str, type(None)})
LandedRow = dict[str, Any]
Kept = Callable[[int], Sequence[LandedRow]]
"""Gives the rows of a block that landed before and still stand, rising by id."""


def nothing_kept(_block: int) -> Sequence[LandedRow]:
    """Keep no row of an earlier collection."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LandedPage:
    """One block of ids as it may be kept.

    ``data`` is canonical JSON. ``received_digest`` is a keyed digest of the rows as
    received: a plain hash would let a token or address be guessed and tried.
    ``dropped_columns`` names the columns that did not pass.
    """

    name: str
    data: bytes
    row_count: int
    received_digest: str
    dropped_columns: tuple[str, ...]


def landed_pages(
    rows: Iterable[Mapping[str, Any]],
    *,
    structure: SurveyStructure,
    key: bytes,
    panel: str,
    activation: int = 1,
    consent: Consent | None = None,
    blocks: Iterable[int] = (),
    kept: Kept = nothing_kept,
) -> Iterator[LandedPage]:
    """Yield one page per block of ``PAGE_SIZE`` ids that holds rows.

    ``rows`` map heading to value and must rise by ``id``; only the rows of one page
    are in memory. ``blocks`` are put together anew even if no row comes for them;
    ``kept`` gives what stays of each. Raises ``SourceIncomplete`` for a missing
    column, an id that does not rise or a date of another form.
    """
    door = _Door(
        structure=structure,
        key=key,
        panel=panel,
        activation=activation,
        consent=consent,
    )
    waiting = sorted(set(blocks), reverse=True)
    for number, members in groupby(_rising(rows, structure), key=_block_of):
        while waiting and waiting[-1] <= number:
            earlier = waiting.pop()
            if earlier < number:
                yield from door.page(earlier, [], kept(earlier))
        yield from door.page(number, list(members), kept(number))
    while waiting:
        earlier = waiting.pop()
        yield from door.page(earlier, [], kept(earlier))


def pseudonym_terms(key: bytes, *, panel: str, consent: Consent | None) -> str:
    """Return a name for the key and terms by which rows of a survey land."""
    asked = consent.model_dump_json() if consent else ""
    return keyed_id(key, prefix="k", parts=(panel, asked))


def _rising(
    rows: Iterable[Mapping[str, Any]], structure: SurveyStructure
) -> Iterator[Mapping[str, Any]]:
    last = 0
    for row in rows:
        number = _id_of(row, structure.survey_id)
        if number <= last:
            raise SourceIncomplete(
                "responses_out_of_order",
                where=phrase("of_survey", survey_id=structure.survey_id),
                number=number,
                last=last,
            )
        last = number
        yield row


def _id_of(row: Mapping[str, Any], survey_id: str) -> int:
    number = whole_number(row.get("id"))
    if not number:
        raise SourceIncomplete(
            "row_without_id", where=phrase("of_survey", survey_id=survey_id)
        )
    return number


def _block_of(row: Mapping[str, Any]) -> int:
    return block_of(int(row["id"]))


class _Door:
    """What stays the same for all rows of a survey."""

    def __init__(
        self,
        *,
        structure: SurveyStructure,
        key: bytes,
        panel: str,
        activation: int,
        consent: Consent | None,
    ) -> None:
        self._structure = structure
        self._key = key
        self._panel = panel
        self._activation = activation
        self._headings = tuple(column.heading for column in structure.columns)
        self._consent_code = consent.code if consent else ""
        self._consent_heading = consent_heading(structure, consent)

    def page(
        self, block: int, rows: list[Mapping[str, Any]], kept: Sequence[LandedRow]
    ) -> Iterator[LandedPage]:
        """Yield the page, if it has rows; every row must have the columns of the first.

        The digest of a page that is put together from new and kept rows is that of
        the new ones and the kept as landed.
        """
        if not rows and not kept:
            return
        dropped = self._dropped(rows)
        survey_id = self._structure.survey_id
        landed = [*(self._landed(row) for row in rows), *kept]
        landed.sort(key=lambda row: int(row["id"]))
        received = canonical_json([*map(_as_dict, rows), *kept])
        yield LandedPage(
            name=page_name(survey_id, block),
            data=canonical_json({"survey_id": survey_id, "rows": landed}),
            row_count=len(landed),
            received_digest=hmac.new(self._key, received, hashlib.sha256).hexdigest(),
            dropped_columns=dropped,
        )

    def _dropped(self, rows: list[Mapping[str, Any]]) -> tuple[str, ...]:
        if not rows:
            return ()
        for row in rows[1:]:
            if row.keys() != rows[0].keys():
                dropped_columns(self._structure, row.keys())
        return dropped_columns(self._structure, rows[0].keys())

    def _landed(self, row: Mapping[str, Any]) -> LandedRow:
        landed = self._whole(row)
        if self._consent_heading is None:
            return landed
        given = landed["answers"][self._consent_heading]
        if given == self._consent_code:
            return landed
        only = dict.fromkeys(self._headings) | {self._consent_heading: given}
        return landed | {"answers": only, "has_consent": False}

    def _whole(self, row: Mapping[str, Any]) -> LandedRow:
        return {
            "id": int(row["id"]),
            "respondent_id": self._respondent_id(row),
            "submitdate": self._date(row, "submitdate"),
            "startdate": self._date(row, "startdate"),
            "datestamp": self._date(row, "datestamp"),
            "startlanguage": _text(row.get("startlanguage")) or None,
            "lastpage": whole_number(row.get("lastpage")),
            "answers": self._answers(row),
        }

    def _answers(self, row: Mapping[str, Any]) -> dict[str, str | None]:
        answers = {heading: row[heading] for heading in self._headings}
        if {*map(type, answers.values())} <= _TEXTS:
            return answers
        return {heading: _text(given) for heading, given in answers.items()}

    def _respondent_id(self, row: Mapping[str, Any]) -> str:
        return respondent_of(
            row,
            self._structure,
            key=self._key,
            panel=self._panel,
            activation=self._activation,
        )

    def _date(self, row: Mapping[str, Any], heading: str) -> str | None:
        text = _text(row.get(heading)) or None
        if text is not None and not has_form_of_moment(text):
            raise SourceIncomplete(
                "no_date",
                where=phrase("of_survey", survey_id=self._structure.survey_id),
                heading=heading,
                number=row["id"],
            )
        # Some versions and tools write a T; the same moment is the same text.
        return text and f"{text[:10]} {text[11:]}"


def _as_dict(row: Mapping[str, Any]) -> dict[str, Any]:
    return row if isinstance(row, dict) else dict(row)


def respondent_of(
    row: Mapping[str, Any],
    structure: SurveyStructure,
    *,
    key: bytes,
    panel: str,
    activation: int,
) -> str:
    """Return the pseudonym of the token, or of the response where there is none."""
    token = "" if structure.is_anonymised else str(row.get("token") or "")
    if token:
        return pseudonym(key, panel=panel, token=token)
    return unfollowed_pseudonym(
        int(row["id"]), structure.survey_id, key=key, panel=panel, activation=activation
    )


def unfollowed_pseudonym(
    response_id: int, survey_id: str, *, key: bytes, panel: str, activation: int
) -> str:
    """Return the pseudonym of a response without a token: known in no other."""
    again = f":{activation}" if activation > 1 else ""
    token = f"response:{survey_id}{again}:{response_id}"
    return pseudonym(key, panel=panel, token=token)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return str(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def canonical_json(content: object) -> bytes:
    """Return the bytes in which pages land: the same content, the same bytes."""
    try:
        return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
    except TypeError:
        return _canonical_of_anything(content)


def _canonical_of_anything(content: object) -> bytes:
    """Return the same bytes, also of what orjson refuses."""
    text = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    try:
        return text.encode()
    except UnicodeEncodeError:
        # Half a surrogate pair is no character and no UTF-8 file can hold it.
        return (
            text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
        )
