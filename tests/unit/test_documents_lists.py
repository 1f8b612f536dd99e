"""Lists that are numbered in, items with the numbers that readers cite out."""

import io
from pathlib import Path

import docx
import pytest

from domain.texts import JsonCollection
from sources.documents.list_numbers import number_shown
from tests.doors.packages import open_document, presentation, shape
from tests.doors.reading import noticed, read, shown

_INTRO = "<p>De raad besluit vandaag over de plannen voor het water in de polder.</p>"


@pytest.mark.parametrize(
    ("count", "sort", "shown_as"),
    [
        (3, "1", "3"),
        (3, "a", "c"),
        (28, "A", "BB"),
        (0, "a", ""),
        (1000, "a", ""),
        (14, "i", "xiv"),
        (1994, "I", "MCMXCIV"),
        (0, "i", ""),
        (4, "bullet", ""),
        (-2, "1", "-2"),
    ],
)
def test_a_number_is_shown_as_its_sort(count: int, sort: str, shown_as: str) -> None:
    assert number_shown(count, sort) == shown_as


@pytest.mark.parametrize(
    ("listed", "items"),
    [
        ("<ol><li>een</li><li>twee</li></ol>", ["1. een", "2. twee"]),
        ("<ol start='3'><li>een</li><li>twee</li></ol>", ["3. een", "4. twee"]),
        ("<ol type='a'><li>een</li><li>twee</li></ol>", ["a. een", "b. twee"]),
        ("<ol type='I'><li>een</li><li>twee</li></ol>", ["I. een", "II. twee"]),
        ("<ol reversed><li>een</li><li>twee</li></ol>", ["2. een", "1. twee"]),
        ("<ol><li value='7'>een</li><li>twee</li></ol>", ["7. een", "8. twee"]),
        ("<ol><li><p>een</p></li><li><b>tw</b>ee</li></ol>", ["1. een", "2. twee"]),
        (
            "<ol><li>een<ol type='a'><li>diep</li></ol></li><li>twee</li></ol>",
            ["1. een", "a. diep", "2. twee"],
        ),
        ("<ol><li>1. een</li><li>2. twee</li></ol>", ["1. een", "2. twee"]),
        ("<ol><li>12 huizen</li><li>3 wegen</li></ol>", ["1. 12 huizen", "2. 3 wegen"]),
        (
            "<ol style='list-style: none'><li>een</li><li>twee</li></ol>",
            ["een", "twee"],
        ),
        (
            "<ol style='list-style-type:lower-alpha'><li>een</li><li>twee</li></ol>",
            ["a. een", "b. twee"],
        ),
        ("<ul><li>een</li><li>twee</li></ul>", ["een", "twee"]),
        ("<ol start='x'><li>een</li></ol>", ["1. een"]),
    ],
)
def test_ordered_lists_of_web_pages(
    tmp_path: Path, listed: str, items: list[str]
) -> None:
    page = f"<html><body><main><h1>Besluit</h1>{_INTRO}{listed}</main></body></html>"
    document = read(tmp_path, page.encode(), "a.html")
    assert [text for kind, text in shown(document) if kind == "list_item"] == items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("1. een\n2. twee", ["1. een", "2. twee"]),
        ("1. een\n1. twee", ["1. een", "2. twee"]),
        ("4) een\n5) twee", ["4) een", "5) twee"]),
        ("1. een\n\n   meer\n2. twee", ["1. een", "meer", "2. twee"]),
        ("1. een\n   - diep\n   - er\n2. twee", ["1. een", "diep", "er", "2. twee"]),
        ("- een\n  1. diep\n- twee", ["een", "1. diep", "twee"]),
        ("1. een\n2. twee\n3.\n\nDaarna.", ["1. een", "2. twee", "Daarna."]),
        ("1. een\n2.\n3. drie", ["1. een", "3. drie"]),
        (
            "1. | a | b |\n   |---|---|\n   | c | d |\n\nNa.",
            ["a | b", "c | d", "Na."],
        ),
        ("0. nul\n1. een", ["0. nul", "1. een"]),
    ],
)
def test_ordered_lists_of_markdown(tmp_path: Path, text: str, items: list[str]) -> None:
    document = read(tmp_path, f"# Kop\n\n{text}\n".encode(), "a.md")
    assert [text for _, text in shown(document)[1:]] == items


def test_ordered_lists_in_a_collection(tmp_path: Path) -> None:
    told = "<p>Besluit:</p><ol><li>\\u0003een</li><li>&#3;twee</li></ol>"
    data = f'{{"tekst": "{told}"}}'.encode()
    collection = JsonCollection(text=("tekst",))
    document = read(tmp_path, data, "a.json", collection=collection)
    assert document.text.split("\n\n") == ["Besluit:", "1. een", "2. twee"]


