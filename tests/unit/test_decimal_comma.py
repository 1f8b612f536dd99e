"""Numbers are read with the right decimal sign, also where nobody may ask which."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Literal

import pytest

from domain.declarations import LimeSurveySource, SurveyWave
from domain.landing import Manifest
from sources.decimal_comma import told_by_answers
from sources.landed_rows import landed_questionnaire
from sources.landed_structure import read_structure, structure_bytes
from sources.landing import LandingStore
from sources.limesurvey import collect_limesurvey
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import needs_shared, question, recordings, survey
from transforms.answer_columns import columns_from_structure

UNTOLD = replace(
    survey(question("N1", "N"), question("T1", "T")), has_decimal_comma=None
)

# answers to a question for a number | a comma stands for the point
TABLE = """
12500,5                              | yes
12500,5 ; 3 ; -0,25                  | yes
,5 ; 1                               | yes
1,234 ; 12500,5                      | yes
12500,500                            | yes
veel ; 12,5                          | yes
1,234                                | no
1,234 ; 12,500                       | no
12500,5 ; 12500.5                    | no
12500.5                              | no
1.234,5                              | no
1,2,3 ; 1,5                          | no
3                                    | no
                                     | no
"""
ROWS = [line.split("|") for line in TABLE.strip("\n").splitlines()]


@pytest.mark.parametrize(("answers", "has_comma"), ROWS)
def test_answers_tell_their_decimal_sign(answers: str, has_comma: str) -> None:
    rows = [
        {"answers": {"N1": text.strip() or None, "T1": "1.5"}}
        for text in answers.split(";")
    ]
    told, _ = told_by_answers(UNTOLD, rows)
    assert told.has_comma_in(told.columns[0]) is (has_comma.strip() == "yes")
    assert not told.has_comma_in(told.columns[1])


# answers to A, a number | to B, a number | to C[a], of several | commas | mixed
COLUMNS = """
12500,5         | 12500.5 ; 3     | 0,5             | A C[a]      |
12500,5         | 1,5 ; 1.5       | 3               | A           | B
1.234,5         | 1,5             | 1,5 ; 2.5       | B           | A C[a]
1,234           | 12500,5         | 3               | A B         |
1,234           | 12500,5         | 2.5             | B           |
1,234           | 12500,5         | 1,234,567       | B           |
1,234           | 1,234 ; 1.5     | 3               |             | B
1,234,567       | 1,234,567       | 1.5             |             |
"""
BY_COLUMN = [
    [cell.strip() for cell in line.split("|")]
    for line in COLUMNS.strip("\n").splitlines()
]


@pytest.mark.parametrize(("a", "b", "c", "commas", "mixed"), BY_COLUMN)
def test_each_column_tells_its_own_sign(
    a: str, b: str, c: str, commas: str, mixed: str
) -> None:
    asked = survey(question("A", "N"), question("B", "N"), question("C", "K", rows="a"))
    headings = [column.heading for column in asked.columns]
    rows = [
        {"answers": dict(zip(headings, map(str.strip, said), strict=True))}
        for said in zip_longest(*(cell.split(";") for cell in (a, b, c)), fillvalue="")
    ]
    told, remarks = told_by_answers(replace(asked, has_decimal_comma=None), rows)
    assert list(told.comma_headings) == commas.split()
    assert [told.has_comma_in(each) for each in told.columns] == [
        heading in commas.split() for heading in headings
    ]
    assert read_structure(structure_bytes(told)) == told
    cells = columns_from_structure(told)["has_decimal_comma"].tolist()
    assert cells == [heading in commas.split() for heading in headings]
    if not mixed:
        assert not remarks
        return
    (remark,) = remarks
    assert f": {', '.join(mixed.split())};" in str(remark)


@pytest.mark.parametrize("has_comma", [True, False])
def test_what_the_server_told_stands(*, has_comma: bool) -> None:
    known = replace(UNTOLD, has_decimal_comma=has_comma)
    assert told_by_answers(known, [{"answers": {"N1": "1,5"}}]) == (known, ())


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with ReplayServer(recordings()) as running:
        yield running


def collected(
    server: ReplayServer,
    landing: LandingStore,
    earlier: Manifest | None = None,
    *,
    mode: Literal["sweep", "manifest"] = "sweep",
) -> Manifest:
    return collect_limesurvey(
        LimeSurveySource(
            kind="limesurvey",
            url=server.url,
            username=server.username,
            password_env="NERGENS",
            surveys=(SurveyWave(id=202601, wave=1),),
            mode=mode,
        ),
        source_id="raad",
        password=server.password,
        key=b"sleutel",
        landing=landing,
        earlier=earlier,
    )


@needs_shared
@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize(("text", "has_comma"), [("12500,5", True), ("12500.5", False)])
def test_a_careful_account_reads_numbers(
    server: ReplayServer, tmp_path: Path, text: str, *, has_comma: bool
) -> None:
    server.denied.add("get_language_properties")
    for row in server.surveys[202601].rows:
        row["BUDGET"] = row["BUDGET"] and text
    landing = LandingStore(tmp_path)
    manifest = collected(server, landing)
    structure = landed_questionnaire(landing, manifest.items)
    assert structure is not None
    (budget,) = [each for each in structure.columns if each.heading == "BUDGET"]
    assert structure.has_comma_in(budget) is has_comma
    said = [str(warning) for warning in manifest.warnings]
    assert any("decimal comma" in each for each in said), said
    assert any("title is known" in each for each in said), said


@needs_shared
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_careful_account_asks_only_what_changed(
    server: ReplayServer, tmp_path: Path
) -> None:
    server.denied.add("get_language_properties")
    landing = LandingStore(tmp_path)
    first = collected(server, landing, mode="manifest")
    again = collected(server, landing, first, mode="manifest")
    assert [each.sha256 for each in again.items] == [
        each.sha256 for each in first.items
    ]
    assert again.sweeps[0].runs_since == 1


# answers to A, a number | of E, an equation | columns with a comma | mixed
EQUATIONS = """
12500,5  | 25001        | A   |
12500,5  | 25001,0      | A E |
1,234    | 2,468 ; 1,5  | E   |
1,234    | 2,468        |     |
12500,5  | 1,234        | A E |
12500,5  | 2.5          | A   |
12500,5  | ja, 5        | A   |
1,234    | 1.5 ; 1,5    |     |
3        | ja, 5 ; 1,5  |     |
"""
OF_EQUATIONS = [
    [cell.strip() for cell in line.split("|")]
    for line in EQUATIONS.strip("\n").splitlines()
]


@pytest.mark.parametrize(("a", "e", "commas", "mixed"), OF_EQUATIONS)
def test_an_equation_tells_of_itself_alone(
    a: str, e: str, commas: str, mixed: str
) -> None:
    """It may be a text, so it says nothing of what respondents typed."""
    asked = survey(question("A", "N"), question("E", "*"))
    rows = [
        {"answers": {"A": one.strip() or None, "E": two.strip() or None}}
        for one, two in zip_longest(a.split(";"), e.split(";"), fillvalue="")
    ]
    told, remarks = told_by_answers(replace(asked, has_decimal_comma=None), rows)
    assert list(told.comma_headings) == commas.split()
    assert bool(remarks) is bool(mixed)


@needs_shared
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_one_point_elsewhere_leaves_commas_and_is_asked_once(
    server: ReplayServer, tmp_path: Path
) -> None:
    """Of three columns one has commas, one points, and one both."""
    server.denied.add("get_language_properties")
    for place, row in enumerate(server.surveys[202601].rows):
        row["BUDGET"] = row["BUDGET"] and "12500,5"
        row["WONINGEN[J2026]"] = row["WONINGEN[J2026]"] and "2.5"
        row["WONINGEN[J2027]"] = ("2.5", "2,5")[place % 2]
    landing = LandingStore(tmp_path)
    first = collected(server, landing, mode="manifest")
    again = collected(server, landing, first, mode="manifest")
    assert again.sweeps[0].runs_since == 1
    for manifest in (first, again):
        structure = landed_questionnaire(landing, manifest.items)
        assert structure is not None
        assert structure.comma_headings == ("BUDGET",)
        said = [str(each) for each in manifest.warnings if "mixed" in str(each)]
        assert len(said) == 1
        assert "WONINGEN[J2027]" in said[0]
        assert "J2026" not in said[0]
