"""Rows of a filled-in review book in, decisions and refused rows out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from domain.corrections import Correction, CorrectionKind, Verdict
from domain.review_sheets import SHEETS, Sheet, choice_of, review_texts
from flows.redacting import MISSED, RELEASED
from nlp.correct_themes import NO_THEME
from sources.review_book import ReviewRow

_CHANGES = {
    "new_name": "name",
    "new_kind": "kind",
    "new_status": "status",
    "new_lead": "lead",
    "new_sector": "sector",
    "new_start_year": "start_year",
    "new_end_year": "end_year",
}
_ABOUT_WORDS = {"released_words": RELEASED, "missed_words": MISSED}
_YEARS = ("new_start_year", "new_end_year")
_EARLIEST, _LATEST = 1900, 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a row may name: organisations, themes by label, and who fills in when.

    ``mark_of`` gives words a mark, so that missed personal data need not be kept.
    """

    organisation_names: Mapping[str, str]
    theme_ids: Mapping[str, str]
    written_names: Mapping[str, str]
    decided_by: str
    decided_at: str
    mark_of: Callable[[str], str]


@dataclass(slots=True)
class Decisions:
    """The decisions of a book, and the rows that could not be used."""

    corrections: list[Correction] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class _RowProblem(Exception):
    """Why a row cannot be used, as one sentence with its remedy."""


def decisions_of(rows: Sequence[ReviewRow], known: Known) -> Decisions:
    """Return what people decided; a row with a mistake is told and the rest goes on."""
    result = Decisions()
    for row in rows:
        try:
            found = list(_READERS[row.sheet](row, known))
        except _RowProblem as problem:
            sheet = review_texts()["nl"]["sheets"][row.sheet]
            result.refused.append(f"{sheet}, rij {row.number}: {problem}")
        else:
            result.corrections += found
    return result


def _of_initiative(row: ReviewRow, known: Known) -> Iterator[Correction]:
    changes = {key: row.cells[key] for key in _CHANGES if row.cells[key]}
    verdict = _choice(row, "verdict")
    if changes and verdict in ("", Verdict.CHANGED):
        verdict = Verdict.CHANGED
    elif changes:
        raise _RowProblem(
            "het oordeel is niet “aanpassen”, maar er staat wel een andere waarde. "
            "Kies aanpassen, of maak de gele kolommen rechts leeg."
        )
    if verdict == Verdict.CHANGED and not changes:
        raise _RowProblem(
            "“aanpassen” zonder waarde. Vul in wat er wel moet staan, of kies juist."
        )
    if not verdict:
        return
    values = {name: _value(row, name, known) for name in changes}
    yield _decision(row, known, "verdict", verdict)
    for name, value in values.items():
        yield _decision(row, known, _CHANGES[name], value)


def _value(row: ReviewRow, name: str, known: Known) -> str:
    text = row.cells[name]
    if name in _YEARS:
        if not (text.isdecimal() and _EARLIEST <= int(text) <= _LATEST):
            raise _RowProblem(f"“{text}” is geen jaar. Schrijf vier cijfers, als 2027.")
        return text
    if name == "new_lead":
        return _organisation(text, known)
    return text if name == "new_name" else _choice(row, name)


def _of_merge(row: ReviewRow, known: Known) -> Iterator[Correction]:
    verdict = _choice(row, "verdict")
    if not verdict:
        return
    ids = (row.cells["initiative_id"], row.cells["other_id"])
    names = (row.cells["name"], row.cells["other_name"])
    pair = sorted(
        known.written_names.get(each, name)
        for each, name in zip(ids, names, strict=True)
    )
    yield Correction(
        kind=CorrectionKind.MERGE,
        subject_id=ids[0],
        subject=pair[0],
        field=pair[1],
        value=verdict,
        seen=row.cells["reason"],
        decided_by=known.decided_by,
        decided_at=known.decided_at,
        note=row.cells["note"],
    )


def _of_organisation(row: ReviewRow, known: Known) -> Iterator[Correction]:
    if row.cells["same_as"]:
        target = _organisation(row.cells["same_as"], known)
        if target.casefold() == row.cells["name"].casefold():
            raise _RowProblem(
                "een organisatie is altijd dezelfde als zichzelf. Laat leeg."
            )
        yield _decision(row, known, "same_as", target)
    sector = _choice(row, "new_sector")
    if sector:
        yield _decision(row, known, "sector", sector)


