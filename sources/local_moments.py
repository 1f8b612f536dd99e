"""A text in, whether it is a day and time as LimeSurvey writes them out."""

import re
from datetime import datetime

_DATE = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?", re.ASCII)
_NO_DAY = "0000-00-00"


def is_moment(text: str) -> bool:
    """Tell a day and time without a zone: the zone of a server is declared."""
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return text.startswith(_NO_DAY)
    return True
