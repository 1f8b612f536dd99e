"""Rules asked together, once per form, say what each says by itself."""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.judged import FIRST_BIT, Judged, Verdicts
from nlp.model import RULES_ONLY, load_model
from nlp.tokens import TokenisedText, Tokeniser

FORMS = ("De", "gemeente", "Veen", "(", "niet", "2030", ".", "Woonvisie", "é", "a.b")


@cache
def _judging() -> tuple[Judged, Judged, Tokeniser, Tokeniser]:
    capital = Judged(lambda form: form[:1].isupper())
    long = Judged(lambda form: len(form) > 4)
    language, _ = load_model(RULES_ONLY)
    return (
        capital,
        long,
        Tokeniser(language, rules=(capital, long)),
        Tokeniser(language),
    )


def _alone(text: TokenisedText, judged: Judged) -> list[int]:
    return [at for at, word in enumerate(text.words) if judged.rule(word)]


@given(st.lists(st.sampled_from(FORMS), max_size=12))
@settings(deadline=None)
def test_bits_say_what_each_rule_says_by_itself(forms: list[str]) -> None:
    capital, long, together, apart = _judging()
    for text in (together.tokenise(" ".join(forms)), apart.tokenise(" ".join(forms))):
        for judged in (capital, long):
            assert text.where(judged) == _alone(text, judged)
        is_any = bool(_alone(text, capital) or _alone(text, long))
        assert text.speaks_of((capital, long)) is is_any


def test_a_form_is_judged_once_and_keeps_its_shape() -> None:
    asked: list[str] = []
    rule = Judged(lambda form: asked.append(form) or 1)
    verdicts = Verdicts(lambda _: 5, rules=(rule,))
    assert [verdicts["a"], verdicts["a"]] == [5 | FIRST_BIT] * 2
    assert asked == ["a"]


def test_listed_words_count_whatever_their_capitals_and_shapes_limit_a_rule() -> None:
    listed = Judged(lambda form: form == "Rijn", words=frozenset({"veen"}), shape=1)
    verdicts = Verdicts(lambda form: int(form[:1].isupper()), rules=(listed,))
    verdicts.learn(["veen", "VEEN", "Rijn", "rijn"])
    spoken = {form for form in verdicts if verdicts[form] & listed.bit}
    assert spoken == {"veen", "VEEN", "Rijn"}
    assert all(bool(listed.rule(form)) is (form in spoken) for form in verdicts)


def test_names_count_with_a_capital_and_a_sieve_spares_the_rule() -> None:
    asked: list[str] = []

    def rule(form: str) -> int:
        asked.append(form)
        return int(form == "land")

    judged = Judged(
        rule, names=frozenset({"best"}), sieve=lambda all_: sorted({*all_} - {"of"})
    )
    verdicts = Verdicts(lambda _: 0, rules=(judged,))
    verdicts.learn(["best", "Best", "BEST", "land", "of"])
    assert {form for form in verdicts if verdicts[form]} == {"Best", "BEST", "land"}
    assert all(bool(judged.rule(form)) is bool(verdicts[form]) for form in verdicts)
    assert asked[:4] == ["BEST", "Best", "best", "land"]


@given(
    st.lists(st.text(alphabet="aB1 .,()'’-/\n:@", max_size=14), min_size=1, max_size=5)
)
@settings(deadline=None, max_examples=8)
def test_texts_cut_together_are_texts_cut_one_by_one(texts: list[str]) -> None:
    """Both cutters are new each time, which is slow: what they know must not help."""
    language, _ = load_model(RULES_ONLY)
    together = [(t.words, t.starts) for t in Tokeniser(language).tokenise_all(texts)]
    one_by_one = Tokeniser(language)
    alone = [one_by_one.tokenise(text) for text in texts]
    assert together == [(text.words, text.starts) for text in alone]


def test_forms_that_no_list_holds_have_their_shape_unasked() -> None:
    """Most forms are in small letters: what is said of them is what is said of all."""
    listed = Judged(words=frozenset(("van", "dorp")))
    asked: list[str] = []

    def shape(form: str) -> int:
        asked.append(form)
        return int(form in ("van", "Dorp"))

    forms = "van dorp Dorp huis 12 wind-op é".split()
    quick = Verdicts(shape, shaped=frozenset(("van",)), rules=(listed,))
    quick.learn(forms)
    assert sorted(asked) == ["12", "Dorp", "dorp", "van", "wind-op"]
    assert quick == {form: Verdicts(shape, rules=(listed,))[form] for form in forms}


def test_each_rule_is_found_where_it_speaks() -> None:
    """A text keeps the places of each rule, by its bit."""
    rules = [Judged(words=frozenset(words.split())) for words in ("a b", "b c", "d")]
    verdicts = Verdicts(lambda _: 1, rules=rules)
    words = "a x b c b".split()
    places = verdicts.places(list(map(verdicts.__getitem__, words)))
    assert places == {
        rule.bit: indexes for rule in rules if (indexes := rule.indexes(words))
    }
