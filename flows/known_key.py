"""A pseudonym key in, whether it is the one that earlier runs worked with out.

With another key nobody would be known again, and nothing would say so: waves would not
match, and whoever asks to be forgotten would not be found.
"""

from domain.errors import SettingsInvalid
from domain.identifiers import keyed_id
from domain.storage import write_atomically
from domain.workspace import Workspace

_OWNER_ONLY = 0o600


def require_same_key(workspace: Workspace, key: bytes, *, where: str) -> None:
    """Raise ``SettingsInvalid`` where a run was made with another key before.

    ``where`` is what the key was read from.
    """
    if not workspace.key_mark.is_file():
        return
    if workspace.key_mark.read_bytes().strip() != _mark_of(key):
        raise SettingsInvalid("key_other", where=where)


def note_key(workspace: Workspace, key: bytes) -> None:
    """Keep by what the key is known again, if nothing is kept yet."""
    if not workspace.key_mark.exists():
        write_atomically(workspace.key_mark, _mark_of(key), mode=_OWNER_ONLY)


def _mark_of(key: bytes) -> bytes:
    return keyed_id(key, prefix="k", parts=("workspace",)).encode()
