"""Figures, links and sentences in, the same as safe HTML or safe Markdown out.

A piece knows both forms: ``__html__`` for Jinja's autoescape and ``markdown`` for the
plain form. Whatever is not a piece is data, and is escaped.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape as escape_html
from typing import Any, Protocol

from markupsafe import Markup, escape

from domain.web_addresses import web_address

_SPECIAL = re.compile(r"([\\`*_\[\]|~@])")
_LINE_START = re.compile(r"^([#+\-=:!>]|\d+(?=[.)](?:\s|$)))")
_AUTOLINK = re.compile(r"(?i)(www)(?=\.)|(?<=[a-z])(:)(?=\S)")


class Piece(Protocol):
    """Anything that can stand on a page in both forms."""

    def __html__(self) -> str:
        """The piece as safe HTML."""

    def markdown(self) -> str:
        """The piece as safe Markdown."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One published value with the place it comes from."""

    value: int | float
    key: str
    text: str

    def __html__(self) -> str:
        """The value for readers, and for tests that compare it with the base."""
        return _html(
            '<data value="{}" data-figure="{}">{}</data>',
            self.value,
            self.key,
            self.text,
        )

    def markdown(self) -> str:
        """The value for readers."""
        return markdown_of(self.text)


def outside(address: str | None) -> "Link | None":
    """Return a link to a document on the web, where its address is plainly one."""
    found = web_address(address or "")
    return Link(found, found) if found else None


@dataclass(frozen=True, slots=True)
class Link:
    """A label that leads to ``href``, written by us or judged as an address."""

    href: str
    label: Any

    def __html__(self) -> str:
        """An anchor."""
        return _html('<a href="{}">{}</a>', self.href, self.label)

    def markdown(self) -> str:
        """An inline link."""
        return f"[{markdown_of(self.label)}]({self.href})"


@dataclass(frozen=True, slots=True)
class Code:
    """Words of a language for machines, on one line."""

    text: str

    def __html__(self) -> str:
        """The words in the letter of a machine."""
        return _html("<code>{}</code>", self.text)

    def markdown(self) -> str:
        """The words as data: a backtick could end a span."""
        return markdown_of(self.text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text of ours with pieces or data in its places."""

    template: str
    values: dict[str, Any] = field(default_factory=dict)

    def __html__(self) -> str:
        """The sentence with every value escaped or drawn."""
        return _html(escape(self.template), **self.values)

    def markdown(self) -> str:
        """The sentence with every value escaped or drawn."""
        values = {name: markdown_of(value) for name, value in self.values.items()}
        return self.template.format(**values)


@dataclass(frozen=True, slots=True)
class Series:
    """Items with commas between them and a word before the last."""

    items: Sequence[Any]
    last: str

    def __html__(self) -> str:
        """The items in one line."""
        return Markup(self._joined([escape(item) for item in self.items]))  # noqa: S704

    def markdown(self) -> str:
        """The items in one line."""
        return self._joined([markdown_of(item) for item in self.items])

    def _joined(self, items: Sequence[str]) -> str:
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self.last} {items[-1]}"


def _html(template: str, *values: Any, **named: Any) -> Markup:
    """Return HTML of ours with every value escaped or drawn.

    As ``Markup.format`` does, in a quarter of its time: a page has a thousand links.
    """
    drawn = {name: escape(value) for name, value in named.items()}
    text = str.format(template, *map(escape, values), **drawn)
    return Markup(text)  # noqa: S704


def markdown_of(value: Any) -> str:
    """Return a piece in its Markdown form, and data as one escaped line."""
    if hasattr(value, "markdown"):
        return str(value.markdown())
    if isinstance(value, Markup):
        raise TypeError("HTML has no place in Markdown")
    return _escaped(str(value))


def _escaped(text: str) -> str:
    """One line in which no Markdown, HTML or automatic link is live."""
    line = escape_html(" ".join(text.split()), quote=False)
    line = _LINE_START.sub(r"\\\1", _SPECIAL.sub(r"\\\1", line))
    line = re.sub(r"^\\(\d+)([.)])", r"\1\\\2", line)
    return _AUTOLINK.sub(lambda hit: f"{hit[1] or ''}\\{hit[2] or ''}", line)
