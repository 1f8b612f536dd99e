"""A trigger noun that labels a line in, the name behind its colon out.

Fact sheets and tables name an initiative so: "Project: Klimaatrobuust Vollenhove."
"""

from nlp.capitals import run_right
from nlp.initiative_candidates import CONFIDENCE, LABELLED, Candidate
from nlp.initiative_known import Known
from nlp.initiative_names import LATER_LINKS
from nlp.initiative_words import InitiativeWords, Trigger
from nlp.tokens import Shape, TokenisedText

LEAST_CAPITALS = 2
NAMING = frozenset(("naam", "titel"))


def labelled_name(
    text: TokenisedText,
    index: int,
    *,
    trigger: Trigger,
    words: InitiativeWords,
    known: Known,
) -> Candidate | None:
    """Return the name in "Project: X", which fills the rest of its line or sentence."""
    if (
        trigger.is_compound
        or text.is_shouted
        or text.words[index + 1 : index + 2] != [":"]
    ):
        return None
    opens = text.opens_sentence(index) or (
        text.lower(index - 1) in NAMING and text.opens_sentence(index - 1)
    )
    start = index + 2
    if not opens or start >= len(text) or not text.is_capital(start):
        return None
    end = run_right(
        text, start, links=LATER_LINKS | {"van"}, articled=("in", "van", "aan")
    )
    span = range(start, end)
    is_whole = end >= len(text) or bool(text.shapes[end] & Shape.MARK)
    capitals = sum(text.is_capital(at) for at in span)
    is_entity = all(at in known.words for at in span)
    is_law = any(words.is_law(text.words[at]) for at in span)
    if not is_whole or capitals < LEAST_CAPITALS or is_entity or is_law:
        return None
    return Candidate(start, end, trigger.kind, LABELLED, CONFIDENCE[LABELLED])
