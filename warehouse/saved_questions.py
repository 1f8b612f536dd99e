"""The `.sql` files of `questions/` in, saved questions with title and reader out."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "questions"


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """One question an advisor asks: the first three comment lines tell about it."""

    name: str
    title: str
    reader: str
    explanation: str
    sql: str


@cache
def saved_questions() -> tuple[SavedQuestion, ...]:
    """Every saved question, by name."""
    return tuple(_question(path) for path in sorted(FOLDER.glob("*.sql")))


def _question(path: Path) -> SavedQuestion:
    lines = path.read_text(encoding="utf-8").splitlines()
    told = {}
    for line, key in zip(lines, ("title", "reader", "explanation"), strict=False):
        prefix = f"-- {key}: "
        if not line.startswith(prefix):
            raise ValueError(f"{path.name}: line must begin with `{prefix}`")
        told[key] = line.removeprefix(prefix)
    return SavedQuestion(name=path.stem, sql="\n".join(lines[3:]).strip(), **told)
