"""The lines of mails in, what somebody wrote without what a program put there out."""

from pathlib import Path

import pytest

from sources.documents.mail_lines import written_lines
from tests.doors.reading import read, shown


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param(
            "Beste raadsleden,\nOnderwerp: kadeherstel\nDatum: 14 april in de zaal",
            "Beste raadsleden,\nOnderwerp: kadeherstel\nDatum: 14 april in de zaal",
            id="lines of text that look like headers",
        ),
        pytest.param(
            "Zie onder.\nVan: Jan Jansen\nVerzonden: maandag\nAan: Piet\n"
            "Onderwerp: kade\nDe kade is hoog.",
            "Zie onder.\nDe kade is hoog.",
            id="headers of a message that is answered",
        ),
        pytest.param(
            "-----Oorspronkelijk bericht-----\nDatum: 3 mei\nOnderwerp: kade\n\nHoog.",
            "Hoog.",
            id="headers below a line that says so",
        ),
        pytest.param(
            "Begin doorgestuurd bericht:\n> Onderwerp: kade\n> Van: x@y.nl\n>\n> Hoog.",
            "Hoog.",
            id="headers that are quoted",
        ),
        pytest.param("Geachte heer De Vries,\nTekst.", "Tekst.", id="a salutation"),
        pytest.param("Beste Jan en Piet,\nTekst.", "Tekst.", id="two people"),
        pytest.param("Van: Jan de Vries\nTekst.", "Tekst.", id="one sender"),
        pytest.param("Aan: j@v.nl\nTekst.", "Tekst.", id="one address"),
        pytest.param(
            "Van: noord naar zuid loopt een dijk.",
            "Van: noord naar zuid loopt een dijk.",
            id="a line of text about a way",
        ),
        pytest.param(
            "Tekst.\n\nMet vriendelijke groet,\nJan\nVoorzitter van de buurt",
            "Tekst.",
            id="a closing with all below it",
        ),
        pytest.param("Tekst.\nGroetjes, Jan de Vries", "Tekst.", id="closing and name"),
        pytest.param("Tekst.\nMvg\nJan", "Tekst.", id="a short closing"),
        pytest.param("Tekst.\n-- \nJan\n\nKade 1", "Tekst.", id="a signature"),
        pytest.param(
            "Groeten uit de polder zijn geen beleid.",
            "Groeten uit de polder zijn geen beleid.",
            id="a sentence about greetings",
        ),
        pytest.param(
            "Eens.\nGroet,\nJan\n> Wat vindt u?\n> Hoogachtend,\n> Piet\nNa.",
            "Eens.\nWat vindt u?\nNa.",
            id="a message below a signature",
        ),
        pytest.param(
            "Eens.\nGroet,\nJan\nOp 3 mei om 9 uur schreef Piet\n<p@v.nl>:\nWaarom?",
            "Eens.\nWaarom?",
            id="a message that is not quoted",
        ),
        pytest.param(
            "Eens.\nGroet,\nJan\n\nPS: de bus ook.",
            "Eens.\nPS: de bus ook.",
            id="an afterword",
        ),
        pytest.param(
            f"Eens.\nGroet,\nJan\n\n{'Een lange alinea over de kade. ' * 8}",
            f"Eens.\n{'Een lange alinea over de kade. ' * 8}",
            id="a paragraph too long for a signature",
        ),
    ],
)
def test_what_was_written(text: str, written: str) -> None:
    kept = [line for line in written_lines(text.split("\n")) if line.strip()]
    assert "\n".join(kept) == written


def test_a_mail_in_html_ends_at_its_closing(tmp_path: Path) -> None:
    text = "De bewoners willen meer groen en minder verkeer in hun straat. " * 4
    mail = (
        "Subject: Groen\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
        f"<html><body><p>{text}</p><p>Datum: 14 april in het gemeentehuis</p>"
        "<p>Met vriendelijke groet,</p><p>Jan Jansen</p></body></html>"
    )
    document = read(tmp_path, mail.encode(), "a.eml")
    assert [told for _, told in shown(document)] == [
        "Groen",
        text.strip(),
        "Datum: 14 april in het gemeentehuis",
    ]
