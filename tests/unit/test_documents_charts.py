"""Charts in office files in, the figures that they show as readable rows out."""

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.chart import BarChart, Reference

from sources.documents.shown_numbers import stored_shown
from tests.doors.packages import presentation, shape, with_parts
from tests.doors.reading import noticed, read, shown

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _points(*texts: str) -> str:
    return "".join(
        f'<c:pt idx="{place}"><c:v>{text}</c:v></c:pt>'
        for place, text in enumerate(texts)
        if text
    )


def _words(tag: str, *texts: str) -> str:
    cache = f"<c:strCache>{_points(*texts)}</c:strCache>"
    return f"<c:{tag}><c:strRef><c:f>Blad1!A1</c:f>{cache}</c:strRef></c:{tag}>"


def _figures(tag: str, *texts: str, form: str = "General") -> str:
    cache = f"<c:formatCode>{form}</c:formatCode>{_points(*texts)}"
    told = f"<c:f>Blad1!B1</c:f><c:numCache>{cache}</c:numCache>"
    return f"<c:{tag}><c:numRef>{told}</c:numRef></c:{tag}>"


def _title(text: str) -> str:
    return f"<c:title><a:p><a:r><a:t>{text}</a:t></a:r></a:p></c:title>"


def _chart(*series: str, title: str = "", axes: str = "") -> str:
    told = "".join(f"<c:ser>{each}</c:ser>" for each in series)
    above = _title(title) if title else ""
    return (
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}"><c:chart>{above}<c:plotArea>'
        f"<c:barChart>{told}</c:barChart>{axes}</c:plotArea></c:chart></c:chartSpace>"
    )


def _frame(name: str = "c1") -> str:
    return f'<c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id="{name}"/>'


def _slide(folder: Path, chart: str) -> list[str]:
    frame = f"<p:graphicFrame>{_frame()}</p:graphicFrame>"
    data = presentation((shape("x") + frame, ""), charts={"c1": chart})
    return [text for _, text in shown(read(folder, data, "a.pptx"))[1:]]


_YEARS = _words("cat", "2023", "2024")
_HOMES = _words("tx", "Woningen") + _YEARS + _figures("val", "8", "10.5")


@pytest.mark.parametrize(
    ("chart", "rows"),
    [
        (
            _chart(
                _HOMES,
                title="Bouw</a:t></a:r><a:br/><a:r><a:t>per jaar",
                axes=f"<c:catAx>{_title('Jaar')}</c:catAx>"
                f"<c:valAx>{_title('aantal')}</c:valAx>",
            ),
            [
                "Bouw per jaar",
                "aantal",
                "Jaar | Woningen",
                "Jaar: 2023; Woningen: 8",
                "Jaar: 2024; Woningen: 10,5",
            ],
        ),
        (_chart(_HOMES), ["Woningen", "2023; Woningen: 8", "2024; Woningen: 10,5"]),
        (
            _chart(
                _HOMES,
                _words("tx", "Huur") + _YEARS + _figures("val", "", "0.25", form="0%"),
            ),
            [
                "Woningen | Huur",
                "2023; Woningen: 8",
                "2024; Woningen: 10,5; Huur: 25%",
            ],
        ),
        (_chart(_YEARS + _figures("val", "8", "9")), ["2023 | 8", "2024 | 9"]),
        (
            _chart(
                _words("tx", "Peil")
                + _figures("cat", "45292", "45658", form="d\\-m\\-yyyy")
                + _figures("val", "-0.4", "-0.30000000000000004")
            ),
            ["Peil", "2024-01-01; Peil: -0,4", "2025-01-01; Peil: -0,3"],
        ),
        (
            _chart(
                _words("tx", "Kosten")
                + _figures("xVal", "1", "2")
                + _figures("yVal", "3", "4"),
                axes=f'<c:valAx><c:axPos val="b"/>{_title("Afstand")}</c:valAx>'
                f'<c:valAx><c:axPos val="l"/>{_title("euro")}</c:valAx>',
            ),
            [
                "euro",
                "Afstand | Kosten",
                "Afstand: 1; Kosten: 3",
                "Afstand: 2; Kosten: 4",
            ],
        ),
        (
            _chart(
                _words("tx", "Woningen")
                + "<c:cat><c:multiLvlStrRef><c:multiLvlStrCache>"
                f"<c:lvl>{_points('Q1', 'Q2', 'Q1')}</c:lvl>"
                f"<c:lvl>{_points('2023', '', '2024')}</c:lvl>"
                "</c:multiLvlStrCache></c:multiLvlStrRef></c:cat>"
                + _figures("val", "1", "2", "3")
            ),
            [
                "Woningen",
                "2023 – Q1; Woningen: 1",
                "2023 – Q2; Woningen: 2",
                "2024 – Q1; Woningen: 3",
            ],
        ),
    ],
)
def test_figures_of_a_chart(tmp_path: Path, chart: str, rows: list[str]) -> None:
    assert _slide(tmp_path, chart) == rows


