"""An organisation in its text in, whether its part in an initiative is denied out."""

import re
from collections.abc import Sequence

from nlp.capitals import EntitySpan
from nlp.denial import clause_around, denies, is_close_behind
from nlp.denial_words import find_denying_words
from nlp.initiative_scope import Scope
from nlp.left_open import is_left_open
from nlp.role_words import endings_before
from nlp.small_letters import small_letters
from nlp.tokens import TokenisedText

# "Stroomnet trekt het project niet": at the end, or before the rest of the verb.
ENDS = re.compile(r"\W*(?:$|(?:uit|op|samen|mee|deel|bij)\b)")
# "Project X van de gemeente loopt niet": what is denied is not whose it is.
ATTACHING = frozenset("van door met by of with tussen bij namens".split())


def is_denied_beside(scope: Scope, listed: Sequence[EntitySpan]) -> bool:
    """Tell whether the sentence of a name denies or asks what a list does in it."""
    text = scope.text
    origin, sentence = _sentence(text, scope.first)
    name = text.starts[scope.first] - origin, text.ends[scope.last - 1] - origin
    who = text.starts[listed[0].first] - origin, text.ends[listed[-1].last - 1] - origin
    if is_left_open(sentence, at=who[0]):
        return True
    earlier, later = sorted((who, name))
    opening, _ = clause_around(sentence, start=later[0], end=later[1])
    if denies(sentence, start=max(opening, earlier[1]), end=later[0]):
        return True
    if earlier == who:
        opening, _ = clause_around(sentence, start=who[0], end=who[1])
        if denies(sentence, start=opening, end=who[0]):
            return True
    if not ATTACHING.isdisjoint(endings_before(text, listed[0].first)[:1]):
        return False
    _, closing = clause_around(sentence, start=later[0], end=later[1])
    return any(
        is_close_behind(sentence, word, later[1])
        and ENDS.match(sentence, word.end, closing)
        for word in find_denying_words(sentence, later[1], closing)
    )


def is_denied_in_clause(text: TokenisedText, listed: Sequence[EntitySpan]) -> bool:
    """Tell whether the clause of a list denies what it says of it, or asks it."""
    origin, sentence = _sentence(text, listed[0].first)
    start = text.starts[listed[0].first] - origin
    end = text.ends[listed[-1].last - 1] - origin
    if is_left_open(sentence, at=start):
        return True
    opening, closing = clause_around(sentence, start=start, end=end)
    return denies(sentence, start=opening, end=closing)


def _sentence(text: TokenisedText, index: int) -> tuple[int, str]:
    opening, closing = text.sentence_bounds(index)
    origin = text.starts[opening]
    return origin, small_letters(text.text[origin : text.ends[closing - 1]])
