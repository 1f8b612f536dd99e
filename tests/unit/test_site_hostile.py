"""Empty, partial and hostile bases in, pages that stay whole and dead out."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from markdown_it import MarkdownIt

from dashboards.addresses import safe_name
from dashboards.passages import drawn_text, marked
from dashboards.pieces import Link, Sentence, markdown_of
from dashboards.spread import Verdict, spread_of
from warehouse.published_schema import load_tables

HOSTILE = "<script>alert(1)</script>[x](javascript:1)![y](//e.nl)\"onload='1' | =1+1"


def _module(name: str) -> ModuleType:
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"_{name}", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


rows, pages = _module("test_site_base"), _module("test_site")


def _poisoned(tables: dict[str, Any]) -> dict[str, Any]:
    """Plant the hostile text in every free text column, ids and meta values too."""
    schema = load_tables()
    poisoned: dict[str, Any] = {}
    for name, table in tables.items():
        columns = {column.name: column for column in schema[name].columns}
        poisoned[name] = [
            {
                key: f"{value} {HOSTILE}"
                if _is_free(name, columns[key]) and isinstance(value, str)
                else value
                for key, value in row.items()
            }
            for row in table
        ]
    return poisoned


def _is_free(table: str, column: Any) -> bool:
    settings = {("meta", "key"), ("meta", "value")}
    closed = column.values or (table, column.name) in settings
    return column.type == "VARCHAR" and not closed


def test_planted_text_is_nowhere_live(tmp_path: Path) -> None:
    """No script, no handler, no link out: in HTML and in rendered Markdown."""
    tables = _poisoned(rows.rich_tables())
    tables["meta"] = [
        {**row, "value": f"{row['value']} {HOSTILE}"}
        if row["key"] in ("region", "region_notice", "smallest_group", "published_at")
        else row
        for row in tables["meta"]
    ]
    target = pages.site(tmp_path, tables)
    for path, page in pages.pages(target):
        text = path.read_text(encoding="utf-8")
        assert "<script" not in text and "alert(1)" in text
        assert not {"script", "img", "iframe", "form"} & set(page.tags), path
        assert all(pages.LINK_ONLY.fullmatch(link) for link in page.links), path
    renderer = MarkdownIt("commonmark", {"html": True, "linkify": False})
    renderer.enable("table")
    written = sorted(target.rglob("*.md"))
    assert len(written) == 17
    for path in written:
        drawn = pages.Page(renderer.render(path.read_text(encoding="utf-8")))
        assert not {"script", "img", "pre", "hr"} & set(drawn.tags), path
        assert all(link.startswith("../") for link in drawn.links), path


def test_hostile_names_stay_inside_the_folder(tmp_path: Path) -> None:
    """An id with slashes becomes a file name, not a path."""
    tables = {
        "theme": [{"theme_id": "../../x", "label_nl": "X", "is_emergent": False}],
        "theme_support": [rows._row("../../x", 1, "all", 5, 40, hidden=False)],
    }
    target = pages.site(tmp_path, tables)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "feitenbasis.duckdb",
        "pages",
    ]
    assert [path.suffix for path in sorted((target / "themas").iterdir())] == [
        ".html",
        ".md",
    ]


def _without(*names: str) -> dict[str, Any]:
    return {
        name: table for name, table in rows.rich_tables().items() if name not in names
    }


def _no_survey() -> dict[str, Any]:
    gone = ("survey", "representation", "statement", "statement_result", "question")
    tables = _without(*gone)
    tables["theme_support"] = [
        row for row in tables["theme_support"] if "wave" not in row
    ]
    for name in ("passage", "quote"):
        tables[name] = [row for row in tables[name] if row.get("document_id")]
    return tables


def _no_documents() -> dict[str, Any]:
    tables = _without("document", "initiative_mention")
    tables["theme_support"] = [row for row in tables["theme_support"] if "wave" in row]
    for name in ("passage", "quote"):
        tables[name] = [row for row in tables[name] if not row.get("document_id")]
    return tables


def _one_wave() -> dict[str, Any]:
    tables: dict[str, Any] = rows.rich_tables()
    for name in ("theme_support", "representation", "survey"):
        tables[name] = [row for row in tables[name] if row.get("wave") != 1]
    return tables


def _all_hidden() -> dict[str, Any]:
    tables: dict[str, Any] = rows.rich_tables()
    figures = dict.fromkeys(("respondent_count", "base_count", "share"))
    tables["theme_support"] = [
        {**row, **figures, "is_suppressed": True} if "wave" in row else row
        for row in tables["theme_support"]
    ]
    return tables


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tables", "said"),
    [
        (_no_survey, "Dit overzicht zegt wat er in stukken staat"),
        (_no_documents, "Er zijn geen documenten gelezen"),
        (_one_wave, "noemen 56 van de 223 deelnemers"),
        (_all_hidden, "is niet te tonen zonder iets over een kleine groep te verraden"),
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_partial_bases_give_whole_pages(
    tables: Any,
    said: str,
    language: str,
    tmp_path: Path,
) -> None:
    """Documents only, survey only, one wave, everything hidden."""
    target = pages.site(tmp_path, tables(), language=language)
    text = pages.re.sub(r"<[^>]+>", "", (target / "themas/energie.html").read_text())
    assert language == "en" or said in text
    pages.test_links_stay_inside_and_arrive(target)


def test_without_a_survey_no_page_speaks_of_bars_or_groups(tmp_path: Path) -> None:
    """What is not there has no scale, and the reason is the survey."""
    target = pages.site(tmp_path, _no_survey())
    assert "volle balk" not in (target / "index.html").read_text("utf-8")
    theme = (target / "themas/energie.md").read_text("utf-8")
    assert "Dit is niet te zeggen: er is geen vragenlijst." in theme


def _newest_wave_hidden() -> dict[str, Any]:
    tables: dict[str, Any] = rows.rich_tables()
    figures = dict.fromkeys(("respondent_count", "base_count", "share"))
    tables["theme_support"] = [
        {**row, **figures, "is_suppressed": True}
        if row.get("wave") == 2
        and row["group_name"] in ("Inwoners", "Gemeenten", "Ondernemers")
        else row
        for row in tables["theme_support"]
    ]
    return tables


def test_an_older_wave_speaks_where_the_newest_cannot(tmp_path: Path) -> None:
    """Four of six groups are hidden in wave 2: wave 1 is judged, and named."""
    target = pages.site(tmp_path, _newest_wave_hidden())
    theme = (target / "themas/energie.md").read_text("utf-8")
    judged = theme.partition("## Gedeeld of verdeeld?")[2].partition("##")[0]
    assert "In ronde 1 verschillen" in judged
    assert "van ronde 2 zijn er daarvoor te weinig cijfers" in judged
    assert "Van 1 van de 6 groepen is geen cijfer te tonen" in judged


def test_an_empty_base_gives_empty_pages(tmp_path: Path) -> None:
    """No rows at all: the pages say so."""
    target = pages.site(tmp_path, {})
    names = sorted(str(path.relative_to(target)) for path in target.rglob("*.html"))
    assert names == [
        "bronnen.html",
        "bronnen/initiatieven.html",
        "index.html",
        "kwaliteit.html",
        "woordenboek.html",
    ]
    assert "Er is nog geen thema gevonden." in (target / "index.html").read_text()


@pytest.mark.parametrize(
    ("highest", "lowest", "base", "hidden", "verdict"),
    [
        (0.40, 0.20, 30, 2, Verdict.DIVIDED),
        (0.39, 0.20, 30, 2, Verdict.BETWEEN),
        (0.31, 0.20, 30, 2, Verdict.BETWEEN),
        (0.30, 0.20, 30, 2, Verdict.SHARED),
        (0.19, 0.09, 30, 0, Verdict.BETWEEN),
        (0.15, 0.10, 30, 0, Verdict.SHARED),
        (0.16, 0.10, 30, 0, Verdict.BETWEEN),
        (0.0, 0.0, 30, 0, Verdict.SHARED),
        (0.40, 0.20, 29, 0, Verdict.POSSIBLE),
        (0.39, 0.20, 29, 0, Verdict.BETWEEN),
        (0.30, 0.20, 29, 0, Verdict.BETWEEN),
        (0.40, 0.20, 30, 3, Verdict.UNSEEN),
        (0.30, 0.20, 30, 3, Verdict.UNSEEN),
    ],
)
def test_shared_and_divided_on_both_sides_of_every_edge(
    highest: float, lowest: float, base: int, hidden: int, verdict: Verdict
) -> None:
    """20 points, 10 points, half as often again, 30 people, half of the groups."""
    groups = [_group("a", highest, base), _group("b", lowest, 40)]
    unseen = [_group(f"c{number}", None, None) for number in range(hidden)]
    spread = spread_of([*groups, *unseen], share="share", base="base_count")
    assert spread is not None and spread.verdict == verdict
    assert spread_of([groups[0], *unseen], share="share", base="base_count") is None


def _group(name: str, share: float | None, base: int | None) -> dict[str, Any]:
    return {
        "group_name": name,
        "share": share,
        "base_count": base,
        "is_suppressed": share is None,
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. begin", "1\\. begin"),
        ("4.212 keer", "4.212 keer"),
        ("# kop", "\\# kop"),
        ("a_b*c", "a\\_b\\*c"),
        ("een\n\ntwee", "een twee"),
        ("<b>", "&lt;b&gt;"),
        ("zie https://e.nl of www.e.nl", "zie https\\://e.nl of www\\.e.nl"),
        ("=1+1", "\\=1+1"),
    ],
)
def test_markdown_is_escaped_and_stays_readable(text: str, expected: str) -> None:
    """Data is one line without live marks; ordinary text stays as it is."""
    assert markdown_of(text) == expected


def test_pieces_escape_what_they_hold() -> None:
    """A sentence escapes data in its places, a link its label."""
    sentence = Sentence(
        "Zie {link} & {name}.", {"link": Link("a.html", "<i>"), "name": "<"}
    )
    assert sentence.__html__() == ('Zie <a href="a.html">&lt;i&gt;</a> &amp; &lt;.')
    assert sentence.markdown() == "Zie [&lt;i&gt;](a.html) & &lt;."


def test_marks_join_overlapping_spans() -> None:
    """Text is kept whole, whatever the spans."""
    parts = marked("abcdef", [(4, 99), (1, 3), (2, 4)])
    assert parts == [("a", False), ("bc", True), ("d", True), ("ef", True)]


@pytest.mark.parametrize("name", ["a/b", "A", "", "con.", "x y", "é", "../x"])
def test_unsafe_ids_get_a_safe_and_own_name(name: str) -> None:
    """Only lower-case letters, digits, - and _; and never the same for two ids."""
    assert safe_name(name) != safe_name(f"{name}!")
    assert not set(safe_name(name)) - set("abcdefghijklmnopqrstuvwxyz0123456789-_")


def test_a_marked_text_is_escaped_in_and_outside_its_marks() -> None:
    text = 'a<b & "c"</p>'
    drawn = drawn_text(text, [(1, 3), (2, 5)])
    assert drawn == "a<mark>&lt;b</mark><mark> &amp;</mark> &#34;c&#34;&lt;/p&gt;"
    assert drawn_text(text, []) == drawn.replace("<mark>", "").replace("</mark>", "")
