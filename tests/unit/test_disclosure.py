"""What is hidden cannot be computed back; what need not be hidden is shown."""

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from warehouse.count_table import CountTable
from warehouse.disclosure import NotProtectable, hide_recoverable, recoverable_cells

WIDTH = 5.0
PRIVACY = Path(__file__).parents[2] / "docs/privacy.md"


def cross_table(counts: list[list[int]], *, smallest_count: int = 3) -> CountTable:
    """Groups down, answers across, with the total of each answer; bases are known."""
    table = CountTable()
    cells = [[table.cell(count) for count in line] for line in counts]
    totals = [table.cell(sum(column)) for column in zip(*counts, strict=True)]
    for line, numbers in zip(counts, cells, strict=True):
        table.relate(table.cell(sum(line), is_fixed=True), numbers)
        for count, cell in zip(line, numbers, strict=True):
            parts = (count, sum(line) - count)
            table.row(cell, is_hidden=any(0 < part < smallest_count for part in parts))
    for column, total in zip(zip(*cells, strict=True), totals, strict=True):
        table.relate(total, column)
        table.row(total, is_hidden=False, price=3.0)
    return table


def bounds(table: CountTable, cell: int) -> tuple[float, float]:
    """The least and highest value of a cell, by scipy and from the definition."""
    known, size = table.known(), len(table.values)
    matrix = np.zeros((len(table.relations), size))
    for row, terms in enumerate(table.relations):
        for each, weight in terms.items():
            matrix[row, each] = weight
    limits = [
        (table.values[each], table.values[each]) if each in known else (0, 1e5)
        for each in range(size)
    ]
    ends = []
    for sign in (1.0, -1.0):
        costs = np.zeros(size)
        costs[cell] = sign
        solved = linprog(costs, A_eq=matrix, b_eq=np.zeros(len(matrix)), bounds=limits)
        ends.append(sign * solved.fun)
    return ends[0], ends[1]


def test_one_hidden_count_is_one_subtraction_away() -> None:
    table = cross_table([[2, 20, 30], [15, 25, 20], [12, 18, 16]])
    assert len(table.hidden) == 1
    assert len(recoverable_cells(table, width=WIDTH)) == 1
    hide_recoverable(table, width=WIDTH)
    assert recoverable_cells(table, width=WIDTH) == []
    # A rectangle of four is the least that hides one count from both sums.
    assert len(table.hidden) == 4


def test_nothing_small_hides_nothing() -> None:
    table = cross_table([[12, 20], [15, 25]])
    hide_recoverable(table, width=WIDTH)
    assert table.hidden == set()


def test_a_known_base_that_is_too_narrow_is_told() -> None:
    table = cross_table([[1, 2], [15, 25]])
    with pytest.raises(NotProtectable):
        hide_recoverable(table, width=WIDTH)


def test_a_cell_in_no_row_is_protected_too() -> None:
    """Ten people in all, seven in a group: the three others must not be left over."""
    table = CountTable()
    everyone, group = table.cell(40), table.cell(34)
    outside = table.cell(6)
    table.relate(everyone, [group, outside])
    table.row(everyone, is_hidden=False, price=3.0)
    number = table.row(group, is_hidden=False)
    table.sensitive[outside] = WIDTH
    hide_recoverable(table, width=WIDTH)
    assert table.hidden == {number}


@pytest.mark.slow
@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.integers(2, 6).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 25), min_size=width, max_size=width),
            min_size=2,
            max_size=6,
        )
    )
)
def test_no_hidden_count_of_a_random_table_can_be_narrowed(
    counts: list[list[int]],
) -> None:
    table = cross_table(counts)
    primary = set(table.hidden)
    try:
        hide_recoverable(table, width=WIDTH)
    except NotProtectable:
        # Then even with every row hidden the known bases give a count away.
        table.hidden = set(range(len(table.rows)))
        assert recoverable_cells(table, width=WIDTH)
        return
    assert primary <= table.hidden
    assert recoverable_cells(table, width=WIDTH) == []
    for cell, need in table.targets(width=WIDTH).items():
        lowest, highest = bounds(table, cell)
        assert lowest - 1e-6 <= table.values[cell] <= highest + 1e-6
        assert highest - lowest >= need - 1e-5


@pytest.mark.slow
def test_the_share_that_is_hidden_besides_is_the_one_that_is_told() -> None:
    """Two hundred tables of two to six groups and answers, as docs/privacy.md says."""
    cells = small = besides = untold = 0
    for seed in range(200):
        chance = random.Random(seed)
        width, height = chance.randint(2, 6), chance.randint(2, 6)
        table = cross_table(
            [[chance.randint(0, 25) for _ in range(width)] for _ in range(height)]
        )
        primary = len(table.hidden)
        try:
            hide_recoverable(table, width=WIDTH)
        except NotProtectable:
            untold += 1
            continue
        assert recoverable_cells(table, width=WIDTH) == []
        cells += len(table.rows)
        small += primary
        besides += len(table.hidden) - primary
    told = (
        f"200 willekeurige tabellen: {cells} hokjes, {small} te klein "
        f"({small / cells:.0%}), {besides} om die te beschermen "
        f"({besides / cells:.0%}), 0 te herleiden; {untold} tabellen zijn niet "
        "te tonen"
    ).replace("%", " %")
    assert told in PRIVACY.read_text(encoding="utf-8")


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.lists(
        st.lists(st.integers(0, 25), min_size=4, max_size=4), min_size=4, max_size=4
    )
)
def test_no_row_is_hidden_for_nothing(counts: list[list[int]]) -> None:
    table = cross_table(counts)
    primary = set(table.hidden)
    try:
        hide_recoverable(table, width=WIDTH)
    except NotProtectable:
        return
    for number in sorted(table.hidden - primary):
        table.hidden.discard(number)
        assert recoverable_cells(table, width=WIDTH)
        table.hidden.add(number)


def test_the_same_table_hides_the_same_rows() -> None:
    counts = [[(a * b * 7) % 23 for b in range(1, 6)] for a in range(1, 7)]
    once, twice = cross_table(counts), cross_table(counts)
    for table in (once, twice):
        hide_recoverable(table, width=WIDTH)
    assert once.hidden == twice.hidden
