"""A number as it was written in, whether it passes the test of its kind out."""

import re
from typing import Final

IBAN_LENGTHS: Final = {
    **dict.fromkeys("NO".split(), 15),
    **dict.fromkeys("BE".split(), 16),
    **dict.fromkeys("DK FI NL FO GL".split(), 18),
    **dict.fromkeys("SI MK".split(), 19),
    **dict.fromkeys("AT BA EE LT LU XK KZ".split(), 20),
    **dict.fromkeys("CH HR LI LV".split(), 21),
    **dict.fromkeys("BG DE GB GE IE ME RS BH".split(), 22),
    **dict.fromkeys("AE GI IL".split(), 23),
    **dict.fromkeys("AD CZ ES MD PK RO SA SE SK TN VG".split(), 24),
    **dict.fromkeys("PT".split(), 25),
    **dict.fromkeys("IS TR".split(), 26),
    **dict.fromkeys("FR GR IT MC SM".split(), 27),
    **dict.fromkeys("AL CY HU LB PL GT DO AZ".split(), 28),
    **dict.fromkeys("BR PS QA UA".split(), 29),
    **dict.fromkeys("JO KW MU".split(), 30),
    **dict.fromkeys("MT SC".split(), 31),
}
"""Length of an IBAN by country (IBAN registry of SWIFT, ISO 13616)."""
_LEAST_DIGITS_OF_IBAN = 10
"""Fewer has none of them; words behind a letter and a number may pass all else."""


def is_bsn(text: str) -> bool:
    """Tell whether nine digits pass the 11-test of the Dutch citizen number."""
    digits = [int(sign) for sign in text if sign.isdecimal()]
    if len(digits) != 9 or len(set(digits)) == 1:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * d for w, d in zip(weights, digits, strict=True)) % 11 == 0


def is_iban(text: str) -> bool:
    """Tell whether a text has its country's length and passes mod 97 (ISO 13616)."""
    plain = re.sub(r"[ .-]", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", plain):
        return False
    if IBAN_LENGTHS.get(plain[:2]) != len(plain):
        return False
    if sum(map(str.isdigit, plain)) < _LEAST_DIGITS_OF_IBAN:
        return False
    moved = plain[4:] + plain[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1
