"""A codebook out to other programs, and back in as the codebook of a workspace."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dashboards.codebook_book import draw_codebook_book, draw_codebook_csv
from dashboards.exports.codebook_qdc import draw_codebook_qdc
from domain.codebook_lines import (
    LINE_KEYS,
    CodebookLine,
    check_travels,
    exchange_texts,
)
from domain.errors import CodebookInvalid, WrongUse
from domain.foreign_words import disk_words
from domain.identifiers import sha256_hex
from domain.phrases import filled
from domain.storage import write_atomically
from domain.workspace import Workspace
from flows.lock import workspace_lock
from flows.reading_lists import codebook_of
from flows.run_context import find_workspace, read_settings
from flows.screens import wide_console
from nlp.codebook import Codebook, Theme, load_codebook
from nlp.codebook_examples import unmet_examples
from nlp.codebook_text import codebook_text_from_lines, lines_from_codebook
from sources.codebook_files import read_codebook_file

FORMS: dict[str, Callable[..., bytes]] = {
    ".xlsx": draw_codebook_book,
    ".csv": draw_codebook_csv,
    ".qdc": draw_codebook_qdc,
}
CONCEPT = "codebook.concept.xlsx"
_HASH_LENGTH = 12


def export_codebook(folder: Path, target: Path) -> None:
    """Write the codebook in use, in the form that the name of the file asks for."""
    draw = FORMS[_form(target)]
    workspace = find_workspace(folder)
    language = read_settings(workspace).language
    codebook = codebook_of(workspace)
    lines = lines_from_codebook(codebook)
    check_travels(lines, where=workspace.codebook_file.name)
    _write(target, draw(lines, language=language))
    texts = exchange_texts()[language]["screen"]
    counts = {"themes": len(codebook.themes), "lines": len(lines)}
    wide_console().print(filled(texts["written"], place=target, **counts))


def import_codebook(folder: Path, file: Path) -> None:
    """Make a file the codebook of the workspace, and say what changes by it.

    Nothing is written unless the whole codebook is good; the former stays beside it.
    """
    _form(file)
    workspace = find_workspace(folder)
    texts = exchange_texts()[read_settings(workspace).language]["screen"]
    with workspace_lock(workspace):
        before = _codebook_before(workspace)
        known = lines_from_codebook(before) if before else ()
        lines = read_codebook_file(_read(file), name=file.name, known=known)
        _refuse_drafts(workspace, lines, file)
        text = codebook_text_from_lines(lines, where=file.name)
        after = load_codebook(text, name=file.name)
        check_travels(lines, where=file.name)
        said = _said(before, after, texts)
        if not said:
            wide_console().print(texts["unchanged"])
            return
        kept = _keep_former(workspace)
        _write(workspace.codebook_file, text.encode())
    if kept:
        said.append(filled(texts["kept"], place=kept.name))
    said += unmet_lines(after, texts)
    for line in (*said, texts["next"]):
        wide_console().print(line)


def _refuse_drafts(
    workspace: Workspace, lines: Sequence[CodebookLine], file: Path
) -> None:
    """Lay out what codes of another program lack, and say where it is to be written."""
    drafts = {line.theme_id for line in lines if not line.value}
    if not drafts:
        return
    names = {
        line.theme_id: line.value for line in reversed(lines) if line.key == "label_nl"
    }
    target = workspace.codebook_file.with_name(CONCEPT)
    _write(
        target,
        draw_codebook_book(lines, language=read_settings(workspace).language),
    )
    raise CodebookInvalid(
        "codebook_codes_bare",
        where=file.name,
        count=len(drafts),
        codes=tuple(names[each] for each in names if each in drafts),
        place=target.name,
    )


def unmet_lines(codebook: Codebook, texts: Mapping[str, str]) -> list[str]:
    """Tell which of its own examples a codebook does not read as it says."""
    unmet = [*unmet_examples(codebook)]
    if not unmet:
        return []
    return [
        filled(texts["unmet"], count=len(unmet)),
        *(
            filled(texts[f"unmet_{each.key}"], theme=each.theme_id, text=each.text)
            for each in unmet
        ),
    ]


def _said(
    before: Codebook | None, after: Codebook, texts: Mapping[str, str]
) -> list[str]:
    """Return what changes, a line each; nothing where both say the same."""
    if before is None:
        return [texts["repaired"]]
    old = {theme.theme_id: theme for theme in before.themes}
    new = {theme.theme_id: theme for theme in after.themes}
    said = [filled(texts["removed"], theme=each) for each in old if each not in new]
    said += [filled(texts["added"], theme=each) for each in new if each not in old]
    for theme_id in old.keys() & new.keys():
        if keys := _changed_keys(old[theme_id], new[theme_id]):
            said.append(filled(texts["changed"], theme=theme_id, keys=", ".join(keys)))
    said.sort()
    is_moved = [each for each in old if each in new] != [e for e in new if e in old]
    return [*said, *([texts["moved"]] if is_moved else [])]


def _changed_keys(old: Theme, new: Theme) -> list[str]:
    return [key for key in LINE_KEYS if getattr(old, key) != getattr(new, key)]


def _codebook_before(workspace: Workspace) -> Codebook | None:
    """Return the codebook in use, or none where it is beyond reading."""
    try:
        return codebook_of(workspace)
    except CodebookInvalid:
        return None


def _keep_former(workspace: Workspace) -> Path | None:
    """Set the team's own codebook aside under its content: nothing is overwritten."""
    if not workspace.codebook_file.is_file():
        return None
    data = workspace.codebook_file.read_bytes()
    mark = sha256_hex(data)[:_HASH_LENGTH]
    kept = workspace.codebook_file.with_name(f"codebook.vorige-{mark}.toml")
    _write(kept, data)
    return kept


def _form(file: Path) -> str:
    form = file.suffix.lower()
    if form not in FORMS:
        raise WrongUse("codebook_form_unknown", where=file.name, known=tuple(FORMS))
    return form


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise WrongUse(
            "codebook_unreadable", where=str(file), why=disk_words(error)
        ) from None


def _write(path: Path, data: bytes) -> None:
    try:
        write_atomically(path, data)
    except OSError as error:
        raise WrongUse(
            "codebook_unwritable", where=str(path), why=disk_words(error)
        ) from None
