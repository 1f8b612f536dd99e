"""A noun of something people do together in, the words that tell which one it is out.

"De moestuin achter de Jozefkerk", "windmolens van Dorpsbelang", "412 zonnepanelen op de
veilinghal" have no name of their own: where or whose they are makes them one.
"""

from itertools import takewhile

from domain.readings import InitiativeKind
from nlp.capitals import run_right, word_list
from nlp.common_words import is_common_word
from nlp.initiative_candidates import CONFIDENCE, LOCATED, Candidate
from nlp.initiative_known import Known
from nlp.initiative_names import BODY_KINDS
from nlp.initiative_shapes import is_plural
from nlp.initiative_words import WORDS_FILE, Trigger, initiative_words
from nlp.place_evidence import ends_in_everyday_word
from nlp.tokens import Shape, TokenisedText

_WORDS = {k: frozenset(v) for k, v in word_list(WORDS_FILE)["located"].items()}
JOINT = tuple(sorted(_WORDS["joint"]))
BUILT = tuple(sorted(_WORDS["built"]))
DEFINITE = frozenset("de het 't ’t t dit die deze dat onze ons".split())
TELLING = DEFINITE | {"een", "eigen", "nieuwe", "elektrische"}
HAD = tuple(sorted(_WORDS["had"]))
LOCATED_ENDINGS = (*JOINT, *BUILT, *HAD)
ARTICLES = frozenset("de het 't ’t t den".split())
LINKS = frozenset("van der den de het en & - –".split())
MOST_NUMBER_LENGTH = 5
LEAST_NOUN_LENGTH = 3
MOST_PARTS = 2
# Behind these somebody may be named: "de moestuin van Monique", "bij buurman Smit".
BESIDE_PERSONS = frozenset("van voor bij naast achter met".split())
PERSONS = tuple(
    "er aar ster man vrouw or ist oom tante heer lid juf dominee arts familie fam "
    "pastoor mevrouw meneer boerin broer zus vriend vriendin".split()
)
CARRYING = frozenset(("van", "voor"))
LOOPING = frozenset("loopt lopen liep".split())
TOPIC_LINKS = frozenset(("naar", "van"))


def is_located_word(word: str) -> bool:
    """Tell whether a word form is such a noun, or the number of a bus may follow it."""
    return word.lower().endswith(LOCATED_ENDINGS)


def located_name(text: TokenisedText, index: int, *, known: Known) -> Candidate | None:
    """Return the noun at a word with its count and what tells where or whose it is."""
    word = text.lower(index)
    first = index - int(text.lower(index - 1) in _WORDS["before"])
    has_count = text.words[first - 1].isdigit() if first else False
    if text.lower(first - 1) in _WORDS["units"] and first > 1:
        # "2 km houtwal": the measure is a part of the number.
        has_count = text.words[first - 2].isdigit()
        first -= int(has_count)
    if has_count and len(text.words[first - 1]) <= MOST_NUMBER_LENGTH:
        first -= 1
    before = text.lower(first - 1) if first else ""
    if before in _WORDS["none_of_them"] or text.is_shouted:
        return None
    if word in _WORDS["numbered"] and _is_number(text, index + 1):
        return _candidate(text, index, first, index + 2)
    is_joint = word.endswith(JOINT) or word.endswith(HAD)
    opens = not before or text.opens_sentence(first) or before in (",", "en", ":", ";")
    # "Tiny houses op het terrein", and no more, is rather a wish.
    opens = opens and text.lower(index + 1) == "van"
    if not (is_joint or has_count or before in DEFINITE or opens):
        return None
    needs_name = not (is_joint or has_count)
    end = _where_end(text, index + 1, known=known, needs_name=needs_name)
    if not end and _is_had(text, index, known=known):
        first, end = index, index + 1
    return _candidate(text, index, first, end) if end else None


def _is_had(text: TokenisedText, index: int, *, known: Known) -> bool:
    """Tell whether a body or place named before has it: "VV Zwiep heeft een pumptrack".

    What is wished for or is not there is no initiative.
    """
    opening, end = text.sentence_bounds(index)
    is_told = text.lower(index).endswith(HAD) and text.lower(index - 1) in TELLING
    # "De gebouwen en de moestuin" says what belongs together.
    is_told = is_told and text.lower(index - 2) != "en"
    if not is_told or not any(at in known.words for at in range(opening, index)):
        return False
    said = {text.lower(at) for at in range(opening, end)}
    clause = range(index + 1, min(end, index + 1 + MOST_NUMBER_LENGTH))
    after = takewhile(lambda at: not text.shapes[at] & Shape.MARK, clause)
    near = {text.lower(at) for at in (*range(opening, index), *after)}
    return bool(said & _WORDS["having"]) and not near & _WORDS["not_had"]


def _candidate(text: TokenisedText, index: int, first: int, last: int) -> Candidate:
    trigger = initiative_words().trigger(text.words[index])
    kind = trigger.kind if trigger else InitiativeKind.PROJECT
    return Candidate(first, last, kind, LOCATED, CONFIDENCE[LOCATED])


def _is_number(text: TokenisedText, index: int) -> bool:
    return index < len(text) and text.words[index].isdigit()


