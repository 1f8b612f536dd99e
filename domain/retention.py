"""A period in words in, the day before which something is kept too long out."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_WORDS = {
    "day days dag dagen": "days",
    "week weeks weken": "weeks",
    "month months maand maanden": "months",
    "year years jaar jaren": "years",
}
_UNITS = {word: unit for words, unit in _WORDS.items() for word in words.split()}
_PERIOD = re.compile(r"(?P<number>[1-9]\d{0,4})\s+(?P<unit>[a-z]+)")


@dataclass(frozen=True, slots=True)
class Period:
    """How long something may be kept, as people write it: ``2 jaar``, ``90 days``."""

    number: int
    unit: str

    def before(self, today: date) -> date:
        """Return the first day that is still within the period."""
        if self.unit in ("days", "weeks"):
            return today - timedelta(**{self.unit: self.number})
        months = self.number * (12 if self.unit == "years" else 1)
        year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
        year, month = max(year, 1), month + 1
        last = calendar.monthrange(year, month)[1]
        return date(year, month, min(today.day, last))


def period_of(text: str) -> Period:
    """Return the period; raise ``ValueError`` for other words."""
    found = _PERIOD.fullmatch(text.strip().lower())
    if found is None or found["unit"] not in _UNITS:
        message = f"{text!r} is no period such as '2 years' or '6 maanden'"
        raise ValueError(message)
    return Period(int(found["number"]), _UNITS[found["unit"]])
