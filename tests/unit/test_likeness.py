"""Two texts are one document when only their form differs, and never two versions."""

import re
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.texts import PassageKind
from transforms.aligned_words import gaps_between
from transforms.likeness import are_one_document, wording_of, words_of
from transforms.quantities import parts_with_signs
from transforms.sketches import may_be_alike, sketch_of

HEADING, PARAGRAPH = PassageKind.HEADING, PassageKind.PARAGRAPH
ITEM, ROW = PassageKind.LIST_ITEM, PassageKind.TABLE_ROW
Passages = list[tuple[str, str]]
PLAN: Passages = [
    (HEADING, "Meer ruimte voor water"),
    (PARAGRAPH, "Het waterschap legt voor 2030 twaalf hectare natte natuur aan."),
    (HEADING, "Natuur en landbouw"),
    (PARAGRAPH, "Boeren krijgen een vergoeding van 340 euro per hectare per jaar."),
    (ITEM, "drie gemalen langs de dijk"),
    (ROW, "Gemaal | Capaciteit in kuub"),
    (PARAGRAPH, "De raad stemt in met dit programma en de begroting."),
]
CONTENTS: Passages = [
    (HEADING, "Inhoud"),
    (ITEM, "1 Meer ruimte voor water 3"),
    (ITEM, "2 Natuur en landbouw 4"),
]


def _same(first: Passages, second: Passages) -> bool:
    one, other = wording_of(first), wording_of(second)
    assert are_one_document(one, other) == are_one_document(other, one)
    return are_one_document(one, other)


def _with(place: int, kind: str, text: str) -> Passages:
    return [*PLAN[:place], (kind, text), *PLAN[place + 1 :]]


def test_names_before_values_are_form() -> None:
    names = (ROW, "Gemaal | Capaciteit in kuub | Jaar")
    bare = [names, (ROW, "Tiendkade | 120 | 2030"), (ROW, "Zijlpad | 40")]
    told = [
        names,
        (ROW, "Gemaal: Tiendkade; Capaciteit in kuub: 120; Jaar: 2030"),
        (ROW, "Gemaal: Zijlpad; Capaciteit in kuub: 40"),
    ]
    other = [*told[:2], (ROW, "Gemaal: Zijlpad; Capaciteit in kuub: 400")]
    contents = [(ROW, "Bijlage 3: | Afkortingen | 53")]
    assert wording_of(contents).words == ("bijlage", "3", "afkortingen", "53")
    assert wording_of(told).words == wording_of(bare).words
    assert _same([*PLAN, *bare], [*PLAN, *told])
    assert not _same([*PLAN, *bare], [*PLAN, *other])


def test_words_alone_are_those_of_the_wording() -> None:
    rows = [(ROW, "Kern | Aantal"), (ROW, "Kern: Oost; Aantal: 12"), (ITEM, "…")]
    assert tuple(words_of([*PLAN, *rows])) == wording_of([*PLAN, *rows]).words


def test_names_over_two_rows_are_form() -> None:
    names = [(ROW, "2023 | 2024"), (ROW, "Thema | plan | feit | plan | feit")]
    bare = [*names, (ROW, "Wonen | 1 | 2 | 10 | 20")]
    row = "Thema: Wonen; 2023 – plan: 1; 2023 – feit: 2; 2024 – plan: 10; "
    told = [*names, (ROW, f"{row}2024 – feit: 20")]
    assert wording_of(told).words == wording_of(bare).words


@pytest.mark.parametrize(
    "form",
    [
        pytest.param([*CONTENTS, *PLAN], id="contents"),
        pytest.param(_with(0, HEADING, "1 Meer ruimte voor water"), id="number"),
        pytest.param(
            _with(1, PARAGRAPH, PLAN[1][1].replace("natuur", "na tuur")), id="space"
        ),
        pytest.param(
            _with(3, PARAGRAPH, PLAN[3][1].replace("vergoeding", "vergoeding1")),
            id="note",
        ),
        pytest.param(
            [*PLAN[:2], (PARAGRAPH, "Foto gemaal Tiendkade"), *PLAN[2:]], id="caption"
        ),
        pytest.param([*PLAN[:1], *PLAN[2:], PLAN[1]], id="moved"),
        pytest.param(
            [*PLAN[:1], (PARAGRAPH, f"{PLAN[1][1]} {PLAN[3][1]}"), PLAN[2], *PLAN[4:]],
            id="cut elsewhere",
        ),
    ],
)
def test_a_form_adds_and_moves_but_says_the_same(form: Passages) -> None:
    assert _same(PLAN, form)


