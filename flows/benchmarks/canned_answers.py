"""The number of a response in, an invented response of sixty columns out.

Deterministic: the same number gives the same answers on every machine, so that two
measurements are of the same bytes.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

SURVEY_GROUP = 1
_WORDS = (
    "het net is vol en de aansluiting van nieuwe woningen wacht op ruimte bij het "
    "station terwijl boeren in het veen vragen om duidelijkheid over het waterpeil "
    "de provincie en de gemeenten willen samen kiezen maar de middelen ontbreken"
).split()
_SCALE = ("A1", "A2", "A3", "A4", "A5")
_THEMES = ("ENE", "WON", "STI", "NAT", "LAN", "WAT", "KLI", "MOB", "ECO", "ZOR")


@dataclass(frozen=True, slots=True, kw_only=True)
class CannedQuestion:
    """One question: the suffixes of its columns, its subquestions and options.

    ``parts`` are (aid, subquestion, scale) per column, as a field map has them.
    """

    code: str
    type: str
    parts: tuple[tuple[str, str, int], ...] = (("", "", 0),)
    options: tuple[str, ...] = ()
    has_other: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


def _rows(*codes: str) -> tuple[tuple[str, str, int], ...]:
    return tuple((code, code, 0) for code in codes)


QUESTIONS = (
    CannedQuestion(
        code="STKTYPE",
        type="L",
        parts=(("", "", 0), ("other", "", 0)),
        options=("GEM", "PRV", "WAT", "BED", "BEW"),
        has_other=True,
    ),
    CannedQuestion(code="ORGNAAM", type="S"),
    CannedQuestion(code="REGIO", type="!", options=("NOORD", "MIDDEN", "ZUID")),
    CannedQuestion(code="OPGAVEN", type="M", parts=_rows(*_THEMES)),
    CannedQuestion(
        code="PRIO",
        type="R",
        parts=tuple((str(rank), "", 0) for rank in range(1, 6)),
        options=_THEMES[:5],
    ),
    CannedQuestion(
        code="STELL",
        type="F",
        parts=_rows(*(f"SQ{number:03d}" for number in range(1, 9))),
        options=_SCALE,
    ),
    CannedQuestion(
        code="VERTR", type="A", parts=_rows("RIJK", "PROV", "GEME", "WATS", "BURG")
    ),
    CannedQuestion(code="CIJFER", type="5"),
    CannedQuestion(
        code="DUAL",
        type="1",
        parts=(("ZON", "ZON", 0), ("ZON", "ZON", 1)),
        options=("B1", "B2"),
    ),
    CannedQuestion(code="KNELPUNT", type="T"),
    CannedQuestion(code="KANS", type="T"),
    CannedQuestion(code="INIT", type="Q", parts=_rows("NAAM", "TREKKER", "LOCATIE")),
    CannedQuestion(code="BUDGET", type="N"),
    CannedQuestion(code="WONINGEN", type="K", parts=_rows("J1", "J2", "J3")),
    CannedQuestion(code="STARTDAT", type="D"),
    CannedQuestion(code="MEEDOEN", type="Y"),
    CannedQuestion(
        code="VOORKEUR",
        type="O",
        parts=(("", "", 0), ("comment", "", 0)),
        options=("V1", "V2", "V3"),
    ),
    CannedQuestion(
        code="TABEL",
        type=";",
        parts=_rows("Y1_X1", "Y1_X2", "Y2_X1", "Y2_X2"),
    ),
)


def columns() -> Iterator[tuple[str, CannedQuestion, tuple[str, str, int]]]:
    """Yield heading, question and part of every answer column, in export order."""
    for question in QUESTIONS:
        for part in question.parts:
            aid, _, scale = part
            inner = f"[{aid}]" if aid else ""
            shown = f"[{scale + 1}]" if question.type == "1" else ""
            yield f"{question.code}{inner}{shown}", question, part


def response(number: int, *, edition: int = 0) -> dict[str, Any]:
    """Return response ``number`` as an export with code headings gives it.

    A later ``edition`` is of a respondent who came back and wrote something else.
    """
    minute = f"2026-09-{1 + number % 28:02d} {8 + number % 12:02d}:{number % 60:02d}"
    is_complete = number % 6 != 0
    row: dict[str, Any] = {
        "id": number,
        "submitdate": f"{minute}:00" if is_complete else None,
        "lastpage": 3 if is_complete else 1,
        "startlanguage": "en" if number % 9 == 0 else "nl",
        "seed": str(_die(number, "seed", 2**31)),
        "token": f"TOK{number:07d}" if number % 4 else "",
        "startdate": f"{minute}:00",
        "datestamp": f"{minute}:{edition % 60:02d}",
    }
    for place, (heading, question, part) in enumerate(columns()):
        is_shown = is_complete or place < 20
        row[heading] = _answer(number, heading, question, part) if is_shown else None
    if edition:
        row["KANS"] = _text(_die(number, f"KANS {edition}", 1000), 25)
    return row


def _die(number: int, heading: str, sides: int) -> int:
    return zlib.crc32(f"{heading}|{number}".encode()) % sides


def _answer(
    number: int, heading: str, question: CannedQuestion, part: tuple[str, str, int]
) -> str | None:
    thrown = _die(number, heading, 1000)
    if part[0] == "other":
        return None
    if thrown % 5 == 0:
        return ""
    if part[0] == "comment":
        return _text(thrown, 6)
    if question.type == "1":
        return question.options[thrown % 2]
    if question.options:
        return question.options[thrown % len(question.options)]
    return _by_type(question.type, thrown)


def _by_type(kind: str, thrown: int) -> str:
    if kind in "MY":
        return "Y"
    if kind in "5A":
        return str(1 + thrown % 5)
    if kind in "NK":
        return f"{thrown * 37}.5"
    if kind == "D":
        return f"2027-{1 + thrown % 12:02d}-01 00:00:00"
    return _text(thrown, 25 if kind == "T" else 3)


def _text(thrown: int, words: int) -> str:
    start = thrown % len(_WORDS)
    return " ".join((_WORDS * 2)[start : start + words]) + f" {thrown}"
