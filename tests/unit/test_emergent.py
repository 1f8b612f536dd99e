"""Invented texts with known subjects in, the themes that must rise from them out."""

import random
from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.identifiers import stable_id
from nlp.emergent.chunks import ChunkFinder
from nlp.emergent.counting import grouping_weights
from nlp.emergent.find_topics import (
    FEWEST_TEXTS,
    Earlier,
    Emerged,
    TextToGroup,
    find_emergent_themes,
)
from nlp.emergent.stable_ids import matched_ids
from nlp.emergent.word_classes import shipped_word_classes

SUBJECTS = {
    "hondenpoep": (
        "Hondenpoep ligt overal op het grasveld.",
        "De hondenpoep op het grasveld is vies voor de kinderen.",
        "Er komen geen afvalbakken voor hondenpoep bij het grasveld.",
        "Ruim de hondenpoep op, het grasveld is geen toilet.",
    ),
    "vuurwerk": (
        "Het vuurwerk met de jaarwisseling maakt te veel lawaai.",
        "Verbied vuurwerk, het lawaai duurt de hele nacht.",
        "Door vuurwerk en lawaai slaan de paarden op hol.",
        "Lawaai van vuurwerk is een ramp voor paarden.",
    ),
    "bibliotheek": (
        "De bibliotheek heeft te weinig boeken en gaat te vroeg dicht.",
        "Boeken lenen in de bibliotheek is te duur.",
        "Zonder bibliotheek lezen kinderen geen boeken.",
        "De bibliotheek met boeken moet ook in het weekend open.",
    ),
}


def id_of(terms: tuple[str, ...]) -> str:
    return stable_id("op", *terms)


def texts(
    times: int, *, subjects: Sequence[str] = tuple(SUBJECTS)
) -> list[TextToGroup]:
    return [
        TextToGroup(passage_id=f"{subject}-{place:03}", text=sentences[place % 4])
        for subject, sentences in SUBJECTS.items()
        if subject in subjects
        for place in range(times)
    ]


def subject_of(emerged: Emerged) -> dict[str, set[str]]:
    """The planted subjects of the passages of each theme."""
    return {
        theme.theme_id: {passage.split("-")[0] for passage, _ in theme.passages}
        for theme in emerged.themes
    }


def as_earlier(emerged: Emerged) -> Earlier:
    placed: Mapping[str, str] = {
        passage: theme.theme_id
        for theme in emerged.themes
        for passage, _ in theme.passages
    }
    return Earlier(
        terms={
            theme.theme_id: {term.term: term.weight for term in theme.terms}
            for theme in emerged.themes
        },
        theme_of=dict.fromkeys(emerged.left_over, "") | dict(placed),
    )


def test_few_texts_give_the_subjects_they_are_about() -> None:
    emerged = find_emergent_themes(texts(8), id_of=id_of)
    assert sorted(map(sorted, subject_of(emerged).values())) == [
        ["bibliotheek"],
        ["hondenpoep"],
        ["vuurwerk"],
    ]
    for theme in emerged.themes:
        (subject,) = subject_of(emerged)[theme.theme_id]
        assert subject in {term.label for term in theme.terms[:2]}


def test_many_texts_are_divided_without_mixing_subjects() -> None:
    emerged = find_emergent_themes(texts(80), id_of=id_of)
    assert all(len(found) == 1 for found in subject_of(emerged).values())
    assert set.union(*subject_of(emerged).values()) == set(SUBJECTS)


def test_under_the_least_number_of_texts_everything_is_left_over() -> None:
    few = texts(8)[: FEWEST_TEXTS - 1]
    emerged = find_emergent_themes(few, id_of=id_of)
    assert not emerged.themes
    assert len(emerged.left_over) == FEWEST_TEXTS - 1


@settings(max_examples=15)
@given(st.lists(st.sampled_from(sum(SUBJECTS.values(), ())), max_size=60))
def test_nobody_falls_out(said: list[str]) -> None:
    asked = [
        TextToGroup(passage_id=f"p{place:03}", text=text)
        for place, text in enumerate(said)
    ]
    emerged = find_emergent_themes(asked, id_of=id_of)
    placed = [passage for theme in emerged.themes for passage, _ in theme.passages]
    assert sorted([*placed, *emerged.left_over]) == [each.passage_id for each in asked]


def test_the_order_of_the_texts_changes_nothing() -> None:
    for times in (8, 80):
        asked = texts(times)
        shuffled = random.Random(4).sample(asked, k=len(asked))
        first = find_emergent_themes(asked, id_of=id_of)
        assert find_emergent_themes(shuffled, id_of=id_of) == first


