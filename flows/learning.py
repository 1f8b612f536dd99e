"""Coded texts or decisions in, a learned model and its honest figures out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from rich.table import Table

from domain.coding import Aspect, CodedText
from domain.errors import WrongUse
from domain.foreign_words import disk_words
from domain.identifiers import sha256_hex
from domain.phrases import Phrase, filled, phrase
from domain.storage import write_atomically
from domain.workspace import Workspace
from flows.decided_material import DecidedMaterial, decided_material
from flows.evaluating import write_confusions
from flows.evaluation_tables import figure_text, screen_texts
from flows.machine_coding import machine_coding
from flows.reading_lists import Lists, lists_of, reader_for
from flows.run_context import find_workspace, read_settings
from flows.screens import show_json, wide_console
from flows.spare_words import refuse_spare_words
from nlp.codebook import Codebook
from nlp.learning.held_out import HeldOutFigures, MainFigures, held_out_figures
from nlp.learning.stored import model_bytes
from nlp.learning.training import FOLDS, learn
from nlp.measuring.comparison import Comparison, compare
from nlp.measuring.matching import Mode
from sources.coded_texts import Columns, read_coded_texts
from sources.corrections import read_corrections_hash

LEAST_TEXTS = 50
LEAST_PER_CODE = 10
"""Under these the figures of a cross-validation are mostly chance."""
BLANK = "(geen)"
_PRIVATE = 0o600


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningRequest:
    """Which table is learned from, and how it is to be read.

    Without a file the decisions of the workspace on themes of passages are; then the
    rules are held against them too, and ``confusions`` gets what differs.
    """

    file: Path | None = None
    text_column: str = "tekst"
    code_column: str = "code"
    document_column: str | None = None
    separator: str | None = None
    has_blanks: bool = False
    form: Literal["table", "json"] = "table"
    confusions: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Material:
    """What is learned from: texts, and where they come from."""

    texts: list[CodedText]
    name: str
    sha256: str
    decided: DecidedMaterial | None = None


def learn_from(folder: Path, request: LearningRequest) -> None:
    """Learn, store the model in the workspace, and show the held-out figures."""
    workspace = find_workspace(folder)
    lists = lists_of(workspace)
    material = _gathered(workspace, lists.codebook, request)
    _refuse_too_few(material.texts, where=material.name)
    model, held_out = learn(material.texts, codebook=lists.codebook)
    figures = held_out_figures(held_out)
    about = {
        "file": material.name,
        "file_sha256": material.sha256,
        "figures": _figures(figures),
    }
    stored = model_bytes(model, about=about)
    write_atomically(workspace.learned_model, stored, mode=_PRIVATE)
    settings = read_settings(workspace)
    rules = _by_rules(material, lists, model=settings.reading.model)
    if rules and request.confusions:
        write_confusions(request.confusions, rules.confusions)
    if request.form == "json":
        show_json(
            {
                **about,
                "codebook_version": lists.codebook.version_hash,
                **_decided_figures(material.decided, rules),
            }
        )
        return
    _show(figures, material.texts, language=settings.language)
    if material.decided and rules:
        _show_decided(material.decided, rules, language=settings.language)


def _columns_named(request: LearningRequest) -> dict[str, bool]:
    """Return which options say how a table is read, and whether they are given."""
    usual = LearningRequest()
    return {
        "--text-column": request.text_column != usual.text_column,
        "--code-column": request.code_column != usual.code_column,
        "--document-column": request.document_column is not None,
        "--separator": request.separator is not None,
        "--blanks": request.has_blanks,
    }


def _gathered(
    workspace: Workspace, codebook: Codebook, request: LearningRequest
) -> _Material:
    if request.file is None:
        refuse_spare_words(
            _columns_named(request), beside=phrase("the_decisions"), command="learn"
        )
        decided = decided_material(workspace, codebook)
        return _Material(
            texts=decided.texts(blank=BLANK),
            name=workspace.corrections.name,
            sha256=read_corrections_hash(workspace.corrections),
            decided=decided,
        )
    if request.confusions:
        raise WrongUse("confusions_need_decisions", where=str(request.confusions))
    data = _file_bytes(request.file)
    return _Material(
        texts=_table_texts(data, request.file.name, request),
        name=request.file.name,
        sha256=sha256_hex(data),
    )


def _by_rules(material: _Material, lists: Lists, *, model: str) -> Comparison | None:
    """Hold what the rules alone say of the decided passages against the decisions."""
    if material.decided is None:
        return None
    reader = reader_for(lists, model=model, workspace=None)
    passages = material.decided.passages
    return compare(passages, machine_coding(passages, reader=reader))


def _decided_figures(
    decided: DecidedMaterial | None, rules: Comparison | None
) -> dict[str, Any]:
    if decided is None or rules is None:
        return {}
    return {
        "decisions": {
            "used": len(decided.passages),
            "lost": decided.lost_count,
            "unknown_themes": dict(sorted(decided.unknown.items())),
        },
        "rules": asdict(rules.scores[Aspect.THEMES][Mode.EXACT].total),
    }


def _file_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WrongUse(
            "coded_texts_unreadable", where=str(path), reason=disk_words(error)
        ) from None


def _table_texts(data: bytes, name: str, request: LearningRequest) -> list[CodedText]:
    """Return the texts to learn from; uncoded ones only where that is a code."""
    columns = Columns(
        text=request.text_column,
        codes=request.code_column,
        document=request.document_column,
        separator=request.separator,
    )
    texts = read_coded_texts(data, name=name, columns=columns)
    if not request.has_blanks:
        return [item for item in texts if item.codes]
    return [item if item.codes else replace(item, codes=(BLANK,)) for item in texts]


def _refuse_too_few(texts: Sequence[CodedText], *, where: str) -> None:
    per_code = Counter(code for item in texts for code in item.codes)
    often = [code for code, count in per_code.items() if count >= LEAST_PER_CODE]
    units = {item.document or item.text for item in texts}
    problem: Phrase | None = None
    if len(texts) < LEAST_TEXTS:
        problem = phrase("few_texts", count=len(texts), least=LEAST_TEXTS)
    elif len(often) < 2:
        problem = phrase("few_codes", count=len(often), least=LEAST_PER_CODE)
    elif len(units) < 2 * FOLDS:
        problem = phrase("few_documents", count=len(units), least=2 * FOLDS)
    if problem:
        raise WrongUse("too_few_to_learn", where=where, problem=problem)


def _figures(figures: HeldOutFigures) -> dict[str, Any]:
    """Return the figures by name; those per text stay here."""
    found = asdict(figures)
    for score in (found["ours"]["score"], found["plain"]["score"], found["assigned"]):
        del score["documents"]
    return found


def _show(
    figures: HeldOutFigures, texts: Sequence[CodedText], *, language: str
) -> None:
    said = screen_texts()[language]
    heads = ("method", "accuracy", "folds", "macro", "folds")
    table = Table(*(said[head] for head in heads), title=said["learned"])
    table.add_row(said["ours"], *_main_cells(figures.ours))
    table.add_row(said["plain"], *_main_cells(figures.plain))
    console = wide_console()
    console.print(table)
    console.print(_code_table(figures, said))
    per_code = Counter(code for item in texts for code in item.codes)
    rare = sum(count < LEAST_PER_CODE for count in per_code.values())
    console.print(
        filled(
            said["learned_basis"],
            texts=figures.text_count,
            units=figures.unit_count,
            folds=FOLDS,
            threshold=figures.threshold,
            rare=rare,
            least=LEAST_PER_CODE,
        )
    )


def _show_decided(
    decided: DecidedMaterial, rules: Comparison, *, language: str
) -> None:
    """Say what the rules make of the same passages, and what could not be used."""
    said = screen_texts()[language]
    total = rules.scores[Aspect.THEMES][Mode.EXACT].total
    console = wide_console()
    console.print(
        filled(
            said["learned_rules"],
            precision=figure_text(total.precision),
            recall=figure_text(total.recall),
            f=figure_text(total.f),
        )
    )
    console.print(
        filled(
            said["learned_decided"],
            used=len(decided.passages),
            lost=decided.lost_count,
            unknown=", ".join(sorted(decided.unknown)) or "–",
        )
    )


def _main_cells(figures: MainFigures) -> list[str]:
    return [
        figure_text(figures.score.total.f),
        "{:.2f}–{:.2f}".format(*figures.accuracy_range),
        figure_text(figures.score.macro_f),
        "{:.2f}–{:.2f}".format(*figures.macro_f_range),
    ]


def _code_table(figures: HeldOutFigures, said: Any) -> Table:
    heads = ("label", "precision", "recall", "F", "hits", "false", "missed")
    table = Table(*(said.get(head, head) for head in heads), title=said["assigned"])
    rows = {said["all"]: figures.assigned.total, **figures.assigned.labels}
    for label, score in rows.items():
        measures = (score.precision, score.recall, score.f)
        counts = (score.hits, score.false, score.missed)
        table.add_row(label, *map(figure_text, measures), *map(str, counts))
    return table
