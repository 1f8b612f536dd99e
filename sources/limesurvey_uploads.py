"""A session and the number of a response in, the files sent along with it out."""

import base64
import binascii
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from domain.landing import LandedItem
from sources.landing import LandingStore
from sources.limesurvey_errors import SurveyUnknown
from sources.limesurvey_session import LimeSurveySession
from sources.uploads import UploadedFile, UploadRequest, extension_in, landed_uploads


def fetch_uploads(
    session: LimeSurveySession,
    items: Sequence[LandedItem],
    *,
    landing: LandingStore,
    key: bytes,
    earlier: Iterable[LandedItem],
) -> Iterator[LandedItem]:
    """Land the files of the responses among the items of one survey."""
    survey_id = items[0].survey_id if items else ""
    return landed_uploads(
        items,
        landing=landing,
        key=key,
        earlier=earlier,
        fetch=lambda request: fetch_uploaded_files(session, survey_id, request),
    )


def fetch_uploaded_files(
    session: LimeSurveySession, survey_id: str, request: UploadRequest
) -> tuple[UploadedFile, ...] | None:
    """Return the files of one response in their own order.

    None where the server has lost one: it then gives none of the others either.
    Raises ``SourceUnreachable`` or ``SourceIncomplete``.
    """
    response_id = request.response_id
    try:
        found = session.call("get_uploaded_files", int(survey_id), None, response_id)
    except SurveyUnknown:
        # LimeSurvey 7 has one code for whatever is not found; the survey was just read.
        return None
    if not isinstance(found, dict):
        return None
    return tuple(_files(found))


def _files(found: Mapping[str, Any]) -> Iterator[UploadedFile]:
    entries = [entry for entry in found.values() if isinstance(entry, dict)]
    for entry in sorted(entries, key=_place):
        meta = _table(entry.get("meta"))
        yield UploadedFile(
            question_code=str(_table(meta.get("question")).get("title") or ""),
            extension=extension_in(f".{meta.get('ext') or ''}")
            or extension_in(str(meta.get("name") or "")),
            data=_decoded(entry.get("content")),
        )


def _place(entry: Mapping[str, Any]) -> tuple[str, int, str]:
    meta = _table(entry.get("meta"))
    index = str(meta.get("index", 0))
    question = str(_table(meta.get("question")).get("title") or "")
    number = int(index) if index.isascii() and index.isdigit() else 0
    return question, number, str(meta.get("filename") or "")


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _decoded(content: object) -> bytes | None:
    try:
        return base64.b64decode(str(content or ""), validate=True)
    except (binascii.Error, ValueError):
        return None
