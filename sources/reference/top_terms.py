"""The shipped TOP-lijst in, its subjects out."""

import csv
import io
from functools import cache
from pathlib import Path

from domain.gazetteers import TopTerm

_SHIPPED = Path(__file__).parent / "top_terms.csv"


@cache
def read_top_terms() -> tuple[TopTerm, ...]:
    """Return every subject of the TOP-lijst, each with the one it falls under."""
    text = _SHIPPED.read_text(encoding="utf-8")
    return tuple(TopTerm(**row) for row in csv.DictReader(io.StringIO(text)))
