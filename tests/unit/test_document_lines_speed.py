"""Long lines and pages of many blocks in, read in a time that grows as they do."""

import time

import pytest

from domain.texts import PassageKind
from sources.documents.blocks import Block
from sources.documents.html_page import is_glued
from sources.documents.markers import without_leaders


def _blocks(*texts: str) -> list[Block]:
    return [Block(kind=PassageKind.PARAGRAPH, text=text) for text in texts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.2 Doel ..... 7", "1.2 Doel 7"),
        ("1.2 Doel. . . . . 7", "1.2 Doel 7"),
        ("1.2 Doel ………… 7", "1.2 Doel 7"),
        (f"{' ' * 60_000}Doel .... 7", f"{' ' * 60_000}Doel 7"),
    ],
)
def test_leaders_are_found_at_once(text: str, expected: str) -> None:
    started = time.process_time()
    assert without_leaders(text) == expected
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("told", "page", "glued"),
    [
        ("Een plan. Twee huizen.", ("Een plan.", "Twee huizen."), True),
        ("Een plan.", ("Een plan.", "Twee huizen."), False),
        ("Een plan. Een plan.", ("Een plan.",), True),
        ("Een plan en meer.", ("Een plan.", "Een plan, en nog veel meer."), False),
        ("Dorp Stad", ("Dorp", "Stad", "Het Dorp Stad aan Zee"), False),
        ("hahaha", ("haha",), False),
        ("Wij zijn ja", ("ja", "Wij"), False),
    ],
)
def test_two_blocks_in_one_are_glued(
    told: str, page: tuple[str, ...], *, glued: bool
) -> None:
    assert is_glued(_blocks(told), _blocks(*page)) is glued


@pytest.mark.parametrize("end", ["", " nog iets"])
def test_many_blocks_take_no_time(end: str) -> None:
    texts = [
        f"{n:05} huizen komen er in de wijk bij, zegt de raad" for n in range(15_000)
    ]
    page = _blocks(*texts)
    started = time.process_time()
    assert not is_glued(_blocks(*(text[2:] + end for text in texts)), page)
    assert not is_glued(page, page)
    assert time.process_time() - started < 8
