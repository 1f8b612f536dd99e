"""What tests of initiatives need: a mention somewhere, and names of what came out."""

from domain.readings import (
    InitiativeKind,
    InitiativeMention,
    InitiativeStatus,
    LocatedMention,
    ResolvedInitiative,
)
from nlp.resolve_initiatives import EarlierName
from nlp.resolve_initiatives import resolve_initiatives as resolution_of


def located(
    text: str,
    *,
    context: str = "doc1",
    passage: str = "p1",
    themes: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    said_on: str = "",
    status: InitiativeStatus = InitiativeStatus.UNKNOWN,
    is_from_answer: bool = False,
    voice: str = "",
    **fields: object,
) -> LocatedMention:
    """A mention in a passage, with only what a test needs."""
    mention = InitiativeMention(
        start_offset=0,
        end_offset=len(text),
        text=text,
        kind=InitiativeKind.VISION,
        status=status,
        rule=str(fields.pop("rule", "trigger-name")),
        confidence=0.8,
        **fields,  # type: ignore[arg-type]
    )
    return LocatedMention(
        passage_id=passage,
        context_id=context,
        mention=mention,
        theme_ids=themes,
        place_names=places,
        said_on=said_on,
        is_from_answer=is_from_answer,
        voice=voice,
    )


def resolve_initiatives(
    *args: object, **fields: object
) -> tuple[ResolvedInitiative, ...]:
    """Only the initiatives: most tests look at nothing else."""
    return resolution_of(*args, **fields).initiatives  # type: ignore[arg-type]


def had(resolved: tuple[ResolvedInitiative, ...]) -> list[EarlierName]:
    """What the next run knows of these initiatives."""
    return [
        EarlierName(initiative.initiative_id, name)
        for initiative in resolved
        for name in initiative.names
    ]


def names(resolved: tuple[ResolvedInitiative, ...]) -> list[str]:
    """The names of what was resolved, in order."""
    return sorted(initiative.name for initiative in resolved)
