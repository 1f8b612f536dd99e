"""A page says so when its figures stand, or when responses do not count yet."""

from datetime import date
from typing import Any

import pytest

from dashboards.addresses import Addresses
from dashboards.edition import Edition
from dashboards.figures import Pen
from dashboards.origin import draw_origin
from dashboards.wording import load_wording

SEPTEMBER, NOVEMBER = date(2026, 9, 1), date(2026, 11, 26)


def told(language: str, **survey: Any) -> str:
    """What the page says of one survey, published on 26 November."""
    row = {
        "survey_id": "7",
        "wave": 1,
        "title": "Raadpleging",
        "response_count": 61,
        "newest_on": SEPTEMBER,
        **survey,
    }
    meta = [{"key": "published_at", "value": "2026-11-26 08:00:00"}]
    edition = Edition({"survey": [row], "meta": meta, "run": []})
    pen = Pen(load_wording(language), Addresses())
    return repr(draw_origin(edition, pen=pen)[-1])


@pytest.mark.parametrize(("language", "words"), [("nl", "stand van"), ("en", "those")])
def test_figures_that_stand_are_told_with_their_day(language: str, words: str) -> None:
    assert words in told(language, figures_on=SEPTEMBER, waiting_count=0)
    assert words not in told(language, figures_on=NOVEMBER, waiting_count=0)
    assert words not in told(language, figures_on=None)


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "tellen nog niet mee"), ("en", "do not count yet")]
)
def test_responses_that_wait_are_told(language: str, words: str) -> None:
    assert words in told(language, figures_on=NOVEMBER, waiting_count=3)
    assert words not in told(language, figures_on=NOVEMBER, waiting_count=0)
