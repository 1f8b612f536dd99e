"""The demo region in, headline H7 out: one publication with its pages and exports."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from domain.workspace import Workspace
from flows import publishing
from flows.benchmarks.headline import Headline, Judged, Pair, Spent, cpu_seconds
from flows.benchmarks.survey_work import measured_keys
from flows.benchmarks.whole_line import run_whole
from flows.export_forms import ExportForm
from flows.exporting import write_form
from flows.run_context import RunContext, find_workspace, open_run
from sources.demo.workspace import write_demo
from warehouse.checks import shared_checker
from warehouse.publishing import BASE_NAME
from warehouse.query import open_base

_QUICK_DOCUMENTS = 3


@contextmanager
def _prepared(folder: Path, is_quick: bool) -> Iterator[Pair]:
    measured_keys()
    root = folder / "demo"
    root.mkdir()
    write_demo(root)
    if is_quick:
        _thin(root)
    run_whole(root)
    yield Pair(ours=partial(_publish, find_workspace(root)), bare=None)


HEADLINE = Headline(
    name="H7",
    measured="een publicatie van de demoregio: de base gebouwd en gecontroleerd, de "
    "bladzijden van 17 thema's, en de base in 5 andere vormen",
    target=60.0,
    fail=180.0,
    prepare=_prepared,
    judged=Judged.SECONDS,
)


def _thin(root: Path) -> None:
    """Leave the surveys out and few documents in, published in the same way."""
    for declaration in (root / "sources").glob("raadpleging*.toml"):
        declaration.unlink()
    documents = [path for path in (root / "documents").rglob("*") if path.is_file()]
    for path in sorted(documents)[_QUICK_DOCUMENTS:]:
        path.unlink()


def _publish(workspace: Workspace) -> Spent:
    began = cpu_seconds()
    with open_run(workspace) as context:
        folder = publishing.publish(
            context,
            fingerprint=_fingerprint(context),
            facts={"model": "", "codebook_version": ""},
            checker=shared_checker(),
        )
    published = cpu_seconds()
    with (
        tempfile.TemporaryDirectory() as place,
        open_base(folder / BASE_NAME) as base,
    ):
        for form in ExportForm:
            write_form(base, form, Path(place))
    done = cpu_seconds()
    return {"publication": published - began, "exports": done - published}


def _fingerprint(context: RunContext) -> str:
    for source_id in context.source_ids:
        manifest = context.landing.read_manifest(source_id)
        if manifest is not None:
            context.manifests[source_id] = manifest
    return publishing.line_fingerprint(context)
