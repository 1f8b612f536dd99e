"""Partners in a row of a table or a fact sheet stand apart by more than commas."""

import pytest

from nlp.reading import Reader
from tests.cases.initiative_bodies import read, reader_of_bodies


@pytest.fixture(scope="module")
def reader() -> Reader:
    return reader_of_bodies()


ROWS = [
    "Project Groene Erven. Partners: {}; {}.",
    "Project Groene Erven | Partners: {}; {} | looptijd 2024",
    "Project Groene Erven\nPartners: {}; {}",
    "Project Groene Erven. Partners: {}, {}.",
]


@pytest.mark.parametrize("row", ROWS)
def test_a_row_of_partners_is_read_whole(reader: Reader, row: str) -> None:
    [mention] = read(reader, row.format("gemeente Dorp", "waterschap Beek"))
    assert len(mention.partner_ids) == 2


def test_without_a_label_a_semicolon_joins_nothing(reader: Reader) -> None:
    text = "De partners van Project Groene Erven zijn gemeente Dorp; waterschap Beek."
    [mention] = read(reader, text)
    assert len(mention.partner_ids) < 2
