"""A published base in, a folder of pages that open without network out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboards.addresses import Addresses, safe_name
from dashboards.dictionary_page import draw_chapters, draw_macros
from dashboards.edition import Edition, read_edition
from dashboards.emergent import PAGE as BESIDE
from dashboards.emergent import draw_emergent_page
from dashboards.figures import Pen
from dashboards.index_page import draw_index
from dashboards.initiatives import draw_initiative_sources
from dashboards.passages import draw_passage_pages
from dashboards.pieces import markdown_of
from dashboards.provenance_page import draw_provenance
from dashboards.quality_page import draw_quality
from dashboards.theme_page import draw_theme_page
from dashboards.themes import theme_label
from dashboards.wording import Wording, load_wording
from warehouse.query import open_base

_HERE = Path(__file__).parent
_LOADER = FileSystemLoader(_HERE / "templates")
_BLANKS: dict[str, Any] = {
    "loader": _LOADER,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
}


@dataclass(frozen=True, slots=True)
class _Page:
    """A file to be written: its address, template and what it says."""

    address: str
    template: str
    content: dict[str, Any]


def write_site(
    base_file: Path, target: Path, *, language: str = "nl"
) -> tuple[Path, ...]:
    """Write the pages of a base into the existing, empty folder ``target``.

    The same base gives the same bytes. Returns the files written, in order.
    """
    with open_base(base_file) as base:
        edition = read_edition(base)
    wording = load_wording(language)
    written = {"stijl.css": _house_style()}
    for page in _pages(edition, wording=wording):
        written[page.address] = _drawn(page, edition=edition, wording=wording)
    paths = []
    for address in sorted(written):
        path = target / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written[address], encoding="utf-8", newline="\n")
        paths.append(path)
    return tuple(paths)


def _pages(edition: Edition, *, wording: Wording) -> Iterator[_Page]:
    top, under = Pen(wording, Addresses()), Pen(wording, Addresses("../"))
    index = {"page": draw_index(edition, pen=top)}
    yield _Page("index.html", "index.html.j2", index)
    beside = draw_emergent_page(edition, pen=top)
    if beside:
        yield _Page(BESIDE, "emergent.html.j2", {"page": beside})
    for theme in edition.rows("page_theme"):
        drawn = {"page": draw_theme_page(edition, theme, pen=under)}
        name = safe_name(theme["theme_id"])
        yield _Page(f"themas/{name}.html", "theme.html.j2", drawn)
        yield _Page(f"themas/{name}.md", "theme.md.j2", drawn)
    sources = {"page": draw_provenance(edition, pen=top)}
    yield _Page("bronnen.html", "provenance.html.j2", sources)
    for page in draw_passage_pages(edition, pen=under):
        address = page.address.removeprefix("../")
        yield _Page(address, "passages.html.j2", {"page": page})
    listed = {"initiatives": draw_initiative_sources(edition, pen=under)}
    yield _Page("bronnen/initiatieven.html", "initiatives.html.j2", listed)
    quality = {"sections": draw_quality(edition, pen=top)}
    yield _Page("kwaliteit.html", "quality.html.j2", quality)
    chapters = draw_chapters(edition, pen=top)
    described = {"chapters": chapters, "macros": draw_macros(edition, pen=top)}
    yield _Page("woordenboek.html", "dictionary.html.j2", described)


def _drawn(page: _Page, *, edition: Edition, wording: Wording) -> str:
    environment = _markdown() if page.template.endswith(".md.j2") else _html()
    depth = len(PurePosixPath(page.address).parts) - 1
    return environment.get_template(page.template).render(
        **page.content,
        **_around(edition, wording=wording),
        root="../" * depth,
    )


def _around(edition: Edition, *, wording: Wording) -> dict[str, Any]:
    """What every page says around its content."""
    return {
        "say": wording.say,
        "language": wording.language,
        "style": Markup((_HERE / "style.css").read_text(encoding="utf-8")),  # noqa: S704
        "region": edition.meta("region"),
        "notice": edition.meta("region_notice"),
        "day": wording.day(edition.meta("published_at") or None),
        "theme_pages": [
            (safe_name(row["theme_id"]), theme_label(row, language=wording.language))
            for row in edition.rows("page_theme")
        ],
    }


@cache
def _html() -> Environment:
    return Environment(autoescape=True, **_BLANKS)


@cache
def _markdown() -> Environment:
    """Escapes every value through ``finalize``: no HTML, so no HTML escaping."""
    return Environment(autoescape=False, finalize=markdown_of, **_BLANKS)  # noqa: S701


def _house_style() -> str:
    """The custom properties of the style alone, to be changed by an organisation."""
    style = (_HERE / "style.css").read_text(encoding="utf-8")
    return style[: style.index("}") + 1] + "\n"
