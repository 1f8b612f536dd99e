"""Decisions about passages in, their texts with the themes people gave out."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from domain.coding import Code, CodedPassage, CodedText
from domain.corrections import in_effect
from domain.errors import WrongUse
from domain.workspace import Workspace
from nlp.codebook import Codebook
from nlp.correct_themes import decided_themes, is_about_themes, named_themes
from sources.corrections import read_corrections
from warehouse.query import open_base

# One respondent, or one document, must never stand on both sides of a measurement.
_PASSAGES = """
SELECT
    passage.passage_id,
    passage.text,
    passage.document_id IS NULL AS is_answer,
    coalesce(passage.document_id, response.respondent_id, passage.passage_id) AS origin
FROM passage
LEFT JOIN response
    ON
        passage.survey_id = response.survey_id
        AND passage.response_id = response.response_id
ORDER BY passage.passage_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedMaterial:
    """The passages people decided about, and what of the decisions cannot be used.

    ``unknown`` counts the decisions by theme that the codebook no longer has;
    ``lost_count`` are decisions on passages that are no longer there.
    """

    passages: tuple[CodedPassage, ...]
    lost_count: int
    unknown: Mapping[str, int]

    def texts(self, *, blank: str) -> list[CodedText]:
        """Return them to learn from; ``blank`` is the code of having no theme."""
        return [
            CodedText(
                text=passage.text,
                codes=tuple(code.label for code in passage.themes or ()) or (blank,),
                document=passage.document,
            )
            for passage in self.passages
        ]


def decided_material(workspace: Workspace, codebook: Codebook) -> DecidedMaterial:
    """Gather the decisions that count today, as far as the codebook knows them."""
    if not workspace.warehouse_file.is_file():
        raise WrongUse("nothing_read_yet", where=str(workspace.root))
    known = {theme.theme_id for theme in codebook.themes}
    said = list(filter(is_about_themes, read_corrections(workspace.corrections)))
    themes = decided_themes(said, known=known)
    with open_base(workspace.warehouse_file) as base:
        rows = base.records(_PASSAGES)
    found = tuple(
        CodedPassage(
            passage_id=row["passage_id"],
            text=row["text"],
            document=row["origin"],
            is_answer=row["is_answer"],
            themes=tuple(Code(label=theme) for theme in themes[row["passage_id"]]),
        )
        for row in rows
        if row["passage_id"] in themes
    )
    return DecidedMaterial(
        passages=found,
        lost_count=len(themes) - len(found),
        unknown=Counter(
            theme
            for decision in in_effect(said)
            for theme in named_themes(decision)
            if theme not in known
        ),
    )