def _of_passage(row: ReviewRow, known: Known) -> Iterator[Correction]:
    yield from _of_words(row, known)
    verdict = _choice(row, "verdict")
    said = row.cells["new_themes"]
    if verdict == Verdict.RIGHT and said:
        raise _RowProblem("“juist” en toch andere thema's. Kies een van de twee.")
    if verdict == Verdict.CHANGED and not said:
        raise _RowProblem(
            "“aanpassen” zonder thema's. Schrijf - voor geen enkel thema."
        )
    shown = said or (row.cells["themes"] or NO_THEME if verdict else "")
    if shown:
        yield _decision(row, known, "themes", _themes(shown, known))


def _of_words(row: ReviewRow, known: Known) -> Iterator[Correction]:
    """Yield what was decided about words: released ones are kept, missed ones not."""
    for key, value in _ABOUT_WORDS.items():
        for words in filter(None, map(str.strip, row.cells.get(key, "").split(";"))):
            if not any(sign.isalnum() for sign in words):
                raise _RowProblem(f"“{words}” zijn geen woorden. Schrijf letters.")
            yield Correction(
                kind=CorrectionKind.WORDS,
                subject_id=known.mark_of(words),
                subject=words if value == RELEASED else "",
                field="redaction",
                value=value,
                seen=row.cells.get("replaced", ""),
                decided_by=known.decided_by,
                decided_at=known.decided_at,
                note=row.cells["note"],
            )


def _themes(shown: str, known: Known) -> str:
    if shown.strip() == NO_THEME:
        return NO_THEME
    ids = []
    for label in filter(None, (part.strip() for part in shown.split(";"))):
        theme_id = known.theme_ids.get(label.casefold())
        if theme_id is None:
            raise _RowProblem(
                f"“{label}” is geen thema. Kies uit "
                f"{', '.join(sorted(set(known.theme_ids.values())))}, met ; ertussen."
            )
        ids.append(theme_id)
    return " ".join(dict.fromkeys(ids))


def _organisation(shown: str, known: Known) -> str:
    name = known.organisation_names.get(shown.casefold())
    if name is None:
        raise _RowProblem(
            f"de organisatie “{shown}” is niet bekend. Schrijf de naam zoals op blad "
            "Organisaties, of zet haar eerst in registers/organisaties.csv."
        )
    return name


def _choice(row: ReviewRow, key: str) -> str:
    shown = row.cells[key]
    if not shown:
        return ""
    column = next(column for column in SHEETS[row.sheet] if column.key == key)
    choice = choice_of(shown, column.choices)
    if choice is None:
        labels = review_texts()["nl"]["choices"]
        allowed = ", ".join(labels[each] for each in column.choices)
        raise _RowProblem(f"“{shown}” kan hier niet. Kies uit {allowed}.")
    return choice


def _decision(row: ReviewRow, known: Known, name: str, value: str) -> Correction:
    kind, id_key = _SUBJECTS[row.sheet]
    subject_id = row.cells[id_key]
    if not subject_id:
        raise _RowProblem("het kenmerk ontbreekt. Laat de verborgen kolom links staan.")
    # What a passage says stays out of the file of decisions.
    subject = row.cells.get("name", "")
    return Correction(
        kind=kind,
        subject_id=subject_id,
        subject=known.written_names.get(subject_id, subject),
        field=name,
        value=value,
        seen=row.cells.get("themes" if name == "themes" else name, ""),
        decided_by=known.decided_by,
        decided_at=known.decided_at,
        note=row.cells["note"],
    )


_SUBJECTS = {
    Sheet.INITIATIVES: (CorrectionKind.INITIATIVE, "initiative_id"),
    Sheet.ORGANISATIONS: (CorrectionKind.ORGANISATION, "organisation_id"),
    Sheet.PASSAGES: (CorrectionKind.PASSAGE, "passage_id"),
}
_READERS: Mapping[Sheet, Callable[[ReviewRow, Known], Iterator[Correction]]] = {
    Sheet.INITIATIVES: _of_initiative,
    Sheet.MERGES: _of_merge,
    Sheet.ORGANISATIONS: _of_organisation,
    Sheet.PASSAGES: _of_passage,
    Sheet.REDACTIONS: _of_words,
}
