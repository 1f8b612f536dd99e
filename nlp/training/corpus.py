"""A folder with the corpus in, its documents and its table of lemmas out."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.errors import WrongUse
from nlp.find_lemmas import OWN_FORM, LemmaRow

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

TRAIN, DEV, TEST = "train.spacy", "dev.spacy", "test_alpino.spacy"


def check_corpus(folder: Path) -> None:
    """Raise ``WrongUse`` if a part of the corpus is not there."""
    missing = [name for name in (TRAIN, DEV, TEST) if not (folder / name).is_file()]
    if missing:
        raise WrongUse("corpus_lacks", where=str(folder), files=", ".join(missing))


def read_documents(path: Path, *, language: "Language") -> list["Doc"]:
    """Return the documents of one part, with what people (or Alpino) said of them."""
    from spacy.tokens import DocBin

    return list(DocBin().from_disk(path).get_docs(language.vocab))


def lemma_rows(documents: Iterable[Any]) -> list[LemmaRow]:
    """Return the usual lemma of each form and part of speech, and how often it stood.

    Of two lemmas that are equally usual, the first in the alphabet.
    """
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for token in (token for document in documents for token in document):
        if token.pos_ not in OWN_FORM and token.lemma_ and not token.is_space:
            seen[token.lower_, token.pos_][token.lemma_] += 1
    return [
        LemmaRow(form, part, _usual(lemmas), sum(lemmas.values()))
        for (form, part), lemmas in seen.items()
    ]


def _usual(lemmas: Counter[str]) -> str:
    return min(lemmas, key=lambda lemma: (-lemmas[lemma], lemma))
