"""Drawn reports in, headline H1 out: reading documents against a bare loop."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

import pypdfium2

from domain.texts import DocumentText
from flows.benchmarks.headline import Headline, Pair, Spent, cpu_seconds
from sources.demo.blocks import DemoDocument
from sources.demo.blocks import read_documents as demo_documents
from sources.demo.paper import draw_pdf
from sources.documents.reading import DocumentFile, read_documents

_PAGES, _MANY, _QUICK = 1_000, 5_000, 60
_PAGES_EACH = 100
_STARTS = 3
_LOST_SHARE = 0.007
_GROWTH = 1.2
_WORD = re.compile(r"[^\W_]+")


@contextmanager
def _prepared(folder: Path, is_quick: bool) -> Iterator[Pair]:
    count = _QUICK if is_quick else _PAGES
    # What draws leaves memory in which pdfium is a third slower, and the bare loop
    # runs in this process: a child draws.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as painter:
        each = _QUICK // 4 if is_quick else _PAGES_EACH
        reports = painter.submit(_drawn, folder, pages_each=each).result()
        single = folder / "single.pdf"
        single.write_bytes(painter.submit(_single_page).result())
    paths = _enough(reports, pages=count)
    start = min(_cost([single]) for _ in range(_STARTS))
    yield Pair(
        ours=partial(_ours, paths, start),
        bare=partial(_bare, paths),
        figures=partial(_figures, reports, count, _QUICK * 2 if is_quick else _MANY),
    )


HEADLINE = Headline(
    name="H1",
    measured="1.000 bladzijden PDF lezen (hash, afgeschermd proces, alinea's met hun "
    "plaats, afbrekingen hersteld, kopregels weg), gedeeld door een kale lus van "
    "pypdfium2 over dezelfde bestanden",
    target=1.5,
    fail=3.0,
    prepare=_prepared,
    apart=("start",),
)


def _drawn(folder: Path, *, pages_each: int) -> dict[Path, Counter[str]]:
    """Draw long versions of the demo's reports; return each with its words."""
    reports: dict[Path, Counter[str]] = {}
    for number, document in enumerate(demo_documents()):
        if document.format != "pdf":
            continue
        path = folder / f"{number}.pdf"
        path.write_bytes(draw_pdf(document))
        longer = -(-pages_each // _page_count(path))
        path.write_bytes(draw_pdf(replace(document, blocks=document.blocks * longer)))
        reports[path] = _words_drawn(document, times=longer)
    return reports


def _single_page() -> bytes:
    """Draw a page that takes no time to read: what is left is the start of a child."""
    first = next(d for d in demo_documents() if d.format == "pdf" and not d.cover)
    return draw_pdf(replace(first, blocks=first.blocks[:1]))


def _words_drawn(document: DemoDocument, *, times: int) -> Counter[str]:
    cells = chain.from_iterable(row for block in document.blocks for row in block.rows)
    text = " ".join(span.text for cell in cells for span in cell)
    return Counter({word: times * n for word, n in _words(text).items()})


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def _page_count(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def _enough(reports: Mapping[Path, Counter[str]], *, pages: int) -> list[Path]:
    """Return the reports over and over, until there are so many pages."""
    counts = {path: _page_count(path) for path in reports}
    paths: list[Path] = []
    while sum(counts[path] for path in paths) < pages:
        paths.append(list(reports)[len(paths) % len(reports)])
    return paths


def _ours(paths: list[Path], start: float) -> Spent:
    began = cpu_seconds()
    files = [_hashed(path) for path in paths]
    hashed = cpu_seconds()
    for _, outcome in read_documents(files):
        if not isinstance(outcome, DocumentText):
            raise TypeError(outcome.rule)
    read = cpu_seconds() - hashed
    return {"hash": hashed - began, "read": read - start, "start": start}


def _hashed(path: Path) -> DocumentFile:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return DocumentFile(path=path, name=path.name, sha256=sha256)


def _bare(paths: list[Path]) -> None:
    """Take the text of every page, with nothing but the bare library."""
    for path in paths:
        document = pypdfium2.PdfDocument(path)
        for page in document:
            textpage = page.get_textpage()
            textpage.get_text_range()
            textpage.close()
            page.close()
        document.close()


def _cost(paths: list[Path]) -> float:
    began = cpu_seconds()
    _ours(paths, 0.0)
    return cpu_seconds() - began


def _figures(
    reports: Mapping[Path, Counter[str]], few: int, many: int
) -> Mapping[str, tuple[float, float | None]]:
    costs = {count: _cost(_enough(reports, pages=count)) for count in (few, many)}
    growth = costs[many] / costs[few] / (many / few)
    return {
        "aandeel woorden kwijt": (_lost_share(reports), _LOST_SHARE),
        f"CPU-s voor {many} bladzijden": (costs[many], None),
        f"groei per bladzijde van {few} naar {many}": (growth, _GROWTH),
    }


def _lost_share(reports: Mapping[Path, Counter[str]]) -> float:
    """Return the share of drawn words that were not read."""
    lost = 0
    for file, outcome in read_documents(_hashed(path) for path in reports):
        text = outcome.text if isinstance(outcome, DocumentText) else ""
        lost += (reports[file.path] - _words(text)).total()
    return lost / sum(words.total() for words in reports.values())
