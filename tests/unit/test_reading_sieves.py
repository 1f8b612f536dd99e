"""Quick looks in, nothing lost by them out: each gives what the slow way gives."""

import gc
from collections.abc import Iterator
from functools import cache
from itertools import chain

from hypothesis import example, given, settings
from hypothesis import strategies as st

from nlp.capitals import word_list
from nlp.codebook import default_codebook_text, load_codebook
from nlp.denial_words import DenyingWord, Kind, _denying, find_denying_words
from nlp.find_initiatives import InitiativeFinder
from nlp.find_themes import (
    ThemeFinder,
    ThemeHit,
    _apart,
    _Columns,
    _settled,
    _settled_theme,
)
from nlp.initiative_status import STATUS_ORDER, _found_in
from nlp.initiative_words import PLURALS, WORDS_FILE, initiative_words
from nlp.reading import _unswept
from nlp.theme_passing import _CODE_OF_CONTACT, _CONTACT, _SIGN_OF_CONTACT
from nlp.theme_tables import Strength

THEME_WORDS = st.sampled_from(
    "woningen huur natuur water in op het de van wijk stikstof bus openbaar vervoer "
    "betaalbare warmte net vol klimaat aanpak school zorg huis arts fiets pad . , en "
    "Natura 2000 RES recreatie veenweide bodem daling luchthaven woonzorg".split()
)


@cache
def _themes() -> ThemeFinder:
    return ThemeFinder(load_codebook(default_codebook_text()))


def _every_hit(words: list[str]) -> Iterator[ThemeHit]:
    """Everything that words and phrases say, whatever stands beside it."""
    terms, columns = _themes()._terms, _columns(words)
    for at, word in enumerate(words):
        for theme_id, rule, strength in terms.judged[word].judgements:
            start, end = columns.starts[at], columns.ends[at]
            yield ThemeHit(theme_id, start, end, rule, strength)
        for _, _, phrases in terms.judged[word].anchored:
            every = [phrase for _, phrase in phrases]
            yield from _themes()._phrases_at(every, columns, at)


def _columns(words: list[str]) -> _Columns:
    starts = [at * 20 for at, _ in enumerate(words)]
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    return _Columns(words=words, starts=starts, ends=ends, sentences=[1] * len(words))


@given(st.lists(THEME_WORDS, max_size=25))
@settings(max_examples=500, deadline=None)
def test_hits_of_themes_that_count_are_those_settled_from_all(words: list[str]) -> None:
    assert _themes().find_in(_columns(words)) == _settled(list(_every_hit(words)))


SAID = st.sampled_from(
    "is wordt het de een te plan raad in 2026 . , vastgesteld besluit vast stellen "
    "stelde afgerond loopt liep af tot gestart sinds nog niet geen nooit niemand "
    "zonder bezwaar tegen gebrek aan alle goed dan gaat open starten voornemens "
    "idee is-er niet-agrarisch meer nauwelijks".split()
)
SENTENCES = st.lists(SAID, max_size=14).map(" ".join)


def _patterns() -> list[str]:
    """Every pattern about initiatives."""
    words = word_list(WORDS_FILE)
    by_status: dict[str, list[str]] = words["status"]
    others = (words["wishes"]["patterns"], words["imagined"]["patterns"])
    return list(chain(*by_status.values(), *others))


def test_every_cue_begins_at_a_word_so_that_it_is_looked_for_there_alone() -> None:
    assert [each for each in _patterns() if not each.startswith(r"\b")] == []


@given(SENTENCES)
@example("het besluit is vast te stellen en vastgesteld")
@settings(max_examples=500, deadline=None)
def test_cues_found_at_once_are_those_of_each_status(sentence: str) -> None:
    words = initiative_words()
    each = {
        (status, cue.span())
        for status in STATUS_ORDER
        for cue in words.statuses[status].finditer(sentence)
    }
    assert {(status, cue.span()) for status, cue in _found_in(sentence)} == each


@given(SENTENCES, st.integers(0, 40), st.integers(0, 60))
@settings(max_examples=500, deadline=None)
def test_denying_words_are_those_of_the_whole_pattern(
    small: str, start: int, end: int
) -> None:
    found = [
        DenyingWord(Kind(str(each.lastgroup)), each[0], each.start(), each.end())
        for each in _denying().finditer(small, start)
        if each.end() <= min(end, len(small))
    ]
    assert list(find_denying_words(small, start, end)) == found


CONTACTS = st.sampled_from(
    "a@b NL12 ABCD 123456789 +31 06-12345678 010 BSN IBAN KvK EAN UBN [iban] [e-mail] "
    "wonen 2030 ٠١٢٣٤٥٦٧٨".split()
)


@given(st.lists(CONTACTS, max_size=5).map(" ".join))
def test_no_contact_comes_without_a_sign_or_code(written: str) -> None:
    if _CONTACT.search(written):
        assert _SIGN_OF_CONTACT.search(written) or _CODE_OF_CONTACT.search(written)


@cache
def _finder() -> InitiativeFinder:
    return InitiativeFinder()


def _openings() -> list[str]:
    words = initiative_words()
    listed = (*words._endings, *words.known, *chain.from_iterable(words.cues))
    return sorted({*listed, "moestuin", "NPLG-geld", "RES", "ISG2016", "Bouwplan’s"})


FORMS = st.tuples(
    st.sampled_from(["", "woon", "Zonne", "X-"]) | st.text(max_size=3),
    st.sampled_from(_openings()),
    st.sampled_from(PLURALS),
).map("".join)


@given(FORMS | st.text(max_size=8) | st.from_regex(r"[A-Za-z]{1,5}(?:20[0-9]{2})?"))
@settings(max_examples=1_000, deadline=None)
def test_no_form_at_which_an_initiative_may_start_is_left_out(form: str) -> None:
    finder = _finder()
    for written in (form, form.title(), form.upper()):
        may_start = finder._that_may_start([written])
        assert may_start or not finder._what_starts(written)


@st.composite
def hits_of_one_theme(draw: st.DrawFn) -> list[ThemeHit]:
    """Hits in any order, some of which overlap."""
    starts = st.tuples(st.integers(0, 12), st.integers(1, 4), st.sampled_from(Strength))
    return [
        ThemeHit("wonen", start, start + length, "word:x", strength)
        for start, length, strength in draw(st.lists(starts, min_size=1, max_size=5))
    ]


@given(hits_of_one_theme())
def test_hits_that_lie_apart_are_settled_like_those_that_overlap(
    hits: list[ThemeHit],
) -> None:
    kept = _apart(hits)
    is_any = any(hit.strength in (Strength.STRONG, Strength.LIGHT) for hit in kept)
    counting = [hit for hit in kept if hit.strength is not Strength.EXCLUDED]
    assert _settled_theme(hits) == (counting if is_any else [])


def test_what_somebody_froze_stays_frozen_and_the_sweeper_goes_on() -> None:
    assert gc.isenabled()
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with _unswept():
            assert not gc.isenabled()
        assert gc.get_freeze_count() >= frozen - 100
    finally:
        gc.unfreeze()
    with _unswept():
        pass
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
