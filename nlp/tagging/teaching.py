"""Coded answers and what rules found in them in, the weights of the tagger out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from nlp.tagging.decoding import GOES_ON, OPENS, OUTSIDE, TAGS
from nlp.tagging.signs import Bounds, forms_of, numbers_of
from nlp.tagging.spans import NameKind
from nlp.tagging.tagger import ReadByRules
from nlp.tagging.weights import Weights, with_none

LEAST_OFTEN = 3
"""A form that fewer words show teaches nothing."""

FORM_WEIGHT = 3.0
"""How much a form counts beside a number of one standard deviation."""

STRICTNESS = 0.05
"""The C of the regression: lower keeps the weights smaller."""

_ROUNDS = 150


class Taught(NamedTuple):
    """A text, what rules found, and what people say there is.

    ``doubted`` words may or may not belong to a name and teach nothing.
    """

    read: ReadByRules
    names: Mapping[NameKind, Bounds]
    doubted: Mapping[NameKind, Bounds]


def teach(texts: Sequence[Taught]) -> Weights:
    """Learn weights by logistic regression, one of three tags for each kind.

    Same texts in the same order give the same weights on one machine.
    """
    numbers = np.vstack([numbers_of(*each.read) for each in texts])
    mean, spread = numbers.mean(axis=0), numbers.std(axis=0)
    spread[spread == 0] = 1
    forms = [word for each in texts for word in forms_of(each.read.text)]
    rows = _rows(forms)
    signs = sparse.hstack(
        [
            sparse.csr_matrix((numbers - mean) / spread),
            _shown(forms, rows=rows) * FORM_WEIGHT,
        ]
    ).tocsr()
    learned = [_learned(signs, texts, kind=kind) for kind in NameKind]
    weights = np.hstack([each.weights for each in learned])
    constant = np.hstack([each.constant for each in learned])
    scaled = weights[: numbers.shape[1]] / spread[:, None]
    return Weights(
        numbers=scaled.astype(np.float32),
        forms=with_none((weights[numbers.shape[1] :] * FORM_WEIGHT).astype(np.float32)),
        constant=(constant - mean @ scaled).astype(np.float32),
        rows=rows,
    )


class _Learned(NamedTuple):
    weights: NDArray[np.float64]
    constant: NDArray[np.float64]


def _learned(
    signs: sparse.csr_matrix, texts: Sequence[Taught], *, kind: NameKind
) -> _Learned:
    from sklearn.linear_model import LogisticRegression

    tags = np.concatenate([_tags(each, kind) for each in texts])
    counts = tags >= 0
    regression = LogisticRegression(C=STRICTNESS, max_iter=_ROUNDS)
    regression.fit(signs[counts], tags[counts])
    if len(regression.classes_) != len(TAGS):
        raise ValueError(f"no text teaches every tag of {kind}")
    return _Learned(regression.coef_.T, regression.intercept_)


def _tags(taught: Taught, kind: NameKind) -> NDArray[np.int64]:
    """Return the tag of each word, -1 where it is doubted."""
    tags = np.full(len(taught.read.text), OUTSIDE)
    for first, last in taught.doubted.get(kind, ()):
        tags[first:last] = -1
    for first, last in taught.names.get(kind, ()):
        tags[first:last] = GOES_ON
        tags[first] = OPENS
    return tags


def _rows(forms: Iterable[Sequence[str]]) -> dict[str, int]:
    """Return a row for each form that is shown often enough, in order of letters."""
    counted = Counter(form for word in forms for form in word)
    often = sorted(form for form, count in counted.items() if count >= LEAST_OFTEN)
    return {form: row for row, form in enumerate(often)}


def _shown(
    forms: Sequence[Sequence[str]], *, rows: Mapping[str, int]
) -> sparse.csr_matrix:
    places = list(_places(forms, rows))
    ones = np.ones(len(places), dtype=np.float32)
    at, columns = zip(*places, strict=True) if places else ((), ())
    return sparse.csr_matrix((ones, (at, columns)), shape=(len(forms), len(rows)))


def _places(
    forms: Sequence[Sequence[str]], rows: Mapping[str, int]
) -> Iterator[tuple[int, int]]:
    for at, word in enumerate(forms):
        for form in word:
            if form in rows:
                yield at, rows[form]
