"""What was noticed while reading a document in, as it is kept in the warehouse out.

A document is read once, also where the language of the team changes afterwards: beside
each sentence stands what it is made of.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict

from domain.phrases import Phrase, phrase_from


def finding_columns(
    findings: Iterable[Phrase], *, language: str
) -> dict[str, list[str]]:
    """Return the columns of a document that say what was noticed, and hold its keys."""
    kept = [json.dumps(asdict(each), ensure_ascii=False) for each in findings]
    return {"findings": told_findings(kept, language=language), "finding_keys": kept}


def told_findings(kept: Iterable[str], *, language: str) -> list[str]:
    """Return the sentences of what is kept in ``finding_keys``."""
    return [phrase_from(json.loads(each)).told(language) for each in kept]
