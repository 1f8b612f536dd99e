"""What is said of an initiative in, whether it was withdrawn since out."""

import re
from collections.abc import Sequence

from nlp.denial import Said
from nlp.initiative_scope import BEING, Scope
from nlp.initiative_words import initiative_words
from nlp.left_open import how_said
from nlp.small_letters import small_letters

WITHDRAWN = re.compile(
    r"\b(?:ingetrokken|vervallen|opgeheven|beëindigd|stopgezet|gestopt|verlopen)\b"
)
SENTENCE_JOINT = re.compile(r"[,;:]|\b(?:en|maar)\b")
BY_WHOM = re.compile(r"\b(?:door|in|op|per|na) (?:de|het|een) \w+")
ANYTHING_ELSE = re.compile(r"\b(?:de|het|een|deze|onze|oude|vorige|eerdere|waar\w*)\b")
# "In dit plan zijn twee torens vervallen": what stands behind these did not end.
BESIDE = re.compile(
    r"\b(?:door|in|op|per|na|van|bij|uit|voor|met|tot|aan|over|naast|volgens|binnen) "
    r"(?:de|het|een|dit|deze|dat|die|onze) \w+"
)
NAMED_AGAIN = re.compile(r"\b(?:de|het|een|deze|dit|die|dat|onze)\b(?: (\w+))?")
Cue = tuple[int, int, int, str]
"""A cue by its distance to the name, its rank, its place and its words."""


def is_withdrawn_further_on(sentence: str, cues: Sequence[Cue], *, since: int) -> bool:
    """Tell whether what was adopted is said to have ended further on.

    Not where something else did: "… en de oude regels zijn ingetrokken".
    """
    for _, _, at, said in cues:
        end = at + len(said)
        if at < since or not WITHDRAWN.search(said):
            continue
        part = SENTENCE_JOINT.split(sentence[since:end])[-1]
        if not ANYTHING_ELSE.search(BY_WHOM.sub("", part)):
            return True
    return False


def is_withdrawn_behind(scope: Scope) -> bool:
    """Tell whether a sentence behind says so: "In 2023 is het plan ingetrokken"."""
    return any(
        _is_withdrawn_in(scope, opening, closing)
        for opening, closing in scope.sentences_behind
    )


def _is_withdrawn_in(scope: Scope, opening: int, closing: int) -> bool:
    sentence = small_letters(scope.text.span_text(opening, closing))
    words = initiative_words()
    for cue in WITHDRAWN.finditer(sentence):
        is_said = how_said(sentence, start=cue.start(), end=cue.end()) is Said.SO
        if not is_said or words.future.search(sentence):
            continue
        part = BESIDE.sub("", SENTENCE_JOINT.split(sentence[: cue.start()])[-1])
        nouns = [noun for noun in NAMED_AGAIN.findall(part) if noun not in BEING]
        is_meant = all(map(scope.is_meant_by, nouns))
        if is_meant and (nouns or scope.is_spoken_of(opening)):
            return True
    return False
