"""What was read in a passage and the themes people gave it in, what counts out."""

from collections.abc import Iterable
from dataclasses import replace

from domain.corrections import Correction, CorrectionKind, in_effect
from domain.readings import PassageReading, ThemeMention

BY_PEOPLE = "people"
NO_THEME = "-"


def decided_themes(corrections: Iterable[Correction]) -> dict[str, tuple[str, ...]]:
    """Return the themes people gave to a passage, the main one first."""
    return {
        c.subject_id: tuple(each for each in c.value.split() if each != NO_THEME)
        for c in in_effect(corrections)
        if c.kind is CorrectionKind.PASSAGE and c.field == "themes"
    }


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
