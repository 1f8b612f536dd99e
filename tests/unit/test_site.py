"""A small published base in, pages that say what it says out."""

import importlib.util
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import pytest

from dashboards.pieces import Figure, Link
from dashboards.site import write_site
from dashboards.wording import load_wording
from warehouse.query import open_base

LINK_ONLY = re.compile(r"(\.\./)?[\w/.-]*(#[\w-]+)?")


def _module(name: str) -> ModuleType:
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"_{name}", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


rows = _module("test_site_base")


class Page(HTMLParser):
    """What a test wants to know of a page."""

    def __init__(self, text: str) -> None:
        """Read the whole page at once."""
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.figures: dict[str, tuple[str, str]] = {}
        self.headings: list[int] = []
        self._figure: tuple[str, str] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note tags, anchors, links, headings and figures."""
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        assert not [name for name in given if name.startswith("on")]
        if "id" in given:
            self.ids.append(given["id"])
        if "href" in given:
            self.links.append(given["href"])
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if "data-figure" in given:
            self._figure = (given["data-figure"], given["value"])

    def handle_data(self, data: str) -> None:
        """Note the written form of a figure."""
        if self._figure:
            self.figures[self._figure[0]] = (self._figure[1], data)
            self._figure = None


def site(
    folder: Path, tables: dict[str, Any], *, language: Literal["nl", "en"] = "nl"
) -> Path:
    """Write the pages of a base with these rows."""
    target = folder / "pages"
    target.mkdir()
    base = rows.write_base(folder / "feitenbasis.duckdb", tables, language=language)
    write_site(base, target, language=language)
    return target


def pages(target: Path) -> Iterator[tuple[Path, Page]]:
    """Every HTML page of a site."""
    for path in sorted(target.rglob("*.html")):
        yield path, Page(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the whole invented region."""
    return site(tmp_path_factory.mktemp("rich"), rows.rich_tables())


def test_every_promised_page_is_there(rich: Path) -> None:
    """A page for each theme, in two forms, and the pages around them."""
    names = {str(path.relative_to(rich)) for path in rich.rglob("*") if path.is_file()}
    assert {f"themas/{theme}.html" for theme in rows.THEMES} <= names
    assert {f"themas/{theme}.md" for theme in rows.THEMES} <= names
    assert {"index.html", "bronnen.html", "kwaliteit.html", "woordenboek.html"} <= names
    assert not [name for name in names if "x1" in name], "no page for emergent themes"


def test_emergent_themes_have_a_page_that_says_what_they_are_not(rich: Path) -> None:
    page = (rich / "onderwerpen.html").read_text(encoding="utf-8")
    assert 'id="onderwerp-x1">kermis en optocht' in page
    assert "geen uitkomsten" in page
    index = (rich / "index.html").read_text(encoding="utf-8")
    assert 'href="onderwerpen.html"' in index


def test_without_emergent_themes_there_is_no_page_of_them(tmp_path: Path) -> None:
    assert not (site(tmp_path, {}) / "onderwerpen.html").exists()


def test_links_stay_inside_and_arrive(rich: Path) -> None:
    """Every link is relative, and leads to a page and anchor that exist."""
    anchors = {path: set(page.ids) for path, page in pages(rich)}
    for path, page in pages(rich):
        assert len(page.ids) == len(set(page.ids)), path
        for link in page.links:
            assert LINK_ONLY.fullmatch(link), link
            address, _, anchor = link.partition("#")
            found = (path.parent / address).resolve() if address else path
            assert found.is_file(), f"{path.name}: {link}"
            assert not anchor or anchor in anchors[found], f"{path.name}: {link}"


def test_figures_are_those_of_the_base(rich: Path) -> None:
    """Value and written form equal the published row."""
    with open_base(rich.parent / "feitenbasis.duckdb") as base:
        support = base.records("SELECT * FROM theme_support WHERE NOT is_suppressed")
    published = {
        f"theme_support:{row['theme_id']}:{row['wave']}:{row['grouping']}:"
        f"{row['group_name']}:{column}": row[column]
        for row in support
        for column in ("respondent_count", "base_count", "share")
    }
    seen = 0
    for _, page in pages(rich):
        for key, (value, text) in page.figures.items():
            if key in published:
                seen += 1
                expected = published[key]
                assert float(value) == expected
                written = f"{expected:.0%}" if key.endswith("share") else str(expected)
                assert text == written
    assert seen > 500


def test_hidden_groups_are_named_without_a_figure(rich: Path) -> None:
    """A small group is named openly; no page carries a number for it."""
    text = (rich / "themas/energie.html").read_text(encoding="utf-8")
    assert "te weinig deelnemers om te tonen (minder dan 10)" in text
    assert "Kennisinstellingen" in text
    for _, page in pages(rich):
        figures = [key for key in page.figures if ":Kennisinstellingen:" in key]
        assert not [key for key in figures if not key.endswith("invited_count")]