def test_more_texts_keep_the_ids_and_leave_the_others_where_they_were() -> None:
    before = find_emergent_themes(texts(8), id_of=id_of)
    more = find_emergent_themes(texts(9), id_of=id_of, earlier=as_earlier(before))
    assert {t.theme_id for t in more.themes} == {t.theme_id for t in before.themes}
    now = as_earlier(more).theme_of
    assert all(now[p] == old for p, old in as_earlier(before).theme_of.items())
    assert set(more.left_over) <= set(before.left_over)


def test_a_new_subject_among_the_new_texts_gets_a_theme_of_its_own() -> None:
    known = ("hondenpoep", "bibliotheek")
    before = find_emergent_themes(texts(16, subjects=known), id_of=id_of)
    grown = texts(16, subjects=known) + texts(6, subjects=("vuurwerk",))
    after = find_emergent_themes(grown, id_of=id_of, earlier=as_earlier(before))
    assert {"vuurwerk"} in subject_of(after).values()
    assert {t.theme_id for t in before.themes} < {t.theme_id for t in after.themes}


def test_what_the_codebook_has_is_no_emergent_theme() -> None:
    asked = [
        TextToGroup(
            passage_id=each.passage_id, text=each.text, taken=((0, len(each.text)),)
        )
        if each.passage_id.startswith("vuurwerk")
        else each
        for each in texts(8)
    ]
    emerged = find_emergent_themes(asked, id_of=id_of)
    assert {"vuurwerk"} not in subject_of(emerged).values()
    assert sum(p.startswith("vuurwerk") for p in emerged.left_over) == 8


def test_mentions_point_at_their_term_in_the_text() -> None:
    asked = {each.passage_id: each.text for each in texts(8)}
    for theme in find_emergent_themes(texts(8), id_of=id_of).themes:
        labels = {term.term: term.label for term in theme.terms}
        for mention in theme.mentions:
            text = asked[mention.passage_id]
            said = text[mention.start_offset : mention.end_offset].lower()
            assert said[:4] == labels[mention.term][:4]


def forms(text: str, **taken: tuple[tuple[int, int], ...]) -> list[str]:
    found = ChunkFinder(shipped_word_classes()).find_chunks(text, **taken)
    return [chunk.form for chunk in found]


def test_a_chunk_is_a_noun_with_its_adjective() -> None:
    assert forms("Er liggen losse stoeptegels in het park.") == [
        "stoeptegels",
        "losse stoeptegels",
        "park",
    ]


def test_parts_of_a_compound_and_adjectives_are_hints() -> None:
    finder = ChunkFinder(shipped_word_classes())
    found = finder.find_chunks("Te dure huurwoningen.")
    assert [(chunk.term, chunk.hints) for chunk in found] == [
        ("huurwoning", ("hur", "woning")),
        ("dur huurwoning", ("dur",)),
    ]


def test_texts_that_share_only_a_part_of_their_words_come_together() -> None:
    words = ("huurwoning", "woningtekort", "starterswoningen", "woningruil")
    asked = [
        TextToGroup(passage_id=f"h{n:02}", text=f"Er is een {words[n % 4]}.")
        for n in range(12)
    ] + [
        TextToGroup(passage_id=f"v{n:02}", text=SUBJECTS["vuurwerk"][n % 4])
        for n in range(12)
    ]
    finder = ChunkFinder(shipped_word_classes())
    chunks = [finder.find_chunks(text.text) for text in asked]
    weights = grouping_weights(chunks, least_spread=2)
    alike = (weights @ weights.T).toarray()
    assert alike[0, 1] > 0
    assert alike[0, 12:].max() == 0


def test_names_and_marks_are_no_terms() -> None:
    finder = ChunkFinder(shipped_word_classes())
    found = finder.find_chunks("Ik sprak met Jan Pietersen en [naam] over de school.")
    assert [chunk.form for chunk in found if chunk.is_name] == ["Jan Pietersen"]
    assert [chunk.form for chunk in found if chunk.term] == ["school"]


def test_nothing_is_found_inside_a_taken_span() -> None:
    text = "De school en de speeltuin."
    assert forms(text, taken=((3, 9),)) == ["speeltuin"]


def test_a_name_in_one_theme_goes_to_the_theme_most_like_it() -> None:
    earlier = {"op-a": {"x": 1.0, "y": 0.5}, "op-b": {"z": 1.0}}
    found = [{"z": 0.9, "w": 0.1}, {"x": 1.0, "y": 0.4}, {"v": 1.0}]
    ids = matched_ids(found, earlier, id_of=id_of)
    assert ids == ["op-b", "op-a", id_of(("v",))]


def test_two_new_themes_never_share_an_id() -> None:
    ids = matched_ids([{"x": 1.0}, {"x": 1.0}], {}, id_of=id_of)
    assert len(set(ids)) == 2
