"""Words for official publications: one hit of a search, and where its text is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One publication that was found: its number, and the address of its text.

    ``url`` is empty where the source names no form that can be read.
    """

    number: str
    form: str
    url: str
