"""The years of an initiative say which end of its time is known."""

import pytest

from dashboards.initiatives import years_of
from dashboards.pieces import markdown_of
from dashboards.wording import load_wording


@pytest.mark.parametrize(
    ("start", "end", "nl", "en"),
    [
        (2024, 2030, "2024–2030", "2024–2030"),
        (2024, 2024, "2024", "2024"),
        (2024, None, "vanaf 2024", "from 2024"),
        (None, 2030, "t/m 2030", "up to 2030"),
        (None, None, "–", "–"),
    ],
)
def test_one_year_that_is_known_is_not_the_only_one(
    start: int | None, end: int | None, nl: str, en: str
) -> None:
    row = {"start_year": start, "end_year": end}
    assert markdown_of(years_of(row, wording=load_wording("nl"))) == nl
    assert markdown_of(years_of(row, wording=load_wording("en"))) == en
