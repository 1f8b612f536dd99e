"""A session and a survey id in, the questionnaire as the server knows it out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.errors import SourceIncomplete
from domain.phrases import Phrase, phrase
from domain.surveys import (
    RANKING,
    TYPED_NUMBERS,
    WITH_OPTIONS,
    Question,
    ResponseColumn,
    SurveyStructure,
)
from sources.inherited_settings import hidden_by_table, is_anonymous, keeps_times
from sources.limesurvey_columns import columns_from_fields, refuse_equal_headings
from sources.limesurvey_errors import NotAllowed
from sources.limesurvey_questions import Part, completed, type_warnings
from sources.limesurvey_session import LimeSurveySession
from sources.listed_options import refuse_missing_options
from sources.listed_questions import refuse_missing_questions
from sources.mapped_columns import refuse_missing_columns
from sources.unknown_types import named_as_answered

_PROPERTIES = [
    "active",
    "language",
    "additional_languages",
    "anonymized",
    "datestamp",
]
_SETTINGS = ["answeroptions", "answeroptions_multiscale", "subquestions", "attributes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Received:
    """What the server said, before it is put together.

    ``listed`` holds the flat list of questions and subquestions per language.
    """

    survey_id: str
    languages: tuple[str, ...]
    fields: tuple[Mapping[str, Any], ...]
    listed: dict[str, list[Mapping[str, Any]]]


def fetch_structure(session: LimeSurveySession, survey_id: str) -> SurveyStructure:
    """Return the questionnaire in all its languages.

    Raises ``SourceIncomplete`` where the account may not read it or where two columns
    share a heading, ``SourceUnreachable`` where the server does not answer.
    """
    try:
        return _fetched(session, survey_id)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise SourceIncomplete(
            "structure_unknown_form",
            where=phrase("at_survey", place=session.where, survey_id=survey_id),
            reason=type(error).__name__,
        ) from None


def _fetched(session: LimeSurveySession, survey_id: str) -> SurveyStructure:
    number = int(survey_id)
    properties = session.call("get_survey_properties", number, _PROPERTIES)
    languages = _languages(_table(properties, session, survey_id))
    fields = _table(
        session.call("get_fieldmap", number, languages[0]), session, survey_id
    )
    received = _Received(
        survey_id=survey_id,
        languages=languages,
        fields=tuple(field for field in fields.values() if field.get("qid")),
        listed={
            language: session.call_list("list_questions", number, None, language) or []
            for language in languages
        },
    )
    where = phrase("at_survey", place=session.where, survey_id=survey_id)
    refuse_missing_questions(received.fields, received.listed, where=where)
    questions = tuple(_fetch_questions(session, received))
    columns = _columns(received, where=where)
    refuse_missing_columns(questions, columns, where=where)
    texts = _fetch_texts(session, survey_id, languages)
    structure = SurveyStructure(
        survey_id=survey_id,
        languages=languages,
        titles=texts.titles,
        is_anonymised=is_anonymous(properties, table=fields),
        has_datestamp=keeps_times(properties, table=fields),
        questions=questions,
        columns=columns,
        warnings=(
            *hidden_by_table(properties, table=fields, survey_id=survey_id),
            *_untold(texts, questions, survey_id),
            *type_warnings(questions),
        ),
        has_decimal_comma=texts.has_comma,
    )
    return named_as_answered(structure)


def _table(
    result: object, session: LimeSurveySession, survey_id: str
) -> dict[str, Any]:
    if isinstance(result, dict) and result:
        return result
    raise SourceIncomplete(
        "structure_missing",
        where=phrase("at_survey", place=session.where, survey_id=survey_id),
    )


def _languages(properties: Mapping[str, Any]) -> tuple[str, ...]:
    more = str(properties.get("additional_languages") or "").split()
    return tuple(dict.fromkeys([str(properties["language"]), *more]))


def _columns(received: _Received, *, where: str | Phrase) -> tuple[ResponseColumn, ...]:
    columns = tuple(columns_from_fields(received.fields))
    refuse_equal_headings(columns, where=where)
    return columns


@dataclass(frozen=True, slots=True, kw_only=True)
class _Texts:
    """Titles by language; ``has_comma`` is None where the server does not tell."""

    titles: dict[str, str]
    has_comma: bool | None
    is_allowed: bool = True


def _fetch_texts(
    session: LimeSurveySession, survey_id: str, languages: Sequence[str]
) -> _Texts:
    """Return what only the right to read the texts of a survey gives.

    A careful account reads the title in the base language where surveys are listed.
    """
    try:
        settings = {
            language: _fetch_settings(session, survey_id, language)
            for language in languages
        }
    except NotAllowed:
        title = _listed_title(session, survey_id)
        return _Texts(titles={languages[0]: title}, has_comma=None, is_allowed=False)
    notation = settings[languages[0]]["surveyls_numberformat"]
    return _Texts(
        titles={
            language: str(each["surveyls_title"] or "")
            for language, each in settings.items()
        },
        has_comma=None if notation is None else str(notation) == "1",
    )


def _fetch_settings(
    session: LimeSurveySession, survey_id: str, language: str
) -> Mapping[str, Any]:
    wanted = ["surveyls_title", "surveyls_numberformat"]
    found = session.call("get_language_properties", int(survey_id), wanted, language)
    return _table(found, session, survey_id)


def _listed_title(session: LimeSurveySession, survey_id: str) -> str:
    for each in session.call_list("list_surveys") or ():
        if str(each["sid"]) == survey_id:
            return str(each["surveyls_title"] or "")
    return ""


def _untold(
    texts: _Texts, questions: Sequence[Question], survey_id: str
) -> Iterator[Phrase]:
    """Yield what a missing right to read texts costs."""
    if not texts.is_allowed:
        language = next(iter(texts.titles))
        yield phrase(
            "remark_title_one_language", survey_id=survey_id, language=language
        )
    if texts.has_comma is None and any(
        each.type in TYPED_NUMBERS for each in questions
    ):
        yield phrase("remark_notation_unknown", survey_id=survey_id)


def _fetch_questions(
    session: LimeSurveySession, received: _Received
) -> Iterator[Question]:
    order = {
        str(field["qid"]): place
        for place, field in reversed(list(enumerate(received.fields)))
    }
    groups = {str(field["qid"]): field for field in received.fields}
    places: dict[str, int] = {}
    base = [
        each for each in received.listed[received.languages[0]] if not _parent(each)
    ]
    base.sort(key=lambda each: order.get(str(each["qid"]), len(order)))
    for position, listed in enumerate(base, start=1):
        qid = str(listed["qid"])
        details = _fetch_details(session, received, listed)
        options = _options(details)
        refuse_missing_options(
            options,
            languages=received.languages,
            code=str(listed["title"]),
            where=phrase(
                "at_survey", place=session.where, survey_id=received.survey_id
            ),
        )
        attributes = details[received.languages[0]].get("attributes")
        gid = str(listed.get("gid"))
        places.setdefault(gid, len(places) + 1)
        question = Question(
            code=str(listed["title"]),
            type=str(listed["type"]),
            group=str(groups.get(qid, {}).get("group_name") or ""),
            group_position=places[gid],
            position=position,
            has_other=listed.get("other") == "Y",
            is_hidden=_is_on(attributes, "hidden"),
            texts=_texts_of(received, qid),
        )
        yield completed(
            question,
            subquestions=_subquestions(received, qid),
            options=options,
        )


def _fetch_details(
    session: LimeSurveySession, received: _Received, listed: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """Return the settings of a question; per language where it has or needs options.

    What is ranked may be subquestions, and no options in any language.
    """
    qid, kind = int(listed["qid"]), str(listed["type"])
    needs_options = kind in WITH_OPTIONS and kind != RANKING
    details: dict[str, dict[str, Any]] = {}
    for language in received.languages:
        result = session.call("get_question_properties", qid, _SETTINGS, language)
        details[language] = _table(result, session, received.survey_id)
        has_options = isinstance(details[language]["answeroptions"], dict | list)
        if not has_options and not needs_options:
            break
    return details


def _is_on(attributes: object, name: str) -> bool:
    """Tell whether an attribute is set; LimeSurvey 6 says so by a text."""
    return isinstance(attributes, dict) and attributes.get(name) in ("1", 1)


def _parent(listed: Mapping[str, Any]) -> int:
    return int(listed.get("parent_qid") or 0)


def _texts_of(received: _Received, qid: str) -> dict[str, str]:
    return {
        language: str(each.get("question") or "")
        for language, listed in received.listed.items()
        for each in listed
        if str(each["qid"]) == qid
    }


def _subquestions(received: _Received, qid: str) -> Iterator[Part]:
    for each in received.listed[received.languages[0]]:
        if str(_parent(each)) == qid:
            yield Part(
                code=str(each["title"]),
                scale=int(each.get("scale_id") or 0),
                order=int(each.get("question_order") or 0),
                texts=_texts_of(received, str(each["qid"])),
            )


def _options(details: Mapping[str, Mapping[str, Any]]) -> list[Part]:
    parts: dict[tuple[int, str], Part] = {}
    for language, settings in details.items():
        for code, option in _listed_options(settings.get("answeroptions")):
            scale = int(option.get("scale_id") or 0)
            order = int(option.get("order") or 0)
            value = int(option.get("assessment_value") or 0)
            blank = Part(
                code=code, scale=scale, order=order, texts={}, assessment=value
            )
            part = parts.setdefault((scale, code), blank)
            part.texts[language] = str(option.get("answer") or "")
    return list(parts.values())


def _listed_options(options: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield code and option; of a dual scale those of one scale after the other.

    PHP writes a table whose keys count from 0 as a list, be they scales or codes.
    """
    if isinstance(options, list):
        options = {str(place): each for place, each in enumerate(options)}
    for code, each in options.items() if isinstance(options, dict) else ():
        if isinstance(each, dict) and not isinstance(each.get("answer", {}), dict):
            yield code, each
        elif isinstance(each, dict | list):
            yield from _listed_options(each)
        else:
            raise TypeError
