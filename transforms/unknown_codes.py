"""Tidy answers in, which of them hold a code without an option out."""

import pandas as pd


def has_unknown_code(answers: pd.DataFrame) -> "pd.Series[bool]":
    """Tell of each answer whether the questionnaire no longer lists its code.

    Such an answer keeps its code and value and has no label in any language.
    """
    labels = [name for name in answers.columns if name.startswith("label_")]
    is_unknown = answers["code"].notna()
    for label in labels:
        is_unknown &= answers[label].isna()
    return is_unknown
