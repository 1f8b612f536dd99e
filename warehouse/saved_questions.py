"""The `.sql` files of `questions/` in, saved questions with title and reader out."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from domain.phrases import ENGLISH

FOLDER = Path(__file__).parent / "questions"
_TOLD = ("title", "title_en", "reader", "explanation", "explanation_en")


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """One question an advisor asks: the first comment lines tell about it.

    ``title`` and ``explanation`` are Dutch, as its name and columns are; those with
    ``_en`` say the same in English.
    """

    name: str
    title: str
    title_en: str
    reader: str
    explanation: str
    explanation_en: str
    sql: str

    def told(self, language: str) -> tuple[str, str]:
        """Return its title and explanation in a language."""
        if language == ENGLISH:
            return self.title_en, self.explanation_en
        return self.title, self.explanation


@cache
def saved_questions() -> tuple[SavedQuestion, ...]:
    """Every saved question, by name."""
    return tuple(_question(path) for path in sorted(FOLDER.glob("*.sql")))


def _question(path: Path) -> SavedQuestion:
    lines = path.read_text(encoding="utf-8").splitlines()
    told = {}
    for line, key in zip(lines, _TOLD, strict=False):
        prefix = f"-- {key}: "
        if not line.startswith(prefix):
            raise ValueError(f"{path.name}: line must begin with `{prefix}`")
        told[key] = line.removeprefix(prefix)
    return SavedQuestion(
        name=path.stem, sql="\n".join(lines[len(_TOLD) :]).strip(), **told
    )
