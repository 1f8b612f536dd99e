"""The file of forgotten respondents in, their marks out, and back.

The marks are written before anything is erased and stay pending until everything is,
so that an erasure that was cut off is known and finished.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from domain.errors import SettingsInvalid, StateDamaged
from domain.identifiers import keyed_id
from domain.seals import sealed, unsealed
from domain.storage import write_atomically
from domain.tombstones import Tombstones

_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgottenFile:
    """What the file holds: all marks, and those whose erasure is not finished.

    ``retired`` are those of the pending that go because their time is over.
    """

    tombstones: Tombstones
    pending: frozenset[str] = field(default=frozenset())
    retired: frozenset[str] = field(default=frozenset())


def read_forgotten(path: Path, *, key: bytes) -> ForgottenFile:
    """Return who was forgotten; nobody where there is no file.

    Raises ``SettingsInvalid`` where the marks were made with another key: with this
    one nobody would be known again, and a collection would bring them back.
    """
    if not path.exists():
        return ForgottenFile(tombstones=Tombstones(key=key))
    try:
        table = json.loads(unsealed(path.read_bytes()))
        marks, pending = frozenset(table["marks"]), frozenset(table["pending"])
        retired = frozenset(table.get("retired", ()))
        known_by = str(table["key_id"])
    except (ValueError, TypeError, KeyError):
        raise StateDamaged("forgotten_unreadable", where=str(path)) from None
    if known_by != _key_id(key):
        raise SettingsInvalid("forgotten_by_other_key", where=str(path))
    return ForgottenFile(
        tombstones=Tombstones(key=key, marks=marks),
        pending=pending & marks,
        retired=retired & pending & marks,
    )


def write_forgotten(
    path: Path,
    *,
    key: bytes,
    marks: Iterable[str],
    pending: Iterable[str],
    retired: Iterable[str] = (),
) -> None:
    """Keep the marks, which of them still have work to do, and which are retired."""
    table = {
        "key_id": _key_id(key),
        "marks": sorted(marks),
        "pending": sorted(pending),
        "retired": sorted(retired),
    }
    text = json.dumps(table, indent=1)
    write_atomically(path, sealed(text.encode()), mode=_OWNER_ONLY)


def _key_id(key: bytes) -> str:
    return keyed_id(key, prefix="k", parts=("forgotten",))
