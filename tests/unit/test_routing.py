"""A question that an answer leads past: its base does not tell who gave that answer."""

from collections.abc import Mapping, Sequence

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.privacy import DisclosureRule
from tests.spec.attacker import Sums
from warehouse.build_order import MIDDLE
from warehouse.hiding import READS, Audit, hidden_figures
from warehouse.routing import in_order, routes_of
from warehouse.spreads import EVERYONE, Group, Spread

RULE = DisclosureRule()
WIDTH = RULE.smallest_group / 2
GROUPS: list[Group] = [("region", name) for name in "ABCD"]
FILTER, FOLLOWED = "Q.JOIN", "Q.MARK"
Lines = Mapping[Group, Sequence[int]]


# Which answers lead past which question


def led_past(answers: Mapping[str, Sequence[str | None]]) -> set[tuple[str, ...]]:
    """Answers by question and respondent: None is not shown, "" is left empty."""
    with duckdb.connect() as connection:
        connection.execute("ATTACH ':memory:' AS middle")
        rows = [
            (name, name, "1", n, answer or None, "empty" if answer == "" else state)
            for name, given_by_all in answers.items()
            for n, answer in enumerate(given_by_all)
            for state in ["not_shown" if answer is None else "answered"]
        ]
        frame = pd.DataFrame(
            rows,
            columns=pd.Index(
                "question_id asked_question_id survey_id response_id code state".split()
            ),
        )
        connection.register("item", frame)
        connection.execute("CREATE TABLE middle.answer_item AS FROM item")
        select = (MIDDLE / "routed_answer.sql").read_text(encoding="utf-8")
        return set(connection.execute(select).fetchall())


YES_OR_NO = ["Y"] * 15 + ["N"] * 5


@pytest.mark.parametrize(
    ("marks", "past"),
    [
        # asked of everybody
        ([*"12312"] * 4, set()),
        # of those who said yes; some of them gave no mark
        ([*"12312"] * 3 + [None] * 5, {"N"}),
        (["", *"2312"] * 3 + [None] * 5, {"N"}),
        # of most of those who said yes, since something else leads past it too
        ([*"1231", None] * 3 + [None] * 5, {"N"}),
        # of nobody
        ([None] * 20, set()),
        # of nearly all, whatever they said
        ([*"12312"] * 3 + [None] * 4 + ["1"], set()),
    ],
)
def test_an_answer_leads_past_a_question(
    marks: list[str | None], past: set[str]
) -> None:
    found = led_past({FILTER: YES_OR_NO * 3, FOLLOWED: marks * 3})
    assert {option for _, first, option in found if first == FILTER} == past


def test_one_rare_answer_does_not_lead_past_what_half_were_asked() -> None:
    """The one who said maybe was not asked: that may be chance."""
    first = ["Y"] * 19 + ["M"]
    assert led_past({FILTER: first, FOLLOWED: ["1", None] * 10}) == set()


def test_who_was_not_asked_the_one_was_not_asked_the_other() -> None:
    """Two questions behind the same answer do not lead to each other."""
    marks = ["1"] * 15 + [None] * 5
    found = led_past({FILTER: YES_OR_NO, FOLLOWED: marks, "Q.WHY": marks})
    assert found == {(name, FILTER, "N") for name in (FOLLOWED, "Q.WHY")}


def test_what_leads_comes_first_and_nothing_leads_back() -> None:
    rows = [
        {"question_id": then, "filter_id": first, "option_code": "N"}
        for first, then in (("c", "b"), ("b", "a"), ("a", "c"))
    ]
    routes = routes_of(rows)
    assert len(routes) == 2
    spreads = [[Spread(subject=name, counts={}, bases={})] for name in "abc"]
    order = [each.subject for [each] in in_order(spreads, routes)]
    assert all(order.index(first) < order.index(then) for first, then in routes)


# What the bases tell


def cells(question: str, lines: Lines, answers: str) -> list[tuple[object, ...]]:
    total = [sum(column) for column in zip(*lines.values(), strict=True)]
    return [
        (question, question, 1, *group, answer, "", count, sum(line), True, "")
        for group, line in ({EVERYONE: total} | dict(lines)).items()
        for answer, count in zip(answers, line, strict=True)
    ]


