"""Every document collected in the field goes through, loaded or with a reason."""

import shutil
from pathlib import Path

import pytest

from tests.doors.survey_examples import SHARED
from tests.flows.line import (
    BASE,
    Outcome,
    comparable,
    feitenbasis,
    rows,
    servers_of,
    small_workspace,
)

DOCUMENTS = SHARED / "data" / "docs"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DOCUMENTS.is_dir(), reason=f"no documents in {DOCUMENTS}"),
]


@pytest.fixture(scope="module")
def collected(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, Outcome]:
    folder = small_workspace(tmp_path_factory.mktemp("alles") / "proef", {"a.txt": "x"})
    shutil.rmtree(folder / "documents")
    shutil.copytree(DOCUMENTS, folder / "documents")
    return folder, feitenbasis("-C", folder, "run", timeout=900, from_scratch=True)


def test_all_of_it_in_one_go(collected: tuple[Path, Outcome]) -> None:
    folder, outcome = collected
    assert outcome.code == 0, outcome.err
    files = [path for path in DOCUMENTS.rglob("*") if path.is_file()]
    told = rows(folder / BASE, "SELECT file_name, status, reason FROM source_file")
    assert len(told) == len(files)
    for name, status, reason in told:
        assert status in {"loaded", "duplicate", "quarantined"}, name
        assert (status == "loaded") == (not reason), name
    [(expected, loaded, apart)] = rows(
        folder / BASE,
        "SELECT expected_count, loaded_count, quarantined_count FROM completeness",
    )
    assert expected == len(files) == loaded + apart
    assert loaded > len(files) / 2
    assert servers_of(folder) == []


def test_loaded_documents_have_passages_with_their_place(
    collected: tuple[Path, Outcome],
) -> None:
    folder, _ = collected
    empty = (
        "SELECT file_name FROM document WHERE document_id NOT IN "
        "(SELECT document_id FROM passage)"
    )
    assert rows(folder / BASE, empty) == []
    lost = (
        "SELECT count(*) FROM passage INNER JOIN document USING (document_id) "
        "WHERE start_offset >= end_offset OR (format = 'pdf' AND page IS NULL)"
    )
    assert rows(folder / BASE, lost) == [(0,)]


def test_the_second_time_nothing_is_read_again(
    collected: tuple[Path, Outcome],
) -> None:
    folder, _ = collected
    before = comparable(folder / BASE)
    outcome = feitenbasis("-C", folder, "run", timeout=300)
    assert outcome.code == 0, outcome.err
    assert "niets veranderd" in outcome.out
    assert comparable(folder / BASE) == before
