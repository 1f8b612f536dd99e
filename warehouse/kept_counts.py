"""The true counts behind a publication in, a file of its owner alone out, and back.

The next publication is judged together with them (``together``). Figures that stand
keep the counts they were first shown with.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from domain.errors import StateDamaged
from domain.seals import sealed, unsealed
from domain.storage import write_atomically
from warehouse.spreads import Figure, Group, Nested, Spread, Wave
from warehouse.together import Published

Key = tuple[int, str, str]
"""A wave, a kind of figure, and the first subject of what belongs together."""
Kept = Mapping[Key, Published]
_OWNER_ONLY = 0o600


def counts_record(record: Path) -> Path:
    """Return where beside a record of who was shown the counts are kept."""
    return record.with_suffix(".counts.json")


def read_kept(path: Path | None) -> Kept:
    """Return the counts kept of a publication, or nothing where none were.

    Raises ``StateDamaged`` where the file cannot be read.
    """
    if path is None or not path.is_file():
        return {}
    try:
        rows = json.loads(unsealed(path.read_bytes()))
        return {(row["wave"], row["kind"], row["subject"]): _read(row) for row in rows}
    except (ValueError, KeyError, TypeError) as problem:
        raise StateDamaged("counts_damaged", where=str(path)) from problem


def write_kept(kept: Kept, path: Path) -> None:
    """Write the counts of a publication, readable to its owner only."""
    rows = [
        {"wave": wave, "kind": kind, "subject": subject, **_written(published)}
        for (wave, kind, subject), published in sorted(kept.items(), key=_key)
    ]
    write_atomically(path, sealed(json.dumps(rows).encode()), mode=_OWNER_ONLY)


def _key(item: tuple[Key, Published]) -> Key:
    return item[0]


def _written(published: Published) -> dict[str, Any]:
    return {
        "sizes": [[*group, size] for group, size in published.wave.sizes.items()],
        "wholes": [[*part, *whole] for part, whole in published.wave.wholes.items()],
        "nested": [
            [_sorted(each.parts), _sorted(each.wholes)]
            for each in published.wave.nested
        ],
        "small": _sorted(published.small_groups),
        "dropped": {
            subject: _sorted(groups) for subject, groups in published.dropped.items()
        },
        "hidden": [
            [subject, *g, answer] for subject, g, answer in sorted(published.hidden)
        ],
        "spreads": [_written_spread(spread) for spread in published.spreads],
    }


def _written_spread(spread: Spread) -> dict[str, Any]:
    return {
        "subject": spread.subject,
        "counts": [[*g, answer, n] for (g, answer), n in spread.counts.items()],
        "bases": [[*group, base] for group, base in spread.bases.items()],
        "is_exclusive": spread.is_exclusive,
        "merged": [[list(part), list(whole)] for part, whole in spread.merged],
    }


def _read(row: Mapping[str, Any]) -> Published:
    return Published(
        wave=Wave(
            sizes=_numbers(row["sizes"]),
            wholes={(a, b): (c, d) for a, b, c, d in row["wholes"]},
            # Versions that did not know of these wrote none.
            nested=tuple(
                Nested(parts=tuple(_groups(parts)), wholes=tuple(_groups(wholes)))
                for parts, wholes in row.get("nested", ())
            ),
        ),
        spreads=tuple(_read_spread(each) for each in row["spreads"]),
        small_groups=frozenset(_groups(row["small"])),
        dropped={
            subject: frozenset(_groups(rows))
            for subject, rows in row["dropped"].items()
        },
        hidden=frozenset(_figures(row["hidden"])),
    )


def _read_spread(row: Mapping[str, Any]) -> Spread:
    return Spread(
        subject=row["subject"],
        counts={((a, b), answer): n for a, b, answer, n in row["counts"]},
        bases=_numbers(row["bases"]),
        is_exclusive=row["is_exclusive"],
        merged=[(part, whole) for part, whole in row["merged"]],
    )


def _numbers(rows: Iterable[tuple[str, str, int]]) -> dict[Group, int]:
    return {(grouping, name): number for grouping, name, number in rows}


def _groups(rows: Iterable[tuple[str, str]]) -> Iterable[Group]:
    return ((grouping, name) for grouping, name in rows)


def _figures(rows: Iterable[tuple[str, str, str, str]]) -> Iterable[Figure]:
    return ((subject, (a, b), answer) for subject, a, b, answer in rows)


def _sorted(groups: Iterable[Group]) -> list[list[str]]:
    return [list(group) for group in sorted(groups)]
