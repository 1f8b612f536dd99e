"""What was read in, a review book for people out; and their decisions back in."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from dashboards.review_book import draw_review_book, draw_review_csv
from domain.corrections import (
    Conflict,
    Correction,
    conflicts,
    corrections_to_csv,
    in_effect,
)
from domain.errors import WrongUse
from domain.foreign_words import disk_words
from domain.identifiers import sha256_hex, slug
from domain.review_sheets import field_label, review_texts, value_label
from domain.storage import write_atomically
from domain.workspace import Workspace
from flows.lock import workspace_lock
from flows.reading_lists import codebook_of
from flows.redacting import mark_of_words
from flows.review_decisions import Known, decisions_of
from flows.review_rows import decision_rows, review_tables, written_names
from flows.run_context import find_workspace, read_key, read_settings
from flows.screens import wide_console
from sources.corrections import read_corrections
from sources.review_book import read_review_book
from warehouse.query import open_base

# The book holds words of respondents: for the one who asked, like a key.
_PRIVATE = 0o600
_MOST_SHOWN = 20


def export_review(folder: Path, target: Path, *, as_csv: bool) -> None:
    """Write the review book (XLSX), or a folder with a CSV per sheet."""
    workspace = find_workspace(folder)
    language = read_settings(workspace).language
    codebook = codebook_of(workspace)
    labels = {theme.theme_id: theme.label_nl for theme in codebook.themes}
    decided = in_effect(read_corrections(workspace.corrections))
    with open_base(_warehouse_file(workspace)) as base:
        tables = review_tables(base, decided=decided, labels=labels)
        decisions = decision_rows(base)
    if as_csv:
        names = review_texts()[language]["sheets"]
        files = {
            target / f"{slug(names[sheet])}.csv": draw_review_csv(
                sheet, rows, language=language
            )
            for sheet, rows in tables.items()
        }
    else:
        book = draw_review_book(tables, decisions=decisions, language=language)
        files = {target: book}
    for path, data in files.items():
        _write(path, data)
    console = wide_console()
    for sheet, rows in tables.items():
        console.print(f"{review_texts()[language]['sheets'][sheet]}: {len(rows)} rijen")
    console.print(
        f"Geschreven: {target}. Het bevat antwoorden van deelnemers: "
        "deel het alleen binnen het team."
    )


def import_review(folder: Path, file: Path, *, by: str) -> int:
    """Store the decisions of a filled-in book; return how many rows were refused."""
    workspace = find_workspace(folder)
    book = read_review_book(_read(file), name=file.name)
    who = by.strip() or book.filled_by
    if not who:
        raise WrongUse("review_by_nobody", where=file.name)
    now = datetime.now(UTC)
    known = _known(workspace, who, now.isoformat(timespec="milliseconds"))
    decisions = decisions_of(book.rows, known)
    with workspace_lock(workspace):
        before = read_corrections(workspace.corrections)
        new = _new(decisions.corrections, before)
        if new:
            data = corrections_to_csv(new).encode()
            name = f"{now:%Y%m%dT%H%M%SZ}-{slug(who)[:20]}-{sha256_hex(data)[:6]}.csv"
            _write(workspace.corrections / name, data)
    against = [c for c in conflicts([*before, *new]) if c.later in new]
    language = read_settings(workspace).language
    _tell(new, against, decisions.refused, language=language)
    return len(decisions.refused)


def _new(found: Sequence[Correction], before: Sequence[Correction]) -> list[Correction]:
    """Leave out what was decided just so before: reading a book twice adds nothing."""
    standing = {each.about: each.value for each in in_effect(before)}
    return [each for each in found if standing.get(each.about) != each.value]


def _known(workspace: Workspace, who: str, now: str) -> Known:
    themes = codebook_of(workspace).themes
    with open_base(_warehouse_file(workspace)) as base:
        names = base.ask("SELECT name FROM organisation ORDER BY name").records()
        written = written_names(base)
    by_label = {
        label.casefold(): theme.theme_id
        for theme in themes
        for label in (theme.label_nl, theme.label_en, theme.theme_id)
    }
    return Known(
        organisation_names={row["name"].casefold(): row["name"] for row in names},
        theme_ids=by_label,
        written_names=written,
        decided_by=who,
        decided_at=now,
        mark_of=partial(mark_of_words, read_key(workspace)),
    )


def _tell(
    new: Sequence[Correction],
    against: Sequence[Conflict],
    refused: Sequence[str],
    *,
    language: str,
) -> None:
    console = wide_console()
    console.print(
        f"Nieuwe besluiten: {len(new)}. Niet gebruikte rijen: {len(refused)}."
    )
    for conflict in against[:_MOST_SHOWN]:
        earlier, later = conflict.earlier, conflict.later
        console.print(
            f"Anders dan eerder: {later.subject or later.subject_id}, "
            f"{field_label(later.field, language=language)}: "
            f"{value_label(earlier.value, language=language)} "
            f"({earlier.decided_by}, {earlier.decided_at[:10]}) werd "
            f"{value_label(later.value, language=language)} ({later.decided_by}). "
            "Het laatste geldt."
        )
    for line in refused[:_MOST_SHOWN]:
        console.print(line)
    if len(refused) > _MOST_SHOWN:
        console.print(f"… en nog {len(refused) - _MOST_SHOWN} rijen.")
    if new:
        console.print("Ze werken vanaf de volgende `feitenbasis run`.")


def _warehouse_file(workspace: Workspace) -> Path:
    if not workspace.warehouse_file.is_file():
        raise WrongUse("nothing_read_yet", where=str(workspace.root))
    return workspace.warehouse_file


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise WrongUse(
            "review_unreadable", where=str(file), why=disk_words(error)
        ) from None


def _write(path: Path, data: bytes) -> None:
    try:
        write_atomically(path, data, mode=_PRIVATE)
    except OSError as error:
        raise WrongUse(
            "review_unwritable", where=str(path), why=disk_words(error)
        ) from None
