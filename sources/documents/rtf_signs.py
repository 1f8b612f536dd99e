"""The source of a Rich Text file in, the same with letters in fonts of symbols as seen.

The format names its fonts by number; a letter in one of symbols is a tick or an arrow.
"""

import re
from dataclasses import dataclass, field

from sources.documents.symbol_fonts import is_symbol_font, sign_at, with_signs

_FONT = re.compile(r"\{\\f(\d+)((?:[^{};]|\{[^{}]*\})*);\}")
# What tells of a font before and behind its name.
_ABOUT = re.compile(r"\{[^{}]*\}|\\[a-z]+-?\d* ?", re.IGNORECASE)
_TOKEN = re.compile(
    r"\\(?P<word>[a-z]+)(?P<number>-?\d+)? ?|\\'(?P<hex>[0-9a-f]{2})|\\.|[{}]|[^\\{}]+",
    re.DOTALL | re.IGNORECASE,
)
_FIELD = re.compile(
    r"SYMBOL\s+(\d+)\s+\\\\f\s+\"([^\"]+)\"[^{}]*\}+\s*\{\\fldrslt(?![a-z])"
    r"(?=(?:\\[a-z]+-?\d* ?|\s)*\})"
)
# What stands in these groups is no text, or a bullet that the reader knows.
_APART = frozenset(
    "fonttbl colortbl stylesheet info listtable listoverridetable fldinst pict object"
    " listtext pntext".split()
)
_WHOLE = 0x10000


@dataclass(slots=True)
class SeenSource:
    """A source with signs as text, and how many letters of fonts are not known."""

    text: str
    unknown: int = 0


def with_signs_as_text(source: str) -> SeenSource:
    """Return the source with its symbols written as the signs a reader sees."""
    seen = SeenSource("")
    source = _FIELD.sub(lambda found: _field(found, seen), source)
    fonts = {n: _ABOUT.sub("", told).strip() for n, told in _FONT.findall(source)}
    symbols = {n: name for n, name in fonts.items() if is_symbol_font(name)}
    seen.text = _Walk(symbols, seen).of(source) if symbols else source
    return seen


def _field(found: re.Match[str], seen: SeenSource) -> str:
    sign = sign_at(found[2], int(found[1]))
    seen.unknown += sign is None
    return found.group() + _written(sign or "")


def _written(signs: str) -> str:
    """Signs as the format stores them, whatever number of letters stands for one."""
    return "".join(f"{{\\uc1\\u{ord(sign)}?}}" for sign in signs)


@dataclass(slots=True)
class _State:
    """What holds at a place in the source, and ends with its group."""

    font: str = ""
    is_apart: bool = False
    letters: int = 1


@dataclass(slots=True)
class _Walk:
    """One walk over the tokens of a source."""

    fonts: dict[str, str]
    seen: SeenSource
    states: list[_State] = field(default_factory=lambda: [_State()])
    skipped: int = 0

    def of(self, source: str) -> str:
        """Return the source, letters in fonts of symbols written as signs."""
        return "".join(self._token(token) for token in _TOKEN.finditer(source))

    def _token(self, token: re.Match[str]) -> str:
        text, state = token.group(), self.states[-1]
        if text == "{":
            self.states.append(_State(state.font, state.is_apart, state.letters))
        elif text == "}":
            self.skipped = 0
            if len(self.states) > 1:
                self.states.pop()
        elif word := token["word"]:
            return self._word(text, word.lower(), token["number"] or "")
        elif state.font and not state.is_apart:
            return self._letters(text, token["hex"])
        return text

    def _word(self, text: str, word: str, number: str) -> str:
        state = self.states[-1]
        if word == "f" and number:
            state.font = self.fonts.get(number, "")
        elif word == "plain":
            state.font = ""
        elif word == "uc" and number.isdecimal():
            state.letters = int(number[:2])
        elif word in _APART:
            state.is_apart = True
        elif word == "u" and number and state.font and not state.is_apart:
            self.skipped = state.letters
            return self._shown(chr(int(number[:6]) % _WHOLE))
        return text

    def _letters(self, text: str, code: str | None) -> str:
        """What stands in a font of symbols: one letter by its code, or plain text."""
        if text.startswith("\\") and code is None:
            return text
        told = chr(int(code, 16)) if code else text
        cut, self.skipped = min(self.skipped, len(told)), 0
        return "".join(self._shown(each) if each > " " else each for each in told[cut:])

    def _shown(self, letter: str) -> str:
        sign, unknown = with_signs(letter, self.states[-1].font)
        self.seen.unknown += unknown
        return "" if unknown else _written(sign)
