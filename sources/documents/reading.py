"""Landed files in, each with its text or the reason it could not be read out."""

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from domain.texts import DocumentText, JsonCollection, UnreadableDocument
from sources.documents.keeper import Child, ChildGone
from sources.documents.language import document_language
from sources.documents.limits import ReadingLimits
from sources.documents.prechecks import check_file
from sources.documents.refusals import DocumentRefused, refusal
from sources.documents.stock import Stock
from sources.documents.wire import packed, unpacked

Result = DocumentText | UnreadableDocument

# Starting a second child costs more than it gains for fewer files than this.
_ENOUGH_FOR_MORE = 16
# So many results, and bytes of them, may wait for the one before them.
_AHEAD = 8
_HELD_BYTES = 4 * 1024 * 1024
_DEFAULT_LIMITS = ReadingLimits()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFile:
    """A landed document: where its bytes are, and how its owner called it.

    ``name`` decides the format and is only ever data: it is never opened.
    ``collection`` is what its source declares of JSON.
    """

    path: Path
    name: str
    sha256: str
    collection: JsonCollection | None = None


def read_documents(
    files: Iterable[DocumentFile], *, limits: ReadingLimits = _DEFAULT_LIMITS
) -> Iterator[tuple[DocumentFile, Result]]:
    """Give every file with its result, in the order of the files.

    Files are read in children under limits; the parent neither dies nor hangs. A
    file during which a child dies is read again, alone in a fresh child, and gets
    the blame only if that one dies too.
    """
    iterator = iter(files)
    first = list(islice(iterator, _ENOUGH_FOR_MORE))
    count = limits.children if len(first) == _ENOUGH_FOR_MORE else 1
    children = _Children(limits)
    stock = Stock(most_bytes=_HELD_BYTES)
    waiting: deque[tuple[DocumentFile, Future[bytes]]] = deque()

    def read(file: DocumentFile, turn: int) -> bytes:
        result = children.read(file)
        stock.put(len(result), turn=turn)
        return result

    with ThreadPoolExecutor(max_workers=count) as executor:
        try:
            for turn, file in enumerate(chain(first, iterator)):
                waiting.append((file, executor.submit(read, file, turn)))
                if len(waiting) > _AHEAD:
                    yield _finished(*waiting.popleft(), stock=stock)
            while waiting:
                yield _finished(*waiting.popleft(), stock=stock)
        finally:
            for _, future in waiting:
                future.cancel()
            stock.close()
            children.close()


def _finished(
    file: DocumentFile, future: Future[bytes], *, stock: Stock
) -> tuple[DocumentFile, Result]:
    data = future.result()
    stock.take(len(data))
    result = unpacked(data)
    if isinstance(result, DocumentText):
        return file, replace(result, language=document_language(result))
    return file, result


def _refused(rule: str) -> bytes:
    return packed(refusal(rule))


class _Children:
    """The children of one call: as many as threads ask at once, recycled."""

    def __init__(self, limits: ReadingLimits) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._idle: list[Child] = []
        self._busy: set[Child] = set()
        self._closed = False

    def read(self, file: DocumentFile) -> bytes:
        """Read one file, a second time where the first child may be to blame."""
        try:
            check_file(file.path, name=file.name, limits=self._limits)
        except DocumentRefused as refused:
            return _refused(refused.rule)
        try:
            return self._attempt(file, alone=False)
        except ChildGone as gone:
            if gone.rule == "timeout" or self._closed:
                return _refused(gone.rule)
        try:
            return self._attempt(file, alone=True)
        except ChildGone as gone:
            return _refused(gone.rule)

    def _attempt(self, file: DocumentFile, *, alone: bool) -> bytes:
        child = self._taken(fresh=alone)
        answered = False
        try:
            result = child.read(file.path, name=file.name, collection=file.collection)
            answered = True
        finally:
            self._put_back(child, usable=answered and not alone)
        return result

    def _taken(self, *, fresh: bool) -> Child:
        with self._lock:
            if self._closed:
                raise ChildGone("reader_died")
            child = None if fresh or not self._idle else self._idle.pop()
        child = child or Child(self._limits)
        with self._lock:
            self._busy.add(child)
            if not self._closed:
                return child
        child.stop()
        raise ChildGone("reader_died")

    def _put_back(self, child: Child, *, usable: bool) -> None:
        with self._lock:
            self._busy.discard(child)
            keep = usable and child.file_count < self._limits.files_per_child
            if keep and not self._closed:
                self._idle.append(child)
                return
        child.stop()

    def close(self) -> None:
        """Stop all children; a thread still waiting for one gets its refusal."""
        with self._lock:
            self._closed = True
            children, self._idle = [*self._idle, *self._busy], []
        for child in children:
            child.stop()
