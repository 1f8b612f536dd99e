"""The texts of the demo in, headline H2b out: the model where needed or everywhere."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from domain.readings import PassageReading, PassageToRead
from flows.benchmarks.demo_passages import demo_passages, reader_with
from flows.benchmarks.headline import Headline, Pair, cpu_seconds
from flows.benchmarks.reading_rules import cut
from nlp.model import OWN_MODEL_NAME, RULES_ONLY, load_model
from nlp.reading import Reader

_COPIES, _QUICK = 2, 1
_NAMES = 10_000


@contextmanager
def _prepared(folder: Path, is_quick: bool) -> Iterator[Pair]:
    passages = demo_passages(_QUICK if is_quick else _COPIES)
    reader = reader_with(_NAMES, model=OWN_MODEL_NAME)
    everywhere, _ = load_model(OWN_MODEL_NAME)

    def ours() -> Mapping[str, float]:
        began = cpu_seconds()
        _read(reader, passages)
        return {"read": cpu_seconds() - began}

    yield Pair(
        ours=ours,
        bare=lambda: cut(everywhere, passages),
        figures=lambda: _figures(reader, passages),
    )


HEADLINE = Headline(
    name="H2b",
    measured="lezen met het eigen model waar een zin iets ontkent, gedeeld door dat "
    "model over alles",
    target=0.35,
    fail=0.7,
    prepare=_prepared,
)


def _read(reader: Reader, passages: Sequence[PassageToRead]) -> list[PassageReading]:
    return list(reader.read(passages))


def _figures(
    reader: Reader, passages: Sequence[PassageToRead]
) -> Mapping[str, tuple[float, float | None]]:
    """Return how many theme mentions get another flag through the model."""
    by_model = _read(reader, passages)
    by_rules = _read(reader_with(_NAMES, model=RULES_ONLY), passages)
    pairs = [
        (ours.is_negated, rules.is_negated)
        for one, other in zip(by_model, by_rules, strict=True)
        for ours, rules in zip(one.themes, other.themes, strict=True)
    ]
    return {
        "vermeldingen van thema's": (len(pairs), None),
        "ontkend volgens het model": (sum(ours for ours, _ in pairs), None),
        "ontkend volgens de regels": (sum(rules for _, rules in pairs), None),
        "anders dan volgens de regels": (sum(a != b for a, b in pairs), None),
    }
