"""RemoteControl calls in, answers of a canned LimeSurvey out, in a process of its own.

Not a test double: the fixed weight the benchmark lifts. A survey is numbered after
its count of responses, so survey 20000 holds 20,000. Run as a module it writes its
port to its standard output and ends when its standard input closes.
"""

import base64
import json
import os
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from subprocess import PIPE, Popen
from typing import Any, ClassVar

from flows.benchmarks.canned_answers import (
    QUESTIONS,
    SURVEY_GROUP,
    CannedQuestion,
    columns,
    response,
)

PATH = "/index.php/admin/remotecontrol"
_KEY = "k" * 32
EDIT = "edit_last"
"""A call LimeSurvey does not know: the last so many responses were edited so often."""
_PROPERTIES = {
    "active": "Y",
    "language": "nl",
    "additional_languages": "en",
    "anonymized": "N",
    "datestamp": "Y",
}


@contextmanager
def canned_server(*, pace: float = 0.0) -> Iterator[str]:
    """Run the server in a child; yield the address of its RemoteControl.

    ``pace`` is how many seconds it takes for a thousand responses. Its CPU is not
    ours: a child counts only once it is waited for, after measuring.
    """
    command = [sys.executable, "-m", "flows.benchmarks.canned_limesurvey", str(pace)]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as child:  # noqa: S603
        port = int(child.stdout.readline()) if child.stdout else 0
        yield f"http://127.0.0.1:{port}{PATH}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    pace = 0.0
    edited: ClassVar[dict[int, tuple[int, int]]] = {}

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""

    def do_POST(self) -> None:
        """Answer one call."""
        length = int(self.headers["Content-Length"])
        asked = self.rfile.read(length)
        if len(asked) < length:
            # Who asked was killed in the middle of it.
            self.close_connection = True
            return
        request = json.loads(asked)
        began = time.perf_counter()
        method, params = request["method"], request["params"]
        result = _result(method, params)
        if method == "export_responses":
            rows = _width(int(params[1]), params[7], params[8])
            due = began + rows / 1000 * self.pace - time.perf_counter()
            time.sleep(max(due, 0.0))
        opened = b'{"id":%d,"error":null,"result":' % request["id"]
        body = opened + result + b"}"
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _result(method: str, params: list[Any]) -> bytes:
    if method == EDIT:
        count, last, edition = params
        _Handler.edited[count] = (count - last, edition)
        return b"true"
    if method == "export_responses":
        count, fields = int(params[1]), params[9] if len(params) > 9 else None
        edited = _Handler.edited.get(count, (count, 0))
        return _export(count, params[7], params[8], tuple(fields or ()), edited)
    if method == "get_question_properties":
        return json.dumps(_settings(int(params[1]))).encode()
    if method == "get_summary":
        return json.dumps(_summary(int(params[1]))).encode()
    fixed: dict[str, Any] = {
        "get_session_key": _KEY,
        "release_session_key": "OK",
        "list_surveys": [],
        "get_survey_properties": _PROPERTIES,
        "get_language_properties": {
            "surveyls_title": "Meting",
            "surveyls_numberformat": "0",
        },
        "get_fieldmap": _fieldmap(),
        "list_questions": _listed(),
    }
    return json.dumps(fixed[method]).encode()


@cache
def _export(
    count: int,
    first: int | None,
    last: int | None,
    fields: tuple[str, ...],
    edited: tuple[int, int],
) -> bytes:
    """Return an export as it goes over the line; made once, then sent again.

    ``edited`` is the response after which all were edited, and how often.
    """
    rows = []
    for number in range(max(first or 1, 1), min(last or count, count) + 1):
        edition = edited[1] if number > edited[0] else 0
        row = {"id": number} if fields == ("id",) else response(number, edition=edition)
        rows.append({name: row[name] for name in fields} if fields else row)
    document = json.dumps({"responses": rows}, separators=(",", ":"))
    return b'"' + base64.b64encode(document.encode()) + b'"'


def _width(count: int, first: int | None, last: int | None) -> int:
    return max(min(last or count, count) - max(first or 1, 1) + 1, 0)


def _summary(count: int) -> dict[str, int]:
    complete = sum(number % 6 != 0 for number in range(1, count + 1))
    return {
        "completed_responses": complete,
        "incomplete_responses": count - complete,
        "full_responses": count,
    }


def _qid(question: CannedQuestion) -> int:
    return 100 + QUESTIONS.index(question)


def _fieldmap() -> dict[str, Mapping[str, Any]]:
    fields: dict[str, Mapping[str, Any]] = {"id": {"type": "id", "qid": ""}}
    numbers = {
        (each["parent_qid"], each["title"]): each["qid"]
        for question in QUESTIONS
        for each in _listed_subquestions(question)
    }
    for place, (_, question, (aid, sub, scale)) in enumerate(columns()):
        # A column of an array of texts is named after its row and column.
        row = sub.split("_")[0]
        fields[f"c{place}"] = {
            "type": question.type,
            "qid": _qid(question),
            "gid": SURVEY_GROUP,
            "aid": aid,
            "sqid": numbers[_qid(question), row] if sub else "",
            "scale_id": scale,
            "title": question.code,
            "group_name": "Groep",
        }
    return fields


def _listed() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = []
    for question in QUESTIONS:
        listed.append(
            {
                "qid": _qid(question),
                "parent_qid": 0,
                "title": question.code,
                "type": question.type,
                "other": "Y" if question.has_other else "N",
                "question": f"Vraag {question.code}",
            }
        )
        listed += _listed_subquestions(question)
    return listed


def _listed_subquestions(question: CannedQuestion) -> Iterator[dict[str, Any]]:
    axes = [(sub.split("_"), scale) for _, sub, scale in question.parts if sub]
    codes = [(code, across) for names, _ in axes for across, code in enumerate(names)]
    for order, (code, across) in enumerate(dict.fromkeys(codes), start=1):
        yield {
            "qid": _qid(question) * 100 + order,
            "parent_qid": _qid(question),
            "title": code,
            "type": "T",
            "scale_id": across,
            "question_order": order,
            "question": f"Deelvraag {code}",
        }


def _settings(qid: int) -> dict[str, Any]:
    question = QUESTIONS[qid - 100]
    scales = (0, 1) if question.type == "1" else (0,)
    options: Any = [
        {
            code: {"answer": f"Optie {code}", "scale_id": scale, "order": order}
            for order, code in enumerate(question.options, start=1)
        }
        for scale in scales
    ]
    if not question.options:
        options = "No available answer options"
    elif len(scales) == 1:
        options = options[0]
    return {"answeroptions": options, "attributes": "No available attributes"}


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a caller that hung up, as one that is killed does."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _serve() -> None:
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        _Handler.pace = float(sys.argv[1])
        threading.Thread(target=server.serve_forever, daemon=True).start()
        os.write(1, f"{server.server_address[1]}\n".encode())
        os.read(0, 1)


if __name__ == "__main__":
    _serve()