def _page(body: str) -> bytes:
    return (
        f"<html><body><main><h1>Woonvisie</h1>{_INTRO}{body}</main></body></html>"
    ).encode()


def test_captions_of_pictures_are_text(tmp_path: Path) -> None:
    figure = (
        "<figure class='wp-caption'><img src='a.png' alt=''><figcaption class='cap'>"
        "Figuur 1: de bouwlocaties.</figcaption></figure><p>Daarna bouwen we door.</p>"
    )
    document = read(tmp_path, _page(figure), "a.html")
    assert [text for _, text in shown(document)[2:]] == [
        "Figuur 1: de bouwlocaties.",
        "Daarna bouwen we door.",
    ]
    assert noticed(document) == ()


def test_what_folds_out_ends_its_section(tmp_path: Path) -> None:
    body = """<h2>Vragen</h2>
    <details><summary><h3>Wat kost het?</h3></summary><p>Het kost 12 miljoen.</p>
    <h3>Dekking</h3><p>Uit de reserve van de gemeente.</p></details>
    <details><summary>Wanneer <b>klaar</b>?</summary><p>In 2030 is het klaar.</p>
    <details><summary>Binnenin</summary><p>Nog dieper.</p></details>
    <p>Weer hoger.</p></details>
    <p>Na de vragen volgt het besluit.</p><h3>Slot</h3><p>Dank u wel allemaal.</p>"""
    document = read(tmp_path, _page(body), "a.html")
    told = {
        text: passage.section.removeprefix("Woonvisie › ")
        for (_, text), passage in zip(shown(document), document.passages, strict=True)
    }
    assert told["Het kost 12 miljoen."] == "Vragen › Wat kost het?"
    assert told["Uit de reserve van de gemeente."] == "Vragen › Wat kost het? › Dekking"
    assert told["In 2030 is het klaar."] == "Vragen › Wanneer klaar?"
    assert told["Nog dieper."] == "Vragen › Wanneer klaar? › Binnenin"
    assert told["Weer hoger."] == "Vragen › Wanneer klaar?"
    assert told["Na de vragen volgt het besluit."] == "Vragen"
    assert told["Dank u wel allemaal."] == "Vragen › Slot"


def test_roman_numbers_of_word(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Akkoord te gaan.", style="List Number")
    numbering = document.part.numbering_part.element
    name = paragraph.style.element.find(".//{*}numId").get(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val"
    )
    [told] = [n for n in numbering.findall("{*}num") if n.get(n.keys()[0]) == name]
    key = told.find("{*}abstractNumId").values()[0]
    [listed] = [a for a in numbering.findall("{*}abstractNum") if key in a.values()]
    sort = listed.find("{*}lvl/{*}numFmt")
    sort.set(sort.keys()[0], "upperRoman")
    document.save(str(tmp_path / "word"))
    read_back = read(tmp_path, (tmp_path / "word").read_bytes(), "a.docx")
    assert shown(read_back) == [("list_item", "I. Akkoord te gaan.")]


_SORTS = """<office:automatic-styles><text:list-style style:name="L">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="("
 style:num-suffix=")"/></text:list-style><text:list-style style:name="B">
<text:list-level-style-bullet text:level="1"/></text:list-style>
</office:automatic-styles>"""


def _listed(*items: str, more: str = 'text:style-name="L"') -> str:
    told = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f"<text:list {more}>{told}</text:list>"


def test_ordered_lists_of_an_open_document(tmp_path: Path) -> None:
    one, two = "<text:p>een</text:p>", "<text:p>twee</text:p><text:p>meer</text:p>"
    body = (
        _listed(one, one + _listed(one, one, more=""), two)
        + _listed(one, more='text:style-name="L" text:continue-numbering="true"')
        + _listed(one)
        + _listed(one, more='text:style-name="B"')
    )
    document = read(tmp_path, open_document(body, styles=_SORTS), "a.odt")
    assert [text for _, text in shown(document)] == [
        *("1. een", "2. een", "(a) een", "(b) een", "3. twee", "meer"),
        *("4. een", "1. een", "een"),
    ]


_DEEP = """<office:automatic-styles><text:list-style style:name="L">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="."
 text:display-levels="2"/>
<text:list-level-style-number text:level="3" style:num-format="a" style:num-suffix=")"
 text:display-levels="3"/>
</text:list-style></office:automatic-styles>"""
_ONE = "<text:p>een</text:p>"


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        (
            _listed(_ONE + _listed(_ONE, _ONE + _listed(_ONE, more=""), more=""))
            + _listed(_ONE, more='text:style-name="L" text:continue-numbering="true"'),
            "1. 1.1. 1.2. 1.2.a) 2.",
        ),
        (
            _listed(_ONE, _ONE, more='text:style-name="L" xml:id="l1"')
            + _listed(_ONE)
            + _listed(_ONE, more='text:style-name="L" text:continue-list="l1"')
            + _listed(_ONE, more='text:style-name="L" text:continue-numbering="true"'),
            "1. 2. 1. 3. 4.",
        ),
        # A list that goes on below an item that was counted before.
        (
            _listed(
                _ONE + _listed(_ONE, more=""), more='text:style-name="L" xml:id="l1"'
            )
            + "<text:p>Tussen.</text:p>"
            + _listed(
                _listed(_ONE, more=""),
                _ONE + _listed(_ONE, more=""),
                more='text:style-name="L" text:continue-list="l1"',
            ),
            "1. 1.1. Tussen. 1.2. 2. 2.1.",
        ),
        # What cannot be reckoned is not guessed.
        (_listed(_listed(_ONE, more="")), ""),
        (_listed(_ONE, more='text:style-name="L" text:continue-list="weg"'), ""),
    ],
)
def test_numbers_of_more_levels_and_lists(
    tmp_path: Path, body: str, numbers: str
) -> None:
    document = read(tmp_path, open_document(body, styles=_DEEP), "a.odt")
    texts = [text.removesuffix("een").strip() for _, text in shown(document)]
    assert texts == (numbers.split() or [""])


