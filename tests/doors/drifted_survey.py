"""A recorded survey in, the same one as its next wave would be changed out."""

import base64
import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def drifted(
    recording: Path,
    target: Path,
    *,
    codes: Mapping[str, str],
    texts: Mapping[str, str],
    types: Mapping[str, str],
) -> Path:
    """Write a copy of a recording with other codes, texts and question types.

    ``codes`` and ``texts`` map the old to the new; ``types`` the code of a question to
    its new type. Everything the server says of a question changes along.
    """
    exchanges = json.loads(gzip.decompress(recording.read_bytes()))
    for each in exchanges:
        body = each["body"]
        if each["method"] == "export_responses" and isinstance(body["result"], str):
            document = base64.b64decode(body["result"]).decode()
            renamed = _in_quotes(document, codes)
            body["result"] = base64.b64encode(renamed.encode()).decode()
        else:
            said = _in_quotes(json.dumps(body["result"], ensure_ascii=False), codes)
            for old, new in texts.items():
                said = said.replace(old, new)
            body["result"] = json.loads(said)
            _retype(body["result"], types)
    target.write_bytes(gzip.compress(json.dumps(exchanges).encode(), 1))
    return target


def _in_quotes(text: str, codes: Mapping[str, str]) -> str:
    for old, new in codes.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    return text


def _retype(result: Any, types: Mapping[str, str]) -> None:
    """Change the type wherever a question of that code is described."""
    if isinstance(result, list):
        for each in result:
            _retype(each, types)
    elif isinstance(result, dict):
        if result.get("title") in types and "type" in result:
            result["type"] = types[result["title"]]
        for each in result.values():
            _retype(each, types)
