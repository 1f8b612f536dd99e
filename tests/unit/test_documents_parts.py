"""Words, lines and blocks in, the small rules of reading checked one by one."""

from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.texts import DocumentText, PassageKind
from sources.documents import language
from sources.documents.blocks import Block, clean_text, document_from_blocks
from sources.documents.encodings import decoded, repaired_text
from sources.documents.hyphens import joined_lines
from sources.documents.language import document_language, language_of
from sources.documents.limits import ReadingLimits
from sources.documents.markers import (
    can_be_title,
    heading_depth,
    is_enumerated,
    without_bullet,
    without_leaders,
)
from sources.documents.one_file import read_file
from sources.documents.refusals import DocumentRefused
from sources.documents.wire import packed, unpacked
from tests.doors.reading import noticed


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["informatievoor-", "ziening"], "informatievoorziening"),
        (["informatievoor\ufffe", "ziening"], "informatievoorziening"),
        (["de zorg-", "en welzijnssector"], "de zorg- en welzijnssector"),
        (["korte-", "of lange termijn"], "korte- of lange termijn"),
        (["in Zeeuws-", "Vlaanderen"], "in Zeeuws-Vlaanderen"),
        (["CO2\ufffe", "uitstoot"], "CO2-uitstoot"),
        (["het RES-", "bod"], "het RES-bod"),
        (["een media\ufffe", "aanbod"], "een media-aanbod"),
        (["2016-", "2021"], "2016-2021"),
        (["een plan -", "dat is het - werkt"], "een plan - dat is het - werkt"),
        (["gewone", "regels"], "gewone regels"),
        (["ver\u00ad", "deling"], "verdeling"),
        (["de minister-", "president en"], "de minister-president en"),
        (["de minister-", "raad besluit"], "de ministerraad besluit"),
        (["voor e-", "bikes"], "voor e-bikes"),
        (["op de T\ufffe", "splitsing"], "op de T-splitsing"),
        (["een oud-", "wethouder"], "een oud-wethouder"),
        (["de oud-", "ste boom"], "de oudste boom"),
        (["elke ex-", "partner"], "elke ex-partner"),
        (["een ex-", "pert"], "een expert"),
        (["de niet-", "leden"], "de niet-leden"),
        (["maar niet-", "temin"], "maar niettemin"),
        (["een non-", "profit"], "een non-profit"),
        (["de vice\x02", "voorzitter"], "de vice-voorzitter"),
        (["met co-", "creatie"], "met co-creatie"),
        (["de co-", "alitie"], "de coalitie"),
        (["de kandidaat-", "stelling"], "de kandidaatstelling"),
        (["de secretaris-", "generaal"], "de secretaris-generaal"),
        (["de PvdA\ufffe", "fractie"], "de PvdA-fractie"),
        (["de auto\ufffe", "industrie"], "de auto-industrie"),
        (["een radio\ufffe", "uitzending"], "een radio-uitzending"),
        (["de data\ufffe", "economie"], "de data-economie"),
        (["het programma\ufffe", "uitvoeringsplan"], "het programma-uitvoeringsplan"),
        (["een mini\ufffe", "enquête"], "een mini-enquête"),
        (["de bio\ufffe", "brandstof"], "de biobrandstof"),
        (["het materi\ufffe", "eel"], "het materieel"),
        (["het muse\ufffe", "um"], "het museum"),
        (["de zee\ufffe", "egel"], "de zee-egel"),
        (["en be\ufffe", "eindigde"], "en beëindigde"),
        (["de ge\ufffe", "evalueerde"], "de geëvalueerde"),
        (["hij be\ufffe", "invloedt"], "hij beïnvloedt"),
        (["goed ge\ufffe", "informeerd"], "goed geïnformeerd"),
        (["is ge\ufffe", "uniformeerd"], "is geüniformeerd"),
        (["zorg ge\ufffe", "uit"], "zorg geuit"),
        (["een ge\ufffe", "ijkte"], "een geijkte"),
        (["is mee-ge\ufffe", "evalueerd"], "is mee-geëvalueerd"),
        (["de co\ufffe", "operatie"], "de coöperatie"),
        (["een co\ufffe", "ordinator"], "een coördinator"),
        (["een re\ufffe", "eel plan"], "een reëel plan"),
    ],
)
def test_joined_lines(lines: list[str], joined: str) -> None:
    assert joined_lines(lines) == joined


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        ("1 Inleiding", 1),
        ("1.2 Doel", 2),
        ("3.1. Roadmap", 2),
        ("Hoofdstuk 2 – Toelichting", 1),
        ("Artikel 3. Steunfractieleden", 3),
        ("Bijlage B", 1),
        ("2016 was een goed jaar", 0),
        ("Artikelen over water", 0),
        ("Inleiding", 0),
    ],
)
def test_heading_depth(text: str, depth: int) -> None:
    assert heading_depth(text) == depth


