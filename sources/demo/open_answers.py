"""Hand-written answers and the visits in, each answer with a fitting visitor out."""

import random
from dataclasses import dataclass, field
from typing import Any

from sources.demo.data import list_files, read_toml
from sources.demo.people import OPEN_PAGE, Visit, stream

Slot = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """One hand-written answer and who could have given it."""

    text: str
    group: str
    question: str
    themes: tuple[str, ...]
    language: str
    wave: int = 0
    works_at: str = ""


@dataclass(frozen=True, slots=True)
class _Round:
    """The visits that reached the open questions, and the answers handed out."""

    visits: dict[int, tuple[Visit, ...]]
    used: dict[Slot, OpenAnswer] = field(default_factory=dict)


def read_open_answers() -> tuple[OpenAnswer, ...]:
    """Read every hand-written answer; wave 0 fits either wave."""
    return tuple(
        OpenAnswer(
            text=item["text"].strip("\n"),
            group=item["group"],
            question=item["question"],
            themes=tuple(item["themes"]),
            language=item.get("language", "nl"),
            wave=item.get("wave", 0),
            works_at=item.get("works_at", ""),
        )
        for name in list_files("answers", pattern="*.toml")
        for item in read_toml(name)["answer"]
    )


def hand_out(visits: dict[int, tuple[Visit, ...]]) -> dict[Slot, OpenAnswer]:
    """Give every answer to one visitor: (wave, response, question) to the answer."""
    chance = stream("open answers")
    able = {
        wave: tuple(visit for visit in all_ if visit.reached >= OPEN_PAGE)
        for wave, all_ in visits.items()
    }
    table = _Round(visits=able)
    answers = list(read_open_answers())
    chance.shuffle(answers)
    for answer in answers:
        visit = _choose(table, answer=answer, chance=chance)
        table.used[visit.wave, visit.number, answer.question] = answer
    return table.used | _empty_words(table, chance=chance)


def _choose(table: _Round, *, answer: OpenAnswer, chance: random.Random) -> Visit:
    first = 1 if chance.random() < 0.62 else 2
    regions = _regions(answer.text)
    for wave in (answer.wave,) if answer.wave else (first, 3 - first):
        fitting = [
            visit
            for visit in table.visits[wave]
            if visit.person.group == answer.group
            and (visit.person.language == "en") == (answer.language == "en")
            and (wave, visit.number, answer.question) not in table.used
        ]
        scores = [
            _score(table, visit=visit, answer=answer, regions=regions)
            for visit in fitting
        ]
        if fitting:
            pairs = zip(fitting, scores, strict=True)
            best = [visit for visit, score in pairs if score == max(scores)]
            return chance.choice(best)
    message = f"no {answer.group} left for the answer {answer.text[:40]!r}"
    raise LookupError(message)


def _score(
    table: _Round, *, visit: Visit, answer: OpenAnswer, regions: set[str]
) -> int:
    """Say how well an answer fits: its organisation, its place, its other answer."""
    question = "KANS" if answer.question == "KNELPUNT" else "KNELPUNT"
    other = table.used.get((visit.wave, visit.number, question))
    score = 2 if set(answer.themes) & set(visit.person.themes) else 0
    score += 1 if visit.person.region in regions else 0
    if other and (other.works_at or answer.works_at):
        score -= 6
    elif other:
        score += 1 if other.themes[0] == answer.themes[0] else -3
    return score


def _regions(text: str) -> set[str]:
    places: dict[str, list[str]] = read_toml("people.toml")["places"]
    return {
        code for code, names in places.items() if any(name in text for name in names)
    }


def _empty_words(table: _Round, *, chance: random.Random) -> dict[Slot, OpenAnswer]:
    """Let some who have nothing to say type a word for nothing."""
    others: dict[str, Any] = read_toml("people.toml")["others"]
    words: dict[Slot, OpenAnswer] = {}
    for visit in (visit for visits in table.visits.values() for visit in visits):
        language, group = visit.person.language, visit.person.group
        pool = others["empty_answers_en" if language == "en" else "empty_answers"]
        for question in ("KNELPUNT", "KANS"):
            slot = (visit.wave, visit.number, question)
            if slot not in table.used and chance.random() < 0.14:
                text = chance.choice(pool)
                words[slot] = OpenAnswer(text, group, question, (), language)
    return words
