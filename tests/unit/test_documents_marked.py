"""Official publications in XML and JSON collections in, their passages checked."""

import json
from pathlib import Path

import pytest

from domain.declarations import DocumentsSource, declaration_from_toml
from domain.texts import JsonCollection
from tests.doors.reading import noticed, read, rule, shown
from tests.doors.survey_examples import SHARED

_OPEN_DATA = Path(__file__).parents[2] / "docs/how-to/open-data.md"

_STOP = """<?xml version="1.0" encoding="utf-8"?>
<Besluit xmlns="https://standaarden.overheid.nl/stop/imop/tekst/">
<BesluitMetadata><officieleTitel>Omgevingsvisie Veen</officieleTitel>
<maker>/tooi/id/gemeente/gm0001</maker></BesluitMetadata>
<Lichaam><Hoofdstuk><Kop><Label>Hoofdstuk</Label><Nummer>1</Nummer>
<Opschrift>Water</Opschrift></Kop>
<Artikel><Kop><Label>Artikel</Label><Nummer>1.1</Nummer><Opschrift>Peil</Opschrift></Kop>
<Lid><LidNummer>1.</LidNummer><Inhoud><Al>Het peil is <b>hoog</b>
<Noot><NootNummer>1</NootNummer><Al>In meters.</Al></Noot> genoeg.</Al>
<Lijst><Li><LiNummer>a.</LiNummer><Al>in de polder;</Al></Li>
<Li><LiNummer>•</LiNummer><Al>in het <VerwijderdeTekst>dal</VerwijderdeTekst>
<NieuweTekst>veen</NieuweTekst>.</Al></Li></Lijst></Inhoud></Lid></Artikel>
<Tussenkop>Maatregelen</Tussenkop>
<table><tgroup><thead><row><entry><Al>Plan</Al></entry><entry><Al>Jaar</Al></entry></row>
</thead><tbody><row><entry><Al>Dijk</Al></entry><entry><Al>2030</Al></entry></row></tbody>
</tgroup></table></Hoofdstuk></Lichaam></Besluit>"""


def test_a_publication_keeps_its_chapters_and_articles(tmp_path: Path) -> None:
    document = read(tmp_path, _STOP.encode(), "a.xml")
    assert shown(document) == [
        ("heading", "Hoofdstuk 1 Water"),
        ("heading", "Artikel 1.1 Peil"),
        ("paragraph", "1. Het peil is hoog genoeg."),
        ("footnote", "In meters."),
        ("list_item", "a. in de polder;"),
        ("list_item", "in het veen."),
        ("heading", "Maatregelen"),
        ("table_row", "Plan | Jaar"),
        ("table_row", "Plan: Dijk; Jaar: 2030"),
    ]
    by_text = dict(zip((t for _, t in shown(document)), document.passages, strict=True))
    assert by_text["a. in de polder;"].section == "Hoofdstuk 1 Water › Artikel 1.1 Peil"
    assert (
        by_text["Plan: Dijk; Jaar: 2030"].section == "Hoofdstuk 1 Water › Maatregelen"
    )
    assert document.title == "Omgevingsvisie Veen"


def test_akoma_ntoso(tmp_path: Path) -> None:
    text = """<akomaNtoso><act><meta><identification>x</identification></meta>
    <preface><docTitle>Verordening</docTitle></preface><body>
    <chapter><num>Hoofdstuk 1</num><heading>Algemeen</heading>
    <article><num>Artikel 1</num><heading>Begrippen</heading>
    <paragraph><num>1.</num><content><p>Een <i>begrip</i>.</p></content></paragraph>
    </article></chapter></body></act></akomaNtoso>"""
    document = read(tmp_path, text.encode(), "a.xml")
    assert shown(document) == [
        ("paragraph", "Verordening"),
        ("heading", "Hoofdstuk 1 Algemeen"),
        ("heading", "Artikel 1 Begrippen"),
        ("paragraph", "1. Een begrip."),
    ]
    assert document.passages[-1].section.endswith("› Artikel 1 Begrippen")


