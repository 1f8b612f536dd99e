"""A number or moment of a file in, the text that a Dutch reader sees for it out."""

import math
import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

_MOST_FRACTION_DIGITS = 6
_SMALL = 1e-3
# Less is what calculating leaves of nothing, unless the form shows powers of ten.
_LEAST = 1e-8
_POWERS = re.compile(r"E[+-]", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_PERCENT_SIGN = re.compile(r'"[^"]*%[^"]*"|\\%')
_NUMBER = re.compile(
    r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE | re.ASCII
)
_DAY = re.compile(r"[dy]", re.IGNORECASE)
_FIRST_DAY = datetime(1899, 12, 30, tzinfo=UTC)
_LAST_SERIAL = 2_958_465


def number_in_form(value: float | Decimal, form: str) -> str:
    """Return a number as its form shows it: a share, an amount in euro, or bare.

    A percent sign that is a mere word of the form stands behind the number as it is.
    """
    plain = _LITERAL.sub("", form)
    is_share = "%" in plain
    least = 0.0 if _POWERS.search(plain) else _LEAST
    shown = number_shown_in_dutch(value, is_share=is_share, least=least)
    if not is_share and _PERCENT_SIGN.search(form.partition(";")[0]):
        shown += "%"
    return f"€ {shown}" if "€" in form else shown


def number_shown_in_dutch(
    value: float | Decimal, *, is_share: bool, least: float = _LEAST
) -> str:
    """Return a number with a comma; of a share the percentage.

    It has six digits behind the comma, a small one its first six that count.
    """
    amount = float(value) * (100 if is_share else 1)
    digits = _MOST_FRACTION_DIGITS
    if abs(amount) < least:
        amount = 0.0
    elif 0 < abs(amount) < _SMALL:
        digits -= 1 + math.floor(math.log10(abs(amount)))
    text = f"{amount:.{digits}f}".rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text
    return text.replace(".", ",") + ("%" if is_share else "")


def moment_shown(value: Any) -> str:
    """Return a day, a time or both as ISO 8601 without seconds."""
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def stored_shown(text: str, form: str) -> str:
    """Return a stored number as its form shows it: a day, a share or a number.

    What is no number comes back as it is.
    """
    value = float(text) if _NUMBER.fullmatch(text.strip()) else math.nan
    if not math.isfinite(value):
        return text
    if _DAY.search(_LITERAL.sub("", form)) and 0 < value <= _LAST_SERIAL:
        moment = _FIRST_DAY + timedelta(days=value)
        return moment_shown(moment.replace(tzinfo=None, microsecond=0))
    return number_in_form(value, form)
