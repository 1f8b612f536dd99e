"""A folder of documents with their texts in, how much of each text was read out.

A reference is a text file with the name of a document: "visie.pdf" and "visie.txt",
in the same folder or not. Words are runs of letters and digits in lower case.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from rapidfuzz.distance import LCSseq
from rich.console import Console

from domain.errors import WrongUse
from domain.texts import DocumentText
from flows.bench import machine
from sources.documents.reading import DocumentFile, read_documents

_WORD = re.compile(r"\w+")
# A word that the reference leaves broken at the end of a line.
_BROKEN = re.compile(r"(?<=[a-z])-\s*\n\s*(?=[a-z])")
_REFERENCE = ".txt"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a document that was read agrees with its reference.

    ``coverage`` is the share of the words of the reference that were read, as often;
    ``order`` the share in their longest common subsequence. Both are 0 where the
    document was not read, with the reason in ``refused``.
    """

    file_name: str
    words: int
    coverage: float
    order: float
    refused: str = ""


def bench_documents(folder: Path, *, as_json: bool) -> int:
    """Print how every document in ``folder`` agrees with its reference; return 0.

    Raises ``WrongUse`` where no document has a reference.
    """
    found = list(agreements(folder))
    if not found:
        raise WrongUse("no_references", where=str(folder))
    console = Console(highlight=False, markup=False, soft_wrap=True)
    if as_json:
        table = [asdict(each) for each in found]
        console.print_json(json.dumps({"machine": machine(), "documents": table}))
        return 0
    for each in found:
        told = each.refused or (
            f"dekking {_number(each.coverage)}, volgorde {_number(each.order)}"
        )
        console.print(f"{each.file_name}: {told}; {each.words} woorden in de tekst")
    return 0


def agreements(folder: Path) -> Iterator[Agreement]:
    """Yield one agreement for every document below ``folder`` with a reference."""
    pairs = list(_pairs(folder))
    files = [
        DocumentFile(
            path=path,
            name=str(path.relative_to(folder)),
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path, _ in pairs
    ]
    references = {str(path.relative_to(folder)): text for path, text in pairs}
    for file, outcome in read_documents(files):
        wanted = words_of(
            references[file.name].read_text(encoding="utf-8", errors="replace")
        )
        if isinstance(outcome, DocumentText):
            coverage, order = agreement(wanted, words_of(outcome.text))
            yield Agreement(file.name, len(wanted), coverage, order)
        else:
            yield Agreement(file.name, len(wanted), 0.0, 0.0, refused=outcome.reason)


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
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    texts = {path.stem: path for path in files if path.suffix == _REFERENCE}
    for path in files:
        if path.suffix != _REFERENCE and path.stem in texts:
            yield path, texts[path.stem]


def _number(share: float) -> str:
    return f"{share:.3f}".replace(".", ",")
