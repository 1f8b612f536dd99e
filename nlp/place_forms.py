"""A word with a capital in, what its form says of its being a place out."""

import re

from nlp.capitals import word_list
from nlp.place_evidence import name_shape
from nlp.place_streets import STREET_ENDINGS
from nlp.tokens import ROAD, Shape, shape_of

_WORDS = {key: frozenset(value) for key, value in word_list("place_words.toml").items()}
ENDINGS = tuple(_WORDS["endings"])
LIKE_PLACES = (*STREET_ENDINGS, *ENDINGS)
NO_ENDINGS = tuple(_WORDS["no_endings"])
IS_CAPITAL, IS_ROAD, IS_LIKE_PLACE, IS_JOINED = 1, 2, 4, 8


def is_common(word: str) -> bool:
    """Tell whether a word that is also a name is an everyday one."""
    return word.lower() in _WORDS["no_names"]


def is_like_place(word: str) -> bool:
    """Tell whether the ending of a capitalised word says it is a place."""
    lowered = word.lower()
    if not lowered.endswith(LIKE_PLACES) or lowered.endswith(NO_ENDINGS):
        return False
    if word.isupper() or "-" in word or lowered in _WORDS["no_places"]:
        return False
    # Every ending is tried: "steenweg" is one, and so is the "weg" it ends in.
    return any(
        lowered.endswith(ending) and len(lowered) - len(ending) >= 3
        for ending in LIKE_PLACES
    )


def judge_capital(word: str) -> int:
    """Return what a capitalised word may be; 0 for every other word."""
    if word.islower() or not shape_of(word) & Shape.CAPITAL:
        return 0
    if word.isalpha():
        is_like = IS_LIKE_PLACE if is_like_place(word) else 0
        return IS_CAPITAL | is_like | name_shape(word)
    parts = [part for part in re.split(r"[-–/]", word) if part]
    is_joined = len(parts) == 2 and all(p[0].isupper() and len(p) > 2 for p in parts)
    return (
        IS_CAPITAL
        | (IS_ROAD if ROAD.fullmatch(word) else 0)
        | (IS_LIKE_PLACE if is_like_place(word) else 0)
        | (IS_JOINED if is_joined else 0)
        | name_shape(word)
    )
