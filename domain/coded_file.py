"""The text of a file of coded passages (JSON) in, the checked passages out.

The form is that of a list of passages, each with an id, its text and any of themes,
initiatives, organisations, places, pii (personal data), stance and language.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.coding import SPAN_ASPECTS, Code, CodedPassage, occurrences
from domain.errors import WrongUse
from domain.foreign_words import setting_problem
from domain.phrases import phrase

_MOST_PROBLEMS = 5
_Filled = Annotated[str, Field(min_length=1)]


class _Lenient(BaseModel):
    """Keys that are not understood are left alone: coders keep notes of their own."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class _Span(_Lenient):
    text: _Filled
    kind: str = ""
    type: str = ""
    optional: bool = False


class _Passage(_Lenient):
    id: _Filled
    text: str
    doc: str = ""
    question: str | None = None
    themes: tuple[_Filled, ...] | None = None
    themes_optional: tuple[_Filled, ...] = ()
    initiatives: tuple[_Span, ...] | None = None
    organisations: tuple[_Span, ...] | None = None
    places: tuple[_Span, ...] | None = None
    pii: tuple[_Span, ...] | None = None
    stance: _Filled | None = None
    language: _Filled | None = None


def coded_passages_from_json(text: str, *, where: str) -> tuple[CodedPassage, ...]:
    """Return the passages; raise ``WrongUse`` naming the passage and the key."""
    try:
        rows = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        place = getattr(error, "lineno", None)
        raise WrongUse(
            "coded_file_no_json",
            where=phrase("at_line", file=where, line=place) if place else where,
        ) from None
    if not isinstance(rows, list) or not rows:
        raise WrongUse("coded_file_no_list", where=where)
    passages = tuple(
        _passage(row, number=number, where=where)
        for number, row in enumerate(rows, start=1)
    )
    _refuse_doubles((passage.passage_id for passage in passages), where=where)
    return passages


def words_nowhere(passages: Iterable[CodedPassage]) -> list[str]:
    """Return the ids of passages with a span whose words do not stand in the text."""
    return [
        passage.passage_id
        for passage in passages
        if any(
            not code.places
            for aspect in SPAN_ASPECTS
            for code in passage.codes(aspect) or ()
        )
    ]


def _passage(row: object, *, number: int, where: str) -> CodedPassage:
    try:
        read = _Passage.model_validate(row, strict=False)
    except ValidationError as error:
        named = row.get("id") if isinstance(row, dict) else None
        name = f" ({named})" if isinstance(named, str) else ""
        found = error.errors(include_input=False)[:_MOST_PROBLEMS]
        raise WrongUse(
            "coded_passage_unfit",
            where=phrase("at_passage", file=where, number=number, name=name),
            problems=tuple(setting_problem(dict(item)) for item in found),
        ) from None
    return CodedPassage(
        passage_id=read.id,
        text=read.text,
        document=read.doc,
        is_answer=read.question is not None,
        themes=_themes(read),
        initiatives=_spans(read.initiatives, read.text),
        organisations=_spans(read.organisations, read.text),
        places=_spans(read.places, read.text),
        personal_data=_spans(read.pii, read.text),
        stance=_single(read.stance),
        language=_single(read.language),
    )


def _themes(read: _Passage) -> tuple[Code, ...] | None:
    if read.themes is None:
        return None
    sure = dict.fromkeys(read.themes)
    doubted = [
        theme for theme in dict.fromkeys(read.themes_optional) if theme not in sure
    ]
    return (
        *(Code(label=theme) for theme in sure),
        *(Code(label=theme, is_optional=True) for theme in doubted),
    )


def _spans(spans: Sequence[_Span] | None, text: str) -> tuple[Code, ...] | None:
    """Return one code per distinct words; of two equal ones a sure one stands."""
    if spans is None:
        return None
    by_words = {
        span.text: Code(
            label=span.type or span.kind,
            words=span.text,
            places=tuple(occurrences(span.text, text)),
            is_optional=span.optional,
        )
        for span in sorted(spans, key=lambda span: not span.optional)
    }
    return tuple(by_words[words] for words in dict.fromkeys(s.text for s in spans))


def _single(label: str | None) -> tuple[Code, ...] | None:
    return None if label is None else (Code(label=label),)


def _refuse_doubles(ids: Iterable[str], *, where: str) -> None:
    doubles = [name for name, count in Counter(ids).items() if count > 1]
    if doubles:
        raise WrongUse(
            "passages_with_one_id", where=where, ids=doubles[:_MOST_PROBLEMS]
        )
