"""What `forget` says and notes where nothing has been collected yet."""

from functools import partial
from pathlib import Path

import pytest

from domain.errors import WrongUse
from flows.forget_request import read_request
from flows.forgetting import forget
from sources.forgotten import read_forgotten
from sources.needles import needles_of
from sources.traces import find_traces
from tests.doors.export_writers import as_archive
from tests.flows.line import KEY, small_workspace
from warehouse.copied_cells import base_cells


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace that has not run."""
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    return small_workspace(tmp_path / "proef")


def test_somebody_unknown_is_noted_and_told(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forget(workspace, read_request(file=None, response="202601:57", may_rewrite=False))
    told = capsys.readouterr().out
    assert "niets gevonden" in told and "Inzendingen weggehaald: 0" in told
    found = read_forgotten(workspace / ".feitenbasis/forgotten.json", key=KEY.encode())
    assert len(found.tombstones.marks) == 1
    assert found.pending == frozenset()
    assert not (workspace / ".feitenbasis/warehouse.duckdb").exists()


@pytest.mark.parametrize("response", ["57", "202601:", "202601:x", ":5", "a:b:5 6"])
def test_a_response_has_a_survey_and_a_number(response: str) -> None:
    with pytest.raises(WrongUse, match="SURVEY:ID"):
        read_request(file=None, response=response, may_rewrite=False)


def test_a_token_comes_from_the_first_line_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token.txt"
    file.write_text(" abc123 \nmeer\n", encoding="utf-8")
    request = read_request(file=file, response=None, may_rewrite=False)
    assert request.token == "abc123"
    assert "abc123" not in repr(request)
    file.write_text("\n", encoding="utf-8")
    with pytest.raises(WrongUse, match="no token"):
        read_request(file=file, response=None, may_rewrite=False)
    with pytest.raises(WrongUse, match="cannot be read"):
        read_request(file=tmp_path / "weg", response=None, may_rewrite=False)


def test_traces_are_found_inside_files(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"t": "caf\\u00e9 \\"het plein\\""}', "utf-8")
    (tmp_path / "b.docx").write_bytes(as_archive({"x": 'café "het plein"'.encode()}))
    (tmp_path / "c.txt").write_text('café "het plein"', "utf-8")
    (tmp_path / "d.txt").write_text("kort", "utf-8")
    needles = needles_of(['café "het plein"', "kort"])
    search = partial(
        find_traces, tmp_path, needles, open_base=base_cells, scratch=tmp_path
    )
    assert [path.name for path in search().found] == ["a.json", "b.docx", "c.txt"]
    left = search(leave=[tmp_path / "c.txt"])
    assert [path.name for path in left.found] == ["a.json", "b.docx"]
