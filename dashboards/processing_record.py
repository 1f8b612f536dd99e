"""A published base and who is responsible in, one entry of the register out.

What article 30 of the AVG asks of a processing, as far as the base and the settings
can tell it: what they cannot tell is said to be missing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboards.wording import load_wording
from domain.phrases import filled
from domain.storage import write_atomically
from warehouse.query import Base

_SURVEYS = """
SELECT source.source_id, coalesce(source.title, source.source_id) AS title,
    sum(survey.response_count)::BIGINT AS response_count,
    min(survey.wave) AS first_wave, max(survey.wave) AS last_wave
FROM survey INNER JOIN source USING (source_id) GROUP BY ALL ORDER BY source_id
"""
_DOCUMENTS = "SELECT count(*) AS number FROM document"
_SHOWN = """
SELECT (SELECT count(*) FROM quote WHERE wave IS NOT NULL) AS quotes,
    (SELECT count(*) FROM passage WHERE document_id IS NULL) AS answers
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who answers for the processing and why it is done, as the settings have it."""

    controller: str = ""
    purpose: str = ""
    legal_basis: str = ""
    retention: Mapping[str, str] | None = None


def write_processing_record(
    base: Base, path: Path, *, responsibility: Responsibility, language: str
) -> None:
    """Write the entry for one publication; no person can be found in it."""
    lines = _lines(base, responsibility, load_wording(language).texts["processing"])
    write_atomically(path, ("\n".join(lines) + "\n").encode())


def _lines(
    base: Base, responsibility: Responsibility, texts: Mapping[str, str]
) -> Sequence[str]:
    meta = {row["key"]: row["value"] for row in base.records("FROM meta")}
    missing = texts["missing"]
    shown = base.records(_SHOWN)[0]
    documents = base.records(_DOCUMENTS)[0]["number"]
    rows = [
        ("run", meta.get("run_id", "")),
        ("published", meta.get("published_at", "")),
        ("region", meta.get("region", "")),
        ("controller", responsibility.controller or missing),
        ("purpose", responsibility.purpose or missing),
        ("legal_basis", responsibility.legal_basis or missing),
        ("people", texts["people_are"]),
        ("data", texts["data_are"]),
        ("documents", str(documents)),
        ("recipients", texts["recipients_are"]),
        ("transfer", texts["transfer_is"]),
        ("measures", filled(texts["measures_are"], **meta)),
        ("shown", filled(texts["shown_is"], **shown)),
    ]
    retention = responsibility.retention or {}
    surveys = [
        filled(
            texts["survey"], **row, retention=retention.get(row["source_id"], missing)
        )
        for row in base.records(_SURVEYS)
    ]
    return [
        f"# {texts['title']}",
        "",
        *(f"- **{texts[name]}**: {_plain(value)}" for name, value in rows),
        "",
        f"## {texts['surveys']}",
        "",
        *(f"- {_plain(line)}" for line in surveys or [texts["none"]]),
    ]


def _plain(text: str) -> str:
    """Return a text on one line without signs that Markdown or HTML act on."""
    flat = " ".join(text.split())
    for sign in "\\`*[]<>|#":
        flat = flat.replace(sign, f"\\{sign}")
    return flat
