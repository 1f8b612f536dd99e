"""What `export` wrote of publications that are gone in, the same of today's out."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from domain.workspace import Workspace
from flows.export_forms import ExportForm
from flows.exporting import DEFAULT_PLACE, FILES_OF_FORMS, write_form
from warehouse.publishing import BASE_NAME, current_run_id
from warehouse.query import open_base

_RUN_ID = re.compile(r"\d{8}T\d{6}Z.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class OldExport:
    """The folder of exports of a publication that is not there any more."""

    name: str
    path: Path
    workspace: Workspace

    def rewrite(self) -> bool:
        """Export today's publication in these forms instead; say whether it was done.

        What else somebody put in the folder stays, and is searched as any file.
        """
        forms = [form for form in ExportForm if self._own(form).exists()]
        run_id = current_run_id(self.workspace)
        if run_id:
            place = self.path.with_name(run_id)
            with open_base(self.workspace.current / BASE_NAME) as base:
                for form in forms:
                    write_form(base, form, place)
        for form in forms:
            own = self._own(form)
            shutil.rmtree(own) if own.is_dir() else own.unlink()
        if not any(self.path.iterdir()):
            self.path.rmdir()
        return True

    def _own(self, form: ExportForm) -> Path:
        return self.path / FILES_OF_FORMS[form]


def find_old_exports(workspace: Workspace) -> list[OldExport]:
    """Return the folders in ``uitvoer/`` named after a publication that is gone."""
    exports = workspace.root / DEFAULT_PLACE
    there = {folder.name for folder in workspace.publication.glob("[!.]*")}
    return [
        OldExport(name=f"{DEFAULT_PLACE}/{path.name}", path=path, workspace=workspace)
        for path in sorted(exports.glob("[!.]*"))
        if path.is_dir() and _RUN_ID.fullmatch(path.name) and path.name not in there
    ]
