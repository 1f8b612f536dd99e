"""A questionnaire as tab-separated text (LimeSurvey's "TSV structure") in, tables out.

Every row has a class: survey settings (S, SL), groups, questions, subquestions and
answer options. The whole questionnaire is written once per language, with ids that may
differ between languages, so parts are followed by their place and name instead.
"""

from collections import Counter
from collections.abc import Mapping
from itertools import zip_longest

from sources.lss_tables import Tables, refused
from sources.survey_csv import decoded
from sources.whole_csv import UnreadableRow, whole_csv_rows

_NEEDED = ("class", "type/scale", "name", "text", "language")
_ATTRIBUTES = ("hidden", "max_subquestions")
Row = Mapping[str, str]


def is_tsv_structure(data: bytes) -> bool:
    """Tell a structure by its first row of headings."""
    first = data.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    headings = first.decode("utf-8", "replace").strip().replace('"', "").split("\t")
    return set(_NEEDED) <= set(headings)


def read_tsv_structure(data: bytes, *, where: str) -> Tables:
    """Return the tables of a tab-separated structure, as an old definition has them.

    Raises ``SourceIncomplete`` for text that is no UTF-8 or holds no survey.
    """
    text = decoded(data, where=where)
    try:
        rows = list(whole_csv_rows(text, delimiter="\t"))
    except UnreadableRow as error:
        raise refused("structure_unreadable", reason=error.reason) from None
    reading = _Reading()
    headings = rows[0] if rows else []
    for row in filter(None, rows[1:]):
        cells = dict(zip_longest(headings, row[: len(headings)], fillvalue=""))
        reading.take({name: cell for name, cell in cells.items() if name})
    return Tables(reading.tables())


class _Reading:
    """The tables of a structure while its rows are read in order."""

    def __init__(self) -> None:
        self._settings: dict[str, str] = {}
        self._language_settings: dict[str, dict[str, str]] = {}
        self._rows: dict[str, list[dict[str, str]]] = {
            name: []
            for name in (
                "groups",
                "questions",
                "subquestions",
                "answers",
                "question_attributes",
            )
        }
        self._places: Counter[tuple[str, ...]] = Counter()
        self._ids: dict[tuple[str, ...], str] = {}
        self._gid = self._qid = ""

    def tables(self) -> dict[str, list[dict[str, str]]]:
        """Return all tables."""
        settings = [
            {**row, "surveyls_language": language}
            for language, row in self._language_settings.items()
        ]
        surveys = [self._settings] if self._settings else []
        return {**self._rows, "surveys": surveys, "surveys_languagesettings": settings}

    def take(self, row: Row) -> None:
        """Add one row; classes of which nothing is needed pass."""
        kind, name, text = row["class"], row["name"], row["text"]
        if kind == "S":
            self._settings[name] = text
        elif kind == "SL":
            self._language_settings.setdefault(row["language"], {})[name] = text
        elif kind == "G":
            self._take_group(row)
        elif kind == "Q":
            self._take_question(row)
        elif kind == "SQ":
            self._take_subquestion(row)
        elif kind == "A":
            self._take_option(row)

    def _take_group(self, row: Row) -> None:
        self._gid = str(self._place("G", row["language"]))
        self._rows["groups"].append(
            {
                "gid": self._gid,
                "group_name": row["name"],
                "group_order": self._gid,
                "language": row["language"],
            }
        )

    def _take_question(self, row: Row) -> None:
        place = self._place("Q", row["language"], self._gid)
        self._qid = self._id("Q", self._gid, row["name"])
        self._rows["questions"].append(
            {
                **self._asked(row, place),
                "qid": self._qid,
                "type": row["type/scale"],
                "other": row.get("other", ""),
            }
        )
        self._rows["question_attributes"].extend(
            {"qid": self._qid, "attribute": each, "value": row[each]}
            for each in _ATTRIBUTES
            if row.get(each)
        )

    def _take_subquestion(self, row: Row) -> None:
        scale = row["type/scale"] or "0"
        place = self._place("SQ", row["language"], self._qid, scale)
        self._rows["subquestions"].append(
            {
                **self._asked(row, place),
                "qid": self._id("SQ", self._qid, scale, row["name"]),
                "parent_qid": self._qid,
                "scale_id": scale,
            }
        )

    def _take_option(self, row: Row) -> None:
        scale = row["type/scale"] or "0"
        self._rows["answers"].append(
            {
                "qid": self._qid,
                "code": row["name"],
                "answer": row["text"],
                "scale_id": scale,
                "sortorder": str(self._place("A", row["language"], self._qid, scale)),
                "assessment_value": row.get("assessment_value", ""),
                "language": row["language"],
            }
        )

    def _asked(self, row: Row, place: int) -> dict[str, str]:
        return {
            "gid": self._gid,
            "title": row["name"],
            "question": row["text"],
            "question_order": str(place),
            "language": row["language"],
        }

    def _place(self, *key: str) -> int:
        self._places[key] += 1
        return self._places[key]

    def _id(self, *key: str) -> str:
        """Return a number that is the same for a part in every language."""
        return self._ids.setdefault(key, str(len(self._ids) + 1))
