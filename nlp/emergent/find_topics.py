"""Texts in, emergent themes out: their terms, their texts, and what is left over."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from nlp.emergent.boilerplate import find_boilerplate
from nlp.emergent.chunks import Chunk, ChunkFinder, Span
from nlp.emergent.counting import counted_terms, grouping_weights
from nlp.emergent.stable_ids import TopicTerms, matched_ids
from nlp.emergent.topics import NO_TOPIC, UNSEEN, Matrix, topics_of
from nlp.emergent.word_classes import WordClasses, shipped_word_classes

FEWEST_TEXTS = 20
"""Under this many texts nothing is said of subjects: each would be an accident."""
LEAST_TEXTS = 4
"""A subject holds at least this many texts; a term stands in half as many."""
LEAST_SPREAD = 3
"""A term characterises a subject only where this many of its texts have it."""
TERMS_KEPT = 12
TEXTS_PER_TERM = 10
"""A subject has one more word of its own for so many texts."""
LEAST_COHERENCE = 0.4
"""Where fewer of the texts share two terms, they share a word and no subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextToGroup:
    """One passage; ``taken`` are spans the codebook has, or that are a name.

    Of what is no ``is_answer``, what documents repeat is passed over too.
    """

    passage_id: str
    text: str
    taken: tuple[Span, ...] = ()
    is_answer: bool = True


