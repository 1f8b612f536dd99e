"""Web pages with tables, menus and remarks in, what is read and what is told of it."""

from pathlib import Path

import pytest

from tests.doors.reading import noticed, read, rule, shown

TEXTS = (
    "De gemeenteraad heeft op 3 maart besloten de dijk langs het kanaal te verhogen.",
    "Het waterschap betaalt de helft van de kosten. De provincie draagt de rest bij.",
    "Bewoners kunnen tot 1 juni hun mening geven op een avond in het dorpshuis.",
)
ARTICLE = "<h1>Dijk omhoog</h1>" + "".join(f"<p>{text}</p>" for text in TEXTS)
MENU = "".join(f"<li><a href='/{n}'>Menuregel {n}</a></li>" for n in range(30))


def read_page(folder: Path, body: str) -> list[tuple[str, str]]:
    return shown(read(folder, page(body), "a.html"))


def page(body: str) -> bytes:
    return f"<html><head><title>T</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<p>Dijk hoger.</p><p>Sloot breder.</p>", "Dijk hoger. Sloot breder."),
        ("<ul><li>Bus elk uur</li><li>Fietspad</li></ul>", "Bus elk uur, Fietspad"),
        ("Zoals:<ol><li>bus;</li><li>trein</li></ol>", "Zoals: 1. bus; 2. trein"),
        ("Noord<br>Dorp", "Noord Dorp"),
        ("<div>Eerst</div><!-- x --> dan", "Eerst dan"),
        ("<ul><li>Bus<ul><li>elk uur</li></ul></li></ul>", "Bus, elk uur"),
        ("<b>Een</b><i>heel</i> woord", "Eenheel woord"),
        (
            "<p>Bus</p><script>var x = '<p>1</p>';</script> <p>elk uur</p>",
            "Bus elk uur",
        ),
        ("<p>Bus</p><style>p {color: red}</style>elk uur", "Bus elk uur"),
        ("Bus <noscript>Zet <b>scripts</b> aan</noscript><br>elk uur", "Bus elk uur"),
        ("Bus<script>var x = 1;</script>", "Bus"),
    ],
)
def test_a_cell_keeps_its_lines_and_lists(
    tmp_path: Path, cell: str, expected: str
) -> None:
    table = (
        "<table><tr><th>Kern</th><th>Maatregel</th></tr>"
        f"<tr><td>Oost</td><td>{cell}</td></tr></table>"
    )
    rows = read_page(tmp_path, f"<main>{ARTICLE}{table}</main>")[-2:]
    assert rows == [
        ("table_row", "Kern | Maatregel"),
        ("table_row", f"Kern: Oost; Maatregel: {expected}"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td><ul>{menu}</ul></td><td>{text}</td></tr></table>",
        "<table><tr><td>{text}</td></tr></table>",
        "<table role='presentation'><tr><td>{text}</td><td>x</td></tr></table>",
        "<table><tr><td>Kop</td></tr><tr><td><table><tr><td>{text}</td></tr></table>"
        "</td></tr></table>",
    ],
)
def test_a_table_that_lays_out_a_page_is_no_row(tmp_path: Path, table: str) -> None:
    text = f"{ARTICLE}<h2>Besluiten</h2><ul><li>Eerste punt van de raad</li></ul>"
    read_back = read_page(tmp_path, table.format(menu=MENU, text=text))
    assert read_back == [
        ("heading", "Dijk omhoog"),
        *(("paragraph", text) for text in TEXTS),
        ("heading", "Besluiten"),
        ("list_item", "Eerste punt van de raad"),
    ]


def test_a_table_in_a_cell_keeps_its_rows(tmp_path: Path) -> None:
    inner = "<table><tr><td>Binnen a</td><td>Binnen b</td></tr></table>"
    outer = f"<table><tr><td>Buiten</td><td>{inner}</td></tr></table>"
    read_back = read_page(tmp_path, f"<main>{ARTICLE}{outer}</main>")
    assert read_back[-2:] == [
        ("paragraph", "Buiten"),
        ("table_row", "Binnen a | Binnen b"),
    ]


@pytest.mark.parametrize(
    "menu",
    [
        "<div id='menu'><ul>{menu}</ul></div>",
        "<div class='site-nav dark'><ul>{menu}</ul></div>",
        "<ul class='hoofdmenu'>{menu}</ul>",
        "<nav><ul>{menu}</ul></nav>",
    ],
)
def test_short_content_stands_apart_from_its_menu(tmp_path: Path, menu: str) -> None:
    body = (
        f"{menu.format(menu=MENU)}<div id='content'><h1>Dijk dicht</h1>"
        "<p>De dijk is dicht tot mei.</p></div>"
        "<div class='footer'><p>Alle rechten voorbehouden</p></div>"
    )
    document = read(tmp_path, page(body), "a.html")
    assert shown(document) == [
        ("heading", "Dijk dicht"),
        ("paragraph", "De dijk is dicht tot mei."),
    ]
    assert "63 woorden" in noticed(document)[-1]
    assert "3 in gewone tekst" in noticed(document)[-1]


