"""A questionnaire in, the .lss file that LimeSurvey 6 writes of it out."""

from dataclasses import dataclass, field
from itertools import count

from sources.demo.data import read_toml
from sources.demo.questionnaire import Label, Option, Question, Questionnaire

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<document>
<LimeSurveyDocType>Survey</LimeSurveyDocType>
<DBVersion>630</DBVersion>
<languages><language>nl</language><language>en</language></languages>
"""
_THEMES = {
    "L": "listradio",
    "S": "shortfreetext",
    "!": "list_dropdown",
    "M": "multiplechoice",
    "R": "ranking",
    "F": "arrays/array",
    "A": "arrays/5point",
    "5": "5pointchoice",
    "T": "longfreetext",
    "Q": "multipleshorttext",
    "N": "numerical",
    "Y": "yesno",
    "O": "list_with_comment",
    ";": "arrays/texts",
}

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Book:
    """The tables of one .lss file while they are filled."""

    survey_id: str
    tables: dict[str, list[Row]]
    numbers: "count[int]" = field(default_factory=lambda: count(1001))

    def add(self, table: str, row: Row) -> None:
        """Add a row to a table."""
        self.tables.setdefault(table, []).append(row)

    def number(self) -> str:
        """Give the next id."""
        return str(next(self.numbers))


def draw_structure(questionnaire: Questionnaire) -> bytes:
    """Draw the structure file: tables of rows of CDATA fields."""
    book = _Book(survey_id=str(questionnaire.survey_id), tables={})
    for order, section in enumerate(questionnaire.sections, 1):
        group = book.number()
        book.add("groups", _group(book, group=group, order=order))
        for language, text in _languages(section.label):
            names = {"group_name": text, "description": "", "language": language}
            book.add("group_l10ns", {"id": book.number(), "gid": group, **names})
        for place, question in enumerate(section.questions, 1):
            _add_question(book, question=question, group=group, order=place)
    _add_survey(book, questionnaire=questionnaire)
    order_of_tables = read_toml("structure.toml")["tables"]
    tables = (_table(name, rows=book.tables[name]) for name in order_of_tables)
    return (_HEAD + "".join(tables) + "</document>\n").encode()


def _group(book: _Book, *, group: str, order: int) -> Row:
    return {
        "gid": group,
        "sid": book.survey_id,
        "group_order": str(order),
        "randomization_group": "",
        "grelevance": "",
    }


def _add_question(book: _Book, *, question: Question, group: str, order: int) -> None:
    number = book.number()
    base = _question_row(book, number=number, group=group, order=order)
    own = {
        "type": question.type,
        "title": question.code,
        "other": "Y" if question.has_other else "N",
        "mandatory": "Y" if question.is_mandatory else "N",
        "question_theme_name": _THEMES[question.type],
    }
    book.add("questions", base | own)
    _add_texts(book, number=number, label=question.label)
    for scale, options in enumerate((question.subquestions, question.columns)):
        for place, option in enumerate(options, 1):
            child = book.number()
            row = _question_row(book, number=child, group=group, order=place)
            family = {"parent_qid": number, "scale_id": str(scale)}
            book.add("subquestions", row | family | {"title": option.code})
            _add_texts(book, number=child, label=option.label)
    for place, option in enumerate(question.answers, 1):
        _add_answer(book, option=option, question=number, order=place)


def _question_row(book: _Book, *, number: str, group: str, order: int) -> Row:
    return {
        "qid": number,
        "parent_qid": "0",
        "sid": book.survey_id,
        "gid": group,
        "type": "T",
        "title": "",
        "preg": "",
        "other": "N",
        "mandatory": "N",
        "encrypted": "N",
        "question_order": str(order),
        "scale_id": "0",
        "same_default": "0",
        "relevance": "1",
        "question_theme_name": "",
        "modulename": "",
        "same_script": "0",
    }


def _add_texts(book: _Book, *, number: str, label: Label) -> None:
    for language, text in _languages(label):
        words = {"question": text, "help": "", "script": "", "language": language}
        book.add("question_l10ns", {"id": book.number(), "qid": number, **words})


def _add_answer(book: _Book, *, option: Option, question: str, order: int) -> None:
    answer = book.number()
    row = {
        "aid": answer,
        "qid": question,
        "code": option.code,
        "sortorder": str(order),
        "assessment_value": "0",
        "scale_id": "0",
    }
    book.add("answers", row)
    for language, text in _languages(option.label):
        words = {"answer": text, "language": language}
        book.add("answer_l10ns", {"id": book.number(), "aid": answer, **words})


def _add_survey(book: _Book, *, questionnaire: Questionnaire) -> None:
    settings: Row = read_toml("structure.toml")["survey"]
    book.add("surveys", {"sid": book.survey_id, **settings})
    welcome = dict(_languages(questionnaire.welcome))
    for language, title in _languages(questionnaire.title):
        row = {
            "surveyls_survey_id": book.survey_id,
            "surveyls_language": language,
            "surveyls_title": title,
            "surveyls_description": "",
            "surveyls_welcometext": welcome[language],
            "surveyls_endtext": "",
            "surveyls_dateformat": "2",
            "surveyls_numberformat": "1",
        }
        book.add("surveys_languagesettings", row)


def _languages(label: Label) -> tuple[tuple[str, str], ...]:
    return ("nl", label.nl), ("en", label.en)


def _table(name: str, *, rows: list[Row]) -> str:
    fields = "".join(f"<fieldname>{key}</fieldname>" for key in rows[0])
    lines = "\n".join(f"<row>{_cells(row)}</row>" for row in rows)
    head = f"<{name}><fields>{fields}</fields><rows>\n"
    return f"{head}{lines}\n</rows></{name}>\n"


def _cells(row: Row) -> str:
    return "".join(f"<{key}><![CDATA[{value}]]></{key}>" for key, value in row.items())
