"""Documents are compared with the texts that bear their names."""

import json
from pathlib import Path

import pytest

from domain.errors import WrongUse
from flows.bench_documents import agreement, agreements, bench_documents, words_of


def test_what_is_missing_and_what_is_moved_count() -> None:
    wanted = words_of("Een twee drie vier")
    assert agreement(wanted, words_of("een twee drie vier vijf")) == (1.0, 1.0)
    assert agreement(wanted, words_of("vier een twee drie")) == (1.0, 0.75)
    assert agreement(wanted, words_of("een drie")) == (0.5, 0.5)
    assert agreement([], wanted) == (0.0, 0.0)


def test_words_broken_at_the_end_of_a_line_are_joined() -> None:
    assert words_of("de water-\nschappen") == ["de", "waterschappen"]


def test_a_document_is_compared_with_the_text_of_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Het waterschap verhoogt het peil in het veen."
    (tmp_path / "stukken").mkdir()
    (tmp_path / "stukken/nota.md").write_text(f"# Nota\n\n{text}\n", "utf-8")
    (tmp_path / "stukken/stuk.pdf").write_bytes(b"%PDF-1.7 kapot")
    (tmp_path / "stukken/ander.md").write_text("Hier hoort geen tekst bij.", "utf-8")
    (tmp_path / "nota.txt").write_text(text, "utf-8")
    (tmp_path / "stuk.txt").write_text(text, "utf-8")
    found, _ = agreements(tmp_path)
    by_name = {Path(each.file_name).name: each for each in found}
    assert set(by_name) == {"nota.md", "stuk.pdf", "ander.md"}
    assert (by_name["nota.md"].coverage, by_name["nota.md"].order) == (1.0, 1.0)
    assert by_name["ander.md"].words == 5
    assert by_name["ander.md"].coverage is None
    assert by_name["stuk.pdf"].refused
    assert bench_documents(tmp_path, as_json=True) == 0
    assert len(json.loads(capsys.readouterr().out)["documents"]) == 3
    assert bench_documents(tmp_path, as_json=False) == 0
    told = capsys.readouterr().out
    assert "dekking 1,000" in told
    assert "geen tekst om mee te vergelijken" in told


def test_two_formats_of_one_text_are_compared(tmp_path: Path) -> None:
    words = [f"woord{number}" for number in range(400)]
    (tmp_path / "nota.md").write_text(" ".join(words), "utf-8")
    (tmp_path / "deel.html").write_text(f"<p>{' '.join(words[:320])}</p>", "utf-8")
    (tmp_path / "ander.rst").write_text(" ".join(f"x{word}" for word in words), "utf-8")
    (tmp_path / "kopie.md").write_text(" ".join(words), "utf-8")
    _, forms = agreements(tmp_path)
    assert {(each.one, each.other) for each in forms} == {
        ("deel.html", "kopie.md"),
        ("deel.html", "nota.md"),
    }
    assert {(each.share_of_one, each.share_of_other) for each in forms} == {(1.0, 0.8)}


def test_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    with pytest.raises(WrongUse):
        bench_documents(tmp_path, as_json=False)
