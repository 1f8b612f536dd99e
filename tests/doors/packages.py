"""Texts in, small files of office programs out, written part by part."""

import io
import zipfile
from collections.abc import Mapping

_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = " ".join(
    f'xmlns:{name}="{_ODF}:{part}:1.0"'
    for name, part in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
        ("form", "form"),
        ("svg", "svg-compatible"),
    )
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip file with these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def with_parts(data: bytes, parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip file with more parts than it had."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        earlier = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**earlier, **parts})


def shape(
    text: str,
    *,
    placeholder: str = "",
    bulleted: bool = False,
    at: tuple[int, int] | None = None,
) -> str:
    """Return one text shape of a slide; every line is a paragraph.

    ``at`` is where it stands: inches from the left and from the top.
    """
    mark = f'<p:nvPr><p:ph type="{placeholder}"/></p:nvPr>' if placeholder else ""
    bullet = '<a:pPr><a:buChar char="-"/></a:pPr>' if bulleted else ""
    lines = "".join(
        f"<a:p>{bullet}<a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n")
    )
    place = f"<p:spPr>{placed(*at)}</p:spPr>" if at else ""
    body = f"<p:txBody>{lines}</p:txBody>"
    return f"<p:sp><p:nvSpPr>{mark}</p:nvSpPr>{place}{body}</p:sp>"


def placed(left: int, top: int) -> str:
    """Return the place of a shape, in inches from the left and from the top."""
    return f'<a:xfrm><a:off x="{left * 914_400}" y="{top * 914_400}"/></a:xfrm>'


def slide_table(*rows: tuple[str, ...]) -> str:
    """Return a table of a slide."""
    cells = (
        "<a:tr>"
        + "".join(f"<a:tc><a:p><a:r><a:t>{c}</a:t></a:r></a:p></a:tc>" for c in row)
        + "</a:tr>"
        for row in rows
    )
    return f"<p:graphicFrame><a:tbl>{''.join(cells)}</a:tbl></p:graphicFrame>"


def presentation(
    *slides: tuple[str, str],
    hidden: tuple[int, ...] = (),
    charts: Mapping[str, str] | None = None,
) -> bytes:
    """Return a presentation; a slide is its shapes and the shapes of its notes.

    ``charts`` are parts that every slide refers to, by the id of the reference.
    """
    charts = charts or {}
    ids, links = "", ""
    parts: dict[str, str] = {}
    for number, (shapes, notes) in enumerate(slides, 1):
        # File names run the other way: the order of the show must decide.
        name = f"slide{len(slides) - number + 1}"
        ids += f'<p:sldId id="{number}" r:id="r{number}"/>'
        links += _relation(f"r{number}", "slide", f"slides/{name}.xml")
        show = ' show="0"' if number in hidden else ""
        parts[f"ppt/slides/{name}.xml"] = _sheet("sld", shapes, more=show)
        more = "".join(
            _relation(key, "chart", f"../charts/{key}.xml") for key in charts
        )
        if notes:
            parts[f"ppt/notesSlides/{name}.xml"] = _sheet("notes", notes)
            more += _relation("n", "notesSlide", f"../notesSlides/{name}.xml")
        if more:
            parts[f"ppt/slides/_rels/{name}.xml.rels"] = _relations(more)
    return zipped(
        {
            "ppt/presentation.xml": f'<p:presentation xmlns:p="{_P}" xmlns:r="{_R}">'
            f"<p:sldIdLst>{ids}</p:sldIdLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels": _relations(links),
            **{f"ppt/charts/{key}.xml": chart for key, chart in charts.items()},
            **parts,
        }
    )


def _sheet(tag: str, shapes: str, *, more: str = "") -> str:
    tree = f"<p:cSld><p:spTree>{shapes}</p:spTree></p:cSld>"
    return f'<p:{tag} xmlns:p="{_P}" xmlns:a="{_A}"{more}>{tree}</p:{tag}>'


def _relation(identifier: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identifier}" Type="{_R}/{kind}" Target="{target}"/>'


def _relations(links: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>'


def open_document(
    body: str,
    *,
    kind: str = "text",
    title: str = "",
    running: str = "",
    styles: str = "",
) -> bytes:
    """Return an OpenDocument file with this body, a text or a spreadsheet.

    ``running`` is what its one sort of page has in header and footer, ``styles`` what
    stands before the body.
    """
    content = f"<office:{kind}>{body}</office:{kind}>"
    dublin = "http://purl.org/dc/elements/1.1/"
    return zipped(
        {
            "content.xml": f"<office:document-content {_NAMES}>{styles}<office:body>"
            f"{content}</office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {_NAMES}><office:master-styles>"
            f"<style:master-page>{running}</style:master-page>"
            "</office:master-styles></office:document-styles>",
            "meta.xml": f'<office:document-meta {_NAMES} xmlns:dc="{dublin}">'
            f"<dc:title>{title}</dc:title></office:document-meta>",
        }
    )
