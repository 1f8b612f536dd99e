"""Answers of one page in, their files and what is odd about their codes stored out."""

from typing import Any

import pandas as pd

from flows.run_context import RunContext
from transforms.answer_files import files_from_answers
from transforms.unknown_codes import questions_with_unknown_codes


def store_files(context: RunContext, key: str, answers: pd.DataFrame) -> None:
    """Replace what respondents said of their files, within the page's transaction."""
    files = files_from_answers(answers).assign(page=key)
    context.warehouse.replace("answer_file", files, scope={"page": key})


def code_findings(key: str, answers: pd.DataFrame) -> list[dict[str, Any]]:
    """Return one failed check per question with answers that are no option (any more).

    Nothing is set aside: the code stays in the answer, and only its text is missing.
    """
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
        for question_id in questions_with_unknown_codes(answers)
    ]
