"""No figure moves by a few: many histories of a wave, each figure subtracted.

Between two publications, in every base of figures and every group of it, nobody's
part may differ or at least ``smallest_group`` people's.
"""

import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.build_order import MIDDLE
from warehouse.standing import broken_figures, read_shown, standing_of, write_shown

FEW = 5
_COUNTED = """
CREATE TABLE middle.counted_question (question_id VARCHAR, asked_question_id VARCHAR)
"""
TODAY = date(2026, 11, 26)
JUDGED = ("1", "2")
Base = tuple[str, str, str]
Shown = Mapping[tuple[Base, str], Mapping[str, str]]
"""Per base and group: whose part it is, and what they gave."""


@dataclass(frozen=True)
class Person:
    """Somebody who took part: their groups, and what they gave; "" is nothing."""

    group: str
    region: str
    choice: str = "yes"
    rare: str = ""
    stem: str = "1"
    text: str = "said"


class History:
    """Publications of one wave, one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.record: Path | None = None
        self.shown: dict[tuple[Base, str], dict[str, str]] = {}

    def publish(self, people: Mapping[int, Person]) -> dict[Base, bool]:
        """Publish; keep who is in which figure; tell which questions stood."""
        with duckdb.connect() as connection:
            connection.execute("ATTACH ':memory:' AS middle")
            connection.execute(f"SET VARIABLE smallest_group = {FEW}")
            connection.execute("SET VARIABLE mark_key = 'secret'")
            connection.register("shown_before", read_shown(self.record))
            _keep(connection, "candidate_mark", _marks(people))
            standing = standing_of(
                connection, today=TODAY, smallest_group=FEW, can_copy=True
            )
            _keep(connection, "held_response", standing.held)
            _keep(connection, "standing_wave", standing.waves)
            held = set(standing.held["response_id"])
            counted = {n: each for n, each in people.items() if n not in held}
            for name, frame in _tables(counted).items():
                _keep(connection, name, frame)
            select = (MIDDLE / "figure_member.sql").read_text(encoding="utf-8")
            connection.execute(f"CREATE TABLE middle.figure_member AS {select}")
            connection.execute(_COUNTED)
            broken = broken_figures(connection, can_copy=True)
            _keep(connection, "standing_figure", broken.to_pandas())
            self.record = self.folder / f"{len(list(self.folder.iterdir()))}.parquet"
            write_shown(connection, self.record)
        stood = {(each["kind"], each["subject_id"]) for each in broken.to_pylist()}
        is_copied = bool(standing.waves["is_copied"].any())
        fresh = _parts(counted)
        told = {}
        for key in fresh.keys() | self.shown.keys():
            stands = is_copied or key[0][:2] in stood
            told[key[0]] = stands
            if not stands:
                self.shown[key] = fresh.get(key, {})
        return told


def _keep(connection: Any, name: str, frame: pd.DataFrame) -> None:
    connection.register("made", frame)
    connection.execute(f"CREATE TABLE middle.{name} AS FROM made")


def _groups(person: Person) -> dict[str, str]:
    return {"all": "all", "group": person.group, "region": person.region}


def _given(person: Person) -> dict[Base, str]:
    """What somebody gave, per base they are in."""
    given = {("size", "", ""): "", ("answer", "CHOICE", "CHOICE"): person.choice}
    if person.rare:
        given["answer", "RARE", "RARE"] = person.rare
    if person.stem:
        given["answer", "STEM", "STEM"] = person.stem
    if person.stem in JUDGED:
        given["answer", "STEM", "judged"] = person.stem
    if person.text:
        given["theme", "", ""] = person.text
    return given


def _parts(people: Mapping[int, Person]) -> dict[tuple[Base, str], dict[str, str]]:
    found: dict[tuple[Base, str], dict[str, str]] = defaultdict(dict)
    for number, person in people.items():
        for base, given_there in _given(person).items():
            for grouping, name in _groups(person).items():
                found[base, f"{grouping} {name}"][f"p{number}"] = given_there
    return found


def _marks(people: Mapping[int, Person]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "wave": pd.Series([1] * len(people), dtype="int64"),
            "survey_id": pd.Series(["7"] * len(people), dtype="str"),
            "response_id": pd.Series(list(people), dtype="int64"),
            "person": pd.Series([f"p{n}" for n in people], dtype="str"),
            "version": pd.Series(
                [f"{n} {each}" for n, each in people.items()], dtype="str"
            ),
            "groups": pd.Series(
                [[f"{k} {v}" for k, v in _groups(p).items()] for p in people.values()],
                dtype="object",
            ),
        }
    )


def _frame(rows: Sequence[Sequence[object]], *names: str) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=pd.Index(names))
    kinds = {name: "str" for name in names} | {"response_id": "int64"}
    return frame.astype(kinds | ({"is_multiple": "bool"} if "state" in names else {}))


def _tables(people: Mapping[int, Person]) -> dict[str, pd.DataFrame]:
    answers = [
        ("7", n, question, question, "answered", code, False)
        for n, each in people.items()
        for question, code in (
            ("CHOICE", each.choice),
            ("RARE", each.rare),
            ("STEM", each.stem),
        )
        if code
    ]
    groups = [
        ("7", n, *group)
        for n, each in people.items()
        for group in _groups(each).items()
        if group[1]
    ]
    texts = [("7", n, f"t{n}", each.text) for n, each in people.items() if each.text]
    scale = [("STEM", code, 1.0) for code in JUDGED]
    key = ("survey_id", "response_id")
    return {
        "respondent": _frame([("7", n, "") for n in people], *key, "organisation_key"),
        "membership": _frame(groups, *key, "grouping", "group_name"),
        "open_answer": _frame(texts, *key, "passage_id", "text"),
        "answer_item": _frame(
            answers,
            *key,
            "asked_question_id",
            "question_id",
            "state",
            "code",
            "is_multiple",
        ),
        "statement_scale": pd.DataFrame(
            scale, columns=pd.Index(["question_id", "code", "scale_value"])
        ),
    }


def moved_by_few(before: Shown, after: Shown) -> list[tuple[Base, str, int]]:
    """The figures that differ by the parts of some people, but too few."""
    everybody = {base: len(parts) for (base, g), parts in before.items() if "all" in g}
    found = []
    for base, group in before.keys() | after.keys():
        old, new = before.get((base, group), {}), after.get((base, group), {})
        changed = {p for p in old.keys() | new.keys() if old.get(p) != new.get(p)}
        if 0 < len(changed) < FEW <= everybody.get(base, 0):
            found.append((base, group, len(changed)))
    return sorted(found)


def many(count: int, **given_by_all: str) -> dict[int, Person]:
    """People over two groups and two regions."""
    return {
        n: Person(group="AB"[n % 2], region="xy"[n // 2 % 2], **given_by_all)
        for n in range(count)
    }


# Single figures


def test_a_question_few_newcomers_answered_stands(tmp_path: Path) -> None:
    history = History(tmp_path)
    people = many(24, rare="red")
    history.publish(people)
    newcomers = {n: Person(group="AB"[n % 2], region="x") for n in range(24, 48)}
    newcomers[30] = replace(newcomers[30], rare="blue")
    stood = history.publish(people | newcomers)
    assert stood["answer", "RARE", "RARE"]
    assert not stood["answer", "CHOICE", "CHOICE"]
    assert not stood["size", "", ""]
    assert "p30" not in history.shown[("answer", "RARE", "RARE"), "all all"]
    assert "p30" in history.shown[("answer", "CHOICE", "CHOICE"), "all all"]


def test_it_moves_on_once_enough_answered_it(tmp_path: Path) -> None:
    history = History(tmp_path)
    people = many(24, rare="red")
    history.publish(people)
    people |= {24 + n: p for n, p in many(24).items()}
    people[30] = replace(people[30], rare="blue")
    assert history.publish(people)["answer", "RARE", "RARE"]
    for number in range(24, 48):
        people[number] = replace(people[number], rare="blue")
    assert not history.publish(people)["answer", "RARE", "RARE"]
    assert len(history.shown[("answer", "RARE", "RARE"), "all all"]) == 48


def test_an_edit_moves_only_the_question_that_was_edited(tmp_path: Path) -> None:
    """All changed their choice, one of them the rare question too."""
    history = History(tmp_path)
    people = many(24, rare="red")
    history.publish(people)
    people = {n: replace(each, choice="no") for n, each in people.items()}
    people[3] = replace(people[3], rare="blue")
    stood = history.publish(people)
    assert stood["answer", "RARE", "RARE"]
    assert not stood["answer", "CHOICE", "CHOICE"]
    assert not stood["theme", "", ""]


def test_a_statement_few_newcomers_judged_stands(tmp_path: Path) -> None:
    history = History(tmp_path)
    people = many(24)
    history.publish(people)
    newcomers = {24 + n: each for n, each in many(24, stem="unknown").items()}
    newcomers[30] = replace(newcomers[30], stem="2")
    assert history.publish(people | newcomers)["answer", "STEM", "STEM"]


def test_what_showed_nothing_is_counted_anew(tmp_path: Path) -> None:
    history = History(tmp_path)
    people = many(24)
    for number in range(4):
        people[number] = replace(people[number], rare="red")
    history.publish(people)
    people |= {24 + n: each for n, each in many(20).items()}
    people[24] = replace(people[24], rare="red")
    assert not history.publish(people)["answer", "RARE", "RARE"]


def test_the_attack_finds_what_is_not_held_back() -> None:
    """If this is not found, nothing would be."""
    people = many(24, rare="red")
    newcomers = {24 + n: each for n, each in many(24).items()}
    newcomers[30] = replace(newcomers[30], rare="blue")
    assert moved_by_few(_parts(people), _parts(people | newcomers)) == [
        (("answer", "RARE", "RARE"), "all all", 1),
        (("answer", "RARE", "RARE"), "group A", 1),
        (("answer", "RARE", "RARE"), "region y", 1),
    ]


@pytest.mark.parametrize(
    ("standing", "is_hidden_anew", "is_quoted"),
    [
        pytest.param("B", False, False, id="what stands is hidden"),
        pytest.param("A", True, True, id="what stands is shown"),
        pytest.param("", False, True, id="counted anew and shown"),
        pytest.param("", True, False, id="counted anew and hidden"),
    ],
)
def test_a_quote_needs_a_figure_that_is_shown_also_where_themes_stand(
    standing: str, is_hidden_anew: bool, is_quoted: bool
) -> None:
    """Else the quotes of others tell what who went had said."""
    with duckdb.connect() as connection:
        connection.execute("ATTACH ':memory:' AS middle")
        connection.execute("SET VARIABLE smallest_count = 3")
        for name, select in QUOTED.items():
            connection.execute(f"CREATE TABLE middle.{name} AS SELECT {select}")
        if not standing:
            connection.execute("DELETE FROM middle.standing_figure")
            connection.execute("DELETE FROM middle.standing_theme")
        connection.execute(f"UPDATE middle.standing_theme SET group_name='{standing}'")
        connection.execute(
            f"UPDATE middle.theme_figure SET is_suppressed={is_hidden_anew}"
        )
        shown = (MIDDLE / "shown_theme.sql").read_text(encoding="utf-8")
        connection.execute(f"CREATE TABLE middle.shown_theme AS {shown}")
        select = (MIDDLE / "chosen_quote.sql").read_text(encoding="utf-8")
        found = connection.execute(f"SELECT passage_id FROM ({select})").fetchall()
    assert found == ([("p1",)] if is_quoted else [])


QUOTED = {
    **dict.fromkeys(
        ("emergent_answer", "standing_quote"),
        "'t' AS theme_id, 'p9' AS passage_id, 'said' AS text, 1 AS wave LIMIT 0",
    ),
    "quotable": "'t' AS theme_id, 'p1' AS passage_id, 'said' AS text, 1 AS wave, "
    "NULL AS document_id, '7' AS survey_id, 1 AS response_id, true AS is_main, "
    "1.0 AS score",
    "respondent": "'7' AS survey_id, 1 AS response_id, 'r1' AS respondent_id, "
    "'A' AS stakeholder_group",
    "theme_figure": "'t' AS theme_id, 1 AS wave, 'stakeholder_group' AS grouping, "
    "'A' AS group_name, 12 AS respondent_count, false AS is_suppressed",
    "standing_wave": "1 AS wave, false AS is_copied",
    "standing_figure": "1 AS wave, 'theme' AS kind, '' AS subject_id",
    "standing_theme": "'t' AS theme_id, 1 AS wave, 'B' AS group_name",
}


# Every history

PEOPLE = st.builds(
    Person,
    group=st.sampled_from("ABB"),
    region=st.sampled_from(("x", "y", "")),
    choice=st.sampled_from(("yes", "no")),
    rare=st.sampled_from(("", "", "red")),
    stem=st.sampled_from(("", "1", "2", "unknown")),
    text=st.sampled_from(("", "said", "written")),
)
EDITS = st.dictionaries(st.integers(0, 35), st.none() | PEOPLE, max_size=36)
"""Per respondent: gone, or what they give from now on (completed, added, edited)."""


@pytest.mark.slow
@settings(max_examples=25)
@given(
    st.dictionaries(st.integers(0, 25), PEOPLE, min_size=8),
    st.lists(EDITS, min_size=1, max_size=3),
)
def test_no_figure_moves_by_a_few(
    first: dict[int, Person], steps: list[dict[int, Person | None]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        history, people = History(Path(folder)), dict(first)
        history.publish(people)
        for edits in steps:
            for number, person in edits.items():
                people.pop(number, None)
                if person is not None:
                    people[number] = person
            before = {key: dict(parts) for key, parts in history.shown.items()}
            history.publish(dict(sorted(people.items())))
            assert moved_by_few(before, history.shown) == []
