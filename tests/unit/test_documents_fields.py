"""Printed projects that fill in the same fields: their names are no headings."""

from pathlib import Path

import typst

from domain.texts import DocumentText
from sources.documents.limits import ReadingLimits
from sources.documents.one_file import read_file

_SAID = (
    "Het waterschap vraagt gegevens op bij de netbeheerders en vult daarmee de "
    "bestaande tabellen aan, zodat gemeenten een compleet beeld van de wijken hebben."
)
_PROJECT = """= {number}. {name}
#emph[Doel:]

{said}

#emph[Waarom dit project?]

{said}

#emph[Aanpak:]

{said}

#emph[Verwachte resultaten:]

{said}

Middelen: tien miljoen euro
"""


def _read(folder: Path, source: str) -> DocumentText:
    (folder / "a.typ").write_text(source, encoding="utf-8")
    path = folder / "a.pdf"
    path.write_bytes(typst.compile(folder / "a.typ"))
    read = read_file(path, name="a.pdf", limits=ReadingLimits())
    assert isinstance(read, DocumentText)
    return read


def _sections(read: DocumentText, opening: str) -> set[str]:
    return {
        span.section
        for span in read.passages
        if read.text[span.start_offset : span.end_offset].startswith(opening)
    }


def test_what_stands_below_one_field_is_no_part_of_another(tmp_path: Path) -> None:
    names = ("Warmte uit water", "Zonnestroom", "Datacenters")
    projects = [
        _PROJECT.format(number=at, name=name, said=_SAID)
        for at, name in enumerate(names, 1)
    ]
    read = _read(tmp_path, "\n".join(projects))
    expected = {f"{at}. {name}" for at, name in enumerate(names, 1)}
    assert _sections(read, "Middelen") == expected
    assert _sections(read, "Waarom dit project?") == expected


def test_headings_with_a_few_fields_in_their_type_stay(tmp_path: Path) -> None:
    parts = [
        f"#emph[{name}]\n\n{_SAID}\n\n{_SAID}\n"
        for name in ("Warmte uit water", "Zonnestroom", "Let op:", "Datacenters")
    ]
    read = _read(tmp_path, "= 1. Projecten\n" + "\n".join(parts))
    assert {each.split(" › ")[-1] for each in _sections(read, "Het")} == {
        "Warmte uit water",
        "Zonnestroom",
        "Datacenters",
    }
