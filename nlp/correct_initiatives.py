"""Initiatives and what people decided about them in, the initiatives as they stand out.

A decision finds its initiative by id, or by a name it was written under when ids have
changed; what fits none or more than one changes nothing and is told.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from domain.corrections import Correction, CorrectionKind, Verdict
from domain.readings import InitiativeKind, InitiativeStatus, ResolvedInitiative
from nlp.initiative_keys import name_key
from nlp.join_initiatives import NameDecisions

APPLIED, LOST, AMBIGUOUS, UNKNOWN_NAME = (
    "applied",
    "lost",
    "ambiguous",
    "unknown_name",
)
CONFIRMED, CORRECTED = "confirmed", "corrected"


@dataclass(slots=True)
class Corrected:
    """The initiatives after what people said, and what came of each decision."""

    initiatives: list[ResolvedInitiative] = field(default_factory=list)
    reviews: dict[str, str] = field(default_factory=dict)
    effects: list[tuple[Correction, str]] = field(default_factory=list)


def name_decisions(corrections: Iterable[Correction]) -> NameDecisions:
    """Return which names people hold for one, and which they keep apart."""
    merges = [c for c in corrections if c.kind is CorrectionKind.MERGE]
    return NameDecisions(
        same=tuple((c.subject, c.field) for c in merges if c.value == Verdict.SAME),
        apart=tuple((c.subject, c.field) for c in merges if c.value == Verdict.APART),
    )


def corrected_initiatives(
    initiatives: Sequence[ResolvedInitiative],
    corrections: Sequence[Correction],
    *,
    organisation_ids: Mapping[str, str],
) -> Corrected:
    """Apply decisions; ``organisation_ids`` gives ids by name in small letters."""
    by_name: dict[str, list[str]] = defaultdict(list)
    for each in initiatives:
        for base in {name_key(name).base for name in (*each.names, each.name)}:
            by_name[base].append(each.initiative_id)
    ids = {each.initiative_id for each in initiatives}
    result = Corrected()
    decided: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        effect = APPLIED
        if correction.kind is CorrectionKind.INITIATIVE:
            meant = _meant(correction, ids=ids, by_name=by_name)
            effect = _effect(correction, meant, organisation_ids)
            if effect == APPLIED:
                decided[meant[0]].append(correction)
        elif correction.kind is CorrectionKind.MERGE:
            names = (correction.subject, correction.field)
            is_here = all(name_key(name).base in by_name for name in names)
            effect = APPLIED if is_here else LOST
        else:
            continue
        result.effects.append((correction, effect))
    for each in initiatives:
        _keep(each, decided[each.initiative_id], organisation_ids, result)
    return result


def _meant(
    correction: Correction, *, ids: set[str], by_name: Mapping[str, list[str]]
) -> list[str]:
    """Return the ids a decision may be about."""
    if correction.subject_id in ids:
        return [correction.subject_id]
    return by_name.get(name_key(correction.subject).base, [])


def _effect(
    correction: Correction, meant: Sequence[str], organisation_ids: Mapping[str, str]
) -> str:
    if not meant:
        return LOST
    if len(meant) > 1:
        return AMBIGUOUS
    is_lead = correction.field == "lead" and correction.value
    if is_lead and correction.value.casefold() not in organisation_ids:
        return UNKNOWN_NAME
    return APPLIED


def _keep(
    initiative: ResolvedInitiative,
    decided: Sequence[Correction],
    organisation_ids: Mapping[str, str],
    result: Corrected,
) -> None:
    if not decided:
        result.initiatives.append(initiative)
        return
    values = {correction.field: correction.value for correction in decided}
    if values.get("verdict") == Verdict.NONE:
        return
    changes = _changes(values, organisation_ids)
    result.initiatives.append(replace(initiative, confidence=1.0, **changes))
    review = CORRECTED if changes else CONFIRMED
    result.reviews[initiative.initiative_id] = review


def _changes(
    values: Mapping[str, str], organisation_ids: Mapping[str, str]
) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for name, value in values.items():
        if name in ("name", "sector"):
            changes[name] = value
        elif name == "kind":
            changes[name] = InitiativeKind(value)
        elif name == "status":
            changes[name] = InitiativeStatus(value)
        elif name in ("start_year", "end_year"):
            changes[name] = int(value)
        elif name == "lead":
            changes["lead_id"] = organisation_ids[value.casefold()]
    return changes
