"""Tokenised text with its organisations in, the stances it voices out.

A stance is a cue ("zorgen over", "mits") with who holds it, what it is about and the
sentence as it stands: never a score, because lexicons hardly beat guessing. Counts
belong to closed questions.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter

from domain.readings import Stance, StanceMention
from nlp.capitals import EntitySpan, word_list
from nlp.judged import Judged
from nlp.small_letters import small_letters
from nlp.stance_denials import (
    is_denied_before,
    is_denied_behind,
    is_denied_partly,
)
from nlp.stance_targets import SPEAKERS, speaker_and_target
from nlp.tokens import TokenisedText

WORDS_FILE = "stance_words.toml"
MOST_QUOTE = 600
OF = frozenset(("van", "uit"))
# "Als de huurder twijfelt aan …": what may be, nobody's stance.
IMAGINED = re.compile(r"^\W*(?:als|indien|wanneer|mocht|if)\b[^,;:]*$", re.IGNORECASE)
# When two cues overlap the longer wins; a denied one turns ("geen bezwaar tegen").
TURNED = {Stance.SUPPORT: Stance.OBJECTION}


class StanceFinder:
    """Finds cues with one pattern, sentence by sentence."""

    def __init__(self) -> None:
        """Read the word list."""
        words = word_list(WORDS_FILE)
        self._halves: dict[str, str] = words["halves"]
        self._openings = {
            cue: re.compile(rf"(?:{pattern})$", re.IGNORECASE)
            for cue, pattern in words["openings"].items()
        }
        self._holders = frozenset(words["holders"])
        self._assents = _any_of(words["assents"])
        self._lacking = _any_of(words["lacking"])
        self._cues = _cues()
        self._anchors = Judged(words=frozenset(words["anchors"]))
        self.rules = (self._anchors,)

    def find_stances(
        self, text: TokenisedText, *, organisations: Sequence[EntitySpan] = ()
    ) -> tuple[StanceMention, ...]:
        """Return every stance of a text, in order."""
        if not text.speaks_of(self.rules):
            return ()
        named = {span.first: span for span in organisations}
        bounds = {text.sentence_bounds(at) for at in text.where(self._anchors)}
        return tuple(
            stance
            for first, last in sorted(bounds)
            for stance in self._in_sentence(text, first, last, named)
        )

    def _in_sentence(
        self,
        text: TokenisedText,
        first: int,
        last: int,
        named: Mapping[int, EntitySpan],
    ) -> Iterator[StanceMention]:
        start, end = text.starts[first], text.ends[last - 1]
        sentence = text.text[start:end]
        cues = list(self._cues.finditer(small_letters(sentence)))
        speakers = list(self._speakers(text, first, last, named)) if cues else []
        nexts = [cue.start() for cue in cues[1:]]
        for cue, until in zip(cues, [*nexts, len(sentence)], strict=False):
            stance = self._stance(cue, sentence, until=until)
            if stance is None:
                continue
            speaker, target = speaker_and_target(cue, sentence, until=until)
            before = _last_before(start + cue.start(), speakers)
            holder = speaker or before
            is_alone = len(cues) == 1 and not holder
            is_rule = is_alone and not self._assents.search(sentence)
            if stance is Stance.CONDITIONAL and is_rule:
                # "Toegestaan, mits …": nobody takes a stand.
                continue
            yield StanceMention(
                stance=stance,
                holder=holder,
                target=target,
                text=sentence[:MOST_QUOTE],
                start_offset=start,
                end_offset=start + min(len(sentence), MOST_QUOTE),
            )

    def _stance(
        self, cue: re.Match[str], sentence: str, *, until: int
    ) -> Stance | None:
        """Return what a cue voices; a half without its other half voices nothing."""
        stance = Stance(str(cue.lastgroup))
        other = self._halves.get(cue[0])
        if other and not re.search(rf"\b{other}\b", sentence[cue.end() :]):
            return None
        opening = self._openings.get(cue[0])
        if opening and not opening.search(sentence[: cue.start()]):
            return None
        if sentence.endswith("?") or IMAGINED.match(sentence[: cue.start()]):
            return None
        if is_denied_partly(cue):
            return None
        is_denied = self._is_denied(stance, cue, sentence, until=until)
        return TURNED.get(stance) if is_denied else stance

    def _is_denied(
        self, stance: Stance, cue: re.Match[str], sentence: str, *, until: int
    ) -> bool:
        """Tell whether the sentence denies what a cue voices.

        Behind an objection only where its verb is cut in two: "wijst het plan niet
        af"; "bezwaar tegen de molens hielp niet" is an objection.
        """
        if is_denied_before(cue):
            return True
        is_support = stance is Stance.SUPPORT
        if is_support and self._lacking.search(sentence[cue.start() :]):
            return True
        reads_on = is_support or (stance is Stance.OBJECTION and cue[0] in self._halves)
        return reads_on and is_denied_behind(cue, until=until)

    def _speakers(
        self,
        text: TokenisedText,
        first: int,
        last: int,
        named: Mapping[int, EntitySpan],
    ) -> Iterator[tuple[int, str]]:
        """Yield each organisation or group of a sentence, with where it starts."""
        group = -1
        for at in range(first, last):
            span = named.get(at)
            if span is not None:
                # "Huurders van Domesta": they speak, not their landlord.
                is_theirs = group >= 0 and _is_of(text, group, span.first)
                start = group if is_theirs else span.first
                yield text.starts[at], text.span_text(start, span.last)
            elif text.lower(at) in self._holders:
                group = at
                yield text.starts[at], text.words[at]


def _last_before(offset: int, speakers: Sequence[tuple[int, str]]) -> str:
    """Return who was named last before an offset, or nothing."""
    at = bisect_left(speakers, offset, key=itemgetter(0))
    return speakers[at - 1][1] if at else ""


def _is_of(text: TokenisedText, group: int, first: int) -> bool:
    """Tell whether only "van" or "van de" stands between a group and a name."""
    between = {text.lower(at) for at in range(group + 1, first)}
    is_many = text.lower(group) not in SPEAKERS
    return is_many and bool(between & OF) and between <= OF | {"de", "het"}


@cache
def _cues() -> re.Pattern[str]:
    """Return one pattern for small letters, with the longest first in each group."""
    words = word_list(WORDS_FILE)
    order = (Stance.OBJECTION, Stance.SUPPORT, Stance.CONCERN, Stance.CONDITIONAL)
    groups = [
        f"(?P<{stance}>{'|'.join(sorted(words[stance], key=len, reverse=True))})"
        for stance in order
    ]
    return re.compile(rf"\b(?:{'|'.join(groups)})\b")


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)
