"""PDF forms in, whether a person is told that their pages are not in the file out."""

from pathlib import Path

import pytest

from tests.doors.drawn_pdf import Word, drawn_pdf
from tests.doors.reading import noticed, read

CATALOG = b"/Pages 2 0 R>>"
XFA = b"/AcroForm<</Fields[]/XFA 3 0 R>>"
DYNAMIC = b"/NeedsRendering true"


@pytest.mark.parametrize(
    ("form", "is_told"),
    [(XFA + DYNAMIC, True), (XFA, False), (b"/AcroForm<</Fields[]>>", False)],
)
def test_a_form_that_makes_its_pages_elsewhere_is_told(
    tmp_path: Path, form: bytes, *, is_told: bool
) -> None:
    page = [Word("Please wait... If this message is not replaced,", 72, 72)]
    data = drawn_pdf([page]).replace(CATALOG, CATALOG[:-2] + form + b">>", 1)
    document = read(tmp_path, data, "a.pdf")
    assert document.text.startswith("Please wait")
    told = [each for each in noticed(document) if "Adobe Reader" in each]
    assert bool(told) is is_told


def test_a_form_with_text_of_its_own_is_not_asked(tmp_path: Path) -> None:
    line = "De raad besluit de woonvisie vast te stellen en te betalen."
    page = [Word(line, 72, 72 + 15 * at) for at in range(45)]
    data = drawn_pdf([page]).replace(CATALOG, CATALOG[:-2] + XFA + DYNAMIC + b">>", 1)
    document = read(tmp_path, data, "a.pdf")
    assert not [each for each in noticed(document) if "Adobe Reader" in each]