def _point(text: str, *, level: int = 0, sort: str = "", more: str = "") -> str:
    number = f'<a:buAutoNum type="{sort}"{more}/>' if sort else ""
    return (
        f'<a:p><a:pPr lvl="{level}">{number}</a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>'
    )


def test_ordered_lists_of_a_slide(tmp_path: Path) -> None:
    points = (
        _point("een", sort="arabicPeriod")
        + _point("diep", level=1, sort="alphaLcParenR")
        + _point("twee", sort="arabicPeriod")
        + _point("diep", level=1, sort="alphaLcParenR")
        + _point("tekst")
        + _point("weer", sort="arabicPeriod", more=' startAt="4"')
        + _point("vreemd", sort="circleNumDbPlain")
    )
    slide = f"<p:sp><p:nvSpPr/><p:txBody>{points}</p:txBody></p:sp>"
    document = read(tmp_path, presentation((slide, "")), "a.pptx")
    assert [text for _, text in shown(document)] == [
        *("1. een", "a) diep", "2. twee", "a) diep", "tekst", "4. weer", "vreemd"),
    ]


@pytest.mark.parametrize(
    ("source", "item"),
    [
        (r"{\listtext\tab}Mobiliteit\par", "Mobiliteit"),
        (r"{\listtext 1.}Energie\par", "1. Energie"),
        (r"{\listtext a)}\b Kernpunt\b0\par", "a) Kernpunt"),
        (r"{\pntext{\f0 3.}\tab}Water\par", "3. Water"),
        (r"{\listtext 2.}Goed wonen\par", "2. Goed wonen"),
        (r"{\listtext\'b7\tab}Groen\par", "Groen"),
        (r"{\listtext 4.\tab}\par {\listtext 5.\tab}Zorg\par", "5. Zorg"),
    ],
)
def test_items_of_rich_text_of_any_length(
    tmp_path: Path, source: str, item: str
) -> None:
    data = rf"{{\rtf1\ansi De raad besluit.\par {source} Daarna meer.\par}}"
    document = read(tmp_path, data.encode(), "a.rtf")
    assert shown(document) == [
        ("paragraph", "De raad besluit."),
        ("list_item", item),
        ("paragraph", "Daarna meer."),
    ]


def test_the_number_of_a_cell_of_rich_text_stands_apart(tmp_path: Path) -> None:
    row = rb"\trowd\cellx1\cellx2 {\listtext 1.}Noord\cell {\listtext 2.}\cell\row"
    document = read(tmp_path, rb"{\rtf1\ansi " + row + rb"\pard Slot.\par}", "a.rtf")
    assert shown(document)[0] == ("table_row", "1. Noord | 2.")


_TYPED = ("1. De raad besluit.", "a. en wel hierom", "(ii) ook hierom")


@pytest.mark.parametrize("form", ["docx", "odt", "pptx", "html", "txt"])
def test_a_number_that_is_typed_begins_an_item(tmp_path: Path, form: str) -> None:
    lines = ("Besluit", *_TYPED, "Drie dorpen.", "A. Jansen zegt dat.")
    if form == "docx":
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        buffer = io.BytesIO()
        document.save(buffer)
        made = buffer.getvalue()
    elif form == "odt":
        made = open_document("".join(f"<text:p>{line}</text:p>" for line in lines))
    elif form == "pptx":
        made = presentation(("".join(map(shape, lines)), ""))
    elif form == "html":
        made = "".join(f"<p>{line}</p>" for line in lines).encode()
    else:
        made = "\n\n".join(lines).encode()
    found = shown(read(tmp_path, made, f"a.{form}"))
    assert [text for kind, text in found if kind == "list_item"] == list(_TYPED)
