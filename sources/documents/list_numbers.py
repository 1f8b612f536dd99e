"""The place of an item in its list in, the number that a reader cites it by out."""

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LETTERS = 26
_MOST_TIMES = 4
_LARGEST_ROMAN = 3_999


def number_shown(count: int, sort: str) -> str:
    """Return a number as one of five sorts: "1", "a", "A", "i" or "I".

    What a sort cannot write is empty, and so is every other sort.
    """
    if sort == "1":
        return str(count)
    if sort not in ("a", "A", "i", "I"):
        return ""
    shown = _letters(count) if sort in "aA" else _roman(count)
    return shown if sort.islower() else shown.upper()


def _letters(count: int) -> str:
    """The letters of a list as office programs count on after z: aa, bb, cc."""
    times, place = divmod(count - 1, _LETTERS)
    if count < 1 or times >= _MOST_TIMES:
        return ""
    return chr(ord("a") + place) * (times + 1)


def _roman(count: int) -> str:
    if not 0 < count <= _LARGEST_ROMAN:
        return ""
    shown = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        shown += letters * times
    return shown
