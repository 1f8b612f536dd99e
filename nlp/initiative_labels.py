"""A trigger noun that labels a line in, the name behind its colon out.

Fact sheets and tables name an initiative so: "Project: Klimaatrobuust Vollenhove."
"""

from nlp.capitals import run_right
from nlp.initiative_candidates import CONFIDENCE, LABELLED, Candidate
from nlp.initiative_known import Known
from nlp.initiative_names import LATER_LINKS
from nlp.initiative_words import InitiativeWords, Trigger
from nlp.table_cells import BETWEEN
from nlp.tokens import Shape, TokenisedText

LEAST_CAPITALS = 2
NAMING = frozenset(("naam", "titel"))
# Who is meant, or where to look, is no part of a name.
TITLES = frozenset("mevrouw meneer dhr mevr mw drs dr ir ing mr prof".split())
REFERENCES = frozenset("zie bijlage".split())
# These open a line that tells who; within a name they may be a street's.
ROLES = frozenset(
    "wethouder burgemeester gedeputeerde minister staatssecretaris raadslid statenlid "
    "voorzitter secretaris projectleider programmamanager".split()
)
# "Programma: Welkom Koffie Pauze" is how a day goes.
OF_A_DAY = frozenset(
    "welkom inloop ontvangst opening koffie thee pauze lunch diner borrel lezing "
    "workshop workshops vragen rondvraag sluiting afsluiting napraten".split()
)
LEAST_OF_A_DAY = 2
COUNTRY = "nederland"


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
    # In a row of a table every cell opens with its label.
    opens = text.opens_sentence(index) or text.words[index - 1] == BETWEEN
    opens = opens or (
        text.lower(index - 1) in NAMING and text.opens_sentence(index - 1)
    )
    start = index + 2
    if not opens or start >= len(text) or not text.is_capital(start):
        return None
    run_end = run_right(
        text, start, links=LATER_LINKS | {"van"}, articled=("in", "van", "aan")
    )
    end = _before_others(text, start, run_end)
    is_whole = end < run_end or end >= len(text) or bool(text.shapes[end] & Shape.MARK)
    span = range(start, end)
    capitals = sum(text.is_capital(at) for at in span)
    is_law = any(words.is_law(text.words[at]) for at in span)
    if not is_whole or capitals < LEAST_CAPITALS or is_law:
        return None
    if _tells_who(text, span, known=known) or _tells_a_day(text, span):
        return None
    return Candidate(start, end, trigger.kind, LABELLED, CONFIDENCE[LABELLED])


def _before_others(text: TokenisedText, start: int, end: int) -> int:
    """Stop before "De Heer Bakker" and "Zie Bijlage Twee"."""
    for at in range(start, end):
        word = text.lower(at).rstrip(".")
        if word == "heer" and at > start and text.lower(at - 1) == "de":
            return at - 1
        if word in TITLES or word in REFERENCES:
            return at
    return end


def _tells_who(text: TokenisedText, span: range, *, known: Known) -> bool:
    """Tell whether words are a body or place, or open with somebody's role."""
    others = [at for at in span if at not in known.words]
    is_national = span.start in known.organisation_words and [
        text.lower(at) for at in others
    ] == [COUNTRY]
    is_role = text.lower(span.start) in ROLES
    return not others or is_national or is_role or _is_agency(text, span)


def _is_agency(text: TokenisedText, span: range) -> bool:
    """Tell whether a name only says where a firm is: "Ipsos Nederland"."""
    is_pair = len(span) == LEAST_CAPITALS
    return is_pair and text.lower(span.stop - 1) in (COUNTRY, "international")


def _tells_a_day(text: TokenisedText, span: range) -> bool:
    return sum(text.lower(at) in OF_A_DAY for at in span) >= LEAST_OF_A_DAY
