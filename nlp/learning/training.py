"""Coded texts in, a model and its honest held-out figures out.

Figures come from cross-validation in which one document (or one text that stands there
twice) is never on both sides. Beside it, on the same folds, runs the plain method that
everyone knows: TF-IDF of whole words and a linear support vector machine.
"""

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.coding import CodedText
from nlp.codebook import Codebook
from nlp.learning.features import TextFeatures, parts_in
from nlp.learning.model import Floats, LearnedModel, chances_of
from nlp.learning.weighing import Matrix, TermWeights, count_matrix, fit_weights

FOLDS = 5
SEED = 0
PENALTY = 0.3
"""C of the support vector machine; chosen once, on the questions of the Chamber."""
NEAR_ENOUGH = 1e-3
MOST_STEPS = 10_000
"""With scikit-learn's own limits the search stopped before it was there."""
_THRESHOLDS = np.round(np.arange(0.05, 0.96, 0.05), 2)

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """What was predicted for texts that the model had not seen.

    ``truth``, ``assigned`` and the rest have one row per text; ``main`` and
    ``plain_main`` are places in ``codes``; ``units`` numbers the documents.
    """

    codes: tuple[str, ...]
    truth: Flags
    assigned: Flags
    true_main: NDArray[np.int64]
    main: NDArray[np.int64]
    plain_main: NDArray[np.int64]
    folds: NDArray[np.int64]
    units: NDArray[np.int64]
    threshold: float
    slope: float
    offset: float


@dataclass(frozen=True, slots=True)
class _Set:
    """Everything about the texts that no fold changes."""

    counts: Matrix
    terms: tuple[str, ...]
    codes: tuple[str, ...]
    truth: Flags
    true_main: NDArray[np.int64]


def learn(
    texts: Sequence[CodedText], *, codebook: Codebook
) -> tuple[LearnedModel, HeldOut]:
    """Cross-validate, then train on everything with the threshold found."""
    parts = parts_in(item.text for item in texts)
    material = _material(texts, TextFeatures(codebook, parts=parts))
    held_out = _cross_validated(texts, material)
    weights, _, coefficients, intercepts = _fitted(material, np.arange(len(texts)))
    model = LearnedModel(
        codes=material.codes,
        weights=weights,
        parts=tuple(sorted(parts)),
        coefficients=coefficients,
        intercepts=intercepts,
        slope=held_out.slope,
        offset=held_out.offset,
        threshold=held_out.threshold,
        codebook_version=codebook.version_hash,
    )
    return model, held_out


def _material(texts: Sequence[CodedText], features: TextFeatures) -> _Set:
    codes = tuple(sorted({code for item in texts for code in item.codes}))
    places = {code: place for place, code in enumerate(codes)}
    truth = np.zeros((len(texts), len(codes)), dtype=bool)
    for row, item in enumerate(texts):
        truth[row, [places[code] for code in item.codes]] = True
    counts, terms = count_matrix(features.count(item.text) for item in texts)
    main = np.array([places[item.codes[0]] for item in texts], dtype=np.int64)
    return _Set(counts, terms, codes, truth, main)


def _cross_validated(texts: Sequence[CodedText], material: _Set) -> HeldOut:
    units = _units(texts)
    margins = np.zeros(material.truth.shape)
    plain_main = np.zeros(len(texts), dtype=np.int64)
    folds = np.zeros(len(texts), dtype=np.int64)
    for fold, (train, test) in enumerate(_folds(material.true_main, units)):
        weights, columns, coefficients, intercepts = _fitted(material, train)
        rows = weights.weigh(material.counts[test][:, columns])
        margins[test] = rows @ coefficients.T + intercepts
        plain_main[test] = _plainly_predicted(texts, material, train, test)
        folds[test] = fold
    slope, offset = _calibrated(margins, material.truth)
    chances = chances_of(margins, slope=slope, offset=offset)
    return HeldOut(
        codes=material.codes,
        truth=material.truth,
        assigned=_assigned(chances, material.truth, folds),
        true_main=material.true_main,
        main=margins.argmax(axis=1),
        plain_main=plain_main,
        folds=folds,
        units=units,
        threshold=_best_threshold(chances, material.truth),
        slope=slope,
        offset=offset,
    )


