"""A published base in, organisations and initiatives as one GraphML file out."""

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

from domain.storage import write_atomically
from warehouse.query import Base

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_NO_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NODES = """
SELECT organisation_id AS id, 'organisatie' AS soort, name AS naam, kind AS type,
    sector, NULL AS status, NULL AS vermeldingen
FROM organisation
UNION ALL BY NAME
SELECT initiative_id AS id, 'initiatief' AS soort, name AS naam, kind AS type,
    sector, status, mention_count AS vermeldingen
FROM initiative
ORDER BY soort, id
"""
_EDGES = """
SELECT organisation_id AS source, initiative_id AS target, role AS rol, NULL AS gewicht
FROM initiative_organisation
UNION ALL BY NAME
SELECT from_organisation_id AS source, to_organisation_id AS target, kind AS rol,
    weight AS gewicht
FROM relation
ORDER BY ALL
"""
_NUMBERS = {"vermeldingen": "long", "gewicht": "double"}


def write_graph(base: Base, path: Path) -> list[Path]:
    """Write the graph that Gephi, yEd and Cytoscape open."""
    root = Xml.Element("graphml", {"xmlns": _SPACE})
    nodes, edges = base.records(_NODES), base.records(_EDGES)
    for place, rows in (("node", nodes), ("edge", edges)):
        _declare(root, place, rows)
    graph = Xml.SubElement(root, "graph", {"edgedefault": "directed"})
    known = {row["id"] for row in nodes}
    for row in nodes:
        _fill(Xml.SubElement(graph, "node", {"id": _text(row["id"])}), "node", row)
    for row in edges:
        if {row["source"], row["target"]} <= known:
            ends = {name: _text(row[name]) for name in ("source", "target")}
            _fill(Xml.SubElement(graph, "edge", ends), "edge", row)
    Xml.indent(root)
    data = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    write_atomically(path, data)
    return [path]


_ENDS = ("id", "source", "target")


def _declare(root: Xml.Element, place: str, rows: list[dict[str, Any]]) -> None:
    for name in rows[0] if rows else ():
        if name not in _ENDS:
            kind = _NUMBERS.get(name, "string")
            told = {"id": f"{place}.{name}", "for": place}
            told |= {"attr.name": name, "attr.type": kind}
            Xml.SubElement(root, "key", told)


def _fill(element: Xml.Element, place: str, row: dict[str, Any]) -> None:
    for name, value in row.items():
        if name not in _ENDS and value is not None:
            data = Xml.SubElement(element, "data", {"key": f"{place}.{name}"})
            data.text = _text(value)


def _text(value: Any) -> str:
    """Return a text without the signs that XML cannot hold."""
    return _NO_XML.sub("\ufffd", str(value))
