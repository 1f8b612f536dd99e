"""A capitalised word that no list holds in, whether its surroundings make it a place.

"In Wolvelaar", "op het Bargerzand", "Woonvisie Leidermeer 2040", "ik woon aan de
Tjonger": the word before says where, or the ending says that a place is meant.
"""

from collections.abc import Container

from domain.readings import InitiativeKind
from nlp.capitals import EntitySpan, word_list
from nlp.common_words import is_common_word
from nlp.initiative_words import initiative_words
from nlp.people import SURNAME_LINKS, is_name_of_people
from nlp.tokens import Shape, TokenisedText

_WORDS = {k: frozenset(v) for k, v in word_list("place_words.toml").items()}
WEAK_ENDINGS = tuple(sorted(_WORDS["weak_endings"]))
ADJECTIVES = tuple(sorted(_WORDS["adjectives"]))
EVERYDAY_ENDINGS = tuple(sorted(_WORDS["everyday_endings"]))
PLACE_TAILS = _WORDS["weak_endings"] | _WORDS["endings"] | _WORDS["street_endings"]
PLACE_ENDINGS = tuple(sorted(PLACE_TAILS))
ARTICLES = frozenset("de het 't ’t".split())
TYING = frozenset(("van", "en", "of"))
LOCATING = ARTICLES | _WORDS["bare_locators"] | _WORDS["weak_locators"] | {"bij"}
IS_PLAIN, IS_WEAK, IS_SIDED, IS_OPENER = 16, 32, 64, 128
LEAST_LENGTH = 4
LEAST_BARE_LENGTH = 5
LEAST_TAIL = 5
LEAST_BEFORE_ENDING = 3
# Before these two letters will do: "Esdiep".
LONG_ENDINGS = frozenset(("diep", "kanaal", "klooster", "polders"))
FIELD_ENDINGS = ("transitie", "zaken", "beleid", "ontwikkeling", "beheer", "bouw")
DWELLING_REACH = 4
MOST_NAME_WORDS = 3
# Of these the name behind the noun is that of an area; a project has one of its own.
AREA_KINDS = frozenset(
    {
        InitiativeKind.VISION,
        InitiativeKind.PLAN,
        InitiativeKind.AGREEMENT,
        InitiativeKind.RESEARCH,
    }
)


def name_shape(word: str) -> int:
    """Return what the form of a capitalised word allows, asked once per form."""
    if word.lower() in _WORDS["openers"]:
        return IS_OPENER
    if is_sided(word):
        return IS_SIDED
    if len(word) < LEAST_LENGTH or not word[1:].islower() or not word[0].isupper():
        return 0
    if not _is_plain_name(word):
        return 0
    return IS_PLAIN | (IS_WEAK if _is_weakly_like_place(word) else 0)


def evidence_end(text: TokenisedText, index: int, *, shape: int) -> int:
    """Return the word after a place that starts here by its surroundings, or 0.

    ``shape`` is what ``name_shape`` said of the word.
    """
    if shape & IS_SIDED:
        return index + 1
    if shape & IS_OPENER:
        return opened_end(text, index)
    if shape & IS_PLAIN:
        end = located_end(text, index, shape=shape)
        return end or initiative_area_end(text, index, shape=shape)
    return 0


def located_end(text: TokenisedText, index: int, *, shape: int) -> int:
    """Return the word after a place that the words before it locate, or 0."""
    before = text.lower(index - 1)
    if before not in LOCATING or _goes_on(text, index + 1):
        return 0
    if before in ARTICLES:
        is_place = _is_articled(text, index, is_weak=bool(shape & IS_WEAK))
    elif before in _WORDS["bare_locators"]:
        word = text.words[index]
        is_place = len(word) >= LEAST_BARE_LENGTH and _is_always_located(text, word)
        is_place = is_place and not _is_trusted(text, index)
    elif before == "bij":
        # "De brug bij Terpstra" stands beside somebody.
        is_beside = text.lower(index - 2) in _WORDS["beside"]
        is_place = bool(shape & IS_WEAK) and is_beside
    else:
        is_place = bool(shape & IS_WEAK)
    return index + 1 if is_place else 0


def _goes_on(text: TokenisedText, index: int) -> bool:
    """Tell whether the word before is the first of a longer name."""
    is_linked = text.lower(index) in SURNAME_LINKS and text.is_capital(index + 1)
    return is_linked or text.is_capital(index)


def _is_always_located(text: TokenisedText, word: str) -> bool:
    """Tell whether it nowhere in the text does or undergoes something.

    "Zij beschrijven Regidata" makes "in Regidata" a system; what stands behind "van",
    "en" or another name says nothing.
    """
    return not any(
        _is_object(text, at) for at, other in enumerate(text.words) if other == word
    )


