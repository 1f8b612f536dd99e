"""Declarations and marks of who was forgotten in, the saved files that hold them out.

People saved these files by hand, so nothing here is written without being asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from domain.declarations import (
    AnySource,
    LimeSurveyExportSource,
    PolisSource,
    ProposalsSource,
)
from domain.errors import FeitenbasisError
from domain.storage import sweep_orphans_of, write_atomically
from domain.surveys import SurveyStructure
from domain.tombstones import Tombstones
from sources.export_rows import read_export_rows
from sources.limesurvey_export import r_syntax_of
from sources.respondent_door import respondent_of
from sources.rows_cut_out import without_responses, without_uploads
from sources.saved_files import saved_bytes
from sources.saved_uploads import response_of_upload
from sources.survey_archive import is_archive
from sources.survey_definition import SurveyDefinition, read_definition
from sources.whole_numbers import whole_number

_OTHER = PolisSource | ProposalsSource


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedCopy:
    """A file of the team that holds forgotten responses, by the name it has there."""

    name: str
    path: Path
    numbers: frozenset[int]
    tokens: frozenset[str] = field(default=frozenset(), repr=False)

    def rewrite(self) -> bool:
        """Take the responses out of the file; say whether that could be done."""
        if self.path.is_dir():
            for file in self._files():
                file.unlink()
            return True
        data = self.path.read_bytes()
        if self.path.suffix.lower() == ".zip":
            cut: bytes | None = without_uploads(data, self.numbers)
        else:
            cut = without_responses(
                data, self.numbers, where=self.name, tokens=self.tokens
            )
        if cut is None:
            return False
        mode = self.path.stat().st_mode & 0o777
        sweep_orphans_of(self.path)
        write_atomically(self.path, cut, mode=mode)
        return True

    def _files(self) -> list[Path]:
        return [
            file
            for file in self.path.iterdir()
            if response_of_upload(file.name) in self.numbers
        ]


def find_saved_copies(
    declarations: Mapping[str, AnySource],
    *,
    root: Path,
    key: bytes,
    tombstones: Tombstones,
    also: Iterable[str] = (),
) -> list[SavedCopy]:
    """Return the declared saved files that hold a forgotten response.

    Of the sources named in ``also`` they are known to hold one: from these files of
    other platforms no row is cut. A file that is gone or cannot be read is passed
    over, and so is a row without a number; what is declared and not there holds
    nobody.
    """
    search = _Search(root=root, key=key, tombstones=tombstones)
    named = set(also)
    copies: list[SavedCopy] = []
    for source_id, declaration in sorted(declarations.items()):
        if isinstance(declaration, LimeSurveyExportSource):
            copies += search.of_export(declaration)
        elif source_id in named and isinstance(declaration, _OTHER):
            copies += search.of_other(declaration)
    return [copy for copy in copies if copy.path.exists()]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    root: Path
    key: bytes = field(repr=False)
    tombstones: Tombstones

    def of_other(self, declaration: PolisSource | ProposalsSource) -> list[SavedCopy]:
        if isinstance(declaration, ProposalsSource):
            names: list[str | None] = [declaration.path]
        else:
            names = [declaration.comments, declaration.votes]
            names.append(declaration.participants_votes)
        return [
            SavedCopy(name=name, path=self.root / name, numbers=frozenset())
            for name in names
            if name
        ]

    def of_export(self, declaration: LimeSurveyExportSource) -> Iterator[SavedCopy]:
        try:
            data = saved_bytes(self.root, declaration.structure, setting="structure")
            definition = read_definition(data, where=declaration.structure)
        except FeitenbasisError:
            return
        known: set[int] = set()
        for name in (declaration.responses, declaration.structure):
            if name is None or (name == declaration.structure and not is_archive(data)):
                continue
            copy = self._copy(declaration, definition, name)
            if copy.numbers:
                known |= copy.numbers
                yield copy
        if declaration.uploaded_files and known:
            place = self.root / declaration.uploaded_files
            yield SavedCopy(
                name=declaration.uploaded_files, path=place, numbers=frozenset(known)
            )

    def _copy(
        self,
        declaration: LimeSurveyExportSource,
        definition: SurveyDefinition,
        name: str,
    ) -> SavedCopy:
        found = [
            (number, row)
            for row in self._rows(declaration, definition, name)
            # What has no number is refused at the door: it is nobody's response.
            if (number := whole_number(row.get("id")))
            and self._is_forgotten(row, number, definition.structure, declaration)
        ]
        tokens = (row.get("token") for _, row in found)
        return SavedCopy(
            name=name,
            path=self.root / name,
            numbers=frozenset(number for number, _ in found),
            tokens=frozenset(str(token) for token in tokens if token),
        )

    def _rows(
        self,
        declaration: LimeSurveyExportSource,
        definition: SurveyDefinition,
        name: str,
    ) -> list[Mapping[str, Any]]:
        try:
            data = saved_bytes(self.root, name, setting="responses")
            syntax = r_syntax_of(self.root, declaration)
            rows, _ = read_export_rows(
                data, definition=definition, where=name, r_syntax=syntax
            )
        except FeitenbasisError:
            return []
        return rows

    def _is_forgotten(
        self,
        row: Mapping[str, Any],
        number: int,
        structure: SurveyStructure,
        declaration: LimeSurveyExportSource,
    ) -> bool:
        activation = declaration.activation
        respondent_id = respondent_of(
            row,
            structure,
            key=self.key,
            panel=declaration.panel or structure.survey_id,
            activation=activation,
        )
        return self.tombstones.covers(
            structure.survey_id,
            activation=activation,
            response_id=number,
            respondent_id=respondent_id,
        )
