"""Sentences with a cue in, their trees out, and nothing parsed beyond them."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from nlp.denial import denial_in_tree
from nlp.model import OWN_MODEL_NAME, load_model
from nlp.parsing import LONGEST_SENTENCE, ParsedSentence, ParsedWord, SentenceParser
from nlp.qualified_sentences import HitQualifier, HitsToQualify
from nlp.tokens import TokenisedText, Tokeniser

TEXT = (
    "De woningbouw gaat door. De rondweg komt er niet.\n"
    "Er is geen geld voor natuur, maar misschien wel voor water."
)


class Counting:
    """The shipped model, and how many sentences it was asked to parse."""

    def __init__(self, language: Any) -> None:
        self.language = language
        self.vocab = language.vocab
        self.asked: list[str] = []

    def has_pipe(self, name: str) -> bool:
        return bool(self.language.has_pipe(name))

    def pipe(self, documents: Iterable[Any]) -> Iterator[Any]:
        waiting = list(documents)
        self.asked += [document.text.strip() for document in waiting]
        yield from self.language.pipe(waiting)


@pytest.fixture(scope="module")
def shipped() -> Any:
    language, _ = load_model(OWN_MODEL_NAME)
    return language


@pytest.fixture
def model(shipped: Any) -> Counting:
    return Counting(shipped)


@pytest.fixture(scope="module")
def tokeniser() -> Tokeniser:
    return Tokeniser(load_model("blank")[0])


def asked(text: TokenisedText, *words: str) -> HitsToQualify:
    """Return hits on some words of a text."""
    starts = ((text.text.index(word), len(word)) for word in words)
    return HitsToQualify(text, tuple((start, start + long) for start, long in starts))


def test_only_sentences_with_a_hit_and_a_negation_are_parsed(
    model: Counting, tokeniser: Tokeniser
) -> None:
    qualifier = HitQualifier(SentenceParser(lambda: model))  # type: ignore[arg-type, return-value]
    text = tokeniser.tokenise(TEXT)
    (flags,) = qualifier.qualify([asked(text, "woningbouw", "natuur", "water")])
    assert [flag.is_negated for flag in flags] == [False, True, False]
    assert [flag.is_hedged for flag in flags] == [False, True, True]
    assert model.asked == [TEXT.split("\n")[1]]


def test_without_negation_no_model_is_loaded(tokeniser: Tokeniser) -> None:
    def refuse() -> Any:
        pytest.fail("the model was loaded for nothing")

    qualifier = HitQualifier(SentenceParser(refuse))
    text = tokeniser.tokenise("De woningbouw gaat misschien door.")
    (flags,) = qualifier.qualify([asked(text, "woningbouw")])
    assert [(flag.is_negated, flag.is_hedged) for flag in flags] == [(False, True)]


@pytest.mark.parametrize("is_parsed", [True, False])
def test_without_a_parser_the_words_around_decide(
    tokeniser: Tokeniser, is_parsed: bool
) -> None:
    """Another language, or a pipeline with rules only."""
    qualifier = HitQualifier(SentenceParser(lambda: load_model("blank")[0]))
    text = tokeniser.tokenise(TEXT)
    hits = HitsToQualify(text, asked(text, "natuur").spans, is_parsed=is_parsed)
    assert qualifier.qualify([hits])[0][0].is_negated


def test_a_tree_counts_in_the_text_it_came_from(
    shipped: Any, tokeniser: Tokeniser
) -> None:
    text = tokeniser.tokenise(TEXT)
    first = text.words.index("rondweg")
    (tree,) = SentenceParser(lambda: shipped).parse([(text, first)])
    assert tree is not None
    assert [text.words[word.index] for word in tree.words] == [
        word.form for word in tree.words
    ]
    assert tree.words[0].form == "De"
    assert {word.head for word in tree.words} <= {word.index for word in tree.words}


def test_company_changes_nothing(shipped: Any, tokeniser: Tokeniser) -> None:
    """A sentence has the same tree alone as among others, whatever the batch."""
    texts = [
        tokeniser.tokenise(f"{sentence} {more}")
        for sentence in TEXT.replace("\n", " ").split(". ")
        for more in ("", "Dat is zo.", "Al jaren is er in de regio geen plan voor.")
    ]
    parser = SentenceParser(lambda: shipped)
    together = parser.parse([(text, 0) for text in texts])
    assert together == [parser.parse([(text, 0)])[0] for text in texts]


def test_the_same_words_are_parsed_once_and_told_at_each_place(
    model: Counting, tokeniser: Tokeniser
) -> None:
    qualifier = HitQualifier(SentenceParser(lambda: model))  # type: ignore[arg-type, return-value]
    letter = "Wij willen geen woningbouw in het veen. "
    texts = [tokeniser.tokenise(text) for text in (letter * 3, letter)]
    flags = qualifier.qualify([asked(text, "woningbouw") for text in texts])
    assert [[flag.is_negated for flag in each] for each in flags] == [[True], [True]]
    assert model.asked == [letter.strip()]


def test_what_is_no_sentence_has_no_tree(shipped: Any, tokeniser: Tokeniser) -> None:
    parser = SentenceParser(lambda: shipped)
    table = tokeniser.tokenise("niet " * (LONGEST_SENTENCE + 1))
    breaks = tokeniser.tokenise("\n\n")
    assert parser.parse([(table, 0), (breaks, 0)]) == [None, None]
    assert parser.parse([]) == []


def sentence(*words: tuple[str, int, str]) -> ParsedSentence:
    return ParsedSentence(
        tuple(
            ParsedWord(index, head, form, relation, "X")
            for index, (form, head, relation) in enumerate(words)
        )
    )


def test_a_torn_tree_denies_nothing_and_ends() -> None:
    """Heads that go round, or point outside, stop the way up."""
    ring = sentence(("geen", 9, "det"), ("a", 2, "obj"), ("b", 1, "obj"))
    assert denial_in_tree(ring, first=1, last=2) is None
    assert denial_in_tree(ring, first=7, last=8) is None


def test_the_negation_itself_is_not_denied() -> None:
    tree = sentence(("geen", 1, "det"), ("plan", 1, "ROOT"))
    assert denial_in_tree(tree, first=0, last=1) is None
    denial = denial_in_tree(tree, first=1, last=2)
    assert denial is not None and denial.word == "geen"
