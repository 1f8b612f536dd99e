"""A folder of documents in, how much was read of each out.

A reference is a text file with the name of a document: "visie.pdf" and "visie.txt",
in the same folder or not. Documents of two formats that share their words are compared
with each other. Words are runs of letters and digits in lower case.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from pathlib import Path

from rapidfuzz.distance import LCSseq
from rich.console import Console

from domain.errors import WrongUse
from domain.phrases import DUTCH
from domain.texts import DocumentText
from flows.bench import machine
from sources.documents.limits import ReadingLimits
from sources.documents.reading import DocumentFile, read_documents
from sources.documents.tesseract import installed_tesseract

_WORD = re.compile(r"\w+")
# A word that the reference leaves broken at the end of a line.
_BROKEN = re.compile(r"(?<=[a-z])-\s*\n\s*(?=[a-z])")
_REFERENCE = ".txt"
_LEAST_WORDS = 300
_LEAST_SHARED = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What was read of a document, and how it agrees with its reference.

    ``words`` counts what was read. ``coverage`` is the share of the words of the
    reference that were read, as often; ``order`` the share in their longest common
    subsequence; both are none where there is no reference, or nothing was read: then
    ``refused`` has the reason.
    """

    file_name: str
    words: int = 0
    pages: int = 0
    dropped_lines: int = 0
    reference_words: int = 0
    coverage: float | None = None
    order: float | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class SharedWords:
    """Two formats of one text, or a part of it: the share of each in the other."""

    one: str
    other: str
    share_of_one: float
    share_of_other: float


def bench_documents(folder: Path, *, as_json: bool) -> int:
    """Print what was read of every document in ``folder``; return 0.

    Raises ``WrongUse`` where there is no document.
    """
    found, forms = agreements(folder)
    if not found:
        raise WrongUse("no_documents", where=str(folder))
    console = Console(highlight=False, markup=False, soft_wrap=True)
    if as_json:
        table = {
            "machine": machine(),
            "documents": [asdict(each) for each in found],
            "shared": [asdict(each) for each in forms],
        }
        console.print_json(json.dumps(table))
        return 0
    for each in found:
        console.print(f"{each.file_name}: {_told(each)}")
    for pair in forms:
        console.print(
            f"{pair.one} en {pair.other}: van de woorden van de eerste staat "
            f"{_number(pair.share_of_one)} in de tweede, andersom "
            f"{_number(pair.share_of_other)}"
        )
    return 0


def _told(each: Agreement) -> str:
    if each.refused:
        return each.refused
    told = f"{each.words} woorden, {each.pages} bladzijden"
    if each.dropped_lines:
        told += f", {each.dropped_lines} kop- en voetregels weggelaten"
    if each.coverage is None or each.order is None:
        return f"{told}; geen tekst om mee te vergelijken"
    return (
        f"{told}; dekking {_number(each.coverage)}, volgorde {_number(each.order)} van "
        f"{each.reference_words} woorden"
    )


def agreements(folder: Path) -> tuple[list[Agreement], list[SharedWords]]:
    """Read all documents below ``folder``; scans too where Tesseract is installed."""
    references = dict(_pairs(folder))
    files = [
        DocumentFile(
            path=path,
            name=str(path.relative_to(folder)),
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in _files(folder)
        if path not in references.values()
    ]
    recogniser = installed_tesseract()
    limits = ReadingLimits(tesseract=recogniser.program if recogniser else "")
    found: list[Agreement] = []
    counted: dict[str, Counter[str]] = {}
    for file, outcome in read_documents(files, limits=limits):
        if not isinstance(outcome, DocumentText):
            found.append(
                Agreement(file_name=file.name, refused=outcome.reason.told(DUTCH))
            )
            continue
        words = words_of(outcome.text)
        counted[file.name] = Counter(words)
        found.append(_agreement(file.name, outcome, words, references.get(file.path)))
    return found, list(_shared_words(counted))


def _agreement(
    name: str, document: DocumentText, words: list[str], reference: Path | None
) -> Agreement:
    read = Agreement(
        file_name=name,
        words=len(words),
        pages=document.page_count,
        dropped_lines=document.dropped_line_count,
    )
    if reference is None:
        return read
    wanted = words_of(reference.read_text(encoding="utf-8", errors="replace"))
    coverage, order = agreement(wanted, words)
    return replace(read, reference_words=len(wanted), coverage=coverage, order=order)


def _shared_words(counted: Mapping[str, Counter[str]]) -> Iterator[SharedWords]:
    """Yield the pairs of formats in which the shorter is nearly all in the longer."""
    long = {
        name: words for name, words in counted.items() if words.total() >= _LEAST_WORDS
    }
    for one, other in combinations(long, 2):
        if Path(one).suffix == Path(other).suffix:
            continue
        both = (long[one] & long[other]).total()
        shares = both / long[one].total(), both / long[other].total()
        if max(shares) >= _LEAST_SHARED:
            yield SharedWords(one, other, *shares)


def words_of(text: str) -> list[str]:
    """Return the words of a text; those broken at the end of a line are joined."""
    return _WORD.findall(_BROKEN.sub("", text).lower())


def agreement(wanted: list[str], found: list[str]) -> tuple[float, float]:
    """Return coverage and order of ``found`` against ``wanted``, each from 0 to 1.

    References may hold only the beginning of a document: what is read beyond a fifth
    more than their length is left out of the order.
    """
    if not wanted:
        return 0.0, 0.0
    both = Counter(wanted) & Counter(found)
    beginning = found[: len(wanted) * 6 // 5]
    in_order: int = LCSseq.similarity(wanted, beginning)
    return both.total() / len(wanted), in_order / len(wanted)


def _pairs(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield every document with the text that has its name."""
    files = _files(folder)
    texts = {path.stem: path for path in files if path.suffix == _REFERENCE}
    for path in files:
        if path.suffix != _REFERENCE and path.stem in texts:
            yield path, texts[path.stem]


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _number(share: float) -> str:
    return f"{share:.3f}".replace(".", ",")
