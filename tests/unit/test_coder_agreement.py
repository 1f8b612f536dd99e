"""Published examples and invented codings in, alpha and kappa out."""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.measuring.coder_agreement import (
    CodedPairs,
    CodedUnits,
    masi_distance,
)

_ = None
# Krippendorff (2011), examples A, B and C.
BINARY = zip(
    [0, 1, 0, 0, 0, 0, 0, 0, 1, 0],
    [1, 1, 1, 0, 0, 1, 0, 0, 0, 0],
    strict=True,
)
NOMINAL = zip("aabbdcccedda", "babbbcccedd d".replace(" ", ""), strict=True)
MISSING = zip(
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
    strict=True,
)
CODINGS = st.lists(
    st.tuples(*[st.none() | st.sampled_from("abc")] * 2), min_size=1, max_size=30
)


def _alpha(units: Sequence[Sequence[object]], **how: Any) -> float | None:
    return CodedUnits(units, **how).alpha()


def _kappa(pairs: Sequence[tuple[object, object]]) -> float | None:
    return CodedPairs(pairs).kappa()


@pytest.mark.parametrize(
    ("units", "published", "exact"),
    [
        (list(BINARY), "0.095", Fraction(2, 21)),
        (list(NOMINAL), "0.692", Fraction(155, 224)),
        (list(MISSING), "0.743", Fraction(113, 152)),
    ],
    ids=["A: two values", "B: nominal", "C: four coders, missing values"],
)
def test_alpha_of_krippendorff_2011(
    units: list[tuple[object, ...]], published: str, exact: Fraction
) -> None:
    alpha = _alpha(units)
    assert alpha == pytest.approx(float(exact), abs=1e-12)
    assert f"{alpha:.3f}" == published


@pytest.mark.parametrize(
    ("distance", "published"),
    [
        (lambda a, b: (a - b) ** 2, "0.849"),
        (lambda a, b: ((a - b) / (a + b)) ** 2, "0.797"),
    ],
    ids=["interval", "ratio"],
)
def test_alpha_with_another_distance(distance: object, published: str) -> None:
    rows = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
        [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
    ]
    units = list(zip(*rows, strict=True))
    assert f"{_alpha(units, distance=distance):.3f}" == published


@pytest.mark.parametrize(
    ("both", "first_only", "second_only", "neither", "kappa"),
    [
        # Fleiss, Levin and Paik's kind of table: 35 of 50 the same, .50 by chance.
        (20, 5, 10, 15, Fraction(2, 5)),
        # The two tables with 60 of 100 the same whose kappa differs by the margins.
        (45, 15, 25, 15, Fraction(3, 23)),
        (25, 35, 5, 35, Fraction(7, 27)),
    ],
)
def test_kappa_of_textbook_tables(
    both: int, first_only: int, second_only: int, neither: int, kappa: Fraction
) -> None:
    pairs = [
        *[("y", "y")] * both,
        *[("y", "n")] * first_only,
        *[("n", "y")] * second_only,
        *[("n", "n")] * neither,
    ]
    assert _kappa(pairs) == pytest.approx(float(kappa), abs=1e-12)


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [
        ("ab", "ab", 0),
        ("", "", 0),
        ("a", "ab", 1 - Fraction(1, 2) * Fraction(2, 3)),
        ("ab", "bc", 1 - Fraction(1, 3) * Fraction(1, 3)),
        ("ab", "cd", 1),
        ("", "a", 1),
    ],
)
def test_masi_distance_of_passonneau(a: str, b: str, distance: Fraction) -> None:
    assert masi_distance(set(a), set(b)) == pytest.approx(float(distance))
    assert masi_distance(set(b), set(a)) == masi_distance(set(a), set(b))


@given(CODINGS)
def test_alpha_and_kappa_stay_in_bounds_and_know_no_order(
    pairs: list[tuple[str | None, str | None]],
) -> None:
    turned = [(b, a) for a, b in reversed(pairs)]
    for measure in (_alpha, _kappa):
        value = measure(pairs)
        assert value is None or -1 <= value <= 1 + 1e-12
        other = measure(turned)
        assert (value is None) == (other is None)
        assert value is None or math.isclose(value, other or 0, abs_tol=1e-12)


@given(st.lists(st.sampled_from("abc"), min_size=2).filter(lambda v: len(set(v)) > 1))
def test_full_agreement_is_one(values: list[str]) -> None:
    pairs = [(value, value) for value in values]
    assert _alpha(pairs) == pytest.approx(1)
    assert _kappa(pairs) == pytest.approx(1)


@given(CODINGS, st.data())
def test_a_weight_counts_a_unit_that_many_times(
    pairs: list[tuple[str | None, str | None]], data: st.DataObject
) -> None:
    numbers = st.lists(st.integers(0, 3), min_size=len(pairs), max_size=len(pairs))
    weights = data.draw(numbers)
    repeated = [
        p for p, times in zip(pairs, weights, strict=True) for _ in range(times)
    ]
    for counted, whole in (
        (CodedUnits(pairs).alpha(np.array(weights)), _alpha(repeated)),
        (CodedPairs(pairs).kappa(np.array(weights)), _kappa(repeated)),
    ):
        assert (counted is None) == (whole is None)
        assert counted is None or math.isclose(counted, whole or 0, abs_tol=1e-9)


@pytest.mark.parametrize("units", [[], [("a", None)], [("a", "a"), ("a", "a")]])
def test_without_variation_there_is_no_figure(
    units: list[tuple[str | None, str | None]],
) -> None:
    assert _alpha(units) is None
    assert _kappa(units) is None
