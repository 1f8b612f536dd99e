"""Pages of several articles or with boxes among their paragraphs in, all text out."""

from pathlib import Path

import pytest

from tests.doors.reading import read, shown

_PLACES = ("Zuiderpark", "Veldhuizen", "Noorderhaven", "Oosterwold", "Merwede")
_TEXT = "opent zaterdag de nieuwe markthal met producten van boeren uit de streek."
_WATER = "Het water blijft langer staan in de polders bij Hulst, zegt de raad."
_BOX = "In dit kader staat dat de provincie de helft van de gemalen betaalt."
_LINKS = "<p><a href='/a'>Lees hier meer over het water.</a></p>"


def _shown(folder: Path, body: str) -> list[tuple[str, str]]:
    page = f"<html><head><title>T</title></head><body>{body}</body></html>"
    return shown(read(folder, page.encode(), "a.html"))


@pytest.mark.parametrize("holder", ["main", "div", "section"])
def test_every_article_keeps_its_heading(tmp_path: Path, holder: str) -> None:
    articles = "".join(
        f"<article><h2>Bericht {place}</h2><p>In {place} {_TEXT}</p></article>"
        for place in _PLACES
    )
    menu = "<nav><a href='/m'>MENU</a></nav>"
    expected = [
        told
        for place in _PLACES
        for told in (
            ("heading", f"Bericht {place}"),
            ("paragraph", f"In {place} {_TEXT}"),
        )
    ]
    assert _shown(tmp_path, f"{menu}<{holder}>{articles}</{holder}>") == expected


@pytest.mark.parametrize("holder", ["main", "article", "div"])
@pytest.mark.parametrize(
    ("aside", "is_read"),
    [
        (f"<aside class='kader'><h3>Kader</h3><p>{_BOX}</p></aside>", True),
        (f"<aside>{_BOX}</aside>", True),
        (f"<aside class='gerelateerd'><p>{_BOX}</p></aside>", False),
        (f"<aside>{_LINKS}</aside>", False),
    ],
)
def test_a_box_among_paragraphs_is_text(
    tmp_path: Path, holder: str, aside: str, is_read: bool
) -> None:
    body = (
        f"<{holder}><h1>Visie</h1><p>{_WATER}</p>{aside}<h2>Wonen</h2>"
        f"<p>Er komen huizen bij in de kernen van de gemeente.</p></{holder}>"
    )
    texts = [text for _, text in _shown(tmp_path, body)]
    assert (_BOX in texts) == is_read
    assert not any("Lees hier" in text for text in texts)


def test_an_aside_beside_the_main_text_is_none_of_it(tmp_path: Path) -> None:
    main = f"<main><h1>Visie</h1><p>{_WATER}</p></main>"
    texts = [
        text for _, text in _shown(tmp_path, f"{main}<aside><p>{_BOX}</p></aside>")
    ]
    assert texts == ["Visie", _WATER]


def test_the_one_article_with_a_main_heading_is_that_of_the_page(
    tmp_path: Path,
) -> None:
    other = f"<article><h3>Lees ook</h3><p>In Merwede {_TEXT}</p></article>"
    first = f"<article><h1>Visie</h1><p>{_WATER}</p><p>{_BOX}</p></article>"
    shown_parts = _shown(tmp_path, f"<div>{first}{other}</div>")
    assert ("heading", "Lees ook") not in shown_parts
    assert shown_parts[:2] == [("heading", "Visie"), ("paragraph", _WATER)]
