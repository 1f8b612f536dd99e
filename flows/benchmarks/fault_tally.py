"""Faults that were done and harm that was seen in, counts and words for them out."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """What was done, and what went wrong with it.

    ``where`` is what is being done: what goes wrong is told with it. ``gate`` is its
    part; ``milliseconds`` and ``harm`` are what each part took by the clock,
    and what went wrong in it.
    """

    where: str = ""
    gate: str = ""
    milliseconds: Counter[str] = field(default_factory=Counter)
    harm: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    details: list[str] = field(default_factory=list)
    show: Callable[[str, int, int], None] = field(default=lambda *_: None)
    warn: Callable[[str], None] = field(default=lambda _: None)

    @contextmanager
    def at(self, gate: str) -> Iterator[None]:
        """Let what is counted in the block be of one part, and take its time."""
        began, self.gate = time.monotonic(), gate
        try:
            yield
        finally:
            # Also of a part that is cut off.
            self.milliseconds[gate] += round((time.monotonic() - began) * 1000)

    def count(self, kind: str) -> None:
        """Count something that was done, and show it."""
        self.done[kind] += 1
        self.show(kind, self.done[kind], self.wrong.total())

    def add(self, kind: str, detail: str, number: int = 1) -> None:
        """Count something that should not be, and tell it: the whole takes hours."""
        if number:
            self.wrong[kind] += number
            self.harm[self.gate] += number
            place = f" ({self.where})" if self.where else ""
            self.details.append(f"{kind}: {detail}{place}")
            self.warn(self.details[-1])
