"""The source of a Rich Text file in, the same without text that does not count out."""

import re
from dataclasses import dataclass, replace

_TOKEN = re.compile(
    r"\\(?P<word>[a-z]+)(?P<number>-?\d+)? ?|\\'[0-9a-f]{2}|\\.|[{}]|[^\\{}]+",
    re.DOTALL | re.IGNORECASE,
)
# The words for text that does not count, and which of them it is told as.
_SORTS = {
    "v": "hidden",
    "deleted": "deleted",
    "mvf": "deleted",
    "strike": "struck",
    "striked": "struck",
}
# Words that are signs of text; all others say how it looks or where it stands.
_SIGNS = frozenset(
    """
    u line tab emdash endash emspace enspace qmspace bullet lquote rquote ldblquote
    rdblquote
    """.split()
)
_SIGNS_ALONE = ("\\'", "\\~", "\\-", "\\_", "\\{", "\\}", "\\\\")
# What stands in these groups is text of no page; it is left to the reader.
_APART = frozenset(
    """
    fonttbl colortbl stylesheet info listtable listoverridetable rsidtbl revtbl
    generator xmlnstbl themedata colorschememapping datastore latentstyles pict object
    fldinst bkmkstart bkmkend xe tc annotation atnid atnauthor
    """.split()
)


@dataclass(frozen=True, slots=True)
class _State:
    """What holds at a place in the source, and ends with its group."""

    sorts: frozenset[str] = frozenset()
    is_apart: bool = False


@dataclass(slots=True)
class ShownSource:
    """A source without text that does not count, and how many pieces of it it had."""

    text: str
    hidden: int = 0
    deleted: int = 0
    struck: int = 0


def shown_source(source: str) -> ShownSource:
    """Return the source without what does not count; ends of lines stay."""
    if not re.search(rf"\\(?:{'|'.join(_SORTS)})(?![a-z])", source):
        return ShownSource(source)
    return _Showing().of(source)


class _Showing:
    """One walk over the tokens of a source."""

    def __init__(self) -> None:
        self._found = ShownSource("")
        self._state = _State()
        self._above: list[_State] = []
        # The piece that is being left out, once it has a letter.
        self._piece = ""

    def of(self, source: str) -> ShownSource:
        """Return what is shown of a source."""
        kept: list[str] = []
        for token in _TOKEN.finditer(source):
            text, word = token.group(), token["word"] or ""
            if text in ("{", "}"):
                self._turn(text)
            elif word:
                self._switch(word, is_on=token["number"] != "0")
            if not self._leaves_out(text, word):
                kept.append(text)
        self._found.text = "".join(kept)
        return self._found

    def _turn(self, brace: str) -> None:
        if brace == "{":
            self._above.append(self._state)
        elif self._above:
            self._state = self._above.pop()

    def _switch(self, word: str, *, is_on: bool) -> None:
        now = self._state
        sort = _SORTS.get(word)
        if sort:
            other = now.sorts - {sort}
            self._state = replace(now, sorts=other | {sort} if is_on else other)
        elif word == "plain":
            self._state = replace(now, sorts=frozenset())
        elif word in _APART:
            self._state = replace(now, is_apart=True)

    def _leaves_out(self, text: str, word: str) -> bool:
        """Whether a token is text that is not shown; a new piece of it is counted."""
        is_text = word in _SIGNS or (
            not word
            and text not in "{}"
            and (text[0] != "\\" or text.startswith(_SIGNS_ALONE))
        )
        if not is_text or self._state.is_apart:
            return False
        piece = min(self._state.sorts, default="")
        if not piece:
            # Line ends of the file itself are no text between two pieces.
            self._piece = self._piece if not text.strip("\r\n") else ""
            return False
        if piece != self._piece and text.strip():
            self._piece = piece
            setattr(self._found, piece, getattr(self._found, piece) + 1)
        return True
