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

from domain.phrases import DUTCH, phrase
from nlp.model import OWN_MODEL, OWN_MODEL_NAME, chosen_model

FIGURES_FILE = "figures.toml"
_MEASURES = {
    "pos_acc": phrase("figure_pos"),
    "dep_uas": phrase("figure_uas"),
    "dep_las": phrase("figure_las"),
    "lemma_acc": phrase("figure_lemma"),
    "sents_f": phrase("figure_sentences"),
}
_BY_MAKERS = phrase("figure_by_makers")


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


def model_figures(name: str, *, language: str = DUTCH) -> tuple[ModelFigure, ...]:
    """Return the figures of the model a setting stands for; none for rules only.

    Their names are in this language.
    """
    chosen = chosen_model(name)
    if chosen == OWN_MODEL_NAME:
        return own_figures(OWN_MODEL, language=language)
    spec = find_spec(chosen) if chosen.isidentifier() else None
    if spec is None or spec.origin is None:
        return ()
    return tuple(_figures_of_makers(Path(spec.origin).parent, language))


def own_figures(folder: Path, *, language: str = DUTCH) -> tuple[ModelFigure, ...]:
    """Return what stands in the figures file of a model folder, in its order."""
    path = folder / FIGURES_FILE
    if not path.is_file():
        return ()
    table = loads(path.read_text(encoding="utf-8"))
    return tuple(
        ModelFigure(
            _translated(row["name"], language), row["value"], table["measured_on"]
        )
        for row in table["figures"]
    )


def _translated(name: str, language: str) -> str:
    """Return the name of a figure in the file, which is Dutch, in a language."""
    measure, comma, on = name.partition(", ")
    known = {each.told(DUTCH): each for each in _MEASURES.values()}
    told = known[measure].told(language) if measure in known else measure
    return f"{told}{comma}{on}"


def _figures_of_makers(folder: Path, language: str) -> Iterator[ModelFigure]:
    for meta in sorted(folder.rglob("meta.json"))[:1]:
        measured = json.loads(meta.read_text(encoding="utf-8")).get("performance", {})
        for theirs, ours in _MEASURES.items():
            if isinstance(measured.get(theirs), float):
                name = f"{ours.told(language)}, {_BY_MAKERS.told(language)}"
                yield ModelFigure(name, round(measured[theirs], 4), None)
