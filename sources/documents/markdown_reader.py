"""A Markdown file in, its headings, paragraphs, list items and table rows out."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, reference
from markdown_it.token import Token

from domain.texts import DocumentText, PassageKind
from sources.documents.blocks import Block, document_from_blocks
from sources.documents.candidates import day_told, title_told
from sources.documents.encodings import decoded
from sources.documents.markdown_rows import with_whole_tables
from sources.documents.markdown_unseen import without_unseen_markup
from sources.documents.refusals import DocumentRefused
from sources.documents.table_rows import blocks_of_table
from sources.documents.unseen import told_hidden, told_struck

_FRONT_MATTER = re.compile(
    r"\A(?:---\s*\n(.*?)\n(?:---|\.\.\.)|\+\+\+\s*\n(.*?)\n\+\+\+)\s*(?:\n|\Z)",
    re.DOTALL,
)
_TITLE = re.compile(
    r"^title\s*[:=]\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE | re.IGNORECASE
)
_DATE = re.compile(
    r"^(?:date|datum|published|publicatiedatum)\s*[:=]\s*[\"']?([\d-]{10})",
    re.MULTILINE | re.IGNORECASE,
)
# The first line of a page that was made into Markdown, with its brackets or without.
_DECLARATION = re.compile(
    r"\A\s*(?:\\?<)?\\?\??xml\s+version\s*\\?=[^\n]{0,100}\?\\?>?[ \t]*(?:\n|\Z)"
)
# Lists and quotes within each other; what lies deeper the parser leaves out.
_DEEPEST = 100
_MARK = re.compile(r"\[\^([^\]\s]{1,40})\]")
_NOTE = re.compile(r"\[\^([^\]\s]{1,40})\]:\s*")
_CODE = re.compile(r"\s*<(?:script|style)\b", re.IGNORECASE)
_ENDING: RuleOptionsType = {"alt": ["paragraph", "reference"]}
_TEXTS = ("inline", "fence", "code_block", "html_block")
_STRUCK = ("s_open", "s_close")
_SPACES = ("softbreak", "hardbreak", "html_inline")
_COMMENT_END = "-->"
_COMMENT = re.compile(rf"<!--.*?{_COMMENT_END}", re.DOTALL)
_TAG = re.compile(r"</?[a-z?!](?!--)[^>]{0,2000}>", re.IGNORECASE)


def read_markdown(path: Path) -> DocumentText:
    """Read a Markdown file; raises ``DocumentRefused`` for one without text."""
    found = decoded(path.read_bytes())
    text = found.text.replace("\r\n", "\n").replace("\r", "\n")
    text = _DECLARATION.sub("", text.removeprefix("\ufeff"))
    front = _FRONT_MATTER.match(text)
    told = (front[1] or front[2] or "") if front else ""
    title, day = _TITLE.search(told), _DATE.search(told)
    body = text[front.end() :] if front else text
    tokens = _parser().parse(with_whole_tables(body))
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        raise DocumentRefused("too_deep")
    unseen = without_unseen_markup(tokens)
    return document_from_blocks(
        _blocks(tokens),
        format_name="markdown",
        title=title.group(1) if title else "",
        findings=[
            *found.findings,
            *told_hidden(unseen.hidden),
            *told_struck(unseen.struck + _struck_count(tokens)),
        ],
        candidates=[
            *title_told(title.group(1) if title else ""),
            *day_told(day.group(1) if day else "", what="dated_on"),
        ],
    )


def _struck_count(tokens: list[Token]) -> int:
    """Count the pieces with a line through them, which are not read."""
    inner = (child for token in tokens for child in token.children or ())
    return sum(child.type == "s_open" for child in inner)


def _parser() -> MarkdownIt:
    """A parser to which a note is a paragraph, also where it is but an address."""
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(
        ["table", "strikethrough"]
    )
    parser.block.ruler.before("reference", "note", _ends_before_note, _ENDING)
    parser.block.ruler.at("reference", _reference)
    return parser


def _ends_before_note(
    state: StateBlock, first: int, _last: int, is_asking: bool
) -> bool:
    """Whether a paragraph ends at this line: at a note it does, which is one too."""
    return is_asking and _is_note(state, first)


def _reference(state: StateBlock, first: int, last: int, is_asking: bool) -> bool:
    """Read the address of a link; a note only looks like one."""
    return not _is_note(state, first) and reference(state, first, last, is_asking)


def _is_note(state: StateBlock, line: int) -> bool:
    begin = state.bMarks[line] + state.tShift[line]
    is_code = state.is_code_block(line)
    return not is_code and _NOTE.match(state.src, begin, state.eMarks[line]) is not None


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    """Give the blocks of a flat list of tokens, one pass from the top."""
    told = (_NOTE.match(token.content) for token in tokens if token.type == "inline")
    notes = {note[1] for note in told if note}
    open_items, level, lists = 0, 0, _Lists()
    rows: list[list[str]] = []
    for token in tokens:
        if lists.follow(token):
            open_items += token.nesting if "item" in token.type else 0
        elif token.type in ("heading_open", "heading_close"):
            level = int(token.tag[1:]) if token.nesting > 0 else 0
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            # The first row is that of names in every table, whether it has any or not.
            yield from blocks_of_table(rows)
            rows = []
        elif token.type in _TEXTS and rows:
            rows[-1].append(_text(token, notes))
        elif token.type in _TEXTS:
            mark, text = lists.mark(), _text(token, notes)
            text, in_list = f"{mark}{text}" if text else "", open_items > 0
            is_note = token.type == "inline" and _NOTE.match(token.content) is not None
            yield _block(text, level=level, in_list=in_list, is_note=is_note)


class _Lists:
    """Counts the items of the lists that are open, and numbers those in order."""

    def __init__(self) -> None:
        self._counts: list[int | None] = []
        self._mark = ""

    def follow(self, token: Token) -> bool:
        """Go into or out of a list or item; return whether the token is of one."""
        if token.type in ("ordered_list_open", "bullet_list_open"):
            first = token.attrGet("start")
            is_ordered = token.type.startswith("ordered")
            told = int(1 if first is None else first) - 1
            self._counts.append(told if is_ordered else None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            self._counts.pop()
        elif token.type == "list_item_open":
            count = self._counts[-1]
            self._mark = ""
            if count is not None:
                self._counts[-1] = count + 1
                self._mark = f"{count + 1}{token.markup} "
        elif token.type == "list_item_close":
            # The number of an item without words of its own is that of nothing else.
            self._mark = ""
        return token.type.endswith(
            ("list_open", "list_close", "_item_open", "_item_close")
        )

    def mark(self) -> str:
        """Return the number of the item that begins here, once."""
        mark, self._mark = self._mark, ""
        return mark


def _block(text: str, *, level: int, in_list: bool, is_note: bool) -> Block:
    if is_note:
        return Block(kind=PassageKind.FOOTNOTE, text=text)
    if level:
        return Block(kind=PassageKind.HEADING, text=text, level=level)
    kind = PassageKind.LIST_ITEM if in_list else PassageKind.PARAGRAPH
    return Block(kind=kind, text=text)


def _text(token: Token, notes: Collection[str]) -> str:
    """Return the text of a token without its markup and the marks of notes."""
    if token.children is None:
        is_markup = token.type == "html_block"
        return _without_tags(token.content) if is_markup else token.content
    texts = [" " if c.type in _SPACES else c.content for c in token.children]
    depth = 0
    for place, child in enumerate(token.children):
        depth += child.nesting if child.type in _STRUCK else 0
        texts[place] = "" if depth else texts[place]
    if _NOTE.match(token.content):
        texts[0] = _NOTE.sub("", texts[0], count=1)
    pieces = (
        _MARK.sub(lambda mark: "" if mark[1] in notes else mark[0], text)
        if child.type == "text"
        else text
        for child, text in zip(token.children, texts, strict=True)
    )
    return "".join(pieces).strip()


def _without_tags(markup: str) -> str:
    """Return the text in a piece of HTML; of a script or style there is none."""
    if _CODE.match(markup):
        return ""
    # Only up to the last end does every comment have one: searching on takes long.
    ended, end, after = markup.rpartition(_COMMENT_END)
    return _TAG.sub(" ", _COMMENT.sub(" ", ended + end) + after)
