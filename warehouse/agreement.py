"""Counts on an ordered scale in, the field's measures of agreement out."""

import math
from collections.abc import Sequence

import pandas as pd

_GROUP = ["statement_id", "wave", "grouping", "group_name"]


def van_der_eijk_a(counts: Sequence[int]) -> float:
    """Return Van der Eijk's agreement A, from -1 (poles) to 1 (one answer).

    The counts are cut in layers; each layer is a pattern of filled and empty values
    whose agreement is U times the share of empty values around the filled ones
    (Van der Eijk 2001, Quality & Quantity 35).
    """
    left = list(counts)
    total = sum(left)
    agreement = 0.0
    while any(left):
        height = min(count for count in left if count)
        pattern = [count > 0 for count in left]
        agreement += height * sum(pattern) / total * _layer_agreement(pattern)
        left = [count - height if count else 0 for count in left]
    return agreement


def consensus_cns(counts: Sequence[int]) -> float:
    """Return Tastle and Wierman's consensus, 0 to 1 (2007, Approximate Reasoning)."""
    total, width = sum(counts), len(counts) - 1
    mean = sum(place * count for place, count in enumerate(counts)) / total
    return 1 + sum(
        count / total * math.log2(1 - abs(place - mean) / width)
        for place, count in enumerate(counts)
        if count
    )


def dispersion_leik(counts: Sequence[int]) -> float:
    """Return Leik's ordinal dispersion D, 0 (one answer) to 1 (two poles) (1966)."""
    total = sum(counts)
    below = [sum(counts[: place + 1]) / total for place in range(len(counts))]
    return sum(min(share, 1 - share) for share in below) / ((len(counts) - 1) / 2)


def agreement_from_tally(tally: pd.DataFrame) -> pd.DataFrame:
    """Return one row per statement, wave and group with the three measures.

    ``tally`` has one row per scale value (1..``size``) with ``respondent_count``;
    rows without a value ("don't know") do not count.
    """
    rows = [
        {**dict(zip(_GROUP, key, strict=True)), **_measures(group)}
        for key, group in tally.dropna(subset=["scale_value"]).groupby(_GROUP)
    ]
    columns = [*_GROUP, "agreement_a", "consensus_cns", "dispersion_leik"]
    return pd.DataFrame(rows, columns=columns)


def _measures(group: pd.DataFrame) -> dict[str, float]:
    counts = [0] * int(group["size"].max())
    for value, count in zip(
        group["scale_value"], group["respondent_count"], strict=True
    ):
        counts[int(value) - 1] += int(count)
    if len(counts) < 2:
        return {}
    return {
        "agreement_a": van_der_eijk_a(counts),
        "consensus_cns": consensus_cns(counts),
        "dispersion_leik": dispersion_leik(counts),
    }


def _layer_agreement(pattern: Sequence[bool]) -> float:
    size, filled = len(pattern), sum(pattern)
    if filled == 1:
        return 1.0
    if filled == size:
        return 0.0
    unimodal, bimodal = _triples(pattern)
    unity = ((size - 2) * unimodal - (size - 1) * bimodal) / (
        (size - 2) * (unimodal + bimodal)
    )
    return unity * (1 - (filled - 1) / (size - 1))


def _triples(pattern: Sequence[bool]) -> tuple[int, int]:
    """Count triples of places that read as one hill and as a valley."""
    unimodal = bimodal = 0
    size = len(pattern)
    for left in range(size):
        for centre in range(left + 1, size):
            for right in range(centre + 1, size):
                triple = (pattern[left], pattern[centre], pattern[right])
                if triple in {(True, True, False), (False, True, True)}:
                    unimodal += 1
                elif triple == (True, False, True):
                    bimodal += 1
    return unimodal, bimodal
