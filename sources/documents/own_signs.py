"""The signs that reading puts in a text itself in, a text free of them out."""

import re

BEGINS, ENDS = "\uf8f1", "\uf8f2"
"""Round a part of a web page that folds out."""
COVER = "\uf8f3"
"""What stands in a cell that another reaches over."""
OWN_SIGNS = BEGINS + ENDS + COVER
"""What finds the main text of a page lets these through, and no passage keeps them."""

_NUMBERS = "|".join(f"x0*{ord(sign):x}|0*{ord(sign)}" for sign in OWN_SIGNS)
_OWN = re.compile(rf"[{OWN_SIGNS}]|&#(?:{_NUMBERS})(?![0-9a-f]);?", re.IGNORECASE)


def without_own_signs(text: str) -> str:
    """Return a text of markup without them, also where one is written as a number."""
    return _OWN.sub("", text)
