"""No hint is too narrow: where it says no, its finder finds nothing."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.doors.survey_examples import SHARED
from tests.unit.test_redaction import GONE, PIECES, STAYS
from transforms.redaction import _ANSWER_FINDERS, _PLAIN, redact
from transforms.redaction_hints import Glance

NAMES = [hint.__name__.removeprefix("may_hold_") for hint, _ in _ANSWER_FINDERS]
CUES = (
    "mijn naam is|IK HEET|my name is|myn namme is|groetjes van|contactpersoon:|bel met|"
    "bellen met|vraag naar|t.n.v.|TNV|gr.|Dhr.|Mevr|Mw.|De heer|Mevrouw|Meneer|Buurman|"
    "buurvrouw|Fam.|familie|Ik ben|I am|Jan|Piet|de Vries|J.|Laan van|Weg der|Hof den|"
    "Oude|Straat|Grote|Markt|Kerkpad|HOFSTRAAT|laantje|-|2-|AB-12-|apenstaartje| AT |"
    "(AT)|[at]|jan|dorp.nl|punt|NL|nl|x.com/|instagram.com/|huisnummer|no.|bsn|BSN nr.|"
    "kenteken|xx99yy|geboren|geb.|ik ben van|12-3-1956|insta:|piet.boer|woon|zit|op|"
    "aan|de|nummer 1 van|Achter|(dot)|{at}|_at_|@gmail|316|Kees|kees|Bep en|Hofstra|"
    "S. Oosting|wethouder|vz.|mijn|m'n|zoon|tante|oom|mvg|naam:|tel.|prof.|Mrs|ask for|"
    "KEES VAN DIJK|"
    "sofi-nummer|1234|5678AB|12|00|+31|\u017f|\u0131|\u0130|\u212a|straat|\u00a0|,|\n"
).split("|")
words = st.lists(st.sampled_from([*PIECES, *CUES, " ", " "]), max_size=10)


def refuse_narrow_hints(text: str) -> None:
    plain = text.translate(_PLAIN)
    for hint, find in _ANSWER_FINDERS:
        if not hint(Glance(plain)):
            assert list(find(plain)) == [], (hint.__name__, plain)


@settings(max_examples=400, deadline=None)
@given(words, st.sampled_from(["", " "]), st.sampled_from([str, str.upper, str.lower]))
def test_where_a_hint_says_no_nothing_is_found(
    parts: list[str], between: str, cased: type[str]
) -> None:
    refuse_narrow_hints(cased(between.join(parts)))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789 .-@+(abtNLsſıK,[]/"), max_size=60))
def test_of_signs_that_mean_something_too(text: str) -> None:
    refuse_narrow_hints(text)


@pytest.mark.parametrize("text", [text for text, _ in GONE] + STAYS)
def test_of_all_known_cases(text: str) -> None:
    refuse_narrow_hints(text)
    for cut, rest in pairwise(range(0, len(text), 5)):
        refuse_narrow_hints(text[cut:] + " " + text[:rest])


def test_an_ordinary_text_needs_no_finder() -> None:
    text = (
        "Het net is vol, dat weet iedereen, en de boeren wachten al 12 jaar op water."
    )
    hints = zip(NAMES, (hint for hint, _ in _ANSWER_FINDERS), strict=True)
    assert [name for name, hint in hints if hint(Glance(text))] == []


def test_capitals_hide_no_address() -> None:
    assert redact("JAN AT DORP PUNT NL", is_answer=True).text == "[e-mail]"


@pytest.mark.skipif(
    not (SHARED / "gold").is_dir(), reason=f"the gold texts are not in {SHARED}"
)
def test_of_the_gold_texts() -> None:
    def below(node: object) -> list[str]:
        if isinstance(node, str):
            return [node]
        inner = node.values() if isinstance(node, dict) else node
        is_more = isinstance(node, dict | list)
        return [text for each in inner for text in below(each)] if is_more else []

    texts = set()
    for path in sorted((SHARED / "gold").glob("*_dev.json")):
        texts.update(below(json.loads(path.read_bytes())))
    assert texts
    for text in texts:
        refuse_narrow_hints(text)
