"""Known organisations and what people decided in, the organisations to read by out.

An organisation that is the same as another becomes another name of it, so that every
later reading finds the one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from domain.corrections import Correction, CorrectionKind, in_effect
from domain.gazetteers import Organisation, Sector
from domain.identifiers import slug


def corrected_organisations(
    organisations: Sequence[Organisation], corrections: Iterable[Correction]
) -> tuple[Organisation, ...]:
    """Return the organisations with the names and sectors that people gave them.

    What no list holds but people named is added in front, under the id that a pattern
    would give it.
    """
    decided = [
        c for c in in_effect(corrections) if c.kind is CorrectionKind.ORGANISATION
    ]
    if not decided:
        return tuple(organisations)
    by_name = {body.name.casefold(): body for body in reversed(organisations)}
    added: dict[str, Organisation] = {}
    changed: dict[str, Organisation] = {}
    for correction in decided:
        name = correction.value if correction.field == "same_as" else correction.subject
        listed = by_name.get(name.casefold())
        held = changed if listed else added
        known = listed or _unlisted(name)
        body = held.get(known.organisation_id, known)
        other = by_name.get(correction.subject.casefold())
        names = (correction.subject, *(other.aliases if other else ()))
        held[known.organisation_id] = _corrected(body, correction, names=names)
    gone = {c.subject.casefold() for c in decided if c.field == "same_as"}
    kept = (
        changed.get(body.organisation_id, body)
        for body in organisations
        if body.name.casefold() not in gone
    )
    return (*added.values(), *kept)


def _unlisted(name: str) -> Organisation:
    return Organisation(
        organisation_id=f"org-{slug(name)}",
        name=name,
        kind="organisatie",
        sector=Sector.UNKNOWN,
    )


def _corrected(
    body: Organisation, correction: Correction, *, names: Sequence[str]
) -> Organisation:
    if correction.field == "sector":
        return replace(body, sector=Sector(correction.value))
    return replace(body, aliases=(*body.aliases, *names))
