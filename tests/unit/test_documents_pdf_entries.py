"""PDFs with items and entries that stand inward or outward in, their passages out."""

from pathlib import Path

from tests.doors.drawn_pdf import Word, drawn_pdf
from tests.doors.reading import read, shown

_FULL = "De partijen werken het concept samen uit en leggen het daarna aan allen voor"
_ENTRIES = [
    ("Algemene Rekenkamer (2022). In de zorg, uit het zicht. Den Haag.",),
    (
        "Bouman, G., & Veeke, R. (2012). Het forensische zorgstelsel: een onderzoek",
        "Naar de besturing van de forensische zorg in Nederland. Significant.",
    ),
    (
        "Roorda, W., & Buysse, W. (2016). Forensische zorgtrajecten in gevangenissen.",
        "DSP-groep.",
    ),
    ("Burger, A. M., & De Kogel, C. H. (2022). Planevaluatie. WODC.",),
]


def _shown(path: Path, lines: list[tuple[str, float]]) -> list[tuple[str, str]]:
    words = [Word(text, x, 80 + 13 * at, 10) for at, (text, x) in enumerate(lines)]
    title = Word("Samenvatting", 70, 50, 16, "F2")
    return shown(read(path, drawn_pdf([[title, *words]]), "nota.pdf"))


def test_what_stands_left_of_an_item_is_no_part_of_it(tmp_path: Path) -> None:
    after = (
        "Uitgangspunt is dat de processen die goed lopen ook zo kunnen blijven lopen"
    )
    lines = [
        (f"{_FULL}:", 70.0),
        ("1. Opstellen van een plan van aanpak voor de nadere uitwerking", 88.0),
        (
            "2. Verankeren van het concept in verschillende niveaus van regelgeving",
            88.0,
        ),
        (after, 70.0),
        ("en onderdeel worden van het stelsel.", 70.0),
    ]
    found = _shown(tmp_path, lines)
    assert ("list_item", lines[2][0]) in found
    assert ("paragraph", f"{after} {lines[4][0]}") in found


def test_an_item_goes_on_left_of_its_number(tmp_path: Path) -> None:
    lines = [
        ("1. De partijen werken het concept samen uit en leggen het daarna dan", 88.0),
        ("aan allen voor.", 70.0),
        ("2. Het concept wordt verankerd in de regels van het stelsel van de", 88.0),
        ("Autoriteit Consument en Markt.", 70.0),
    ]
    found = _shown(tmp_path, lines)
    assert [text for kind, text in found if kind == "list_item"] == [
        f"{lines[0][0]} {lines[1][0]}",
        f"{lines[2][0]} {lines[3][0]}",
    ]


def test_an_entry_of_a_bibliography_is_one_passage(tmp_path: Path) -> None:
    lines = [
        (text, 84.0 if at else 70.0)
        for entry in _ENTRIES
        for at, text in enumerate(entry)
    ]
    found = _shown(tmp_path, lines)
    assert [text for kind, text in found if kind == "paragraph"] == [
        " ".join(entry) for entry in _ENTRIES
    ]
