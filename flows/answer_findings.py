"""Answers of some pages in, their files and what is odd about their codes out."""

from typing import Any

import pandas as pd

from domain.surveys import AnswerPart
from flows.run_context import RunContext
from transforms.answer_files import files_from_answers
from transforms.unknown_codes import has_unknown_code


def store_files(context: RunContext, answers: pd.DataFrame) -> None:
    """Write what respondents said of their files, within the pages' transaction."""
    sent = answers[answers["part"] == AnswerPart.FILES]
    for key, of_page in sent.groupby("page", observed=True):
        context.warehouse.append(
            "answer_file", files_from_answers(of_page).assign(page=key)
        )


def code_findings(answers: pd.DataFrame) -> list[dict[str, Any]]:
    """Return one failed check per page and question with answers that are no option.

    Nothing is set aside: the code stays in the answer, and only its text is missing.
    """
    strange = answers[has_unknown_code(answers)]
    found = strange[["page", "question_id"]].drop_duplicates()
    return [
        {
            "suite": "answer",
            "item": key,
            "expectation": f"codes_have_an_option({question_id})",
            "is_success": False,
            "severity": "quarantine",
            "observed": "antwoorden met een code die de vragenlijst niet (meer) kent; "
            "de code is bewaard, de tekst ontbreekt",
        }
        for key, question_id in sorted(found.itertuples(index=False, name=None))
    ]
