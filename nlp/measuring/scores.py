"""Outcomes per passage in, precision, recall and F with their intervals out.

Intervals are percentiles of a bootstrap that draws whole units (documents, or passages
where no document is named) with replacement: passages of one document resemble each
other, so drawing them apart would make the interval too narrow (Efron and Tibshirani
1993, ch. 8; Berg-Kirkpatrick and others 2012 for text). The draw is seeded.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.measuring.matching import Outcome, Verdict

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

DRAWS = 2000
SEED = 20260101
LEVEL = 0.95
_VERDICTS = (Verdict.HIT, Verdict.FALSE, Verdict.MISSED)


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure and its interval; ``None`` where nothing can be divided."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts and the measures made of them; empty ones are ``None``, never 0 or 1."""

    hits: int
    false: int
    missed: int
    precision: Figure
    recall: Figure
    f: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class AspectScore:
    """How one aspect was found: all together, and per label and per document.

    ``macro_f`` is the mean of the F of the labels, each label with anything in it
    counting once (Opitz and Burst 2019 on why this one of the two definitions).
    """

    total: Score
    macro_f: Figure
    labels: Mapping[str, Score]
    documents: Mapping[str, Score]


def draw_weights(unit_count: int, *, draws: int = DRAWS, seed: int = SEED) -> Counts:
    """Return how often each unit is drawn, one row per draw."""
    shares = np.full(unit_count, 1 / unit_count)
    return np.random.default_rng(seed).multinomial(unit_count, shares, size=draws)


def interval(values: Floats) -> tuple[float | None, float | None]:
    """Return the percentile interval of the draws in which there was a value."""
    known = values[~np.isnan(values)]
    if not known.size:
        return None, None
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(known, [tail, 1 - tail])
    return float(low), float(high)


def score_outcomes(
    outcomes: Mapping[str, Sequence[Outcome]],
    *,
    documents: Mapping[str, str],
    draws: int = DRAWS,
    seed: int = SEED,
) -> AspectScore:
    """Score the outcomes of each passage (by id), drawn by their documents."""
    units = sorted({documents[passage] for passage in outcomes})
    labels = sorted({o.label for found in outcomes.values() for o in found})
    table = _counted(outcomes, units=units, labels=labels, documents=documents)
    weights = draw_weights(len(units), draws=draws, seed=seed)
    # (draw, label, verdict): what each draw counted.
    drawn = np.einsum("du,ulv->dlv", weights, table)
    counted = table.sum(axis=0)
    return AspectScore(
        total=_score(counted.sum(axis=0), drawn.sum(axis=1)),
        macro_f=_figure(_macro_f(counted[None])[0], _macro_f(drawn)),
        labels={
            label: _score(counted[place], drawn[:, place])
            for place, label in enumerate(labels)
        },
        documents={
            unit: _score(table[place].sum(axis=0), None)
            for place, unit in enumerate(units)
        },
    )


def _counted(
    outcomes: Mapping[str, Sequence[Outcome]],
    *,
    units: Sequence[str],
    labels: Sequence[str],
    documents: Mapping[str, str],
) -> Counts:
    """Return counts by unit, label and verdict."""
    table = np.zeros((len(units), len(labels), len(_VERDICTS)), dtype=np.int64)
    unit_places = {unit: place for place, unit in enumerate(units)}
    label_places = {label: place for place, label in enumerate(labels)}
    for passage, found in outcomes.items():
        for outcome in found:
            unit = unit_places[documents[passage]]
            verdict = _VERDICTS.index(outcome.verdict)
            table[unit, label_places[outcome.label], verdict] += 1
    return table


def _score(counted: Counts, drawn: Counts | None) -> Score:
    hits, false, missed = (int(number) for number in counted)
    measures = _measures(counted[None])
    draws = _measures(drawn) if drawn is not None else (None, None, None)
    precision, recall, f = (
        _figure(values[0], drawn_values)
        for values, drawn_values in zip(measures, draws, strict=True)
    )
    return Score(
        hits=hits, false=false, missed=missed, precision=precision, recall=recall, f=f
    )


def _measures(counted: Counts) -> tuple[Floats, Floats, Floats]:
    hits, false, missed = np.moveaxis(counted, -1, 0)
    return (
        _divided(hits, hits + false),
        _divided(hits, hits + missed),
        _divided(2 * hits, 2 * hits + false + missed),
    )


def _macro_f(counted: Counts) -> Floats:
    """Return the mean F of the labels of each draw that counted anything."""
    f = _measures(counted)[2]
    known = ~np.isnan(f)
    return _divided(np.where(known, f, 0).sum(axis=-1), known.sum(axis=-1))


def _divided(above: NDArray[np.generic], below: NDArray[np.generic]) -> Floats:
    result: Floats = np.full(np.shape(above), np.nan)
    np.divide(above, below, out=result, where=below != 0)
    return result


def _figure(value: float, drawn: Floats | None) -> Figure:
    known = None if np.isnan(value) else float(value)
    if drawn is None or known is None:
        return Figure(known)
    return Figure(known, *interval(drawn))


def passages_of(units: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the unit of each passage: its document, or itself where none is named."""
    return {passage: document or passage for passage, document in units}
