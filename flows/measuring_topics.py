"""Coded texts in, how well emergent themes and their peers find the codes out.

``python -m flows.measuring_topics FILE TEXT_COLUMN CODE_COLUMN`` measures on samples of
several sizes, the largest made of halves of texts; the codes are seen by no method.
"""

import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.table import Table

from flows.benchmarks.headline import cpu_seconds
from flows.benchmarks.topic_peers import Groups, our_groups, peers
from flows.screens import wide_console
from nlp.measuring.grouping import GroupingScore, grouping_score
from sources.coded_texts import Columns, read_coded_texts

SIZES = (100, 400, 1_500, 20_000)
_SEED = 3
_COLUMNS = (
    *("texts", "method", "groups", "left over", "purity", "NMI"),
    *("codes found", "CPU-s"),
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def measure_topics(file: Path, columns: Columns) -> None:
    """Print a row per size and method."""
    found = read_coded_texts(file.read_bytes(), name=file.name, columns=columns)
    coded = dict((item.text, item.codes[0]) for item in found if item.codes)
    table = Table(*_COLUMNS, title=file.name)
    for size in SIZES:
        texts, labels = sample(list(coded.items()), size=size)
        for name, groups, seconds in _made(texts):
            score = grouping_score(labels, groups)
            table.add_row(*_cells(name, score, seconds=seconds))
    wide_console().print(table)


def sample(
    coded: Sequence[tuple[str, str]], *, size: int
) -> tuple[list[str], list[str]]:
    """Return ``size`` texts and their codes; more than there are, as halves of them."""
    chance = random.Random(_SEED)  # noqa: S311 - a sample, no secret
    if size <= len(coded):
        chosen = chance.sample(list(coded), size)
    else:
        chosen = [_half(*chance.choice(coded), chance=chance) for _ in range(size)]
    return [text for text, _ in chosen], [code for _, code in chosen]


def _half(text: str, code: str, *, chance: random.Random) -> tuple[str, str]:
    sentences = _SENTENCE.split(text)
    kept = sorted(chance.sample(range(len(sentences)), -(-len(sentences) // 2)))
    return " ".join(sentences[place] for place in kept), code


def _made(texts: Sequence[str]) -> Iterator[tuple[str, Groups, float]]:
    """Yield what each method makes; peers are told how many groups we found."""
    began = cpu_seconds()
    ours = our_groups(texts)
    yield "feitenbasis", ours, cpu_seconds() - began
    count = max(10, len({group for group in ours if group}))
    for name, find in peers().items():
        began = cpu_seconds()
        groups = find(texts, count=count)
        yield name, groups, cpu_seconds() - began


def _cells(name: str, score: GroupingScore, *, seconds: float) -> Iterator[str]:
    yield from (str(score.text_count), name, str(score.group_count))
    yield f"{score.left_over_count / score.text_count:.0%}"
    yield from (f"{score.purity:.2f}", f"{score.nmi:.2f}")
    yield f"{score.labels_found} of {score.label_count}"
    yield f"{seconds:.1f}"


if __name__ == "__main__":
    measure_topics(Path(sys.argv[1]), Columns(text=sys.argv[2], codes=sys.argv[3]))
