"""Two codings in, alpha and kappa per aspect and per theme with intervals out.

Themes as sets: alpha with MASI distance. Each theme by itself (named or not): alpha
nominal and kappa. Stance and language, one per passage: alpha nominal and kappa.
What either coder calls optional is a missing value. Passages are drawn by document.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from domain.coding import Aspect, Code, CodedPassage
from nlp.measuring.coder_agreement import (
    CodedPairs,
    CodedUnits,
    Weights,
    masi_distance,
)
from nlp.measuring.comparison import paired
from nlp.measuring.scores import DRAWS, Counts, Figure, draw_weights, interval
from nlp.measuring.scores import passages_of as units_of

_SINGLE = (Aspect.STANCE, Aspect.LANGUAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Agreement beyond chance over ``unit_count`` passages that both coded."""

    unit_count: int
    alpha: Figure
    kappa: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderAgreement:
    """Agreement on sets of themes (alpha with MASI), per theme, and per single code."""

    theme_sets: Figure
    themes: Mapping[str, Agreement]
    single: Mapping[Aspect, Agreement]


def coder_agreement(
    first: Sequence[CodedPassage], second: Sequence[CodedPassage], *, draws: int = DRAWS
) -> CoderAgreement:
    """Return how far two coders agree on the passages both coded."""
    pairs = paired(first, second)
    weights = _passage_weights([one for one, _ in pairs], draws=draws)
    sets = [_theme_sets(one, other) for one, other in pairs]
    singles = {aspect: _singles(pairs, aspect) for aspect in _SINGLE}
    labels = sorted(
        {
            code.label
            for pair in pairs
            for passage in pair
            for code in passage.themes or ()
        }
    )
    return CoderAgreement(
        theme_sets=_figure(CodedUnits(sets, distance=masi_distance).alpha, weights),
        themes={
            label: _agreement([_has_theme(p, label) for p in pairs], weights)
            for label in labels
        },
        single={
            aspect: _agreement(values, weights)
            for aspect, values in singles.items()
            if any(None not in pair for pair in values)
        },
    )


def _passage_weights(passages: Sequence[CodedPassage], *, draws: int) -> Counts:
    """Return how often each passage is drawn: as often as its document."""
    documents = list(units_of((p.passage_id, p.document) for p in passages).values())
    units = sorted(set(documents))
    if not units:
        return np.zeros((0, 0), dtype=np.int64)
    drawn = draw_weights(len(units), draws=draws)
    return drawn[:, [units.index(document) for document in documents]]


def _agreement(
    pairs: Sequence[tuple[str | bool | None, str | bool | None]], weights: Counts
) -> Agreement:
    return Agreement(
        unit_count=sum(None not in pair for pair in pairs),
        alpha=_figure(CodedUnits(pairs).alpha, weights),
        kappa=_figure(CodedPairs(pairs).kappa, weights),
    )


def _figure(
    measure: Callable[[Weights | None], float | None], weights: Counts
) -> Figure:
    value = measure(None)
    if value is None:
        return Figure(None)
    drawn = [np.nan if (m := measure(row)) is None else m for row in weights]
    return Figure(value, *interval(np.array(drawn)))


def _theme_sets(
    one: CodedPassage, other: CodedPassage
) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    if one.themes is None or other.themes is None:
        return None, None
    doubted = _doubted(one.themes) | _doubted(other.themes)
    return _labels(one.themes) - doubted, _labels(other.themes) - doubted


def _has_theme(
    pair: tuple[CodedPassage, CodedPassage], label: str
) -> tuple[bool | None, bool | None]:
    one, other = pair[0].themes, pair[1].themes
    if one is None or other is None or label in _doubted(one) | _doubted(other):
        return None, None
    return label in _labels(one), label in _labels(other)


def _singles(
    pairs: Sequence[tuple[CodedPassage, CodedPassage]], aspect: Aspect
) -> list[tuple[str | None, str | None]]:
    return [(_only(one.codes(aspect)), _only(two.codes(aspect))) for one, two in pairs]


def _only(codes: Sequence[Code] | None) -> str | None:
    return codes[0].label if codes else None


def _labels(codes: Sequence[Code]) -> frozenset[str]:
    return frozenset(code.label for code in codes)


def _doubted(codes: Sequence[Code]) -> frozenset[str]:
    return frozenset(code.label for code in codes if code.is_optional)