def hide(
    first: Lines, then: Lines, *, is_routed: bool = True
) -> tuple[pd.DataFrame, pd.DataFrame, Audit]:
    """Return the answers, and which are hidden; saying no leads past the mark."""
    answers = pd.DataFrame(
        cells(FILTER, first, "YN") + cells(FOLLOWED, then, "123"),
        columns=pd.Index(
            "question_id component_id wave grouping group_name option_code "
            "option_label respondent_count base_count is_exclusive role".split()
        ),
    )
    is_first = answers["question_id"] == FILTER
    sizes = (
        answers[is_first]
        .groupby(["wave", "grouping", "group_name"], as_index=False)["respondent_count"]
        .sum()
    )
    past = ["N", ""] if is_routed else []
    route = {"question_id": FOLLOWED, "filter_id": FILTER, "option_code": past}
    tables = {name: pd.DataFrame({"wave": []}) for name in READS} | {
        "group_size": sizes,
        "answer_cell": answers,
        "routed_answer": pd.DataFrame(route),
        "statement_scale": pd.DataFrame(
            {"question_id": [], "scale_value": [], "size": [], "code": []}
        ),
    }
    audit = Audit()
    hidden = hidden_figures(tables.__getitem__, rule=RULE, audit=audit)
    return answers, hidden, audit


def told(first: Lines, then: Lines, *, is_asked_of_all: bool) -> list[object]:
    """What a reader narrows who knows that only who said yes was asked for a mark.

    How many these were may be shown; then no mark was given more often, and that tells
    nothing of one.
    """
    answers, hidden, _ = hide(first, then)
    unseen = {
        (row.subject_id, row.grouping, row.group_name, row.option_code)
        for row in hidden.itertuples()
    }
    small = {(g, name) for kind, g, name, _ in unseen if not kind}
    sums = Sums()
    groups = dict.fromkeys(zip(answers["grouping"], answers["group_name"], strict=True))
    for row in answers.itertuples():
        cell = (row.question_id, row.grouping, row.group_name, row.option_code)
        if cell in unseen:
            sums.aims.append(cell)
        else:
            sums.known[cell] = row.respondent_count
            sums.known[(*cell[:3], "base")] = row.base_count
    for group in groups:
        if group not in small:
            sums.known["size", *group] = float(
                sum(first[group]) if group in first else sum(map(sum, first.values()))
            )
        sums.whole(("size", *group), [(FILTER, *group, "base")])
        for question, options in ((FILTER, "YN"), (FOLLOWED, "123")):
            parts = [(question, *group, option) for option in options]
            sums.whole((question, *group, "base"), parts)
        silent = [] if is_asked_of_all else [("silent", *group)]
        sums.whole((FILTER, *group, "Y"), [(FOLLOWED, *group, "base"), *silent])
    for question, options in ((FILTER, "YN"), (FOLLOWED, "123")):
        for option in (*options, "base"):
            parts = [(question, *group, option) for group in first]
            sums.whole((question, *EVERYONE, option), parts)
    people = {group: sum(line) for group, line in then.items()}
    people[EVERYONE] = sum(people.values())
    return [
        (cell, low, high)
        for cell, low, high in sums.narrow(WIDTH)
        if cell[0] == FILTER or high - low < people[cell[1:3]] - 1e-6
    ]


def test_the_base_of_a_mark_does_not_tell_who_said_no() -> None:
    """Of twenty in A two said no; of fifteen in D one said yes."""
    yes_no = ([18, 2], [22, 18], [12, 13], [1, 14])
    first = dict(zip(GROUPS, yes_no, strict=True))
    marks = ([8, 4, 6], [8, 8, 6], [4, 4, 4], [0, 1, 0])
    then = dict(zip(GROUPS, marks, strict=True))
    assert told(first, then, is_asked_of_all=True) == []
    _, hidden, _ = hide(first, then)
    shown_bases = {
        group
        for group in GROUPS
        if sum(hidden["group_name"][hidden["subject_id"] == FOLLOWED] == group[1]) < 3
    }
    assert shown_bases == {GROUPS[1], GROUPS[2]}, "no more is hidden than must be"


MARKS = st.tuples(*[st.integers(0, 12)] * 3)


@given(
    st.tuples(*[st.tuples(MARKS, st.integers(0, 25))] * 4),
    st.sampled_from([0, 1, 4]),
)
@settings(max_examples=40, deadline=None)
def test_no_answer_is_told_by_the_base_of_the_next_question(
    drawn: tuple[tuple[tuple[int, int, int], int], ...], silent: int
) -> None:
    """Of those who said yes in each group, ``silent`` gave no mark."""
    first = {
        group: (sum(marks) + silent, max(no, 10 - sum(marks)))
        for group, (marks, no) in zip(GROUPS, drawn, strict=True)
    }
    then = {group: marks for group, (marks, _) in zip(GROUPS, drawn, strict=True)}
    assert hide(first, then)[2].recoverable == 0
    assert told(first, then, is_asked_of_all=not silent) == []
