"""The lines of mails in, what somebody wrote without what a program put there out."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from sources.documents.mail_lines import written_lines
from tests.doors.reading import noticed, read, shown


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param(
            "Beste raadsleden,\nOnderwerp: kadeherstel\nDatum: 14 april in de zaal",
            "Onderwerp: kadeherstel\nDatum: 14 april in de zaal",
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
        pytest.param(
            "Eens.\nGroet,\nMarie\nNog drie punten:\n- Dijk hoger\n- Bus vaker",
            "Eens.\nNog drie punten:\n- Dijk hoger\n- Bus vaker",
            id="a list with its sentence below a name",
        ),
        pytest.param(
            "Eens.\nGroet,\nMarie\n1. Dijk hoger\n2. Bus vaker",
            "Eens.\n1. Dijk hoger\n2. Bus vaker",
            id="a list right below a name",
        ),
        pytest.param(
            "Eens.\nGroet,\nMarie\n\nVerder hopen wij dat de bus ook in de avond\n"
            "blijft rijden.",
            "Eens.\nVerder hopen wij dat de bus ook in de avond\nblijft rijden.",
            id="a sentence over two lines",
        ),
        pytest.param(
            "Eens.\nGroet,\nMarie\nDijken breken snel door.",
            "Eens.\nDijken breken snel door.",
            id="a sentence without common words",
        ),
        pytest.param(
            "Eens.\nGroet,\nMarie de Boer\nVoorzitter van de buurtvereniging.\n"
            "Gemeente Veen B.V.\nKade 1\n1234 AB Veen\nT. 06 1234 5678\nm@veen.nl\n"
            "www.veen.nl\nBezoekadres: Kade 2",
            "Eens.",
            id="a signature of an office",
        ),
        pytest.param(
            "Eens.\nGroet,\nMarie\n" + "\n".join(f"Punt {n}" for n in range(9)),
            "Eens.\n" + "\n".join(f"Punt {n}" for n in range(5, 9)),
            id="more lines than a signature has",
        ),
        pytest.param(
            "De dijk.\n--\nDe bus\n--\nHet park",
            "De dijk.\n--\nDe bus\n--\nHet park",
            id="a divider that returns",
        ),
        pytest.param(
            "De dijk.\n--\nDe bus\n--\nHet park\n-- \nMarie",
            "De dijk.\n--\nDe bus\n--\nHet park",
            id="a signature below dividers",
        ),
        pytest.param(
            "Eens.\n-- \nJan\nOp 3 mei om 9 uur schreef Piet\n<p@v.nl>:\nHoog.\n"
            "-- \nPiet",
            "Eens.\nHoog.",
            id="a signature in each of two messages",
        ),
        *(
            pytest.param(f"{greeting}\nTekst.", "Tekst.", id=greeting)
            for greeting in (
                "Goedemorgen Jan Jansen,",
                "Goedenavond mevrouw Jansen,",
                "Goede middag Jan,",
                "Goeiedag Jan!",
                "Ha Jan,",
                "Beste Jan, Piet en Kees,",
                "Beste Jan, Piet, en Kees!",
                "Geachte heer/mevrouw Jansen,",
                "Geachte heer en mevrouw De Boer,",
                "Geachte heer Jansen, geachte mevrouw De Boer,",
                "Geachte wethouder Jansen,",
                "Dag dr. Jansen:",
                "Hoi allen,",
                "Beste allemaal,",
                "Hoi allemaal",
                "Geachte heer, mevrouw,",
                "Geachte heer / mevrouw,",
                "Geachte heer of mevrouw:",
                "Geachte dames en heren,",
                "Geacht college,",
                "Geachte leden van de raad,",
                "Geachte voorzitter, geachte raadsleden,",
                "Geachte relatie,",
                "Beste collega’s,",
                "Beste buurtbewoners van de Havenwijk!",
                "Dear Sir or Madam,",
                "Dear all,",
                "Goedemorgen,",
                "Hoi,",
                "L.S.,",
            )
        ),
        *(
            pytest.param(line, line, id=line)
            for line in (
                "Beste oplossing,",
                "Beste maatregel is bomen planten,",
                "Beste bewoners van Boxtel zijn tegen het plan.",
                "Geachte raad besluit niet,",
                "Hallo wereld!",
                "Dag van de raad,",
                "LS",
            )
        ),
        pytest.param(
            "Beste Jan, Piet en Kees, hierbij de reactie.",
            "hierbij de reactie.",
            id="text behind a salutation",
        ),
        pytest.param(
            "Beste Jan, Wij, de buren, zijn tegen.",
            "Wij, de buren, zijn tegen.",
            id="text with a capital behind a salutation",
        ),
        pytest.param(
            "Geachte raad, goedemorgen.\nDag van de dijk: 3 mei.",
            "Geachte raad, goedemorgen.\nDag van de dijk: 3 mei.",
            id="greetings that name nobody",
        ),
        pytest.param(
            "Zie onder.\nAan: Piet Pietersen; Kees de Boer;\n  Marie van der Berg\n"
            "Onderwerp: dijk\n\nHoog.",
            "Zie onder.\nHoog.",
            id="a header folded over two lines",
        ),
        pytest.param(
            "Aan: Piet Pietersen; Kees de Boer;\nMarie van der Berg\n\nHoog.",
            "Hoog.",
            id="a list of people cut behind its sign",
        ),
        pytest.param(
            "Onderwerp: dijk\n  De dijk is hoog.",
            "Onderwerp: dijk\n  De dijk is hoog.",
            id="an indented line below what is no header",
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


def test_what_stands_below_a_closing_in_html_stays(tmp_path: Path) -> None:
    body = (
        "<p>Beste raadsleden,</p><p>Wij steunen het plan voor de dijk van harte.</p>"
        "<p>Met vriendelijke groet,</p><p>Marie</p><p>Nog drie punten:</p>"
        "<ul><li>De bus moet blijven</li><li>Het park</li></ul>"
    )
    mail = (
        "Subject: Dijk\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
        f"<html><body>{body}</body></html>"
    )
    document = read(tmp_path, mail.encode(), "a.eml")
    assert [text for _, text in shown(document)][1:] == [
        "Wij steunen het plan voor de dijk van harte.",
        "Nog drie punten:",
        "De bus moet blijven",
        "Het park",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Eens.\nGroet,\nMarie de Boer", "(4 woorden in de tekst zelf)"),
        ("Eens.\nMvg", "(1 woord in de tekst zelf)"),
        ("Eens.", "wordt geantwoord."),
    ],
)
def test_the_words_left_out_are_counted(tmp_path: Path, text: str, told: str) -> None:
    (finding,) = noticed(read(tmp_path, f"Subject: Dijk\n\n{text}".encode(), "a.eml"))
    assert told in finding


def test_a_long_line_of_names_is_read_at_once() -> None:
    line = "Beste " + "Jan en Piet, " * 5_000
    assert len(written_lines([line, "Van: " + "Jan; " * 5_000])) == 2


@pytest.mark.parametrize(
    ("plain", "is_plain_read"),
    [
        ("", False),
        ("Bekijk deze e-mail in een programma dat HTML toont.", False),
        (
            "De dijk bij Kadedorp wordt in 2027 verhoogd. Er komt ook een fietspad.",
            True,
        ),
    ],
)
def test_of_two_forms_the_one_that_says_something_is_read(
    tmp_path: Path, plain: str, *, is_plain_read: bool
) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Dijk"
    mail.set_content(plain)
    sentences = (
        "De dijk bij Kadedorp wordt in 2027 verhoogd.",
        "Er komt een fietspad.",
    )
    mail.add_alternative(
        "<html><body>"
        + "".join(f"<p>{sentence}</p>" for sentence in sentences)
        + "<p>De bewoners van de kade zijn op de hoogte gesteld door ons.</p>"
        + "</body></html>",
        subtype="html",
    )
    found = read(tmp_path, mail.as_bytes(), "a.eml").text
    assert ("ook een fietspad" in found) is is_plain_read
    assert ("op de hoogte gesteld" in found) is not is_plain_read


_OWN = "Wij zijn voor de nieuwe dijk."
_EARLIER = "De dijk moet er volgens ons niet komen."


def _mail(body: str, kind: str = "plain") -> bytes:
    head = f"Subject: Dijk\nMIME-Version: 1.0\nContent-Type: text/{kind}; charset=utf-8"
    return f"{head}\n\n{body}\n".encode()


@pytest.mark.parametrize(
    "body",
    [
        f"{_OWN}\n\n> {_EARLIER}",
        f"{_OWN}\n\nOp ma 2 nov 2026 om 09:00 schreef Piet <p@x.nl>:\n\n> {_EARLIER}",
        f"{_OWN}\n\nOp ma 2 nov 2026 om 09:00 schreef Piet <p@x.nl>:\n\n{_EARLIER}",
        f"{_OWN}\n\nVan: Piet Puk <p@x.nl>\nVerzonden: maandag\nAan: Jan\n\n{_EARLIER}",
        f"{_OWN}\n\n-----Oorspronkelijk bericht-----\nVan: Piet Puk\nAan: Jan\n\n"
        f"{_EARLIER}",
        f"Op ma 2 nov 2026 schreef Piet <p@x.nl>:\n> {_EARLIER}\n\n{_OWN}",
    ],
)
def test_an_earlier_message_is_no_text_of_this_one(tmp_path: Path, body: str) -> None:
    document = read(tmp_path, _mail(body), "a.eml")
    told = {
        document.text[span.start_offset : span.end_offset]: span.section
        for span in document.passages[1:]
    }
    assert told == {_OWN: "Dijk", _EARLIER: "Dijk › Eerder bericht"}
    (found,) = (each for each in noticed(document) if "eerder bericht" in each)
    assert "(8 woorden)" in found


def test_an_earlier_message_in_html_is_told_apart(tmp_path: Path) -> None:
    body = (
        f"<p>{_OWN}</p><p>Van: Piet Puk &lt;p@x.nl&gt;<br>Verzonden: maandag<br>"
        f"Aan: Jan<br>Onderwerp: dijk</p><p>{_EARLIER}</p>"
    )
    document = read(tmp_path, _mail(body, "html"), "a.eml")
    sections = [span.section for span in document.passages]
    assert sections == ["", "Dijk", "Dijk › Eerder bericht"]


def test_a_mail_that_answers_nothing_tells_of_no_earlier_one(tmp_path: Path) -> None:
    document = read(tmp_path, _mail(f"{_OWN}\nDatum: 3 mei in het dorp."), "a.eml")
    assert {span.section for span in document.passages[1:]} == {"Dijk"}
    assert not any("eerder bericht" in each for each in noticed(document))
