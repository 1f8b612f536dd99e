"""What was read in a passage and the themes people gave it in, what counts out."""

from collections.abc import Container, Iterable
from dataclasses import replace

from domain.corrections import Correction, CorrectionKind, in_effect
from domain.readings import PassageReading, ThemeMention

BY_PEOPLE = "people"
NO_THEME = "-"
UNKNOWN_THEME = "unknown_theme"
"""What comes of a decision that names a theme the codebook no longer has."""


def decided_themes(
    corrections: Iterable[Correction], *, known: Container[str]
) -> dict[str, tuple[str, ...]]:
    """Return the themes people gave to a passage, the main one first.

    Themes that the codebook no longer has are left out; a decision of which nothing is
    left decides nothing, unlike one that says there is no theme.
    """
    found: dict[str, tuple[str, ...]] = {}
    for correction in in_effect(corrections):
        if is_about_themes(correction):
            themes = named_themes(correction)
            kept = tuple(each for each in themes if each in known)
            if kept or not themes:
                found[correction.subject_id] = kept
    return found


def is_about_themes(correction: Correction) -> bool:
    """Tell whether a decision gives a passage its themes."""
    return correction.kind is CorrectionKind.PASSAGE and correction.field == "themes"


def named_themes(correction: Correction) -> tuple[str, ...]:
    """Return the themes a decision names, known or not."""
    return tuple(each for each in correction.value.split() if each != NO_THEME)


def with_decided_themes(
    reading: PassageReading, themes: tuple[str, ...] | None, *, length: int
) -> PassageReading:
    """Give a passage the themes people chose.

    Words that led to a theme they keep stay where they are; a theme they add has the
    whole passage for its place.
    """
    if themes is None:
        return reading
    main = themes[0] if themes else ""
    kept = [
        replace(mention, is_main=mention.theme_id == main, score=1.0)
        for mention in reading.themes
        if mention.theme_id in themes
    ]
    found = {mention.theme_id for mention in kept}
    added = [
        ThemeMention(
            theme_id=theme_id,
            start_offset=0,
            end_offset=length,
            rule=BY_PEOPLE,
            score=1.0,
            is_main=theme_id == main,
        )
        for theme_id in themes
        if theme_id not in found
    ]
    return replace(reading, themes=(*kept, *added))
