"""The source of a Rich Text file in, its headings and notes marked, its title out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"\\(?P<word>[a-z]+)(?P<number>-?\d+)? ?|\\.|[{}]|[^\\{}]+", re.DOTALL
)
_RUNNING = frozenset(
    f"{part}{page}" for part in ("header", "footer") for page in ("", "l", "r", "f")
)
_KEPT_APART = frozenset(("footnote", "title", "stylesheet")) | _RUNNING
_LETTERS = re.compile(r"[^\W_]|\\'[0-9a-f]{2}")
_WORDS = re.compile(r"\\[a-z]+-?\d* ?|[{}]")
_STYLE = re.compile(r"\{(?:\\\*)?\\s(\d+)(?!\d)([^{}]*?);\s*\}")
_HEADING = re.compile(r"^(?:heading|kop) ([1-9])$", re.IGNORECASE)
_TITLES = ("title", "titel")
_NUMBER_TEXTS = ("listtext", "pntext")
# The formats hold no such sign, and the reader of the format leaves it alone.
_DEEPEST = 9
_SIGN = "\x1a"
MARK = re.compile(rf"{_SIGN}([HNL])(\d{{1,6}}){_SIGN}")
"""A heading with its level, a note with its place, or the number of an item."""
ITEM_TEXT = f"{_SIGN}L1{_SIGN}"
"""The mark of an item behind its number, before its own text."""


@dataclass(slots=True)
class MarkedSource:
    """A source in which marks stand for notes and before headings.

    ``notes`` and ``title`` are still in the format; ``running`` counts the headers
    and footers, which are not read.
    """

    text: str = ""
    notes: list[str] = field(default_factory=list)
    title: str = ""
    running: int = 0


def marked(source: str) -> MarkedSource:
    """Return the source with its marks; what is no such file comes back as it is."""
    source = source.replace(_SIGN, "")
    return _Marking(_levels(source)).of(source)


def _levels(source: str) -> dict[str, int]:
    """The level of every style that is one of headings, by its number."""
    found: dict[str, int] = {}
    for number, told in _STYLE.findall(source):
        name = _WORDS.sub("", told).strip()
        heading = _HEADING.match(name)
        if heading or name.lower() in _TITLES:
            found[number] = int(heading[1]) if heading else 1
    return found


def _in_whole_groups(tokens: Iterable[str]) -> set[int]:
    """The places of tokens in groups that are closed: others would take all below.

    Where a file ends too early, its last sign closes a group that lacks its own.
    """
    found: set[int] = set()
    opened: list[list[int]] = []
    last: list[int] = []
    for place, text in enumerate(tokens):
        if text == "{":
            opened.append([])
        elif text == "}":
            last = opened.pop() if opened else []
            found.update(last)
            continue
        elif opened and text.startswith("\\"):
            opened[-1].append(place)
        if text.strip("\0 \r\n"):
            last = []
    return found.difference(last) if opened else found


def _kept(text: str, word: str) -> str:
    """A token as the reader of the format is given it.

    It drops the older of the two words before the number of an item.
    """
    return f"\\listtext {_SIGN}L0{_SIGN}" if word in _NUMBER_TEXTS else text


class _Marking:
    """One walk over the tokens of a source: groups kept apart go elsewhere."""

    def __init__(self, levels: dict[str, int]) -> None:
        self._levels = levels
        self._found = MarkedSource()
        self._kept: list[str] = []
        self._apart: list[str] = []
        self._depth = 0
        # How deep the group of the number of an item began; 0 outside one.
        self._number = 0
        # The group that is kept apart: its name, and how deep it began.
        self._name, self._began = "", 0

    def of(self, source: str) -> MarkedSource:
        """Return the marked source."""
        tokens = list(_TOKEN.finditer(source))
        whole = _in_whole_groups(token.group() for token in tokens)
        for place, token in enumerate(tokens):
            text = token.group()
            if text == "{":
                self._depth += 1
            elif text == "}":
                self._depth -= 1
            word = token["word"] or ""
            if not self._name and word in _KEPT_APART and self._depth > 1:
                if place in whole:
                    self._name, self._began = word, self._depth
                continue
            self._mark_number(word)
            (self._apart if self._name else self._kept).append(_kept(text, word))
            if self._name and self._depth < self._began:
                self._end()
            elif not self._name:
                self._mark_heading(word, token["number"] or "")
        self._found.text = "".join(self._kept)
        return self._found

    def _mark_number(self, word: str) -> None:
        """Mark where the group of the number of an item ends."""
        if word in _NUMBER_TEXTS:
            self._number = self._number or self._depth
        elif self._depth < self._number:
            self._number = 0
            (self._apart if self._name else self._kept).append(ITEM_TEXT)

    def _mark_heading(self, word: str, number: str) -> None:
        level = self._levels.get(number, 0) if word == "s" else 0
        is_outlined = word == "outlinelevel" and number.isdecimal()
        if is_outlined and int(number[:2]) < _DEEPEST:
            level = int(number) + 1
        if level:
            self._kept.append(f"{_SIGN}H{level}{_SIGN}")

    def _end(self) -> None:
        """Keep what the group holds where it belongs, and its end in the source."""
        text = "".join(self._apart[:-1])
        if self._name == "footnote":
            self._kept.append(f"{_SIGN}N{len(self._found.notes)}{_SIGN}")
            self._found.notes.append(text)
        elif self._name == "title":
            self._found.title = self._found.title or text
        elif self._name in _RUNNING:
            self._found.running += bool(_LETTERS.search(_WORDS.sub("", text)))
        self._kept.append("}")
        self._name, self._apart = "", []