@pytest.mark.parametrize(
    ("place", "kind", "text"),
    [
        (1, PARAGRAPH, PLAN[1][1].replace("2030", "2035")),
        (1, PARAGRAPH, PLAN[1][1].replace("twaalf", "acht")),
        (3, PARAGRAPH, PLAN[3][1].replace("340", "430")),
        (6, PARAGRAPH, PLAN[6][1].replace("stemt in", "stemt niet in")),
        (4, ITEM, "vier gemalen langs de dijk"),
        (5, ROW, "Gemaal | Vermogen in kilowatt"),
        (0, HEADING, "Minder ruimte voor water"),
    ],
)
def test_another_version_says_something_else(place: int, kind: str, text: str) -> None:
    assert not _same(PLAN, _with(place, kind, text))


@pytest.mark.parametrize(
    ("kind", "with_number", "without"),
    [
        (
            PARAGRAPH,
            "De gemeente bouwt 40 woningen in de kern.",
            "De gemeente bouwt woningen in de kern.",
        ),
        (PARAGRAPH, "Dit geldt per 1 januari.", "Dit geldt per januari."),
        (PARAGRAPH, "Dat kost de regio 12 miljoen.", "Dat kost de regio miljoen."),
        (PARAGRAPH, "Ruim 60% van de wijk is voor.", "Ruim % van de wijk is voor."),
        (ITEM, "40 woningen aan de dijk", "woningen aan de dijk"),
        (ITEM, "bouw van 40 woningen", "bouw van woningen"),
        (HEADING, "De komst van 40 molens", "De komst van molens"),
        (ROW, "Oost | 10 | 20", "Oost | 10"),
        (ROW, "Oost | 10 | 20", "Oost | 20"),
    ],
)
def test_a_number_that_only_one_has_makes_another_version(
    kind: str, with_number: str, without: str
) -> None:
    assert not _same(_with(4, kind, with_number), _with(4, kind, without))
    assert _same(_with(4, kind, with_number), [*CONTENTS, *_with(4, kind, with_number)])


@pytest.mark.parametrize(
    ("kind", "numbered", "bare"),
    [
        (ITEM, "4. woningen aan de dijk", "woningen aan de dijk"),
        (ITEM, "4 Woningen aan de dijk", "Woningen aan de dijk"),
        (ITEM, "a) woningen aan de dijk", "woningen aan de dijk"),
        (HEADING, "Woningen aan de dijk 12", "Woningen aan de dijk"),
        (ROW, "Bijlage | Woningen | 53", "Bijlage | Woningen"),
        # Marks of notes, with a space before them or not.
        (
            PARAGRAPH,
            "Het beleid 1 is nieuw. De raad2 is het eens met het college 3 van nu.",
            "Het beleid is nieuw. De raad is het eens met het college van nu.",
        ),
    ],
)
def test_numbers_of_pages_lists_and_notes_are_form(
    kind: str, numbered: str, bare: str
) -> None:
    assert _same(_with(4, kind, numbered), _with(4, kind, bare))


def test_a_passage_with_a_number_may_move() -> None:
    told = (
        PARAGRAPH,
        "De gemeente bouwt 40 woningen in de kern, waarvan 12 voor huur.",
    )
    assert _same([*PLAN[:1], told, *PLAN[1:]], [*PLAN, told])


@pytest.mark.parametrize("place", [1, 3, 4, 6])
def test_a_passage_that_went_makes_another_version(place: int) -> None:
    assert not _same(PLAN, [*PLAN[:place], *PLAN[place + 1 :]])


def test_a_part_of_a_document_is_not_the_document() -> None:
    whole = [(PARAGRAPH, f"Maatregel {n} kost geld en vraagt tijd.") for n in "abcdef"]
    assert not _same(PLAN, [*PLAN, *whole])


WORDS = st.lists(st.sampled_from("de raad stemt in met het plan van dijk".split()))


@given(WORDS, WORDS)
def test_what_lies_between_gaps_is_equal(first: list[str], second: list[str]) -> None:
    at = there = 0
    for gap in gaps_between(first, second):
        agreed = first[at : gap.first[0]], second[there : gap.second[0]]
        assert "".join(agreed[0]) == "".join(agreed[1])
        at, there = gap.first[1], gap.second[1]
    assert "".join(first[at:]) == "".join(second[there:])


