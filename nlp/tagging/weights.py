"""The shipped weights of the name tagger in and out of their folder."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.storage import write_atomically
from nlp.tagging.decoding import TAGS, Chances
from nlp.tagging.signs import Numbers
from nlp.tagging.spans import NameKind

FOLDER = Path(__file__).parents[1] / "models" / "nl_feitenbasis_names"
FORMS_FILE, WEIGHTS_FILE = "forms.txt", "weights.npz"
COLUMNS = len(NameKind) * len(TAGS)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign says of each tag of each kind.

    ``numbers`` has a row for each number of a word, ``forms`` one for each known form
    and one for the others; columns are kinds of names times tags. ``constant`` is said
    of every word.
    """

    numbers: NDArray[np.float32]
    forms: NDArray[np.float32]
    constant: NDArray[np.float32]
    rows: dict[str, int]

    def chances(
        self, numbers: Numbers, forms: Sequence[Sequence[str]]
    ) -> dict[NameKind, Chances]:
        """Return for each kind a row for each word; see ``spans_in``."""
        if not forms:
            return dict.fromkeys(NameKind, np.zeros((0, len(TAGS))))
        # An unknown form has the last row, which says nothing.
        rows, none = self.rows, len(self.rows)
        known = [rows.get(form, none) for written in forms for form in written]
        by_forms = self.forms[known].reshape(len(forms), -1, COLUMNS).sum(axis=1)
        said = (numbers @ self.numbers + by_forms + self.constant).astype(np.float64)
        by_kind = np.split(said, len(NameKind), axis=1)
        return dict(zip(NameKind, map(_softmax, by_kind), strict=True))


def with_none(forms: NDArray[np.float32]) -> NDArray[np.float32]:
    """Add the row of the forms that are not known: it says nothing."""
    return np.vstack([forms, np.zeros((1, COLUMNS), dtype=np.float32)])


def _softmax(said: Chances) -> Chances:
    raised = np.exp(said - said.max(axis=1, keepdims=True))
    shares: Chances = raised / raised.sum(axis=1, keepdims=True)
    return shares


def write_weights(weights: Weights, folder: Path = FOLDER) -> None:
    """Write weights as 16-bit floats, and the forms in the order of their rows."""
    held = io.BytesIO()
    np.savez_compressed(
        held,
        numbers=weights.numbers.astype(np.float16),
        forms=weights.forms[:-1].astype(np.float16),
        constant=weights.constant.astype(np.float16),
    )
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / WEIGHTS_FILE, held.getvalue())
    write_atomically(folder / FORMS_FILE, "\n".join(weights.rows).encode())


@cache
def read_weights(folder: Path = FOLDER) -> Weights:
    """Read the shipped weights, once.

    Raises ``ValueError`` where the two files are not of one making.
    """
    forms = (folder / FORMS_FILE).read_text(encoding="utf-8").split("\n")
    with np.load(folder / WEIGHTS_FILE, allow_pickle=False) as held:
        if len(held["forms"]) != len(forms):
            raise ValueError(f"forms and weights in {folder} do not belong together")
        return Weights(
            numbers=held["numbers"].astype(np.float32),
            forms=with_none(held["forms"].astype(np.float32)),
            constant=held["constant"].astype(np.float32),
            rows={form: row for row, form in enumerate(forms)},
        )


def weights_identity(folder: Path = FOLDER) -> str:
    """Return eight digits that change with the weights; none where they are gone."""
    files = [folder / FORMS_FILE, folder / WEIGHTS_FILE]
    if not all(map(Path.is_file, files)):
        return ""
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:8]
