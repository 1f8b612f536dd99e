"""A question and one it leads to in, the row with the base of the second one out.

Who was led to a question answered another one in a certain way: the base of the one is
a count of the other, or a part of it.
"""

from collections.abc import Mapping

from domain.privacy import DisclosureRule
from warehouse.count_table import CountTable
from warehouse.spreads import EVERYONE, NONE_GIVEN, Followed, Group, Spread


def led_there(
    followed: Followed, spread: Spread, sizes: Mapping[Group, int], group: Group
) -> int:
    """Return how many of a group gave an answer that leads to the question."""
    answers = {
        answer: spread.counts.get((group, answer), 0) for answer in spread.answers
    }
    if NONE_GIVEN in followed.past:
        return sum(n for answer, n in answers.items() if answer not in followed.past)
    past = sum(n for answer, n in answers.items() if answer in followed.past)
    return sizes.get(group, 0) - past


def add_followed(
    table: CountTable,
    followed: Followed,
    spread: Spread,
    group: Group,
    *,
    sizes: Mapping[Group, int],
    size: int,
    cells: Mapping[str, int],
    rule: DisclosureRule,
    is_small: bool,
) -> tuple[int, int] | None:
    """Add the base of one group; return its cell and its row, if it is a part.

    ``size`` is the cell of the size of the group, ``cells`` are those of its answers.
    """
    base = followed.bases.get(group)
    if base is None:
        return None
    others = led_there(followed, spread, sizes, group) - base
    if others < 0:
        return None
    everyone = followed.bases.get(EVERYONE, 0)
    is_whole = led_there(followed, spread, sizes, EVERYONE) == everyone
    cell = table.cell(base, is_fixed=followed.before.get(group) is True)
    rest = table.cell(others, is_fixed=is_whole)
    if NONE_GIVEN in followed.past:
        led = [cells[answer] for answer in cells if answer not in followed.past]
        table.relate_sums(led, [cell, rest])
    else:
        past = [cells[answer] for answer in cells if answer in followed.past]
        table.relate_sums([size], [*past, cell, rest])
    was_hidden = followed.before.get(group) is False
    # Without the base of everybody no figure of the question is shown.
    rows = len(followed.bases) + 2 if group == EVERYONE else 1
    number = table.row(
        cell,
        is_hidden=is_small or was_hidden or rule.hides_base(base),
        price=followed.price * rows,
        targets=(),
    )
    return cell, number