def test_marks_of_lists() -> None:
    assert without_bullet("• punt") == ("punt", True)
    assert without_bullet("\uf0b7 punt") == ("punt", True)
    assert without_bullet("o tweede") == ("tweede", True)
    assert without_bullet("-10 graden") == ("-10 graden", False)
    assert is_enumerated("a) eerste")
    assert is_enumerated("1. eerste")
    assert not is_enumerated("1.200 euro")
    assert without_leaders("1.2 Doel ........ 7") == "1.2 Doel 7"


def test_invisible_characters_go() -> None:
    assert clean_text("a\u00adb\u200bc \x00 d\ufeff\n e\u0301") == "abc d é"


def test_sections_titles_and_empty_blocks() -> None:
    read = document_from_blocks(
        [
            Block(kind=PassageKind.HEADING, text="1 Een", level=1),
            Block(kind=PassageKind.HEADING, text="1.1 Twee", level=2),
            Block(kind=PassageKind.PARAGRAPH, text="Tekst."),
            Block(kind=PassageKind.PARAGRAPH, text=" |---|---| "),
            Block(kind=PassageKind.HEADING, text="2 Drie", level=1),
        ],
        format_name="text",
    )
    assert [p.section for p in read.passages] == ["", "1 Een", "1 Een › 1.1 Twee", ""]
    assert read.text == "1 Een\n\n1.1 Twee\n\nTekst.\n\n2 Drie"
    assert read.title == "1 Een"


def test_no_text_is_never_success() -> None:
    with pytest.raises(DocumentRefused) as refused:
        document_from_blocks([], format_name="text")
    assert refused.value.rule == "no_text"


def test_long_paragraphs_are_split_at_sentence_ends() -> None:
    sentence = "Dit is een zin over de opgaven van de regio. "
    block = Block(kind=PassageKind.PARAGRAPH, text=sentence * 100)
    read = document_from_blocks([block], format_name="text")
    texts = [read.text[p.start_offset : p.end_offset] for p in read.passages]
    assert all(len(text) <= 1_500 and text.endswith("regio.") for text in texts)
    assert " ".join(texts) == (sentence * 100).strip()


@given(st.lists(st.text(max_size=4_000), max_size=6))
def test_every_passage_is_where_it_says(texts: list[str]) -> None:
    blocks = [Block(kind=PassageKind.PARAGRAPH, text=text) for text in texts]
    try:
        read = document_from_blocks(blocks, format_name="text")
    except DocumentRefused:
        return
    pieces = [read.text[p.start_offset : p.end_offset] for p in read.passages]
    assert "\n\n".join(pieces) == read.text
    assert all(piece == piece.strip() and "\n" not in piece for piece in pieces)
    assert unpacked(packed(read)) == read


@pytest.mark.parametrize(
    "data",
    [
        "café".encode(),
        "café".encode("utf-8-sig"),
        "café".encode("utf-16"),
        "een café in de stad".encode("utf-16-le"),
        "café".encode("cp1252"),
    ],
)
def test_encodings(data: bytes) -> None:
    assert "café" in decoded(data).text


def test_guessed_and_repaired_are_told() -> None:
    assert "cp1252" in noticed(decoded("café".encode("cp1252")))[0]
    found = decoded("cafÃ© en â‚¬ 10 en Zeeuwsâ€™ land".encode())
    assert found.text == "café en € 10 en Zeeuws’ land"
    assert noticed(found)[0].startswith("Op 3 plaatsen")
    once = decoded("Één cafÃ© in de wijk".encode())
    assert noticed(once)[0].startswith("Op 1 plaats stonden")


_SENTENCE = (
    "Eén café met coöperatie kreeg 5° ruïne, één scenario’s: “prima” – à la carte."
)


