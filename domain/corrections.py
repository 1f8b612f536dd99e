"""What people decided about what was read, one decision per row, as text and back.

A decision names what it is about by id and by name, so that it still holds after a
re-reading that gives other ids, and keeps what the machine said at the time.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum

from domain.errors import SettingsInvalid
from domain.phrases import phrase


class CorrectionKind(StrEnum):
    """What a decision is about."""

    INITIATIVE = "initiative"
    MERGE = "merge"
    ORGANISATION = "organisation"
    PASSAGE = "passage"
    WORDS = "words"


class Verdict(StrEnum):
    """What people answer, in files as well."""

    RIGHT = "right"
    CHANGED = "changed"
    NONE = "none"
    SAME = "same"
    APART = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One decision: of this subject, this field has this value, says this person.

    ``seen`` is what stood there when they decided; ``decided_at`` is ISO 8601 in UTC.
    """

    kind: CorrectionKind
    subject_id: str
    subject: str
    field: str
    value: str
    seen: str
    decided_by: str
    decided_at: str
    note: str = ""

    @property
    def about(self) -> tuple[str, str, str]:
        """Return what may have one answer only."""
        subject = self.subject if self.kind is CorrectionKind.MERGE else self.subject_id
        return self.kind, subject, self.field


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people who answered the same thing differently; the later one counts."""

    earlier: Correction
    later: Correction


HEADINGS = tuple(field.name for field in fields(Correction))


def corrections_to_csv(corrections: Iterable[Correction]) -> str:
    """Return decisions as a CSV, one row each."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, HEADINGS, delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(correction) for correction in corrections)
    return text.getvalue()


def corrections_from_csv(text: str, *, where: str) -> list[Correction]:
    """Return the decisions of one file; raise ``SettingsInvalid`` with the row."""
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    missing = set(HEADINGS) - set(reader.fieldnames or ())
    if missing:
        raise SettingsInvalid(
            "corrections_lack_columns", where=where, columns=", ".join(sorted(missing))
        )
    found = []
    for number, row in enumerate(reader, start=2):
        try:
            kind = CorrectionKind(row["kind"])
        except ValueError:
            raise SettingsInvalid(
                "unknown_correction",
                where=phrase("at_row", file=where, number=number),
                kind=row["kind"],
                kinds=", ".join(CorrectionKind),
            ) from None
        values = {heading: row[heading] or "" for heading in HEADINGS[1:]}
        if not _is_moment(values["decided_at"]):
            raise SettingsInvalid(
                "no_moment",
                where=phrase("at_row", file=where, number=number),
                text=values["decided_at"],
            )
        found.append(Correction(kind=kind, **values))
    return found


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def in_effect(corrections: Iterable[Correction]) -> list[Correction]:
    """Return the last decision about each thing, in the order they were taken."""
    last: dict[tuple[str, str, str], Correction] = {}
    for correction in sorted(corrections, key=lambda c: c.decided_at):
        last.pop(correction.about, None)
        last[correction.about] = correction
    return list(last.values())


def conflicts(corrections: Iterable[Correction]) -> list[Conflict]:
    """Return where a later decision of another person says something else."""
    last: dict[tuple[str, str, str], Correction] = {}
    found = []
    for correction in sorted(corrections, key=lambda c: c.decided_at):
        earlier = last.get(correction.about)
        if (
            earlier
            and earlier.value != correction.value
            and earlier.decided_by != correction.decided_by
        ):
            found.append(Conflict(earlier, correction))
        last[correction.about] = correction
    return found
