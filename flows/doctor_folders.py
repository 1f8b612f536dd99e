"""The folders that people fill in, what a run would say of each out."""

from collections.abc import Iterator

from domain.declarations import DocumentsSource
from domain.errors import CodebookInvalid
from domain.phrases import phrase
from domain.workspace import Workspace
from flows.document_folders import folders_of_others
from flows.reading_lists import Lists, lists_of
from flows.run_context import read_declarations
from flows.screen_words import words
from flows.spoken import language
from flows.verdicts import Verdict
from sources.corrections import read_corrections
from sources.document_folder import own_files
from sources.reference.divisions import read_division_register
from sources.registers import DIVISIONS, KNOWN, OPGAVEN, read_opgaven, register_files


def registers(workspace: Workspace) -> Verdict | str:
    """Read every register as a run does, and tell which rows or files do not count."""
    files = register_files(workspace.registers)
    if not files:
        return words().say("doctor.registers_none")
    try:
        lists = lists_of(workspace)
    except CodebookInvalid:
        # Told under the codebook, of which registers name themes.
        text = words().say("doctor.registers_wait")
        return Verdict("advice", words().say("doctor.registers"), text)
    problems = list(_problems(workspace, lists))
    if problems:
        return Verdict("advice", words().say("doctor.registers"), "\n".join(problems))
    return words().say("doctor.registers_fit", count=len(files))


def _problems(workspace: Workspace, lists: Lists) -> Iterator[str]:
    known = ", ".join(sorted(KNOWN))
    for path in register_files(workspace.registers):
        stem = path.stem.lower()
        if stem not in KNOWN:
            reason = phrase("refused_register_unknown", known=known)
            yield f"{path.name}: {reason.told(language())}"
        if stem == DIVISIONS:
            read_division_register(
                path.read_bytes(), name=path.name, places=lists.places
            )
        if stem == OPGAVEN:
            themes = frozenset(theme.theme_id for theme in lists.codebook.themes)
            found = read_opgaven(path.read_bytes(), name=path.name, theme_ids=themes)
            for row_key, _, reason in found.refused:
                told = (each.told(language()) for each in (row_key, reason))
                yield ": ".join((path.name, *told))


def corrections(workspace: Workspace) -> str:
    """Read the decisions as a run does, and count them."""
    return words().say(
        "doctor.corrections_read", count=len(read_corrections(workspace.corrections))
    )


def documents(
    workspace: Workspace, source_id: str, declaration: DocumentsSource
) -> Verdict | str:
    """List the folder of a source as a run does, and count what it would take in."""
    others = folders_of_others(
        read_declarations(workspace), source_id, root=workspace.root
    )
    count = len(
        own_files(declaration, source_id=source_id, root=workspace.root, others=others)
    )
    if not count:
        text = words().say("doctor.folder_empty", folder=declaration.path)
        return Verdict("advice", words().say("doctor.source", name=source_id), text)
    return words().say("doctor.folder_holds", count=count, folder=declaration.path)
