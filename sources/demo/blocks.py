"""Markdown with TOML front matter in, documents made of plain blocks out."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from sources.demo.data import list_files, read_text

NOTICE = (
    "Verzonnen document uit de demoregio Veenweidevallei: "
    "personen, organisaties en cijfers bestaan niet."
)
MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober "
    "november december"
).split()

Kind = Literal["heading", "paragraph", "bullets", "numbers", "table", "quote"]
_KINDS: dict[str, Kind] = {
    "heading": "heading",
    "paragraph": "paragraph",
    "bullet_list": "bullets",
    "ordered_list": "numbers",
    "table": "table",
    "blockquote": "quote",
}
_NOTE = re.compile(r"^\[\^(\w+)\]: (.+)$", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^(\w+)\]")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; a note carries its text and shows a mark."""

    text: str
    style: Literal["plain", "strong", "em", "note"] = "plain"


Cell = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list, table or quote; each row holds cells of spans."""

    kind: Kind
    rows: tuple[tuple[Cell, ...], ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class DemoDocument:
    """One invented document: where it is written, how it looks, what it says."""

    file: str
    format: str
    title: str
    subtitle: str
    publisher: str
    published_on: date
    copies: tuple[str, ...]
    columns: int
    hyphenate: bool
    cover: bool
    body: str
    blocks: tuple[Block, ...]

    @property
    def imprint(self) -> str:
        """Who published it and when, in Dutch."""
        day = self.published_on
        return f"{self.publisher}, {day.day} {MONTHS[day.month - 1]} {day.year}"


def read_documents() -> tuple[DemoDocument, ...]:
    """Read every document of the demo, in order of its source name."""
    names = list_files("documents", pattern="*.md")
    return tuple(_document(read_text(name)) for name in names)


def plain(cell: Cell) -> str:
    """Give the words of a cell without styles and notes."""
    return "".join(span.text for span in cell if span.style != "note")


def _document(source: str) -> DemoDocument:
    _, head, body = source.split("+++\n", 2)
    front = tomllib.loads(head)
    return DemoDocument(
        file=front["file"],
        format=front["format"],
        title=front["title"],
        subtitle=front["subtitle"],
        publisher=front["publisher"],
        published_on=front["published_on"],
        copies=tuple(front.get("copies", ())),
        columns=front.get("columns", 1),
        hyphenate=front.get("hyphenate", False),
        cover=front.get("cover", False),
        body=body.strip() + "\n",
        blocks=_blocks(body),
    )


def _blocks(body: str) -> tuple[Block, ...]:
    notes = dict(_NOTE.findall(body))
    parser = MarkdownIt("commonmark", {"typographer": True, "quotes": "“”‘’"})
    parser.enable(["table", "smartquotes"])
    tree = SyntaxTreeNode(parser.parse(_NOTE.sub("", body)))
    return tuple(_block(node, notes=notes) for node in tree.children)


def _block(node: SyntaxTreeNode, *, notes: dict[str, str]) -> Block:
    kind = _KINDS[node.type]
    level = int(node.tag[1]) if kind == "heading" else 0
    if kind == "table":
        lines = [row for part in node.children for row in part.children]
        rows = tuple(
            tuple(_cell(cell, notes=notes) for cell in line.children) for line in lines
        )
    elif kind in {"bullets", "numbers", "quote"}:
        rows = tuple((_cell(item, notes=notes),) for item in node.children)
    else:
        rows = ((_cell(node, notes=notes),),)
    return Block(kind=kind, rows=rows, level=level)


def _cell(node: SyntaxTreeNode, *, notes: dict[str, str]) -> Cell:
    spans: list[Span] = []
    for leaf in node.walk():
        if leaf.type == "text":
            spans += _spans(leaf, notes=notes)
        elif leaf.type == "softbreak":
            spans.append(Span(" "))
    return tuple(spans)


def _spans(leaf: SyntaxTreeNode, *, notes: dict[str, str]) -> list[Span]:
    parent = leaf.parent.type if leaf.parent else ""
    style: Literal["plain", "strong", "em"] = "plain"
    if parent == "strong":
        style = "strong"
    elif parent == "em":
        style = "em"
    pieces = _NOTE_MARK.split(leaf.content)
    spans = [
        Span(notes[piece], "note") if index % 2 else Span(piece, style)
        for index, piece in enumerate(pieces)
    ]
    return [span for span in spans if span.text]
