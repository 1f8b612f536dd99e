"""A workspace whose record of who was shown is gone publishes nothing unknowingly."""

from pathlib import Path

import pytest

from tests.flows.line import feitenbasis, publications
from tests.flows.test_forget import SETTINGS, region

pytestmark = pytest.mark.slow


def test_people_decide_that_a_publication_is_compared_with_none(
    tmp_path: Path,
) -> None:
    workspace = tmp_path / "regio"
    region(workspace)
    shown, current = workspace / ".feitenbasis/shown", workspace / "publication/current"
    assert feitenbasis("-C", workspace, "run").code == 0
    (first,) = publications(workspace)

    for record in shown.iterdir():
        record.unlink()
    assert feitenbasis("-C", workspace, "run").code == 0, "nothing to publish"
    (workspace / "feitenbasis.toml").write_text(
        SETTINGS.replace("Proefland", "Lagerveen"), "utf-8"
    )
    refused = feitenbasis("-C", workspace, "run")
    assert refused.code == 16
    assert ".feitenbasis/shown" in refused.err and first in refused.err
    assert publications(workspace) == [first]
    assert current.resolve().name == first

    current.unlink()
    outcome = feitenbasis("-C", workspace, "run")
    assert outcome.code == 0, outcome.err
    assert len(publications(workspace)) == 2
    assert (shown / f"{current.resolve().name}.parquet").is_file()
