"""A learned model in, one file of bytes out, and back: numbers and JSON, no code.

The file is a NumPy archive read with ``allow_pickle=False``: opening a file that
someone else made can run nothing. It carries the hash of its own contents.
"""

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

import numpy as np

from domain.errors import StateDamaged
from domain.phrases import Phrase, phrase
from nlp.learning.model import LearnedModel
from nlp.learning.weighing import TermWeights

FORMAT = 1
_ARRAYS = ("idf", "coefficients", "intercepts")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredModel:
    """A model, what it was learned from, its held-out figures and its hash."""

    model: LearnedModel
    about: dict[str, Any]
    sha256: str


def model_bytes(model: LearnedModel, *, about: dict[str, Any]) -> bytes:
    """Return the file; equal models give equal bytes."""
    meta = {
        "format": FORMAT,
        "codes": list(model.codes),
        "terms": list(model.weights.terms),
        "parts": list(model.parts),
        "slope": model.slope,
        "offset": model.offset,
        "threshold": model.threshold,
        "codebook_version": model.codebook_version,
        "about": about,
    }
    text = json.dumps(meta, ensure_ascii=False, sort_keys=True)
    arrays: dict[str, Any] = {
        "meta": np.frombuffer(text.encode(), dtype=np.uint8),
        "idf": model.weights.idf,
        "coefficients": model.coefficients,
        "intercepts": model.intercepts,
    }
    digest = _digest(arrays)
    arrays["sha256"] = np.frombuffer(digest.encode(), dtype=np.uint8)
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


def model_from_bytes(data: bytes, *, where: str) -> StoredModel:
    """Return the model; raise ``StateDamaged`` for anything that is not whole."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in ("meta", *_ARRAYS, "sha256")}
        digest = arrays.pop("sha256").tobytes().decode("ascii")
        meta = json.loads(arrays["meta"].tobytes())
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise _damaged(type(error).__name__, where) from None
    if digest != _digest(arrays):
        raise _damaged(phrase("other_hash"), where)
    if meta.get("format") != FORMAT:
        raise _damaged(phrase("other_version"), where)
    model = LearnedModel(
        codes=tuple(meta["codes"]),
        weights=TermWeights(tuple(meta["terms"]), arrays["idf"]),
        parts=tuple(meta["parts"]),
        coefficients=arrays["coefficients"],
        intercepts=arrays["intercepts"],
        slope=meta["slope"],
        offset=meta["offset"],
        threshold=meta["threshold"],
        codebook_version=meta["codebook_version"],
    )
    return StoredModel(model=model, about=meta["about"], sha256=digest)


def _digest(arrays: dict[str, Any]) -> str:
    digest = hashlib.sha256()
    for name in sorted(arrays):
        array = arrays[name]
        digest.update(f"{name} {array.dtype.str} {array.shape}".encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def _damaged(reason: str | Phrase, where: str) -> StateDamaged:
    return StateDamaged("learned_model_unfit", where=where, reason=reason)
