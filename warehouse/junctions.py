"""A link and a folder in, the link that leads there out, where Windows has no symlink.

A junction cannot be renamed over another: in between there is none, and a kill there is
mended from the note that names the old one (``publishing``).
"""

import secrets
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from domain.storage import move

Make = Callable[[Path, Path], None]
"""Makes a link, its first word, that leads to a folder, its second."""


def make_junction(link: Path, target: Path) -> None:
    """Make a junction; no shell sees the names, whatever signs are in them."""
    import_module("_winapi").CreateJunction(str(target.resolve()), str(link))


def point_junction(link: Path, target: Path, *, make: Make = make_junction) -> None:
    """Let ``link`` lead to ``target``; raises ``OSError`` with it as it was."""
    fresh, old = _beside(link), _beside(link)
    make(fresh, target)
    with suppress(FileNotFoundError):
        move(link, old)
    try:
        move(fresh, link)
    except OSError:
        with suppress(FileNotFoundError):
            move(old, link)
        fresh.unlink(missing_ok=True)
        raise
    old.unlink(missing_ok=True)


def _beside(link: Path) -> Path:
    """Return a name that is swept when it is found later."""
    return link.with_name(f".{link.name}.{secrets.token_hex(4)}.tmp")
