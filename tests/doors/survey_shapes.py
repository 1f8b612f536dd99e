"""Strategies: questionnaires of any shape, and any answers to them."""

from typing import Any

from hypothesis import strategies as st

from domain.surveys import Question, SurveyStructure
from tests.doors.survey_examples import question, survey

TYPES = "L!OSTUQNKDYGXMPRFABCE51H;:|*I"
_WITH_ROWS = "QKMPFABCEH1;:"
_WITH_OPTIONS = "L!OFHR1"
_CODES = {"Y": "YN", "G": "FM", "C": "YUN", "E": "ISD", "M": "Y", "P": "Y"}

parts = st.lists(
    st.from_regex(r"[A-Z][A-Z0-9]{0,3}", fullmatch=True),
    min_size=1,
    max_size=3,
    unique=True,
)
texts = st.one_of(
    st.sampled_from(
        [
            "a",
            '"x" y',
            "{tab}",
            "a\tb",
            "a\nb",
            "\\",
            'x\\"y "z"',
            "'",
            "=1+1",
            "{",
            "é🧭",
        ]
    ),
    st.text(
        st.characters(
            min_codepoint=32,
            exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs", "Cn", "Co"],
        ),
        min_size=1,
        max_size=8,
    ),
)


@st.composite
def structures(draw: st.DrawFn) -> SurveyStructure:
    """Draw a questionnaire with one to five questions of any type."""
    kinds = draw(st.lists(st.sampled_from(TYPES), min_size=1, max_size=5))
    return survey(*(draw(_question(place, kind)) for place, kind in enumerate(kinds)))


@st.composite
def _question(draw: st.DrawFn, place: int, kind: str) -> Question:
    options = {0: draw(parts)} if kind in _WITH_OPTIONS else {}
    if kind == "1":
        options = {1: draw(parts), 2: draw(parts)}
    return question(
        f"V{place}",
        kind,
        rows=draw(parts) if kind in _WITH_ROWS else (),
        across=draw(parts) if kind in ";:" else (),
        options=options,
        has_other=kind in "L!MP" and draw(st.booleans()),
    )


@st.composite
def answers_of(
    draw: st.DrawFn, structure: SurveyStructure
) -> list[dict[str, str | None]]:
    """Draw up to three responses: every cell null, empty, or what its type may hold."""
    questions = {each.code: each for each in structure.questions}
    count = draw(st.integers(min_value=1, max_value=3))
    rows: list[dict[str, str | None]] = []
    for _ in range(count):
        row = {}
        for column in structure.columns:
            asked = questions[column.question_code]
            row[column.heading] = draw(cells(column.type, column.part.value, asked))
        rows.append(row)
    return rows


def cells(kind: str, part: str, asked: Question) -> st.SearchStrategy[str | None]:
    """Return what a cell of a type may hold; a text display only null."""
    if kind == "X":
        return st.none()
    filled: st.SearchStrategy[Any] = texts
    if part == "value" and kind in _CODES:
        filled = st.sampled_from(_CODES[kind])
    elif part == "value" and asked.options:
        filled = st.sampled_from([option.code for option in asked.options])
    elif part == "file_count" or kind in "NK:5AB":
        filled = st.integers(0, 10**12).map(str)
    elif kind == "D":
        filled = st.dates().map(lambda day: f"{day:%Y-%m-%d} 00:00:00")
    return st.one_of(st.none(), st.just(""), filled)
