"""Values that reach over columns in, the names of all those columns before them out."""

import pytest

from sources.documents.merged_cells import Cell, MergedCells
from sources.documents.table_rows import blocks_of_table


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["Plaats", "Koop", "Huur", "Start"], "Koop / Huur: Nog niet"),
        (
            ["Plaats", "Woningen – koop", "Woningen – huur", "Start"],
            "Woningen – koop / huur: Nog niet",
        ),
        (["Plaats", "Koop", "", "Start"], "Koop: Nog niet"),
    ],
)
def test_a_value_over_more_columns_has_all_their_names(
    names: list[str], text: str
) -> None:
    merged = MergedCells()
    value = [Cell(text="Boxtel"), Cell(text="Nog niet", across=2), Cell(text="2029")]
    other = [Cell(text=each) for each in ("Vught", "3", "4", "2028")]
    rows = [names, merged.row(other), merged.row(value)]
    *_, block = blocks_of_table(rows, has_names=True)
    assert block.text == f"Plaats: Boxtel; {text}; Start: 2029"


def test_a_value_over_many_columns_has_the_first_and_last_of_their_names() -> None:
    names = ["Plaats", *(f"Een tamelijk lange naam van kolom {n}" for n in range(6))]
    merged = MergedCells()
    other = merged.row([Cell(text=f"w{n}") for n in range(7)])
    value = merged.row([Cell(text="Boxtel"), Cell(text="Geen", across=6)])
    *_, block = blocks_of_table([names, other, value], has_names=True)
    first, last = names[1], names[-1]
    assert block.text == f"Plaats: Boxtel; {first} … {last}: Geen"
