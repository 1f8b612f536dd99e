"""Recorded exchanges in, a LimeSurvey server on loopback that replays them out.

It answers any window of ids, list of fields and completion status by slicing the
recorded whole export, keeps session keys, and misbehaves on request. ``rows`` of a
survey may be changed between collections, to play edits, deletions and new responses.
"""

import base64
import json
import secrets
import threading
from collections import Counter
from collections.abc import Iterable
from http.server import ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.doors.replay_faults import Fault
from tests.doors.replay_handler import ReplayHandler
from tests.doors.replayed_survey import ReplayedSurvey, name_in_version_7

PATH = "/index.php/admin/remotecontrol"
LOCKED_NL = (
    "U heeft het maximum aantal inlogpogingen overschreden. "
    "Probeer het opnieuw na 10 minuten."
)
_CODES = {
    "No permission": "ERR_NO_PERMISSION",
    "Invalid surveyid": "ERR_INVALID_SURVEY",
    "Error: Invalid survey ID": "ERR_INVALID_SURVEY",
    "No Data, could not get max id.": "ERR_NO_DATA",
    "No Data, survey table does not exist.": "ERR_NO_DATA",
    "Invalid session key": "ERR_INVALID_SESSION_KEY",
}


class ReplayServer:
    """A server in a ``with`` block; ``calls`` keeps every method called, in order."""

    def __init__(
        self,
        recordings: Iterable[Path],
        *,
        username: str = "onderzoeker",
        password: str = "zeer-geheim-7",
        is_version_7: bool = False,
    ) -> None:
        """Read the recordings; listen when entered."""
        self.surveys = {
            survey.survey_id: survey for survey in map(ReplayedSurvey, recordings)
        }
        self.username, self.password = username, password
        self.is_version_7 = is_version_7
        self.faults: list[Fault] = []
        self.uploads: dict[tuple[int, int], Any] = {}
        self.participants: list[dict[str, Any]] = []
        self.denied: set[str] = set()
        self.hidden: set[int] = set()
        self.keys: set[str] = set()
        self.calls: list[tuple[str, list[Any]]] = []
        self.moments: list[tuple[str, float]] = []
        self.failed_logins = 0
        self.is_compressed = False
        self.lock = threading.Lock()
        self.stopping = threading.Event()
        handler = type("Handler", (ReplayHandler,), {"replay": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )

    @property
    def url(self) -> str:
        """The address of RemoteControl."""
        return f"http://127.0.0.1:{self._server.server_address[1]}{PATH}"

    def __enter__(self) -> Self:
        """Start listening."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop listening and let slow answers go."""
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def count(self, method: str) -> int:
        """Return how often a method was called."""
        return Counter(name for name, _ in self.calls)[method]

    def fault_for(self, method: str, params: list[Any]) -> Fault | None:
        """Return how this call goes wrong, if it does."""
        width = 0
        if method == "export_responses" and int(params[1]) in self.surveys:
            survey = self.surveys[int(params[1])]
            first, last = [*params, *[None] * 9][7:9]
            width = len(survey.select(first, last, "all"))
        struck = [fault for fault in self.faults if fault.strikes(method, width)]
        return struck[0] if struck else None

    def answer(self, method: str, params: list[Any]) -> Any:
        """Return the result of a call."""
        if method == "get_session_key":
            return self._login(*params[:2])
        if params[0] not in self.keys:
            return self._status("Invalid session key")
        if method == "release_session_key":
            self.keys.discard(params[0])
            return "OK"
        if method in self.denied:
            return self._status("No permission")
        if method == "list_surveys":
            return self._listed()
        survey = self.surveys.get(int(params[1]))
        if method == "get_question_properties":
            return self._question(int(params[1]), *params[2:4])
        if survey is None:
            return self._status(_unknown_survey(method))
        return getattr(self, f"_{method}")(survey, *params[2:])

    def _listed(self) -> Any:
        """Return the surveys as recorded, without those the account may not see."""
        recorded = next(iter(self.surveys.values())).recorded("list_surveys")
        seen = [each for each in recorded if int(each["sid"]) not in self.hidden]
        return seen or self._status("No surveys found")

    def _login(self, username: str, password: str) -> Any:
        if self.failed_logins >= 3:
            return {"status": LOCKED_NL}
        if (username, password) != (self.username, self.password):
            self.failed_logins += 1
            return {"status": "Invalid user name or password"}
        key = secrets.token_hex(16)
        self.keys.add(key)
        return key

    def _status(self, text: str) -> dict[str, str]:
        if self.is_version_7 and text in _CODES:
            return {"status": "Nieuwe tekst", "error_code": _CODES[text]}
        return {"status": text}

    def _question(self, qid: int, wanted: list[str], language: str | None) -> Any:
        for survey in self.surveys.values():
            found = survey.question(qid, language)
            if "status" not in found:
                names = {name.removesuffix("_multiscale") for name in wanted}
                return {name: found[name] for name in found if name in names}
        return self._status("Error: Invalid questionid")

    def _get_survey_properties(
        self, survey: ReplayedSurvey, wanted: list[str] | None = None
    ) -> Any:
        return _only(survey.properties(), wanted)

    def _get_language_properties(
        self,
        survey: ReplayedSurvey,
        wanted: list[str] | None = None,
        language: str | None = None,
    ) -> Any:
        return _only(survey.recorded("get_language_properties", None, language), wanted)

    def _list_questions(
        self, survey: ReplayedSurvey, group: int | None, language: str | None
    ) -> Any:
        return survey.recorded("list_questions", group, language)

    def _get_fieldmap(self, survey: ReplayedSurvey, language: str | None = None) -> Any:
        fields = survey.recorded("get_fieldmap", language)
        if not self.is_version_7:
            return fields
        return {
            name_in_version_7(name, each): {
                **each,
                "fieldname": name_in_version_7(name, each),
            }
            for name, each in fields.items()
        }

    def _get_summary(self, survey: ReplayedSurvey, _stat: str = "all") -> Any:
        return survey.summary()

    def _get_response_ids(self, survey: ReplayedSurvey, token: str | None) -> Any:
        rows = survey.rows
        if rows and "token" not in rows[0]:
            text = f'Table "lime_survey_{survey.survey_id}" does not have a column'
            raise LookupError(text)
        wanted = token or None
        return [row["id"] for row in rows if wanted and row["token"] == wanted]

    def _list_participants(
        self, survey: ReplayedSurvey, start: int = 0, limit: int = 10, *params: Any
    ) -> Any:
        """Answer from a least id on: ``start`` is no number of rows to pass over.

        A probe asks for nobody, and may not bring in a name.
        """
        nobody = {"tid": ["=", 0]}
        held = [each for each in self.participants if each["tid"] >= start][:limit]
        if not held or params[-1:] == (nobody,):
            return self._status("No survey participants found.")
        return held

    def _get_uploaded_files(
        self, survey: ReplayedSurvey, token: str | None, response_id: int
    ) -> Any:
        """Answer what a test has put there, or what was recorded, or nothing."""
        recorded = survey.recorded("get_uploaded_files", token, response_id)
        found = [] if "status" in recorded else recorded
        return self.uploads.get((survey.survey_id, response_id), found)

    def _export_responses(self, survey: ReplayedSurvey, *params: Any) -> Any:
        form, _, completion, _, _, first, last, fields = [*params, *[None] * 8][:8]
        if not survey.rows:
            status = survey.status or {"status": "No Data, could not get max id."}
            return self._status(status["status"])
        if form != "json":
            return survey.recorded("export_responses", form)
        rows = survey.select(first, last, completion or "all")
        if not fields:
            rows = [_without_attributes(row) for row in rows]
        if fields:
            headings = survey.headings_by_column()
            names = {name: headings.get(name, name) for name in fields}
            rows = [{shown: row.get(shown) for shown in names.values()} for row in rows]
        document = json.dumps({"responses": rows}, separators=(",", ":"))
        return base64.b64encode(document.encode()).decode()


def _without_attributes(row: dict[str, Any]) -> dict[str, Any]:
    """A server gives attributes of participants only when they are asked by name."""
    return {name: each for name, each in row.items() if "attribute_" not in name}


def _only(table: Any, wanted: list[str] | None) -> Any:
    if wanted is None or "status" in table:
        return table
    return {name: table[name] for name in wanted if name in table}


def _unknown_survey(method: str) -> str:
    if method == "export_responses":
        return "No permission"
    return "Invalid surveyid" if method == "get_summary" else "Error: Invalid survey ID"
