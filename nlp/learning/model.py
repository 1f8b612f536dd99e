"""A learned model and texts in, the chance of every code for every text out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.codebook import Codebook
from nlp.learning.features import TextFeatures
from nlp.learning.weighing import TermWeights, count_matrix

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedModel:
    """Linear classifiers, one per code, and what turns their margin into a chance.

    ``threshold`` is the chance from which a code is assigned, chosen in
    cross-validation; ``codebook_version`` names the codebook whose hits are features.
    """

    codes: tuple[str, ...]
    weights: TermWeights
    parts: tuple[str, ...]
    coefficients: NDArray[np.float32]
    intercepts: NDArray[np.float32]
    slope: float
    offset: float
    threshold: float
    codebook_version: str

    def features(self, codebook: Codebook) -> TextFeatures:
        """Return what counts the features of this model."""
        return TextFeatures(codebook, parts=frozenset(self.parts))

    def chances(self, texts: Sequence[str], *, features: TextFeatures) -> Floats:
        """Return the chance of each code, one row per text."""
        counts, _ = count_matrix(map(features.count, texts), terms=self.weights.terms)
        margins = self.weights.weigh(counts) @ self.coefficients.T + self.intercepts
        return chances_of(np.asarray(margins), slope=self.slope, offset=self.offset)


def chances_of(margins: Floats, *, slope: float, offset: float) -> Floats:
    """Return the chance behind margins (Platt 1999)."""
    chances: Floats = 1 / (1 + np.exp(-(slope * margins + offset)))
    return chances
