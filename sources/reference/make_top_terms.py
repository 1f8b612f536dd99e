"""The recorded TOP-lijst of the government in, one row for each of its subjects out."""

import json
from pathlib import Path

import yaml  # type: ignore[import-untyped]

from sources.reference.tooi_items import Item, Row, value

RECORDING = "api/tooi/vcr_toplijst.yaml"
COLUMNS = ("top_code", "label", "broader_code")
_SKOS = "http://www.w3.org/2004/02/skos/core#"


def top_term_rows(path: Path) -> list[Row]:
    """Return one row for each subject, in order of its code."""
    recording = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    rows = [
        {
            "top_code": item["@id"],
            "label": value(item, f"{_SKOS}prefLabel"),
            "broader_code": _broader(item),
        }
        for interaction in recording["interactions"]
        for item in json.loads(interaction["response"]["body"]["string"])
        if f"{_SKOS}Concept" in item["@type"]
    ]
    return sorted(rows, key=lambda row: row["top_code"])


def _broader(item: Item) -> str:
    return next((each["@id"] for each in item.get(f"{_SKOS}broader", ())), "")
