"""Files of respondents in, a replayed survey whose answers and server hold them out."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from tests.doors.replay_limesurvey import ReplayServer

LOST = {"status": "Could not find uploaded files"}
"""What a server answers when one file of a response is gone from its disk."""


def send_along(
    server: ReplayServer, survey_id: int, files: Mapping[int, Mapping[str, bytes]]
) -> None:
    """Let responses have these files by name, and all others none."""
    for row in server.surveys[survey_id].rows:
        mine = files.get(row["id"], {})
        row["BIJLAGE"] = json.dumps([_told(name, mine[name]) for name in mine]) or ""
        row["BIJLAGE[filecount]"] = len(mine)
        server.uploads[survey_id, row["id"]] = {
            f"fu_{row['id']}_{place}": {
                "meta": {
                    **_told(name, mine[name]),
                    "question": {"title": "BIJLAGE", "qid": 20},
                    "index": place,
                },
                "content": base64.b64encode(mine[name]).decode(),
            }
            for place, name in enumerate(mine)
        }


def _told(name: str, data: bytes) -> dict[str, Any]:
    return {
        "title": "",
        "comment": "",
        "size": len(data) / 1024,
        "name": name,
        "filename": f"fu_{len(data)}",
        "ext": name.rpartition(".")[2],
    }