def _is_trusted(text: TokenisedText, index: int) -> bool:
    """Tell whether somebody may be meant: "in Jansen heb ik geen vertrouwen"."""
    word = text.words[index]
    if is_name_of_people(word):
        return True
    said = (text.lower(at) for at in range(*text.sentence_bounds(index)))
    return any(one in _WORDS["trusting"] for one in said)


def _is_object(text: TokenisedText, index: int) -> bool:
    before = text.lower(index - 1)
    if index == 0 or text.shapes[index - 1] & (Shape.CAPITAL | Shape.MARK):
        opens = text.words[index - 1] == ";" or text.opens_sentence(index)
        return opens and index > 0
    is_said = before in LOCATING or before in _WORDS["locators"] or before in TYING
    return not is_said and before not in _WORDS["nouns"]


def _is_articled(text: TokenisedText, index: int, *, is_weak: bool) -> bool:
    """Tell whether it is "op het Bargerzand" or "ik woon aan de Tjonger"."""
    before = text.lower(index - 2)
    is_like = is_weak or text.lower(index) in _WORDS["squares"]
    if is_like and before in _WORDS["articled_locators"]:
        return True
    near = range(max(0, index - 2 - DWELLING_REACH), index - 2)
    return before == "aan" and any(text.lower(at) in _WORDS["dwelling"] for at in near)


def initiative_area_end(text: TokenisedText, index: int, *, shape: int) -> int:
    """Return the end of the area behind "Woonvisie" or "Regiodeal", or 0.

    Only one word no everyday text has: "Omgevingsvisie Warmte" has no area. Behind a
    name of its own ("leefstijlprogramma Vitaal Ooiveld") its ending has to fit.
    """
    words = initiative_words()
    if text.is_capital(index + 1) or text.lower(index) in words.fields:
        return 0
    at = index - 1
    while at > max(0, index - 1 - MOST_NAME_WORDS) and not words.trigger(
        text.words[at]
    ):
        if not text.is_capital(at):
            return 0
        at -= 1
    trigger = words.trigger(text.words[at]) if at >= 0 else None
    if trigger is None or text.sentences[at] != text.sentences[index]:
        return 0
    if shape & IS_WEAK:
        return index + 1 if trigger.is_compound or trigger.is_strong else 0
    is_own = trigger.is_compound or (trigger.is_strong and not trigger.is_generic)
    is_area = at == index - 1 and trigger.kind in AREA_KINDS
    return index + 1 if is_own and is_area else 0


def is_opened(text: TokenisedText, index: int) -> bool:
    """Tell whether an article and a capitalised word make another name of a place."""
    before = index - 1
    return (
        text.is_capital(before)
        and text.lower(before) in _WORDS["openers"]
        and text.lower(before - 1) in ARTICLES
        and text.words[before - 1].islower()
    )


def opened_end(text: TokenisedText, index: int) -> int:
    """Return the end of "aan de Grote Loef" and "in Ter Apelveen", or 0."""
    last = index + 2
    if text.words[index - 1 : index] in (["De"], ["Het"]):
        # "De Nieuwe Kade" may be a building as well.
        return 0
    if not text.is_capital(index + 1) or text.is_capital(last):
        return 0
    if initiative_words().trigger(text.words[index + 1]) or _goes_on(text, last):
        return 0
    before, place = text.lower(index - 1), text.lower(index + 1)
    is_place = place.endswith(PLACE_ENDINGS) or place in PLACE_TAILS
    if not is_place and ends_in_everyday_word(place):
        return 0
    if before in _WORDS["bare_locators"] | _WORDS["weak_locators"]:
        return last
    is_locating = text.lower(index - 2) in _WORDS["articled_locators"]
    return last if (before in ARTICLES and is_locating) or is_place else 0


def is_sided(word: str) -> bool:
    """Tell "Barge-Oost" and "Zuidwest-Twente": a name with a side of the compass."""
    first, dash, last = word.partition("-")
    if not dash or not first[:1].isupper() or not last[:1].isupper():
        return False
    name = first if last.lower() in _WORDS["sides"] else last
    is_name = len(name) >= LEAST_LENGTH and name[1:].islower()
    has_side = name is first or first.lower() in _WORDS["sides"]
    return is_name and has_side and not ends_in_everyday_word(name.lower())


def _is_weakly_like_place(word: str) -> bool:
    """Tell whether the ending fits a place, though a surname may have it too."""
    return word.endswith(WEAK_ENDINGS) and any(
        word.endswith(ending)
        and len(word) - len(ending) >= LEAST_BEFORE_ENDING - int(ending in LONG_ENDINGS)
        for ending in WEAK_ENDINGS
    )


