"""The invented people in, the responses of both waves as LimeSurvey keeps them out."""

from dataclasses import replace
from datetime import timedelta

from sources.demo.data import read_toml
from sources.demo.named import Known, name_one, read_known
from sources.demo.open_answers import OpenAnswer, Slot, hand_out
from sources.demo.opinions import Answers, closed_answers
from sources.demo.people import LAST_PAGE, Visit, make_visits, stream
from sources.demo.plants import plant
from sources.demo.questionnaire import (
    META,
    Questionnaire,
    export_columns,
    read_questionnaire,
)

_AGAIN = "Ik kreeg een herinnering terwijl ik al had meegedaan, dus nog maar een keer."
_TESTS = ("test", "TEST 2 niet meenemen aub")


def make_responses() -> dict[int, tuple[Answers, ...]]:
    """Make every response of both waves, sorted by id, one value per column."""
    visits = make_visits()
    texts = hand_out(visits)
    comments = iter(read_toml("people.toml")["comments"]["texts"])
    known = read_known()
    waves: dict[int, tuple[Answers, ...]] = {}
    for wave, all_ in visits.items():
        questionnaire = read_questionnaire(wave)
        rows = [
            _row(visit, questionnaire=questionnaire, texts=texts, known=known)
            for visit in all_
        ]
        _comment(rows, comments=[next(comments) for _ in range(21)], wave=wave)
        plant(rows, wave=wave)
        if wave == 1:
            rows.append(_second_time(all_, questionnaire=questionnaire))
            rows += _test_rows(all_, questionnaire=questionnaire)
        waves[wave] = tuple(sorted(rows, key=lambda row: int(row["id"] or 0)))
    return waves


def _row(
    visit: Visit,
    *,
    questionnaire: Questionnaire,
    texts: dict[Slot, OpenAnswer],
    known: tuple[Known, ...],
) -> Answers:
    chance = stream("answers", visit.wave, visit.number)
    answers = closed_answers(visit, chance=chance)
    answers |= name_one(visit, known=known, chance=chance)
    for question in ("KNELPUNT", "KANS"):
        given = texts.get((visit.wave, visit.number, question))
        answers[question] = given.text if given else ""
        if given and given.works_at and answers["ORGNAAM"]:
            answers["ORGNAAM"] = given.works_at
    row = dict.fromkeys(questionnaire.columns) | _meta(visit)
    for section in questionnaire.sections[: visit.reached]:
        for asked in section.questions:
            row |= {name: answers[name] for name in export_columns(asked)}
    return row


def _meta(visit: Visit) -> Answers:
    chance = stream("meta", visit.wave, visit.number)
    stamped = visit.stamped.isoformat(" ", "seconds")
    values = (
        visit.number,
        stamped if visit.is_complete else None,
        visit.reached,
        visit.person.language,
        str(chance.randrange(10**8, 2 * 10**9)),
        visit.person.token,
        visit.started.isoformat(" ", "seconds"),
        stamped,
    )
    return dict(zip(META, values, strict=True))


def _comment(rows: list[Answers], *, comments: list[str], wave: int) -> None:
    """Spread the remarks below the list over complete responses."""
    chance = stream("comments", wave)
    complete = [row for row in rows if row["submitdate"]]
    for row, text in zip(chance.sample(complete, len(comments)), comments, strict=True):
        row["TOELICHT[comment]"] = text


def _second_time(visits: tuple[Visit, ...], *, questionnaire: Questionnaire) -> Answers:
    """Let one panel member answer twice: the same token, a week later."""
    first = next(item for item in visits if _is_done(item, group="BWN"))
    last = visits[-1]
    again = replace(
        first,
        number=last.number + 2,
        reached=LAST_PAGE,
        is_complete=True,
        started=last.stamped + timedelta(hours=1),
        stamped=last.stamped + timedelta(hours=1, minutes=6),
    )
    row = _row(again, questionnaire=questionnaire, texts={}, known=read_known())
    return row | {"KNELPUNT": _AGAIN}


def _test_rows(
    visits: tuple[Visit, ...], *, questionnaire: Questionnaire
) -> list[Answers]:
    """Keep the two responses with which the makers tried the form."""
    rows = []
    for number, text in enumerate(_TESTS, 1):
        started = visits[0].started - timedelta(days=3, minutes=10 * (3 - number))
        trial = replace(
            next(item for item in visits if _is_done(item, group="BWN")),
            number=number,
            reached=LAST_PAGE,
            is_complete=True,
            started=started,
            stamped=started + timedelta(seconds=41),
        )
        row = _row(trial, questionnaire=questionnaire, texts={}, known=())
        words: Answers = {
            "token": None,
            "ORGNAAM": text,
            "KNELPUNT": text,
            "KANS": "test",
        }
        rows.append(row | words)
    return rows


def _is_done(visit: Visit, *, group: str) -> bool:
    return visit.is_complete and visit.person.group == group
