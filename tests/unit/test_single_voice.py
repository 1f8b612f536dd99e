"""What tells on everybody in a group is hidden; what a group thinks is told."""

from collections.abc import Mapping, Sequence

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.privacy import DisclosureRule
from warehouse.build_order import MIDDLE
from warehouse.hiding import COLUMNS, READS, Audit, hidden_figures

RULE = DisclosureRule()
GROUPS = ("A", "B", "C", "D")


def cells(counts: Mapping[str, Sequence[int]], *, role: str) -> pd.DataFrame:
    """One question over groups that make up everybody, answers named a, b, c."""
    total = [sum(column) for column in zip(*counts.values(), strict=True)]
    lines = {("all", "all"): total} | {
        ("region", name): line for name, line in counts.items()
    }
    return pd.DataFrame(
        [
            ("Q", "Q", 1, *group, "abc"[n], "", count, sum(line), True, role)
            for group, line in lines.items()
            for n, count in enumerate(line)
        ],
        columns=pd.Index(
            "question_id component_id wave grouping group_name option_code "
            "option_label respondent_count base_count is_exclusive role".split()
        ),
    )


def hide(
    counts: Mapping[str, Sequence[int]],
    *,
    role: str,
    dominated: Sequence[tuple[str, str, int, str, str]] = (),
) -> tuple[dict[str, set[str]], Audit]:
    """Return the hidden answers per group, and the audit."""
    answers = cells(counts, role=role)
    sizes = answers.groupby(["wave", "grouping", "group_name"], as_index=False)[
        "respondent_count"
    ].sum()
    empty = {name: pd.DataFrame({"wave": []}) for name in READS}
    filled = pd.DataFrame(
        dominated,
        columns=pd.Index(["kind", "subject_id", "wave", "grouping", "group_name"]),
    )
    scale = pd.DataFrame({"question_id": [], "scale_value": [], "size": [], "code": []})
    tables = empty | {
        "group_size": sizes,
        "answer_cell": answers,
        "dominated_group": filled,
        "statement_scale": scale,
    }
    audit = Audit()
    frame = hidden_figures(tables.__getitem__, rule=RULE, audit=audit)
    assert list(frame.columns) == COLUMNS
    found: dict[str, set[str]] = {}
    for row in frame[frame["kind"] == "answer"].itertuples():
        found.setdefault(str(row.group_name), set()).add(str(row.option_code))
    return found, audit


# Everybody gave one answer

ONE_ANSWER = {"A": [20, 0], "B": [14, 16], "C": [15, 15], "D": [30, 10]}


def test_that_all_of_a_group_gave_one_answer_is_hidden() -> None:
    hidden, audit = hide(ONE_ANSWER, role="")
    assert hidden["A"] == {"a", "b"}
    assert len(hidden) >= 2, "alone it would be what is left of the total"
    assert "all" not in hidden
    assert (audit.unanimous, audit.of_one_mind, audit.telling) == (1, 0, 0)
    assert audit.recoverable == 0


@pytest.mark.parametrize("role", ["statement", "importance", "level", "lens"])
def test_that_all_of_a_group_hold_one_opinion_is_told(role: str) -> None:
    hidden, audit = hide(ONE_ANSWER, role=role)
    assert hidden == {}
    assert (audit.unanimous, audit.of_one_mind) == (0, 1)


def test_the_question_that_made_the_groups_tells_nothing_new() -> None:
    hidden, audit = hide(
        {"A": [20, 0, 0], "B": [0, 30, 0], "C": [0, 0, 25]}, role="region"
    )
    assert hidden == {}
    assert audit.unanimous == 0


def test_where_everybody_of_the_wave_agrees_no_group_is_told_on() -> None:
    hidden, _ = hide({"A": [20, 0], "B": [30, 0]}, role="")
    assert hidden == {}