@pytest.mark.parametrize(
    ("encoding", "text", "told"),
    [
        ("cp1252", _SENTENCE, "Windows"),
        ("cp1252", "IDEEËN VAN ÉÉN CAFÉ… en 1½ van € 5", "Windows"),
        ("cp1252", "Fryslân hat skûtsjes; Curaçao, Straße, Malmö", "Windows"),
        ("iso8859-15", "Voor € 5 één café in de Coöperatiestraat", "Latin-9"),
        ("cp850", "één café met coöperatie aan de ruïne", "DOS"),
        ("cp858", "één café van € 5", "DOS"),
        ("mac-roman", _SENTENCE, "Mac"),
        ("mac-roman", "één café met coöperatie", "Mac"),
    ],
)
def test_the_encoding_is_that_in_which_signs_stand_well(
    encoding: str, text: str, told: str
) -> None:
    found = decoded(text.encode(encoding))
    assert found.text == text
    assert told in noticed(found)[0]


@pytest.mark.parametrize("times", [1, 2, 3])
def test_what_was_encoded_more_than_twice_is_mended(times: int) -> None:
    text = broken = "één café met coöperatie’s"
    for _ in range(times):
        broken = broken.encode().decode("cp1252")
    mended, count = repaired_text(broken)
    assert mended == text
    assert count == (5 if times == 1 else 4)


def test_right_accents_stay() -> None:
    text = "Ê, Â en ã: São Paulo, crème brûlée, één façade, Ångström, «À propos», CAFÉ…"
    assert repaired_text(text) == (text, 0)


@pytest.mark.parametrize(
    ("broken", "text", "count"),
    [
        ("In deÂStructuurvisie, opÂ22,5 meterÂafstand", None, 3),
        ("cafÃ© | Brakel Â | 45", "café | Brakel | 45", 2),
        (
            "cafÃ© **visie**Â**staat** 5Â miljoen",
            "café **visie** **staat** 5 miljoen",
            3,
        ),
        ("cafÃ© Ã la carte", "café à la carte", 2),
        ("De Âlde Feanen, Â en PÂTÉ", "De Âlde Feanen, Â en PÂTÉ", 0),
        ("cafÃ© in De Âlde Feanen", "café in De Âlde Feanen", 1),
    ],
)
def test_a_loose_first_byte_is_a_space(
    broken: str, text: str | None, count: int
) -> None:
    assert repaired_text(broken) == (text or broken.replace("Â", " "), count)


def test_what_may_still_be_broken_is_told() -> None:
    _, left = noticed(decoded("cafÃ© in De Âlde Feanen".encode()))
    assert left.startswith("Op 1 plaats staat nog")
    assert len(noticed(decoded("cafÃ© Â, JOÃO".encode()))) == 1
    assert noticed(decoded("De Âlde Feanen".encode())) == ()


def test_binary_is_no_text() -> None:
    with pytest.raises(DocumentRefused):
        decoded(b"abc\x00\x00\x01\x02" * 50)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("De gemeenteraad besluit over het nieuwe bestemmingsplan.", "nl"),
        ("The council decides on the new zoning plan of the city.", "en"),
        ("Der Stadtrat entscheidet über den neuen Bebauungsplan der Stadt.", "de"),
        # French is none of the languages that are told, nor taken for one of them.
        ("Le conseil municipal décide du nouveau plan de la ville.", "unknown"),
        ("It bestjoer hat sein dat de minsken yn Fryslân it wetter skjin wolle.", "fy"),
        ("Drie woorden slechts", "unknown"),
        ("Fryslân vitaal, leefbaar en bereikbaar houden;", "unknown"),
        ("Tabel 4.4 Resultaten quickscan flora en fauna (bron; Eco)", "unknown"),
        ("Penitentiair Psychiatrisch Centrum (PPC)", "unknown"),
        ("Use case nummer + versienummer", "unknown"),
        ("Mear wetter yn de sleatten is better foar de greidefûgels.", "fy"),
        ("1 2 3 4 5 6", "unknown"),
        ("Oost | 10 | 20 | 30", "unknown"),
        ("Kern | Aantal | Toelichting", "unknown"),
        ("Zon | 50 MW | 2030", "unknown"),
        ("Рада ухвалила новий план розвитку міста сьогодні.", "unknown"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "usual", "language"),
    [
        ("Wonen en werken in Best, vitaal", "nl", "nl"),
        ("Perspectief voor de zorg", "nl", "nl"),
        ("Use case nummer + versienummer", "nl", "unknown"),
        ("The council decides on the new zoning plan of the city.", "nl", "en"),
        ("De gemeenteraad besluit over het nieuwe bestemmingsplan.", "en", "nl"),
        ("Drie woorden slechts", "nl", "unknown"),
    ],
)
def test_a_passage_needs_less_to_be_in_the_language_of_its_document(
    text: str, usual: str, language: str
) -> None:
    assert language_of(text, usual=usual) == language


