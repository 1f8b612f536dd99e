"""Bytes of a text with one byte for each sign in, the encoding it reads best in out."""

import re
from itertools import islice

from domain.phrases import Phrase, phrase

# In the order in which they are likely; what reads as well in two is the first.
_NAMES = {
    "cp1252": phrase("signs_of_windows"),
    "iso8859-15": phrase("signs_of_latin"),
    "cp858": phrase("signs_of_dos"),
    "mac-roman": phrase("signs_of_mac"),
}
_LETTERS = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœß")
_CAPITALS = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŸŒ")
_SIGNS = frozenset("“”„‘’‚–—…•·€£§©®°±²³´µ¹ºª«»¼½¾×\u00a0\u00ad™†")
# These stand inside words; other signs stand at their edges.
_INSIDE = frozenset("’·\u00ad")
_BEYOND = re.compile(r"[^\x00-\x7f]")
_MOST_LOOKED_AT = 2_000


def likeliest(data: bytes) -> tuple[str, Phrase]:
    """Return the encoding in which most signs stand where they can, and its name."""
    best = max(_NAMES, key=lambda encoding: _score(data.decode(encoding, "replace")))
    return best, _NAMES[best]


def _score(text: str) -> int:
    """How many signs beyond ASCII stand well, less those that do not."""
    found = islice(_BEYOND.finditer(text), _MOST_LOOKED_AT)
    return sum(1 if _stands_well(text, match.start()) else -1 for match in found)


def _stands_well(text: str, at: int) -> bool:
    """Whether a sign of Dutch and its neighbours can stand beside what is there."""
    sign, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if sign in _LETTERS:
        return before.isalpha() or after.isalpha()
    if sign in _CAPITALS:
        return not before.islower() and (before.isalpha() or after.isalpha())
    is_inside = before.isalpha() and after.isalpha()
    return sign in _SIGNS and (not is_inside or sign in _INSIDE)