def test_a_theme_page_says_the_figures_in_words(rich: Path) -> None:
    """The first sentences carry count, base, share, documents and initiatives."""
    text = re.sub(r"<[^>]+>", "", (rich / "themas/energie.html").read_text("utf-8"))
    assert "In ronde 2 noemen 56 van de 223 deelnemers met een open antwoord" in text
    assert "Van de 12 gelezen documenten noemen er 3 dit thema." in text
    assert "Er zijn 12 initiatieven gevonden: 3 in uitvoering" in text
    assert "(36%) en de groep Agrariërs (0%) 36 procentpunten." in text
    assert "Open kennisvraag: Hoeveel stroom kan het net in 2030 aan?" in text
    assert "Jongerenraden vindt: niemand uit deze groep deed mee" in text


def test_the_least_is_said_of_the_groups_shown_only(rich: Path) -> None:
    """A hidden group may name a theme least of all: no page says otherwise."""
    text = re.sub(r"<[^>]+>", "", (rich / "themas/energie.html").read_text("utf-8"))
    shown = "Bij de groepen met een cijfer is het aandeel het hoogst in de groep"
    assert shown in text
    for path in (rich / "themas").iterdir():
        assert "Het minst door" not in path.read_text(encoding="utf-8"), path.name


def test_every_page_carries_the_notice_and_is_well_formed(rich: Path) -> None:
    """Language, notice, policy, landmarks and headings in order."""
    for path, page in pages(rich):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("<!doctype html>") and '<html lang="nl">' in text
        assert "Verzonnen demoregio" in text and "default-src 'none'" in text
        assert page.tags.count("main") == page.tags.count("h1") == 1
        assert "script" not in page.tags and "img" not in page.tags
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(after - before <= 1 for before, after in steps), path
        assert "Sentence(" not in text and "None" not in text, path


def test_what_was_left_out_is_on_the_first_page(rich: Path) -> None:
    """Quarantined files are counted on the index and explained beside it."""
    index = (rich / "index.html").read_text(encoding="utf-8")
    assert "niet worden gelezen" in index and "kermis en optocht" in index
    quality = (rich / "kwaliteit.html").read_text(encoding="utf-8")
    assert "Het bestand is beschadigd; lever het opnieuw aan." in quality


def test_checks_and_unmeasured_reading_are_told_in_a_sentence(
    rich: Path, tmp_path: Path
) -> None:
    """How many failed comes first; all of them are folded away."""
    quality = re.sub(
        r"<(?!/?details)[^>]+>", "", (rich / "kwaliteit.html").read_text("utf-8")
    )
    assert "2 controles gedaan; niet gehaald: 1." in quality
    assert quality.count("<details>") == 2
    assert "groep is ingevuld" in quality.partition("<details>")[0]
    assert "niet gemeten" not in quality
    tables = {**rows.rich_tables(), "model_figure": []}
    bare = (site(tmp_path, tables) / "kwaliteit.html").read_text(encoding="utf-8")
    assert "Hoe goed het lezen gaat, is in deze uitgave niet gemeten." in bare


def test_a_changed_question_is_told_in_its_words(tmp_path: Path) -> None:
    """Old words and new words beside the code."""
    old, new = "Wat knelt er?", "Wat is het grootste knelpunt?"
    questions = [
        {"question_id": "a", "survey_id": "202601", "code": "K", "text_nl": old},
        {"question_id": "b", "survey_id": "202602", "code": "K", "text_nl": new},
    ]
    change = {"code": "K", "from_wave": 1, "to_wave": 2, "kind": "reworded"}
    tables = {
        **rows.rich_tables(),
        "question": questions,
        "question_change": [change],
    }
    text = (site(tmp_path, tables) / "kwaliteit.html").read_text(encoding="utf-8")
    assert f"Was: {old} Werd: {new}" in text


def test_macros_are_explained_apart_from_tables(rich: Path, tmp_path: Path) -> None:
    """A macro is no table; its meaning follows the language, its example is code."""
    text = (rich / "woordenboek.html").read_text(encoding="utf-8")
    assert "tabel-quotes_for" not in text
    assert "<code>FROM quotes_for(&#39;water&#39;)</code>" in text
    english = site(tmp_path, rows.rich_tables(), language="en") / "woordenboek.html"
    text = english.read_text(encoding="utf-8")
    assert text.count("One row per quote.") == 1
    assert "<code>FROM quotes_for(&#39;water&#39;)</code>" in text


def test_a_survey_is_dated_by_its_last_response(rich: Path) -> None:
    """Readers want to know of when the answers are, not of when the pages are."""
    text = (rich / "themas/energie.html").read_text(encoding="utf-8")
    assert "inzendingen, de laatste op 3 november 2025" in text