@pytest.mark.parametrize(
    "removed",
    [
        '<Artikel wijzigactie="verwijder"><Kop><Nummer>2</Nummer></Kop>{}</Artikel>',
        "<Verwijder><Artikel>{}</Artikel></Verwijder>",
        "<Al>Nieuw<VerwijderdeTekst>{}</VerwijderdeTekst>.</Al>",
        "<Al>Nieuw<del>{}</del>.</Al>",
        '<Lijst><Li wijzigactie="verwijder">{}</Li></Lijst>',
        "<table><row wijzigactie='verwijder'><entry>{}</entry></row></table>",
        '<Lid wijzigactie="verwijder"><VerwijderdeTekst>{}</VerwijderdeTekst></Lid>',
    ],
)
def test_removed_text_is_counted_not_read(tmp_path: Path, removed: str) -> None:
    text = removed.format("<Al>Oude regel.</Al>")
    stop = f"<Besluit><Al>Geldige regel.</Al>{text}<Al>Ook geldig.</Al></Besluit>"
    document = read(tmp_path, stop.encode(), "a.xml")
    assert "Oude" not in document.text
    assert document.text.startswith("Geldige regel.")
    assert document.text.endswith("Ook geldig.")
    assert "(1 stuk)" in noticed(document)[0]


def test_removed_parts_are_counted_as_more(tmp_path: Path) -> None:
    removed = "<Al>Nieuw<del>oud</del>.</Al>" * 2
    document = read(tmp_path, f"<Besluit>{removed}</Besluit>".encode(), "a.xml")
    assert "(2 stukken)" in noticed(document)[0]


def test_what_is_changed_stays_one_word(tmp_path: Path) -> None:
    stop = (
        '<Besluit><Al wijzigactie="voegtoe">Hoogstens 1<VerwijderdeTekst>0'
        "</VerwijderdeTekst><NieuweTekst>2</NieuweTekst> meter.</Al></Besluit>"
    )
    assert read(tmp_path, stop.encode(), "a.xml").text == "Hoogstens 12 meter."


def test_cells_stand_under_the_names_of_their_columns(tmp_path: Path) -> None:
    columns = "".join(f'<colspec colname="c{n}"/>' for n in (1, 2, 3))
    stop = f"""<Besluit><Al>Tabel.</Al><table><title>Peilen</title><tgroup>{columns}
    <thead><row><entry>Gebied</entry><entry>Peil</entry><entry>Uitleg</entry></row>
    </thead><tbody><row><entry colname="c1" morerows="1">Noord</entry>
    <entry colname="c2">hoog</entry><entry colname="c3">veen</entry></row>
    <row><entry colname="c2">laag</entry><entry colname="c3">klei</entry></row>
    <row><entry namest="c1" nameend="c2">Zuid</entry><entry>zand</entry></row>
    </tbody></tgroup></table></Besluit>"""
    document = read(tmp_path, stop.encode(), "a.xml")
    assert [text for _, text in shown(document)] == [
        "Tabel.",
        "Peilen",
        "Gebied | Peil | Uitleg",
        "Gebied: Noord; Peil: hoog; Uitleg: veen",
        "Gebied: Noord; Peil: laag; Uitleg: klei",
        "Gebied: Zuid; Uitleg: zand",
    ]


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("<table><tgroup><tbody>{}</tbody></tgroup></table>",) * 2,
        ("<table><tbody>{}</tbody></table>",) * 2,
        ("<table>{}</table>",) * 2,
        ("{}", "<table>{}</table>"),
        (
            "<table><tgroup><tbody>{}</tbody></tgroup></table>",
            "<entrytbl><tbody>{}</tbody></entrytbl>",
        ),
    ],
)
def test_a_table_in_a_cell_is_read_once(tmp_path: Path, outer: str, inner: str) -> None:
    row = "<row><entry>{}</entry><entry>{}</entry></row>"
    nested = inner.format(row.format("Peil", "hoog"))
    table = outer.format(row.format("Noord", nested) + row.format("Zuid", "zand"))
    stop = f"<Besluit><Al>Tabel.</Al>{table}</Besluit>"
    assert [text for _, text in shown(read(tmp_path, stop.encode(), "a.xml"))] == [
        "Tabel.",
        "Noord | Peil hoog",
        "Zuid | zand",
    ]


