"""The decisions of a workspace in, what replaces personal data in its texts out."""

from functools import lru_cache, partial
from typing import Final

from domain.corrections import Correction, CorrectionKind, in_effect
from domain.identifiers import derived_key, keyed_id
from flows.run_context import RunContext
from sources.corrections import read_corrections
from transforms.redactor import Mark, Redactor, plain_words

RELEASED: Final = "released"
MISSED: Final = "missed"


def word_mark(key: bytes) -> Mark:
    """Return what gives words their mark: without the key nobody can guess them."""
    own = derived_key(key, purpose="redaction").encode()
    return partial(_mark, own)


@lru_cache(maxsize=100_000)
def _mark(key: bytes, words: str) -> str:
    return keyed_id(key, prefix=str(len(words.split())), parts=(words,))


def mark_of_words(key: bytes, text: str) -> str:
    """Return the mark of words as somebody wrote them down."""
    return word_mark(key)(" ".join(plain_words(text)))


def redactor_of(context: RunContext) -> Redactor:
    """Return what replaces personal data, with what people decided about it."""
    decided = [
        each
        for each in in_effect(read_corrections(context.workspace.corrections))
        if each.kind is CorrectionKind.WORDS
    ]
    missed = _marks(decided, MISSED)
    return Redactor(
        mark_of=word_mark(context.key),
        released=_marks(decided, RELEASED),
        missed=missed,
        lengths=frozenset(int(mark.partition("-")[0]) for mark in missed),
    )


def _marks(decided: list[Correction], value: str) -> frozenset[str]:
    return frozenset(each.subject_id for each in decided if each.value == value)
