"""A folder with coded texts in, the shipped figures of the rules out.

``python -m flows.measuring_rules GOLD`` measures as ``evaluate`` does outside any
workspace: with the built-in codebook, lists and the model that is found. A second
folder holds texts that no rule was made for; whoever looks into them ends that.
"""

import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from domain.coded_file import coded_passages_from_json
from domain.identifiers import sha256_hex
from domain.readings import PassageReader
from domain.storage import write_atomically
from flows.machine_coding import machine_coding
from flows.reading_lists import lists_of, reader_for
from nlp.measuring.comparison import compare
from nlp.measuring.rule_figures import (
    RULE_FIGURES,
    UNSEEN_FIGURES,
    MeasuredSet,
    rule_figures_text,
)

SETS = {
    "passages_dev.json": "passages van plannen",
    "answers_dev.json": "verzonnen antwoorden",
}
UNSEEN_SETS = {
    "unseen_passages.json": "nieuwe passages van plannen",
    "unseen_answers.json": "nieuwe verzonnen antwoorden",
}


def measure_rules(
    gold: Path, *, target: Path = RULE_FIGURES, sets: Mapping[str, str] = SETS
) -> None:
    """Read every set, compare it with its coders, and write the data file."""
    lists = lists_of(None)
    reader = reader_for(lists, model="auto", workspace=None)
    text = rule_figures_text(
        _measured(gold, reader, sets=sets),
        measured_on=datetime.now(UTC).date(),
        codebook_version=lists.codebook.version_hash,
        model=reader.model_name,
    )
    write_atomically(target, text.encode())


def _measured(
    gold: Path, reader: PassageReader, *, sets: Mapping[str, str]
) -> Iterator[MeasuredSet]:
    for file, subject in sets.items():
        data = (gold / file).read_bytes()
        passages = coded_passages_from_json(data.decode(), where=file)
        found = machine_coding(passages, reader=reader)
        yield MeasuredSet(
            file=file,
            sha256=sha256_hex(data),
            subject=subject,
            comparison=compare(passages, found),
        )


if __name__ == "__main__":
    measure_rules(Path(sys.argv[1]))
    for unseen in map(Path, sys.argv[2:]):
        measure_rules(unseen, target=UNSEEN_FIGURES, sets=UNSEEN_SETS)
