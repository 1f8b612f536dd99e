"""A saved e-mail in, its subject and what was written out; no names or addresses."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import groupby
from pathlib import Path

from domain.phrases import Phrase, phrase
from domain.texts import Candidate, DocumentText, PassageKind
from sources.documents.blocks import Block, document_from_blocks
from sources.documents.candidates import day_told
from sources.documents.encodings import decoded
from sources.documents.html_reader import blocks_of_html
from sources.documents.mail_lines import (
    earlier_places,
    words_left_out,
    written_lines,
)
from sources.documents.refusals import DocumentRefused
from sources.documents.text_reader import blocks_of_text

_TAG = re.compile(r"<[^<>]*>")
_MARKS = ("subject", "from", "date", "received", "mime-version")
_EARLIER = "Eerder bericht"
_WORD = re.compile(r"\w+")


def read_eml(path: Path) -> DocumentText:
    """Read an e-mail; raises ``DocumentRefused`` for what is none or holds no text."""
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    if not any(mark in message for mark in _MARKS):
        raise DocumentRefused("wrong_content")
    subject = " ".join(str(message.get("subject", "")).split())
    attached = sum(not _is_drawn(part) for part in message.iter_attachments())
    findings: list[Phrase] = []
    if attached:
        findings.append(phrase("reading_attached", count=attached))
    body, count = _body(message, findings)
    if not body:
        raise DocumentRefused("no_text")
    findings.insert(0, _left_out(count))
    earlier = " ".join(block.text for block in body if block.under)
    if earlier:
        words = len(_WORD.findall(earlier))
        findings.append(phrase("reading_earlier", name=_EARLIER, count=words))
    above = Block(kind=PassageKind.HEADING, text=subject, level=1)
    return document_from_blocks(
        [above, *body],
        format_name="eml",
        title=subject,
        findings=findings,
        candidates=_sent_on(message),
    )


def _left_out(words: int) -> Phrase:
    if words:
        return phrase("reading_mail_words", count=words)
    return phrase("reading_mail_signs")


def _is_drawn(part: EmailMessage) -> bool:
    """Whether a part is a picture in the text, such as a logo, and no attachment."""
    is_inline = part.get_content_disposition() == "inline" or "content-id" in part
    return is_inline and part.get_content_maintype() == "image"


def _sent_on(message: EmailMessage) -> Iterator[Candidate]:
    """Give the day a mail was sent; a header that is no date gives none."""
    sent = getattr(message.get("date"), "datetime", None)
    yield from day_told(str(sent or ""), what="dated_on")


def _body(message: EmailMessage, findings: list[Phrase]) -> tuple[list[Block], int]:
    """What was written, and the words left out: the plain text, or else the HTML.

    Many programs send a plain text that is empty, or says only that there is HTML.
    """
    of_plain: list[Phrase] = []
    of_web: list[Phrase] = []
    plain = _part(message, "plain", of_plain) or ""
    web = _part(message, "html", of_web) or ""
    words = len(plain.split())
    if web and 2 * words < len(_TAG.sub(" ", web).split()):
        try:
            blocks, more = blocks_of_html(web, whole=phrase("the_mail"))
        except DocumentRefused:
            blocks, more = [], []
        if 2 * words < sum(len(block.text.split()) for block in blocks):
            findings.extend([*of_web, *more])
            return _written(blocks)
    findings.extend(of_plain)
    return _written_plainly(plain) if plain else ([], 0)


def _part(message: EmailMessage, kind: str, findings: list[Phrase]) -> str | None:
    """The text of one form of the body, or none where that is not there."""
    part = message.get_body(preferencelist=(kind,))
    payload = None if part is None else part.get_payload(decode=True)
    if part is None or not isinstance(payload, bytes):
        return None
    return _text(payload, part.get_content_charset(), findings)


def _written_plainly(text: str) -> tuple[list[Block], int]:
    lines = text.replace("\r\n", "\n").split("\n")
    kept, earlier = written_lines(lines), earlier_places(lines)
    blocks: list[Block] = []
    for is_earlier, part in groupby(range(len(lines)), key=earlier.__contains__):
        told = blocks_of_text("\n".join(kept[place] for place in part))
        blocks.extend(_of_earlier(each) if is_earlier else each for each in told)
    return blocks, words_left_out(lines, kept)


def _written(blocks: list[Block]) -> tuple[list[Block], int]:
    """The blocks that somebody wrote, and the words left out of the others."""
    lines = [block.text for block in blocks]
    items = {n for n, b in enumerate(blocks) if b.kind is PassageKind.LIST_ITEM}
    kept = written_lines(lines, items=items, are_blocks=True)
    earlier = earlier_places(lines)
    written = [
        (_of_earlier(block) if place in earlier else block)._replace(text=kept[place])
        for place, block in enumerate(blocks)
        if kept[place]
    ]
    return written, words_left_out(lines, kept)


def _of_earlier(block: Block) -> Block:
    return block._replace(under=_EARLIER)


def _text(payload: bytes, charset: str | None, findings: list[Phrase]) -> str:
    """The text in the encoding the mail names, or in the one its bytes show."""
    try:
        if charset and charset.lower() not in ("utf-8", "us-ascii"):
            payload = payload.decode(charset, "replace").encode()
    except LookupError:
        pass
    found = decoded(payload)
    findings.extend(found.findings)
    return found.text
