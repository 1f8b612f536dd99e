"""A theme in, the name it has in every REFI-QDA file out."""

from uuid import UUID, uuid5

QDC_SPACE = "urn:QDA-XML:codebook:1.0"
QDC_SPACES = (QDC_SPACE, "urn:QDA-XML:codebook:1:0")
"""How the standard is named in files that are about: some programs write a colon."""
_THEMES = UUID("adf30618-e6d0-47ad-affa-4361de00a2d2")
"""Drawn once; another one would make every theme a new code to other programs."""


def code_guid(theme_id: str) -> str:
    """Return the guid of a theme: the same in every file, whatever its name."""
    return str(uuid5(_THEMES, theme_id)).upper()
