"""A REFI-QDA codebook (``.qdc``) in, the lines of its themes out."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

from lxml import etree

from domain.codebook_lines import LINE_KEYS, TEXT_KEYS, CodebookLine, exchange_texts
from domain.errors import CodebookInvalid
from domain.foreign_words import toml_place
from domain.identifiers import slug
from domain.qda_codes import QDC_SPACE, QDC_SPACES, code_guid

LABEL_KEYS = ("label_nl", "label_en")
TO_WRITE = ("definition", "definition_en", "include", "exclude", "hit", "miss")
"""What other programs know nothing of, and every theme has."""


@dataclass(frozen=True, slots=True)
class _Code:
    name: str
    guid: str
    description: str
    is_codable: bool


def read_qdc(
    data: bytes, *, name: str, known: Sequence[CodebookLine]
) -> list[CodebookLine]:
    """Return the themes of the codes; codes below codes become themes beside them.

    A code without our lists takes those of the known theme with its guid, else with its
    name. One that is new here cannot be found in texts: it comes as a draft, in which
    what people must still write is a line without text.
    """
    themes = _Known(known)
    seen: set[str] = set()
    lines: list[CodebookLine] = []
    for code in _codes(_root(data, name)):
        where = f"{name} <Code name='{code.name}'>"
        own = _theme_lines(code, themes, seen=seen, where=where)
        if own and own[0].theme_id in seen:
            raise CodebookInvalid(
                "codebook_theme_twice", where=name, theme_id=own[0].theme_id
            )
        seen.update(line.theme_id for line in own)
        lines += own
    return lines


def _root(data: bytes, name: str) -> etree._Element:
    """Return the document, read without entities, doctype or network."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise CodebookInvalid("codebook_no_xml", where=name) from None
    if root.getroottree().docinfo.doctype:
        raise CodebookInvalid("codebook_with_doctype", where=name)
    if root.tag not in {f"{{{space}}}CodeBook" for space in QDC_SPACES}:
        raise CodebookInvalid("codebook_no_qdc", where=name, wanted=QDC_SPACE)
    return root


def _codes(root: etree._Element) -> Iterator[_Code]:
    space = etree.QName(root).namespace
    for element in root.iter(f"{{{space}}}Code"):
        yield _Code(
            name=element.get("name", "").strip(),
            guid=element.get("guid", "").strip("{} ").upper(),
            description=element.findtext(f"{{{space}}}Description") or "",
            is_codable=element.get("isCodable", "true").strip() not in ("false", "0"),
        )


class _Known:
    """The themes of the codebook in use, by guid and by what they are called."""

    def __init__(self, known: Sequence[CodebookLine]) -> None:
        themes: dict[str, list[CodebookLine]] = {}
        for line in known:
            themes.setdefault(line.theme_id, []).append(line)
        self.by_guid = {code_guid(each): own for each, own in themes.items()}
        self.by_name = {each.casefold(): own for each, own in themes.items()}
        for own in themes.values():
            for line in own:
                if line.key in LABEL_KEYS:
                    self.by_name.setdefault(line.value.casefold(), own)

    def lines_of(self, code: _Code) -> list[CodebookLine]:
        """Return the lines of the theme that a code stands for, if it is known."""
        named = self.by_name.get(code.name.casefold(), [])
        return self.by_guid.get(code.guid, named)


def _draft(code: _Code, *, seen: Set[str]) -> tuple[str, list[CodebookLine]]:
    """Return a new theme with its own name for a word, and what is still to write."""
    base = slug(code.name) or "code"
    ids = chain((base,), (f"{base}-{number}" for number in count(2)))
    theme_id = next(each for each in ids if each not in seen)
    word = code.name.casefold()
    values = {"label_en": code.name, "words": word} | dict.fromkeys(TO_WRITE, "")
    return theme_id, [CodebookLine(theme_id, *each) for each in values.items()]


def _theme_lines(
    code: _Code, known: _Known, *, seen: Set[str], where: str
) -> list[CodebookLine]:
    definition, lists = _halves(code.description)
    if lists is not None:
        table = _table(lists, where=where)
        theme_id = table.pop("theme_id", "")
        if not isinstance(theme_id, str) or not theme_id.strip():
            raise CodebookInvalid(
                "codebook_text_missing", where=where, key="theme_id", count=1
            )
        own = list(_flat(theme_id, table, where=where))
    elif found := known.lines_of(code):
        theme_id, own = found[0].theme_id, list(found)
    elif not code.is_codable:
        return []
    else:
        theme_id, own = _draft(code, seen=seen)
    said = {"label_nl": code.name, "definition": definition}
    said = {key: value for key, value in said.items() if value}
    kept = [line for line in own if line.key not in said]
    lines = [*kept, *(CodebookLine(theme_id, *each) for each in said.items())]
    order = {key: at for at, key in enumerate(LINE_KEYS)}
    return sorted(lines, key=lambda line: order.get(line.key, len(order)))


def _halves(description: str) -> tuple[str, str | None]:
    """Part what people read from our lists, at the last mark in either language."""
    for texts in exchange_texts().values():
        before, mark, after = description.rpartition(texts["mark"])
        if mark:
            return before.strip(), after
    return description.strip(), None


def _table(text: str, *, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CodebookInvalid(
            "codebook_lists_no_toml", where=where, place=toml_place(error)
        ) from None


def _flat(
    theme_id: str, table: Mapping[str, Any], *, where: str
) -> Iterator[CodebookLine]:
    for key, value in table.items():
        is_text = key in TEXT_KEYS
        values = [value] if is_text else value
        if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            problem = "codebook_text_missing" if is_text else "codebook_no_list"
            raise CodebookInvalid(problem, where=where, key=key, count=1)
        yield from (CodebookLine(theme_id, key, each) for each in values)