def _word(folder: Path, *, holder: str = "{}") -> list[tuple[str, str]]:
    """What is read of a Word file with a chart and a diagram in a run."""
    document = docx.Document()
    diagram = (
        '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/'
        f'diagram" xmlns:a="{_A}"><dgm:pt><dgm:t><a:p><a:r><a:t>Verkennen</a:t></a:r>'
        "<a:br/><a:r><a:t>en bouwen</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>"
    )
    for name, xml in (("c1", _chart(_HOMES)), ("d1", diagram)):
        part = Part(PackURI(f"/word/{name}.xml"), "application/xml", xml.encode())
        document.part.rels.add_relationship(RELATIONSHIP_TYPE.CHART, part, name)
    paragraph = document.add_paragraph("Zie de figuur.")
    told = (
        _frame()
        + '<dgm:relIds xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/'
        f'diagram" xmlns:r="{_R}" r:dm="d1"/>'
    )
    drawing = holder.format(f"<w:r><w:drawing>{told}</w:drawing></w:r>")
    body = parse_xml(f"<w:p {nsdecls('w')}>{drawing}</w:p>")
    paragraph._p.extend(list(body))
    document.save(str(folder / "word"))
    return shown(read(folder, (folder / "word").read_bytes(), "a.docx"))


_IN_A_BOX = "<w:r><w:pict><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:pict></w:r>"
_IN_A_ROW = _IN_A_BOX.replace(
    "<w:p>{}</w:p>", "<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl><w:p/>"
)


@pytest.mark.parametrize("holder", ["{}", _IN_A_BOX, _IN_A_ROW])
def test_charts_and_diagrams_of_word(tmp_path: Path, holder: str) -> None:
    assert _word(tmp_path, holder=holder) == [
        ("paragraph", "Zie de figuur."),
        ("table_row", "Woningen"),
        ("table_row", "2023; Woningen: 8"),
        ("table_row", "2024; Woningen: 10,5"),
        ("list_item", "Verkennen en bouwen"),
    ]


def _workbook(*, is_hidden: bool) -> bytes:
    book = openpyxl.Workbook()
    front, data = book.active, book.create_sheet("De data")
    front["A1"] = "Rapport"
    for row in (("Jaar", "Woningen"), ("2023", 8), ("2024", 10)):
        data.append(row)
    chart = BarChart()
    chart.title = "Bouw"
    chart.add_data(Reference(data, min_col=2, min_row=1, max_row=3), True)
    chart.set_categories(Reference(data, min_col=1, min_row=2, max_row=3))
    front.add_chart(chart, "C3")
    data.sheet_state = "hidden" if is_hidden else "visible"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _with_cache(data: bytes, chart: str = _chart(_HOMES, title="Bouw")) -> bytes:
    chart = chart.replace("Blad1!", "'De data'!")
    return with_parts(data, {"xl/charts/chart1.xml": chart})


def test_a_chart_of_a_hidden_sheet_shows_its_figures(tmp_path: Path) -> None:
    data = _with_cache(_workbook(is_hidden=True))
    texts = [text for _, text in shown(read(tmp_path, data, "a.xlsx"))]
    assert texts == [
        "Sheet",
        "Rapport",
        "Bouw",
        "Woningen",
        "2023; Woningen: 8",
        "2024; Woningen: 10,5",
    ]


