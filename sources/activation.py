"""The earlier and the fresh collection of a source in, refusal of a new activation out.

LimeSurvey gives ids anew after a reset, and says nothing of it. A response is told
apart by when it began and who gave it; where neither is known, by its answers.
"""

from collections.abc import Iterator

from domain.errors import SourceIncomplete
from domain.landing import Manifest
from domain.phrases import Phrase, phrase
from sources.landing import LandingStore
from sources.respondent_door import LandedRow
from sources.survey_pages import SurveyPages

_MANY = 10
"""So many responses do not vanish or change completely by chance."""

_REMEDIES = {
    "limesurvey": phrase("put_back_in_limesurvey"),
    "limesurvey-export": phrase("put_export_back"),
}
"""What to do for the earlier responses, for each kind of source that has ids."""


def refuse_new_activation(
    earlier: Manifest | None, fresh: Manifest, *, landing: LandingStore
) -> None:
    """Raise ``SourceIncomplete`` where a survey seems to have begun anew.

    Unless its declaration says so with another ``activation``. Only pages that differ
    are read.
    """
    if earlier is None or fresh.kind not in _REMEDIES:
        return
    for expectation in fresh.expectations:
        known = earlier.expectation_of(expectation.survey_id)
        if known is None or known.activation != expectation.activation:
            continue
        sign = _sign_of_new_activation(
            SurveyPages(earlier, known, landing),
            SurveyPages(fresh, expectation, landing),
        )
        if sign:
            raise SourceIncomplete(
                "survey_began_anew",
                where=f"sources/{fresh.source_id}.toml",
                survey_id=expectation.survey_id,
                sign=sign,
                otherwise=_REMEDIES[fresh.kind],
            )


def _sign_of_new_activation(earlier: SurveyPages, fresh: SurveyPages) -> Phrase | None:
    """Return what points at a new activation, or nothing."""
    held = earlier.row_count
    if held and fresh.expectation.status == "inactive":
        return phrase("sign_inactive", held=held)
    changed = earlier.differing(fresh)
    if len(changed) < len(earlier.items):
        return None
    is_same_door = earlier.expectation.known_by == fresh.expectation.known_by
    pairs = [pair for name in changed for pair in _pairs(earlier, fresh, name)]
    if not pairs:
        is_emptied = held >= _MANY
        return phrase("sign_emptied", held=held) if is_emptied else None
    return _sign_in_pairs(pairs, is_same_door=is_same_door)


def _pairs(
    earlier: SurveyPages, fresh: SurveyPages, name: str
) -> Iterator[tuple[LandedRow, LandedRow]]:
    before, after = earlier.rows(name), fresh.rows(name)
    for number in before.keys() & after.keys():
        yield before[number], after[number]


def _sign_in_pairs(
    pairs: list[tuple[LandedRow, LandedRow]], *, is_same_door: bool
) -> Phrase | None:
    """Compare responses with one id: by their begin and person, or by all they hold."""
    dated = [pair for pair in pairs if pair[0]["startdate"] and pair[1]["startdate"]]
    if dated:
        others = [
            pair
            for pair in dated
            if pair[0]["startdate"] != pair[1]["startdate"]
            or (is_same_door and pair[0]["respondent_id"] != pair[1]["respondent_id"])
        ]
        is_sign = 2 * len(others) > len(dated)
        if not is_sign:
            return None
        return phrase("sign_others", others=len(others), all=len(dated))
    is_sign = is_same_door and len(pairs) >= _MANY and all(map(_is_other, pairs))
    return phrase("sign_all_others", all=len(pairs)) if is_sign else None


def _is_other(pair: tuple[LandedRow, LandedRow]) -> bool:
    """Compare answers; a questionnaire that changed says nothing of its responses."""
    one, other = (row["answers"] for row in pair)
    return bool(one.keys() == other.keys() and one != other)
