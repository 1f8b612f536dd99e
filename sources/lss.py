"""A saved LimeSurvey definition (``.lss``) in, its questionnaire out.

Versions differ in where texts are: up to LimeSurvey 3 every row is repeated per
language, from 4 on texts have tables of their own (``..._l10ns``). Subquestions have
a table of their own or sit among the questions.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from domain.errors import SourceIncomplete
from domain.surveys import Question, SurveyStructure
from sources.limesurvey_columns import columns_from_questions, refuse_equal_headings
from sources.limesurvey_questions import Part, completed, type_warnings

Row = Mapping[str, str]
_LIMIT_BYTES = 50_000_000
_AGAIN = "Export it again: Display/Export > Survey structure (.lss)."


def read_lss(data: bytes) -> SurveyStructure:
    """Return the questionnaire of an ``.lss`` file, columns derived from types.

    Raises ``SourceIncomplete`` for anything that is no LimeSurvey definition; a
    question of an unknown type becomes one plain column and a warning.
    """
    tables = _Tables(_root(data))
    try:
        return _structure(tables)
    except (KeyError, ValueError) as error:
        raise _refused(f"a part of the definition is missing: {error}") from None


def _structure(tables: "_Tables") -> SurveyStructure:
    survey = tables.survey
    base = survey.get("language", "")
    languages = tuple(
        dict.fromkeys([base, *survey.get("additional_languages", "").split()])
    )
    questions = tuple(_questions(tables, languages))
    survey_id = survey.get("sid", "")
    ranks = tables.attribute_by_code("max_subquestions")
    columns = tuple(
        columns_from_questions(
            questions,
            ranks={code: int(n) for code, n in ranks.items() if n.isdigit()},
        )
    )
    refuse_equal_headings(columns, where=f"definition of survey {survey_id}")
    return SurveyStructure(
        survey_id=survey_id,
        languages=languages,
        titles=tables.titles(languages),
        is_anonymised=(survey.get("anonymized") or survey.get("private")) == "Y",
        has_datestamp=survey.get("datestamp") == "Y",
        questions=questions,
        columns=columns,
        warnings=type_warnings(questions),
    )


def _refused(what: str) -> SourceIncomplete:
    return SourceIncomplete(what, where="survey definition", remedy=_AGAIN)


def _root(data: bytes) -> etree._Element:
    """Return the document, read without entities, network or document types."""
    if data.startswith(b"PK"):
        raise SourceIncomplete(
            "this is an archive (.lsa), not a survey definition",
            where="survey definition",
            remedy="Unpack it and name the .lss file that is in it.",
        )
    if len(data) > _LIMIT_BYTES:
        raise _refused(f"the file is larger than {_LIMIT_BYTES // 1_000_000} MB")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise _refused("this is no readable XML") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused("the file declares a document type, which LimeSurvey never does")
    if root.findtext("LimeSurveyDocType") != "Survey":
        raise _refused("this XML is no LimeSurvey survey definition")
    return root


class _Tables:
    """The rows of a definition, by table and by question id."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        surveys = self.rows("surveys")
        if not surveys or not surveys[0].get("language"):
            raise _refused("the definition has no survey in it")
        self.survey = surveys[0]
        self.listed = [*self.rows("questions"), *self.rows("subquestions")]
        self._texts = _texts_by(
            [*self.listed, *self.rows("question_l10ns")], key="qid", text="question"
        )
        self._attributes: dict[tuple[str, str], str] = {
            (row.get("qid", ""), row.get("attribute", "")): row.get("value", "")
            for row in self.rows("question_attributes")
        }

    def rows(self, table: str) -> list[dict[str, str]]:
        """Return the rows of one table, each as column to text."""
        return [
            {str(cell.tag): cell.text or "" for cell in row}
            for row in self._root.iterfind(f"{table}/rows/row")
        ]

    def texts(self, qid: str) -> dict[str, str]:
        """Return the text of a question or subquestion by language."""
        return self._texts.get(qid, {})

    def attribute(self, qid: str, name: str) -> str:
        """Return one setting of a question, or nothing."""
        return self._attributes.get((qid, name), "")

    def attribute_by_code(self, name: str) -> dict[str, str]:
        """Return one setting of all questions that have it, by question code."""
        return {
            row["title"]: value
            for row in self.listed
            if (value := self.attribute(row["qid"], name))
        }

    def titles(self, languages: Iterable[str]) -> dict[str, str]:
        """Return the title of the survey by language."""
        by_language = {
            row.get("surveyls_language", ""): row.get("surveyls_title", "")
            for row in self.rows("surveys_languagesettings")
        }
        return {language: by_language.get(language, "") for language in languages}

    def groups(self, language: str) -> dict[str, tuple[int, str]]:
        """Return order and name of each group of questions by its id."""
        names = _texts_by(
            [*self.rows("groups"), *self.rows("group_l10ns")],
            key="gid",
            text="group_name",
        )
        return {
            row["gid"]: (
                _number(row, "group_order"),
                names[row["gid"]].get(language, ""),
            )
            for row in self.rows("groups")
        }

    def options(self) -> dict[str, list[Part]]:
        """Return the answer options of each question by question id.

        Older versions have no option id; question, scale and code stand in for it.
        """
        rows = self.rows("answers")
        texts = _texts_by(self.rows("answer_l10ns"), key="aid", text="answer")
        found: dict[tuple[str, str, str], Part] = {}
        for row in rows:
            scale = row.get("scale_id", "0") or "0"
            blank = Part(
                code=row["code"],
                scale=int(scale),
                order=_number(row, "sortorder"),
                texts={},
            )
            part = found.setdefault((row["qid"], scale, row["code"]), blank)
            part.texts.update(texts.get(row.get("aid", ""), {}))
            if row.get("language"):
                part.texts[row["language"]] = row.get("answer", "")
        by_question: defaultdict[str, list[Part]] = defaultdict(list)
        for (qid, _, _), part in found.items():
            by_question[qid].append(part)
        return by_question


