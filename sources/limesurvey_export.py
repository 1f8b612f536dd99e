"""A definition and answers saved by hand in, a landed survey and its manifest out."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from domain.declarations import LimeSurveyExportSource
from domain.errors import SourceIncomplete
from domain.identifiers import sha256_hex
from domain.landing import Manifest, SurveyExpectation
from domain.phrases import Phrase
from domain.surveys import SurveyStructure
from sources.export_rows import Row, read_export_rows
from sources.followed_people import FollowedBy
from sources.inherited_settings import followed_untold
from sources.landing import LandingStore
from sources.limesurvey_attributes import with_attributes
from sources.participant_names import names_in_rows, rows_without_names
from sources.respondent_door import pseudonym_terms
from sources.saved_files import saved_bytes
from sources.saved_uploads import collect_saved_uploads
from sources.survey_definition import SurveyDefinition, read_definition
from sources.survey_r import DATA_ENDING, SYNTAX_ENDING
from sources.survey_shelf import shelf_of_files
from sources.unknown_types import with_answered_columns


def collect_limesurvey_export(
    declaration: LimeSurveyExportSource,
    *,
    source_id: str,
    root: Path,
    key: bytes,
    landing: LandingStore,
) -> Manifest:
    """Land one survey from files relative to ``root``, and return what they hold.

    Items are put in ``landing``; the manifest is for the caller to write. Raises
    ``SettingsInvalid`` for a file that is not there, ``SourceIncomplete`` for one
    that is no export, was exported with texts, or belongs to another survey.
    """
    data = saved_bytes(root, declaration.structure, setting="structure")
    definition = read_definition(data, where=declaration.structure)
    structure = with_attributes(definition.structure, declaration.attributes)
    definition = replace(definition, structure=structure)
    answers = _answers(root, declaration, definition)
    rows, warnings = _rows(root, declaration, definition, answers)
    structure = with_answered_columns(structure, rows[0] if rows else ())
    shelf = shelf_of_files(
        rows,
        structure=structure,
        wave=declaration.wave,
        panel=declaration.panel,
        key=key,
        landing=landing,
        structure_sha256=sha256_hex(data),
        rows_sha256=sha256_hex(answers),
        activation=declaration.activation,
        consent=declaration.consent,
    )
    _refuse_short(declaration, shelf.row_count + shelf.forgotten_count)
    uploads, remarks = collect_saved_uploads(
        declaration.uploaded_files,
        root=root,
        items=shelf.items,
        structure=structure,
        landing=landing,
        key=key,
    )
    follows = _followed_by(declaration, structure, key)
    tokens = rows if definition.is_left_to_group else ()
    untold = followed_untold(tokens, survey_id=structure.survey_id)
    expectation = _expected(declaration, structure, shelf.row_count, key)
    return Manifest(
        source_id=source_id,
        kind=declaration.kind,
        retrieved_at=datetime.now(UTC).isoformat(timespec="seconds"),
        items=(*shelf.items, *uploads),
        expectations=(expectation,),
        warnings=(
            *shelf.warnings,
            *warnings,
            *remarks,
            *untold,
            *follows.remarks(shelf.items, expectation, landing=landing),
        ),
    )


def _expected(
    declaration: LimeSurveyExportSource,
    structure: SurveyStructure,
    count: int,
    key: bytes,
) -> SurveyExpectation:
    panel = declaration.panel or structure.survey_id
    return SurveyExpectation(
        survey_id=structure.survey_id,
        wave=declaration.wave,
        expected_count=count,
        activation=declaration.activation,
        known_by=pseudonym_terms(key, panel=panel, consent=declaration.consent),
    )


def _followed_by(
    declaration: LimeSurveyExportSource, structure: SurveyStructure, key: bytes
) -> FollowedBy:
    """Return how people are followed; by nothing where a survey is meant to hide."""
    panel = None if structure.is_anonymised else declaration.panel
    return FollowedBy(key=key, panel=panel)


def _refuse_short(declaration: LimeSurveyExportSource, received: int) -> None:
    least = declaration.least_responses or 0
    if received < least:
        raise SourceIncomplete(
            "export_short",
            where=declaration.responses or declaration.structure,
            count=received,
            least=least,
        )


def _rows(
    root: Path,
    declaration: LimeSurveyExportSource,
    definition: SurveyDefinition,
    answers: bytes,
) -> tuple[list[Row], tuple[Phrase, ...]]:
    """Return the rows of the answers, without names of participants if so declared."""
    where = declaration.responses or declaration.structure
    rows, warnings = read_export_rows(
        answers,
        definition=definition,
        where=where,
        r_syntax=r_syntax_of(root, declaration),
    )
    if declaration.redact_participant_names:
        names = names_in_rows(rows, where=where)
        rows = list(rows_without_names(rows, definition.structure, names))
    return rows, warnings


def _answers(
    root: Path, declaration: LimeSurveyExportSource, definition: SurveyDefinition
) -> bytes:
    """Return the file of answers, or the answers in the archive that is declared."""
    if declaration.responses:
        return saved_bytes(root, declaration.responses, setting="responses")
    if definition.responses is None:
        raise SourceIncomplete("no_answers_named", where=declaration.structure)
    return definition.responses


def r_syntax_of(root: Path, declaration: LimeSurveyExportSource) -> bytes | None:
    """Return the syntax that belongs to R data: the one declared, or beside it."""
    if declaration.r_syntax:
        return saved_bytes(root, declaration.r_syntax, setting="r_syntax")
    name = declaration.responses or ""
    if not name.endswith(DATA_ENDING):
        return None
    return saved_bytes(
        root, name.removesuffix(DATA_ENDING) + SYNTAX_ENDING, setting="r_syntax"
    )
