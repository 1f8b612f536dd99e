"""A text in, whether it is written as LimeSurvey writes a day and time out."""

import re

_FORM = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?", re.ASCII)


def has_form_of_moment(text: str) -> bool:
    """Tell a day and time without a zone: the zone of a server is declared.

    Whether the day exists is seen where it is read: a database may hold 30 February.
    """
    return _FORM.fullmatch(text) is not None
