"""What is published speaks the language of the workspace, also of what went wrong."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from domain.phrases import sentences
from tests.flows.line import (
    BASE,
    SHORT_TEXTS,
    WAREHOUSE,
    copy_workspace,
    feitenbasis,
    rows,
    small_workspace,
)

SETTINGS = 'language = "{}"\n[region]\nname = "Proefland"\n'
REGISTER = "opgave_id;name;theme_ids\nO1;Wonen;\nO1;Dubbel;\nO2;Vreemd;ruimtevaart\n"
PROPOSALS = 'kind = "proposals"\npath = "export/ideeen.csv"\nwave = 1\n'
HIDDEN = (
    "<html><body><main><h1>Nota wonen</h1><p>De gemeente bouwt de komende jaren "
    "honderd woningen bij het station, voor jong en oud.</p>"
    "<p hidden>Dit ziet niemand.</p></main><nav><a href='/'>Naar het begin</a></nav>"
    "</body></html>"
)
MAIL = (
    "Subject: Het dorpshuis\n\nHet dorpshuis blijft open zolang het kan.\n\n"
    "Op 1 mei schreef A. Voorbeeld:\n> Gaat het dorpshuis dicht, of blijft het?\n"
)
IDEAS = "id,title,body\n1,Idee,Meer bomen langs de weg.\ngeen,x,y\n"

TOLD = {
    "quarantine_summary": "SELECT DISTINCT reason FROM quarantine_summary",
    "source_file": "SELECT DISTINCT reason FROM source_file WHERE reason IS NOT NULL",
    "check_result": "SELECT DISTINCT observed FROM check_result",
    "model_figure": "SELECT concat(name, ': ', basis) FROM model_figure",
    "source": "SELECT title FROM source WHERE kind = 'register'",
    "document": "SELECT DISTINCT unnest(findings) FROM document",
}
OF_THE_TEAM = {
    "quarantine": "SELECT DISTINCT concat(row_key, ': ', reason) FROM quarantine",
    "check_result": "SELECT DISTINCT observed FROM check_result",
    "document": "SELECT DISTINCT unnest(findings) FROM document",
    "response_document": "SELECT DISTINCT unnest(findings) FROM response_document",
}
DUTCH_WORDS = (" het ", " de ", " van ", " niet ", " een ", " rij ")
DUTCH_WORDS += ("afwijkend", "getoond")
ENGLISH_WORDS = (" the ", " and ", " not ", " in order", "shown", " are ", " row ")


def broken_workspace(folder: Path, *, language: str) -> Path:
    """A workspace in which files, rows and registers are set apart, in each way."""
    workspace = small_workspace(folder)
    (workspace / "documents/kopie.txt").write_text(SHORT_TEXTS["wonen.txt"], "utf-8")
    (workspace / "documents/leeg.txt").write_bytes(b"")
    (workspace / "documents/plaat.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 99)
    (workspace / "documents/weg.txt").symlink_to("/nergens/te/vinden")
    (workspace / "documents/nota.html").write_text(HIDDEN, "utf-8")
    (workspace / "documents/dorpshuis.eml").write_text(MAIL, "utf-8")
    garbled = "De coöperatie van één café wil een terras bij de haven. " * 2
    (workspace / "documents/oud.txt").write_bytes(garbled.encode("cp1252"))
    for name in ("registers", "export"):
        (workspace / name).mkdir()
    (workspace / "registers/opgaven.csv").write_text(REGISTER, "utf-8")
    (workspace / "registers/vreemd.csv").write_text("a;b\n1;2\n", "utf-8")
    (workspace / "sources/ideeen.toml").write_text(PROPOSALS, "utf-8")
    (workspace / "export/ideeen.csv").write_text(IDEAS, "utf-8")
    speak(workspace, language)
    return workspace


def speak(workspace: Path, language: str) -> None:
    settings = workspace / "feitenbasis.toml"
    settings.write_text(SETTINGS.format(language), encoding="utf-8")
    outcome = feitenbasis("-C", workspace, "run")
    assert outcome.code == 0, outcome.err


def told(workspace: Path) -> list[str]:
    """Every sentence of why and of what was seen, to readers and to the team."""
    found = [
        text
        for path, queries in ((BASE, TOLD), (WAREHOUSE, OF_THE_TEAM))
        for sql in queries.values()
        for (text,) in rows(workspace / path, sql)
    ]
    assert len(found) > 20
    return found


def with_words(texts: Iterable[str], words: Iterable[str]) -> list[str]:
    return [t for t in texts if any(word in f" {t.lower()} " for word in words)]


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in English with much set apart, run once."""
    return broken_workspace(tmp_path_factory.mktemp("taal") / "regio", language="en")


def test_an_english_publication_is_english_of_what_went_wrong(english: Path) -> None:
    texts = told(english)
    assert with_words(texts, DUTCH_WORDS) == []
    assert any("(0 bytes)" in text for text in texts)
    assert any(text == "row 3: opgave_id O1 is there twice." for text in texts)
    assert any(text.startswith("Hidden text was not read (1 piece)") for text in texts)
    assert any("read as Windows text (cp1252)" in text for text in texts)


def test_another_language_tells_all_of_it_anew(english: Path, tmp_path: Path) -> None:
    """Documents are not read again for it."""
    workspace = copy_workspace(english, tmp_path / "regio")
    speak(workspace, "nl")
    texts = told(workspace)
    assert with_words(texts, ENGLISH_WORDS) == []
    assert len(texts) == len(told(english))
    assert any("(0 bytes)" in text for text in texts)
    assert "rij 3: opgave_id O1 staat er twee keer in." in texts
    assert any(text.startswith("Verborgen tekst") for text in texts)


def test_a_reason_of_the_warehouse_is_a_sentence_that_exists(english: Path) -> None:
    kept = rows(english / WAREHOUSE, "SELECT reason FROM read_file WHERE rule <> ''")
    assert kept
    assert {key for (key,) in kept} <= set(sentences("nl"))
