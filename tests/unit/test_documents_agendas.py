"""Pages of meetings in, every point of their agendas and no menu out."""

from pathlib import Path

import pytest

from tests.doors.reading import read, shown

_POINTS = (
    "Opening",
    "Motie vreemd aan de orde van de dag over een muziekfestival",
    "Onderzoeksvoorstel inzake het ontslag van een wethouder",
    "Motie over de herverdeling van taken",
    "Sluiting",
)
_TOP = """<div id="kop"><ul class="x"><li><a href="/a">Fracties</a></li>
<li><a href="/b">Commissies</a></li><li><a href="/c">Zoeken</a></li></ul></div>"""
_BELOW = """<div class="onder"><ul><li><a href="/d">Privacy</a></li>
<li><a href="/e">Toegankelijkheid</a></li><li><a href="/f">Proclaimer</a></li></ul>
</div>"""
_INTRO = """<p>De gemeenteraad vergadert maandag om half acht in de raadzaal. De
vergadering is openbaar en via de website te volgen.</p>"""
_ADVICE = "<p>Het college vraagt de raad in te stemmen met dit voorstel van juni.</p>"
_NUMBERED = (
    '<li><a href="/p">{number}. {point}</a></li>',
    '<li><span>{number}</span> <a href="/p">{point}</a> <a href="/d">Bijlage</a></li>',
    '<tr><td>{number}</td><td><a href="/p">{point}</a></td></tr>',
    '<div class="punt"><span>{number}.</span><h3><a href="/p">{point}</a></h3></div>',
    '<div class="punt"><span>{number}</span><a href="/p">{point}</a></div>',
)


def _texts(folder: Path, agenda: str) -> list[str]:
    page = f"""<html><head><title>T</title></head><body>{_TOP}<div id="inhoud">
    <h1>Gemeenteraad</h1>{_INTRO}<h2>Agenda</h2>{agenda}</div>{_BELOW}</body></html>"""
    return [text for _, text in shown(read(folder, page.encode(), "a.html"))]


def _agenda(item: str) -> str:
    rows = "".join(
        item.format(number=number, point=point)
        for number, point in enumerate(_POINTS, 1)
    )
    holder = {"<l": "ul", "<t": "table"}.get(item[:2], "section")
    return f"<{holder}>{rows}</{holder}>"


@pytest.mark.parametrize("item", _NUMBERED)
def test_numbered_points_that_are_links_are_kept(tmp_path: Path, item: str) -> None:
    texts = _texts(tmp_path, _agenda(item))
    assert [p for p in _POINTS if not any(p in text for text in texts)] == []
    assert not any(w in " ".join(texts) for w in ("Fracties", "Toegankelijkheid"))


@pytest.mark.parametrize("tag", ["li", "div"])
def test_points_without_a_text_are_kept_among_those_with(
    tmp_path: Path, tag: str
) -> None:
    rows = "".join(
        f'<{tag}><h3><a href="/p">{point}</a></h3>{_ADVICE * (at % 2)}</{tag}>'
        for at, point in enumerate(_POINTS[:4])
    )
    texts = _texts(tmp_path, f"<{'ul' if tag == 'li' else 'section'}>{rows}</ul>")
    assert [point for point in _POINTS[:4] if point not in texts] == []


@pytest.mark.parametrize(
    "menu",
    [
        "".join(f'<li><a href="/p{n}">{n}</a></li>' for n in range(1, 6)),
        "".join(f'<li><a href="#k{n}">{n}. Kop {n}</a></li>' for n in range(1, 6)),
        "".join(f'<li><a href="/w{n}">Wijk {"abcde"[n]}</a></li>' for n in range(5)),
    ],
)
def test_links_through_the_site_stay_out(tmp_path: Path, menu: str) -> None:
    texts = _texts(tmp_path, f"<p>{_INTRO}</p><ul>{menu}</ul>")
    assert not any("Kop 3" in text or "Wijk" in text for text in texts)


_FOOT = """<div class="onder"><p>Het gemeentehuis is op werkdagen open van negen tot
vijf. Bel voor een afspraak of kom langs in het centrum van de stad.</p></div>"""
_MEETING = """<html><head><title>{title}</title></head><body>{top}<div id="inhoud">
<h1>{title}</h1><h2>{heading}</h2>{rows}</div>{below}</body></html>"""


def _all_links(folder: Path, title: str, heading: str, rows: str) -> list[str]:
    """Read a page on which nothing but headings stands outside links."""
    page = _MEETING.format(
        title=title, heading=heading, rows=rows, top=_TOP, below=_FOOT
    )
    return [text for _, text in shown(read(folder, page.encode(), "a.html"))]


@pytest.mark.parametrize(
    "item",
    [
        '<li><a href="/p{n}">{p}</a></li>',
        '<div class="punt"><a href="/p{n}">{p}</a></div>',
        '<h3><a href="/p{n}">{p}</a></h3>',
        _NUMBERED[0],
    ],
)
@pytest.mark.parametrize("heading", ["Agenda", "Hamerstukken"])
def test_an_agenda_that_is_all_links_is_kept(
    tmp_path: Path, item: str, heading: str
) -> None:
    rows = "".join(
        item.format(n=n, number=n, p=p, point=p) for n, p in enumerate(_POINTS, 1)
    )
    texts = _all_links(
        tmp_path, "Raadsvergadering 31 augustus 2015", heading, f"<ul>{rows}</ul>"
    )
    assert [p for p in _POINTS if not any(p in text for text in texts)] == []
    assert "Fracties" not in " ".join(texts)


def test_what_is_called_agenda_elsewhere_is_a_way_through_the_site(
    tmp_path: Path,
) -> None:
    rows = "".join(f'<li><a href="/p{n}">{p}</a></li>' for n, p in enumerate(_POINTS))
    text = f"<p>{_INTRO}</p>{_ADVICE * 4}<h2>Agenda</h2><ul>{rows}</ul>"
    texts = _all_links(tmp_path, "Nieuws over het zwembad", "Zwembad open", text)
    assert not any(point in texts for point in _POINTS)


def test_links_below_another_heading_are_no_agenda(tmp_path: Path) -> None:
    rows = "".join(f'<li><a href="/w{n}">{w}</a></li>' for n, w in enumerate(_POINTS))
    lists = f"<p>{_INTRO}</p><h2>Zie ook</h2><ul>{rows}</ul>"
    texts = _all_links(tmp_path, "Raadsvergadering", "Verslag", lists)
    assert not any(point in texts for point in _POINTS)
