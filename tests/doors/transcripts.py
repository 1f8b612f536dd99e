"""Recorded calls in, the odd answers among them out, ready to be sent again."""

import json
from pathlib import Path
from typing import Any

from tests.doors.replay_faults import Page
from tests.doors.survey_examples import SHARED

TRANSCRIPTS = SHARED / "limesurvey" / "transcripts"


class Transcript:
    """One recorded call: ``method``, and what the server answered."""

    def __init__(self, path: Path) -> None:
        """Read the exchange."""
        exchange: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        asked, answered = exchange["request"]["body"], exchange["response"]
        self.name = path.stem
        self.method: str = asked.get("method", "") if isinstance(asked, dict) else ""
        self.status: int = answered["http_status"]
        self.content_type: str = answered["content_type"]
        self.answer: dict[str, Any] | None = answered.get("body")
        self.raw: str = answered.get("raw_body") or ""

    @property
    def is_odd(self) -> bool:
        """Whether it is anything but a result with something in it."""
        if self.status != 200 or self.answer is None:
            return True
        result = self.answer["result"]
        is_status = isinstance(result, dict) and "status" in result
        return bool(self.answer["error"]) or is_status or result in ([], {})

    @property
    def words(self) -> str:
        """The text of the server itself, which no message may repeat."""
        if self.answer is None:
            return self.raw.strip()[:80]
        result = self.answer["result"]
        told = result.get("status") if isinstance(result, dict) else None
        return str(self.answer["error"] or told or "")

    def page(self) -> Page:
        """Return the answer to send; the id becomes that of the new call."""
        if self.answer is None:
            return Page(self.status, self.content_type, self.raw.encode())
        return Page(self.status, self.content_type, json.dumps(self.answer).encode())


def odd_transcripts() -> dict[str, Transcript]:
    """Return every recorded odd answer by name."""
    found = [Transcript(path) for path in sorted(TRANSCRIPTS.glob("*.json"))]
    return {each.name: each for each in found if each.is_odd}
