"""A hit of a search in, who published it, when and where out, as its record says."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import unquote

from domain.web_addresses import web_address

_LONGEST = 300
_PUBLISHERS = ("publisher", "authority")
_LICENCES = ("license_title", "license_id")
_DAYS = {
    "data-overheid": ("issued", "metadata_created"),
    "raadsinformatie": ("last_discussed_at", "start_date"),
}
"""Where a record has its day, the surest first: of a paper that of the meeting."""


def day_of(hit: Mapping[str, Any], *, kind: str) -> str:
    """Return the day a record bears, in ISO form, or an empty text."""
    for name in _DAYS[kind]:
        try:
            return date.fromisoformat(str(hit.get(name))[:10]).isoformat()
        except ValueError:
            continue
    return ""


def publisher_of(hit: Mapping[str, Any], *, kind: str) -> str:
    """Return whose data set this is, or an empty text where its source is all we know.

    CKAN names an organisation; data.overheid.nl may give only its address in a list,
    which ends with the name.
    """
    if kind != "data-overheid":
        return ""
    return next((name for name in _names(hit) if name), "")[:_LONGEST]


def licence_of(hit: Mapping[str, Any], *, kind: str) -> str:
    """Return the terms of a data set as its record names them, or an empty text."""
    if kind != "data-overheid":
        return ""
    told = (_plain(hit.get(name)) for name in _LICENCES)
    return next((text for text in told if text), "")[:_LONGEST]


def address_of(hit: Mapping[str, Any], *, kind: str) -> str:
    """Return where a paper is to be read, as its record says, or an empty text."""
    told = hit.get("original_url") if kind == "raadsinformatie" else None
    return web_address(told) if isinstance(told, str) else ""


def _names(hit: Mapping[str, Any]) -> Iterator[str]:
    organisation = hit.get("organization")
    told = organisation.get("title") if isinstance(organisation, dict) else ""
    yield _plain(told)
    for name in _PUBLISHERS:
        text = _plain(hit.get(name))
        is_address = text.startswith(("http://", "https://"))
        yield _named_by(text) if is_address else text


def _named_by(address: str) -> str:
    last = address.partition("://")[2].rstrip("/").rpartition("/")[2]
    return _plain(unquote(last).replace("_", " "))


def _plain(value: object) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return "".join(sign for sign in text if sign.isprintable())
