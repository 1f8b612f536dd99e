"""The pages open from disk, lead somewhere, and say what the tables say."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.flows.line import open_file, rows
from warehouse.saved_questions import saved_questions

KEYS = {
    "theme_support": ("theme_id", "wave", "grouping", "group_name"),
    "theme_coverage": ("source_id", "wave"),
    "statement_result": ("statement_id", "wave", "grouping", "group_name"),
    "representation": ("wave", "grouping", "group_name"),
    "completeness": ("source_id", "unit"),
    "quarantine_summary": ("source_id", "rule", "reason"),
    "response_exclusion": ("survey_id", "reason"),
    "survey": ("survey_id",),
    "initiative": ("initiative_id",),
    "document": ("document_id",),
    "model_figure": ("name",),
}
"""What a figure's key holds between table and column."""

COUNTED = {
    "count:document": "SELECT count(*) FROM document",
    "count:initiative": "SELECT count(*) FROM initiative",
    "count:quarantined": "SELECT sum(quarantined_count) FROM completeness",
}
OUTSIDE = re.compile(r"https?://|//[a-z0-9-]+\.", re.IGNORECASE)


class Page(HTMLParser):
    """The links, anchors and figures of one page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.figures: list[tuple[str, str, str]] = []
        self._open: tuple[str, str] | None = None
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.links += [given[name] for name in ("href", "src") if name in given]
        if "id" in given:
            self.anchors.add(given["id"])
        if "data-figure" in given:
            self._open = (given["data-figure"], given["value"])

    def handle_data(self, data: str) -> None:
        if self._open:
            self.figures.append((*self._open, data))
            self._open = None


@pytest.fixture(scope="module")
def pages(demo: Path) -> dict[Path, Page]:
    current = (demo / "publication/current").resolve()
    return {path: Page(path) for path in sorted(current.rglob("*.html"))}


@pytest.fixture(scope="module")
def published(base: Path) -> dict[str, object]:
    """Every figure of the tables by the key it has on a page."""
    values: dict[str, object] = {
        key: rows(base, sql)[0][0] for key, sql in COUNTED.items()
    }
    with open_file(base) as connection:
        for table, names in KEYS.items():
            cursor = connection.execute(f'FROM "{table}"')
            columns = [item[0] for item in cursor.description or ()]
            for row in cursor.fetchall():
                cells = dict(zip(columns, row, strict=True))
                place = [table, *("-" if cells[n] is None else cells[n] for n in names)]
                for column in columns:
                    key = ":".join(escaped(part) for part in (*place, column))
                    assert key not in values
                    values[key] = cells[column]
    return values


def escaped(part: object) -> str:
    """A part of a key as the pages write it."""
    return str(part).replace("%", "%25").replace(":", "%3A")


def written(value: float, *, is_share: bool) -> set[str]:
    """How a reader may find a number written in Dutch."""
    if is_share:
        return {f"{value:.0%}", f"{value * 100:.0f}%"}
    if value == int(value):
        return {f"{int(value)}", f"{int(value):,}".replace(",", ".")}
    return {f"{value:.2f}".replace(".", ",")}


def test_every_figure_on_every_page_equals_its_table(
    pages: dict[Path, Page], published: dict[str, object]
) -> None:
    seen: dict[str, tuple[str, str]] = {}
    for path, page in pages.items():
        for key, value, text in page.figures:
            assert seen.setdefault(key, (value, text)) == (value, text), path.name
    compared = 0
    for key, (value, text) in seen.items():
        if key.startswith("count:") and key not in COUNTED:
            continue
        if key.startswith("together:"):
            continue  # test_small_groups_together_are_what_the_base_says
        is_share = key.endswith("share")
        assert str(published[key]) == value, key
        assert text in written(float(value), is_share=is_share), key
        compared += 1
    assert compared > 1000


def test_counted_initiatives_and_checks_equal_their_rows(
    pages: dict[Path, Page], base: Path
) -> None:
    compared = 0
    figures = {key: value for page in pages.values() for key, value, _ in page.figures}
    for theme, number in rows(
        base, "SELECT theme_id, count(*) FROM initiative_theme GROUP BY ALL"
    ):
        if f"count:initiative:{theme}" in figures:
            assert figures[f"count:initiative:{theme}"] == str(number), theme
            compared += 1
    for suite, number in rows(
        base, "SELECT suite, count(*) FROM check_result GROUP BY ALL"
    ):
        if f"count:check:{suite}" in figures:
            assert figures[f"count:check:{suite}"] == str(number), suite
            compared += 1
    assert compared > 50


def test_small_groups_together_are_what_the_base_says(
    pages: dict[Path, Page], base: Path
) -> None:
    (question,) = [q for q in saved_questions() if q.name == "kleine_groepen_samen"]
    labels = dict(rows(base, "SELECT label_nl, theme_id FROM theme"))
    asked = {
        (labels[label], str(wave)): (count, of, share)
        for label, wave, division, _, count, of, share in rows(base, question.sql)
        if division == "stakeholder_group"
    }
    shown: dict[tuple[str, str], dict[str, str]] = {}
    for page in pages.values():
        for key, value, _ in page.figures:
            if key.startswith("together:"):
                _, theme, wave, _, name = key.split(":")
                shown.setdefault((theme, wave), {})[name] = value
    assert len(shown) > 5
    for place, figures in shown.items():
        told = tuple(figures[name] for name in ("count", "base", "share"))
        assert told == tuple(map(str, asked[place])), place
    assert shown.keys() == asked.keys()


def test_pages_need_no_network_and_run_nothing(demo: Path) -> None:
    current = (demo / "publication/current").resolve()
    for path in sorted(current.rglob("*")):
        if path.suffix in {".html", ".md", ".css"}:
            text = path.read_text(encoding="utf-8")
            assert "<script" not in text, path.name
            assert not re.search(r"https?://", text), path.name
            assert "@import" not in text, path.name


def test_every_link_arrives(pages: dict[Path, Page]) -> None:
    arrived = 0
    for path, page in pages.items():
        for link in page.links:
            assert not OUTSIDE.match(link), link
            address, _, anchor = unquote(link).partition("#")
            target = (path.parent / address).resolve() if address else path
            assert target.is_file(), f"{path.name} -> {link}"
            if anchor and target.suffix == ".html":
                assert anchor in pages[target].anchors, f"{path.name} -> {link}"
            arrived += 1
    assert arrived > 1000


def test_every_theme_has_its_summary_in_two_forms(demo: Path, base: Path) -> None:
    folder = demo / "publication/current/themas"
    for theme, label in rows(base, "SELECT theme_id, label_nl FROM theme"):
        for form in ("html", "md"):
            text = (folder / f"{theme}.{form}").read_text(encoding="utf-8")
            assert label in text
            assert len(text) > 1000


def test_every_page_says_the_region_is_invented(demo: Path) -> None:
    for path in sorted((demo / "publication/current").resolve().rglob("*.html")):
        assert "Verzonnen demoregio" in path.read_text(encoding="utf-8"), path.name


def test_every_document_quote_leads_to_its_page(
    pages: dict[Path, Page], base: Path
) -> None:
    quoted = rows(
        base, "SELECT DISTINCT document_id FROM quote WHERE document_id IS NOT NULL"
    )
    names = {path.name for path in pages}
    assert len(quoted) > 5
    for (document,) in quoted:
        assert f"document-{document}.html" in names
