"""A text in, what a spreadsheet shows instead of running it out; and the way back."""

_BLANKS = (
    " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004"
    "\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\u200b"
)
_STARTS = ("=", "+", "-", "@", "|", "＝", "＋", "－", "＠")
_GUARD = "'"


def is_formula(text: str) -> bool:
    """Tell whether a text begins like a formula, also after blanks."""
    return text.lstrip(_BLANKS).startswith(_STARTS)


def guarded(text: str) -> str:
    """Put an apostrophe before what would run, or already bears one before that."""
    return f"{_GUARD}{text}" if is_formula(text.lstrip(_GUARD)) else text


def unguarded(text: str) -> str:
    """Take off the apostrophe that ``guarded`` put there, and no other."""
    rest = text.removeprefix(_GUARD)
    return rest if rest != text and guarded(rest) == text else text
