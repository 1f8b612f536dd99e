"""CoNLL-U files in, one part of the corpus as spaCy documents out.

``python -m nlp.training.conversion TARGET.spacy [--without PART.spacy] FILE.conllu …``
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SENTENCES_PER_PIECE = 10
"""So many neighbours become one piece: the parser learns where sentences end."""

_VERB_PARTS = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a tree; ``head`` counts from the first word of the sentence."""

    form: str
    lemma: str
    part_of_speech: str
    morphology: str
    head: int
    relation: str
    has_space: bool


Sentence = tuple[Word, ...]


def sentences_from_conllu(text: str) -> Iterator[Sentence]:
    """Yield the sentences of one file; empty nodes and ranges of words are no words."""
    for block in text.replace("\r\n", "\n").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line[:1].isdigit()]
        words = tuple(_word(row) for row in rows if row[0].isdigit())
        if words:
            yield words


def _word(row: Sequence[str]) -> Word:
    number, form, lemma, part, _, morphology, head, relation, _, more = row
    own = int(number) - 1
    return Word(
        form=form,
        lemma=plain_lemma(lemma, form=form, part_of_speech=part),
        part_of_speech=part,
        morphology="" if morphology == "_" else morphology,
        head=int(head) - 1 if int(head) else own,
        relation=relation if int(head) else "ROOT",
        has_space="SpaceAfter=No" not in more,
    )


def plain_lemma(lemma: str, *, form: str, part_of_speech: str) -> str:
    """Return a lemma without the marks between its parts.

    A compound is written whole. So is a separable verb, unless its first part stands
    apart in the sentence: then the lemma is that of the verb alone.
    """
    if lemma == "_" and form != "_":
        return form
    if "_" not in lemma.strip("_"):
        return lemma
    first, *_, last = lemma.split("_")
    if part_of_speech in _VERB_PARTS and not form.lower().startswith(first.lower()):
        return last
    return lemma.replace("_", "")


def key_of(sentence: Iterable[str]) -> str:
    """Return what makes two sentences the same: letters and digits in lower case."""
    return "".join(sign for sign in "".join(sentence).lower() if sign.isalnum())


def pieces(sentences: Iterable[Sentence], *, language: "Language") -> Iterator["Doc"]:
    """Yield documents of some neighbouring sentences each."""
    waiting = iter(sentences)
    while group := tuple(islice(waiting, SENTENCES_PER_PIECE)):
        yield _piece(group, language=language)


def _piece(sentences: Sequence[Sentence], *, language: "Language") -> "Doc":
    from spacy.tokens import Doc

    words = [word for sentence in sentences for word in sentence]
    firsts = [
        first
        for place, sentence in enumerate(sentences)
        for first in [sum(map(len, sentences[:place]))] * len(sentence)
    ]
    return Doc(
        language.vocab,
        words=[word.form for word in words],
        spaces=[word.has_space for word in words],
        pos=[word.part_of_speech for word in words],
        morphs=[word.morphology for word in words],
        lemmas=[word.lemma for word in words],
        heads=[first + word.head for first, word in zip(firsts, words, strict=True)],
        deps=[word.relation for word in words],
    )


def convert(target: Path, *, sources: Sequence[Path], without: Sequence[Path]) -> int:
    """Write one part; sentences of the parts ``without`` stay out. Return how many."""
    import spacy
    from spacy.tokens import DocBin

    language = spacy.blank("nl")
    known = {
        key_of(token.text for token in sentence)
        for part in without
        for document in DocBin().from_disk(part).get_docs(language.vocab)
        for sentence in document.sents
    }
    kept = [
        sentence
        for source in sources
        for sentence in sentences_from_conllu(source.read_text(encoding="utf-8"))
        if key_of(word.form for word in sentence) not in known
    ]
    DocBin(docs=pieces(kept, language=language)).to_disk(target)
    return len(kept)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m nlp.training.conversion")
    parser.add_argument("target", type=Path)
    parser.add_argument("sources", type=Path, nargs="+")
    parser.add_argument("--without", type=Path, action="append", default=[])
    return parser.parse_args()


if __name__ == "__main__":
    asked = _asked()
    convert(asked.target, sources=asked.sources, without=asked.without)
