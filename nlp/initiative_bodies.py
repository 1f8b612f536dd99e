"""A named cooperative in its text in, whether it only acts there as a body does out.

A cooperative that people tell of is an initiative as well ("Coöperatie X draait al drie
jaar"); one that does something or carries something else is an organisation alone.
"""

from nlp.initiative_known import Known
from nlp.tokens import Shape, TokenisedText

# What it is said to be, not to do.
EXISTING = frozenset(
    "draait draaien loopt lopen bestaat bestaan groeit groeien start starten startte "
    "startten begint begon is was werd wordt telt tellen".split()
)
BEFORE_BODY = frozenset(
    "van door met namens bij aan tegen voor of by with from".split()
)
ARTICLES = frozenset(("de", "het", "onze", "the"))
VERB_ENDINGS = ("t", "en", "de", "te", "d")
NO_VERBS = frozenset("met met het tot niet dat wat uit en de te den een".split())
LISTING = frozenset((",", "en", "&"))


def is_acting_body(text: TokenisedText, first: int, last: int, *, known: Known) -> bool:
    """Tell whether words are the name of a cooperative that acts as a body does."""
    body = next(
        (s for s in known.organisations if s.first <= first and last <= s.last), None
    )
    if body is None:
        return False
    before = body.first - 1
    while before >= 0 and (
        text.lower(before) in ARTICLES or _is_listed_before(text, before, known=known)
    ):
        before -= 1
    if text.lower(before) in BEFORE_BODY:
        return True
    return _acts(text, body.last)


def is_listed_body(text: TokenisedText, first: int, last: int, *, known: Known) -> bool:
    """Tell whether it stands between two bodies of a list: "VNG, NPRES, PBL"."""
    is_between = text.words[first - 1 : first] == [","] and text.lower(last) in LISTING
    return (
        is_between
        and last - first == 1
        and text.words[first].isupper()
        and first - 2 in known.organisation_words
        and last + 1 in known.organisation_words
    )


def _is_listed_before(text: TokenisedText, index: int, *, known: Known) -> bool:
    """Tell whether a word belongs to other bodies of one list: "met A en …"."""
    return index in known.organisation_words or text.lower(index) in LISTING


def _acts(text: TokenisedText, index: int) -> bool:
    """Tell whether a verb of doing stands right behind: "leverde", "heeft"."""
    if index >= len(text) or text.shapes[index] & (Shape.CAPITAL | Shape.MARK):
        return False
    word = text.lower(index)
    is_verb = word.endswith(VERB_ENDINGS) and word.isalpha() and word not in NO_VERBS
    return is_verb and word not in EXISTING
