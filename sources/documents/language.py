"""A text in, the code of its language out: nl, en, fy, de or unknown."""

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from domain.texts import DocumentText

if TYPE_CHECKING:
    from py3langid.langid import (
        LanguageIdentifier,
    )

UNKNOWN = "unknown"
_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN_WORD = re.compile("[A-Za-zÀ-ɏ]{2,}")
_TOLD = frozenset(("nl", "en", "fy", "de"))
# French is told apart, so that it is taken for none of the others.
_LANGUAGES = [*sorted(_TOLD), "fr"]
_EXPECTED = "nl"
_ENOUGH_WHERE_EXPECTED = 0.5
_ENOUGH = 0.9
_FEWEST_WORDS = 4
_SAMPLED_PASSAGES = 30
_SAMPLED_LENGTH = 300


def language_of(text: str, *, usual: str = UNKNOWN) -> str:
    """Return the language of a text; fewer than four words say too little.

    ``usual`` is the language of the document it stands in: what reads most like that
    is in that. Another needs evidence (a likelihood of 0.9 among five languages; Dutch
    of 0.5), or a line of names is Frisian. Numbers and units are no words: "Oost | 10 |
    20 | 30" is in no language. Nor is text in another script, or in French.
    """
    language = _likely(text, usual=usual)
    return language if language in _TOLD else UNKNOWN


def _likely(text: str, *, usual: str = UNKNOWN) -> str:
    words = _WORD.findall(text)
    if len(words) < _FEWEST_WORDS:
        return UNKNOWN
    if 2 * len(_LATIN_WORD.findall(text)) < len(words):
        return UNKNOWN
    language, likelihood = _identifier().classify(text)
    if language == usual:
        return usual
    enough = _ENOUGH_WHERE_EXPECTED if language == _EXPECTED else _ENOUGH
    return str(language) if likelihood >= enough else UNKNOWN


def document_language(document: DocumentText) -> str:
    """Return the language of most of a document, weighed by length.

    Passages are sampled evenly: thirty beginnings decide as well as all of them.
    """
    step = max(1, len(document.passages) // _SAMPLED_PASSAGES)
    samples = [
        document.text[start : min(end, start + _SAMPLED_LENGTH)]
        for start, end, *_ in document.passages[::step]
    ]
    votes: Counter[str] = Counter()
    rest = sum(map(len, samples))
    for text in samples:
        language = _likely(text)
        rest -= len(text)
        if language != UNKNOWN:
            votes[language] += len(text)
            # What is left to ask changes nothing where one is so far ahead.
            if 2 * votes[language] > votes.total() + rest:
                break
    most = max(votes, key=lambda code: (votes[code], code), default=UNKNOWN)
    return most if most in _TOLD else UNKNOWN


@cache
def _identifier() -> "LanguageIdentifier":
    """Load the model once, at the first text: it takes more than half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES)
    return identifier
