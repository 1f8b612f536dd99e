"""The bytes of a LimeSurvey definition in, its tables as rows of text out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from lxml import etree

from domain.errors import SourceIncomplete
from domain.phrases import Value, phrase

Row = Mapping[str, str]
_LIMIT_BYTES = 50_000_000
_LIMIT_ROWS = 500_000
_OTHER_DOCUMENTS = {
    "Question": phrase("part_question"),
    "Group": phrase("part_group"),
    "Label set": phrase("part_labels"),
    "Responses": phrase("part_responses"),
    "Tokens": phrase("part_participants"),
    "Timings": phrase("part_timings"),
}


def refused(key: str, **values: Value) -> SourceIncomplete:
    """Return the error for a definition that cannot be used."""
    return SourceIncomplete(key, where=phrase("the_definition"), **values)


def read_tables(data: bytes) -> "Tables":
    """Return the tables of an ``.lss`` file, read without entities or network.

    Raises ``SourceIncomplete`` for anything that is no definition of a whole survey.
    """
    root = _root(data)
    rows = {
        str(table.tag): [
            {str(cell.tag): cell.text or "" for cell in row}
            for row in table.iterfind("rows/row")
        ]
        for table in root
        if isinstance(table.tag, str)
    }
    return Tables(rows, version=(root.findtext("DBVersion") or "").strip())


def _root(data: bytes) -> etree._Element:
    if len(data) > _LIMIT_BYTES:
        raise refused("definition_too_large", most=_LIMIT_BYTES // 1_000_000)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise refused("definition_no_xml") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise refused("definition_with_doctype")
    kind = root.findtext("LimeSurveyDocType") or ""
    if kind in _OTHER_DOCUMENTS:
        raise refused("definition_of_part", part=_OTHER_DOCUMENTS[kind])
    if kind != "Survey":
        raise refused("definition_of_something_else")
    return root


class Tables:
    """The rows of a definition, by table and by question id."""

    def __init__(
        self, tables: Mapping[str, list[dict[str, str]]], *, version: str = ""
    ) -> None:
        """Index rows by question; raise ``SourceIncomplete`` without a survey.

        ``version`` is that of the database of the server, empty where unknown.
        """
        if sum(map(len, tables.values())) > _LIMIT_ROWS:
            raise refused("definition_too_long", most=_LIMIT_ROWS)
        self._tables = tables
        self.version = version
        surveys = self.rows("surveys")
        if not surveys or not surveys[0].get("language"):
            raise refused("definition_without_survey")
        self.survey = surveys[0]
        self.listed = [*self.rows("questions"), *self.rows("subquestions")]
        self._texts = texts_by(
            [*self.listed, *self.rows("question_l10ns")], key="qid", text="question"
        )
        self._attributes: dict[tuple[str, str], str] = {
            (row.get("qid", ""), row.get("attribute", "")): row.get("value", "")
            for row in self.rows("question_attributes")
        }

    def rows(self, table: str) -> list[dict[str, str]]:
        """Return the rows of one table, each as column to text."""
        return self._tables.get(table, [])

    def texts(self, qid: str) -> dict[str, str]:
        """Return the text of a question or subquestion by language."""
        return self._texts.get(qid, {})

    def attribute(self, qid: str, name: str) -> str:
        """Return one setting of a question, or nothing."""
        return self._attributes.get((qid, name), "")

    def titles(self, languages: Iterable[str]) -> dict[str, str]:
        """Return the title of the survey by language."""
        return {each: self.language_setting(each, "title") for each in languages}

    def language_setting(self, language: str, name: str) -> str:
        """Return one setting of the survey in a language, or nothing."""
        settings = self.rows("surveys_languagesettings")
        mine = [row for row in settings if row.get("surveyls_language") == language]
        return mine[0].get(f"surveyls_{name}", "") if mine else ""

    def groups(self, language: str) -> dict[str, tuple[int, str]]:
        """Return order and name of each group of questions by its id."""
        names = texts_by(
            [*self.rows("groups"), *self.rows("group_l10ns")],
            key="gid",
            text="group_name",
        )
        return {
            row["gid"]: (
                number(row, "group_order"),
                names[row["gid"]].get(language, ""),
            )
            for row in self.rows("groups")
        }


def texts_by(rows: Iterable[Row], *, key: str, text: str) -> dict[str, dict[str, str]]:
    """Return the texts of rows by what ``key`` holds and by language."""
    texts: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        if text in row and row.get("language"):
            texts[row.get(key, "")][row["language"]] = row[text]
    return texts


def number(row: Row, column: str) -> int:
    """Return a whole number from a row; 0 where there is none."""
    text = row.get(column, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
