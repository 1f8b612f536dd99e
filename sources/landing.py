"""Bytes and manifests in, the same bytes and manifests out: the landing on disk.

Items are named by the sha256 of their bytes, so the same bytes are kept once and a
damaged file shows itself. A manifest per source says which items belong to it.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from domain.errors import StateDamaged
from domain.identifiers import sha256_hex
from domain.landing import (
    Erasure,
    ItemRole,
    LandedItem,
    LostTokens,
    Manifest,
    MissingResponses,
    ReceivedWindow,
    RefusedRow,
    SurveyExpectation,
    SurveySweep,
)
from domain.phrases import phrase_from
from domain.seals import sealed, unsealed
from domain.storage import write_atomically
from domain.tombstones import NOBODY, Tombstones

_HASH_LENGTH = 64
_OWNER_ONLY = 0o600


class LandingStore:
    """A folder of items by hash, and one manifest per source.

    Every method may raise ``StateDamaged`` for a file that is missing or altered,
    and ``OSError`` where the disk refuses.
    """

    def __init__(self, root: Path, *, tombstones: Tombstones = NOBODY) -> None:
        """Name the folder; it is made when the first item is put.

        Responses of the ``tombstones`` do not land.
        """
        self.root = root
        self.tombstones = tombstones

    def path_of(self, sha256: str) -> Path:
        """Return the place of an item; raise ``StateDamaged`` if it is no hash."""
        is_hash = len(sha256) == _HASH_LENGTH and set(sha256) <= set("0123456789abcdef")
        if not is_hash:
            raise StateDamaged(
                "no_landed_name", where=str(self.root), name=repr(sha256[:80])
            )
        return self.root / "items" / sha256[:2] / sha256

    def put(self, data: bytes) -> str:
        """Keep ``data`` and return its sha256; bytes already kept are not rewritten."""
        sha256 = sha256_hex(data)
        path = self.path_of(sha256)
        if not path.exists() or path.stat().st_size != len(data):
            write_atomically(path, data, mode=_OWNER_ONLY)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the bytes of an item after comparing them with their name."""
        path = self.path_of(sha256)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise StateDamaged("landed_item_missing", where=str(path)) from None
        if sha256_hex(data) != sha256:
            raise StateDamaged("landed_item_damaged", where=str(path))
        return data

    def remove(self, sha256: str) -> bool:
        """Remove an item, for erasure and retention; say whether it was there."""
        path = self.path_of(sha256)
        was_there = path.exists()
        path.unlink(missing_ok=True)
        return was_there

    def hashes(self) -> Iterator[str]:
        """Yield the name of every item kept, in no particular order."""
        for path in self.root.glob("items/??/*"):
            if len(path.name) == _HASH_LENGTH:
                yield path.name

    def read_manifest(self, source_id: str) -> Manifest | None:
        """Return what a source held at its last complete collection, if any."""
        path = self._manifest_path(source_id)
        return self._manifest_at(path) if path.exists() else None

    def manifests(self) -> Iterator[Manifest]:
        """Yield the manifest of every source, also of those not declared any more."""
        for path in sorted(self.root.glob("manifests/*.json")):
            yield self._manifest_at(path)

    def readable_manifests(self) -> Iterator[Manifest]:
        """Yield those manifests that are whole; of the others collecting tells."""
        for path in sorted(self.root.glob("manifests/*.json")):
            with suppress(StateDamaged):
                yield self._manifest_at(path)

    def _manifest_at(self, path: Path) -> Manifest:
        try:
            return _manifest_from_table(json.loads(unsealed(path.read_bytes())))
        except (ValueError, TypeError, KeyError, AttributeError):
            raise StateDamaged("manifest_unreadable", where=str(path)) from None

    def write_manifest(self, manifest: Manifest) -> bool:
        """Keep the manifest of a source if it says something new; say whether it did.

        An unchanged manifest is left as it is, with its old ``retrieved_at``.
        """
        earlier = self.read_manifest(manifest.source_id)
        if earlier is None or substance(earlier) != substance(manifest):
            self._write(manifest)
            return True
        noted = replace(
            earlier,
            sweeps=manifest.sweeps,
            erasures=manifest.erasures,
            windows=manifest.windows,
        )
        if noted != earlier:
            self._write(noted)
        return False

    def sweep_items(self) -> int:
        """Remove the items that no manifest names any more; return how many.

        What a source changed or deleted thereby leaves the landing as well.
        """
        named = {
            item.sha256 for manifest in self.manifests() for item in manifest.items
        }
        gone = [sha256 for sha256 in self.hashes() if sha256 not in named]
        return sum(self.remove(sha256) for sha256 in gone)

    def _write(self, manifest: Manifest) -> None:
        table = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
        path = self._manifest_path(manifest.source_id)
        write_atomically(path, sealed(table.encode()), mode=_OWNER_ONLY)

    def remove_manifest(self, source_id: str) -> bool:
        """Forget what a source held, once it is no more; say whether it held any."""
        path = self._manifest_path(source_id)
        was_there = path.exists()
        path.unlink(missing_ok=True)
        return was_there

    def _manifest_path(self, source_id: str) -> Path:
        return self.root / "manifests" / f"{quote(source_id, safe='')}.json"


def substance(manifest: Manifest) -> tuple[object, ...]:
    """Return what counts as a change: what may be kept, and how much was expected.

    Not the time of retrieval, nor the digest of what was received but did not pass.
    """
    items = tuple(replace(item, received_sha256="") for item in manifest.items)
    return (
        manifest.kind,
        items,
        manifest.expectations,
        manifest.warnings,
        manifest.notes,
        manifest.refused,
        manifest.missing,
        manifest.lost_tokens,
    )


def _manifest_from_table(table: dict[str, Any]) -> Manifest:
    parts = dict(table)
    items = tuple(
        LandedItem(
            **{
                **item,
                "role": ItemRole(item["role"]),
                "reason": phrase_from(item["reason"]) if item["reason"] else None,
            }
        )
        for item in parts.pop("items")
    )
    expectations = tuple(
        SurveyExpectation(**expectation) for expectation in parts.pop("expectations")
    )
    warnings = tuple(map(phrase_from, parts.pop("warnings")))
    notes = tuple(map(phrase_from, parts.pop("notes", ())))
    sweeps = tuple(SurveySweep(**sweep) for sweep in parts.pop("sweeps", ()))
    refused = tuple(
        RefusedRow(
            **{
                **row,
                "row_key": phrase_from(row["row_key"]),
                "reason": phrase_from(row["reason"]),
            }
        )
        for row in parts.pop("refused", ())
    )
    erasures = tuple(Erasure(**row) for row in parts.pop("erasures", ()))
    lost = tuple(LostTokens(**row) for row in parts.pop("lost_tokens", ()))
    missing = tuple(MissingResponses(**row) for row in parts.pop("missing", ()))
    windows = tuple(
        ReceivedWindow(**{**row, "dropped_columns": tuple(row["dropped_columns"])})
        for row in parts.pop("windows", ())
    )
    return Manifest(
        **parts,
        items=items,
        expectations=expectations,
        warnings=warnings,
        notes=notes,
        sweeps=sweeps,
        refused=refused,
        erasures=erasures,
        missing=missing,
        lost_tokens=lost,
        windows=windows,
    )
