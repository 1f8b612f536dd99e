"""A zip or folder of "all files" as LimeSurvey saves them in, files per response out.

LimeSurvey names each ``00012_01-BIJLAGE_00-name.pdf``: response, number, question and
place; older versions leave the question out. Anything else is reported, not read.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from domain.errors import SettingsInvalid, SourceIncomplete
from domain.landing import LandedItem
from domain.phrases import Phrase, phrase
from domain.surveys import UPLOAD, SurveyStructure
from sources.landing import LandingStore
from sources.survey_archive import DAMAGE
from sources.uploads import (
    LARGEST_BYTES,
    NOT_SAVED,
    UploadedFile,
    UploadRequest,
    extension_in,
    landed_uploads,
)

_NAME = re.compile(r"(\d{5,})_(\d{2,})-([A-Za-z][A-Za-z0-9]*)_\d{2,}-.+", re.ASCII)
_OLDER_NAME = re.compile(r"(\d{5,})_(\d{2,})_.+", re.ASCII)
_MOST_ENTRIES = 100_000
_HIGHEST_RATIO = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One saved file: where it is, and what its name says."""

    place: Path | zipfile.ZipInfo
    number: int
    question_code: str
    extension: str
    size: int


@dataclass(slots=True)
class SavedUploads:
    """The saved files of one survey; ``strange_count`` have a name of their own."""

    place: Path
    entries: dict[int, list[_Entry]] = field(default_factory=dict)
    strange_count: int = 0

    def fetch(self, request: UploadRequest) -> list[UploadedFile] | None:
        """Return the files of one response, or None where there are none."""
        found = self.entries.get(request.response_id)
        if not found:
            return None
        return [
            UploadedFile(
                question_code=entry.question_code,
                extension=entry.extension,
                data=self._data(entry),
                is_too_large=entry.size > LARGEST_BYTES,
            )
            for entry in sorted(found, key=lambda each: each.number)
        ]

    def _data(self, entry: _Entry) -> bytes | None:
        if entry.size > LARGEST_BYTES:
            return None
        try:
            if isinstance(entry.place, Path):
                return entry.place.read_bytes()
            with zipfile.ZipFile(self.place) as archive:
                return archive.read(entry.place)
        except (*DAMAGE, RuntimeError):
            return None


def response_of_upload(name: str) -> int:
    """Return the response that a saved file belongs to, 0 where its name tells none."""
    file_name = PurePosixPath(name).name
    named = _NAME.fullmatch(file_name) or _OLDER_NAME.fullmatch(file_name)
    return int(named[1]) if named else 0


def collect_saved_uploads(
    name: str | None,
    *,
    root: Path,
    items: Sequence[LandedItem],
    structure: SurveyStructure,
    landing: LandingStore,
    key: bytes,
) -> tuple[list[LandedItem], tuple[Phrase, ...]]:
    """Land the saved files of the responses among the items, and return warnings.

    Without a ``name`` there are none. Raises as ``read_saved_uploads`` does.
    """
    if not name:
        return [], ()
    asked = [each.code for each in structure.questions if each.type == UPLOAD]
    only = asked[0] if len(asked) == 1 else ""
    saved = read_saved_uploads(root, name, only_question=only)
    landed = list(
        landed_uploads(
            items, landing=landing, key=key, fetch=saved.fetch, missing=NOT_SAVED
        )
    )
    left = sorted(set(saved.entries) - {item.response_id for item in landed})
    remarks = []
    if left:
        remarks.append(
            phrase("remark_files_without_response", name=name, count=len(left))
        )
    if saved.strange_count:
        remarks.append(
            phrase("remark_files_strange", name=name, count=saved.strange_count)
        )
    return landed, tuple(remarks)


def read_saved_uploads(
    root: Path, name: str, *, only_question: str = ""
) -> SavedUploads:
    """Return what a zip or folder holds, without reading any file.

    ``only_question`` is the code of the one upload question of a survey, for names of
    older versions. Raises ``SettingsInvalid`` where it is not there,
    ``SourceIncomplete`` for a zip that is damaged or not safe to unpack.
    """
    place = root / name
    found = SavedUploads(place)
    if place.is_dir():
        listed: Iterator[tuple[str, int, Path | zipfile.ZipInfo]] = (
            (path.name, path.stat().st_size, path)
            for path in sorted(place.iterdir())
            if path.is_file() and not path.is_symlink()
        )
    elif place.is_file():
        listed = _zipped(place, name)
    else:
        raise SettingsInvalid("uploaded_files_missing", where=str(place), name=name)
    for file_name, size, at in listed:
        _add(found, file_name, size, at, only_question)
    return found


def _zipped(place: Path, name: str) -> Iterator[tuple[str, int, zipfile.ZipInfo]]:
    try:
        with zipfile.ZipFile(place) as archive:
            entries = archive.infolist()
    except DAMAGE:
        raise SourceIncomplete("uploads_zip_damaged", where=name) from None
    if len(entries) > _MOST_ENTRIES:
        raise SourceIncomplete("uploads_zip_too_full", where=name)
    for entry in entries:
        if entry.is_dir():
            continue
        is_bomb = entry.file_size > _HIGHEST_RATIO * max(entry.compress_size, 1024)
        # An entry that unpacks without end is too large whatever it says of itself.
        size = LARGEST_BYTES + 1 if is_bomb else entry.file_size
        yield PurePosixPath(entry.filename).name, size, entry


def _add(
    found: SavedUploads,
    file_name: str,
    size: int,
    place: Path | zipfile.ZipInfo,
    only_question: str,
) -> None:
    match = _NAME.fullmatch(file_name)
    older = _OLDER_NAME.fullmatch(file_name)
    if match is None and older is None:
        found.strange_count += 1
        return
    named = match or older
    response_id, number = (int(named[1]), int(named[2])) if named else (0, 0)
    entry = _Entry(
        place=place,
        number=number,
        question_code=match[3] if match else only_question,
        extension=extension_in(file_name),
        size=size,
    )
    found.entries.setdefault(response_id, []).append(entry)
