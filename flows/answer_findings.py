"""Answers that are no option of their question in, what to tell of them out."""

from typing import Any

import pandas as pd


def code_findings(strange: pd.DataFrame) -> list[dict[str, Any]]:
    """Return one failed check per page and question with answers that are no option.

    Nothing is set aside: the code stays in the answer, and only its text is missing.
    """
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
