"""The texts of the demo in, headline H2 out: reading by rules against cutting words."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from domain.readings import PassageToRead
from flows.benchmarks.demo_passages import demo_passages, reader_with
from flows.benchmarks.headline import Headline, Pair, Spent, cpu_seconds
from nlp.compounds import shipped_splitter
from nlp.model import RULES_ONLY, load_model
from nlp.reading import Reader
from nlp.word_forms import noun_stems, word_stems

_MANY, _FEW = 10_000, 1_000
_GROWTH = 1.15
_TURNS = 3
_FRESH = 8
"""Pipelines that are made ready: one for each round, and for the turns before."""


@contextmanager
def _prepared(folder: Path, is_quick: bool) -> Iterator[Pair]:
    passages = demo_passages(1)[: 200 if is_quick else None]
    fresh = [load_model(RULES_ONLY)[0] for _ in range(_FRESH)]
    yield Pair(
        ours=lambda: _first_reading(passages, names=_MANY),
        bare=lambda: cut(fresh.pop() if fresh else load_model(RULES_ONLY)[0], passages),
        figures=lambda: _figures(passages),
    )


HEADLINE = Headline(
    name="H2",
    measured="thema's, 10.000 namen en initiatieven vinden met regels in tekst die "
    "nog niet is gezien, gedeeld door die tekst knippen met spaCy",
    target=1.35,
    fail=2.0,
    prepare=_prepared,
    apart=("start",),
)


def cut(language: Any, passages: Sequence[PassageToRead]) -> None:
    """Send every text through a pipeline, and do nothing with what comes out."""
    for _ in language.pipe(passage.text for passage in passages):
        pass


def _first_reading(passages: Sequence[PassageToRead], *, names: int) -> Spent:
    """Read with a reader that remembers no word; making it is a part of its own.

    So is sweeping up after that: a collection of all it left behind takes half as long
    as the reading, and would fall in the middle of it.
    """
    began = cpu_seconds()
    word_stems.cache_clear()
    noun_stems.cache_clear()
    shipped_splitter.cache_clear()
    shipped_splitter()
    reader = reader_with(names, model=RULES_ONLY)
    gc.collect()
    made = cpu_seconds()
    return {"start": made - began, "read": _cost(reader, passages)}


def _cost(reader: Reader, passages: Sequence[PassageToRead]) -> float:
    began = cpu_seconds()
    for _ in reader.read(passages):
        pass
    return cpu_seconds() - began


def _figures(
    passages: Sequence[PassageToRead],
) -> Mapping[str, tuple[float, float | None]]:
    words = sum(len(passage.text.split()) for passage in passages)
    few, many = (reader_with(names, model=RULES_ONLY) for names in (_FEW, _MANY))
    bare, _ = load_model(RULES_ONLY)
    for reader in (few, many):
        _cost(reader, passages)
    cut(bare, passages)
    growth, again = [], []
    for _ in range(_TURNS):
        seen = _cost(many, passages)
        growth.append(seen / _cost(few, passages))
        began = cpu_seconds()
        cut(bare, passages)
        again.append(seen / (cpu_seconds() - began))
    return {
        "10.000 namen ÷ 1.000 namen": (median(growth), _GROWTH),
        "dezelfde tekst nog eens, gedeeld door spaCy nog eens": (median(again), None),
        "woorden per CPU-s, tekst die al is gezien": (words / seen, None),
    }