def test_the_long_title_of_an_act_is_its_title(tmp_path: Path) -> None:
    text = """<akomaNtoso><act><preface><longTitle><p>Wet op de dijken</p></longTitle>
    </preface><body><article><num>1</num><content><p>Een dijk is hoog.</p></content>
    </article></body></act></akomaNtoso>"""
    document = read(tmp_path, text.encode(), "a.xml")
    assert document.title == "Wet op de dijken"
    told = [each.value for each in document.candidates if each.what == "title"]
    assert told[0] == "Wet op de dijken"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<kaart><punt>1 2</punt></kaart>", "unknown_xml"),
        ("<Al>half", "damaged"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><Al>&b;</Al>', "unsafe_xml"),
        ("<Al/>", "no_text"),
        ('<Besluit wijzigactie="verwijder"><Al>Oud.</Al></Besluit>', "all_removed"),
        ('<akomaNtoso status="removed"><p>Oud.</p></akomaNtoso>', "all_removed"),
        ("<Verwijder><Al>Oud.</Al></Verwijder>", "all_removed"),
        (
            '<Besluit><Lid wijzigactie="verwijder"><Al>Oud.</Al></Lid></Besluit>',
            "all_removed",
        ),
        ("<Al>" * 400 + "diep" + "</Al>" * 400, "too_deep"),
        ("geen xml", "damaged"),
    ],
)
def test_xml_that_cannot_be_read_says_why(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert rule(tmp_path, text.encode(), "a.xml") == expected


_CHOICES = {
    "data": {
        "keuzes": [
            {"naam": "Openbaar vervoer", "tekst": {"nl": "Snel en vaak."}, "nr": 7},
            {"naam": "Groen", "tekst": {"nl": "<p>Meer bomen.</p><p>En gras.</p>"}},
            {"naam": "Leeg", "tekst": {"nl": None}},
        ]
    }
}
_WHERE = JsonCollection(records="data.keuzes", title="naam", text=("tekst.nl", "nr"))


def test_a_json_collection_is_read_where_it_is_declared(tmp_path: Path) -> None:
    data = json.dumps(_CHOICES).encode()
    document = read(tmp_path, data, "keuzes.json", collection=_WHERE)
    assert shown(document) == [
        ("heading", "Openbaar vervoer"),
        ("paragraph", "Snel en vaak."),
        ("paragraph", "7"),
        ("heading", "Groen"),
        ("paragraph", "Meer bomen."),
        ("paragraph", "En gras."),
    ]
    assert document.passages[-1].section == "Groen"
    assert noticed(document) == (
        "Zonder tekst in de opgegeven velden: 1 van 3 onderdelen.",
    )


@pytest.mark.parametrize(
    ("text", "collection", "expected"),
    [
        ("[]", None, "undeclared_json"),
        ("{", _WHERE, "damaged"),
        ("{}", _WHERE, "no_records"),
        ('{"data": {"keuzes": [1, "a"]}}', _WHERE, "no_records"),
        ('[{"a": 1}]', JsonCollection(text=("b",)), "no_declared_text"),
        (
            '{"a": [{"b": " "}]}',
            JsonCollection(text=("b",), records="a"),
            "no_declared_text",
        ),
        ('{"a": 1}', JsonCollection(text=("b",)), "no_text"),
        ("[" * 100_000, JsonCollection(text=("b",)), "too_deep"),
    ],
)
def test_json_that_cannot_be_read_says_why(
    tmp_path: Path, text: str, collection: JsonCollection | None, expected: str
) -> None:
    assert rule(tmp_path, text.encode(), "a.json", collection=collection) == expected


def test_a_place_without_any_text_is_named(tmp_path: Path) -> None:
    data = b'[{"a": "Meer bomen."}, {"a": "Minder stenen.", "c": ""}]'
    places = JsonCollection(text=("a", "b.naam", "c"))
    document = read(tmp_path, data, "keuzes.json", collection=places)
    assert noticed(document) == tuple(
        f"Geen enkel onderdeel heeft tekst op de plaats {place}; kijk text na onder "
        "[collection] in de declaratie."
        for place in ("b.naam", "c")
    )


def test_a_path_leads_through_lists(tmp_path: Path) -> None:
    data = b"""{"punten": [
        {"kop": [{"tekst": "Opening"}], "stukken": []},
        {"kop": [{"tekst": "Dijk"}, {"tekst": "Gemaal"}, 7],
         "stukken": [{"delen": [{"naam": "Brief"}]}, {"delen": [{"naam": "Nota"}]}]}
    ]}"""
    places = JsonCollection(text=("kop.tekst", "stukken.delen.naam"), records="punten")
    document = read(tmp_path, data, "raad.json", collection=places)
    texts = [text for _, text in shown(document)]
    assert texts == ["Opening", "Dijk", "Gemaal", "Brief", "Nota"]


def test_a_recorded_meeting_of_notubiz_is_read_by_the_documented_paths(
    tmp_path: Path,
) -> None:
    data = (SHARED / "data/api/ori/notubiz_meeting_amsterdam.json").read_bytes()
    blocks = _OPEN_DATA.read_text(encoding="utf-8").split("```toml\n")[1:]
    (told,) = [b.split("```")[0] for b in blocks if "agenda_items" in b]
    declared = declaration_from_toml(told, where="vergaderingen.toml")
    assert isinstance(declared, DocumentsSource)
    document = read(tmp_path, data, "raad.json", collection=declared.collection)
    points = [
        attribute["value"]
        for point in json.loads(data)["agenda_items"]
        for attribute in point["type_data"]["attributes"]
    ]
    assert len(points) > 40
    joined = " ".join(document.text.split())
    assert [p for p in points if " ".join(p.split()) not in joined] == []
    assert "Definitief verslag" not in joined
    assert "Conceptverslag FIN 18-01-2018.doc" in joined


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kies <b>meer groen</b> &amp; rust.", ["Kies meer groen & rust."]),
        ("caf&eacute; aan de&nbsp;kade &#8211; open", ["café aan de kade – open"]),
        ("CO<sub>2</sub> omlaag", ["CO2 omlaag"]),
        ("Een <i>zin</i>.\nNog een.", ["Een zin.", "Nog een."]),
        ("Eerst.<br/>Dan <em>dit</em>.", ["Eerst.", "Dan dit."]),
        (
            "&lt;p&gt;Wij willen &lt;b&gt;rust&lt;/b&gt;.&lt;/p&gt;",
            ["Wij willen rust."],
        ),
        ("Tekst.<script>var a = 1;</script><style>p {}</style>", ["Tekst."]),
        ("3 < 5 en 7 > 6 & AT&T;", ["3 < 5 en 7 > 6 & AT&T;"]),
    ],
)
def test_markup_in_a_record_is_read_as_text(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    data = json.dumps([{"naam": text, "tekst": text}]).encode()
    where = JsonCollection(title="naam", text=("tekst",))
    document = read(tmp_path, data, "a.json", collection=where)
    told = shown(document)
    assert told[0] == ("heading", " ".join(expected))
    assert [paragraph for _, paragraph in told[1:]] == expected


def test_what_follows_a_chapter_is_no_part_of_it(tmp_path: Path) -> None:
    text = """<Besluit><Lichaam><Hoofdstuk><Kop><Nummer>1</Nummer>
    <Opschrift>Bomen</Opschrift></Kop><Al>In het begin.</Al><Artikel><Kop>
    <Label>Artikel</Label><Nummer>1.1</Nummer></Kop><Al>In een artikel.</Al>
    <Tussenkop>Kappen</Tussenkop><Al>Onder een tussenkop.</Al></Artikel>
    <Al>Weer in het hoofdstuk.</Al></Hoofdstuk></Lichaam>
    <Sluiting><Al>Aldus vastgesteld.</Al></Sluiting></Besluit>"""
    document = read(tmp_path, text.encode(), "a.xml")
    sections = {
        text: passage.section
        for (_, text), passage in zip(shown(document), document.passages, strict=True)
    }
    assert sections["In een artikel."] == "1 Bomen › Artikel 1.1"
    assert sections["Onder een tussenkop."] == "1 Bomen › Artikel 1.1 › Kappen"
    assert sections["Weer in het hoofdstuk."] == "1 Bomen"
    assert sections["Aldus vastgesteld."] == ""


def test_terms_stand_before_what_they_mean(tmp_path: Path) -> None:
    text = """<Besluit><Al>Begrippen.</Al><Begrippenlijst><Begrip><Term>boom</Term>
    <Definitie><Al>houtig gewas,</Al><Al>ouder dan tien jaar</Al></Definitie></Begrip>
    </Begrippenlijst><al>Zie<noot><noot.nr>1</noot.nr><noot.al>Artikel 7.</noot.al>
    </noot>.</al></Besluit>"""
    document = read(tmp_path, text.encode(), "a.xml")
    assert [text for _, text in shown(document)] == [
        "Begrippen.",
        "boom: houtig gewas, ouder dan tien jaar",
        "Zie.",
        "Artikel 7.",
    ]


def test_a_table_or_list_in_a_paragraph_is_one(tmp_path: Path) -> None:
    text = """<regeling><artikel><kop><label>Artikel</label><nr>1</nr></kop>
    <al>De leges zijn:<lijst><li><li.nr>a.</li.nr><al>voor eiken</al></li></lijst></al>
    <al><table><tgroup><thead><row><entry>Soort</entry><entry>Leges</entry></row></thead>
    <tbody><row><entry>eik</entry><entry>50</entry></row></tbody></tgroup></table></al>
    </artikel></regeling>"""
    document = read(tmp_path, text.encode(), "a.xml")
    assert shown(document)[1:] == [
        ("paragraph", "De leges zijn:"),
        ("list_item", "a. voor eiken"),
        ("table_row", "Soort | Leges"),
        ("table_row", "Soort: eik; Leges: 50"),
    ]


_NOTE = "<noot><noot.nr>1</noot.nr><noot.al>Artikel 7.</noot.al></noot>"


@pytest.mark.parametrize(
    ("inside", "after"),
    [
        (
            f"<lijst><li><li.nr>a.</li.nr><al>wonen{_NOTE};</al></li></lijst>",
            [("list_item", "a. wonen;"), ("footnote", "Artikel 7.")],
        ),
        (
            "<table><tgroup><tbody><row><entry><al>Kern</al></entry><entry><al>Oost"
            f"{_NOTE}</al></entry></row></tbody></tgroup></table>",
            [("table_row", "Kern | Oost 1 Artikel 7.")],
        ),
        (f"<nadruk>de wet{_NOTE}</nadruk>.", [("footnote", "Artikel 7.")]),
    ],
)
def test_a_note_in_what_a_paragraph_holds_is_given_once(
    tmp_path: Path, inside: str, after: list[tuple[str, str]]
) -> None:
    xml = f"<Besluit><kop><titel>Besluit</titel></kop><al>Zie {inside}</al></Besluit>"
    document = read(tmp_path, xml.encode(), "a.xml")
    assert shown(document)[2:] == after
