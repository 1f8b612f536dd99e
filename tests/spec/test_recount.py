"""A sceptical reader counts the saved files by hand and finds the published figures."""

from pathlib import Path

import pytest

from tests.flows.line import rows
from tests.spec.recount import (
    counting_rows,
    counts,
    is_hidden,
    is_test,
    wave_rows,
    whole_percents,
)

SINGLE = ["STKTYPE", "REGIO", "MEEDOEN", "TOELICHT", "CIJFER"]
MULTIPLE = ["OPGAVEN[WAT]", "OPGAVEN[ENE]", "OPGAVEN[LEE]"]
STATEMENTS = ["STELL[SQ001]", "STELL[SQ006]", "STELL[SQ012]"]
AGREE, DISAGREE, UNKNOWN = ("A4", "A5"), ("A1", "A2"), ("WN",)


def survey_of(wave: int) -> str:
    return f"88000{wave}"


def question_of(wave: int, column: str) -> str:
    return f"{survey_of(wave)}.{column.replace('[', '_').removesuffix(']')}"


DIVIDED: dict[str, set[str]] = {"STKTYPE": {"region"}, "REGIO": set()}
"""Of the questions behind groups: who lives where is told once."""


def check_options(demo: Path, base: Path, wave: int, column: str, *, many: bool) -> int:
    """Compare every published row of a question with the count by hand.

    What is too small must be hidden; more may be, to protect it (test_recoverable),
    but a reader must be left with something.
    """
    asked = (lambda row: row[column] is not None) if many else lambda row: row[column]
    bases, given = counts(counting_rows(wave_rows(demo, wave)), column, is_asked=asked)
    published = rows(
        base,
        "SELECT grouping, group_name, option_code, respondent_count, base_count, "
        "share, is_suppressed FROM answer_count WHERE question_id = ?",
        question_of(wave, column),
    )
    for grouping, name, option, count, shown_base, share, is_suppressed in published:
        cell = (grouping, name)
        number, size = given[cell][option], bases[cell]
        expected = (number, size, whole_percents(number, size))
        if is_suppressed or is_hidden(number, size):
            expected = (None, None, None)
        assert (count, shown_base, share) == expected, (cell, option)
        assert is_suppressed == (count is None)
    assert sum(not row[-1] for row in published) > 0.25 * len(published)
    divided = DIVIDED.get(column, {"stakeholder_group", "region"})
    assert {row[:2] for row in published} == {
        cell for cell in bases if cell[0] in {"all", *divided}
    }
    return len(published)


@pytest.mark.parametrize("column", SINGLE)
@pytest.mark.parametrize("wave", [1, 2])
def test_single_choice(demo: Path, base: Path, wave: int, column: str) -> None:
    assert check_options(demo, base, wave, column, many=False) >= 5


@pytest.mark.parametrize("column", MULTIPLE)
def test_multiple_choice(demo: Path, base: Path, column: str) -> None:
    assert check_options(demo, base, 1, column, many=True) == 13


@pytest.mark.parametrize("column", STATEMENTS)
@pytest.mark.parametrize("wave", [1, 2])
def test_statement_options(demo: Path, base: Path, wave: int, column: str) -> None:
    assert check_options(demo, base, wave, column, many=False) > 50


@pytest.mark.parametrize("column", STATEMENTS)
@pytest.mark.parametrize("wave", [1, 2])
def test_statement_figures(demo: Path, base: Path, wave: int, column: str) -> None:
    people = counting_rows(wave_rows(demo, wave))
    _, given = counts(people, column, is_asked=lambda row: bool(row[column]))
    published = rows(
        base,
        "SELECT grouping, group_name, respondent_count, unknown_count, agree_share, "
        "disagree_share, mean, is_suppressed FROM statement_result "
        "WHERE statement_id = ?",
        question_of(wave, column),
    )
    partly = rows(
        base,
        "SELECT DISTINCT grouping, group_name FROM answer_count "
        "WHERE is_suppressed AND question_id = ?",
        question_of(wave, column),
    )
    assert len(published) == len(given)
    for grouping, name, size, unknown, agree, disagree, mean, is_hid in published:
        answers = given[grouping, name]
        opinions = {code: answers[code] for code in ("A1", "A2", "A3", "A4", "A5")}
        number, unsure = sum(opinions.values()), sum(answers[code] for code in UNKNOWN)
        for_it = sum(opinions[code] for code in AGREE)
        against = sum(opinions[code] for code in DISAGREE)
        hidden = (
            is_hidden(for_it, number)
            or is_hidden(against, number)
            or is_hidden(unsure, number + unsure)
        )
        assert is_hid or not hidden, (grouping, name)
        if is_hid:
            assert (size, unknown, agree, disagree, mean) == (None,) * 5
            continue
        assert (size, unknown) == (number, unsure)
        assert agree == whole_percents(for_it, number)
        assert disagree == whole_percents(against, number)
        if (grouping, name) in partly:
            assert mean is None, "it would tell the answers that are hidden"
            continue
        total = sum(int(code[1]) * count for code, count in opinions.items())
        assert mean == pytest.approx(total / number)


@pytest.mark.parametrize("wave", [1, 2])
def test_who_counts_and_who_does_not(demo: Path, base: Path, wave: int) -> None:
    everybody = wave_rows(demo, wave)
    counting = counting_rows(everybody)
    told = rows(
        base,
        "SELECT response_count, complete_count FROM survey WHERE survey_id = ?",
        survey_of(wave),
    )
    assert told == [(len(everybody), len(counting))]
    partial = sum(not row["submitdate"] and not is_test(row) for row in everybody)
    excluded = dict(
        rows(
            base,
            "SELECT reason, response_count FROM response_exclusion WHERE survey_id = ?",
            survey_of(wave),
        )
    )
    assert excluded["partial"] == partial
    assert sum(excluded.values()) == len(everybody) - len(counting)
    represented = rows(
        base,
        "SELECT respondent_count FROM representation "
        "WHERE wave = ? AND grouping = 'all'",
        wave,
    )
    assert represented == [(len(counting),)]


OPEN = ("KNELPUNT", "KANS")
SAYS_NOTHING = {
    *("-", "--", ".", "..", "...", "?", "x", "xx", "geen", "nee", "ja", "niet"),
    *("niets", "nvt", "n.v.t.", "n.v.t", "nihil", "none", "no", "n/a", "idem"),
    *("weet niet", "weet ik niet", "geen idee", "geen mening"),
    *("niet van toepassing",),
}


@pytest.mark.parametrize("wave", [1, 2])
def test_the_base_of_a_theme_is_who_wrote_an_open_answer(
    demo: Path, base: Path, wave: int
) -> None:
    """The name of an initiative in its own field is no open answer."""

    def wrote(row: dict[str, str | None]) -> bool:
        said = (
            str(row[column] or "").strip().lower() for column in ("KNELPUNT", "KANS")
        )
        return any(text and text not in SAYS_NOTHING for text in said)

    writers = [row for row in counting_rows(wave_rows(demo, wave)) if wrote(row)]
    published = rows(
        base,
        "SELECT DISTINCT base_count FROM theme_support "
        "WHERE wave = ? AND grouping = 'all' AND NOT is_suppressed",
        wave,
    )
    assert published == [(len(writers),)]