def test_quotes_lead_to_their_passage_with_its_neighbours(rich: Path) -> None:
    """The document page marks the quote and shows the paragraph after it."""
    text = (rich / "bronnen/document-d03.html").read_text(encoding="utf-8")
    assert "<mark>Voor warmtenet en zonnevelden ontbreekt nog" in text
    assert 'class="passage context"' in text
    assert "Provincie Middenland" in text and "1. Opgaven en keuzes" in text


def test_the_same_base_gives_the_same_bytes(rich: Path, tmp_path: Path) -> None:
    """Writing twice differs in nothing."""
    write_site(rich.parent / "feitenbasis.duckdb", tmp_path)
    for path in rich.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / path.relative_to(rich)).read_bytes()


def test_other_ids_of_quotes_choose_no_other_quotes(rich: Path, tmp_path: Path) -> None:
    """Ids are new in every publication; what is quoted on a page is not."""
    tables = rows.rich_tables()
    for number, quote in enumerate(reversed(tables["quote"])):
        quote["quote_id"] = f"q-{number:03}"
    again = site(tmp_path, tables)
    for path in (rich / "themas").iterdir():
        assert path.read_bytes() == (again / "themas" / path.name).read_bytes()


def test_english_pages_are_english(tmp_path: Path) -> None:
    """Texts, labels, definitions and numbers follow the language."""
    target = site(tmp_path, rows.rich_tables(), language="en")
    text = (target / "themas/energie.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in text and "Not yet known" in text
    assert "Energie (en)" in text and "20 November 2025" in text
    assert "4,212" in text and "deelnemers" not in text


def _keys(texts: dict[str, Any], *, path: str = "") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in texts.items():
        if isinstance(value, dict):
            found |= _keys(value, path=f"{path}.{name}")
        else:
            found[f"{path}.{name}"] = sorted(re.findall(r"{\w*}", str(value)))
    return found


def test_both_languages_have_the_same_texts() -> None:
    """Equal keys, and the same places in braces."""
    dutch, english = (load_wording(name).texts for name in ("nl", "en"))
    assert _keys(dutch) == _keys(english)
    for text in (*_flat(dutch), *_flat(english)):
        said = re.sub(r"{\w+(?::([^{}|]*)\|([^{}|]*))?}", r"\1 \2", text)
        assert not re.search(r"[<>&*_`|\[\]]", said), text


@pytest.mark.parametrize(
    ("points", "dutch", "english"),
    [
        (0, "0 procentpunten", "0 percentage points"),
        (1, "1 procentpunt", "1 percentage point"),
        (2, "2 procentpunten", "2 percentage points"),
    ],
)
def test_one_point_is_a_point(points: int, dutch: str, english: str) -> None:
    """A number chooses its words, also as a figure and as a link with one."""
    figure = Figure(points, "x", str(points))
    for language, told in (("nl", dutch), ("en", english)):
        for number in (points, str(points), figure, Link("#x", figure)):
            rest = dict.fromkeys(("wave", "high", "low", "high_share", "low_share"), 1)
            wording = load_wording(language)
            said = wording.say("theme.spread_unseen", points=number, **rest)
            text = re.sub(r"\[(\d)\]\(#x\)", r"\1", said.markdown())
            assert re.search(rf": (?:a difference of )?{told}\b", text), text


def _flat(texts: dict[str, Any]) -> Iterator[str]:
    for value in texts.values():
        if isinstance(value, dict):
            yield from _flat(value)
        elif isinstance(value, str):
            yield value


@pytest.mark.parametrize(
    ("number", "dutch", "english"),
    [(4212, "4.212", "4,212"), (None, "–", "–"), (0, "0", "0")],
)
def test_numbers_follow_the_language(
    number: int | None, dutch: str, english: str
) -> None:
    """Marks for thousands, and a dash for what is unknown."""
    assert load_wording("nl").number(number) == dutch
    assert load_wording("en").number(number) == english


def test_what_a_file_says_twice_of_itself_is_said_once(tmp_path: Path) -> None:
    told = {"document_id": "d03", "what": "title", "value": "Nota", "is_shown": True}
    candidates = [{**told, "found_in": place} for place in ("heading", "properties")]
    candidates.append(
        {**told, "found_in": "text", "value": "Kop", "is_shown": False},
    )
    made = site(tmp_path, {**rows.rich_tables(), "document_candidate": candidates})
    text = (made / "bronnen/document-d03.html").read_text(encoding="utf-8")
    assert "eerste kop en titel in de eigenschappen: Nota (getoond)" in text
    assert text.count("Nota (getoond)") == 1
    assert "onderwerp in de tekst: Kop" in text


def test_every_cell_of_a_wide_table_names_its_column(rich: Path) -> None:
    """On a narrow screen the rows of a table are stacked: none is cut off."""
    for name in ("kwaliteit.html", "woordenboek.html"):
        text = (rich / name).read_text(encoding="utf-8")
        assert '<table class="list"' not in text
        cells = re.findall(r"<td[^>]*>", text.split("<tbody>", 1)[1])
        assert cells
        assert all("data-label=" in cell for cell in cells)
