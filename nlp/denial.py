"""The tree of a sentence and a span in, whether its own clause denies the span out.

Where a negation hangs in the tree says how far it reaches: "geen" and "zonder" deny
their noun and all that belongs to it, "niet" the clause of its verb, never another one.
"""

from collections.abc import Iterator

from nlp.parsing import ParsedSentence, ParsedWord

OF_A_NOUN = frozenset(("geen", "zonder"))
OF_A_CLAUSE = frozenset(("niet", "nooit", "evenmin", "noch"))
OF_EVERYTHING = frozenset(("niemand", "nergens"))
NEGATIONS = OF_A_NOUN | OF_A_CLAUSE | OF_EVERYTHING
NO_DENIAL_BEFORE = frozenset(
    "alleen enkel slechts zozeer zomaar per betekenende iedereen alle altijd zonder "
    "duidelijk".split()
)
"""What a "niet" stands before when it does not deny the matter itself."""
ABOUT = frozenset(("tegen", "met", "over"))
NO_OBJECTION = frozenset(
    "bezwaar bezwaren probleem problemen moeite twijfel twijfels".split()
)
"""Who has none of these denies no matter: "geen bezwaar tegen windmolens"."""

_OTHER_CLAUSE = frozenset(
    ("advcl", "acl", "ccomp", "csubj", "conj", "parataxis", "appos")
)
_WHAT_IS_DONE = frozenset(("obj", "nsubj", "nsubj:pass"))


def is_denied(sentence: ParsedSentence, *, first: int, last: int) -> bool:
    """Tell whether a negation in the tree reaches ``first`` up to but not ``last``."""
    head, span = sentence.head_of(first, last), range(first, last)
    if head is None:
        return False
    outside = (word for word in _negations(sentence) if word.index not in span)
    return any(
        _reaches(denied, head, sentence=sentence)
        for negation in outside
        for denied in _denied_by(negation, sentence=sentence)
    )


def _negations(sentence: ParsedSentence) -> Iterator[ParsedWord]:
    forms = [*(word.form.lower() for word in sentence.words), "", ""]
    for place, word in enumerate(sentence.words):
        form, after = forms[place], forms[place + 1]
        if after == "in":
            after = forms[place + 2]
        is_twice = form == "zonder" and place > 0 and forms[place - 1] == "niet"
        rest = [each for each in forms[place + 1 : place + 4] if each[:5] != "enkel"]
        has_none = form == "geen" and rest[0] in NO_OBJECTION and rest[1] in ABOUT
        if is_twice or has_none or form not in NEGATIONS:
            continue
        if form not in OF_A_CLAUSE or after not in NO_DENIAL_BEFORE:
            yield word


def _denied_by(
    negation: ParsedWord, *, sentence: ParsedSentence
) -> Iterator[ParsedWord]:
    """Yield the words whose branches a negation denies."""
    denied = sentence.by_index.get(negation.head)
    if denied is None:
        return
    form = negation.form.lower()
    if form in OF_EVERYTHING:
        yield _clause_head(denied, sentence=sentence)
        return
    yield denied
    if form == "geen" and denied.relation in _WHAT_IS_DONE:
        # "geen afspraken gemaakt over X": X hangs from the verb, and belongs to it.
        yield from (
            word
            for word in sentence.words
            if word.head == denied.head
            and word.index > denied.index
            and word.relation.startswith("obl")
        )


def _clause_head(word: ParsedWord, *, sentence: ParsedSentence) -> ParsedWord:
    for above in sentence.ancestors(word.index):
        word = above
        if _opens_clause(above):
            break
    return word


def _reaches(denied: ParsedWord, head: int, *, sentence: ParsedSentence) -> bool:
    """Tell whether the way up from a word meets a denied one in the same clause."""
    for word in sentence.ancestors(head):
        if word.index == denied.index:
            return True
        if _opens_clause(word):
            return False
    return False


def _opens_clause(word: ParsedWord) -> bool:
    return word.relation.split(":")[0] in _OTHER_CLAUSE
