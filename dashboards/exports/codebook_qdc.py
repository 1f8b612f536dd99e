"""The lines of a codebook in, a REFI-QDA codebook (``.qdc``) out.

A code holds a name and a description only. The definition stands in it as people read
it; what the standard has no place for follows under a mark, in TOML.
"""

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as Xml

from domain.codebook_lines import TEXT_KEYS, CodebookLine, exchange_texts
from domain.qda_codes import QDC_SPACE, code_guid
from domain.toml_text import toml_list, toml_string


def draw_codebook_qdc(lines: Sequence[CodebookLine], *, language: str) -> bytes:
    """Return what NVivo, ATLAS.ti, MAXQDA and QualCoder import; guids never change."""
    root = Xml.Element("CodeBook", {"xmlns": QDC_SPACE, "origin": "feitenbasis"})
    codes = Xml.SubElement(root, "Codes")
    mark = exchange_texts()[language]["mark"]
    for theme_id, own in groupby(lines, key=lambda line: line.theme_id):
        values: dict[str, list[str]] = {}
        for line in own:
            values.setdefault(line.key, []).append(line.value)
        name, definition = values.pop("label_nl")[0], values.pop("definition")[0]
        code = Xml.SubElement(
            codes,
            "Code",
            {"guid": code_guid(theme_id), "name": name, "isCodable": "true"},
        )
        rest = [f"theme_id = {toml_string(theme_id)}", *_rest(values)]
        described = "\n".join([definition, "", mark, *rest])
        Xml.SubElement(code, "Description").text = described
    Xml.indent(root)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _rest(values: dict[str, list[str]]) -> list[str]:
    return [
        f"{key} = {toml_string(own[0]) if key in TEXT_KEYS else toml_list(own)}"
        for key, own in values.items()
    ]
