"""A text of a source in, an address that may stand in a page or nothing out."""

import re

_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250})(?::\d{1,5})?"
    r"(?:/[A-Za-z0-9/._~%?=&+,:;-]{0,1000})?"
)


def web_address(text: str) -> str:
    """Return the text where it is an address of the web, plainly written; else "".

    No account in it, and no sign that means anything in a page or in Markdown.
    """
    return text if _ADDRESS.fullmatch(text) else ""
