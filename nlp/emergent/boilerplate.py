"""Passages of documents in, the spans that say nothing of their own out.

A sentence that stands word for word in several places, a line of a table of contents,
an invitation. Answers never come here: what many people wrote alike is an opinion.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from tomllib import loads

from nlp.emergent.chunks import Span

OFTEN = 3
"""A sentence that stands in so many passages of documents is furniture."""
_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…]+(?!\s|$)[^.!?…\n]*)*[.!?…]*")
_CONTENTS = re.compile(r"(?:[.…·_]\s?){4,}\s*\d+\s*$")
_LETTERS = re.compile(r"[^\W\d_]+")


def find_boilerplate(texts: Sequence[str]) -> list[tuple[Span, ...]]:
    """Return for each passage the spans to pass over, in order of place."""
    cut = [list(_sentences(text)) for text in texts]
    spread = Counter(said for row in cut for said in {said for _, said in row})
    return [
        tuple(
            span
            for span, said in row
            if spread[said] >= OFTEN or _is_form(text[slice(*span)])
        )
        for text, row in zip(texts, cut, strict=True)
    ]


def _sentences(text: str) -> Iterator[tuple[Span, str]]:
    """Yield sentences with their words; figures, marks and case make no difference."""
    for line in re.finditer(r"[^\n]+", text):
        if _CONTENTS.search(line.group()):
            yield line.span(), line.group()
            continue
        for found in _SENTENCE.finditer(text, *line.span()):
            words = _LETTERS.findall(found.group().lower())
            if words:
                yield found.span(), " ".join(words)


def _is_form(sentence: str) -> bool:
    return bool(_CONTENTS.search(sentence) or _form_words().search(sentence))


@cache
def _form_words() -> re.Pattern[str]:
    path = Path(__file__).with_name("form_words.toml")
    said: dict[str, list[str]] = loads(path.read_text(encoding="utf-8"))
    turns = sorted(turn for turns in said.values() for turn in turns)
    return re.compile("|".join(rf"\b{re.escape(turn)}\b" for turn in turns), re.I)
