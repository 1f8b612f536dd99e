"""A comparison of two codings in, tables on the screen out, in Dutch or English."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rich.console import Console
from rich.table import Table

from domain.coding import Aspect
from domain.phrases import filled
from flows.screens import wide_console
from nlp.measuring.between_coders import CoderAgreement
from nlp.measuring.comparison import Comparison
from nlp.measuring.scores import LEVEL, Figure, Score

MACHINE = "machine"
_NOTHING = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was compared with what, and what was left out of it."""

    reference: str
    other: str
    about: Mapping[str, str]
    reference_sha256: str
    unpaired_count: int
    not_compared: tuple[Aspect, ...]
    misplaced: tuple[str, ...]


@cache
def screen_texts() -> Mapping[str, Mapping[str, str]]:
    """Return what is said on the screen, by language and key."""
    file = Path(__file__).with_name("evaluation_texts.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def show_figures(
    comparison: Comparison,
    agreement: CoderAgreement,
    *,
    facts: Facts,
    language: str,
) -> None:
    """Print the scores, the scores per label, the agreement and what to know of it."""
    texts = screen_texts()[language]
    console = wide_console()
    console.print(_score_table(comparison, facts, texts))
    for table in _label_tables(comparison, texts):
        console.print(table)
    console.print(_agreement_table(agreement, texts))
    _print_notes(console, comparison, facts, texts)


def _score_table(
    comparison: Comparison, facts: Facts, texts: Mapping[str, str]
) -> Table:
    title = filled(texts["scores"], other=facts.other, reference=facts.reference)
    heads = ("aspect", "mode", "precision", "recall", "F", "macro")
    table = Table(
        *(texts.get(head, head) for head in heads),
        *(texts[head] for head in ("hits", "false", "missed")),
        title=title,
    )
    for aspect, modes in comparison.scores.items():
        for mode, score in modes.items():
            first, *counts = _cells(score.total)
            shown = [first, *counts[:2], figure_text(score.macro_f), *counts[2:]]
            table.add_row(texts[aspect], texts[mode], *shown)
    return table


def _label_tables(comparison: Comparison, texts: Mapping[str, str]) -> list[Table]:
    tables = []
    heads = ("label", "precision", "recall", "F", "hits", "false", "missed")
    for aspect, modes in comparison.scores.items():
        mode, score = next(iter(modes.items()))
        if len(score.labels) < 2:
            continue
        title = filled(texts["labels"], aspect=texts[aspect], mode=texts[mode])
        table = Table(*(texts.get(head, head) for head in heads), title=title)
        for label, own in score.labels.items():
            table.add_row(label or _NOTHING, *_cells(own))
        tables.append(table)
    return tables


def _cells(score: Score) -> list[str]:
    figures = (score.precision, score.recall, score.f)
    counts = (score.hits, score.false, score.missed)
    return [*map(figure_text, figures), *map(str, counts)]


def _agreement_table(agreement: CoderAgreement, texts: Mapping[str, str]) -> Table:
    heads = ("label", "passages", "alpha", "kappa")
    table = Table(*(texts.get(head, head) for head in heads), title=texts["agreement"])
    table.add_row(texts["sets"], "", figure_text(agreement.theme_sets), _NOTHING)
    rows = {
        **agreement.themes,
        **{texts[aspect]: own for aspect, own in agreement.single.items()},
    }
    for label, own in rows.items():
        count = str(own.unit_count)
        table.add_row(label, count, figure_text(own.alpha), figure_text(own.kappa))
    return table


def _print_notes(
    console: Console, comparison: Comparison, facts: Facts, texts: Mapping[str, str]
) -> None:
    basis = filled(
        texts["basis"],
        passages=comparison.passage_count,
        units=comparison.unit_count,
        level=round(LEVEL * 100),
    )
    console.print(basis)
    if "model" in facts.about:
        codebook = facts.about["codebook_version"][:12]
        model = facts.about["model"]
        console.print(filled(texts["model"], model=model, codebook=codebook))
    if facts.unpaired_count:
        console.print(filled(texts["unpaired"], count=facts.unpaired_count))
    if facts.not_compared:
        aspects = ", ".join(texts[aspect] for aspect in facts.not_compared)
        console.print(filled(texts["not_compared"], aspects=aspects))
    if facts.misplaced:
        ids = ", ".join(facts.misplaced)
        console.print(filled(texts["misplaced"], ids=ids))


def figure_text(figure: Figure) -> str:
    """Return a figure with its interval, or a dash."""
    if figure.value is None:
        return _NOTHING
    if figure.low is None or figure.high is None:
        return f"{figure.value:.2f}"
    return f"{figure.value:.2f} ({figure.low:.2f}–{figure.high:.2f})"
