"""Names in ``compact.cfg`` in, the schedule and the logger behind them out."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from domain.storage import write_atomically

SCHEDULE = "feitenbasis.warm_hold_decay.v1"
CURVE = "feitenbasis.curve.v1"
CURVE_SCORES = ("pos_acc", "dep_uas", "dep_las", "lemma_acc", "sents_f")


def register() -> None:
    """Make both names known to spaCy; doing it again changes nothing."""
    from spacy.util import registry

    registry.schedules(SCHEDULE)(warm_hold_decay)
    registry.loggers(CURVE)(curve_logger)


def warm_hold_decay(
    rate: float, warm: int, hold: int, decay: int, floor: float
) -> Iterator[float]:
    """Yield a learning rate per step: up, level until ``hold``, down to the floor.

    ``floor`` is a share of ``rate``; it is reached ``decay`` steps after ``hold``.
    """
    step = 0
    while True:
        down = max(0.0, (step - hold) / decay)
        up = min(1.0, (step + 1) / warm)
        yield rate * min(up, max(floor, 1.0 - (1.0 - floor) * down))
        step += 1


def curve_logger(
    path: str,
) -> Callable[..., tuple[Callable[[dict[str, Any] | None], None], Callable[[], None]]]:
    """Return a logger that writes one JSON line for each measurement on dev."""
    lines: list[str] = []

    def started(
        *_: Any,
    ) -> tuple[Callable[[dict[str, Any] | None], None], Callable[[], None]]:
        return log_step, lambda: None

    def log_step(info: dict[str, Any] | None) -> None:
        if info is None:
            return
        row = {
            "step": info["step"],
            "cpu_minutes": round(time.process_time() / 60, 2),
            **{name: round(info["other_scores"][name], 4) for name in CURVE_SCORES},
        }
        lines.append(json.dumps(row))
        write_atomically(Path(path), "\n".join((*lines, "")).encode())

    return started
