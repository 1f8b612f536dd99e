"""What was hidden before in, the same for counts that are the same, without a search.

What to hide follows from the counts, the rule and the method alone, so an outcome
stands as long as all three do. The file holds digests and positions: no name, no count.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from domain.privacy import DisclosureRule
from domain.storage import write_atomically
from warehouse.spreads import MERGED, Figure, Group, Hidden, Spread, Wave

_METHOD = (
    "count_table",
    "disclosure",
    "figure_tables",
    "hiding",
    "kept_hiding",
    "programmes",
    "spreads",
)
"""The modules whose code decides what is hidden, beside the solver's."""
_OWNER_ONLY = 0o600

Search = Callable[..., Hidden]


class KeptHiding:
    """The outcomes of a search, by a digest of all it looked at.

    ``path`` is where they are kept between publications, None to keep them in memory
    only. A file that is damaged or of another method is as if it were not there.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Read what is kept."""
        self._path = path
        self._before = _read(path)
        self._used: dict[str, dict[str, object]] = {}

    def outcome(
        self,
        search: Search,
        wave: Wave,
        spreads: Sequence[Spread],
        *,
        rule: DisclosureRule,
        small_groups: frozenset[Group],
    ) -> Hidden:
        """Return what ``search`` finds, or found before, for these counts."""
        key = _digest(wave, spreads, rule=rule, small_groups=small_groups)
        figures = list(_figures(spreads))
        kept = self._used.get(key) or self._before.get(key)
        if kept is None:
            found = search(wave, spreads, rule=rule, small_groups=small_groups)
            kept = {
                "places": [
                    n for n, each in enumerate(figures) if each in found.figures
                ],
                "primary": found.primary,
                "recoverable": found.recoverable,
                "is_left_out": bool(found.left_out),
            }
        self._used[key] = kept
        return _hidden(kept, figures, spreads)

    def write(self) -> None:
        """Keep what this build used, and nothing else."""
        if self._path is None or self._used == self._before:
            return
        body = json.dumps({"method": _method(), "outcomes": self._used}, sort_keys=True)
        lines = f"{_sha256(body)}\n{body}\n"
        write_atomically(self._path, lines.encode(), mode=_OWNER_ONLY)


def _hidden(
    kept: dict[str, object], figures: Sequence[Figure], spreads: Sequence[Spread]
) -> Hidden:
    match kept:
        case {
            "places": list(places),
            "primary": int(primary),
            "recoverable": int(recoverable),
            "is_left_out": bool(is_left_out),
        }:
            subjects = sorted({spread.subject for spread in spreads})
            return Hidden(
                figures={figures[place] for place in places},
                primary=primary,
                recoverable=recoverable,
                left_out=subjects if is_left_out else [],
            )
    raise TypeError(kept)


def _figures(spreads: Sequence[Spread]) -> Iterator[Figure]:
    """Yield every row the spreads publish, in an order that follows from them."""
    for spread in spreads:
        for group in spread.bases:
            for answer in (*spread.answers, MERGED):
                yield spread.subject, group, answer


def _digest(
    wave: Wave,
    spreads: Sequence[Spread],
    *,
    rule: DisclosureRule,
    small_groups: frozenset[Group],
) -> str:
    """Return a digest of all counts, in the order in which the search meets them."""
    looked_at = [
        [rule.smallest_group, rule.smallest_count],
        list(wave.sizes.items()),
        list(wave.wholes.items()),
        sorted(small_groups),
        [
            [
                spread.subject,
                list(spread.counts.items()),
                list(spread.bases.items()),
                spread.is_exclusive,
                spread.merged,
                spread.role,
                sorted(spread.closed),
            ]
            for spread in spreads
        ],
    ]
    return _sha256(json.dumps(looked_at, ensure_ascii=False))


@cache
def _method() -> str:
    """Return a digest of the code that searches and of the version of its solver."""
    folder = Path(__file__).parent
    files = [folder / f"{name}.py" for name in _METHOD]
    code = "".join(path.read_text(encoding="utf-8") for path in files)
    return _sha256(f"highspy {version('highspy')}\n{code}")


def _read(path: Path | None) -> dict[str, dict[str, object]]:
    if path is None or not path.is_file():
        return {}
    digest, _, rest = path.read_bytes().partition(b"\n")
    body = rest.removesuffix(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != digest:
        return {}
    kept = json.loads(body)
    return dict(kept["outcomes"]) if kept["method"] == _method() else {}


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
