"""What a source calls the address of a document stands in a page only if it is one."""

import pytest

from dashboards.pieces import outside
from domain.web_addresses import web_address

GOOD = [
    "https://zoek.officielebekendmakingen.nl/gmb-2026-1.html",
    "http://a.example:8080/x?y=1&z=2",
    "https://data.overheid.nl/dataset/a_b-c",
    "https://a.example",
]
BAD = [
    "",
    "javascript:alert(1)",
    "https://team:woord@a.example/x",
    "https://a.example/<b>",
    'https://a.example/"onclick=',
    "https://a.example/a b",
    "https://a.example/x)[y](z",
    "https://a.example/é",
    "https://a.example/x\nb",
    "ftp://a.example/x",
    "//a.example/x",
    "https://a.example/" + "x" * 2000,
]


@pytest.mark.parametrize("text", GOOD)
def test_an_address_is_a_link(text: str) -> None:
    assert web_address(text) == text
    link = outside(text)
    assert link is not None
    assert f'href="{text.replace("&", "&amp;")}"' in link.__html__()


@pytest.mark.parametrize("text", BAD)
def test_what_is_none_is_not(text: str) -> None:
    assert web_address(text) == ""
    assert outside(text) is None
