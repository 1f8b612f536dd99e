"""Two codings of one set of passages in, scores per aspect and confusions out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.coding import SPAN_ASPECTS, Aspect, CodedPassage
from nlp.measuring.matching import Mode, Outcome, Verdict, compare_labels, compare_spans
from nlp.measuring.scores import DRAWS, AspectScore, passages_of, score_outcomes

MODES: Mapping[Aspect, tuple[Mode, ...]] = {
    **{aspect: (Mode.EXACT,) for aspect in Aspect},
    Aspect.INITIATIVES: (Mode.EXACT, Mode.OVERLAP),
    Aspect.ORGANISATIONS: (Mode.EXACT, Mode.OVERLAP),
    Aspect.PLACES: (Mode.EXACT, Mode.OVERLAP),
    Aspect.PERSONAL_DATA: (Mode.COVERED,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """One code that was missed, or found and not in the reference."""

    aspect: Aspect
    mode: Mode
    passage_id: str
    verdict: Verdict
    label: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What came of comparing two codings.

    ``scores`` holds the aspects that both coded; ``passage_count`` and ``unit_count``
    say what they rest on. ``passage_counts`` counts per aspect the passages both coded.
    """

    passage_count: int
    unit_count: int
    passage_counts: Mapping[Aspect, int]
    scores: Mapping[Aspect, Mapping[Mode, AspectScore]]
    confusions: tuple[Confusion, ...]


def compare(
    reference: Sequence[CodedPassage],
    found: Sequence[CodedPassage],
    *,
    draws: int = DRAWS,
) -> Comparison:
    """Compare passages by id; those that only one coder has are left out."""
    pairs = paired(reference, found)
    documents = passages_of((one.passage_id, one.document) for one, _ in pairs)
    scores: dict[Aspect, dict[Mode, AspectScore]] = {}
    confusions: list[Confusion] = []
    counts: dict[Aspect, int] = {}
    for aspect in Aspect:
        for mode in MODES[aspect]:
            outcomes = dict(_outcomes(pairs, aspect, mode))
            if not outcomes:
                continue
            counts[aspect] = len(outcomes)
            score = score_outcomes(outcomes, documents=documents, draws=draws)
            scores.setdefault(aspect, {})[mode] = score
            confusions += _confusions(outcomes, aspect, mode)
    return Comparison(
        passage_count=len(pairs),
        unit_count=len(set(documents.values())),
        passage_counts=counts,
        scores=scores,
        confusions=tuple(confusions),
    )


def paired(
    reference: Sequence[CodedPassage], found: Sequence[CodedPassage]
) -> list[tuple[CodedPassage, CodedPassage]]:
    """Return the passages that both coders have, in the order of the reference."""
    by_id = {passage.passage_id: passage for passage in found}
    return [
        (passage, by_id[passage.passage_id])
        for passage in reference
        if passage.passage_id in by_id
    ]


def _outcomes(
    pairs: Sequence[tuple[CodedPassage, CodedPassage]], aspect: Aspect, mode: Mode
) -> Iterator[tuple[str, tuple[Outcome, ...]]]:
    for one, other in pairs:
        wanted, claimed = one.codes(aspect), other.codes(aspect)
        if wanted is None or claimed is None:
            continue
        if aspect in SPAN_ASPECTS:
            yield one.passage_id, compare_spans(wanted, claimed, mode=mode)
        else:
            yield one.passage_id, compare_labels(wanted, claimed)


def _confusions(
    outcomes: Mapping[str, Sequence[Outcome]], aspect: Aspect, mode: Mode
) -> Iterator[Confusion]:
    for passage_id, found in outcomes.items():
        for outcome in found:
            if outcome.verdict is not Verdict.HIT:
                yield Confusion(
                    aspect=aspect,
                    mode=mode,
                    passage_id=passage_id,
                    verdict=outcome.verdict,
                    label=outcome.label,
                    words=outcome.words,
                )