def _units(texts: Sequence[CodedText]) -> NDArray[np.int64]:
    """Number what stays on one side: documents, or texts that are word for word one."""
    names = [item.document or " ".join(item.text.split()) for item in texts]
    places = {name: place for place, name in enumerate(dict.fromkeys(names))}
    return np.array([places[name] for name in names], dtype=np.int64)


def _folds(main: NDArray[np.int64], units: NDArray[np.int64]) -> Iterator[Any]:
    from sklearn.model_selection import StratifiedGroupKFold

    splitter = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
    with warnings.catch_warnings():
        # Codes with fewer texts than folds: the figures of those codes show it.
        warnings.filterwarnings("ignore", message="The least populated class")
        yield from splitter.split(main, main, units)


def _fitted(
    material: _Set, rows: NDArray[np.int64]
) -> tuple[TermWeights, Any, NDArray[np.float32], NDArray[np.float32]]:
    """Train one classifier per code; a code without examples never wins."""
    from sklearn.svm import LinearSVC

    counts = material.counts[rows]
    weights, columns = fit_weights(counts, material.terms)
    weighed = weights.weigh(counts[:, columns])
    coefficients = np.zeros((len(material.codes), len(columns)), dtype=np.float32)
    intercepts = np.full(len(material.codes), -np.inf, dtype=np.float32)
    for place in range(len(material.codes)):
        wanted = material.truth[rows, place]
        if wanted.all() or not wanted.any():
            continue
        classifier = LinearSVC(
            C=PENALTY,
            class_weight=_class_weight(wanted, code_count=len(material.codes)),
            random_state=SEED,
            tol=NEAR_ENOUGH,
            max_iter=MOST_STEPS,
        )
        classifier.fit(weighed, wanted)
        coefficients[place] = classifier.coef_[0]
        intercepts[place] = classifier.intercept_[0]
    return weights, columns, coefficients, intercepts


def _class_weight(wanted: Flags, *, code_count: int) -> dict[bool, float]:
    """Let a rare code weigh more, as if all codes were equally frequent.

    What does not have the code keeps its weight: halving the matter between "this code"
    and "any other" would blow a code of ten texts up a hundredfold.
    """
    return {True: len(wanted) / (code_count * int(wanted.sum())), False: 1.0}


def _plainly_predicted(
    texts: Sequence[CodedText], material: _Set, train: Any, test: Any
) -> NDArray[np.int64]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    plain = make_pipeline(
        TfidfVectorizer(), LinearSVC(random_state=SEED, max_iter=MOST_STEPS)
    )
    plain.fit([texts[row].text for row in train], material.true_main[train])
    predicted: NDArray[np.int64] = plain.predict([texts[row].text for row in test])
    return predicted


def _calibrated(margins: Floats, truth: Flags) -> tuple[float, float]:
    """Return slope and offset that turn held-out margins into chances."""
    from sklearn.linear_model import LogisticRegression

    known = np.isfinite(margins)
    curve = LogisticRegression().fit(margins[known].reshape(-1, 1), truth[known])
    return float(curve.coef_[0, 0]), float(curve.intercept_[0])


def _assigned(chances: Floats, truth: Flags, folds: NDArray[np.int64]) -> Flags:
    """Assign codes in each fold with the threshold that is best in the other folds."""
    assigned = np.zeros_like(truth)
    for fold in range(FOLDS):
        others, own = folds != fold, folds == fold
        threshold = _best_threshold(chances[others], truth[others])
        assigned[own] = chances[own] >= threshold
    return assigned


def _best_threshold(chances: Floats, truth: Flags) -> float:
    """Return the threshold with the highest micro-F, of equal ones the highest."""
    f = [_micro_f(chances >= threshold, truth) for threshold in _THRESHOLDS]
    best = max(range(len(f)), key=lambda place: (f[place], place))
    return float(_THRESHOLDS[best])


def _micro_f(assigned: Flags, truth: Flags) -> float:
    total = int(assigned.sum()) + int(truth.sum())
    return 2 * int((assigned & truth).sum()) / total if total else 0.0
