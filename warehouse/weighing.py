"""Sizes of organisations and counts of themes in, the weighted shares to show out.

A share in which every organisation weighs the same is a second equation beside the
count: who knows how many of each organisation took part can tell apart how often large
and small ones named a theme, down to one person. So it is shown of everybody together
only, and only where other counts fit both figures as well: whichever sizes are taken
together, how many of them named the theme may still differ by half of
``smallest_group``.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import pandas as pd

from domain.privacy import DisclosureRule

READS = ("theme_tally", "unit_size")
"""The tables of the build this needs."""
_HALF_A_PERCENT = 0.005
_TINY = 1e-9

Sizes = Mapping[int, int]
"""Of organisations with so many respondents: the respondents of all together."""


def shown_weights(
    tallies: pd.DataFrame, sizes: pd.DataFrame, *, rule: DisclosureRule
) -> pd.DataFrame:
    """Return one row per wave and theme of which the weighted share may be shown."""
    by_wave: dict[int, dict[int, int]] = {}
    for row in sizes.to_dict("records"):
        people = by_wave.setdefault(int(row["wave"]), {})
        people[int(row["voice_count"])] = int(row["respondent_count"])
    shown = [
        (row["theme_id"], row["wave"], row["weighted_share"])
        for row in tallies[tallies["grouping"] == "all"].to_dict("records")
        if is_safe_weight(
            row["weighted_share"],
            count=int(row["respondent_count"]),
            sizes=by_wave[int(row["wave"])],
            width=rule.smallest_group / 2,
        )
    ]
    columns = ["theme_id", "wave", "weighted_share"]
    frame = pd.DataFrame(shown, columns=pd.Index(columns))
    return frame.astype({"theme_id": "str", "wave": "int64", "weighted_share": "float"})


def is_safe_weight(share: float, *, count: int, sizes: Sizes, width: float) -> bool:
    """Tell whether the weighted share, in whole percents, leaves every part wide.

    Parts are the respondents of organisations of one size, and of those up to a size.
    Each must be able to differ by ``width``, or as far as the count alone lets it.
    """
    ordered = sorted(sizes)
    parts: set[tuple[int, ...]] = {(size,) for size in ordered}
    parts |= {tuple(ordered[:end]) for end in range(1, len(ordered))}
    units = sum(people / size for size, people in sizes.items())
    seen = round(share, 2)
    sums = (seen - _HALF_A_PERCENT) * units, (seen + _HALF_A_PERCENT) * units
    return all(
        _is_wide(part, count=count, sizes=sizes, sums=sums, width=width)
        for part in parts
    )


def _is_wide(
    part: Sequence[int],
    *,
    count: int,
    sizes: Sizes,
    sums: tuple[float, float],
    width: float,
) -> bool:
    """Tell whether the count of one part can differ enough.

    Between the least and the most that a count can weigh, step by step one person names
    the theme in the place of another; no step may leap over what rounding leaves open.
    """
    inside = {size: sizes[size] for size in part}
    others = {size: people for size, people in sizes.items() if size not in inside}
    lowest = max(0, count - sum(others.values()))
    highest = min(count, sum(inside.values()))
    need = min(width, highest - lowest)
    if need <= 0:
        return True
    if max(_longest_step(inside), _longest_step(others)) > sums[1] - sums[0]:
        return False
    possible = [
        number
        for number in range(lowest, highest + 1)
        if _least(number, inside) + _least(count - number, others) <= sums[1] - _TINY
        and _most(number, inside) + _most(count - number, others) >= sums[0] + _TINY
    ]
    return bool(possible) and possible[-1] - possible[0] >= need


def _longest_step(sizes: Iterable[int]) -> float:
    return max(
        (1 / small - 1 / large for small, large in pairwise(sorted(sizes))), default=0.0
    )


def _least(number: int, sizes: Sizes) -> float:
    """Return what so many people weigh if all are of the largest organisations."""
    return _weight(number, sizes, sorted(sizes, reverse=True))


def _most(number: int, sizes: Sizes) -> float:
    """Return what so many people weigh if all are of the smallest organisations."""
    return _weight(number, sizes, sorted(sizes))


def _weight(number: int, sizes: Sizes, order: Iterable[int]) -> float:
    total = 0.0
    for size in order:
        taken = min(number, sizes[size])
        total += taken / size
        number -= taken
    return total
