"""The bytes of any file that describes a survey in, its questionnaire out."""

from dataclasses import dataclass, field

from domain.errors import SourceIncomplete
from domain.surveys import SurveyStructure
from sources.lss import definition_from
from sources.lss_tables import read_tables
from sources.survey_archive import is_archive, read_archive
from sources.survey_tsv import is_tsv_structure, read_tsv_structure


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyDefinition:
    """A questionnaire from a file.

    ``headings`` maps the names its columns may have in the server's own table to
    their headings (empty where the file holds no ids of the server), ``responses``
    are the answers of an archive that has them. ``starts`` is how such names begin,
    with the code of the question where its type is unknown; empty where all are known.
    ``is_left_to_group`` where the file does not say whether the survey is anonymous.
    """

    structure: SurveyStructure
    headings: dict[str, str]
    responses: bytes | None = None
    starts: dict[str, str] = field(default_factory=dict)
    is_left_to_group: bool = False


def read_definition(data: bytes, *, where: str) -> SurveyDefinition:
    """Return the questionnaire of an ``.lss``, ``.lsa`` or tab-separated structure.

    The form is told from the content, not from the file name. Raises
    ``SourceIncomplete``, naming the file, for anything else, such as a single question
    or group.
    """
    try:
        return _definition(data, where=where)
    except SourceIncomplete as error:
        raise SourceIncomplete(error.key, where=where, **error.values) from None


def _definition(data: bytes, *, where: str) -> SurveyDefinition:
    if is_tsv_structure(data) and not is_archive(data):
        found = definition_from(read_tsv_structure(data, where=where))
        return SurveyDefinition(
            structure=found.structure,
            headings={},
            is_left_to_group=found.is_left_to_group,
        )
    archive = read_archive(data, where=where) if is_archive(data) else None
    found = definition_from(read_tables(archive.definition if archive else data))
    return SurveyDefinition(
        structure=found.structure,
        headings=found.headings,
        responses=archive.responses if archive else None,
        starts=found.starts,
        is_left_to_group=found.is_left_to_group,
    )
