"""A model name in, how well that model was measured to read out.

Ours carries ``figures.toml``, written by ``nlp.training`` when it was measured; an
official model carries its makers' figures in its ``meta.json``, without a day.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from tomllib import loads

from nlp.model import OWN_MODEL, OWN_MODEL_NAME, chosen_model

FIGURES_FILE = "figures.toml"
_OF_MAKERS = {
    "pos_acc": "woordsoort (UPOS), volgens de makers",
    "dep_uas": "zinsbouw zonder namen (UAS), volgens de makers",
    "dep_las": "zinsbouw met namen (LAS), volgens de makers",
    "lemma_acc": "grondwoord, volgens de makers",
    "sents_f": "zinsgrenzen (F), volgens de makers",
}


@dataclass(frozen=True, slots=True)
class ModelFigure:
    """One measured share, with a name for readers; the day may be unknown.

    ``low`` and ``high`` bound its 95 % interval, ``basis`` says what it rests on.
    """

    name: str
    value: float
    measured_on: date | None
    low: float | None = None
    high: float | None = None
    basis: str | None = None


def model_figures(name: str) -> tuple[ModelFigure, ...]:
    """Return the figures of the model a setting stands for; none for rules only."""
    chosen = chosen_model(name)
    if chosen == OWN_MODEL_NAME:
        return own_figures(OWN_MODEL)
    spec = find_spec(chosen) if chosen.isidentifier() else None
    if spec is None or spec.origin is None:
        return ()
    return tuple(_figures_of_makers(Path(spec.origin).parent))


def own_figures(folder: Path) -> tuple[ModelFigure, ...]:
    """Return what stands in the figures file of a model folder, in its order."""
    path = folder / FIGURES_FILE
    if not path.is_file():
        return ()
    table = loads(path.read_text(encoding="utf-8"))
    return tuple(
        ModelFigure(row["name"], row["value"], table["measured_on"])
        for row in table["figures"]
    )


def _figures_of_makers(folder: Path) -> Iterator[ModelFigure]:
    for meta in sorted(folder.rglob("meta.json"))[:1]:
        measured = json.loads(meta.read_text(encoding="utf-8")).get("performance", {})
        for theirs, ours in _OF_MAKERS.items():
            if isinstance(measured.get(theirs), float):
                yield ModelFigure(ours, round(measured[theirs], 4), None)
