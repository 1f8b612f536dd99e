"""The earlier and the fresh collection of a source in, responses that are gone out.

A server says how many responses it holds; a file saved by hand says nothing, and one
that was cut off between two rows looks whole. So a file may lack a few responses of
the one before, which were deleted then; if it lacks more, a person must say so.
"""

from collections.abc import Iterator

from domain.errors import SourceIncomplete
from domain.landing import Manifest, MissingResponses, SurveyExpectation
from sources.landing import LandingStore
from sources.survey_pages import SurveyPages

FEW = 3
"""So many responses are deleted without anybody wondering."""

ONE_IN = 20
"""Of a large survey one in so many may go as well."""

_SERVER, _FILE = "limesurvey", "limesurvey-export"


def missing_responses(
    earlier: Manifest | None,
    fresh: Manifest,
    *,
    landing: LandingStore,
    least_responses: int | None = None,
) -> tuple[MissingResponses, ...]:
    """Return what to tell of responses that were there before and are not now.

    Of a server only where they are many, of a file always. Raises
    ``SourceIncomplete`` where many are missing in a file, unless ``least_responses``
    is about what the file holds. Only pages that differ are read.
    """
    if earlier is None or fresh.kind not in (_SERVER, _FILE):
        return ()
    found: list[MissingResponses] = []
    for expectation in fresh.expectations:
        known = earlier.expectation_of(expectation.survey_id)
        if known is None or known.activation != expectation.activation:
            continue
        before = SurveyPages(earlier, known, landing)
        after = SurveyPages(fresh, expectation, landing)
        if not before.differing(after) and not after.differing(before):
            found += _told_before(earlier, expectation)
            continue
        gone = _gone(before, after)
        if fresh.kind == _FILE:
            _refuse(gone, after, source_id=fresh.source_id, least=least_responses)
        found += _worth_telling(gone, kind=fresh.kind)
    return tuple(found)


def _told_before(
    earlier: Manifest, expectation: SurveyExpectation
) -> Iterator[MissingResponses]:
    return (each for each in earlier.missing if each.survey_id == expectation.survey_id)


def _gone(before: SurveyPages, after: SurveyPages) -> MissingResponses:
    counts = (
        len(before.rows(name).keys() - after.rows(name).keys())
        for name in before.differing(after)
    )
    return MissingResponses(
        survey_id=before.expectation.survey_id,
        missing_count=sum(counts),
        held_count=before.row_count,
    )


def _worth_telling(gone: MissingResponses, *, kind: str) -> Iterator[MissingResponses]:
    is_many = not _are_few(gone.missing_count, of=gone.held_count)
    if is_many or (gone.missing_count and kind == _FILE):
        yield gone


def _refuse(
    gone: MissingResponses, after: SurveyPages, *, source_id: str, least: int | None
) -> None:
    """Refuse a file that lacks many, unless the declared number fits what it holds.

    A number declared long ago, for a smaller survey, says nothing of this loss.
    """
    missing, held = gone.missing_count, gone.held_count
    if _are_few(missing, of=held):
        return
    if least is not None and _are_few(abs(after.row_count - least), of=held):
        return
    raise SourceIncomplete(
        "responses_missing",
        where=f"sources/{source_id}.toml",
        survey_id=gone.survey_id,
        missing=missing,
        held=held,
        count=after.row_count,
    )


def _are_few(count: int, *, of: int) -> bool:
    return count <= FEW or count * ONE_IN <= of
