"""Labels people gave and groups a method made in, how well these agree out."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

LEAST_LABELLED = 10
"""A label of fewer texts is too small to be found as a group of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupingScore:
    """How groups agree with labels; a text without a group is ``left_over``.

    ``purity`` is the share of the grouped texts that have the usual label of their
    group. ``nmi`` (normalised mutual information, 0 to 1) counts what is left over as
    one group more. A label is found where at least half of a group has it.
    """

    text_count: int
    group_count: int
    left_over_count: int
    purity: float
    nmi: float
    label_count: int
    labels_found: int


def grouping_score(
    labels: Sequence[str], groups: Sequence[Hashable | None]
) -> GroupingScore:
    """Score groups against labels, text by text in the same order."""
    from sklearn.metrics import normalized_mutual_info_score

    members: dict[Hashable, Counter[str]] = defaultdict(Counter)
    for label, group in zip(labels, groups, strict=True):
        if group is not None:
            members[group][label] += 1
    usual = [found.most_common(1)[0] for found in members.values()]
    placed = sum(found.total() for found in members.values())
    large = {n for n, count in Counter(labels).items() if count >= LEAST_LABELLED}
    found = {
        label
        for (label, count), group in zip(usual, members.values(), strict=True)
        if 2 * count >= group.total()
    }
    places = {group: place for place, group in enumerate(members)}
    numbers = [-1 if group is None else places[group] for group in groups]
    return GroupingScore(
        text_count=len(labels),
        group_count=len(members),
        left_over_count=len(labels) - placed,
        purity=sum(count for _, count in usual) / placed if placed else 0.0,
        nmi=float(normalized_mutual_info_score(list(labels), numbers)) if labels else 0,
        label_count=len(large),
        labels_found=len(found & large),
    )
