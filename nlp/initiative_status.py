"""The name of an initiative and what speaks of it in, how far it is out."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from domain.readings import InitiativeKind, InitiativeStatus
from nlp.denial import Said
from nlp.initiative_scope import WRITTEN_KINDS, Scope
from nlp.initiative_withdrawal import is_withdrawn_behind, is_withdrawn_further_on
from nlp.initiative_words import initiative_words
from nlp.left_open import how_said
from nlp.small_letters import small_letters

# "Het bestuur stelde het in december vast": a pronoun for what was named before.
DONE_TO_IT = re.compile(
    r"\b(?:stelde|stelden|nam|namen|tekende|tekenden|voerde|voerden) "
    r"(?:het|hem|haar|die|deze|dit) (?:in|op|eind|begin|vorig|unaniem|vast|aan|uit)\b"
)
# A finished plan is not "being prepared" as well: when two cues stand equally near,
# the one that comes first here counts.
STATUS_ORDER = (
    InitiativeStatus.FINISHED,
    InitiativeStatus.ADOPTED,
    InitiativeStatus.RUNNING,
    InitiativeStatus.IN_PREPARATION,
    InitiativeStatus.ANNOUNCED,
    InitiativeStatus.IDEA,
)
# "In het onderzoek X meten A en B": what is done in it now goes on.
DONE_IN_IT = re.compile(
    r"^\W*(?:in|binnen|met|via|onder de naam)\b(?: (?:het|de|dit|deze|onze))?\W*$", re.I
)
PRESENT = re.compile(
    r"^\W*(?!met\b|niet\b|tot\b|en\b|staat\b|staan\b|moet)[a-zëï]+(?:[^e\W]t|[^d\W]en)\b"
)
# "De regio werkt aan een programma X": what is made so is not there yet.
MADE_KINDS = WRITTEN_KINDS | {
    InitiativeKind.PROGRAMME,
    InitiativeKind.AGREEMENT,
    InitiativeKind.SCHEME,
}
A_NEW_ONE = re.compile(r"\bwerk(?:t|en) (?:\w+ ){0,3}aan een (?:nieuwe? )?$", re.I)
# "Wordt in mei gestart" is still to come, "wordt sinds mei gebouwd" is not.
TO_BEGIN = re.compile(r"gestart|begonnen", re.IGNORECASE)
CONCLUDED = re.compile(r"\bafgesloten (?:met|door|tussen)\b", re.IGNORECASE)
# What a denial makes of a status: "nog niet gestart", "loopt niet meer".
DENIED = {
    Said.NOT_YET: {
        InitiativeStatus.FINISHED: InitiativeStatus.RUNNING,
        InitiativeStatus.ADOPTED: InitiativeStatus.IN_PREPARATION,
        InitiativeStatus.RUNNING: InitiativeStatus.IN_PREPARATION,
    },
    Said.NO_LONGER: {
        InitiativeStatus.ADOPTED: InitiativeStatus.FINISHED,
        InitiativeStatus.RUNNING: InitiativeStatus.FINISHED,
    },
}
# These tell of a time or of somebody, and denied they tell nothing.
NO_VERB = re.compile(r"sinds|inmiddels|we hebben|is er een|er \w+ een|hebben al")
CAN_BE_WITHDRAWN = frozenset({InitiativeStatus.ADOPTED, InitiativeStatus.RUNNING})
# How far before a name somebody may be said to be at work on it.
REACH = 200
MOST_SENTENCES = 16
Foreign = Callable[[int, int], bool]


def status_of(scope: Scope) -> InitiativeStatus:
    """Return what the sentence says of it, or else what the ones behind say."""
    text = scope.text
    opening, closing = text.sentence_bounds(scope.first)
    origin = text.starts[opening]
    written = text.text[origin : text.ends[closing - 1]]
    sentence = small_letters(written)
    start, end = text.starts[scope.first] - origin, text.ends[scope.last - 1] - origin
    if _is_being_written(sentence[max(0, start - REACH) : start], kind=scope.kind):
        return InitiativeStatus.IN_PREPARATION

    def foreign(first: int, last: int) -> bool:
        return scope.is_of_another(origin + first, origin + last)

    status = _status(sentence, start=start, end=end, foreign=foreign)
    if scope.kind is InitiativeKind.AGREEMENT and _is_concluded(status, sentence):
        return InitiativeStatus.ADOPTED
    if status in CAN_BE_WITHDRAWN and is_withdrawn_behind(scope):
        return InitiativeStatus.FINISHED
    if status is InitiativeStatus.UNKNOWN:
        status = _status_behind(scope)
    is_activity = scope.kind not in WRITTEN_KINDS
    is_open = is_activity and status is InitiativeStatus.UNKNOWN
    if is_open and _is_done_in(written, start, end):
        return InitiativeStatus.RUNNING
    return status


def _is_concluded(status: InitiativeStatus, sentence: str) -> bool:
    """Tell whether an agreement only seems finished: "is afgesloten met X"."""
    return status is InitiativeStatus.FINISHED and bool(CONCLUDED.search(sentence))


def _is_being_written(before: str, *, kind: InitiativeKind) -> bool:
    """Tell whether somebody is at work on a vision or plan: "werkt aan een …"."""
    if kind in MADE_KINDS and A_NEW_ONE.search(before):
        return True
    return kind in WRITTEN_KINDS and bool(initiative_words().writing.search(before))


def _is_done_in(sentence: str, start: int, end: int) -> bool:
    """Tell whether a sentence in the present says what is done in an initiative."""
    verb = PRESENT.match(sentence[end:])
    if verb is None or not DONE_IN_IT.match(sentence[:start]):
        return False
    words, small = initiative_words(), small_letters(sentence)
    if how_said(small, start=end, end=end + verb.end()) is not Said.SO:
        return False
    return not words.future.search(small) and not words.past.search(small)


def _status(
    sentence: str, *, start: int, end: int, foreign: Foreign | None = None
) -> InitiativeStatus:
    """Return the status whose cue stands nearest to the name, in small letters.

    Cues inside the name itself say nothing ("Uitvoeringsprogramma", "Wens"), nor do
    those of another name. What began and has ended since has ended.
    """
    cues = _cues(sentence, start=start, end=end, foreign=foreign)
    if not cues:
        return InitiativeStatus.UNKNOWN
    _, rank, at, said = min(cues)
    status, words = STATUS_ORDER[rank], initiative_words()
    if status is InitiativeStatus.ADOPTED and is_withdrawn_further_on(
        sentence, cues, since=at
    ):
        return InitiativeStatus.FINISHED
    if status is InitiativeStatus.RUNNING and words.begun.search(said):
        has_ended = any(cue[1] == 0 and cue[2] > at for cue in cues)
        if not has_ended and TO_BEGIN.fullmatch(said) and _is_future(sentence):
            return InitiativeStatus.ANNOUNCED
        status = InitiativeStatus.FINISHED if has_ended else status
    if words.drawn_up.fullmatch(said) and _is_past(sentence):
        return InitiativeStatus.UNKNOWN
    return _in_tense(status, sentence)


def _cues(
    sentence: str, *, start: int, end: int, foreign: Foreign | None
) -> list[tuple[int, int, int, str]]:
    """Return each cue by its distance to the name, its rank, its place and words."""
    cues: list[tuple[int, int, int, str]] = []
    for first, last, rank, said in _cues_in(sentence):
        if start <= first and last <= end and start < end:
            continue
        if foreign and foreign(first, last):
            continue
        # Around the name ("stelde de Nota Bodem vast") nothing is nearer.
        cues.append((max(0, start - last, first - end), rank, first, said))
    return cues


@lru_cache(maxsize=MOST_SENTENCES)
def _cues_in(sentence: str) -> tuple[tuple[int, int, int, str], ...]:
    """Return each cue of a sentence by its offsets, its rank and its words, once."""
    cues: list[tuple[int, int, int, str]] = []
    for status, cue in _found_in(sentence):
        said = _as_said(sentence, cue, status=status)
        if said is not None:
            cues.append((cue.start(), cue.end(), STATUS_ORDER.index(said), cue[0]))
    return tuple(cues)


def _found_in(sentence: str) -> Iterator[tuple[InitiativeStatus, re.Match[str]]]:
    """Yield each cue of each status; those of one status do not overlap."""
    words = initiative_words()
    free_from = dict.fromkeys(STATUS_ORDER, 0)
    for place in words.any_status.finditer(sentence):
        at = place.start()
        for status in STATUS_ORDER:
            cue = words.statuses[status].match(sentence, at)
            if cue and at >= free_from[status]:
                free_from[status] = cue.end()
                yield status, cue


def _as_said(
    sentence: str, cue: re.Match[str], *, status: InitiativeStatus
) -> InitiativeStatus | None:
    """Return the status that a cue says, or what is left of it where it is denied."""
    how = how_said(sentence, start=cue.start(), end=cue.end())
    if how is Said.SO:
        return status
    return None if NO_VERB.fullmatch(cue[0]) else DENIED.get(how, {}).get(status)


@lru_cache(maxsize=MOST_SENTENCES)
def _is_future(sentence: str) -> bool:
    words = initiative_words()
    return bool(words.future.search(sentence)) and not words.past.search(sentence)


@lru_cache(maxsize=MOST_SENTENCES)
def _is_past(sentence: str) -> bool:
    words = initiative_words()
    return bool(words.past.search(sentence)) and not words.future.search(sentence)


def _status_behind(scope: Scope) -> InitiativeStatus:
    """Return the status that the next sentences say of "het programma" or "zij"."""
    for opening, closing in scope.sentences_behind:
        sentence = scope.text.span_text(opening, closing)
        if scope.is_spoken_of(opening) or DONE_TO_IT.search(sentence):
            status = _status(small_letters(sentence), start=0, end=0)
            if status is not InitiativeStatus.UNKNOWN:
                return status
    return InitiativeStatus.UNKNOWN


def _in_tense(status: InitiativeStatus, sentence: str) -> InitiativeStatus:
    """Put back by one step what the sentence only says of the future."""
    if not _is_future(sentence):
        return status
    if status is InitiativeStatus.ADOPTED:
        return InitiativeStatus.IN_PREPARATION
    return InitiativeStatus.RUNNING if status is InitiativeStatus.FINISHED else status
