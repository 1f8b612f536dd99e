"""Words for official publications: one hit of a search, and where its text is."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One publication that was found: its number, and the address of its text.

    ``url`` is empty where the source names no form that can be read. ``publisher`` is
    the authority it is of, ``published_on`` the day it became available. ``address``
    is where people read it, empty where that is none to be trusted.
    """

    number: str
    form: str
    url: str
    publisher: str = ""
    published_on: date | None = None
    address: str = ""
