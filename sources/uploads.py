"""Landed rows in, the files that respondents sent along landed under neutral names out.

What a respondent called a file may name people, so it is used to tell the format and
then forgotten. A file that cannot be had becomes an item with a reason.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.identifiers import keyed_id
from domain.landing import ItemRole, LandedItem
from domain.phrases import Phrase, phrase
from domain.surveys import AnswerPart, SurveyStructure
from sources.landed_rows import landed_questionnaire, landed_rows
from sources.landing import LandingStore

LARGEST_BYTES = 100 * 1024 * 1024
"""A larger file is not taken in: it would not be read either."""

MISSING = phrase("refused_upload_missing")
NOT_SAVED = phrase("refused_upload_not_saved")
_UNREADABLE = phrase("refused_upload_damaged")
_TOO_LARGE = phrase("refused_upload_too_large")
_LONGEST_EXTENSION = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadedFile:
    """One file as received; without ``data`` it is damaged, or too large to take."""

    question_code: str
    extension: str
    data: bytes | None
    is_too_large: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadRequest:
    """The files of one response: how many there are, and their size together."""

    response_id: int
    file_count: int
    size_bytes: int
    digest: str


Fetch = Callable[[UploadRequest], Sequence[UploadedFile] | None]
"""Gives the files of a response, or None where the door cannot give them."""


def landed_uploads(
    items: Sequence[LandedItem],
    *,
    landing: LandingStore,
    key: bytes,
    fetch: Fetch,
    earlier: Iterable[LandedItem] = (),
    missing: Phrase = MISSING,
) -> Iterator[LandedItem]:
    """Yield an item per file of the responses among the items of one survey.

    Files that landed in an ``earlier`` collection and still belong to the same answer
    are not fetched again. ``missing`` is the reason when ``fetch`` gives too few.
    """
    structure = landed_questionnaire(landing, items)
    if structure is None:
        return
    wave = items[0].wave
    known = _known(earlier, structure.survey_id)
    for request in _requests(landed_rows(landing, items), structure, key=key):
        shelf = _Shelf(landing, structure.survey_id, wave, request, key)
        held = known.get((request.response_id, request.digest), [])
        if held and all(landing.path_of(item.sha256).exists() for item in held):
            yield from (replace(item, wave=wave) for item in held)
        elif request.size_bytes > LARGEST_BYTES:
            yield shelf.refused(1, "too_large", _TOO_LARGE)
        else:
            yield from shelf.put(fetch(request), missing=missing)


def extension_in(name: str) -> str:
    """Return the extension of a file name, if it can be one, without its dot."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    is_plain = extension.isascii() and extension.isalnum()
    return extension if is_plain and len(extension) <= _LONGEST_EXTENSION else ""


class _Shelf:
    """The files of one response on their way to the landing."""

    def __init__(
        self,
        landing: LandingStore,
        survey_id: str,
        wave: int,
        request: UploadRequest,
        key: bytes,
    ) -> None:
        self._landing = landing
        self._survey_id = survey_id
        self._wave = wave
        self._request = request
        parts = (survey_id, str(request.response_id))
        self._response = keyed_id(key, prefix="r", parts=parts)

    def put(
        self, files: Sequence[UploadedFile] | None, *, missing: Phrase
    ) -> Iterator[LandedItem]:
        """Land files; one refused item says if there are fewer than there should be."""
        for number, file in enumerate(files or (), start=1):
            if file.is_too_large or len(file.data or b"") > LARGEST_BYTES:
                yield self.refused(number, "too_large", _TOO_LARGE)
            elif file.data is None:
                yield self.refused(number, "upload_damaged", _UNREADABLE)
            else:
                yield self._landed(number, file, file.data)
        if len(files or ()) < self._request.file_count:
            yield self.refused(self._request.file_count, "upload_missing", missing)

    def refused(self, number: int, rule: str, reason: Phrase) -> LandedItem:
        """Return an item that says why a file is not there."""
        return self._item(f"{number}", sha256="", size=0, rule=rule, reason=reason)

    def _landed(self, number: int, file: UploadedFile, data: bytes) -> LandedItem:
        ending = f".{file.extension}" if file.extension else ""
        return self._item(
            f"{number}{ending}",
            sha256=self._landing.put(data),
            size=len(data),
            question_code=file.question_code,
        )

    def _item(
        self,
        ending: str,
        *,
        sha256: str,
        size: int,
        question_code: str = "",
        rule: str = "",
        reason: Phrase | None = None,
    ) -> LandedItem:
        return LandedItem(
            role=ItemRole.UPLOAD,
            name=f"{self._survey_id}/{self._response}/{ending}",
            sha256=sha256,
            received_sha256=self._request.digest,
            size_bytes=size,
            survey_id=self._survey_id,
            wave=self._wave,
            rule=rule,
            reason=reason,
            response_id=self._request.response_id,
            question_code=question_code,
        )


def _known(
    earlier: Iterable[LandedItem], survey_id: str
) -> dict[tuple[int, str], list[LandedItem]]:
    """Return files by response and digest, where none of them was refused."""
    found: dict[tuple[int, str], list[LandedItem]] = {}
    refused: set[tuple[int, str]] = set()
    for item in earlier:
        if item.role is ItemRole.UPLOAD and item.survey_id == survey_id:
            place = (item.response_id, item.received_sha256)
            found.setdefault(place, []).append(item)
            if not item.sha256:
                refused.add(place)
    return {place: items for place, items in found.items() if place not in refused}


def _requests(
    rows: Iterable[Mapping[str, Any]], structure: SurveyStructure, *, key: bytes
) -> Iterator[UploadRequest]:
    counts = [c.heading for c in structure.columns if c.part is AnswerPart.FILE_COUNT]
    files = [c.heading for c in structure.columns if c.part is AnswerPart.FILES]
    for row in rows:
        answers = row["answers"]
        count = sum(_whole(answers[heading]) for heading in counts)
        if not count:
            continue
        told = [answers[heading] or "" for heading in files]
        message = json.dumps([structure.survey_id, row["id"], *told]).encode()
        yield UploadRequest(
            response_id=int(row["id"]),
            file_count=count,
            size_bytes=sum(_told_bytes(text) for text in told),
            # Keyed: what a respondent called a file could otherwise be guessed.
            digest=hmac.new(key, message, hashlib.sha256).hexdigest(),
        )


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0


def _told_bytes(text: str) -> int:
    """Return the size that an answer tells of its files, 0 where it tells none."""
    try:
        entries = json.loads(text or "[]")
        return sum(int(float(entry.get("size") or 0) * 1024) for entry in entries)
    except (ValueError, TypeError, AttributeError, OverflowError):
        return 0
