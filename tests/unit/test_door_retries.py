"""A shut door is tried again, but one reason to stay away is waited out once."""

from pathlib import Path

import pytest
from prefect.client.schemas.objects import State
from prefect.states import Failed

from domain.errors import FeitenbasisError, SourceIncomplete, SourceUnreachable
from flows import pipeline
from flows.run_context import find_workspace, open_run
from tests.flows.line import KEY, small_workspace

UNKNOWN = SourceUnreachable("server_name_unknown", where="sources/a.toml")
BUSY = SourceUnreachable("server_busy", where="sources/b.toml", status=503)
RESTING = SourceUnreachable(
    "server_asks_rest", where="sources/d.toml", status=429, minutes=60
)
IN_PART = SourceUnreachable(
    "collected_in_part", where="sources/e.toml", first="x", got=1, total=2
)
SHORT = SourceIncomplete("collection_incomplete", where="sources/c.toml")


@pytest.mark.parametrize(
    ("before", "error", "is_tried_again"),
    [
        ([], UNKNOWN, True),
        ([UNKNOWN], UNKNOWN, False),
        ([UNKNOWN], BUSY, True),
        ([], SHORT, False),
        ([], RESTING, False),
        ([], IN_PART, False),
    ],
)
def test_what_is_worth_another_try(
    before: list[FeitenbasisError],
    error: FeitenbasisError,
    is_tried_again: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    with open_run(find_workspace(small_workspace(tmp_path / "proef"))) as context:
        context.setbacks += before
        token = pipeline._active.set(context)
        try:
            state: State[None] = Failed(data=error)
            assert pipeline._is_door_shut(None, None, state) is is_tried_again
        finally:
            pipeline._active.reset(token)