def _texts_by(rows: Iterable[Row], *, key: str, text: str) -> dict[str, dict[str, str]]:
    texts: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        if text in row and row.get("language"):
            texts[row[key]][row["language"]] = row[text]
    return texts


def _number(row: Row, column: str) -> int:
    text = row.get(column, "")
    return int(text) if text.isdigit() else 0


def _unique(rows: Iterable[Row]) -> list[Row]:
    """Return one row per question id; older versions repeat it per language."""
    return list({row["qid"]: row for row in rows}.values())


def _questions(tables: _Tables, languages: tuple[str, ...]) -> Iterator[Question]:
    groups, options = tables.groups(languages[0]), tables.options()
    rows = _unique(tables.listed)
    subquestions: defaultdict[str, list[Part]] = defaultdict(list)
    for row in rows:
        if _number(row, "parent_qid"):
            subquestions[row["parent_qid"]].append(_subquestion(row, tables))
    asked = [row for row in rows if not _number(row, "parent_qid")]
    asked.sort(
        key=lambda row: (
            groups.get(row["gid"], (0, ""))[0],
            _number(row, "question_order"),
        )
    )
    for position, row in enumerate(asked, start=1):
        qid = row["qid"]
        question = Question(
            code=row["title"],
            type=row["type"],
            group=groups.get(row["gid"], (0, ""))[1],
            position=position,
            has_other=row.get("other") == "Y",
            is_hidden=tables.attribute(qid, "hidden") == "1",
            texts=tables.texts(qid),
        )
        yield completed(question, subquestions=subquestions[qid], options=options[qid])


def _subquestion(row: Row, tables: _Tables) -> Part:
    return Part(
        code=row["title"],
        scale=_number(row, "scale_id"),
        order=_number(row, "question_order"),
        texts=tables.texts(row["qid"]),
    )
