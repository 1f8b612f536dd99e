"""Random web pages in, every word of them read or counted as left out."""

import re
import tempfile
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from sources.documents.html_breaks import with_broken_lines
from sources.documents.html_details import with_marked_details
from sources.documents.html_lines import with_captions, with_quotes, with_terms
from sources.documents.html_lists import with_list_numbers
from sources.documents.html_tables import with_plain_tables
from tests.doors.reading import noticed, read, shown

_WORD = re.compile(r"woord\d+")
_REWRITERS = (
    with_broken_lines,
    with_captions,
    with_quotes,
    with_terms,
    with_marked_details,
    with_list_numbers,
    with_plain_tables,
)


def _inside(parts: st.SearchStrategy[str], *tags: str) -> st.SearchStrategy[str]:
    held = st.lists(parts, min_size=1, max_size=4).map("".join)
    return st.builds("<{0}>{1}</{0}>".format, st.sampled_from(tags), held)


_TEXT = st.sampled_from([" # ", " # ", " # ", "<br>", "<br> ", "<br><br>", " 2. # "])
_INLINE = st.recursive(
    _TEXT, lambda parts: parts | _inside(parts, "b", "a", "span", "q"), max_leaves=6
)
_LINE = _inside(_INLINE, "p", "div", "blockquote", "h2", "figcaption", "summary")
_ITEMS = _inside(_inside(_INLINE | _LINE, "li"), "ul", "ol")
_CELL = _inside(_INLINE | _LINE | _ITEMS, "td", "th")
_REACHES = st.sampled_from(["", "", " rowspan=2", " colspan=3", " rowspan=0"])
_CELLS = _inside(
    st.builds(lambda cell, reach: cell[:3] + reach + cell[3:], _CELL, _REACHES), "tr"
)
_TABLE = _inside(_CELLS | _inside(_CELLS, "thead", "tbody"), "table")
_PAGE = st.lists(_LINE | _ITEMS | _TABLE, min_size=1, max_size=5).map("".join)


def _with_words(page: str) -> str:
    """Write another word in the place of each mark."""
    numbers = count()
    return re.sub("#", lambda _: f"woord{next(numbers)}", page)


@settings(max_examples=60)
@given(page=_PAGE)
def test_no_rewriting_loses_a_word(page: str) -> None:
    told = _with_words(page)
    for rewrite in _REWRITERS:
        root = html.document_fromstring(f"<html><body>{told}</body></html>")
        rewrite(root)
        kept = " ".join(str(text) for text in root.itertext())
        assert set(_WORD.findall(kept)) == set(_WORD.findall(told))


@settings(max_examples=30)
@given(page=_PAGE)
def test_every_word_is_read_or_counted(page: str) -> None:
    told = _with_words(f"<p>De raad besluit over # in de polder.</p>{page}")
    data = f"<html><body><main><h1>Besluit</h1>{told}</main></body></html>"
    with tempfile.TemporaryDirectory() as folder:
        document = read(Path(folder), data.encode(), "a.html")
    lost = set(_WORD.findall(told)) - set(_WORD.findall(document.text))
    counted = re.search(r"Niet overgenomen .*?: (\d+) ", " ".join(noticed(document)))
    assert len(lost) <= (int(counted[1]) if counted else 0)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (
            "<p>Lees de <a href='x'>omgevingsvisie</a> en de rest<br>voor 1 mei bij de "
            "balie.</p><ol><li>een</li></ol>",
            "Lees de omgevingsvisie en de rest voor 1 mei bij de balie.",
        ),
        (
            "<table><tr><td>Jan <b>Piet</b><br>Klaas</td><td>12</td></tr>"
            "<tr><td>Els</td><td>13</td></tr></table>",
            "Jan Piet Klaas | 12",
        ),
        ("<blockquote>Een <i>goed</i><br>plan.</blockquote>", "Een goed plan."),
    ],
)
def test_a_break_keeps_what_stands_in_its_line(
    tmp_path: Path, part: str, text: str
) -> None:
    intro = "<p>De raad besluit vandaag over de plannen voor het water.</p>"
    data = f"<html><body><main><h1>Besluit</h1>{intro}{part}</main></body></html>"
    document = read(tmp_path, data.encode(), "a.html")
    assert text in [told for _, told in shown(document)]
    assert noticed(document) == ()
