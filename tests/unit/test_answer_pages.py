"""Pages tidied together leave what each alone would leave, whatever goes wrong."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.declarations import Roles
from domain.errors import StateDamaged
from flows import answer_pages
from flows.answer_passages import passages_of
from flows.landed_surveys import LandedSurvey, landed_surveys
from flows.run_context import RunContext
from tests.doors.survey_examples import question, survey
from tests.spec.asked import Asked, land, landed_run
from warehouse.checks import CheckedColumn, Checker, shared_checker
from warehouse.erasing import OLD_TEXT
from warehouse.findings import Finding

# Great Expectations imports a parser that still names old modules of Python.
pytestmark = pytest.mark.filterwarnings(
    "ignore:module 'sre_.*' is deprecated:DeprecationWarning"
)
STRUCTURE = survey(
    question("T1", "T"), question("L1", "L", options={0: ("A", "B")}, has_other=True)
)
TABLES = (
    "response response_column answer passage answer_file quarantine check_result "
    "ledger response_version"
).split()
OF_A_RUN = {"run_id", "first_run_id", "ended_run_id", "first_seen_at", "ended_at"}
FIRST = {
    1: "Het net is vol.",
    1000: "Bel 06-12345678",
    1001: "geen",
    1002: "Meer bos",
    2500: "Water",
}
LATER = {1: "Het net is vol.", 1000: "Bel mij niet", 1002: "Meer bos", 2501: "Dijk"}
Answers = Mapping[int, str | None]


def asked(answers: Answers, **shape: Any) -> Asked:
    """Return the survey with these texts by response; every third has no option."""
    return Asked(
        survey_id="7",
        structure=replace(STRUCTURE, **shape),
        roles=Roles(open=("T1",)),
        answers=[
            {"id": number, "T1": text, "L1": "weg" if number % 3 == 0 else "A"}
            for number, text in answers.items()
        ],
    )


def the_survey(context: RunContext) -> LandedSurvey:
    (found,) = landed_surveys(context)
    return found


def together(context: RunContext) -> None:
    found = the_survey(context)
    answer_pages.tidy_pages(context, found, found.pages, shared_checker())


def one_by_one(context: RunContext) -> None:
    found = the_survey(context)
    for page in found.pages:
        answer_pages.tidy_pages(context, found, [page], shared_checker())


def contents(context: RunContext) -> dict[str, list[str]]:
    """Return every row of every table, without the run it is of.

    That old text is still in the file tells of the way there, not of what is there.
    """
    return {
        table: sorted(
            repr({name: row[name] for name in row if name not in OF_A_RUN})
            for row in context.warehouse.records(f"FROM {table}")
            if row.get("stage") != OLD_TEXT
        )
        for table in TABLES
    }


def after(
    folder: Path,
    states: Sequence[Answers],
    tidy: Callable[[RunContext], None],
    **shape: Any,
) -> dict[str, list[str]]:
    """Tidy one state of the survey after another and return what is stored."""
    with landed_run(folder, [asked(states[0], **shape)]) as context:
        for state in states:
            land(context, asked(state, **shape))
            tidy(context)
        return contents(context)


@pytest.mark.slow
def test_pages_together_are_pages_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = after(tmp_path / "1", [FIRST, LATER], one_by_one)
    monkeypatch.setattr(answer_pages, "_CELLS_AT_ONCE", 9)
    assert after(tmp_path / "2", [FIRST, LATER], together) == expected
    statuses = [
        word
        for row in expected["response_version"]
        for word in ("current", "replaced", "deleted")
        if word in row
    ]
    assert sorted(statuses) == ["current"] * 4 + ["deleted"] * 2 + ["replaced"]
    assert len(expected["passage"]) == 4
    assert not [row for row in expected["passage"] if "12345678" in row]


@pytest.mark.slow
@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from([1, 999, 1000, 1001, 2000, 2001]),
            st.sampled_from([None, "", "Het net is vol", "-", "jan@dorp.nl"]),
            min_size=1,
        ).map(lambda state: dict(sorted(state.items()))),
        min_size=2,
        max_size=3,
    )
)
def test_any_edits_and_deletions_over_pages(
    tmp_path_factory: pytest.TempPathFactory, states: list[Answers]
) -> None:
    folder = tmp_path_factory.mktemp("proef")
    expected = after(folder / "1", states, one_by_one)
    assert after(folder / "2", states, together) == expected


@pytest.mark.slow
def test_rows_that_break_a_rule_are_set_apart_on_their_own_page(tmp_path: Path) -> None:
    columns = tuple(
        replace(column, scale=-1) if column.heading == "L1[other]" else column
        for column in STRUCTURE.columns
    )
    expected = after(tmp_path / "1", [FIRST], one_by_one, columns=columns)
    assert after(tmp_path / "2", [FIRST], together, columns=columns) == expected
    pages = {(number - 1) // 1000 for number in FIRST}
    assert len(expected["quarantine"]) == len(pages)
    assert len(expected["answer"]) == len(FIRST) * (len(columns) - 1)


def test_a_damaged_page_stops_after_the_pages_before_it(tmp_path: Path) -> None:
    with landed_run(tmp_path / "1", [asked(FIRST)]) as context:
        first, middle, _ = the_survey(context).pages
        context.landing.path_of(middle.sha256).write_bytes(b"{}")
        with pytest.raises(StateDamaged, match="damaged"):
            together(context)
        rows = context.warehouse.records("SELECT item FROM ledger WHERE stage = 'tidy'")
        assert [row["item"] for row in rows] == [f"s7/{first.name}"]
        context.landing.remove(middle.sha256)
        land(context, asked(FIRST))
        together(context)
        mended = contents(context)
    assert mended == after(tmp_path / "2", [FIRST], together)


class _Stopping(Checker):
    """The real checks, until the process is stopped before the ``last`` one."""

    def __init__(self, last: int) -> None:
        self.__dict__.update(shared_checker().__dict__)
        self.left = last

    def findings(
        self, frame: pd.DataFrame, columns: Sequence[CheckedColumn]
    ) -> list[Finding]:
        self.left -= 1
        if not self.left:
            raise KeyboardInterrupt
        return super().findings(frame, columns)


def _stopping_at(last: int) -> Callable[..., pd.DataFrame]:
    """The real passages, until the process is stopped before the ``last`` batch."""
    real, calls = passages_of, itertools.count(1)

    def passages(*given: Any, **named: Any) -> pd.DataFrame:
        if next(calls) == last:
            raise KeyboardInterrupt
        return real(*given, **named)

    return passages


@pytest.mark.slow
def test_stopped_between_batches_leaves_nothing_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_pages, "_CELLS_AT_ONCE", 9)
    with landed_run(tmp_path / "1", [asked(FIRST)]) as context:
        together(context)
        before = contents(context)
        land(context, asked(LATER))
        found = the_survey(context)
        with pytest.raises(KeyboardInterrupt), monkeypatch.context() as patch:
            patch.setattr(answer_pages, "passages_of", _stopping_at(2))
            together(context)
        assert contents(context) == before
        with pytest.raises(KeyboardInterrupt):
            answer_pages.tidy_pages(context, found, found.pages, _Stopping(3))
        assert contents(context) == before
        together(context)
        finished = contents(context)
    assert finished == after(tmp_path / "2", [FIRST, LATER], together)


def test_a_survey_without_pages_is_nothing_to_do(tmp_path: Path) -> None:
    with landed_run(tmp_path / "1", [asked({})]) as context:
        together(context)
        assert contents(context)["response"] == []


def test_a_page_with_responses_of_another_is_refused(tmp_path: Path) -> None:
    with landed_run(tmp_path / "1", [asked(FIRST)]) as context:
        found = the_survey(context)
        first, second, _ = found.pages
        swapped = replace(found, pages=(replace(first, name=second.name),))
        with pytest.raises(StateDamaged, match="responses of another"):
            answer_pages.tidy_pages(context, swapped, swapped.pages, shared_checker())
        assert contents(context)["answer"] == []


TIMES = ("submitdate", "startdate", "datestamp")


def timed(*moments: Mapping[str, str]) -> Asked:
    """Return the survey with one answer per response, and these times."""
    return Asked(
        survey_id="7",
        structure=STRUCTURE,
        roles=Roles(open=("T1",)),
        answers=[{"T1": f"Antwoord {n}", **each} for n, each in enumerate(moments)],
    )


@pytest.mark.parametrize("column", TIMES)
@pytest.mark.parametrize("moment", ["2026-02-30 09:00:00", "2026-09-01 25:00:00"])
def test_an_impossible_time_costs_that_time_alone(
    tmp_path: Path, column: str, moment: str
) -> None:
    usual = dict.fromkeys(TIMES, "2026-09-01 09:00:00")
    with landed_run(tmp_path, [timed(usual, usual | {column: moment})]) as context:
        together(context)
        (told,) = context.warehouse.records("FROM quarantine")
        assert told["row_key"] == f"7/2/{column}"
        assert (told["rule"], told["table_name"]) == (
            "impossible_time",
            "response_time",
        )
        assert column in told["reason"] and "telt mee zonder" in told["reason"]
        loaded = context.warehouse.records("FROM response ORDER BY response_id")
        names = ("submitted_at", "started_at", "changed_at")
        lost = dict(zip(TIMES, names, strict=True))[column]
        assert [name for name in names if loaded[1][name] is None] == [lost]
        assert all(each["is_complete"] for each in loaded)
        assert len(context.warehouse.records("FROM passage")) == 2


def test_times_that_are_not_kept_are_nothing_to_tell(tmp_path: Path) -> None:
    none = dict.fromkeys(TIMES, "0000-00-00 00:00:00")
    untimed = none | {"submitdate": "1980-01-01 00:00:00"}
    with landed_run(tmp_path, [timed(none, untimed)]) as context:
        together(context)
        assert context.warehouse.records("FROM quarantine") == []
