"""A file of coded passages in, how well it is read (or agreed with) on screen out."""

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from dashboards.exports.cells import safe_cell
from domain.coded_file import coded_passages_from_json, words_nowhere
from domain.coding import Aspect, CodedPassage
from domain.errors import WrongUse
from domain.foreign_words import disk_words
from domain.identifiers import sha256_hex
from domain.storage import write_atomically
from domain.workspace import Workspace
from flows.evaluation_tables import Facts, show_figures
from flows.machine_coding import machine_coding
from flows.reading_lists import lists_of, reader_for
from flows.run_context import find_workspace, read_settings
from flows.screens import show_json
from nlp.measuring.between_coders import CoderAgreement, coder_agreement
from nlp.measuring.comparison import Comparison, Confusion, compare
from nlp.measuring.scores import DRAWS, LEVEL, SEED

# Confusions hold words of respondents: for the one who asked, like a key.
_PRIVATE = 0o600
_HEADINGS = ("aspect", "mode", "passage_id", "verdict", "label", "words")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationRequest:
    """What is compared, and where the answer goes."""

    reference: Path
    against: Path | None = None
    confusions: Path | None = None
    form: Literal["table", "json"] = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Coding:
    passages: Sequence[CodedPassage]
    name: str
    about: dict[str, str]


def evaluate(folder: Path, request: EvaluationRequest) -> None:
    """Compare a coded file with the machine, or with another coder's file."""
    workspace = _workspace(folder)
    reference = _coded_file(request.reference)
    other = (
        _coded_file(request.against)
        if request.against
        else _machine(workspace, reference.passages)
    )
    comparison = compare(reference.passages, other.passages)
    if not comparison.passage_count:
        raise WrongUse("nothing_in_common", where=f"{reference.name}, {other.name}")
    agreement = coder_agreement(reference.passages, other.passages)
    if request.confusions:
        write_confusions(request.confusions, comparison.confusions)
    facts = _facts(reference, other, comparison)
    if request.form == "json":
        show_json(_figures(facts, comparison, agreement))
    else:
        language = read_settings(workspace).language if workspace else "nl"
        show_figures(comparison, agreement, facts=facts, language=language)


def _workspace(folder: Path) -> Workspace | None:
    """Return the workspace, or none where the built-in lists have to do."""
    is_workspace = Workspace(folder.resolve()).settings_file.is_file()
    return find_workspace(folder) if is_workspace else None


def _coded_file(path: Path) -> _Coding:
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(
            "coded_file_unreadable", where=str(path), reason=type(error).__name__
        ) from None
    passages = coded_passages_from_json(text, where=path.name)
    return _Coding(
        passages=passages, name=path.name, about={"sha256": sha256_hex(data)}
    )


def _machine(workspace: Workspace | None, passages: Sequence[CodedPassage]) -> _Coding:
    lists = lists_of(workspace)
    model = read_settings(workspace).reading.model if workspace else "auto"
    reader = reader_for(lists, model=model, workspace=workspace)
    return _Coding(
        passages=machine_coding(passages, reader=reader),
        name="machine",
        about={
            "model": reader.model_name,
            "codebook_version": lists.codebook.version_hash,
            "reader": reader.fingerprint,
        },
    )


def _facts(reference: _Coding, other: _Coding, comparison: Comparison) -> Facts:
    coded_by_one = {
        aspect
        for aspect in Aspect
        if any(passage.codes(aspect) is not None for passage in reference.passages)
        and aspect not in comparison.scores
    }
    return Facts(
        reference=reference.name,
        other=other.name,
        about=other.about,
        reference_sha256=reference.about["sha256"],
        unpaired_count=len(reference.passages) - comparison.passage_count,
        not_compared=tuple(sorted(coded_by_one)),
        misplaced=tuple(words_nowhere(reference.passages)),
    )


def _figures(
    facts: Facts, comparison: Comparison, agreement: CoderAgreement
) -> dict[str, Any]:
    """Return everything measured under fixed names, for a script."""
    return {
        **asdict(facts),
        "passage_count": comparison.passage_count,
        "unit_count": comparison.unit_count,
        "bootstrap": {"draws": DRAWS, "seed": SEED, "level": LEVEL},
        "passage_counts": dict(comparison.passage_counts),
        **{
            aspect.value: {mode.value: asdict(score) for mode, score in modes.items()}
            for aspect, modes in comparison.scores.items()
        },
        "agreement": asdict(agreement),
    }


def write_confusions(path: Path, confusions: Sequence[Confusion]) -> None:
    """Write what went wrong as a CSV that only its owner may read."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(_HEADINGS)
    for confusion in confusions:
        row = asdict(confusion)
        writer.writerow([safe_cell(str(row[heading])) for heading in _HEADINGS])
    data = text.getvalue().encode("utf-8-sig")
    try:
        write_atomically(path, data, mode=_PRIVATE)
    except OSError as error:
        raise WrongUse(
            "confusions_unwritable", where=str(path), reason=disk_words(error)
        ) from None
