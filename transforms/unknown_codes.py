"""Tidy answers in, the questions whose answers hold codes without an option out."""

import pandas as pd


def questions_with_unknown_codes(answers: pd.DataFrame) -> tuple[str, ...]:
    """Return the ids of questions with a code the questionnaire no longer lists.

    Such an answer keeps its code and value and has no label in any language.
    """
    labels = [name for name in answers.columns if name.startswith("label_")]
    is_unknown = answers["code"].notna() & answers[labels].isna().all(axis="columns")
    return tuple(sorted(set(answers.loc[is_unknown, "question_id"])))
