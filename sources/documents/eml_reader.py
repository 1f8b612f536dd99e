"""A saved e-mail in, its subject and what was written out; no names or addresses."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from domain.texts import Candidate, DocumentText, PassageKind
from sources.documents.blocks import Block, document_from_blocks
from sources.documents.candidates import day_told
from sources.documents.encodings import decoded
from sources.documents.html_reader import blocks_of_html
from sources.documents.mail_lines import written_lines
from sources.documents.refusals import DocumentRefused
from sources.documents.text_reader import blocks_of_text

_MARKS = ("subject", "from", "date", "received", "mime-version")
_ATTACHED = (
    "Bijlagen bij de e-mail zijn niet meegelezen ({count}); bewaar ze als losse "
    "bestanden in de map als de inhoud nodig is."
)
_LEFT_OUT = (
    "Afzender, ontvangers, groet en ondertekening van de e-mail zijn niet overgenomen, "
    "ook niet die van berichten waarop wordt geantwoord."
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
        kept = written_lines([block.text for block in blocks])
        yield from (block for block, text in zip(blocks, kept, strict=True) if text)
        return
    lines = text.replace("\r\n", "\n").split("\n")
    yield from blocks_of_text("\n".join(written_lines(lines)))


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
