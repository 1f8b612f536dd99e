"""The sentences of the codebook in, a verdict on each theme that should know them out.

Every theme brings its own examples; this file also states how a codebook is checked.
"""

import pytest
import spacy
from spacy.language import Language

from domain.errors import CodebookInvalid
from nlp.codebook import Theme, default_codebook_text, load_codebook
from nlp.codebook_text import lines_from_codebook
from nlp.find_themes import AssignedTheme, ThemeFinder, ThemeHit, assign_themes
from nlp.theme_tables import Strength

BOOK = load_codebook(default_codebook_text())
HITS = [(theme.theme_id, text) for theme in BOOK.themes for text in theme.hit]
MISSES = [(theme.theme_id, text) for theme in BOOK.themes for text in theme.miss]
THEME_IDS = (
    "energie wonen stikstof natuur landbouw water klimaatadaptatie mobiliteit economie "
    "arbeid zorg leefbaarheid veiligheid circulair digitaal ruimte samenwerking"
).split()
SMALL_BOOK = """
version = 1
language = "nl"
[themes.water]
label_nl = "Water"
label_en = "Water"
definition = "Water."
definition_en = "Water."
include = "Water."
exclude = "Wijn."
top_code = "x"
words = ["sloot", "KRW"]
parts = ["water"]
phrases = ["hoger peil"]
light = ["water", "oever", "watermolen"]
light_modifier = ["dijk"]
weak = ["peil"]
exclude_words = ["water bij de wijn", "waterstof-", "-stromend", "waterpas"]
[themes.water.examples]
hit = ["Schoon water."]
miss = ["Water bij de wijn."]
"""


@pytest.fixture(scope="module")
def dutch() -> Language:
    """A tokeniser without a model."""
    blank = spacy.blank("nl")
    blank.add_pipe("sentencizer")
    return blank


@pytest.fixture(scope="module")
def finder() -> ThemeFinder:
    """The finder with the built-in codebook."""
    return ThemeFinder(BOOK)


@pytest.fixture(scope="module")
def water_finder() -> ThemeFinder:
    """The finder with a codebook of one theme."""
    return ThemeFinder(load_codebook(SMALL_BOOK))


def hits_in(text: str, finder: ThemeFinder, dutch: Language) -> tuple[ThemeHit, ...]:
    """Returns the hits of a text."""
    return finder.find_themes(
        [
            (token.text, token.idx, token.idx + len(token), number)
            for number, sentence in enumerate(dutch(text).sents)
            for token in sentence
        ]
    )


def themes_of(text: str, finder: ThemeFinder, dutch: Language) -> set[str]:
    """Returns the themes a reader would be shown for a text."""
    hits = hits_in(text, finder, dutch)
    assigned = assign_themes(hits, word_count=len(text.split()))
    return {theme.theme_id for theme in assigned}


@pytest.mark.parametrize(("theme_id", "text"), HITS)
def test_example_hits(
    theme_id: str, text: str, finder: ThemeFinder, dutch: Language
) -> None:
    """A sentence about the theme gets the theme."""
    assert theme_id in themes_of(text, finder, dutch)


@pytest.mark.parametrize(("theme_id", "text"), MISSES)
def test_example_misses(
    theme_id: str, text: str, finder: ThemeFinder, dutch: Language
) -> None:
    """A sentence that only looks like the theme does not."""
    assert theme_id not in themes_of(text, finder, dutch)


def test_themes_are_the_contract() -> None:
    """The ids, and their order, are fixed."""
    assert [theme.theme_id for theme in BOOK.themes] == THEME_IDS


@pytest.mark.parametrize("theme", BOOK.themes, ids=THEME_IDS)
def test_theme_brings_enough_examples(theme: Theme) -> None:
    """Eight sentences for, five against, and a code of the TOP-lijst."""
    assert len(theme.hit) >= 8
    assert len(theme.miss) >= 5
    assert "/tooi/def/thes/top/c_" in theme.top_code


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Het oppervlaktewater", ["oppervlaktewater"]),
        ("de oevers en het dijkplan", ["oevers", "dijkplan"]),
        ("het peil aan de oever", ["peil", "oever"]),
        ("Sloten en waterlopen", ["Sloten", "waterlopen"]),
        ("KRW-doelen", ["KRW-doelen"]),
        ("krw", []),
        ("het peil", []),
        ("het peil van de sloot", ["peil", "sloot"]),
        ("een hoger peil", ["hoger peil"]),
        ("Hoger. Peil", []),
        ("water bij de wijn", []),
        ("waterstofauto", []),
        ("waterpassen", []),
        ("waterstromend", []),
        ("https://water.example", []),
    ],
)
def test_rules(
    text: str, found: list[str], water_finder: ThemeFinder, dutch: Language
) -> None:
    """Words, parts, phrases, weak terms and exclusions do what the file says."""
    hits = hits_in(text, water_finder, dutch)
    assert [text[hit.start_offset : hit.end_offset] for hit in hits] == found


