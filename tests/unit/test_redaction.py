"""Personal data goes, look-alikes stay; the second time changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.redaction import count_patterned, is_bsn, is_iban, redact

GONE = [
    ("Mijn bsn is 111222333.", "Mijn bsn is [bsn]."),
    ("bsn 1234.56.782 graag wissen", "bsn [bsn] graag wissen"),
    ("Stort op NL91 ABNA 0417 1643 00 svp", "Stort op [iban] svp"),
    ("nl91abna0417164300", "[iban]"),
    ("Bel 06-12345678 of 0348 - 123456", "Bel [telefoon] of [telefoon]"),
    ("+31 6 1234 5678", "[telefoon]"),
    ("mail jan.de-wit+x@dorp.example!", "mail [e-mail]!"),
    ("jan (at) dorp.example", "[e-mail]"),
    ("volg @boer_piet", "volg [gebruikersnaam]"),
    ("Ik woon Dorpsstraat 12a, 3456 AB Veen", "Ik woon [adres] Veen"),
    ("op 3456AB 12 is het stil", "op [postcode] is het stil"),
    ("mijn auto is 12-ABC-3", "mijn auto is [kenteken]"),
]
STAYS = [
    "Zaaknummer 123456789 ligt er al",
    "1200 ha en 4500 m2 in 2030 EN 2040",
    "In 2030 komen er 7500 woningen bij",
    "bestemmingsplan Dorpsstraat 12 is vastgesteld",
    "RES 1.0 en RES 2.0",
    "€ 111222333 subsidie",
    "aan de Dorpsstraat is het druk",
    "artikel 3.1.6 Bro, lid 2",
]


@pytest.mark.parametrize(("text", "expected"), GONE)
def test_personal_data_is_replaced_by_its_kind(text: str, expected: str) -> None:
    assert redact(text, is_answer=False).text == expected


@pytest.mark.parametrize("text", STAYS)
def test_look_alikes_stay(text: str) -> None:
    assert redact(text, is_answer=True).text == text


def test_names_go_from_answers_and_stay_in_documents() -> None:
    text = "Mijn naam is Anna de Boer en dhr. Visser belt."
    answer = "Mijn naam is [naam] en dhr. [naam] belt."
    assert redact(text, is_answer=True).text == answer
    assert redact(text, is_answer=False).text == text


@pytest.mark.parametrize(
    ("number", "is_valid"),
    [
        ("111222333", True),
        ("123456782", True),
        ("123456789", False),
        ("11122233", False),
    ],
)
def test_the_eleven_test(number: str, is_valid: bool) -> None:
    assert is_bsn(number) is is_valid


def test_the_mod_97_test() -> None:
    assert is_iban("NL91 ABNA 0417 1643 00")
    assert not is_iban("NL92 ABNA 0417 1643 00")


@given(st.text(alphabet=st.sampled_from("0123456789 .-@+abNLst,[]AB"), max_size=80))
def test_nothing_patterned_is_left_and_twice_is_once(text: str) -> None:
    once = redact(text, is_answer=True)
    assert count_patterned(once.text) == 0
    assert redact(once.text, is_answer=True).text == once.text
