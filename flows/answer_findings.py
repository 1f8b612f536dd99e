"""Answers that are not what their question asks in, what to tell of them out."""

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


_UNREAD = {
    "number": (
        "numbers_are_readable",
        "antwoord(en) die niet als getal te lezen zijn (bijvoorbeeld een komma waar de "
        "vragenlijst een punt heeft, of woorden)",
    ),
    "date": (
        "dates_are_readable",
        "antwoord(en) die niet als datum te lezen zijn (jaar-maand-dag, zoals "
        "2026-11-27)",
    ),
    "files": (
        "files_are_readable",
        "antwoord(en) op een bestandsvraag waaruit de bestanden niet te lezen zijn",
    ),
}
"""By what was asked: the rule that is broken, and what is counted."""


def reading_findings(unreadable: pd.DataFrame) -> list[dict[str, Any]]:
    """Return one failed check per page and question, with how many answers it is."""
    keys = ["page", "question_id", "asked"]
    counts = unreadable.groupby(keys, observed=True).size().reset_index(name="count")
    return [
        {
            "suite": "answer",
            "item": key,
            "expectation": f"{_UNREAD[asked][0]}({question_id})",
            "is_success": False,
            "severity": "quarantine",
            "observed": f"{count} {_UNREAD[asked][1]}; de tekst is bewaard en telt "
            "in berekeningen niet mee",
        }
        for key, question_id, asked, count in sorted(
            counts.itertuples(index=False, name=None)
        )
    ]
