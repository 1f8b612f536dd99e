"""A text of millions of words in, and the process of the run hardly larger out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.line import KEY, small_workspace

_GROWTH = """
import resource, sys
from pathlib import Path
from domain.declarations import DocumentsSource
from flows.document_reading import landed_documents, read_batch
from flows.run_context import find_workspace, open_run
from sources.document_folder import collect_documents
from warehouse.checks import shared_checker

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

workspace = find_workspace(Path(sys.argv[1]))
with open_run(workspace) as context:
    context.manifests["stukken"] = collect_documents(
        DocumentsSource(kind="documents", path="documents"),
        source_id="stukken",
        root=workspace.root,
        landing=context.landing,
    )
    documents = landed_documents(context)
    keys = sorted(documents, key=lambda key: documents[key][1].name)
    assert read_batch(context, keys[:1], documents, shared_checker()) == 1
    before = peak()
    assert read_batch(context, keys[1:], documents, shared_checker()) == 1
    print(peak() - before)
    [row] = context.warehouse.records("SELECT count(*) AS count FROM passage")
    assert row["count"] > 70_000, row
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="peak memory in units of Linux")
def test_the_run_stays_small_while_a_large_text_is_stored(tmp_path: Path) -> None:
    law = "\n\n".join(
        f"Artikel {number}. Het dagelijks bestuur van het waterschap stelt jaarlijks "
        "de “legger” vast, met de ligging, vorm, afmeting en constructie waaraan de "
        "waterstaatswerken moeten voldoen."
        for number in range(75_000)
    )
    assert len(law) > 13_000_000
    folder = small_workspace(
        tmp_path / "proef", {"a.txt": "Een zin over water.", "b.txt": law}
    )
    done = subprocess.run(
        [sys.executable, "-c", _GROWTH, str(folder)],
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "FEITENBASIS_KEY": KEY,
        },
        check=True,
        capture_output=True,
        timeout=600,
    )
    assert float(done.stdout) < 150
