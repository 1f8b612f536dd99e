"""Pages of content management systems in, what their editors wrote out."""

from pathlib import Path

import pytest

from tests.doors.reading import read, rule, shown

_COOKIES = """<div class="cookie-consent"><p>Wij gebruiken cookies om deze website te
verbeteren. Accepteert u dat?</p><button>Accepteren</button></div>"""
_TOP = """<header><a href="/">Gemeente Voorbeeld</a><nav><ul><li><a href="/a">Wonen</a>
</li></ul></nav></header>"""
_BELOW = "<footer><p>Raadhuisplein</p><ul><li><a>Privacy</a></li></ul></footer>"
_INTRO = "<p>Inwoners kunnen subsidie krijgen voor groene daken.</p>"


def _texts(folder: Path, body: str) -> list[str]:
    page = (
        "<html><head><title>T</title></head><body>"
        f"{_COOKIES}{_TOP}{body}{_BELOW}</body></html>"
    )
    return [text for _, text in shown(read(folder, page.encode(), "a.html"))]


@pytest.mark.parametrize("holder", ["main", "article", 'div role="main"', "div"])
def test_a_short_page_is_its_own_text_alone(tmp_path: Path, holder: str) -> None:
    end = holder.split(maxsplit=1)[0]
    body = f"<{holder}><h1>Weg dicht</h1><p>De Dorpsstraat is dicht.</p></{end}>"
    texts = _texts(tmp_path, body)
    assert not any("cookie" in text for text in texts)
    assert {"Weg dicht", "De Dorpsstraat is dicht."} <= set(texts)


def test_a_page_about_cookies_keeps_its_text(tmp_path: Path) -> None:
    body = """<main><h1>Cookies</h1><div class="cookie-policy"><p>Deze website plaatst
    een cookie om te onthouden wat u koos.</p><p>Andere cookies plaatst zij niet.</p>
    </div></main>"""
    page = f"<html><head><title>T</title></head><body>{body}</body></html>"
    document = read(tmp_path, page.encode(), "a.html")
    assert "Andere cookies plaatst zij niet." in document.text


def test_parts_that_fold_out_are_read_where_they_are_closed(tmp_path: Path) -> None:
    body = f"""<main><h1>Subsidies</h1>{_INTRO}<div class="accordion">
    <h2 class="accordion-header"><button aria-expanded="false">Voorwaarden</button></h2>
    <div class="collapse" style="display:none"><ol><li>U bent eigenaar.</li>
    <li>Het dak is groot genoeg.</li></ol></div><h2><button>Aanvragen</button></h2>
    <div hidden><p>Vraag de subsidie aan voor 1 november.</p></div></div></main>"""
    assert _texts(tmp_path, body) == [
        "Subsidies",
        "Inwoners kunnen subsidie krijgen voor groene daken.",
        "Voorwaarden",
        "1. U bent eigenaar.",
        "2. Het dak is groot genoeg.",
        "Aanvragen",
        "Vraag de subsidie aan voor 1 november.",
    ]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (
            "<dl><dt>Bedrag</dt><dd>€ 25 per <b>m²</b></dd><dt>Tot:</dt><dd>2027</dd>"
            "</dl>",
            ["Bedrag: € 25 per m²", "Tot: 2027"],
        ),
        (
            "<dl><dt>Bedrag</dt><dd><p>Veel geld.</p><p>Per dak.</p></dd></dl>",
            ["Bedrag", "Veel geld.", "Per dak."],
        ),
        (
            "<p>De wethouder zegt: <q>Dit is <em>goed</em> nieuws.</q></p>",
            ["De wethouder zegt: “Dit is goed nieuws.”"],
        ),
        ("<p>Zij zegt <q>ja</q> en gaat.</p>", ["Zij zegt “ja” en gaat."]),
        (
            "<p>Het college besluit:<br>1. de <b>nota</b> vast te stellen;<br/>2. te "
            "bouwen.<br><br>Daarna is<br>gepauzeerd.</p>",
            [
                "Het college besluit:",
                "1. de nota vast te stellen;",
                "2. te bouwen.",
                "Daarna is gepauzeerd.",
            ],
        ),
        ("<p>- een<br>- twee</p>", ["een", "twee"]),
        ("<p>Raadhuis<br>Plein</p>", ["Raadhuis Plein"]),
    ],
)
def test_terms_and_quotes_are_read_as_seen(
    tmp_path: Path, body: str, lines: list[str]
) -> None:
    texts = _texts(tmp_path, f"<main><h1>Subsidies</h1>{_INTRO}{body}</main>")
    assert texts[2:] == lines


def test_a_page_laid_out_by_a_table_keeps_its_first_line(tmp_path: Path) -> None:
    page = """<html><head><title>T</title></head><body><table width="100%"><tr><td>
    <font size="5">Besluitenlijst van 12 mei</font></td></tr><tr><td><p>Aanwezig is het
    college.</p><p>Het college verleent de subsidie aan de stichting.</p></td></tr>
    </table></body></html>"""
    document = read(tmp_path, page.encode(), "a.html")
    assert document.text.startswith("Besluitenlijst van 12 mei")


def test_a_page_that_only_a_script_fills_has_no_text(tmp_path: Path) -> None:
    page = """<html><head><title>App</title></head><body><div id="root"></div>
    <noscript>Schakel JavaScript in.</noscript><script>x</script></body></html>"""
    assert rule(tmp_path, page.encode(), "a.html") == "no_text"


@pytest.mark.parametrize(
    "sign", ["\x0b", "\x03", "&#3;", "&#x1F;", "&#00011;", "\ufffe"]
)
def test_signs_that_are_no_text_do_not_harm_a_page(tmp_path: Path, sign: str) -> None:
    body = f"<main><h1>Kop</h1>{_INTRO}<ol><li>{sign}een{sign}</li></ol></main>"
    assert _texts(tmp_path, body)[-1] == "1. een"


def test_numbers_of_signs_that_are_text_stay(tmp_path: Path) -> None:
    body = f"<main><h1>Kop</h1>{_INTRO}<p>Caf&#233; &#8364; 5 &#x31;&#32;x</p></main>"
    assert _texts(tmp_path, body)[-1] == "Café € 5 1 x"
