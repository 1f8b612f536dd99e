"""A folder with coded answers in, the shipped weights of the name tagger out.

``python -m flows.teaching_names ANSWERS`` reads every ``.json`` there by the rules
alone, as ``evaluate`` does outside any workspace, and learns what they miss.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from domain.coded_file import coded_passages_from_json
from domain.coding import Aspect, Code, CodedPassage
from flows.machine_coding import machine_coding
from flows.reading_lists import lists_of, reader_for
from nlp.model import RULES_ONLY, blank_dutch
from nlp.tagging.joining import bounds_of
from nlp.tagging.signs import Bounds
from nlp.tagging.spans import NameKind
from nlp.tagging.tagger import ReadByRules
from nlp.tagging.teaching import Taught, teach
from nlp.tagging.weights import Weights, write_weights
from nlp.tokens import TokenisedText, Tokeniser
from transforms.redaction import PersonalSpan, personal_spans, replaced

ASPECTS = {
    NameKind.INITIATIVE: Aspect.INITIATIVES,
    NameKind.ORGANISATION: Aspect.ORGANISATIONS,
    NameKind.PLACE: Aspect.PLACES,
}


def coded_answers(files: Iterable[Path]) -> list[CodedPassage]:
    """Return the answers of all files, in order."""
    return [
        passage
        for file in files
        for passage in coded_passages_from_json(
            file.read_text(encoding="utf-8"), where=file.name
        )
    ]


def as_stored(answer: CodedPassage) -> CodedPassage | None:
    """Return an answer as it is kept, personal data replaced; ``None`` without any.

    A name that touches what was replaced is gone.
    """
    hidden = personal_spans(answer.text, is_answer=True)
    if not hidden:
        return None
    codes: dict[str, Any] = {
        aspect.value: tuple(_moved(answer.codes(aspect) or (), hidden))
        for aspect in ASPECTS.values()
    }
    return replace(answer, text=replaced(answer.text, hidden), **codes)


def _moved(codes: Iterable[Code], hidden: Sequence[PersonalSpan]) -> Iterator[Code]:
    for code in codes:
        kept = [
            _shifted(place, hidden)
            for place in code.places
            if not any(place[0] < span.end and span.start < place[1] for span in hidden)
        ]
        if kept:
            yield replace(code, places=tuple(kept))


def _shifted(place: tuple[int, int], hidden: Sequence[PersonalSpan]) -> tuple[int, int]:
    by = sum(
        len(f"[{span.kind}]") - (span.end - span.start)
        for span in hidden
        if span.end <= place[0]
    )
    return place[0] + by, place[1] + by


def teach_names(answers: Sequence[CodedPassage]) -> Weights:
    """Return what the answers teach beside the rules as they are now.

    Each teaches as it was written and as it is kept: names of people are no places,
    and neither is what stands for them.
    """
    answers = [*answers, *filter(None, map(as_stored, answers))]
    reader = reader_for(lists_of(None), model=RULES_ONLY, workspace=None)
    found = machine_coding(answers, reader=reader)
    texts = Tokeniser(blank_dutch()).tokenise_all(answer.text for answer in answers)
    taught = [
        Taught(
            ReadByRules(text, _names(text, by_rules, is_optional=False)),
            _names(text, answer, is_optional=False),
            _names(text, answer, is_optional=True),
        )
        for text, answer, by_rules in zip(texts, answers, found, strict=True)
    ]
    return teach(taught)


def _names(
    text: TokenisedText, passage: CodedPassage, *, is_optional: bool
) -> Mapping[NameKind, Bounds]:
    return {
        kind: list(
            _longest(
                bounds
                for code in _of(passage.codes(aspect), is_optional)
                for place in code.places
                if (bounds := bounds_of(text, *place))
            )
        )
        for kind, aspect in ASPECTS.items()
    }


def _of(codes: Sequence[Code] | None, is_optional: bool) -> Iterator[Code]:
    yield from (code for code in codes or () if code.is_optional is is_optional)


def _longest(bounds: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the longest of what overlaps: a word has one tag."""
    taken: list[tuple[int, int]] = []
    for first, last in sorted(bounds, key=lambda each: (each[0] - each[1], each[0])):
        if all(last <= start or end <= first for start, end in taken):
            taken.append((first, last))
            yield first, last


if __name__ == "__main__":
    write_weights(teach_names(coded_answers(sorted(Path(sys.argv[1]).glob("*.json")))))
