"""Results that wait for their turn: bounded, in order, and never for ever."""

import threading

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.phrases import Phrase, phrase
from domain.texts import DocumentText, PassageKind, PassageSpan, UnreadableDocument
from sources.documents.stock import Stock
from sources.documents.wire import packed, unpacked


def _started(stock: Stock, size: int, turn: int) -> threading.Thread:
    thread = threading.Thread(
        target=stock.put, args=(size,), kwargs={"turn": turn}, daemon=True
    )
    thread.start()
    return thread


def test_a_later_result_waits_while_the_stock_is_full() -> None:
    stock = Stock(most_bytes=10)
    stock.put(8, turn=1)
    late = _started(stock, 8, 2)
    late.join(timeout=0.05)
    assert late.is_alive()
    stock.put(99, turn=0)
    stock.take(99)
    stock.take(8)
    late.join(timeout=5)
    assert not late.is_alive()


def test_nobody_waits_for_a_closed_stock() -> None:
    stock = Stock(most_bytes=0)
    late = _started(stock, 1, 5)
    stock.close()
    late.join(timeout=5)
    assert not late.is_alive()


_NUMBERS = st.integers(0, 10**7)
_SPANS = st.builds(
    PassageSpan,
    start_offset=_NUMBERS,
    end_offset=_NUMBERS,
    kind=st.sampled_from(PassageKind),
    page=_NUMBERS,
    page_label=st.text(max_size=3),
    section=st.text(max_size=9),
    confidence=st.none() | st.floats(0, 1),
)
_PHRASES = st.recursive(
    st.builds(Phrase, st.text(), st.just({})),
    lambda inner: st.builds(
        Phrase, st.text(), st.dictionaries(st.text(), st.integers() | st.text() | inner)
    ),
    max_leaves=4,
)
_TEXTS = st.builds(
    DocumentText,
    format=st.text(max_size=5),
    title=st.text(),
    text=st.text(),
    page_count=_NUMBERS,
    language=st.just(""),
    passages=st.lists(_SPANS).map(tuple),
    dropped_line_count=_NUMBERS,
    findings=st.lists(_PHRASES).map(tuple),
)

_REFUSALS = st.builds(
    UnreadableDocument, rule=st.text(), reason=st.builds(phrase, st.text())
)


@settings(max_examples=60)
@given(st.one_of(_TEXTS, _REFUSALS))
def test_what_is_packed_comes_out_as_it_was(
    result: DocumentText | UnreadableDocument,
) -> None:
    assert unpacked(packed(result)) == result
