"""Words with their places in, a PDF that has them there and nothing else out."""

from collections.abc import Sequence
from typing import NamedTuple

_FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Symbol", "F4": "Wingdings"}


class Word(NamedTuple):
    """A text and where it stands as the page is seen: points from the left and top.

    ``ink`` is the operator for how its letters are painted, black unless it says so.
    """

    text: str
    x: float
    y: float
    size: float = 10.0
    font: str = "F1"
    ink: str = ""


def drawn_pdf(
    pages: Sequence[Sequence[Word]],
    *,
    width: float = 595.0,
    height: float = 842.0,
    rotation: int = 0,
    shapes: Sequence[str] = (),
    title: str = "",
    crop: str = "",
) -> bytes:
    """Draw pages of this size as they are seen, each with its words and shapes.

    ``rotation`` is how a page is turned when shown, in degrees; its words are drawn
    so that they stand upright then. ``shapes`` are operators for every page,
    ``crop`` is the box that is shown of it: "left bottom right top".
    """
    box = (height, width) if rotation in (90, 270) else (width, height)
    kids = [f"{4 + 2 * at} 0 R" for at in range(len(pages))]
    fonts = "".join(
        f"/{key}<</Type/Font/Subtype/Type1/BaseFont/{name}"
        + ("" if key == "F3" else "/Encoding/WinAnsiEncoding")
        + ">>"
        for key, name in _FONTS.items()
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(kids)}]>>".encode(),
        f"<</Title({title})>>".encode("cp1252"),
    ]
    cut = f"/CropBox[{crop}]" if crop else ""
    for at, words in enumerate(pages):
        content = "\n".join([*shapes, *(_shown(word, box, rotation) for word in words)])
        drawn = content.encode("cp1252")
        page = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {box[0]} {box[1]}]{cut}"
            f"/Rotate {rotation}/Resources<</Font<<{fonts}>>>>"
            f"/Contents {5 + 2 * at} 0 R>>"
        )
        objects += [
            page.encode(),
            b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        ]
    return _file(objects)


def _shown(word: Word, box: tuple[float, float], rotation: int) -> str:
    text = word.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    wide, high = box
    turned = {
        0: (1, 0, 0, 1, word.x, high - word.y),
        90: (0, 1, -1, 0, word.y, word.x),
        180: (-1, 0, 0, -1, wide - word.x, word.y),
        270: (0, -1, 1, 0, wide - word.y, high - word.x),
    }[rotation]
    matrix = " ".join(f"{value:g}" for value in turned)
    shown = f"BT /{word.font} {word.size:g} Tf {matrix} Tm ({text}) Tj ET"
    return f"q {word.ink} {shown} Q" if word.ink else shown


def _file(objects: list[bytes]) -> bytes:
    made = b"%PDF-1.4\n"
    starts = []
    for number, each in enumerate(objects, 1):
        starts.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R"
        b"/Info 3 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, table, size, len(made))
    )