@given(WORDS)
def test_a_text_is_one_document_with_itself_and_alike(words: list[str]) -> None:
    wording = wording_of([(PARAGRAPH, " ".join(words))])
    assert are_one_document(wording, wording)
    sketch = sketch_of(words)
    assert may_be_alike(sketch, sketch, word_counts=(len(words), len(words)))


@given(WORDS)
def test_a_sketch_is_the_lowest_hashes_of_all_runs(words: list[str]) -> None:
    runs = {tuple(words[at : at + 4]) for at in range(max(len(words) - 3, 1))}
    every = {zlib.crc32(" ".join(run).encode()) for run in runs}
    assert sketch_of(iter(words)) == sorted(every)[:64]


def test_the_sketch_of_a_book_takes_no_room() -> None:
    """The words of one of 14 million letters once took 140 MB."""
    tracemalloc.start()
    told = (f"Alinea {n} over het veen en dijk {n}." for n in range(9_999))
    sketch_of(words_of((PARAGRAPH, text) for text in told))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 200_000


@given(st.text(alphabet="aΣ1 \n-−+<≥.,"))
def test_a_text_line_by_line_gives_the_same_words_and_signs(text: str) -> None:
    signed = re.sub(
        r"(?<![\w.,])([+\-−–±](?=\d)|[<>≤≥](?= ?\d))",
        lambda sign: f" sign{ord(sign[1].replace('−', '-').replace('–', '-'))} ",
        text,
    )
    told = "".join(parts_with_signs(text))
    assert told == re.sub(r"\W+", " ", signed).strip().lower()


def test_texts_of_other_words_or_another_length_are_not_compared() -> None:
    one, other = ([f"{sign}{n}" for n in range(200)] for sign in "ab")
    counts = (200, 200)
    assert not may_be_alike(sketch_of(one), sketch_of(other), word_counts=counts)
    assert not may_be_alike(sketch_of(one), sketch_of(one), word_counts=(200, 300))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Het kost 1,5 miljoen euro in drie jaar.",
            "Het kost 15 miljoen euro in drie jaar.",
        ),
        ("De huur stijgt 2,5 procent per jaar.", "De huur stijgt 25 procent per jaar."),
        ("Het tarief is € 2.50 per kuub water.", "Het tarief is € 250 per kuub water."),
        (
            "Het saldo is −2 miljoen aan het eind.",
            "Het saldo is 2 miljoen aan het eind.",
        ),
        ("Er komen +200 woningen in de kern.", "Er komen -200 woningen in de kern."),
        (
            "De norm is <50 decibel aan de gevel.",
            "De norm is >50 decibel aan de gevel.",
        ),
        ("De norm is 10-15 meter uit de kant.", "De norm is 10,15 meter uit de kant."),
    ],
)
def test_another_number_is_another_document(one: str, other: str) -> None:
    assert not _same(_with(1, PARAGRAPH, one), _with(1, PARAGRAPH, other))
    assert _same(_with(1, PARAGRAPH, one), [*CONTENTS, *_with(1, PARAGRAPH, one)])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Er gaat 1.500 euro naar de dorpen toe.",
            "Er gaat 1500 euro naar de dorpen toe.",
        ),
        (
            "Het saldo is −2,5 miljoen euro in 2030.",
            "Het saldo is -2,5 miljoen euro in 2030.",
        ),
        ("Dat kost 3,5 miljoen, zie paragraaf 2.1 hier.",) * 2,
    ],
)
def test_another_way_of_writing_a_number_is_form(one: str, other: str) -> None:
    numbered = [
        (HEADING, "2.1 Natuur en landbouw")
        if kind == HEADING and "landbouw" in text
        else (kind, text)
        for kind, text in _with(1, PARAGRAPH, other)
    ]
    assert _same(_with(1, PARAGRAPH, one), numbered)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Het saldo is −15 miljoen", "Het saldo is 15 miljoen", False),
        ("norm < 50", "norm > 50", False),
        ("Het saldo is −15 miljoen", "het saldo is  -15 miljoen.", True),
        ("van 10 - 15 uur, in 2023-2024", "van 10 – 15 uur; in 2023–2024", True),
    ],
)
def test_files_of_one_text_have_the_same_signs(
    one: str, other: str, is_same: bool
) -> None:
    first, second = ("".join(parts_with_signs(each)) for each in (one, other))
    assert (first == second) == is_same