def test_score_can_be_recounted() -> None:
    """Two terms, one of them twice, against one: the weights of the docstring."""
    hits = [
        ThemeHit("water", 0, 5, "word:sloot", Strength.STRONG),
        ThemeHit("water", 6, 9, "word:sloot", Strength.STRONG),
        ThemeHit("water", 10, 14, "part:water", Strength.STRONG),
        ThemeHit("wonen", 15, 20, "word:huis", Strength.STRONG),
    ]
    assert assign_themes(hits, word_count=20) == (
        AssignedTheme("water", 1.0, is_main=True),
        AssignedTheme("wonen", 0.4, is_main=False),
    )
    assert len(assign_themes(hits, word_count=200)) == 1
    assert assign_themes([], word_count=0) == ()


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("oever", Strength.LIGHT),
        ("dijkplan", Strength.LIGHT),
        ("water", Strength.LIGHT),
        ("oppervlaktewater", Strength.STRONG),
        ("oeverplan", Strength.LIGHT),
        ("watermolen", Strength.LIGHT),
        ("sloot", Strength.STRONG),
    ],
)
def test_light_terms_keep_their_strength(
    text: str, strength: Strength, water_finder: ThemeFinder, dutch: Language
) -> None:
    """What is light stays light; a part that is also light is so only by itself."""
    assert [hit.strength for hit in hits_in(text, water_finder, dutch)] == [strength]


def test_what_is_light_counts_half() -> None:
    """By itself enough in an answer; beside a rival, or in a long text, it is not."""
    dike, home = (
        ThemeHit("water", 0, 4, "word:dijk", Strength.LIGHT),
        ThemeHit("wonen", 15, 20, "word:huis", Strength.STRONG),
    )
    assert [found.score for found in assign_themes([dike], word_count=20)] == [0.5]
    assert assign_themes([dike], word_count=100) == ()
    themes = assign_themes([dike, home], word_count=20)
    assert [theme.theme_id for theme in themes] == ["wonen"]
    twice = dike._replace(start_offset=30, end_offset=34)
    assert len(assign_themes([dike, twice, home], word_count=20)) == 2


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('words = ["sloot", "KRW"]', "words = []", "words"),
        ('words = ["sloot", "KRW"]', 'words = ["water"]', "'water'"),
        ('words = ["sloot", "KRW"]', 'words = ["sloot", "Sloot"]', "Sloot"),
        ('words = ["sloot", "KRW"]', "words = [1]", "words"),
        ('parts = ["water"]', 'parts = ["vis"]', "vis"),
        ('light = ["water", "oever", "watermolen"]', 'light = ["sloot"]', "sloot"),
        (
            'light_modifier = ["dijk"]',
            'light_modifier = ["dijk"]\nparts_modifier = ["dijk"]',
            "dijk",
        ),
        ('label_en = "Water"', "", "label_en"),
        ('label_nl = "Water"\nlabel_en = "Water"', "", "label_nl', 'label_en"),
        ('top_code = "x"', "top_code = 1", "top_code"),
        ('top_code = "x"', 'topcode = "x"', "topcode"),
        ('hit = ["Schoon water."]', "hit = []", "hit"),
        ("version = 1", "colour = 1", "colour"),
        ("version = 1", "version =", "TOML"),
        ("version = 1", "version = 2", "version"),
    ],
)
def test_mistake_is_named(old: str, new: str, named: str) -> None:
    """A mistake in a codebook is told with its place."""
    with pytest.raises(CodebookInvalid) as caught:
        load_codebook(SMALL_BOOK.replace(old, new), name="mijn.toml")
    assert named in caught.value.what
    assert "mijn.toml" in caught.value.where


def test_a_theme_needs_no_code_of_the_top_list() -> None:
    """Not every theme of a region stands in that list."""
    (theme,) = load_codebook(SMALL_BOOK.replace('top_code = "x"\n', "")).themes
    assert not theme.top_code
    lines = lines_from_codebook(load_codebook(SMALL_BOOK.replace('"x"', '""')))
    assert not [line for line in lines if line.key == "top_code"]


def test_book_without_themes_is_refused() -> None:
    """An empty codebook would find nothing, silently."""
    with pytest.raises(CodebookInvalid):
        load_codebook("version = 1")


def test_hash_follows_what_the_codebook_says() -> None:
    """Comments and order do not change the version, a term does."""
    version = load_codebook(SMALL_BOOK).version_hash
    turned = SMALL_BOOK.replace('"sloot", "KRW"', '"KRW", "sloot"') + "# note\n"
    assert load_codebook(turned).version_hash == version
    longer = SMALL_BOOK.replace('"sloot"', '"sloot", "beek"')
    assert load_codebook(longer).version_hash != version


def test_a_codebook_that_is_no_utf8_is_told() -> None:
    with pytest.raises(CodebookInvalid, match="UTF-8"):
        load_codebook("label = 'stikstof, België'".encode("cp1252"))
