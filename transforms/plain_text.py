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
    """Collects text outside scripts, with a space where a browser breaks the line.

    What is hidden goes where it ends: words that only look like the opening of
    something hidden take nothing along.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self._hidden: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where hidden text begins."""
        if tag in _UNSEEN:
            self._hidden.append((tag, len(self.seen)))
        if tag in _BREAKS:
            self.seen.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Break the line for a tag that closes itself."""
        if tag in _BREAKS:
            self.seen.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Drop hidden text where it ends, with what was left open within it."""
        while any(tag == opened for opened, _ in self._hidden):
            opened, begins_at = self._hidden.pop()
            if opened == tag:
                del self.seen[begins_at:]
                break
        if tag in _BREAKS:
            self.seen.append(" ")

    def handle_data(self, data: str) -> None:
        """Keep text, until it turns out to be hidden."""
        self.seen.append(data)
