"""Open documents are published with their origin, and failing sources with theirs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.errors import FeitenbasisError, SourceIncomplete
from flows import bookkeeping, collecting, publishing, reading_lists
from flows.cli import _run
from flows.document_reading import (
    document_inputs,
    drop_gone_documents,
    landed_documents,
    read_batch,
)
from flows.run_context import RunContext, find_workspace, open_run
from tests.doors.fake_search import FakeSearch
from tests.doors.fake_sru import FakeSru
from tests.doors.open_server import serving
from tests.flows.line import BASE, KEY, SHORT_TEXTS, rows, small_workspace
from warehouse.checks import shared_checker

pytestmark = [
    # Great Expectations 1.24 imports sre_constants and ships deprecated models.
    pytest.mark.filterwarnings("ignore:module 'sre_:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pydantic.warnings.PydanticDeprecationWarning"),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
PAPER = {
    "name": "Raadsvoorstel dijk",
    "text": ["Het eerste blad gaat over de dijk.", "Het tweede blad over geld."],
}
ADDRESS = "https://zoek.example/gmb-2026-1"
DECLARATIONS = {
    "bekend": 'kind = "officielebekendmakingen"\ncreators = ["Alkmaar"]\n'
    'since = 2026-01-01\nurl = "{sru}/sru"\npause_seconds = 0\n',
    "raad": 'kind = "raadsinformatie"\nindex = "ori_alkmaar*"\nquery = "dijk"\n'
    'url = "{search}"\npause_seconds = 0\n',
    "sets": 'kind = "data-overheid"\nquery = "dijk"\nurl = "{search}"\n'
    "pause_seconds = 0\n",
}


@pytest.fixture
def sru() -> Iterator[FakeSru]:
    with serving(FakeSru(publications={"gmb-2026-1": ("xml",)})) as fake:
        yield fake


@pytest.fixture
def search() -> Iterator[FakeSearch]:
    with serving(FakeSearch(records={"100": {**PAPER, "notes": "Dijken."}})) as fake:
        yield fake


@pytest.fixture
def folder(
    sru: FakeSru, search: FakeSearch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    made = small_workspace(tmp_path / "proef")
    for name, text in DECLARATIONS.items():
        told = text.format(sru=sru.base, search=search.base)
        (made / f"sources/{name}.toml").write_text(told, "utf-8")
    return made


def collect(context: RunContext) -> dict[str, str]:
    return collecting.collect_all(
        context, lambda source_id: collecting.collect_source(context, source_id)
    )


def publish(folder: Path) -> dict[str, str]:
    """Collect, read the documents and publish, without reading their passages."""
    with open_run(find_workspace(folder)) as context:
        states = collect(context)
        documents = landed_documents(context)
        inputs = document_inputs(context, documents)
        read_batch(context, [*inputs], documents, shared_checker())
        drop_gone_documents(context, set(inputs))
        bookkeeping.store_sources(context)
        reading_lists.store_lists(context, reading_lists.read_lists(context))
        publishing.publish(
            context,
            fingerprint=publishing.line_fingerprint(context),
            facts={"model": "geen", "codebook_version": "proef"},
            checker=shared_checker(),
        )
    return states


def ask(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    return rows(folder / BASE, sql)


@pytest.mark.slow
def test_open_documents_have_their_publisher_day_and_pages(folder: Path) -> None:
    publish(folder)
    documents = ask(
        folder,
        "SELECT source_id, title, publisher, published_on::VARCHAR, address "
        "FROM document "
        "WHERE source_id <> 'stukken' ORDER BY ALL",
    )
    assert documents == [
        ("bekend", "Besluit gmb-2026-1", "Alkmaar", "2026-03-02", ADDRESS),
        ("raad", "Raadsvoorstel dijk", "Open Raadsinformatie", None, None),
    ]
    shown = [
        page.name
        for page in (folder / "publication/current").rglob("*.html")
        if f'<a href="{ADDRESS}">' in page.read_text("utf-8")
    ]
    assert len(shown) == 1, "the page of the document leads to it"
    pages = ask(
        folder,
        "SELECT page FROM passage WHERE source_id = 'raad' ORDER BY start_offset",
    )
    assert pages == [(None,), (1,), (2,)]


@pytest.mark.slow
def test_a_source_that_never_brought_anything_is_told_with_its_reason(
    folder: Path, sru: FakeSru, search: FakeSearch, capsys: pytest.CaptureFixture[str]
) -> None:
    search.body = {}
    assert publish(folder)["raad"] == "failed"
    told = ask(
        folder,
        "SELECT source_id, state, collected_on IS NULL, failure FROM source "
        "ORDER BY source_id",
    )
    shape = told[1][3]
    assert told == [
        ("bekend", "collected", False, None),
        ("raad", "missing", True, shape),
        ("sets", "missing", True, shape),
        ("stukken", "collected", False, None),
    ]
    assert shape.startswith("Het antwoord van de open bron heeft een andere vorm")
    sru.is_refusing = True
    publish(folder)
    assert ask(folder, "SELECT state FROM source WHERE source_id = 'bekend'") == [
        ("kept",)
    ]
    page = (folder / "publication/current/kwaliteit.html").read_text("utf-8")
    assert "Bronnen die deze keer niet zijn opgehaald" in page
    assert page.index("nog nooit opgehaald") < page.index("De zoekdienst weigert")
    assert _run(["status", "-C", str(folder)]) == 0
    status = " ".join(capsys.readouterr().out.split())
    assert "nog nooit opgehaald" in status
    assert "niet vernieuwd" in status


def test_a_folder_that_gets_a_declaration_of_its_own_keeps_its_versions(
    folder: Path,
) -> None:
    for name in DECLARATIONS:
        (folder / f"sources/{name}.toml").unlink()
    inner = folder / "documents/nota"
    inner.mkdir()
    for text in ("Het veen blijft nat.", "Het veen wordt natter."):
        (inner / "plan.txt").write_text(text, "utf-8")
        with open_run(find_workspace(folder)) as context:
            collect(context)
    (folder / "sources/zelf.toml").write_text(
        'kind = "documents"\npath = "documents/nota"\n', "utf-8"
    )
    for _ in range(2):
        with open_run(find_workspace(folder)) as context:
            states = collect(context)
            context.landing.sweep_items()
            items = context.manifests["zelf"].items
    assert [item.version_of for item in items] == ["", "plan.txt"]
    assert all(context.landing.get(item.sha256) for item in items)
    assert set(states.values()) <= {"unchanged", "absent"}
    assert not any(item.version_of for item in context.manifests["stukken"].items)


@pytest.mark.slow
def test_a_folder_in_a_folder_is_counted_once_and_told(folder: Path) -> None:
    for name in DECLARATIONS:
        (folder / f"sources/{name}.toml").unlink()
    inner = folder / "documents/keuzes"
    inner.mkdir()
    (inner / "keuze.json").write_text('{"t": "Het veen blijft nat."}', "utf-8")
    (folder / "sources/keuzes.toml").write_text(
        'kind = "documents"\npath = "documents/keuzes"\n[collection]\ntext = ["t"]\n',
        "utf-8",
    )
    publish(folder)
    counted = "SELECT source_id, expected_count, loaded_count FROM completeness"
    assert set(ask(folder, counted)) == {
        ("keuzes", 1, 1),
        ("stukken", len(SHORT_TEXTS), len(SHORT_TEXTS)),
    }
    assert ask(folder, "FROM quarantine_summary") == []
    told = (
        "SELECT expectation, is_success FROM check_result WHERE suite LIKE 'source.%'"
    )
    assert ask(folder, told) == [
        (
            "bestanden in de map van de bron `keuzes`, daar gelezen en hier niet "
            "geteld: 1",
            True,
        )
    ]


def test_what_failed_stays_known_until_it_succeeds(
    folder: Path, search: FakeSearch
) -> None:
    search.body = {}
    with open_run(find_workspace(folder)) as context:
        collect(context)
        failing = publishing.line_fingerprint(context)
    with open_run(find_workspace(folder)) as context:
        assert publishing.line_fingerprint(context) != failing  # nothing collected yet
        collect(context)
        assert publishing.line_fingerprint(context) == failing
        search.body = None
        collect(context)
        assert publishing.line_fingerprint(context) != failing
        assert context.warehouse.records("FROM source_failure") == []


def test_why_a_source_failed_is_told_in_the_language_of_the_workspace(
    folder: Path, sru: FakeSru
) -> None:
    sru.is_refusing = True
    for language, words in (("en", "The search service"), ("nl", "De zoekdienst")):
        settings = f'language = "{language}"\n[region]\nname = "Proefland"\n'
        (folder / "feitenbasis.toml").write_text(settings, "utf-8")
        with open_run(find_workspace(folder)) as context:
            collect(context)
            (row,) = context.warehouse.records("FROM source_failure")
        assert row["reason"].startswith(words)


def test_every_failing_source_is_told_with_its_own_reason(
    folder: Path, sru: FakeSru, search: FakeSearch
) -> None:
    sru.is_refusing = True
    search.body = {}
    (folder / "sources/sets.toml").write_text(
        DECLARATIONS["sets"].format(search=f"{sru.base}/weg"), "utf-8"
    )
    with open_run(find_workspace(folder)) as context:
        collect(context)
        with pytest.raises(SourceIncomplete) as caught:
            collecting.raise_setback(context)
    told = caught.value.told("nl")
    assert told.startswith("3 open bronnen gaven deze keer niets.")
    for reason in (
        "sources/bekend.toml: De zoekdienst weigert de vraag. Controleer de namen",
        "sources/raad.toml: Het antwoord van de open bron heeft een andere vorm",
        "sources/sets.toml: De open bron kent niet wat er is gevraagd. Controleer het",
    ):
        assert reason in told


def test_a_failure_that_stops_the_run_tells_of_the_open_sources_too(
    folder: Path, sru: FakeSru
) -> None:
    sru.is_refusing = True
    (folder / "sources/stukken.toml").write_text(
        'kind = "documents"\npath = "weg"\n', "utf-8"
    )
    with (
        open_run(find_workspace(folder)) as context,
        pytest.raises(FeitenbasisError) as caught,
    ):
        collect(context)
    told = caught.value.told("nl")
    assert told.startswith("De map `weg` bestaat niet")
    assert "sources/bekend.toml: De zoekdienst weigert de vraag." in told
