"""Recorded exchanges of one survey in, its parts as a server gives them out."""

import base64
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


class ReplayedSurvey:
    """One recorded survey; ``rows`` may be changed."""

    def __init__(self, recording: Path) -> None:
        """Read the recorded exchanges of one survey."""
        self._exchanges: list[dict[str, Any]] = json.loads(
            gzip.decompress(recording.read_bytes())
        )
        self.summary_hook: Callable[[], None] = lambda: None
        self.is_deactivated = False
        self.survey_id = int(recording.name.split(".")[0])
        whole = self.recorded("export_responses", "json", None, "all", "code", "short")
        self.status = whole if isinstance(whole, dict) else None
        self.rows: list[dict[str, Any]] = (
            [] if self.status else json.loads(base64.b64decode(whole))["responses"]
        )

    def deactivate(self) -> None:
        """Play what an administrator does: no table, no counts, no longer active."""
        self.rows = []
        self.is_deactivated = True

    def properties(self) -> Any:
        """Return the recorded properties, with the present state."""
        recorded = self.recorded("get_survey_properties", None)
        return {**recorded, "active": "N"} if self.is_deactivated else recorded

    def recorded(self, method: str, *start: object) -> Any:
        """Return the first recorded result of a method whose parameters begin so."""
        for each in self._exchanges:
            if each["method"] == method:
                params = each["params"][2:]
                if params[: len(start)] == list(start):
                    return each["body"]["result"]
        return {"status": "not recorded"}

    def question(self, qid: int, language: str | None) -> dict[str, Any]:
        """Return all recorded settings of one question."""
        found: dict[str, Any] = {"status": "Error: Invalid questionid"}
        for each in self._exchanges:
            params = each["params"]
            is_it = each["method"] == "get_question_properties" and params[1] == qid
            if is_it and params[3] == language:
                found = max(found, each["body"]["result"], key=len)
        return found

    def headings_by_column(self) -> dict[str, str]:
        """Return the heading of each database column: both come in the same order."""
        names = list(self.recorded("get_fieldmap"))
        return dict(zip(names, self.rows[0] if self.rows else names, strict=False))

    def summary(self) -> Any:
        """Return the recorded summary, with the counts of the present rows.

        ``summary_hook`` runs after counting, to play what happens meanwhile.
        """
        recorded = self.recorded("get_summary")
        if not recorded or self.is_deactivated:
            return []
        counted = list(self.rows)
        self.summary_hook()
        completed = sum(1 for row in counted if row["submitdate"])
        return {
            **recorded,
            "completed_responses": completed,
            "incomplete_responses": len(counted) - completed,
            "full_responses": len(counted),
        }

    def select(
        self, first: int | None, last: int | None, completion: str
    ) -> list[dict[str, Any]]:
        """Return the rows in a window of ids, both ends included."""
        return [
            row
            for row in self.rows
            if (first is None or row["id"] >= first)
            and (last is None or row["id"] <= last)
            and (completion != "complete" or row["submitdate"])
            and (completion != "incomplete" or not row["submitdate"])
        ]


def name_in_version_7(name: str, each: dict[str, Any]) -> str:
    """Return the column name LimeSurvey 7 would give: nothing in it to take apart."""
    if not each.get("qid"):
        return name
    across = str(each.get("aid", "")).partition("_")[2]
    sub = f"_S{each['sqid']}{across}" if each.get("sqid") else f"_C{each.get('aid')}"
    return f"Q{each['qid']}{sub}{each.get('scale_id', '')}"
