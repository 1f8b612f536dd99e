"""A cue of a stance in its sentence in, what the stance is about out.

A cue that ends in "dat" or "mits" opens a clause, and that clause is meant whole.
Behind every other cue stands the thing meant: it ends where the verb of the sentence
comes.
"""

import re
from functools import cache

from nlp.capitals import word_list

WORDS_FILE = "stance_words.toml"
MOST_THING_WORDS = 14
MOST_CLAUSE_WORDS = 30
# A comma or point inside a number ends nothing: "1,4 miljoen euro".
MARKS = re.compile(r"[;:!?()|\n]|[,.](?!\d)")
SPEAKERS = frozenset(("ik", "wij", "we"))
ADDING = frozenset(("en", "of", "and"))
RELATIVE = re.compile(r"waar\w+|die|dat|wie")
LEAST_LEFT = 2
PREPOSITIONS = frozenset("van voor op in aan over bij door met om tegen uit".split())
# "De niet geringe inzet", "om niet te bouwen": behind these it is no verb's.
BEFORE_NOT = (["de"], ["een"], ["om"])


def speaker_and_target(
    cue: re.Match[str], sentence: str, *, until: int
) -> tuple[str, str]:
    """Return who speaks behind a cue ("steunen we …"), and what the stance is about.

    ``until`` is where the next cue stands, beyond which no thing goes on.
    """
    rest = sentence[cue.end() :]
    opened_by = (cue[0].split()[-1].lower(), *rest.lower().split(maxsplit=1)[:1])
    opens_clause = not _openers().isdisjoint(opened_by)
    clause = MARKS.split(rest if opens_clause else sentence[cue.end() : until])[0]
    words = _ends().split(clause)[0].split()
    speaker = words.pop(0) if words and words[0].lower() in SPEAKERS else ""
    words = _undenied(words)
    if words and words[0].lower() in ADDING:
        return speaker, ""
    if opens_clause:
        return speaker, " ".join(words[:MOST_CLAUSE_WORDS])
    return speaker, " ".join(_thing(words, cue=cue[0]))


def _thing(words: list[str], *, cue: str) -> list[str]:
    """Return the words up to the verb of the sentence."""
    lowered = [word.lower() for word in words]
    relative = next((at for at in range(1, len(words)) if _is_relative(lowered[at])), 0)
    end = relative or len(words)
    for at in range(end):
        if lowered[at] in _verbs() and not _is_of_thing(lowered, at, end=end):
            return _trimmed(words[:at])
    # "De snelheid waarmee normen worden aangepast": those verbs are of the thing.
    return _trimmed(words) if relative else _trimmed(_without_deed(words, cue=cue))


def _is_of_thing(lowered: list[str], at: int, *, end: int) -> bool:
    """Tell whether "zijn" is whose ("zijn komst"), or "niet" a part of the thing."""
    if lowered[at] == "zijn":
        return at in (0, end - 2)
    return lowered[at] == "niet" and lowered[at - 1 : at] in BEFORE_NOT


def _undenied(words: list[str]) -> list[str]:
    """Leave out the denial that opens a thing: the stance itself has turned by it."""
    opening = [word.lower() for word in words[:2]]
    if opening == ["niet", "alleen"]:
        return words[2:]
    return words[1:] if opening[:1] in (["geen"], ["niet"]) else words


def _is_relative(word: str) -> bool:
    return RELATIVE.fullmatch(word) is not None


def _without_deed(words: list[str], *, cue: str) -> list[str]:
    """Leave out what was done: "bezwaar tegen de kap gemaakt".

    Only where the cue is what one makes or voices, and behind a thing named already.
    """
    lists = word_list(WORDS_FILE)
    is_deed = words[-1:] and words[-1] in lists["deeds"]
    is_made = is_deed and not set(lists["done"]).isdisjoint(cue.lower().split())
    # "De gemaakt" and "over gemaakt" miss their noun: no verb of the sentence.
    follows = words[-2].lower() if len(words) > LEAST_LEFT else ""
    is_clear = follows and not follows.endswith("e") and follows not in PREPOSITIONS
    return words[:-1] if is_made and is_clear else words


def _trimmed(words: list[str]) -> list[str]:
    kept = words[:MOST_THING_WORDS]
    while kept and kept[-1].lower() in ADDING:
        kept.pop()
    return kept


@cache
def _ends() -> re.Pattern[str]:
    ends = word_list(WORDS_FILE)["target_ends"]
    return re.compile(rf"\b(?:{'|'.join(ends)})\b", re.IGNORECASE)


@cache
def _verbs() -> frozenset[str]:
    return frozenset(word_list(WORDS_FILE)["target_verbs"])


@cache
def _openers() -> frozenset[str]:
    return frozenset(word_list(WORDS_FILE)["clause_openers"])
