"""A questionnaire and invented ids in, the definition LimeSurvey writes of it out."""

from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape

from domain.surveys import Question, SurveyStructure
from tests.doors.field_maps import Ids

Rows = list[dict[str, Any]]


def as_definition(
    structure: SurveyStructure, ids: dict[str, Ids], *, is_old: bool = False
) -> bytes:
    """Return an ``.lss``; ``is_old`` repeats rows per language, as up to version 3."""
    tables: dict[str, Rows] = {"surveys": [_survey(structure)]}
    titles = [
        {"surveyls_language": language, "surveyls_title": title}
        for language, title in structure.titles.items()
    ]
    tables["surveys_languagesettings"] = titles
    for question in structure.questions:
        for name, row, text, texts in _parts(question, ids[question.code]):
            _add(tables, name, row, text, texts, is_old=is_old)
    return _document("Survey", tables)


def as_responses(
    fields: Iterable[str], rows: Iterable[Mapping[str, str | None]]
) -> bytes:
    """Return the ``.lsr`` of an archive: null cells have no element."""
    names = list(fields)
    written = [
        {_masked(name): row[name] for name in names if row[name] is not None}
        for row in rows
    ]
    listed = "".join(f"<fieldname>{escape(name)}</fieldname>" for name in names)
    body = f"<responses><fields>{listed}</fields>{_rows(written)}</responses>"
    return _wrapped("Responses", body if written else "")


def _masked(name: str) -> str:
    masked = name.replace("#", "-")
    return f"_{masked}" if masked[0].isdigit() else masked


def _survey(structure: SurveyStructure) -> dict[str, Any]:
    return {
        "sid": structure.survey_id,
        "language": structure.languages[0],
        "additional_languages": " ".join(structure.languages[1:]),
        "anonymized": "Y" if structure.is_anonymised else "N",
        "datestamp": "Y" if structure.has_datestamp else "N",
    }


def _parts(
    question: Question, ids: Ids
) -> Iterable[tuple[str, dict[str, Any], str, dict[str, str]]]:
    group = {"gid": ids.gid, "group_order": ids.gid}
    yield "group", group, "group_name", {"nl": question.group, "en": question.group}
    place = {"question_order": question.position, "gid": ids.gid}
    own = {"qid": ids.qid, "parent_qid": 0, "type": question.type}
    other = {"title": question.code, "other": "Y" if question.has_other else "N"}
    yield "question", {**own, **other, **place}, "question", question.texts
    for part in question.subquestions:
        number = ids.subquestions[(part.scale, part.code)]
        about = {"parent_qid": ids.qid, "scale_id": part.scale, "title": part.code}
        row = {"qid": number, "question_order": part.position, "gid": ids.gid, **about}
        yield "subquestion", row, "question", part.texts
    for option in question.options:
        number = ids.options[(option.scale, option.code)]
        scale = option.scale - 1 if question.type == "1" else option.scale
        about = {
            "code": option.code,
            "scale_id": scale,
            "sortorder": option.position,
            "assessment_value": option.assessment,
        }
        yield (
            "answer",
            {"qid": ids.qid, "aid": number, **about},
            "answer",
            option.labels,
        )


_TABLES = {
    "group": ("groups", "group_l10ns", "gid"),
    "question": ("questions", "question_l10ns", "qid"),
    "subquestion": ("subquestions", "question_l10ns", "qid"),
    "answer": ("answers", "answer_l10ns", "aid"),
}


def _add(
    tables: dict[str, Rows],
    name: str,
    row: dict[str, Any],
    text: str,
    texts: dict[str, str],
    *,
    is_old: bool,
) -> None:
    table, texts_table, key = _TABLES[name]
    if is_old:
        row = {column: row[column] for column in row if column != "aid"}
        for language, words in texts.items():
            _put(tables, table, {**row, "language": language, text: words})
        return
    _put(tables, table, row)
    for language, words in texts.items():
        _put(tables, texts_table, {key: row[key], "language": language, text: words})


def _put(tables: dict[str, Rows], table: str, row: dict[str, Any]) -> None:
    rows = tables.setdefault(table, [])
    if row not in rows:
        rows.append(row)


def _document(kind: str, tables: Mapping[str, Rows]) -> bytes:
    body = "".join(f"<{name}>{_rows(rows)}</{name}>" for name, rows in tables.items())
    return _wrapped(kind, body)


def _rows(rows: Iterable[Mapping[str, Any]]) -> str:
    cells = (
        "".join(f"<{name}>{_cdata(row[name])}</{name}>" for name in row) for row in rows
    )
    return f"<rows>{''.join(f'<row>{each}</row>' for each in cells)}</rows>"


def _cdata(value: object) -> str:
    text = str(value).replace("]]>", "]] >")
    return f"<![CDATA[{text}]]>" if text else ""


def _wrapped(kind: str, body: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<document>'
        f"<LimeSurveyDocType>{kind}</LimeSurveyDocType><DBVersion>641</DBVersion>"
        f"{body}</document>"
    ).encode()