def _is_plain_name(word: str) -> bool:
    """Tell whether a title-case word is an everyday one in nothing but its capital."""
    lowered = word.lower()
    if not word.isalpha() or lowered in _WORDS["no_names"]:
        return False
    if word.endswith(ADJECTIVES) or ends_in_everyday_word(lowered):
        return False
    words = initiative_words()
    return words.trigger(word) is None and not words.is_law(word)


def ends_in_everyday_word(lowered: str) -> bool:
    """Tell whether it is or ends as everyday words do: "intrekgebieden"."""
    if is_common_word(lowered) or lowered.endswith(EVERYDAY_ENDINGS):
        return True
    return any(
        is_common_word(tail) and tail not in PLACE_TAILS
        for tail in (lowered[at:] for at in range(2, len(lowered) - LEAST_TAIL + 1))
    )


def announced(text: TokenisedText, index: int) -> str:
    """Return the word that may announce a name, past the article it has of its own."""
    before = text.lower(index - 1)
    return text.lower(index - 2) if before == "de" else before


def has_own_article(text: TokenisedText, index: int) -> bool:
    """Tell whether "de" belongs to the name: "locatie de Tuinen", "wijk De Blokker"."""
    is_small = text.words[index - 1 : index] == ["de"]
    if is_small:
        return text.lower(index - 2) in _WORDS["nouns"]
    return is_named_by_place(text, index)


def has_locator(text: TokenisedText, index: int) -> bool:
    """Tell whether a capitalised name inside a sentence follows a word that locates."""
    if text.words[index] in ARTICLES and index + 1 < len(text):
        # "In de Bilt": the article may lack its capital.
        return has_locator(text, index + 1)
    if not text.is_capital(index) or text.opens_sentence(index):
        return False
    before = text.lower(index - 1)
    if before in ARTICLES:
        before = text.lower(index - 2)
    if before == "van":
        # "De entree van Haren", "inwoners van Best".
        return text.lower(index - 2) in _WORDS["parts_of"]
    return before in _WORDS["locators"] or before in _WORDS["nouns"]


def is_named_by_place(text: TokenisedText, index: int) -> bool:
    """Tell whether "De" of a site opens its name: "bedrijventerrein De Blokker".

    Blokker itself is a shop and a village; "rivier De Vecht" is the Vecht.
    """
    has_article = text.words[index - 1 : index] in (["De"], ["Het"])
    return has_article and text.lower(index - 2) in _WORDS["sites"]


def has_side_before(text: TokenisedText, index: int) -> bool:
    """Tell whether "Westelijk" before a known name belongs to it."""
    is_side = text.lower(index - 1) in _WORDS["sides_before"]
    return is_side and text.is_capital(index - 1) and not text.opens_sentence(index - 1)


def is_surname(text: TokenisedText, index: int) -> bool:
    """Tell whether "van" stands before a name that opens with a small "den"."""
    is_small = text.words[index] in ("den", "der", "ter", "ten")
    return is_small and text.lower(index - 1) == "van"


def is_inside_list(
    text: TokenisedText, span: EntitySpan, *, taken: Container[int]
) -> bool:
    """Tell whether a place goes on a list: "voor Oosterzwiep, Wierden en Epe"."""
    follows = text.words[span.first - 1 : span.first] == [","] and span.first > 1
    goes_on = text.lower(span.last) in (",", "en") and span.last + 1 in taken
    return follows and goes_on and not is_name_of_people(text.words[span.first - 2])


def stands_alone(text: TokenisedText, index: int) -> bool:
    """Tell whether one capitalised word stands there, no part of a longer name."""
    before = text.lower(index - 1)
    is_longer = text.is_capital(index + 1) or (
        text.is_capital(index - 1) and not text.opens_sentence(index - 1)
    )
    is_tied = before == "," or before in ARTICLES or before in SURNAME_LINKS
    return not (is_longer or is_tied or text.opens_sentence(index))


def opens_whole(text: TokenisedText, last: int) -> bool:
    """Tell whether a name goes on with "van", as in "Kop van Ameland"."""
    is_head = text.lower(last - 1) in _WORDS["heads_of"] and text.lower(last) == "van"
    return is_head and text.is_capital(last + 1)


def has_name(text: TokenisedText, first: int, last: int) -> bool:
    """Tell whether more than articles and single letters stands there."""
    words = (text.words[index] for index in range(first, last))
    return any(len(word) > 1 and word.lower() not in ARTICLES for word in words)


def is_inside_name(text: TokenisedText, last: int) -> bool:
    """Tell whether a hyphen joins what follows, as in "Utrecht-pas"."""
    return (
        last < len(text)
        and text.words[last].startswith("-")
        and (text.ends[last - 1] == text.starts[last] and len(text.words[last]) > 1)
    )


def is_field(word: str) -> bool:
    """Tell whether a word is what an office is for: "wethouder Ruimte"."""
    return word in initiative_words().fields or word.endswith(FIELD_ENDINGS)
