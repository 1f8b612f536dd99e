"""A text of markup in, the same without the signs that no markup may hold out."""

import re

_STRANGE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    r"|&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]))(?![0-9a-f]);?",
    re.IGNORECASE,
)


def without_strange_signs(text: str) -> str:
    """Return the text without them, also where one is written as a number.

    What reads markup lets them in, and then takes no text that holds one.
    """
    return _STRANGE.sub("", text)
