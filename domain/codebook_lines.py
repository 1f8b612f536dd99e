"""The form in which a codebook travels: one line per text, term or example."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tomllib import loads
from typing import Any

from domain.errors import CodebookInvalid

TEXT_KEYS = (
    "label_nl",
    "label_en",
    "definition",
    "definition_en",
    "include",
    "exclude",
    "top_code",
)
OPTIONAL_TEXT_KEYS = ("top_code",)
"""What a theme may lack: not every theme of a region stands in the TOP list."""
PART_KEYS = ("parts", "parts_head", "parts_modifier", "light_modifier", "weak_parts")
TERM_KEYS = (
    "words",
    *PART_KEYS,
    "phrases",
    "light",
    "weak",
    "words_en",
    "words_fy",
    "exclude_words",
)
EXAMPLE_KEYS = ("hit", "miss")
LINE_KEYS = (*TEXT_KEYS, *TERM_KEYS, *EXAMPLE_KEYS)
LONGEST_TEXT = 32_000
"""A cell of a spreadsheet holds 32,767 characters and drops what is longer."""
_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class CodebookLine:
    """One value of one key of one theme, in the order of the codebook."""

    theme_id: str
    key: str
    value: str


@cache
def exchange_texts() -> dict[str, Any]:
    """Return what stands in an exchanged codebook and on the screen, by language."""
    path = Path(__file__).with_name("codebook_texts.toml")
    return loads(path.read_text(encoding="utf-8"))


def check_travels(lines: Sequence[CodebookLine], *, where: str) -> None:
    """Raise ``CodebookInvalid`` for what no spreadsheet or XML file can hold."""
    for line in lines:
        place = f"{where} [themes.{line.theme_id}]"
        if _NOT_IN_XML.search(line.theme_id + line.value):
            raise CodebookInvalid("codebook_text_control", where=place, key=line.key)
        if len(line.value) > LONGEST_TEXT:
            raise CodebookInvalid(
                "codebook_text_long", where=place, key=line.key, most=LONGEST_TEXT
            )
