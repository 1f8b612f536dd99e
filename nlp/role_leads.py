"""An initiative and an organisation in, whether a noun calls it the lead of that out.

"Trekker" alone does, "trekker van het project" too; "eigenaar van de kabels" is the
lead of something else.
"""

from nlp.capitals import EntitySpan
from nlp.denial_words import Kind, words_that_deny
from nlp.initiative_scope import DEFINITE, SMALL, Scope, refers_back, speaks_of_a_part
from nlp.initiative_words import initiative_words
from nlp.role_lists import announcing
from nlp.role_words import REACH, SENTENCE_PART_ENDS, label_before
from nlp.tokens import TokenisedText

# "Penvoerder van het geheel": what these name is made by the initiative.
WHOLES = frozenset(
    "geheel consortium samenwerking samenwerkingsverband traject alliantie coalitie "
    "partnerschap verband overleg thema lijn opgave".split()
)
# A trekker is a lead, and on the land a tractor.
VEHICLES = frozenset(("trekker", "trekkers"))
BEFORE_A_ROLE = ("de", "het", "onze", "beoogd", "eerste", "lijk", "lijke")
SAYING_WHO = frozenset(
    "is zijn was waren wordt worden werd blijft als ( , ; | – - penvoerder".split()
)
TELLING_WHO = frozenset(": is zijn was wordt ) –".split())


def is_called_lead(scope: Scope, span: EntitySpan) -> bool:
    """Tell whether a noun within a few words calls somebody the lead of it."""
    text, nouns = scope.text, initiative_words().lead_nouns
    near = (*_near(text, span.first - 1, step=-1), *_near(text, span.last, step=1))
    return any(text.lower(at) in nouns and _is_of_it(scope, at) for at in near)


def is_labelled_lead(scope: Scope, first: int) -> bool:
    """Tell whether it opens with its role: "Penvoerder van het consortium is X"."""
    label = label_before(scope.text, first, nouns=initiative_words().lead_nouns)
    return label >= 0 and _is_of_it(scope, label)


def _near(text: TokenisedText, start: int, *, step: int) -> list[int]:
    """Return the few words on one side, no further than a stop."""
    near: list[int] = []
    for at in range(start, start + step * REACH, step):
        if not 0 <= at < len(text) or text.words[at] in SENTENCE_PART_ENDS:
            break
        near.append(at)
    return near


def called_leads(text: TokenisedText) -> set[int]:
    """Return where the words start that call somebody the lead, and no tractor.

    "Trekker van dit overleg" as well.
    """
    return {
        text.starts[at]
        for at, word in enumerate(text.small)
        if word in VEHICLES and (_is_a_role(text, at) or _is_of_talk(text, at))
    }


def _is_of_talk(text: TokenisedText, noun: int) -> bool:
    """Tell whether what is led stands behind: "van het overleg", not "van de boer"."""
    what = noun + 2
    if text.lower(noun + 1) != "van" or what >= len(text):
        return False
    led = text.words[min(what + int(text.lower(what) in DEFINITE), len(text) - 1)]
    return led.lower() in WHOLES or initiative_words().trigger(led) is not None


def _is_a_role(text: TokenisedText, noun: int) -> bool:
    """Tell "X is de trekker" and "Trekker: X" from what farmers drive."""
    before = noun - 1
    # "Bestuurlijk trekker", "gezamenlijke trekker".
    while text.lower(before).endswith(BEFORE_A_ROLE):
        before -= 1
    following = text.lower(noun + 1)
    bodies = announcing() | initiative_words().bodies
    is_named = following in bodies or text.is_capital(noun + 1)
    is_said = text.lower(before) in SAYING_WHO or following in TELLING_WHO
    is_a = text.lower(noun - 1) in ("een", "a")
    return not is_a and (is_said or (is_named and text.opens_sentence(noun)))


def _is_of_it(scope: Scope, noun: int) -> bool:
    """Tell whether a lead is there, of this one or of nothing that is said."""
    text = scope.text
    if text.lower(noun - 1) in words_that_deny(Kind.NONE):
        return False
    if text.lower(noun + 1) != "van":
        return text.lower(noun) not in VEHICLES or _is_a_role(text, noun)
    what = noun + 2
    if refers_back(text, what) or speaks_of_a_part(text, what):
        return True
    own = {text.lower(at) for at in range(scope.first, scope.last)} - SMALL
    meant = {text.lower(what), text.lower(what + 1)}
    return not meant.isdisjoint(own | WHOLES)
