"""A trigger noun that tells what something is in, the name it tells it of out.

"Koele Kernen is de uitvoeringsagenda van …", "Erf en Evenwicht, het netwerk van …":
names without a trigger of their own, beside a noun that says what they are.
"""

from nlp.capitals import run_right
from nlp.initiative_candidates import APPOSED, CONFIDENCE, Candidate
from nlp.initiative_known import Known
from nlp.initiative_names import LATER_LINKS
from nlp.initiative_words import InitiativeWords, Trigger
from nlp.tokens import TokenisedText

ARTICLES = frozenset(("de", "het", "een", "ons", "onze", "a", "the"))
EQUATING = frozenset(("is", "was", ","))
# What follows the noun in an apposition; "…, het plan en de gevolgen" is a list.
GOING_ON = frozenset(
    "van voor waarin waarmee waarvan dat die tussen om in waar".split()
)
MOST_ADJECTIVES = 2
MOST_NAME_WORDS = 7
LEAST_SINGLE_LENGTH = 6
LINKS = LATER_LINKS | {"van", "in", "over", "het", "de"}


def apposed_name(
    text: TokenisedText,
    index: int,
    *,
    trigger: Trigger,
    words: InitiativeWords,
    known: Known,
) -> Candidate | None:
    """Return the name that the noun at a word is said of, if there is one."""
    end = _before_article(text, index)
    if end <= 0 or text.is_shouted:
        return None
    first = _name_start(text, end)
    while first < end and text.lower(first) in words.stops:
        first += 1
    if first >= end or not text.is_capital(first):
        return None
    span = range(first, end)
    if any(words.is_law(text.words[at]) or at in known.words for at in span):
        return None
    if not _is_told_of(text, first, end=end, index=index):
        return None
    capitals = sum(text.is_capital(at) for at in span)
    is_single = len(span) == 1 and len(text.words[first]) >= LEAST_SINGLE_LENGTH
    is_bare = is_single and words.trigger(text.words[first]) is not None
    if capitals > 1 or (is_single and not is_bare and text.words[end] == ","):
        kind, rule = trigger.kind, APPOSED
        return Candidate(first, end, kind, rule, CONFIDENCE[rule])
    return None


def _is_told_of(text: TokenisedText, first: int, *, end: int, index: int) -> bool:
    """Tell whether the noun is said of the name, not of something beside it.

    The name is the subject ("Koele Kernen is de …"; not "Aan de Woonvisie is een …"),
    or the noun goes on behind the comma ("…, het netwerk van …").
    """
    if text.words[end] == ",":
        return text.lower(index + 1) in GOING_ON
    return text.opens_sentence(first) or (
        text.lower(first - 1) in ARTICLES and text.opens_sentence(first - 1)
    )


def _before_article(text: TokenisedText, index: int) -> int:
    """Return the word after the name in "Koele Kernen is de … agenda", or 0."""
    at = index - 1
    for _ in range(MOST_ADJECTIVES):
        if text.lower(at) in ARTICLES:
            break
        if at < 0 or text.is_capital(at) or not text.words[at].isalpha():
            return 0
        at -= 1
    is_said = text.lower(at) in ARTICLES and text.lower(at - 1) in EQUATING
    is_one = at > 0 and text.sentences[at - 1] == text.sentences[index]
    return at - 1 if is_said and is_one else 0


def _name_start(text: TokenisedText, end: int) -> int:
    """Return the first word of the run of capitals that ends before a word."""
    start = end
    for first in range(end - 1, max(-1, end - 1 - MOST_NAME_WORDS), -1):
        if text.sentences[first] != text.sentences[end]:
            break
        if text.is_capital(first) and run_right(text, first, links=LINKS) == end:
            start = first
    return start
