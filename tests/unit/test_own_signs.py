"""The signs that reading puts in a text itself in, kept apart from those of files."""

from pathlib import Path

import pytest

from sources.documents.markers import is_marked, without_bullet
from sources.documents.own_signs import OWN_SIGNS
from tests.doors.reading import read, shown


@pytest.mark.parametrize("sign", OWN_SIGNS)
def test_an_own_sign_is_no_bullet(sign: str) -> None:
    assert without_bullet(f"{sign}tekst") == (f"{sign}tekst", False)
    assert not is_marked(f"{sign}tekst")
    assert without_bullet("\uf0b7 tekst") == ("tekst", True)


@pytest.mark.parametrize("form", ["{sign}", "&#{number};", "&#x{number:x};"])
@pytest.mark.parametrize("sign", OWN_SIGNS)
def test_a_page_that_has_such_a_sign_is_read_as_one_without(
    tmp_path: Path, sign: str, form: str
) -> None:
    told = form.format(sign=sign, number=ord(sign))
    body = (
        f"<p>De raad besluit {told}vandaag over de plannen voor het water.</p>"
        f"<table><tr><th>Kern</th><th>Aantal</th></tr><tr><td>{told}Oost</td>"
        "<td>12</td></tr></table><p>Na het besluit volgt de uitvoering.</p>"
    )
    page = f"<html><body><main><h1>Water</h1>{body}</main></body></html>"
    document = read(tmp_path, page.encode(), "a.html")
    assert shown(document) == [
        ("heading", "Water"),
        ("paragraph", "De raad besluit vandaag over de plannen voor het water."),
        ("table_row", "Kern | Aantal"),
        ("table_row", "Kern: Oost; Aantal: 12"),
        ("paragraph", "Na het besluit volgt de uitvoering."),
    ]
