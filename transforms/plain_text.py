"""Text with HTML in, plain text out."""

import re
from html.parser import HTMLParser

_UNSEEN = frozenset({"script", "style", "head", "title"})
_BREAKS = frozenset(
    "address article blockquote br dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6"
    " header hr li ol p pre section table td th tr ul".split()
)


def plain_text_from_html(text: str) -> str:
    """Return what a reader would see, on one line, without markup or scripts.

    Text without markup comes back with its white space made single; ``a < b`` stays.
    """
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return re.sub(r"\s+", " ", "".join(reader.seen)).strip()


class _Reader(HTMLParser):
    """Collects text outside scripts, with a space where a browser breaks the line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where hidden text begins."""
        self._unseen += tag in _UNSEEN
        if tag in _BREAKS:
            self.seen.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Break the line for a tag that closes itself."""
        if tag in _BREAKS:
            self.seen.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Note where hidden text ends."""
        if tag in _UNSEEN and self._unseen:
            self._unseen -= 1
        if tag in _BREAKS:
            self.seen.append(" ")

    def handle_data(self, data: str) -> None:
        """Keep text that is shown."""
        if not self._unseen:
            self.seen.append(data)