def _where_end(
    text: TokenisedText, index: int, *, known: Known, needs_name: bool
) -> int:
    """Return the word after "achter de oude kerk van Zwiepdorp", or 0."""
    end, is_named = index, False
    while text.is_capital(end):
        end += 1
    start = end
    for _ in range(MOST_PARTS):
        part, is_name = _part_end(text, end, known=known)
        # Behind "bij de kerk" only a name goes on: "bij de kerk van Zwiepdorp".
        if not part or (end > start and not is_name):
            break
        end, is_named = part, is_name
        if is_named:
            break
    return end if end > start and (is_named or not needs_name) else 0


def _part_end(text: TokenisedText, index: int, *, known: Known) -> tuple[int, bool]:
    """Return the end of one preposition with its noun, and whether that is a name."""
    if text.lower(index) not in _WORDS["prepositions"] or index + 1 >= len(text):
        return 0, False
    start = index + 1
    has_article = text.words[start] in ARTICLES
    start += int(has_article)
    if start >= len(text) or text.sentences[start] != text.sentences[index]:
        return 0, False
    body = known.organisation_from(start)
    if body is not None:
        return body.last, True
    if text.is_capital(start):
        is_person = not has_article and _may_be_a_person(text, index, known=known)
        end = 0 if is_person else _named_end(text, start, known=known)
        return end, bool(end)
    end, is_named = _noun_end(text, start, known=known, has_article=has_article)
    is_of = text.lower(index) in CARRYING and not is_named
    if is_of and end and text.lower(end - 1) in _WORDS["unnamed"]:
        return 0, False
    return end, is_named


def _may_be_a_person(text: TokenisedText, index: int, *, known: Known) -> bool:
    """Tell whether somebody may be meant: "van Monique", not "van Dorpsbelang"."""
    word = text.words[index + 1]
    if text.lower(index) not in BESIDE_PERSONS or index + 1 in known.words:
        return False
    is_common = is_common_word(word)
    return is_common or not ends_in_everyday_word(word.lower())


def _named_end(text: TokenisedText, start: int, *, known: Known) -> int:
    end = run_right(text, start, links=LINKS, blocked=())
    inside = (p.last for p in known.places if p.first < end < p.last)
    return next(inside, end)


def _noun_end(
    text: TokenisedText, start: int, *, known: Known, has_article: bool
) -> tuple[int, bool]:
    """Return the end of "oude postkantoor" or "hotel De Kroon"."""
    end = start
    while end < len(text) and _is_describing(text, end) and _is_noun(text, end + 1):
        end += 1
    if not _is_noun(text, end) or text.lower(end) in _WORDS["nowhere"]:
        return 0, False
    end += 1
    if text.is_capital(end) and text.sentences[end] == text.sentences[start]:
        if text.lower(end - 1).endswith(PERSONS) and end not in known.words:
            return 0, False
        return _named_end(text, end, known=known), True
    return (end if has_article else 0), False


def _is_noun(text: TokenisedText, index: int) -> bool:
    """Tell whether a word in small letters may be a noun: no verb or small word."""
    if index >= len(text) or text.shapes[index] & (
        Shape.MARK | Shape.CONNECTOR | Shape.CAPITAL | Shape.NUMBER
    ):
        return False
    words = initiative_words()
    word = text.lower(index)
    is_small = word in words.stops or word in words.verbs
    return word.isalpha() and len(word) >= LEAST_NOUN_LENGTH and not is_small


def _is_describing(text: TokenisedText, index: int) -> bool:
    return text.lower(index) in _WORDS["describing"]


def studied_name(text: TokenisedText, index: int, *, known: Known) -> Candidate | None:
    """Return "onderzoek naar de kade in Zwiepdorp" where it says that one is going on.

    "Er loopt een onderzoek naar …": without that it may be any study.
    """
    if text.lower(index + 1) not in TOPIC_LINKS or text.is_capital(index):
        return None
    first = index
    if text.lower(index - 1).endswith("e") and text.lower(index - 2) == "een":
        first -= 1
    opening = text.sentence_bounds(index)[0]
    said = {text.lower(at) for at in range(opening, first)}
    if text.lower(first - 1) != "een" or "er" not in said or not said & LOOPING:
        return None
    end = _topic_end(text, index + 1, known=known)
    return _candidate(text, index, first, end) if end else None


def _topic_end(text: TokenisedText, index: int, *, known: Known) -> int:
    """Return the end of "naar een otterpassage onder de N463", or 0."""
    start = index + 1 + int(text.lower(index + 1) in (*ARTICLES, "een"))
    if start >= len(text):
        return 0
    if text.is_capital(start):
        return _named_end(text, start, known=known)
    end, is_named = _noun_end(text, start, known=known, has_article=True)
    for _ in range(MOST_PARTS if end and not is_named else 0):
        part, _ = _part_end(text, end, known=known)
        end = part or end
    return end


def carried_end(
    text: TokenisedText, index: int, *, trigger: Trigger, known: Known
) -> int:
    """Return the end of "hitteplan van de gemeente Aalterveen", or 0."""
    is_own = trigger.is_compound and not trigger.is_generic
    if not is_own or trigger.kind not in BODY_KINDS or is_plural(text.words[index]):
        return 0
    if text.lower(index + 1) != "van" or text.is_capital(index):
        return 0
    start = index + 2 + int(text.lower(index + 2) in ARTICLES)
    body = known.organisation_from(start)
    return body.last if body is not None else 0
