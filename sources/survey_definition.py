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
    """

    structure: SurveyStructure
    headings: dict[str, str]
    responses: bytes | None = None
    starts: dict[str, str] = field(default_factory=dict)


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
    if is_archive(data):
        archive = read_archive(data, where=where)
        definition = definition_from(read_tables(archive.definition))
        return SurveyDefinition(
            structure=definition.structure,
            headings=definition.headings,
            responses=archive.responses,
            starts=definition.starts,
        )
    if is_tsv_structure(data):
        tables = read_tsv_structure(data, where=where)
        return SurveyDefinition(
            structure=definition_from(tables).structure, headings={}
        )
    definition = definition_from(read_tables(data))
    return SurveyDefinition(
        structure=definition.structure,
        headings=definition.headings,
        starts=definition.starts,
    )
