"""How the shipped rules scored in, the data file that says so out; and back.

The files beside this module are written by ``make figures GOLD=…`` and never by hand.
One tells of texts that were in sight while the rules were written, the other of texts
that others coded afterwards and that no rule was made for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tomllib import loads
from typing import Any

from domain.coding import Aspect
from domain.phrases import DUTCH, phrase
from domain.toml_text import toml_string
from nlp.measuring.comparison import Comparison
from nlp.measuring.matching import Mode
from nlp.model_figures import ModelFigure

RULE_FIGURES = Path(__file__).with_name("rule_figures.toml")
UNSEEN_FIGURES = Path(__file__).with_name("unseen_figures.toml")
_HEADING = "# Geschreven door `make figures`; niet met de hand wijzigen."
_ASPECTS = {
    Aspect.THEMES: phrase("figure_themes"),
    Aspect.INITIATIVES: phrase("figure_initiatives"),
    Aspect.ORGANISATIONS: phrase("figure_organisations"),
    Aspect.PLACES: phrase("figure_places"),
}
_MODES = {
    Mode.EXACT: phrase("figure_exact"),
    Mode.OVERLAP: phrase("figure_overlapping"),
}
# What the file calls the texts that were coded.
_SUBJECTS = {
    each.told(DUTCH): each
    for each in (
        phrase("figure_plans"),
        phrase("figure_invented_answers"),
        phrase("figure_new_plans"),
        phrase("figure_new_answers"),
    )
}
_DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredSet:
    """One coded file and what came of reading it."""

    file: str
    sha256: str
    subject: str
    comparison: Comparison


def rule_figures_text(
    sets: Iterator[MeasuredSet], *, measured_on: date, codebook_version: str, model: str
) -> str:
    """Return the data file: what was measured with, on what, and every F."""
    lines = [
        _HEADING,
        f"measured_on = {measured_on.isoformat()}",
        f"codebook_version = {toml_string(codebook_version)}",
        f"model = {toml_string(model)}",
    ]
    for measured in sets:
        lines += [
            "",
            "[[sets]]",
            f"file = {toml_string(measured.file)}",
            f"sha256 = {toml_string(measured.sha256)}",
            f"subject = {toml_string(measured.subject)}",
            f"passage_count = {measured.comparison.passage_count}",
            "figures = [",
            *_figure_lines(measured.comparison),
            "]",
        ]
    return "\n".join(lines) + "\n"


def _figure_lines(comparison: Comparison) -> Iterator[str]:
    for aspect in _ASPECTS:
        for mode, score in comparison.scores.get(aspect, {}).items():
            f = score.total.f
            shares = {"value": f.value, "low": f.low, "high": f.high}
            told = ", ".join(
                f"{name} = {share:.{_DECIMALS}f}"
                for name, share in shares.items()
                if share is not None
            )
            if f.value is not None:
                yield f'  {{ aspect = "{aspect}", mode = "{mode}", {told} }},'


def rule_figures(
    codebook_version: str, *, language: str = DUTCH
) -> tuple[ModelFigure, ...]:
    """Return the figures of the rules; none for themes of another codebook.

    What they are called and rest on is said in this language.
    """
    return tuple(
        _figure(measured, row, file=file, language=language)
        for file in (UNSEEN_FIGURES, RULE_FIGURES)
        for measured in _table(file)["sets"]
        for row in measured["figures"]
        if codebook_version == measured_codebook() or row["aspect"] != Aspect.THEMES
    )


def measured_codebook() -> str:
    """Return the version of the codebook that the figures of themes hold for."""
    return str(_table(RULE_FIGURES)["codebook_version"])


@cache
def _table(file: Path) -> Mapping[str, Any]:
    return loads(file.read_text(encoding="utf-8"))


def _figure(
    measured: Mapping[str, Any], row: Mapping[str, Any], *, file: Path, language: str
) -> ModelFigure:
    subject = _SUBJECTS.get(measured["subject"], measured["subject"])
    said = [_ASPECTS[row["aspect"]].told(language)]
    if row["aspect"] != Aspect.THEMES:
        said.append(_MODES[row["mode"]].told(language))
    basis = (
        phrase("figure_unseen", count=measured["passage_count"], subject=subject)
        if file == UNSEEN_FIGURES
        else phrase("figure_basis", count=measured["passage_count"], subject=subject)
    )
    about = subject if isinstance(subject, str) else subject.told(language)
    return ModelFigure(
        name=f"{', '.join(said)} (F), {about}",
        value=row["value"],
        measured_on=_table(file)["measured_on"],
        low=row.get("low"),
        high=row.get("high"),
        basis=basis.told(language),
    )
