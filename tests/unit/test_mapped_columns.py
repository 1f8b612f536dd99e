"""A field map that leaves out a column of a listed question is refused."""

from pathlib import Path
from typing import Any

import pytest

from domain.declarations import LimeSurveySource, SurveyWave
from domain.errors import SourceIncomplete
from domain.surveys import RANKING
from sources.landing import LandingStore
from sources.limesurvey import collect_limesurvey
from sources.limesurvey_columns import columns_from_questions
from sources.mapped_columns import refuse_missing_columns, refuse_unmapped_answers
from tests.doors.invented_survey import InventedSurvey
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import every_type, question, survey

ASKED = tuple(
    each for each in every_type().questions if each.type not in (RANKING, "X")
)
COLUMNS = tuple(columns_from_questions(ASKED, ranks={}))
CHOSEN = survey(
    question("L", "L", options={0: ("A1", "A2")}, has_other=True),
    question("P", "P", rows=("a", "b"), has_other=True),
    question("R", "R", options={0: ("x", "y", "z")}),
    question("C", ";", rows=("Y1",), across=("X1", "X2")),
)


@pytest.mark.parametrize("place", range(len(COLUMNS)))
def test_every_column_of_a_listed_question_is_needed(place: int) -> None:
    refuse_missing_columns(ASKED, COLUMNS, where="vragenlijst 7")
    left = COLUMNS[:place] + COLUMNS[place + 1 :]
    with pytest.raises(SourceIncomplete) as caught:
        refuse_missing_columns(ASKED, left, where="vragenlijst 7")
    assert caught.value.exit_code == 12
    assert caught.value.what.endswith(f"such as {COLUMNS[place].heading}")


def test_what_belongs_to_no_question_may_come() -> None:
    known = ["token", "attribute_1", "refurl", "LTime", "vreemd", "LX[1]", "questionL"]
    refuse_unmapped_answers(known, CHOSEN.questions, where="vragenlijst 7")
    with pytest.raises(SourceIncomplete, match=r"R\[3\]"):
        refuse_unmapped_answers(
            [*known, "R[3]"], CHOSEN.questions, where="vragenlijst 7"
        )


class _Short(InventedSurvey):
    """A server whose field map lacks the columns with ``gone`` headings."""

    gone: frozenset[str] = frozenset()

    def _get_fieldmap(self, language: str) -> dict[str, Any]:
        headings = self.headings_by_column()
        whole = super()._get_fieldmap(language)
        return {
            name: each
            for name, each in whole.items()
            if headings.get(name) not in self.gone
        }


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize(
    "gone",
    [
        ["P[a]", "P[acomment]", "P[b]", "P[bcomment]", "P[other]", "P[othercomment]"],
        ["P[othercomment]"],
        ["L[other]"],
        ["R[3]"],
        ["R[1]", "R[2]", "R[3]"],
        ["C[Y1_X2]"],
    ],
)
def test_nothing_is_taken_over(tmp_path: Path, gone: list[str]) -> None:
    row = {"id": 1, "submitdate": "2026-09-01 09:00:00"}
    empty = dict.fromkeys(column.heading for column in CHOSEN.columns)
    served = _Short(CHOSEN, [{**row, **empty}])
    with ReplayServer([]) as server:
        server.surveys = {7: served}

        def collect() -> None:
            collect_limesurvey(
                LimeSurveySource(
                    kind="limesurvey",
                    url=server.url,
                    username=server.username,
                    password_env="NERGENS",
                    surveys=(SurveyWave(id=7, wave=1),),
                ),
                source_id="raad",
                password=server.password,
                key=b"sleutel",
                landing=LandingStore(tmp_path),
            )

        collect()
        served.gone = frozenset(gone)
        with pytest.raises(SourceIncomplete) as caught:
            collect()
    assert caught.value.key == "columns_unmapped"
    assert gone[-1] in caught.value.what or len(gone) > 1
