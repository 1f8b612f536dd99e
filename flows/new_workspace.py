"""A folder in, a new workspace or the demo region in it out."""

import secrets
from pathlib import Path

from rich.console import Console

from domain.errors import WrongUse
from domain.storage import sweep_orphans_of, write_atomically
from domain.workspace import Workspace
from flows.screen_words import words

_OWNER_ONLY = 0o600
_KEY_BYTES = 32
_EXAMPLES = Path(__file__).parent / "workspace_examples"


def make_workspace(directory: Path) -> Path:
    """Make a workspace with commented examples; raise ``WrongUse`` if not empty."""
    if directory.exists() and not _is_empty_folder(directory):
        raise WrongUse("folder_not_empty", where=str(directory))
    for example in sorted(_EXAMPLES.rglob("*")):
        if example.is_file():
            target = directory / example.relative_to(_EXAMPLES)
            write_atomically(target, example.read_bytes())
    for name in ("documents", "registers", "corrections", "export"):
        (directory / name).mkdir(parents=True, exist_ok=True)
    make_key(Workspace(directory))
    return directory


def make_demo(directory: Path) -> Path:
    """Write the invented region into ``directory``; may be repeated, also when killed.

    Raises ``WrongUse`` for a folder that holds another workspace.
    """
    from sources.demo import write_demo

    settings = Workspace(directory).settings_file
    sweep_orphans_of(settings)
    is_demo = settings.is_file() and "Veenweidevallei" in settings.read_text("utf-8")
    is_free = not directory.exists() or _is_empty_folder(directory)
    if not (is_demo or is_free):
        raise WrongUse("folder_no_demo", where=str(directory))
    write_demo(directory)
    make_key(Workspace(directory))
    return directory


def _is_empty_folder(directory: Path) -> bool:
    return directory.is_dir() and not any(directory.iterdir())


def make_key(workspace: Workspace) -> None:
    """Make the pseudonym key, readable by its owner only, if there is none."""
    if not workspace.key_file.exists():
        key = secrets.token_hex(_KEY_BYTES).encode()
        write_atomically(workspace.key_file, key, mode=_OWNER_ONLY)


def awaits_key(workspace: Workspace) -> bool:
    """Tell whether a workspace written by hand has no pseudonym key yet, nor needs one.

    Not so where anything was kept under a key before: a new one would recognise nobody.
    """
    kept = (
        workspace.key_file,
        workspace.key_mark,
        workspace.landing,
        workspace.warehouse_file,
        workspace.records,
        workspace.shown,
        workspace.forgotten_file,
        workspace.publication,
    )
    return not any(path.exists() for path in kept)


def tell_new(directory: Path) -> None:
    """Say what was made and what to do next."""
    console, told = Console(highlight=False, markup=False), words()
    for key in ("made", "settings", "texts", "run"):
        console.print(told.say(f"new.{key}", folder=directory), soft_wrap=True)
