"""A text in, the code of its language out: nl, en, de, fr, fy or unknown."""

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
_LANGUAGES = ["nl", "en", "de", "fr", "fy"]
_FEWEST_WORDS = 4
_SAMPLED_PASSAGES = 30
_SAMPLED_LENGTH = 300


def language_of(text: str) -> str:
    """Return the language of a text; fewer than four words say too little.

    Numbers and units are no words: "Oost | 10 | 20 | 30" is in no language. Nor is
    text in another script in one of these.
    """
    words = _WORD.findall(text)
    if len(words) < _FEWEST_WORDS:
        return UNKNOWN
    if 2 * len(_LATIN_WORD.findall(text)) < len(words):
        return UNKNOWN
    language, _ = _identifier().classify(text)
    return str(language)


def document_language(document: DocumentText) -> str:
    """Return the language of most of a document, weighed by length.

    Passages are sampled evenly: thirty beginnings decide as well as all of them.
    """
    step = max(1, len(document.passages) // _SAMPLED_PASSAGES)
    votes: Counter[str] = Counter()
    for passage in document.passages[::step]:
        end = min(passage.end_offset, passage.start_offset + _SAMPLED_LENGTH)
        text = document.text[passage.start_offset : end]
        votes[language_of(text)] += len(text)
    del votes[UNKNOWN]
    return max(votes, key=lambda code: (votes[code], code), default=UNKNOWN)


@cache
def _identifier() -> "LanguageIdentifier":
    """Load the model once, at the first text: it takes more than half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(_LANGUAGES)
    return identifier
