"""Faults that were done and harm that was seen in, counts and words for them out."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """What was done, and what went wrong with it.

    ``where`` is what is being done: what goes wrong is told with it.
    """

    where: str = ""
    done: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    details: list[str] = field(default_factory=list)
    show: Callable[[str, int, int], None] = field(default=lambda *_: None)
    warn: Callable[[str], None] = field(default=lambda _: None)

    def count(self, kind: str) -> None:
        """Count something that was done, and show it."""
        self.done[kind] += 1
        self.show(kind, self.done[kind], self.wrong.total())

    def add(self, kind: str, detail: str, number: int = 1) -> None:
        """Count something that should not be, and tell it: the whole takes hours."""
        if number:
            self.wrong[kind] += number
            place = f" ({self.where})" if self.where else ""
            self.details.append(f"{kind}: {detail}{place}")
            self.warn(self.details[-1])
