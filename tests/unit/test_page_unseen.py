"""Web pages with text that their reader does not see in, what is read and told out."""

import time
from pathlib import Path

import pytest
from lxml import html

from sources.documents.html_unseen import without_unseen
from tests.doors.reading import noticed, read, shown


def _page(body: str) -> bytes:
    intro = "<h1>Besluit</h1><p>De raad besluit vandaag over de dijk in de polder.</p>"
    return f"<html><body><main>{intro}{body}</main></body></html>".encode()


@pytest.mark.parametrize(
    ("body", "texts", "told"),
    [
        ("<p hidden>Geheim.</p><p>Te zien.</p>", ["Te zien."], ("Verborgen", 1)),
        ("<p>Te <i hidden=''>Geheim </i>zien.</p>", ["Te zien."], ("Verborgen", 1)),
        (
            "<div style='color: red;DISPLAY :none !important'><p>Geheim.</p><p hidden>"
            "Geheim <del>2</del>.</p></div><p>Te zien.</p>",
            ["Te zien."],
            ("Verborgen", 1),
        ),
        (
            "<ol><li>een</li><li hidden>Geheim.</li><li>twee</li></ol>",
            ["1. een", "2. twee"],
            ("Verborgen", 1),
        ),
        (
            "<p>Te <span style='text-decoration: red line-through'>Geheim </span>zien."
            "</p>",
            ["Te zien."],
            ("Doorgehaalde", 1),
        ),
        (
            "<ol><li>een</li><li style='text-decoration-line:line-through'>Geheim.</li>"
            "<li>drie</li></ol>",
            ["1. een", "3. drie"],
            ("Doorgehaalde", 1),
        ),
        (
            "<table><tr><th>Kern</th><th>Prijs</th><th>Aantal</th></tr><tr>"
            "<td>Oost</td><td style='text-decoration:line-through'>Geheim.</td>"
            "<td>5</td></tr></table>",
            ["Kern | Prijs | Aantal", "Kern: Oost; Aantal: 5"],
            ("Doorgehaalde", 1),
        ),
        ("<p hidden> </p><p>Te zien.</p>", ["Te zien."], None),
        ("<p hidden><script>geheim()</script></p><p>Te zien.</p>", ["Te zien."], None),
        ("<p style='display:inline' hidden>Te zien.</p>", ["Te zien."], None),
        (
            "<h2><button>Meer</button></h2><!-- x --><p hidden>Te zien.</p>",
            ["Meer", "Te zien."],
            None,
        ),
        (
            "<p><a href='#deel'>Meer</a></p><p id='deel' hidden>Te zien.</p>",
            ["Meer", "Te zien."],
            None,
        ),
        (
            "<p>Kies <button>Meer</button></p><p hidden>Geheim.</p><p>Te zien.</p>",
            ["Kies Meer", "Te zien."],
            ("Verborgen", 1),
        ),
        ("<p hidden='until-found'>Te zien.</p>", ["Te zien."], None),
        ("<p style='text-decoration:underline'>Te zien.</p>", ["Te zien."], None),
    ],
)
def test_text_that_a_page_does_not_show(
    tmp_path: Path, body: str, texts: list[str], told: tuple[str, int] | None
) -> None:
    document = read(tmp_path, _page(body), "a.html")
    assert [text for _, text in shown(document)[2:]] == texts
    assert [
        (finding.split()[0], int(finding.split("(")[1].split()[0]))
        for finding in noticed(document)
    ] == ([] if told is None else [told])


def test_a_page_that_its_script_shows_is_read(tmp_path: Path) -> None:
    data = _page("<p>Te zien.</p>").replace(b"<body>", b"<body style='display:none'>")
    document = read(tmp_path, data, "a.html")
    assert document.text.endswith("Te zien.")
    assert noticed(document) == ()


def test_many_struck_pieces_take_no_time() -> None:
    root = html.document_fromstring(_page("<p><del>a</del> b</p>" * 20_000))
    started = time.process_time()
    assert without_unseen(root).struck == 20_000
    assert time.process_time() - started < 3
