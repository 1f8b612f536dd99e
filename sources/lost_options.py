"""The earlier and the fresh collection of a source in, refusal of lost options out.

Answers to a question with options are counted by option: where the list of options
falls short, its figures vanish. Nobody but the researcher knows whether an option was
removed or left out, so a removed one is declared.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from domain.errors import SourceIncomplete
from domain.landing import LandedItem, Manifest
from domain.surveys import (
    KNOWN,
    WITH_OPTIONS,
    AnswerPart,
    Question,
    ResponseColumn,
    SurveyStructure,
)
from sources.landed_rows import landed_questionnaire, landed_rows
from sources.landing import LandingStore

Removed = Mapping[str, Mapping[str, Sequence[str]]]
"""Option codes that are declared as removed, by survey id and question code."""

_CODE = re.compile(r"[A-Za-z0-9]{1,5}")
"""What LimeSurvey lets be the code of an option."""


def refuse_lost_options(
    earlier: Manifest | None,
    fresh: Manifest,
    *,
    landing: LandingStore,
    removed: Removed,
) -> None:
    """Raise ``SourceIncomplete`` where answers hold codes whose options are not given.

    That is a code that was an option in the ``earlier`` collection of the same
    activation, or any code where a question that needs options has none at all. Codes
    that never were options, and those ``removed``, are nobody's loss. Pages are read
    only where a list is empty or shorter.
    """
    for expectation in fresh.expectations:
        survey_id = expectation.survey_id
        known = earlier.expectation_of(survey_id) if earlier else None
        is_same = known is not None and known.activation == expectation.activation
        lost = _lost(
            earlier.items_of(survey_id) if earlier and is_same else (),
            fresh.items_of(survey_id),
            landing=landing,
            removed=removed.get(survey_id, {}),
        )
        if lost:
            raise SourceIncomplete(
                "options_lost",
                where=f"sources/{fresh.source_id}.toml",
                survey_id=survey_id,
                lost="; ".join(
                    f"{code}: {', '.join(each)}" for code, each in lost.items()
                ),
                declared=_declared(lost, removed.get(survey_id, {})),
            )


def _lost(
    earlier: Iterable[LandedItem],
    fresh: Sequence[LandedItem],
    *,
    landing: LandingStore,
    removed: Mapping[str, Sequence[str]],
) -> dict[str, list[str]]:
    """Return the codes without an option that answers hold, by question."""
    structure = landed_questionnaire(landing, fresh)
    if structure is None:
        return {}
    before = landed_questionnaire(landing, earlier)
    suspects = list(_suspects(before, structure))
    found: dict[str, set[str]] = defaultdict(set)
    for row in landed_rows(landing, fresh) if suspects else ():
        for column, gone in suspects:
            given = str(row["answers"].get(column.heading) or "")
            is_lost = _CODE.fullmatch(given) if gone is None else given in gone
            if is_lost and given not in removed.get(column.question_code, ()):
                found[column.question_code].add(given)
    order = dict.fromkeys(column.question_code for column, _ in suspects)
    return {code: sorted(found[code]) for code in order if code in found}


def _suspects(
    before: SurveyStructure | None, after: SurveyStructure
) -> Iterator[tuple[ResponseColumn, frozenset[str] | None]]:
    """Yield columns and the codes whose options are gone; None where there is none."""
    questions = {each.code: each for each in after.questions}
    known = {each.code: each for each in before.questions} if before else {}
    for column in after.columns:
        question = questions.get(column.question_code)
        if question is None or column.part is not AnswerPart.VALUE:
            continue
        earlier = known.get(question.code)
        if not _may_have_options(question, earlier):
            continue
        now = _codes(question, column.scale)
        gone = _codes(earlier, column.scale) - now if earlier else frozenset()
        if not now and question.type in WITH_OPTIONS:
            yield column, None
        elif gone:
            yield column, gone


def _may_have_options(question: Question, earlier: Question | None) -> bool:
    """Tell whether it counts by options; another type has others, or none at all."""
    if question.type in WITH_OPTIONS:
        return True
    is_same = earlier is not None and earlier.type == question.type
    return is_same and question.type not in KNOWN


def _codes(question: Question, scale: int) -> frozenset[str]:
    return frozenset(each.code for each in question.options if each.scale == scale)


def _declared(
    lost: Mapping[str, Sequence[str]], removed: Mapping[str, Sequence[str]]
) -> str:
    """Return the words of the declaration that would let these codes pass."""
    together = {
        code: [*removed.get(code, ()), *lost.get(code, ())]
        for code in dict.fromkeys([*removed, *lost])
    }
    tables = (f"{code} = {json.dumps(codes)}" for code, codes in together.items())
    return f"removed_options = {{ {', '.join(tables)} }}"
