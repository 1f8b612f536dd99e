"""A saved e-mail in, its subject and what was written out; no names or addresses."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from domain.texts import Candidate, DocumentText, PassageKind
from sources.documents.blocks import Block, document_from_blocks
from sources.documents.candidates import day_told
from sources.documents.encodings import decoded
from sources.documents.html_reader import blocks_of_html
from sources.documents.refusals import DocumentRefused
from sources.documents.text_reader import blocks_of_text

_MARKS = ("subject", "from", "date", "received", "mime-version")
_SIGNATURE = re.compile(r"^-- ?\r?$.*\Z", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
# What mail programs put above a message that is answered or passed on.
_ENVELOPE = re.compile(
    r"^[ \t*]*(?:van|aan|cc|bcc|verzonden|datum|onderwerp|from|to|sent|date|subject"
    r"|antwoord aan|reply-to)[ \t*]*:.*$",
    re.MULTILINE | re.IGNORECASE,
)
_WROTE = re.compile(
    r"^[ \t]*(?:op|on) [^\n]{5,120}\n?[^\n]{0,80}(?:schreef|wrote)[^\n]{0,80}:[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_ATTACHED = (
    "Bijlagen bij de e-mail zijn niet meegelezen ({count}); bewaar ze als losse "
    "bestanden in de map als de inhoud nodig is."
)
_LEFT_OUT = (
    "Afzender, ontvangers, ondertekening en adresregels van de e-mail zijn niet "
    "overgenomen."
)


def read_eml(path: Path) -> DocumentText:
    """Read an e-mail; raises ``DocumentRefused`` for what is none or holds no text."""
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    if not any(mark in message for mark in _MARKS):
        raise DocumentRefused("wrong_content")
    subject = " ".join(str(message.get("subject", "")).split())
    attached = sum(1 for _ in message.iter_attachments())
    findings = [_LEFT_OUT]
    if attached:
        findings.append(_ATTACHED.format(count=attached))
    body = list(_body(message, findings))
    if not body:
        raise DocumentRefused("no_text")
    above = Block(kind=PassageKind.HEADING, text=subject, level=1)
    return document_from_blocks(
        [above, *body],
        format_name="eml",
        title=subject,
        findings=findings,
        candidates=_sent_on(message),
    )


def _sent_on(message: EmailMessage) -> Iterator[Candidate]:
    """Give the day a mail was sent; a header that is no date gives none."""
    sent = getattr(message.get("date"), "datetime", None)
    yield from day_told(str(sent or ""), what="dated_on")


def _body(message: EmailMessage, findings: list[str]) -> Iterator[Block]:
    """Give what was written: the plain text, else the text of the HTML."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return
    text = _text(payload, part.get_content_charset(), findings)
    if part.get_content_type() == "text/html":
        blocks, more = blocks_of_html(text, whole="de e-mail")
        findings.extend(more)
        yield from (_without_envelope(block) for block in blocks)
        return
    text = text.replace("\r\n", "\n")
    for noise in (_QUOTED, _SIGNATURE, _ENVELOPE, _WROTE):
        text = noise.sub("", text)
    yield from blocks_of_text(text)


def _text(payload: bytes, charset: str | None, findings: list[str]) -> str:
    """The text in the encoding the mail names, or in the one its bytes show."""
    try:
        if charset and charset.lower() not in ("utf-8", "us-ascii"):
            payload = payload.decode(charset, "replace").encode()
    except LookupError:
        pass
    found = decoded(payload)
    findings.extend(found.findings)
    return found.text


def _without_envelope(block: Block) -> Block:
    is_envelope = _ENVELOPE.match(block.text) or _WROTE.match(block.text)
    return Block(kind=block.kind, text="") if is_envelope else block
