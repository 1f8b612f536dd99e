"""An export with full answers is refused, however the options were written."""

import pytest

from domain.errors import SourceIncomplete
from domain.surveys import AnswerOption, SurveyStructure
from sources.answer_codes import refuse_labels
from tests.doors.survey_examples import question, survey

# the option as it was written | as an export with full answers shows it | is refused
TABLE = [
    ("Ja", "Ja", True),
    ("<p>Ja, graag</p>", "Ja, graag", True),
    ("<p>Ja,<br />graag</p>\r\n", "Ja,graag", True),
    ("Water &amp; bodem", "Water & bodem", True),
    ("<b>Water</b>&nbsp;en  bodem", "Water en bodem", True),
    ("<p>Ja</p>", "<p>Ja</p>", True),
    ("Ja", "Misschien", False),
    ("<p>Ja</p>", "A1", False),
]


def asked(kind: str, label: str) -> SurveyStructure:
    scale = 1 if kind == "1" else 0
    rows = ("a",) if kind in "FH1" else ()
    plain = question("V", kind, rows=rows, options={scale: ("A1", "A2")})
    options = tuple(
        AnswerOption(code=code, scale=scale, position=place, labels=labels)
        for place, (code, labels) in enumerate(
            (("A1", {"nl": label, "en": "Yes"}), ("A2", {"nl": "Nee", "en": "No"})), 1
        )
    )
    structure = survey(plain)
    (built,) = structure.questions
    object.__setattr__(built, "options", options)
    return structure


def test_the_word_for_other_hides_no_labels() -> None:
    structure = asked("L", "Ja")
    for answers in (("Ja", "Overig"), ("Ja", "Nee", "Overig", "N/A")):
        with pytest.raises(SourceIncomplete, match="instead of their codes"):
            refuse_labels([{"V": each} for each in answers], structure, where="f")
    for answers in (("A9", "A8", "Ja"), ("A9",), ("A1", "Ja", "Nee")):
        refuse_labels([{"V": each} for each in answers], structure, where="f")


def test_options_that_are_pictures_have_no_label() -> None:
    structure = asked("L", '<img src="a.png" />')
    (built,) = structure.questions
    for option in built.options:
        option.labels.update(nl='<img src="a.png" />', en="")
    refuse_labels([{"V": "A9"}], structure, where="f")


@pytest.mark.parametrize("kind", list("L!OFHR1"))
@pytest.mark.parametrize(("written", "shown", "is_refused"), TABLE)
def test_labels_for_codes_are_told_apart(
    kind: str, written: str, shown: str, *, is_refused: bool
) -> None:
    structure = asked(kind, written)
    heading = structure.columns[0].heading
    rows = [{heading: shown}, {heading: None}, {heading: ""}]
    if not is_refused:
        refuse_labels(rows, structure, where="f")
        return
    with pytest.raises(SourceIncomplete, match="instead of their codes"):
        refuse_labels(rows, structure, where="f")
