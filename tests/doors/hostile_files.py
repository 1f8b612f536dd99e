"""A folder to work in, hostile files of every format out, with what they deserve."""

import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import typst

from tests.doors.packages import open_document, presentation, shape, zipped

Maker = Callable[[Path], bytes]
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED = _COMPOUND + "EncryptedPackage".encode("utf-16-le")
_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;">]><Al>&c;</Al>'
)
_OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b"<Al>&x;</Al>"
)
_PASSWORD_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj
4 0 obj<</Filter/Standard/V 1/R 2/P -64/O<OWNER>/U<USER>>>endobj
trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>
""".replace(b"OWNER", b"41" * 32).replace(b"USER", b"42" * 32)
_LOOPING_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[2 0 R]/Count 99999>>endobj
trailer<</Root 1 0 R>>
"""
_SELF_PDF = b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer<</Prev 9/Root 9 0 R>>\n"


def word_bytes(folder: Path, *texts: str) -> bytes:
    """Return a good Word file."""
    document = docx.Document()
    for text in texts or ("Een gewone alinea over water.",):
        document.add_paragraph(text)
    path = folder / "made.docx"
    document.save(str(path))
    return path.read_bytes()


def pdf_bytes(folder: Path) -> bytes:
    """Return a good PDF."""
    source = folder / "made.typ"
    source.write_text("= Kop\nEen alinea over water.")
    return bytes(typst.compile(str(source), format="pdf"))


def with_part(packed: bytes, folder: Path, name: str, data: bytes) -> bytes:
    """Return a zip-based file with one part replaced or added."""
    old, new = folder / "old.zip", folder / "new.zip"
    old.write_bytes(packed)
    with zipfile.ZipFile(old) as source, zipfile.ZipFile(new, "w", 8) as target:
        for entry in source.infolist():
            if entry.filename != name:
                target.writestr(entry, source.read(entry))
        target.writestr(name, data)
    return new.read_bytes()


def workbook(sheet: str | bytes) -> bytes:
    """Return a workbook of one sheet with this XML for its data."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    override = f'<Override PartName="/xl/%s.xml" ContentType="{kinds}.%s+xml"/>'
    if isinstance(sheet, str):
        sheet = f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
            + override % ("workbook", "sheet.main")
            + override % ("s", "worksheet")
            + "</Types>",
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r" Type="{relation}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relation}"><sheets>'
            '<sheet name="Blad" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}'
            f'/relationships"><Relationship Id="r1" Type="{relation}/worksheet" '
            'Target="s.xml"/></Relationships>',
            "xl/s.xml": sheet,
        }
    )


def cell(place: str, text: str) -> str:
    """Return one cell of a sheet with its text in it."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def _slides(*texts: str) -> bytes:
    return presentation(*((shape(text), "") for text in texts))


def _word_of(body: str) -> str:
    return f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'


def _word_with(part: str, data: bytes | str) -> Maker:
    data = data.encode() if isinstance(data, str) else data
    return lambda folder: with_part(word_bytes(folder), folder, part, data)


def _slides_with(part: str, data: bytes) -> Maker:
    return lambda folder: with_part(_slides("Water"), folder, part, data)


def _sheet_with(part: str, data: bytes) -> Maker:
    good = workbook(f'<row r="1">{cell("A1", "Water")}</row>')
    return lambda folder: with_part(good, folder, part, data)


def _text_with(part: str, data: bytes) -> Maker:
    good = open_document("<text:p>Water</text:p>")
    return lambda folder: with_part(good, folder, part, data)


def _crowded(_: Path) -> bytes:
    return zipped({f"word/{number}.xml": b"" for number in range(501)})


def _swollen_pdf(_: Path) -> bytes:
    """A page whose text unpacks to a thousand times its size, and says nothing."""
    stream = zlib.compress(b" " * 20_000_000, 9)
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Filter/FlateDecode/Length "
        + str(len(stream)).encode()
        + b">>stream\n"
        + stream
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n"
    )


def _lying_sizes(folder: Path) -> bytes:
    """A zip whose directory says that a bomb is one byte large."""
    data = bytearray(with_part(word_bytes(folder), folder, "word/x.xml", b" " * 9**7))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 1)
    return bytes(data)


