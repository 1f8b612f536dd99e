"""The measures of agreement give the field's own worked values."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.agreement import (
    agreement_from_tally,
    consensus_cns,
    dispersion_leik,
    van_der_eijk_a,
)

#   counts on the scale               A           Cns        Leik D
WORKED = [
    ((30, 40, 210, 130, 530, 50, 10), 0.6113333, 0.7256876, 0.2866667),
    ((5, 5, 5, 5, 5), 0.0, 0.4339850, 0.6),
    ((10, 0, 0, 0, 10), -1.0, 0.0, 1.0),
    ((8, 4, 2, 3, 13), -0.1462963, 0.2139935, 0.7833333),
    ((0, 1, 3, 9, 7), 0.6, 0.7315651, 0.3),
]
SCALES = st.lists(st.integers(0, 40), min_size=3, max_size=7).filter(any)


@pytest.mark.parametrize(("counts", "agreement", "consensus", "dispersion"), WORKED)
def test_worked_examples(
    counts: tuple[int, ...], agreement: float, consensus: float, dispersion: float
) -> None:
    assert van_der_eijk_a(counts) == pytest.approx(agreement, abs=1e-6)
    assert consensus_cns(counts) == pytest.approx(consensus, abs=1e-6)
    assert dispersion_leik(counts) == pytest.approx(dispersion, abs=1e-6)


@given(SCALES)
def test_measures_keep_their_bounds(counts: list[int]) -> None:
    assert -1 - 1e-9 <= van_der_eijk_a(counts) <= 1 + 1e-9
    assert -1e-9 <= consensus_cns(counts) <= 1 + 1e-9
    assert -1e-9 <= dispersion_leik(counts) <= 1 + 1e-9


@given(SCALES)
def test_turning_the_scale_round_changes_nothing(counts: list[int]) -> None:
    turned = counts[::-1]
    for measure in (van_der_eijk_a, consensus_cns, dispersion_leik):
        assert measure(turned) == pytest.approx(measure(counts), abs=1e-9)


@given(SCALES, st.integers(2, 9))
def test_only_proportions_matter(counts: list[int], factor: int) -> None:
    more = [count * factor for count in counts]
    for measure in (van_der_eijk_a, consensus_cns, dispersion_leik):
        assert measure(more) == pytest.approx(measure(counts), abs=1e-9)


@given(st.integers(3, 7), st.data())
def test_everybody_on_one_answer_is_full_agreement(
    size: int, data: st.DataObject
) -> None:
    counts = [0] * size
    counts[data.draw(st.integers(0, size - 1))] = data.draw(st.integers(1, 50))
    assert van_der_eijk_a(counts) == 1
    assert consensus_cns(counts) == pytest.approx(1)
    assert dispersion_leik(counts) == pytest.approx(0)


def test_a_tally_gives_one_row_per_group_without_who_does_not_know() -> None:
    values = [1, 2, 3, 4, 5, None]
    tally = pd.DataFrame(
        {
            "statement_id": "s1",
            "wave": 1,
            "grouping": "all",
            "group_name": "all",
            "scale_value": values,
            "size": [5, 5, 5, 5, 5, None],
            "respondent_count": [8, 4, 2, 3, 13, 99],
        }
    )
    [row] = agreement_from_tally(tally).to_dict("records")
    assert row["agreement_a"] == pytest.approx(-0.1462963, abs=1e-6)
    assert row["consensus_cns"] == pytest.approx(0.2139935, abs=1e-6)
    nobody_knows = agreement_from_tally(tally[tally["scale_value"].isna()])
    assert list(nobody_knows.columns) == list(agreement_from_tally(tally).columns)
    assert nobody_knows.empty


def test_an_answer_nobody_gave_still_belongs_to_the_scale() -> None:
    tally = pd.DataFrame(
        {
            "statement_id": "s1",
            "wave": 1,
            "grouping": "all",
            "group_name": "all",
            "scale_value": [2, 3, 4, 5],
            "size": 5,
            "respondent_count": [1, 3, 9, 7],
        }
    )
    [row] = agreement_from_tally(tally).to_dict("records")
    assert row["agreement_a"] == pytest.approx(0.6, abs=1e-6)
    assert not math.isnan(row["dispersion_leik"])
