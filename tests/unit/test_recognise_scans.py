"""A source may leave its scans unread, whatever is installed."""

from types import SimpleNamespace
from typing import Any

import pytest

from domain.declarations import DocumentsSource
from flows import document_reading
from sources.documents.tesseract import Tesseract

READS = DocumentsSource(kind="documents", path="a")
LEAVES = DocumentsSource(kind="documents", path="b", recognise_scans=False)
DOCUMENTS: dict[str, Any] = {
    "1.pdf": ("reads", SimpleNamespace(name="1.pdf")),
    "2.pdf": ("leaves", SimpleNamespace(name="2.pdf")),
    "3.pdf": ("search", SimpleNamespace(name="3.pdf")),
}


@pytest.fixture
def context(monkeypatch: pytest.MonkeyPatch) -> Any:
    found = Tesseract(program="/bin/tesseract", version="tesseract 5")
    monkeypatch.setattr(document_reading, "installed_tesseract", lambda: found)
    monkeypatch.setattr(
        document_reading, "redactor_of", lambda _: SimpleNamespace(identity="r")
    )
    return SimpleNamespace(declarations={"reads": READS, "leaves": LEAVES})


def test_only_sources_that_say_nothing_are_recognised(context: Any) -> None:
    groups = document_reading.by_limits(context, list(DOCUMENTS), DOCUMENTS)
    assert [(limits.tesseract, keys) for limits, keys in groups] == [
        ("/bin/tesseract", ["1.pdf", "3.pdf"]),
        ("", ["2.pdf"]),
    ]


def test_another_tesseract_reads_again_only_where_scans_are_read(
    context: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = document_reading.document_inputs(context, DOCUMENTS)
    monkeypatch.setattr(document_reading, "installed_tesseract", lambda: None)
    after = document_reading.document_inputs(context, DOCUMENTS)
    assert {key for key in before if before[key] != after[key]} == {"1.pdf", "3.pdf"}
