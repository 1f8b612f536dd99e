"""A text with first halves of broken signs in, itself with spaces for those out."""

import re

# The first byte of a no-break space, of which the second was lost or made a space.
_GLUED = re.compile("(?<=[^\\W\\d_A-ZÀ-Þ])Â[ \u00a0]?")
_LOOSE = re.compile("[ \u00a0]?(?:Â(?![^\\W\\d_])|(?<=[\\d.,;:!?)])Â)[ \u00a0]?")
_GRAVE = re.compile("(?<![A-ZÀ-Þ])Ã(?=[ \u00a0\n]|$)")
# Beside a capital these are letters of a word in capitals: «JOÃO», «PÂTÉ».
_LEFT = re.compile("(?<![A-ZÀ-Þ])[ÂÃ](?![A-ZÀ-Þ])|â€")


def without_loose_bytes(text: str, *, is_broken: bool) -> tuple[str, int]:
    """Return the text with loose first bytes mended, and how many there were.

    No Dutch word has an «Â» after a small letter. Elsewhere it may be meant, unless
    the text is known to be broken; at the beginning of a word it stays: «Âlde Feanen».
    """
    text, count = _GLUED.subn(" ", text)
    if not is_broken and not count:
        return text, 0
    text, loose = _LOOSE.subn(" ", text)
    text, graves = _GRAVE.subn("à", text)
    return text, count + loose + graves


def left_broken(text: str) -> int:
    """How many signs of a mended text may still be halves of broken ones."""
    return len(_LEFT.findall(text))
