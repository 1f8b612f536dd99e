"""Landed surveys and their declarations in, what to say of codes nobody asks out."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from domain.declarations import SurveySource
from domain.phrases import Phrase, phrase
from flows.landed_surveys import LandedSurvey
from transforms.questionnaire import asked_codes, role_codes_without_question


def code_remarks(surveys: Iterable[LandedSurvey]) -> dict[str, list[Phrase]]:
    """Return per source what to say of declared codes, most often misspelt ones.

    ``surveys`` come source by source.
    """
    found: dict[str, list[Phrase]] = {}
    for source_id, members in groupby(surveys, key=lambda survey: survey.source_id):
        together = [*members]
        remarks = [*_of_roles(together), *_of_renamed(together)]
        if remarks:
            found[source_id] = remarks
    return found


def _of_roles(surveys: Iterable[LandedSurvey]) -> Iterator[Phrase]:
    """Roles a person declared; those of other platforms come with the kind."""
    for survey in surveys:
        declaration = survey.declaration
        if "roles" not in declaration.model_fields_set:
            continue
        codes = role_codes_without_question(
            survey.structure, roles=declaration.roles, renamed=survey.renamed
        )
        if codes:
            yield _remark(survey.structure.survey_id, "[roles]", codes)


def _of_renamed(surveys: list[LandedSurvey]) -> Iterator[Phrase]:
    """Renamed questions: of a source in any of its surveys, of a survey in itself."""
    declaration = surveys[0].declaration
    asked = {code for survey in surveys for code in asked_codes(survey.structure)}
    shared = [code for code in declaration.renamed if code not in asked]
    if shared:
        ids = ", ".join(survey.structure.survey_id for survey in surveys)
        yield _remark(ids, "`renamed`", shared)
    for survey in surveys:
        own = _own_renamed(declaration, survey)
        strange = own - asked_codes(survey.structure)
        if strange:
            yield _remark(survey.structure.survey_id, "`renamed`", sorted(strange))


def _own_renamed(declaration: SurveySource, survey: LandedSurvey) -> set[str]:
    return {code for code, _ in survey.renamed.items() - declaration.renamed.items()}


def _remark(survey_ids: str, key: str, codes: Iterable[str]) -> Phrase:
    return phrase("remark_codes_not_asked", survey_ids=survey_ids, key=key, codes=codes)
