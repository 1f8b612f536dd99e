"""A pipeline and documents that people annotated in, how often it agrees out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from nlp.find_lemmas import LemmaFinder

if TYPE_CHECKING:
    from spacy.language import Language

CONTENT = frozenset(("NOUN", "VERB", "ADJ", "ADV"))
"""Parts of speech whose lemmas matter for finding words."""

_SPACY_NAMES = {
    "upos": "pos_acc",
    "uas": "dep_uas",
    "las": "dep_las",
    "sentences_f": "sents_f",
    "lemma_by_edit_trees": "lemma_acc",
}


def measure(
    language: "Language", documents: Sequence[Any], *, lemmas: LemmaFinder
) -> dict[str, float]:
    """Return shares between 0 and 1 by name.

    Words are cut as the corpus cuts them; sentence bounds are found by the parser.
    ``lemma`` is what readers get: table, head of a compound, edit trees.
    """
    from spacy.scorer import Scorer
    from spacy.tokens import Doc
    from spacy.training import Example

    empty = [
        Doc(
            language.vocab,
            words=[token.text for token in document],
            spaces=[bool(token.whitespace_) for token in document],
        )
        for document in documents
    ]
    examples = [
        Example(predicted, reference)
        for predicted, reference in zip(language.pipe(empty), documents, strict=True)
    ]
    scores: Mapping[str, Any] = Scorer(language).score(examples)
    figures = {ours: float(scores[theirs]) for ours, theirs in _SPACY_NAMES.items()}
    pairs = [
        (guess, token)
        for example in examples
        for guess, token in zip(example.predicted, example.reference, strict=True)
        if not token.is_space
    ]
    return {**figures, **_lemma_figures(pairs, lemmas)}


def _lemma_figures(
    pairs: Sequence[tuple[Any, Any]], lemmas: LemmaFinder
) -> Mapping[str, float]:
    found = [
        (
            lemmas.find_lemma(
                guess.text, part_of_speech=guess.pos_, guess=guess.lemma_
            ),
            guess.lemma_,
            token,
        )
        for guess, token in pairs
    ]
    content = [row for row in found if row[2].pos_ in CONTENT]
    return {
        "lemma": _share(ours == token.lemma_ for ours, _, token in found),
        "lemma_content_words": _share(
            ours == token.lemma_ for ours, _, token in content
        ),
        "lemma_content_words_by_edit_trees": _share(
            theirs == token.lemma_ for _, theirs, token in content
        ),
    }


def _share(answers: Iterable[bool]) -> float:
    given = list(answers)
    return sum(given) / len(given) if given else 0.0