@pytest.mark.slow
@given(
    st.lists(
        st.lists(st.sampled_from((0, 0, 3, 8, 15)), min_size=3, max_size=3),
        min_size=4,
        max_size=4,
    )
)
def test_no_reader_can_tell_that_a_group_gave_one_answer(
    lines: list[list[int]],
) -> None:
    counts = dict(zip(GROUPS, lines, strict=True))
    hidden, audit = hide(counts, role="")
    assert (audit.recoverable, audit.telling) == (0, 0)
    total = [sum(column) for column in zip(*lines, strict=True)]
    for name, line in counts.items():
        if max(line) == sum(line) >= 10 and max(total) < sum(total):
            assert hidden[name] == {"a", "b", "c"}


# One organisation fills the group


def dominated(
    people: Sequence[tuple[str, str | None]], *, is_attributed: bool = False
) -> set[tuple[str, str]]:
    """Return kind and group where one organisation is most of the base."""
    with duckdb.connect() as connection:
        connection.execute("ATTACH ':memory:' AS middle")
        connection.execute("ATTACH ':memory:' AS team")
        connection.execute("SET VARIABLE smallest_group = 10")
        connection.execute(
            f"CREATE TABLE team.source AS SELECT 's' AS source_id, "
            f"{is_attributed} AS is_attributed"
        )
        respondent = pd.DataFrame(
            {
                "survey_id": "7",
                "response_id": range(len(people)),
                "source_id": "s",
                "respondent_id": [f"p{n}" for n in range(len(people))],
            }
        )
        connection.register("made_respondent", respondent)
        connection.execute("CREATE TABLE middle.respondent AS FROM made_respondent")
        member = respondent.drop(columns="source_id").assign(
            wave=1,
            grouping="stakeholder_group",
            group_name=[group for group, _ in people],
            organisation_key=pd.Series([key for _, key in people], dtype="str"),
        )
        connection.register("made_member", member)
        connection.execute("CREATE TABLE middle.membership AS FROM made_member")
        connection.execute(
            "CREATE TABLE middle.open_answer AS FROM middle.respondent LIMIT 0"
        )
        connection.execute(
            "CREATE TABLE middle.answer_item AS SELECT *, 'Q' AS question_id, "
            "'answered' AS state, false AS is_multiple FROM middle.respondent"
        )
        select = (MIDDLE / "dominated_group.sql").read_text(encoding="utf-8")
        found = connection.execute(
            f"SELECT kind, group_name FROM ({select})"
        ).fetchall()
    return set(found)


@pytest.mark.parametrize(
    ("people", "found"),
    [
        # eight of fourteen are of one organisation, too few to speak for it
        ([("A", "acme")] * 8 + [("A", f"o{n}") for n in range(6)], True),
        # half is not most
        ([("A", "acme")] * 7 + [("A", f"o{n}") for n in range(7)], False),
        # enough of one organisation may speak for it
        ([("A", "acme")] * 10 + [("A", f"o{n}") for n in range(5)], False),
        # too small to be shown anyhow
        ([("A", "acme")] * 6 + [("A", f"o{n}") for n in range(3)], False),
        # nobody's organisation is known
        ([("A", None)] * 14, False),
    ],
)
def test_a_group_that_one_organisation_fills(
    people: list[tuple[str, str | None]], found: bool
) -> None:
    expected = {("size", "A"), ("answer", "A")} if found else set()
    assert dominated(people) == expected


def test_who_agreed_to_be_named_fills_no_group() -> None:
    people = [("A", "acme")] * 8 + [("A", f"o{n}") for n in range(6)]
    assert dominated(people, is_attributed=True) == set()


def test_such_a_group_is_hidden_in_its_question() -> None:
    counts = {"A": [8, 6], "B": [14, 16], "C": [15, 15], "D": [30, 10]}
    of_one = [("answer", "Q", 1, "region", "A")]
    hidden, audit = hide(counts, role="statement", dominated=of_one)
    assert hidden["A"] == {"a", "b"}
    assert (audit.dominated, audit.telling, audit.recoverable) == (1, 0, 0)
