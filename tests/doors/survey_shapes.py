"""Strategies: questionnaires of any shape, and any answers to them."""

from hypothesis import strategies as st

from domain.surveys import AnswerPart, Question, ResponseColumn, SurveyStructure
from tests.doors.survey_examples import question, survey

TYPES = "L!OSTUQNKDYGXMPRFABCE51H;:|*I"
_WITH_ROWS = "QKMPFABCEH1;:"
_WITH_OPTIONS = "L!OFHR1"
CODES = {"Y": "YN", "G": "FM", "C": "YUN", "E": "ISD", "M": "Y", "P": "Y"}

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
    return survey(*(draw(questions(place, kind)) for place, kind in enumerate(kinds)))


@st.composite
def questions(draw: st.DrawFn, place: int, kind: str) -> Question:
    """Draw a question of a type, with the parts that such a question has."""
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
            row[column.heading] = draw(cells(column, asked))
        rows.append(row)
    return rows


def cells(column: ResponseColumn, asked: Question) -> st.SearchStrategy[str | None]:
    """Return what a cell of a type may hold; a text display only null."""
    if column.type == "X":
        return st.none()
    return st.one_of(st.none(), st.just(""), _filled(column, asked))


def _filled(column: ResponseColumn, asked: Question) -> st.SearchStrategy[str]:
    kind, is_value = column.type, column.part is AnswerPart.VALUE
    options = [each.code for each in asked.options if each.scale == column.scale]
    if is_value and kind in "5AB":
        options = [str(point) for point in range(1, 6)]
    if is_value and (kind in CODES or options):
        return st.sampled_from(options or list(CODES[kind]))
    if column.part is AnswerPart.FILE_COUNT or kind in "NK:":
        return st.decimals(0, 10**12, places=3).map(str)
    if kind == "D":
        return st.dates().map(lambda day: f"{day:%Y-%m-%d} 00:00:00")
    return texts