@dataclass(frozen=True, slots=True)
class TopicTerm:
    """A term of a theme: its weight there, and how it is usually written."""

    term: str
    label: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMention:
    """A term of a theme at its place in a passage of that theme."""

    passage_id: str
    term: str
    start_offset: int
    end_offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergentTheme:
    """One subject with its heaviest terms first, and its texts, most typical first.

    ``coherence`` is the share of its texts with at least two of its terms.
    """

    theme_id: str
    coherence: float
    terms: tuple[TopicTerm, ...]
    passages: tuple[tuple[str, float], ...]
    mentions: tuple[TopicMention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What the previous run found: term weights by theme, and the theme by passage.

    A passage that was left over has an empty theme.
    """

    terms: Mapping[str, TopicTerms] = field(default_factory=dict)
    theme_of: Mapping[str, str] = field(default_factory=dict)


NOTHING_EARLIER = Earlier()


@dataclass(frozen=True, slots=True, kw_only=True)
class Emerged:
    """What rose from the texts; every text is in one theme or in ``left_over``."""

    themes: tuple[EmergentTheme, ...]
    left_over: tuple[str, ...]


def find_emergent_themes(
    texts: Sequence[TextToGroup],
    *,
    id_of: Callable[[tuple[str, ...]], str],
    earlier: Earlier = NOTHING_EARLIER,
    classes: WordClasses | None = None,
) -> Emerged:
    """Return the subjects of the texts; the order of the texts does not matter.

    A theme that is still about the same as an ``earlier`` one keeps its id, and few new
    texts leave the others where they were. ``id_of`` makes an id from heaviest terms.
    """
    ordered = sorted(texts, key=lambda text: text.passage_id)
    if len(ordered) < FEWEST_TEXTS:
        return Emerged(themes=(), left_over=tuple(t.passage_id for t in ordered))
    finder = ChunkFinder(classes or shipped_word_classes())
    chunks = [
        finder.find_chunks(text.text, taken=spans)
        for text, spans in zip(ordered, _passed_over(ordered), strict=True)
    ]
    counts, terms = counted_terms(chunks, least_spread=LEAST_TEXTS // 2)
    weights = grouping_weights(chunks, least_spread=LEAST_TEXTS // 2)
    start = _start(ordered, earlier)
    topics = topics_of(weights, least_texts=LEAST_TEXTS, start=start)
    members = [np.flatnonzero(topics == n) for n in range(topics.max(initial=-1) + 1)]
    members = [rows for rows in members if len(rows)]
    drafts = [
        draft
        for draft in _drafts(members, counts, weights, terms, chunks, ordered)
        if draft.coherence >= LEAST_COHERENCE
    ]
    found = [{term.term: term.weight for term in draft.terms} for draft in drafts]
    ids = matched_ids(found, earlier.terms, id_of=id_of)
    themes = [
        replace(draft, theme_id=theme_id)
        for theme_id, draft in zip(ids, drafts, strict=True)
    ]
    placed = {passage for theme in themes for passage, _ in theme.passages}
    return Emerged(
        themes=tuple(sorted(themes, key=lambda t: (-len(t.passages), t.theme_id))),
        left_over=tuple(
            text.passage_id for text in ordered if text.passage_id not in placed
        ),
    )


def _passed_over(texts: Sequence[TextToGroup]) -> Iterator[tuple[Span, ...]]:
    """Yield the spans that say nothing beside the codebook, for each text."""
    written = [text.text for text in texts if not text.is_answer]
    repeated = iter(find_boilerplate(written))
    for text in texts:
        yield text.taken if text.is_answer else (*text.taken, *next(repeated))


def _start(texts: Sequence[TextToGroup], earlier: Earlier) -> np.ndarray | None:
    """Return the number of the theme each text had, or nothing on a first run."""
    if not earlier.terms:
        return None
    places = {theme_id: n for n, theme_id in enumerate(sorted(earlier.terms))}
    return np.array(
        [
            places.get(earlier.theme_of[text.passage_id], NO_TOPIC)
            if text.passage_id in earlier.theme_of
            else UNSEEN
            for text in texts
        ],
        dtype=np.int64,
    )


def _drafts(
    members: Sequence[np.ndarray],
    counts: Matrix,
    weights: Matrix,
    terms: Sequence[str],
    chunks: Sequence[Sequence[Chunk]],
    texts: Sequence[TextToGroup],
) -> Iterator[EmergentTheme]:
    """Yield themes without an id, each weighed against the others."""
    written = _usual_forms(chunks)
    shares = _class_weights(members, counts)
    for rows, share in zip(members, shares, strict=True):
        # What one text repeats is heavy, but names no subject of several.
        spread = np.asarray((counts[rows] > 0).sum(axis=0)).ravel()
        fit = np.flatnonzero((share > 0) & (spread >= LEAST_SPREAD)).tolist()
        heaviest = sorted(fit, key=lambda place: (-share[place], terms[place]))
        kept = [
            TopicTerm(terms[place], written[terms[place]], float(share[place]))
            for place in heaviest[:TERMS_KEPT]
        ]
        wanted = {term.term for term in kept}
        middle = np.asarray(weights[rows].sum(axis=0)).ravel()
        middle /= np.linalg.norm(middle) or 1.0
        fits = np.asarray(weights[rows] @ middle).round(4)
        passages = [
            (texts[row].passage_id, float(fit))
            for row, fit in zip(rows, fits, strict=True)
        ]
        mentions = tuple(
            TopicMention(
                passage_id=texts[row].passage_id,
                term=chunk.term,
                start_offset=chunk.start_offset,
                end_offset=chunk.end_offset,
            )
            for row in rows
            for chunk in chunks[row]
            if chunk.term in wanted
        )
        yield EmergentTheme(
            theme_id="",
            coherence=_coherence(counts[rows], heaviest, terms),
            terms=tuple(kept),
            passages=tuple(sorted(passages, key=lambda each: (-each[1], each[0]))),
            mentions=mentions,
        )


def _coherence(counts: Matrix, heaviest: Sequence[int], terms: Sequence[str]) -> float:
    """Return the share of the texts with two of the nouns or more.

    A large subject has more words of its own, so more of them count.
    """
    text_count = counts.shape[0]
    wide = heaviest[: max(TERMS_KEPT, text_count // TEXTS_PER_TERM)]
    held = counts[:, wide].tocoo()
    nouns = {
        (row, terms[wide[column]].rpartition(" ")[2])
        for row, column in zip(held.row.tolist(), held.col.tolist(), strict=True)
    }
    said = Counter(row for row, _ in nouns)
    return round(sum(count > 1 for count in said.values()) / int(text_count), 4)


def _class_weights(members: Sequence[np.ndarray], counts: Matrix) -> list[np.ndarray]:
    """Return class-based TF-IDF: every theme is one long text among the others."""
    if not members:
        return []
    sums = np.vstack([np.asarray(counts[rows].sum(axis=0)).ravel() for rows in members])
    totals = sums.sum(axis=1)
    overall = np.maximum(sums.sum(axis=0), 1)
    rarity = np.log(1 + totals.mean() / overall)
    shares = sums / np.maximum(totals, 1)[:, None] * rarity
    return list(shares.round(6))


def _usual_forms(chunks: Sequence[Sequence[Chunk]]) -> dict[str, str]:
    """Return how each term is mostly written; shortest first where forms tie."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for row in chunks:
        for chunk in row:
            forms[chunk.term][chunk.form] += 1
    return {
        term: min(found, key=lambda form: (-found[form], len(form), form))
        for term, found in forms.items()
    }