def _nested_mail(depth: int) -> bytes:
    mail = b"Subject: diep\n\n"
    for number in range(depth):
        head = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
        mail = head % (number, number) + mail
    return b"Subject: diep\nMIME-Version: 1.0\n" + mail


_EXPORT = (
    b"id;submitdate;lastpage;startlanguage;token;Q1\n1;2026-01-01;3;nl;abc;water\n"
)
_DEEP_GROUPS = b"<p:sld xmlns:p='x'>" + b"<p:grpSp>" * 900 + b"</p:grpSp>" * 900
_ENCRYPTION = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"
_SOUND = b"RIFF\x88\x13\x01\x01WAVEfmt " + bytes(1 + n * 37 % 127 for n in range(5_000))
_TWO_ZEROS = b"a\0\0\0" * 999

HOSTILE: dict[str, tuple[str, Maker, set[str]]] = {
    # PDF
    "zero bytes": ("a.pdf", lambda _: b"", {"empty"}),
    "random pdf": ("a.pdf", lambda _: os.urandom(9_000), {"wrong_content"}),
    "pdf head only": ("a.pdf", lambda _: b"%PDF-1.7\n", {"damaged"}),
    "pdf cut in half": ("a.pdf", lambda t: pdf_bytes(t)[:900], {"damaged"}),
    "pdf of noise": ("a.pdf", lambda _: b"%PDF-1.7\n" + b"\xff" * 999, {"damaged"}),
    "locked pdf": ("a.pdf", lambda _: _PASSWORD_PDF, {"encrypted", "damaged"}),
    "pages that hold themselves": ("a.pdf", lambda _: _LOOPING_PDF, {"no_text"}),
    "references in a circle": ("a.pdf", lambda _: _SELF_PDF, {"damaged"}),
    "pdf that swells": ("a.pdf", _swollen_pdf, {"no_text", "out_of_memory"}),
    "word named pdf": ("a.pdf", word_bytes, {"wrong_content"}),
    # Word
    "pdf named word": ("a.docx", pdf_bytes, {"wrong_content"}),
    "locked word": ("a.docx", lambda _: _LOCKED, {"encrypted"}),
    "old word": ("a.docx", lambda _: _COMPOUND * 9, {"wrong_content"}),
    "gzip named word": ("a.docx", lambda _: b"\x1f\x8b\x08" * 9, {"wrong_content"}),
    "zip bomb": (
        "a.docx",
        _word_with("word/document.xml", b" " * 3 * 2**20),
        {"unpacks_too_large"},
    ),
    "zip bomb that lies": ("a.docx", _lying_sizes, {"damaged"}),
    "too many parts": ("a.docx", _crowded, {"unpacks_too_large"}),
    "dtd": ("a.docx", _word_with("word/document.xml", _LAUGHS), {"unsafe_xml"}),
    "dtd in utf-16": (
        "a.docx",
        _word_with("word/styles.xml", "<!DOCTYPE a []><a/>".encode("utf-16")),
        {"unsafe_xml"},
    ),
    "climbing part": (
        "a.docx",
        _word_with("../../etc/passwd", b"x"),
        {"unsafe_archive"},
    ),
    "part of a drive": ("a.docx", _word_with("C:\\x.xml", b"x"), {"unsafe_archive"}),
    "zip but not word": ("a.docx", lambda _: zipped({"a": "b"}), {"damaged"}),
    "word cut in half": ("a.docx", lambda t: word_bytes(t)[:9_000], {"damaged"}),
    "deep word": (
        "a.docx",
        _word_with(
            "word/document.xml",
            _word_of("<w:tbl><w:tr><w:tc>" * 3_000 + "</w:tc></w:tr></w:tbl>" * 3_000),
        ),
        {"damaged", "no_text", "too_deep"},
    ),
    "word without words": (
        "a.docx",
        _word_with("word/document.xml", _word_of("<w:p/>")),
        {"no_text"},
    ),
    # Presentations
    "empty slides": ("a.pptx", lambda _: _slides("", ""), {"no_text"}),
    "word named slides": ("a.pptx", word_bytes, {"wrong_content"}),
    "locked slides": ("a.pptx", lambda _: _LOCKED, {"encrypted"}),
    "slides cut in half": ("a.pptx", lambda _: _slides("Water")[:500], {"damaged"}),
    "dtd in slides": (
        "a.pptx",
        _slides_with("ppt/slides/slide1.xml", _LAUGHS),
        {"unsafe_xml"},
    ),
    "broken slide": (
        "a.pptx",
        _slides_with("ppt/slides/slide1.xml", b"<p:sld"),
        {"damaged"},
    ),
    "deep slide": (
        "a.pptx",
        _slides_with("ppt/slides/slide1.xml", _DEEP_GROUPS + b"</p:sld>"),
        {"too_deep"},
    ),
    "slides bomb": (
        "a.pptx",
        _slides_with("ppt/media/x.png", b"\0" * 3 * 2**20),
        {"unpacks_too_large"},
    ),
    "slides elsewhere": (
        "a.pptx",
        _slides_with(
            "ppt/_rels/presentation.xml.rels",
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            b'relationships"><Relationship Id="r1" Type="slide" '
            b'Target="../../../../etc/passwd"/></Relationships>',
        ),
        {"no_text"},
    ),
    # Workbooks
    "empty sheet": ("a.xlsx", lambda _: workbook(""), {"no_text"}),
    "locked sheet": ("a.xlsx", lambda _: _LOCKED, {"encrypted"}),
    "slides named sheet": ("a.xlsx", lambda _: _slides("Water"), {"wrong_content"}),
    "sheet cut in half": ("a.xlsx", lambda _: workbook("")[:700], {"damaged"}),
    "dtd in sheet": ("a.xlsx", _sheet_with("xl/s.xml", _LAUGHS), {"unsafe_xml"}),
    "broken sheet": ("a.xlsx", _sheet_with("xl/s.xml", b"<works"), {"damaged"}),
    "broken workbook": (
        "a.xlsx",
        _sheet_with("xl/workbook.xml", b"<workbook"),
        {"damaged"},
    ),
    "sheet of a million empty rows": (
        "a.xlsx",
        lambda _: workbook('<row r="1048576"><c r="XFD1048576"/></row>'),
        {"no_text"},
    ),
    "sheet too wide": (
        "a.xlsx",
        lambda _: workbook(f'<row r="1">{cell("XFD1", "ver weg")}</row>'),
        {"too_wide"},
    ),
    "sheet bomb": (
        "a.xlsx",
        _sheet_with("xl/s.xml", b"<row/>" * 10**6),
        {"unpacks_too_large"},
    ),
    "answers as sheet": (
        "a.xlsx",
        lambda _: workbook(
            '<row r="1">'
            + "".join(
                cell(f"{column}1", name)
                for column, name in zip(
                    "ABCD", ["id", "submitdate", "lastpage", "token"], strict=True
                )
            )
            + f'</row><row r="2">{cell("A2", "1")}{cell("B2", "x")}</row>'
        ),
        {"respondent_rows"},
    ),
    # OpenDocument
    "empty text document": ("a.odt", lambda _: open_document(""), {"no_text"}),
    "dtd in text document": (
        "a.odt",
        _text_with("content.xml", _OUTSIDE),
        {"unsafe_xml"},
    ),
    "locked text document": (
        "a.odt",
        _text_with("META-INF/manifest.xml", _ENCRYPTION),
        {"encrypted"},
    ),
    "broken text document": (
        "a.odt",
        _text_with("content.xml", b"\x00\x01"),
        {"damaged"},
    ),
    "deep text document": (
        "a.odt",
        lambda _: open_document("<text:p>" * 999 + "diep" + "</text:p>" * 999),
        {"too_deep"},
    ),
    "word named text document": ("a.odt", word_bytes, {"wrong_content"}),
    "endless columns": (
        "a.ods",
        lambda _: open_document(
            "<table:table><table:table-row><table:table-cell table:number-columns-"
            'repeated="999999999"/></table:table-row></table:table>',
            kind="spreadsheet",
        ),
        {"no_text"},
    ),
    # XML, JSON and tables in plain text
    "laughing xml": ("a.xml", lambda _: _LAUGHS, {"unsafe_xml"}),
    "xml that reads a file": ("a.xml", lambda _: _OUTSIDE, {"unsafe_xml"}),
    "wide laughing xml": (
        "a.xml",
        lambda _: _LAUGHS.decode().encode("utf-16"),
        {"unsafe_xml"},
    ),
    "deep xml": ("a.xml", lambda _: b"<Al>" * 9_999, {"too_deep", "damaged"}),
    "xml of a map": ("a.xml", lambda _: b"<gml><pos>1 2</pos></gml>", {"unknown_xml"}),
    "json nobody declared": ("a.json", lambda _: b"[" * 99_999, {"undeclared_json"}),
    "answers as table": ("a.csv", lambda _: _EXPORT, {"respondent_rows"}),
    "one endless cell": ("a.csv", lambda _: b'"' + b"x" * 2_000_000, {"damaged"}),
    "zeros named table": ("a.csv", lambda _: _TWO_ZEROS, {"wrong_content"}),
    # Mail and Rich Text
    "no mail": ("a.eml", lambda _: b"geen e-mail", {"wrong_content"}),
    "mail in mail": ("a.eml", lambda _: _nested_mail(3_000), {"no_text", "too_deep"}),
    "mail of broken base64": (
        "a.eml",
        lambda _: b"Subject: x\nContent-Transfer-Encoding: base64\n\n====",
        {"no_text"},
    ),
    "deep rich text": ("a.rtf", lambda _: rb"{\rtf1 " + b"{" * 200_000, {"no_text"}),
    "no rich text": ("a.rtf", lambda _: b"geen RTF", {"wrong_content"}),
    # Web pages and plain text
    "pdf named text": ("a.txt", pdf_bytes, {"wrong_content"}),
    "picture named html": ("a.html", lambda _: b"\x89PNG\r\n", {"wrong_content"}),
    "zeros named text": ("a.txt", lambda _: _TWO_ZEROS, {"wrong_content"}),
    "deep html": (
        "a.html",
        lambda _: b"<div>" * 60_000 + b"diep",
        {"no_text", "too_deep", "reader_failed"},
    ),
    "sound named text": ("a.txt", lambda _: _SOUND, {"wrong_content"}),
    "sound named rich text": (
        "a.rtf",
        lambda _: rb"{\rtf1 " + os.urandom(9_000),
        {"wrong_content", "no_text"},
    ),
    "word named sheet": ("a.xlsx", word_bytes, {"wrong_content"}),
    "deep page": (
        "a.html",
        lambda _: b"<div>" * 5_000 + b"diep" + b"</div>" * 5_000,
        {"too_deep"},
    ),
    "deep lists": (
        "a.md",
        lambda _: "".join(f"{'  ' * n}- punt {n}\n" for n in range(400)).encode(),
        {"too_deep"},
    ),
    "html of menus": ("a.html", lambda _: b"<script>x()</script>", {"no_text"}),
    "markdown of signs": ("a.md", lambda _: b"> " * 50_000, {"no_text", "too_deep"}),
    "blank text": ("a.txt", lambda _: b" \n\t\n" * 99, {"no_text"}),
    # Names
    "other format": ("a.exe", lambda _: b"MZ", {"unsupported_format"}),
    "name with a path": ("../../x.pdf/..", lambda _: b"x", {"unsupported_format"}),
    "name that climbs": ("../../etc/a.pdf", lambda _: b"x", {"wrong_content"}),
    "name with controls": ("a.p\0df\n\x1b[2J", lambda _: b"x", {"unsupported_format"}),
    "controls, then pdf": ("\x1b[2J\r\n.pdf", lambda _: b"x", {"wrong_content"}),
    "nothing but an ending": (".pdf", lambda _: b"%PDF", {"unsupported_format"}),
    "endless name": ("a" * 70_000 + ".pdf", lambda _: b"x", {"wrong_content"}),
}
"""By case: the name of the file, its bytes, and the rules that may refuse it."""
