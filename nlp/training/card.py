"""What was measured of a model in, its card and its figures file out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

NAMES = {
    "upos": "woordsoort (UPOS)",
    "uas": "zinsbouw zonder namen (UAS)",
    "las": "zinsbouw met namen (LAS)",
    "lemma": "grondwoord",
    "lemma_by_edit_trees": "grondwoord, model alleen",
    "lemma_content_words": "grondwoord van zelfstandige naamwoorden, werkwoorden, "
    "bijvoeglijke naamwoorden en bijwoorden",
    "lemma_content_words_by_edit_trees": "hetzelfde, model alleen",
    "sentences_f": "zinsgrenzen (F)",
}
"""Names of figures for readers, in the order in which they are shown."""

_SHIPPED = ("upos", "uas", "las", "lemma", "sentences_f")
_TEST_SET = "Alpino-test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Everything the card tells that only a measurement can say."""

    measured_on: date
    dev: Mapping[str, float]
    test: Mapping[str, float]
    sizes: Mapping[str, tuple[int, int]]
    curve: Sequence[Mapping[str, float]]
    bytes_shipped: int
    hashes: Mapping[str, str]


def figures_text(measured: Measured) -> str:
    """Return ``figures.toml``: what a publication shows of this model."""
    lines = [f"measured_on = {measured.measured_on.isoformat()}", ""]
    for key in _SHIPPED:
        name = json.dumps(f"{NAMES[key]}, {_TEST_SET}", ensure_ascii=False)
        lines += ["[[figures]]", f"name = {name}", f"value = {measured.test[key]:.6f}"]
    return "\n".join((*lines, ""))


def card_text(measured: Measured, *, opening: str) -> str:
    """Return the model card: the opening that people wrote, then what was measured."""
    rows = [
        f"| {name} | {_share(measured.dev[key])} | {_share(measured.test[key])} |"
        for key, name in NAMES.items()
    ]
    parts = [
        f"| `{part}` | {_grouped(documents)} | {_grouped(words)} | "
        f"`{measured.hashes[part]}` |"
        for part, (documents, words) in measured.sizes.items()
    ]
    points = [
        f"| {point['step']:.0f} | {point['cpu_minutes']:.1f} | "
        f"{_share(point['pos_acc'])} | {_share(point['dep_uas'])} | "
        f"{_share(point['dep_las'])} | {_share(point['lemma_acc'])} | "
        f"{_share(point['sents_f'])} |"
        for point in measured.curve
        if point["step"]
    ]
    megabytes = f"{measured.bytes_shipped / 1e6:.1f}".replace(".", ",")
    return "\n".join(
        (
            opening.rstrip(),
            "",
            "## Gemeten",
            "",
            f"Gemeten op {measured.measured_on.isoformat()} op het model zoals het "
            "hier staat (gewichten in 16 bits, "
            f"{megabytes} MB in deze map). Aandelen tussen 0 en "
            "1. Op `dev` is gekozen welk model het werd en hoe grondwoorden worden "
            "gezocht; `test_alpino` is één keer gemeten, aan het eind.",
            "",
            "| | dev | test_alpino |",
            "|---|---|---|",
            *rows,
            "",
            "| deel van het corpus | stukken | woorden | SHA-256 |",
            "|---|---|---|---|",
            *parts,
            "",
            "## Leercurve",
            "",
            "Op `dev`, met gewichten in 32 bits en grondwoorden van het model alleen.",
            "",
            "| stap | CPU-minuten | UPOS | UAS | LAS | grondwoord | zinsgrenzen |",
            "|---|---|---|---|---|---|---|",
            *points,
            "",
        )
    )


def read_curve(path: Path) -> list[dict[str, float]]:
    """Return the points that the logger wrote."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _share(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")
