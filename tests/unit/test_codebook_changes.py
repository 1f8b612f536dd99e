"""A changed theme makes only those texts be read again that it touches."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.codebook_lines import CodebookLine
from flows import reading_lists, text_reading
from flows.codebook_changes import keep_untouched
from flows.run_context import RunContext, find_workspace, open_run
from nlp.changed_pieces import ChangedPieces
from nlp.codebook import Codebook, default_codebook_text, load_codebook
from nlp.codebook_text import codebook_text_from_lines, lines_from_codebook
from nlp.find_themes import ThemeFinder, ThemeHit
from nlp.model import reading_model
from nlp.namesakes import Namesakes
from nlp.reading import Reader
from nlp.tokens import Tokeniser
from tests.flows.line import KEY, small_workspace

SHIPPED = load_codebook(default_codebook_text())
TEXTS = {
    "a": "De zeppelins boven de polder (natte natuur) zijn weg.",
    "b": "Het net zit vol.\nDe woningbouw wacht op stroom.",
    "c": "Fietspaden en bussen: de bereikbaarheid van het dorp.",
    "d": "Niets om te vinden.",
}


def with_lines(*more: CodebookLine, without: CodebookLine | None = None) -> Codebook:
    lines = [line for line in lines_from_codebook(SHIPPED) if line != without]
    return load_codebook(codebook_text_from_lines([*lines, *more], where="proef"))


CHANGES = {
    "a word more": (with_lines(CodebookLine("mobiliteit", "words", "zeppelin")), {"a"}),
    "a part more": (with_lines(CodebookLine("mobiliteit", "parts", "zeppelin")), {"a"}),
    "a phrase more": (
        with_lines(
            CodebookLine("leefbaarheid", "phrases", "bereikbaarheid van dorpen")
        ),
        {"c"},
    ),
    "a phrase whose first word nobody wrote": (
        with_lines(CodebookLine("mobiliteit", "phrases", "luchthavens voor zeppelins")),
        set(),
    ),
    "a phrase less": (
        with_lines(without=CodebookLine("energie", "phrases", "net zit vol")),
        {"b"},
    ),
    "a word excluded": (
        with_lines(CodebookLine("mobiliteit", "exclude_words", "bus")),
        {"c"},
    ),
    "an example": (
        with_lines(CodebookLine("energie", "hit", "Zeppelins op gas")),
        set(),
    ),
}


@cache
def reader_of(name: str) -> Reader:
    return Reader(codebook_of(name), places=(), organisations=(), model="auto")


@cache
def tokeniser() -> Tokeniser:
    return Tokeniser(reading_model("auto")[0])


@cache
def changes_of(name: str) -> ChangedPieces:
    return ChangedPieces(SHIPPED, codebook_of(name), tokeniser=tokeniser())


@cache
def finder_of(name: str) -> ThemeFinder:
    return ThemeFinder(codebook_of(name))


def codebook_of(name: str) -> Codebook:
    return CHANGES[name][0] if name else SHIPPED


def hits(name: str, text: str) -> tuple[ThemeHit, ...]:
    return finder_of(name).find_in(tokeniser().tokenise(text))


def passage(unit: str, text: str) -> dict[str, Any]:
    return {
        "passage_id": f"p-{unit}",
        "source_id": "stukken",
        "page_key": unit,
        "document_id": unit,
        "kind": "paragraph",
        "text": text,
        "language": "nl",
        "page": 1,
        "start_offset": 0,
        "end_offset": len(text),
        "redaction_count": 0,
    }


def read(context: RunContext, name: str) -> set[str]:
    """Read what has to be read with a codebook; return which units that were."""
    reader, codebook = reader_of(name), codebook_of(name)
    inputs = text_reading.reading_inputs(context, reader)
    keep_untouched(context, reader, codebook, inputs)
    undone = context.warehouse.undone(text_reading.STAGE, inputs)
    terms = reading_lists.make_terms(codebook)
    text_reading.read_units(
        context, reader, undone, inputs, terms=terms, namesakes=Namesakes(())
    )
    return set(undone)


def mentions(context: RunContext) -> list[dict[str, Any]]:
    return context.warehouse.records("SELECT * FROM theme_mention ORDER BY ALL") + (
        context.warehouse.records("SELECT * FROM passage_word ORDER BY ALL")
    )


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_touches_the_texts_that_hold_its_words(name: str) -> None:
    touched = {unit for unit, text in TEXTS.items() if changes_of(name).touch([text])}
    assert touched == CHANGES[name][1]


@pytest.mark.slow
def test_a_change_is_read_where_it_touches_and_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    workspace = find_workspace(small_workspace(tmp_path / "proef"))
    with open_run(workspace) as context:
        rows = [passage(unit, text) for unit, text in TEXTS.items()]
        context.warehouse.replace("passage", rows)
        assert read(context, "") == TEXTS.keys()
        assert read(context, "") == set()
        first = mentions(context)
        assert read(context, "a word more") == {"a"}
        kept = mentions(context)
        assert kept != first
        context.warehouse.delete("ledger", scope={"stage": text_reading.STAGE})
        assert read(context, "a word more") == TEXTS.keys()
        assert mentions(context) == kept
        assert read(context, "") == {"a"}
        assert mentions(context) == first


@pytest.mark.slow
def test_a_changed_text_is_read_with_a_changed_codebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    workspace = find_workspace(small_workspace(tmp_path / "proef"))
    with open_run(workspace) as context:
        rows = [passage(unit, text) for unit, text in TEXTS.items()]
        context.warehouse.replace("passage", rows)
        read(context, "")
        other = [*rows[:3], passage("d", "Nog steeds niets.")]
        context.warehouse.replace("passage", other)
        assert read(context, "an example") == {"d"}


WORDS = sorted(
    {word for text in TEXTS.values() for word in text.split()}
    | set("stroomnet RES (bus) bussen, zeppelin-haven dorpen het net vol".split())
)


@settings(max_examples=40, deadline=None)
@given(
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=12),
    name=st.sampled_from(sorted(CHANGES)),
)
def test_an_untouched_text_has_the_same_themes(words: list[str], name: str) -> None:
    text = " ".join(words)
    if not changes_of(name).touch([text]):
        assert hits(name, text) == hits("", text)
