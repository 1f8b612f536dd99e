"""A table of proposals in, a landed survey out: one response per proposal.

Of the author passes a pseudonym and, where declared, the group; never a name. Texts
stay as written, markup included.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from domain.declarations import (
    AUTHOR_GROUP,
    PROPOSAL_BODY,
    PROPOSAL_REGION,
    PROPOSAL_TITLE,
    PROPOSAL_VOTES,
    PROPOSAL_VOTES_AGAINST,
    ProposalsSource,
)
from domain.landing import Manifest, SurveyExpectation
from domain.phrases import Phrase, phrase
from domain.surveys import Question, SurveyStructure
from sources.landing import LandingStore
from sources.limesurvey_columns import columns_from_questions
from sources.proposals_table import Proposals, answered_codes, read_proposals
from sources.survey_shelf import shelf_of_files

_LONG, _SHORT, _NUMBER = "T", "S", "N"
_QUESTIONS = (
    (PROPOSAL_TITLE, _SHORT, {"nl": "Titel van het voorstel", "en": "Title"}),
    (PROPOSAL_BODY, _LONG, {"nl": "Voorstel", "en": "Proposal"}),
    (AUTHOR_GROUP, _SHORT, {"nl": "Groep van de indiener", "en": "Group"}),
    (PROPOSAL_REGION, _SHORT, {"nl": "Gebied", "en": "Area"}),
    (PROPOSAL_VOTES, _NUMBER, {"nl": "Stemmen voor", "en": "Votes for"}),
    (PROPOSAL_VOTES_AGAINST, _NUMBER, {"nl": "Stemmen tegen", "en": "Votes against"}),
)


def collect_proposals(
    declaration: ProposalsSource,
    *,
    source_id: str,
    root: Path,
    key: bytes,
    landing: LandingStore,
) -> Manifest:
    """Land a table of proposals as a survey named after its source.

    Items are put in ``landing``; the manifest is for the caller to write. Raises as
    ``read_proposals`` does.
    """
    proposals = read_proposals(declaration, root=root)
    structure = _structure(declaration, proposals, source_id=source_id)
    shelf = shelf_of_files(
        proposals.rows,
        structure=structure,
        wave=declaration.wave,
        panel=declaration.panel,
        key=key,
        landing=landing,
        structure_sha256=proposals.sha256,
        rows_sha256=proposals.sha256,
    )
    expectation = SurveyExpectation(
        survey_id=source_id,
        wave=declaration.wave,
        expected_count=shelf.row_count + len(proposals.refused),
    )
    return Manifest(
        source_id=source_id,
        kind=declaration.kind,
        retrieved_at=datetime.now(UTC).isoformat(timespec="seconds"),
        items=tuple(shelf.items),
        expectations=(expectation,),
        warnings=(*shelf.warnings, *_remarks(proposals)),
        refused=proposals.refused,
    )


def _structure(
    declaration: ProposalsSource, proposals: Proposals, *, source_id: str
) -> SurveyStructure:
    language = declaration.language
    kept = answered_codes(proposals.columns, declaration)
    asked = [each for each in _QUESTIONS if each[0] in kept]
    questions = tuple(
        Question(
            code=code,
            type=kind,
            group="",
            position=position,
            has_other=False,
            is_hidden=False,
            texts={language: texts.get(language, texts["en"])},
        )
        for position, (code, kind, texts) in enumerate(asked, start=1)
    )
    return SurveyStructure(
        survey_id=source_id,
        languages=(language,),
        titles={language: declaration.title or source_id},
        is_anonymised="author" not in proposals.columns,
        has_datestamp=False,
        questions=questions,
        columns=tuple(columns_from_questions(questions, ranks={})),
    )


def _remarks(proposals: Proposals) -> Iterator[Phrase]:
    for heading, number in sorted(proposals.left_out.items()):
        yield phrase("remark_proposals_out", heading=heading, count=number)
    if "author" not in proposals.columns:
        yield phrase("remark_no_author")
    if proposals.untimed_count:
        yield phrase("remark_no_date", count=proposals.untimed_count)
