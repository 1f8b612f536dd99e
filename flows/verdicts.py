"""Something looked at in, one line of the doctor out."""

from dataclasses import dataclass

from domain.errors import FeitenbasisError
from flows.spoken import spoken


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing looked at: ``state`` is ok, advice or wrong."""

    state: str
    subject: str
    text: str
    exit_code: int = 0


def wrong(subject: str, error: FeitenbasisError) -> Verdict:
    """Return the verdict for something that failed."""
    return Verdict("wrong", subject, spoken(error), error.exit_code)
