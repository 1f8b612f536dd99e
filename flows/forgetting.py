"""A token or the number of a response in, a workspace without it and a receipt out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from domain.declarations import AnySource, SurveySource
from domain.errors import SourceIncomplete
from domain.identifiers import pseudonym
from domain.landing import Manifest
from domain.phrases import filled
from domain.tombstones import Tombstones
from domain.workspace import Workspace
from flows import erasure
from flows.forget_receipt import Receipt, forget_texts, tell_receipt
from flows.forget_request import ForgetRequest, ask_on_screen
from flows.lock import workspace_lock
from flows.old_exports import OldExport, find_old_exports
from flows.run_context import (
    find_workspace,
    read_declarations,
    read_key,
    read_settings,
)
from flows.said_texts import passages_of, shown_texts
from sources.erasing import FoundResponse, find_forgotten
from sources.forgotten import read_forgotten, write_forgotten
from sources.landing import LandingStore
from sources.needles import Needle, Part, needles_of
from sources.saved_copies import SavedCopy, find_saved_copies
from sources.traces import find_traces
from warehouse.copied_cells import base_cells

Ask = Callable[[str], str]
"""Asks a question and returns what was answered, or nothing where nobody can."""


def forget(folder: Path, request: ForgetRequest, *, ask: Ask = ask_on_screen) -> None:
    """Erase a respondent or a response everywhere, and print a receipt.

    May be repeated: what a call that was cut off left is done by the next. Raises
    ``SourceIncomplete`` naming the files that still hold it.
    """
    workspace = find_workspace(folder)
    with workspace_lock(workspace):
        language = read_settings(workspace).language
        receipt = _Erasing(workspace, request).run(ask, forget_texts(language))
    tell_receipt(receipt, language=language)
    left = [*receipt.refused, *receipt.traces]
    if left:
        raise SourceIncomplete(
            "still_holds_forgotten", where=str(workspace.root), files=left
        )


class _Erasing:
    """One erasure: what is looked for, and what was found of it."""

    def __init__(self, workspace: Workspace, request: ForgetRequest) -> None:
        self._workspace = workspace
        self._request = request
        self._declarations = read_declarations(workspace)
        self._key = read_key(workspace)
        known = read_forgotten(workspace.forgotten_file, key=self._key)
        self._known = known
        self._landing = LandingStore(workspace.landing)

    def run(self, ask: Ask, texts: Mapping[str, str]) -> Receipt:
        """Note the marks, erase, and look whether anything is left."""
        manifests = list(self._landing.manifests())
        asked = Tombstones(key=self._key, marks=self._marks(manifests))
        found = list(find_forgotten(self._landing, asked))
        before = _publications(self._workspace)
        self._note(asked, found)
        is_unlearned = self._unlearn(found)
        shown = shown_texts(self._workspace, _numbers(found))
        erased = erasure.resume(self._workspace, key=self._key)
        needles = self._needles(found, shown)
        if manifests:
            _publish(self._workspace)
        else:
            erasure.settle(self._workspace, key=self._key)
        copies: list[SavedCopy | OldExport] = [
            *self._copies(found),
            *self._old_exports(asked, found),
        ]
        may_rewrite = bool(copies) and self._may_rewrite(copies, ask, texts)
        rewritten = {copy.name for copy in copies if may_rewrite and copy.rewrite()}
        refused = sorted({copy.name for copy in copies} - rewritten)
        traces, unopened = self._traces(needles, refused)
        return Receipt(
            done_at=datetime.now(UTC).isoformat(timespec="seconds"),
            responses=len(found),
            files=sum(each.file_count for each in erased),
            publications=sorted(before - _publications(self._workspace)),
            current=self._workspace.current.resolve().name,
            is_unlearned=is_unlearned,
            rewritten=sorted(rewritten),
            refused=refused,
            is_refused_by_form=may_rewrite,
            traces=traces,
            unopened=unopened,
            unsearched=sorted(
                each.source_id
                for each in manifests
                if each.expectations and each.source_id not in self._declarations
            ),
        )

    def _marks(self, manifests: list[Manifest]) -> frozenset[str]:
        nobody = Tombstones(key=self._key)
        survey_id = self._request.survey_id
        if survey_id:
            activations = {
                known.activation
                for each in manifests
                if (known := each.expectation_of(survey_id))
            }
            return frozenset(
                nobody.mark_of_response(
                    survey_id,
                    activation=activation,
                    response_id=self._request.response_id,
                )
                for activation in activations or {1}
            )
        panels = _panels(self._declarations, manifests)
        return frozenset(
            nobody.mark_of_person(
                pseudonym(self._key, panel=panel, token=self._request.token)
            )
            for panel in panels
        )

    def _note(self, asked: Tombstones, found: list[FoundResponse]) -> None:
        """Write the marks before anything goes: of the person and each response."""
        marks = asked.marks | {
            asked.mark_of_response(
                each.survey_id,
                activation=each.activation,
                response_id=each.response_id,
            )
            for each in found
        }
        known = self._known
        write_forgotten(
            self._workspace.forgotten_file,
            key=self._key,
            marks=known.tombstones.marks | marks,
            pending=known.pending | (marks if found else frozenset()),
            retired=known.retired - marks,
        )

    def _unlearn(self, found: list[FoundResponse]) -> bool:
        """Remove the learned model if it knows a word that only stood in this."""
        path = self._workspace.learned_model
        if not found or not path.is_file():
            return False
        from nlp.learning.erased_words import knows_erased_words
        from nlp.learning.stored import model_from_bytes

        stored = model_from_bytes(path.read_bytes(), where=str(path))
        if not knows_erased_words(
            stored.model.weights.terms,
            (text for each in found for text in each.texts),
            others=passages_of(self._workspace, _numbers(found))[1],
        ):
            return False
        path.unlink()
        return True

    def _needles(
        self, found: list[FoundResponse], shown: set[str]
    ) -> frozenset[Needle]:
        """Return the token and the texts of this response that nobody else gave."""
        needles = needles_of({text for each in found for text in each.texts} | shown)
        for sha256 in self._landing.hashes() if needles else ():
            part = Part(self._landing.path_of(sha256).read_bytes())
            needles = frozenset(each for each in needles if not each.is_in(part))
        return needles | needles_of([self._request.token])

    def _old_exports(
        self, asked: Tombstones, found: list[FoundResponse]
    ) -> list[OldExport]:
        """Return exports of publications that showed this, or may have."""
        was_known = bool(asked.marks & self._known.tombstones.marks)
        return find_old_exports(self._workspace) if found or was_known else []

    def _copies(self, found: list[FoundResponse]) -> list[SavedCopy]:
        return find_saved_copies(
            self._declarations,
            root=self._workspace.root,
            key=self._key,
            tombstones=read_forgotten(
                self._workspace.forgotten_file, key=self._key
            ).tombstones,
            also={each.source_id for each in found},
        )

    def _may_rewrite(
        self,
        copies: Sequence[SavedCopy | OldExport],
        ask: Ask,
        texts: Mapping[str, str],
    ) -> bool:
        if self._request.may_rewrite:
            return True
        names = ", ".join(copy.name for copy in copies)
        answer = ask(filled(texts["question"], names=names))
        return answer.strip().lower() in texts["yes"].split()

    def _traces(
        self, needles: frozenset[Needle], refused: list[str]
    ) -> tuple[list[str], list[str]]:
        """Look at every byte of the workspace; Prefect's own records just go."""
        root = self._workspace.root
        own_file = [self._request.file] if self._request.file else []
        own_lock = self._workspace.lock_file
        traces = find_traces(
            root,
            needles,
            leave=[*(root / name for name in refused), *own_file, own_lock],
            open_base=base_cells,
            scratch=self._workspace.internal,
        )
        left = []
        for path in traces.found:
            places = (self._workspace.prefect_home, self._workspace.logs)
            if any(place in path.parents for place in places):
                path.unlink()
            else:
                left.append(_name(path, root))
        return left, [_name(path, root) for path in traces.unopened]


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _numbers(found: list[FoundResponse]) -> set[tuple[str, int]]:
    return {(each.survey_id, each.response_id) for each in found}


def _panels(
    declarations: Mapping[str, AnySource], manifests: list[Manifest]
) -> set[str]:
    """Return every name under which a token may have become a pseudonym."""
    declared = {
        each.panel
        for each in declarations.values()
        if isinstance(each, SurveySource) and each.panel
    }
    return declared | {
        known.survey_id for each in manifests for known in each.expectations
    }


def _publications(workspace: Workspace) -> set[str]:
    return {
        folder.name
        for folder in workspace.publication.glob("[!.]*")
        if folder.is_dir() and not folder.is_symlink()
    }


def _publish(workspace: Workspace) -> None:
    """Let the line tidy, read and publish what is left; no source is asked."""
    from flows.running import run_part

    run_part(workspace.root, "publish", quiet=True)