def test_a_document_in_french_is_in_none_of_the_languages() -> None:
    french = "Le conseil municipal décide du nouveau plan de la ville. " * 5
    blocks = [
        Block(kind=PassageKind.PARAGRAPH, text="This is the summary of the plan."),
        Block(kind=PassageKind.PARAGRAPH, text=french),
    ]
    read = document_from_blocks(blocks, format_name="text")
    assert document_language(read) == "unknown"


def test_the_language_of_a_document_is_that_of_most_of_it() -> None:
    dutch = "De regio werkt samen aan schoon water en aan nieuwe woningen. " * 5
    blocks = [
        Block(kind=PassageKind.PARAGRAPH, text="This is the summary of the plan."),
        Block(kind=PassageKind.PARAGRAPH, text=dutch),
    ]
    read = document_from_blocks(blocks, format_name="text")
    assert document_language(read) == "nl"


def test_the_language_is_known_once_the_rest_cannot_change_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = ["unknown", "en", "nl", "nl", "nl", "nl", "fy", "fy"]
    asked: list[str] = []

    def likely(text: str) -> str:
        asked.append(text)
        return told[len(asked) - 1]

    monkeypatch.setattr(language, "_likely", likely)
    blocks = [Block(kind=PassageKind.PARAGRAPH, text=f"Tekst {at}.") for at in range(8)]
    read = document_from_blocks(blocks, format_name="text")
    assert document_language(read) == "nl"
    assert len(asked) == 6


def test_limits_are_those_of_the_house() -> None:
    limits = ReadingLimits()
    assert limits.file_bytes == 100 * 2**20
    assert limits.unpacked_bytes == 200 * 2**20
    assert (limits.unpacked_ratio, limits.entries) == (100, 5_000)


def test_a_heading_nobody_would_write_is_a_paragraph_and_no_title() -> None:
    blocks = [
        Block(kind=PassageKind.HEADING, text="groei " * 5_000, level=1),
        Block(kind=PassageKind.PARAGRAPH, text="De regio groeit."),
    ]
    read = document_from_blocks(blocks, format_name="text", title="kop " * 5_000)
    assert len(read.title) <= 300
    assert {(span.kind, span.section) for span in read.passages} == {
        (PassageKind.PARAGRAPH, "")
    }


def test_the_day_of_a_text_does_not_name_it() -> None:
    blocks = [
        Block(kind=PassageKind.HEADING, text="Vastgesteld op 9 maart 2016", level=2),
        Block(kind=PassageKind.HEADING, text="Waterplan", level=1),
    ]
    assert document_from_blocks(blocks, format_name="text").title == "Waterplan"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Waterplan 2030", True),
        ("Besloten vergadering van de raad", True),
        ("Vastgestelde notulen", True),
        ("Vastgesteld door de raad", False),
        ("Aldus besloten op 3 mei", False),
        ("Versie 2.1", False),
        ("Datum: 3 mei 2024", False),
    ],
)
def test_what_can_be_a_title(line: str, expected: bool) -> None:
    assert can_be_title(line) is expected


def test_a_cover_names_a_word_file_whose_first_heading_is_its_day(
    tmp_path: Path,
) -> None:
    document = docx.Document()
    document.add_paragraph("Waterbeheerplan")
    document.add_heading("Vastgesteld door de Verenigde Vergadering", level=2)
    document.add_heading("Inleiding", level=2)
    document.core_properties.title = ""
    path = tmp_path / "plan.docx"
    document.save(path)
    read = read_file(path, name="plan.docx", limits=ReadingLimits())
    assert isinstance(read, DocumentText)
    assert read.title == "Waterbeheerplan"