@pytest.mark.parametrize(
    "body",
    [
        "{text}",
        "<div>{text}</div>",
        "<section>{text}</section>",
        "<div class='grid'>{menu}<div class='col-8'>{text}</div></div>",
    ],
)
def test_a_page_that_names_no_main_part_keeps_its_lists(
    tmp_path: Path, body: str
) -> None:
    """What finds the main text then takes little but paragraphs."""
    text = f"{ARTICLE}<h2>Besluiten</h2><ul><li>Eerste punt van de raad</li></ul>"
    menu = f"<div id='menu'><ul>{MENU}</ul></div>"
    assert read_page(tmp_path, body.format(text=text, menu=menu)) == [
        ("heading", "Dijk omhoog"),
        *(("paragraph", text) for text in TEXTS),
        ("heading", "Besluiten"),
        ("list_item", "Eerste punt van de raad"),
    ]


def test_a_page_of_which_the_main_text_is_not_found_keeps_its_blocks(
    tmp_path: Path,
) -> None:
    """What finds the main text would give all of it as one paragraph."""
    body = (
        "<div><ul><li><a href='/'>Begin</a></li><li><a href='/x'>Zoek</a></li></ul>"
        "</div><div><h2>Dijk dicht</h2><p>De dijk is dicht tot mei.</p></div>"
    )
    document = read(tmp_path, page(body), "a.html")
    assert shown(document) == [
        ("list_item", "Begin"),
        ("list_item", "Zoek"),
        ("heading", "Dijk dicht"),
        ("paragraph", "De dijk is dicht tot mei."),
    ]
    assert any("alle tekst is gebruikt" in finding for finding in noticed(document))


def test_what_residents_say_below_a_page_is_counted(tmp_path: Path) -> None:
    more = (
        "<div class='reactions comments'><p>Ik wil geen hogere dijk.</p></div>"
        "<aside>Kader: de dijk is van 1850.</aside>"
        "<div class='related-links'><a href='x'>Verwant</a></div>"
    )
    document = read(tmp_path, page(f"<main>{ARTICLE}{more}</main>"), "a.html")
    assert "hogere dijk." not in document.text
    assert noticed(document) == (
        "Niet overgenomen van de webpagina: 12 woorden van menu's, randen, kaders en "
        "reacties, waarvan 11 in gewone tekst; kijk of daar iets bij staat dat telt.",
    )


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            "<aside>Kader</aside>",
            "1 woord van menu's, randen, kaders en reacties, in g",
        ),
        ("<nav><a href='/'>Begin</a></nav>", "reacties, in een link;"),
    ],
)
def test_one_word_left_out_is_told_as_one(tmp_path: Path, more: str, told: str) -> None:
    document = read(tmp_path, page(f"<main>{ARTICLE}</main>{more}"), "a.html")
    assert told in noticed(document)[0]


def test_a_page_that_is_read_whole_has_no_finding(tmp_path: Path) -> None:
    document = read(tmp_path, page(f"<main>{ARTICLE}</main>"), "a.html")
    assert noticed(document) == ()


@pytest.mark.parametrize("deep", [300, 3_000])
def test_a_page_that_is_partly_too_deep_says_so(tmp_path: Path, deep: int) -> None:
    """The parser stops at what lies too deep, and says nothing of it."""
    # Faults before it do not hide that it stopped.
    body = f"{'</i>' * 5_000}{ARTICLE}{'<div>' * deep}<p>Diep.</p>{'</div>' * deep}"
    document = read(tmp_path, page(body), "a.html")
    assert [text for _, text in shown(document)] == ["Dijk omhoog", *TEXTS]
    assert any("alleen het begin" in finding for finding in noticed(document))


def test_a_page_that_is_too_deep_from_its_beginning_is_refused(tmp_path: Path) -> None:
    body = f"{'<div>' * 300}<p>Diep.</p>{'</div>' * 300}"
    assert rule(tmp_path, page(body), "a.html") == "too_deep"


@pytest.mark.parametrize("element", ["<p>Een punt.", "<li>Een punt.", "<br>Een punt."])
def test_elements_that_are_not_closed_are_not_deep(
    tmp_path: Path, element: str
) -> None:
    document = read(tmp_path, page(f"<main>{element * 400}</main>"), "a.html")
    assert document.text.count("Een punt.") == 400
    assert not any("alleen het begin" in finding for finding in noticed(document))


@pytest.mark.parametrize("sign", ["a", "a-", "<", "<a", "</"])
def test_a_tag_without_an_end_is_read_at_once(tmp_path: Path, sign: str) -> None:
    """Looking again from every letter of it would take hours."""
    body = f"{ARTICLE}<{sign * 1_000_000}"
    assert read_page(tmp_path, body)[:2] == [
        ("heading", "Dijk omhoog"),
        ("paragraph", TEXTS[0]),
    ]
