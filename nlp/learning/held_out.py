"""Held-out predictions in, figures with intervals and fold spread out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.learning.training import FOLDS, HeldOut
from nlp.measuring.matching import Outcome, Verdict
from nlp.measuring.scores import AspectScore, score_outcomes


@dataclass(frozen=True, slots=True, kw_only=True)
class MainFigures:
    """How often the main code was right.

    With one code claimed per text micro-F is the accuracy: ``score.total.f``. The
    ranges are the lowest and highest of the folds.
    """

    score: AspectScore
    accuracy_range: tuple[float, float]
    macro_f_range: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOutFigures:
    """The main code by our features and by the plain method, and all codes assigned."""

    text_count: int
    unit_count: int
    ours: MainFigures
    plain: MainFigures
    assigned: AspectScore
    threshold: float


def held_out_figures(held_out: HeldOut) -> HeldOutFigures:
    """Return the figures of a cross-validation."""
    claims = zip(held_out.truth, held_out.assigned, strict=True)
    return HeldOutFigures(
        text_count=len(held_out.units),
        unit_count=len(np.unique(held_out.units)),
        ours=_main_figures(held_out, held_out.main),
        plain=_main_figures(held_out, held_out.plain_main),
        assigned=_score(
            held_out,
            [_set_outcomes(held_out.codes, truth, claim) for truth, claim in claims],
        ),
        threshold=held_out.threshold,
    )


def _main_figures(held_out: HeldOut, predicted: NDArray[np.int64]) -> MainFigures:
    codes = held_out.codes
    outcomes = [
        _main_outcomes(codes[truth], codes[claim])
        for truth, claim in zip(held_out.true_main, predicted, strict=True)
    ]
    by_fold = [
        _score(held_out, outcomes, rows=np.flatnonzero(held_out.folds == fold), draws=1)
        for fold in range(FOLDS)
    ]
    return MainFigures(
        score=_score(held_out, outcomes),
        accuracy_range=_range([score.total.f.value for score in by_fold]),
        macro_f_range=_range([score.macro_f.value for score in by_fold]),
    )


def _score(
    held_out: HeldOut,
    outcomes: Sequence[Sequence[Outcome]],
    *,
    rows: Sequence[int] | NDArray[np.int64] | None = None,
    draws: int = 1000,
) -> AspectScore:
    chosen = range(len(outcomes)) if rows is None else rows
    return score_outcomes(
        {str(row): outcomes[row] for row in chosen},
        documents={str(row): str(held_out.units[row]) for row in chosen},
        draws=draws,
    )


def _main_outcomes(truth: str, claim: str) -> tuple[Outcome, ...]:
    if truth == claim:
        return (Outcome(Verdict.HIT, truth),)
    return Outcome(Verdict.MISSED, truth), Outcome(Verdict.FALSE, claim)


def _set_outcomes(
    codes: Sequence[str], truth: NDArray[np.bool_], claim: NDArray[np.bool_]
) -> tuple[Outcome, ...]:
    return tuple(
        Outcome(
            _verdict(is_true=bool(truth[place]), is_claimed=bool(claim[place])),
            codes[place],
        )
        for place in np.flatnonzero(truth | claim).tolist()
    )


def _verdict(*, is_true: bool, is_claimed: bool) -> Verdict:
    if is_true:
        return Verdict.HIT if is_claimed else Verdict.MISSED
    return Verdict.FALSE


def _range(values: Sequence[float | None]) -> tuple[float, float]:
    known = [value for value in values if value is not None]
    return min(known), max(known)
