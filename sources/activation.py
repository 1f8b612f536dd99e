"""The earlier and the fresh collection of a source in, refusal of a new activation out.

LimeSurvey gives ids anew after a reset, and says nothing of it. A response is told
apart by when it began and who gave it; where neither is known, by its answers.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from domain.errors import SourceIncomplete
from domain.landing import LostTokens, Manifest
from domain.phrases import Phrase, phrase
from sources.followed_people import FollowedBy
from sources.landing import LandingStore
from sources.respondent_door import LandedRow
from sources.survey_pages import SurveyPages

_MANY = 10
"""So many responses do not vanish or change completely by chance."""

_SAVED = "limesurvey-export"
_REMEDIES = {
    "limesurvey": {
        "survey_began_anew": phrase("put_back_in_limesurvey"),
        "tokens_are_others": phrase("put_tokens_back_in_limesurvey"),
        "survey_became_anonymous": phrase("put_names_back_in_limesurvey"),
    },
    _SAVED: {
        "survey_began_anew": phrase("put_export_back"),
        "tokens_are_others": phrase("export_with_tokens"),
        "survey_became_anonymous": phrase("export_from_before"),
    },
}
"""What to do for the earlier responses, by kind of source and what is the matter."""

_TO_THE_SECOND = len("2026-09-01 08:50:00")


def refuse_new_activation(
    earlier: Manifest | None,
    fresh: Manifest,
    *,
    landing: LandingStore,
    followed_by: FollowedBy,
) -> tuple[LostTokens, ...]:
    """Raise ``SourceIncomplete`` where a survey seems to have begun anew.

    Unless its declaration says so with another ``activation``. An export without a
    response, and one in which most of the tokens are gone or other ones though their
    responses began at the same moment, are no new activation and are refused by a name
    of their own. Returns what to tell of tokens where fewer are gone. Pages are read
    only where some differ.
    """
    if earlier is None or fresh.kind not in _REMEDIES:
        return ()
    found: list[LostTokens] = []
    for expectation in fresh.expectations:
        known = earlier.expectation_of(expectation.survey_id)
        if known is None or known.activation != expectation.activation:
            continue
        pages = (
            SurveyPages(earlier, known, landing),
            SurveyPages(fresh, expectation, landing),
        )
        where = f"sources/{fresh.source_id}.toml"
        if fresh.kind == _SAVED:
            _refuse_emptied(*pages, where=where)
        terms = _Terms(followed_by, where=where, remedies=_REMEDIES[fresh.kind])
        _refuse_begun_anew(*pages, terms=terms)
        found += _lost_tokens(*pages, terms=terms) or _told_before(earlier, *pages)
    return tuple(found)


def _refuse_emptied(earlier: SurveyPages, fresh: SurveyPages, *, where: str) -> None:
    if earlier.row_count and not fresh.row_count:
        raise SourceIncomplete(
            "export_emptied",
            where=where,
            survey_id=fresh.expectation.survey_id,
            held=earlier.row_count,
        )


def _refuse_inactive(earlier: SurveyPages, fresh: SurveyPages, *, where: str) -> None:
    """Refuse a survey that was closed: the server gives its responses no more."""
    if earlier.row_count and fresh.expectation.status == "inactive":
        raise SourceIncomplete(
            "survey_inactive",
            where=where,
            survey_id=fresh.expectation.survey_id,
            held=earlier.row_count,
        )


@dataclass(frozen=True, slots=True)
class _Terms:
    """How people are known, and what to say of a source that is refused."""

    followed_by: FollowedBy
    where: str
    remedies: Mapping[str, Phrase]


def _refuse_begun_anew(
    earlier: SurveyPages, fresh: SurveyPages, *, terms: _Terms
) -> None:
    _refuse_inactive(earlier, fresh, where=terms.where)
    compared = _compared(earlier, fresh)
    sign = _sign_of_new_activation(earlier, fresh, compared)
    if sign:
        raise SourceIncomplete(
            "survey_began_anew",
            where=terms.where,
            survey_id=fresh.expectation.survey_id,
            sign=sign,
            otherwise=terms.remedies["survey_began_anew"],
        )


def _told_before(
    manifest: Manifest, earlier: SurveyPages, fresh: SurveyPages
) -> list[LostTokens]:
    """Return what was told of tokens before, where no response changed since."""
    if earlier.differing(fresh) or fresh.differing(earlier):
        return []
    survey_id = fresh.expectation.survey_id
    return [each for each in manifest.lost_tokens if each.survey_id == survey_id]


def _lost_tokens(
    earlier: SurveyPages, fresh: SurveyPages, *, terms: _Terms
) -> list[LostTokens]:
    """Count responses that had a token and are no longer of the same person.

    Refuses where these are most of the responses that had one.
    """
    if earlier.expectation.known_by != fresh.expectation.known_by:
        return []
    known = earlier.expectation

    def pairs_with_token(names: Iterable[str]) -> Iterator[tuple[LandedRow, LandedRow]]:
        for name in names:
            for one, other in _pairs(earlier, fresh, name):
                if terms.followed_by.has_token(one, known):
                    yield one, other

    changed = earlier.differing(fresh)
    lost = sum(_is_stranger(*pair) for pair in pairs_with_token(changed))
    held = sum(1 for _ in pairs_with_token(earlier.items)) if lost else 0
    if 2 * lost <= held:
        told = LostTokens(survey_id=known.survey_id, lost_count=lost, held_count=held)
        return [told] if lost else []
    is_hidden = fresh.is_anonymised and not earlier.is_anonymised
    problem = "survey_became_anonymous" if is_hidden else "tokens_are_others"
    raise SourceIncomplete(
        problem,
        where=terms.where,
        survey_id=known.survey_id,
        otherwise=terms.remedies[problem],
        others=lost,
        all=held,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """What responses with one id in both collections have in common.

    ``all`` counts them, ``dated`` those with a begin in both; ``begun`` of these began
    at another moment. ``is_all_other`` where all answers differ.
    """

    all: int
    dated: int
    begun: int
    is_all_other: bool


def _compared(earlier: SurveyPages, fresh: SurveyPages) -> _Compared | None:
    """Compare pages that all differ; nothing where one still stands."""
    changed = earlier.differing(fresh)
    if len(changed) < len(earlier.items):
        return None
    is_same_door = earlier.expectation.known_by == fresh.expectation.known_by
    pairs = [pair for name in changed for pair in _pairs(earlier, fresh, name)]
    return _Compared(
        all=len(pairs),
        dated=sum(bool(one["startdate"] and two["startdate"]) for one, two in pairs),
        begun=sum(_began_at_another_moment(*pair) for pair in pairs),
        is_all_other=is_same_door and all(map(_is_other, pairs)),
    )


def _sign_of_new_activation(
    earlier: SurveyPages, fresh: SurveyPages, compared: _Compared | None
) -> Phrase | None:
    """Return what points at a new activation, or nothing."""
    held = earlier.row_count
    if compared is None:
        return None
    if not compared.all:
        return phrase("sign_emptied", held=held) if held >= _MANY else None
    if compared.dated:
        is_anew = 2 * compared.begun > compared.dated
        return (
            phrase("sign_others", others=compared.begun, all=compared.dated)
            if is_anew
            else None
        )
    is_anew = compared.is_all_other and compared.all >= _MANY
    return phrase("sign_all_others", all=compared.all) if is_anew else None


def _pairs(
    earlier: SurveyPages, fresh: SurveyPages, name: str
) -> Iterator[tuple[LandedRow, LandedRow]]:
    before, after = earlier.rows(name), fresh.rows(name)
    for number in before.keys() & after.keys():
        yield before[number], after[number]


def _began_at_another_moment(one: LandedRow, other: LandedRow) -> bool:
    """Compare moments, not texts: to the minute where one has no seconds."""
    first, second = (
        str(row["startdate"] or "").replace("T", " ")[:_TO_THE_SECOND]
        for row in (one, other)
    )
    shared = min(len(first), len(second))
    return first[:shared] != second[:shared]


def _is_stranger(one: LandedRow, other: LandedRow) -> bool:
    """Tell another person, though nothing says that the response began anew."""
    is_other = one["respondent_id"] != other["respondent_id"]
    return is_other and not _began_at_another_moment(one, other)


def _is_other(pair: tuple[LandedRow, LandedRow]) -> bool:
    """Compare answers; a questionnaire that changed says nothing of its responses."""
    one, other = (row["answers"] for row in pair)
    return bool(one.keys() == other.keys() and one != other)