def test_a_chart_of_a_sheet_that_is_read_is_not_read_twice(tmp_path: Path) -> None:
    data = _with_cache(_workbook(is_hidden=False))
    texts = [text for _, text in shown(read(tmp_path, data, "a.xlsx"))]
    assert texts[:4] == ["Sheet", "Rapport", "Bouw", "De data"]
    assert texts[-1] == "Jaar: 2024; Woningen: 10"


_HELD = f"<c:val><c:numLit>{_points('8', '10.5')}</c:numLit></c:val>"


@pytest.mark.parametrize(
    "chart",
    [
        _chart(_words("tx", "Woningen") + _YEARS + _HELD),
        _chart(_HOMES, _words("tx", "Huur") + _YEARS + _HELD),
    ],
)
def test_figures_that_only_a_chart_holds_are_read(tmp_path: Path, chart: str) -> None:
    data = _with_cache(_workbook(is_hidden=False), chart)
    texts = [text for _, text in shown(read(tmp_path, data, "a.xlsx"))]
    assert [text for text in texts if text.startswith("2024; Woningen: 10,5")]


def test_names_from_a_hidden_sheet_do_not_repeat_figures(tmp_path: Path) -> None:
    chart = _chart(_HOMES).replace("Blad1!A1", "Namen!A1")
    data = _with_cache(_workbook(is_hidden=False), chart)
    texts = [text for _, text in shown(read(tmp_path, data, "a.xlsx"))]
    assert not [text for text in texts if "10,5" in text]


@pytest.mark.parametrize(
    ("text", "form", "shown_as"),
    [
        ("0.125", "0.0%", "12,5%"),
        ("45292.5", "dd/mm/yyyy hh:mm", "2024-01-01 12:00"),
        ("12", '0 "dagen"', "12"),
        ("12", "[Red]0", "12"),
        ("-1e-9", "General", "0"),
        ("1e-7", "General", "0,0000001"),
        ("-0.0000012345678", "0.00", "-0,00000123457"),
        ("1e-7", "0.00%", "0,00001%"),
        ("0.00012345678", "General", "0,000123457"),
        # So little is left of a sum that comes to nothing, unless powers are shown.
        ("5.55e-17", "General", "0"),
        ("1e-9", "0.00E+00", "0,000000001"),
        ("123456.123456789", "General", "123456,123457"),
        ("n.b.", "0", "n.b."),
        ("9999999", "yyyy", "9999999"),
        ("5", '0"%"', "5%"),
        ("5", "0\\%", "5%"),
        ("5", '0" % van totaal"', "5%"),
        ("5", "0_%", "5"),
        ("5", '0;-0;"0%"', "5"),
        ("0.05", '0"%";0%', "5%"),
        ("2024_25", "General", "2024_25"),
        ("٣", "General", "٣"),
        ("Infinity", "General", "Infinity"),
        ("1e999", "General", "1e999"),
        ("1.5E2", "[$€-413] 0", "€ 150"),
    ],
)
def test_stored_numbers_are_shown_by_their_form(
    text: str, form: str, shown_as: str
) -> None:
    assert stored_shown(text, form) == shown_as


def test_a_damaged_chart_leaves_what_is_drawn_beside_it(tmp_path: Path) -> None:
    data = _workbook(is_hidden=False)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    box = f'<xdr:sp><xdr:txBody><a:p xmlns:a="{_A}"><a:r><a:t>In een</a:t></a:r>'
    box += "<a:br/><a:r><a:t>kader.</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    name = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    box = box.replace("<xdr:sp>", f'<xdr:sp xmlns:xdr="{name}">')
    end = drawing.rindex("</")
    parts = {
        "xl/drawings/drawing1.xml": drawing[:end] + box + drawing[end:],
        "xl/charts/chart1.xml": "<half",
    }
    found = read(tmp_path, with_parts(data, parts), "a.xlsx")
    assert "In een kader." in found.text
    assert ["(1)" in told for told in noticed(found)] == [True]
