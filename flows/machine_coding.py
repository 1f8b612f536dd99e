"""Coded passages in, the same passages as the machine codes them out.

The machine reads the text as it stands in the file, without hiding personal data
first: the offsets of both codings then count in the same text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from domain.coding import Code, CodedPassage
from domain.readings import (
    EntityMention,
    PassageReader,
    PassageReading,
    PassageToRead,
    ThemeMention,
)
from sources.documents.language import UNKNOWN, language_of
from transforms.redaction import PersonalData, personal_spans

_PERSONAL_LABELS = {
    PersonalData.EMAIL: "email",
    PersonalData.PHONE: "telefoon",
}
"""Where coders write another word than the one that replaces personal data."""
_NO_LANGUAGE = "none"


def machine_coding(
    passages: Sequence[CodedPassage], *, reader: PassageReader
) -> list[CodedPassage]:
    """Return what the reader finds, passage by passage.

    Stance is left out: the machine gives no stance of a whole passage.
    """
    to_read = [
        PassageToRead(
            passage_id=passage.passage_id,
            text=passage.text,
            language=language_of(passage.text),
            kind="answer" if passage.is_answer else "paragraph",
        )
        for passage in passages
    ]
    return [
        _coded(passage, reading, language=read.language)
        for passage, read, reading in zip(
            passages, to_read, reader.read(to_read), strict=True
        )
    ]


def _coded(
    passage: CodedPassage, reading: PassageReading, *, language: str
) -> CodedPassage:
    return replace(
        passage,
        themes=tuple(_themes(reading.themes, passage.text)),
        initiatives=_distinct(
            Code(
                label=mention.kind.value,
                words=mention.text,
                places=((mention.start_offset, mention.end_offset),),
            )
            for mention in reading.initiatives
        ),
        organisations=_entities(reading.organisations),
        places=_entities(reading.places),
        personal_data=_personal_data(passage),
        stance=None,
        language=(Code(label=_NO_LANGUAGE if language == UNKNOWN else language),),
    )


def _themes(mentions: Iterable[ThemeMention], text: str) -> Iterator[Code]:
    """Yield one code per theme, with the words that led to it."""
    words: dict[str, dict[str, None]] = {}
    for mention in mentions:
        said = text[mention.start_offset : mention.end_offset]
        words.setdefault(mention.theme_id, {})[said] = None
    for theme_id, said_words in words.items():
        yield Code(label=theme_id, words=" | ".join(said_words))


def _entities(mentions: Iterable[EntityMention]) -> tuple[Code, ...]:
    return _distinct(
        Code(
            label="",
            words=mention.text,
            places=((mention.start_offset, mention.end_offset),),
        )
        for mention in mentions
    )


def _personal_data(passage: CodedPassage) -> tuple[Code, ...]:
    return tuple(
        Code(
            label=_PERSONAL_LABELS.get(span.kind, span.kind.value),
            words=passage.text[span.start : span.end],
            places=((span.start, span.end),),
        )
        for span in personal_spans(passage.text, is_answer=passage.is_answer)
    )


def _distinct(codes: Iterable[Code]) -> tuple[Code, ...]:
    """Join mentions with the same words: a coder names each thing once per passage."""
    by_words: dict[str, Code] = {}
    for code in codes:
        known = by_words.get(code.words, code)
        places = dict.fromkeys((*known.places, *code.places))
        by_words[code.words] = replace(known, places=tuple(places))
    return tuple(by_words.values())
