"""Votes of a conversation that did not come are told, and a torn file is refused."""

from collections import Counter
from pathlib import Path

import pytest

from domain.declarations import PolisSource
from domain.errors import SourceIncomplete
from domain.landing import Manifest
from sources.landing import LandingStore
from sources.polis import collect_polis
from tests.doors.survey_examples import SHARED

REAL = SHARED / "data/labelled/polis/scoop-hivemind.affordable-housing"
needs_polis = pytest.mark.skipif(
    not REAL.is_dir(), reason=f"the real conversation is not in {SHARED}"
)
COMMENTS = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
)
VOTES = "timestamp,datetime,comment-id,voter-id,vote\n"


def collected(folder: Path, comments: str, votes: str) -> Manifest:
    """Collect a conversation from two texts."""
    (folder / "comments.csv").write_text(comments, encoding="utf-8")
    (folder / "votes.csv").write_text(votes, encoding="utf-8")
    return collect_polis(
        PolisSource(kind="polis", comments="comments.csv", votes="votes.csv", wave=1),
        source_id="gesprek",
        root=folder,
        key=b"sleutel",
        landing=LandingStore(folder / "landing"),
    )


def cut_off(votes: str, last: int) -> str:
    return "".join(votes.splitlines(keepends=True)[:-last])


def many() -> tuple[str, str]:
    """Return a conversation of 100 voters on three statements, counted exactly."""
    cast = [
        (number, number % 3, number // 3, 1 if number % 7 else -1)
        for number in range(300)
    ]
    tally = Counter((comment, vote) for _, comment, _, vote in cast)
    comments = COMMENTS + "".join(
        f'1,x,{each},9,{tally[each, 1]},{tally[each, -1]},1,"Stelling {each}"\n'
        for each in range(3)
    )
    votes = VOTES + "".join(
        f"{1_500_000_000_000 + moment},x,{comment},{voter},{vote}\n"
        for moment, comment, voter, vote in cast
    )
    return comments, votes


@pytest.mark.parametrize("lost", [0, 1, 12])
def test_votes_that_polis_counts_and_did_not_come_are_told(
    tmp_path: Path, lost: int
) -> None:
    comments, votes = many()
    manifest = collected(tmp_path, comments, cut_off(votes, lost) if lost else votes)
    told = [str(each) for each in manifest.warnings]
    assert [f"counts {lost} vote" in each for each in told] == [True] * bool(lost)


def test_votes_after_the_count_are_no_fault(tmp_path: Path) -> None:
    comments, votes = many()
    later = "1600000000000,x,0,500,1\n1600000000001,x,1,500,-1\n"
    assert collected(tmp_path, comments, votes + later).warnings == ()


@needs_polis
def test_a_real_conversation_lacks_no_vote(tmp_path: Path) -> None:
    """Polis counts now and then: one vote came after the last count."""
    comments = (REAL / "comments.csv").read_text("utf-8")
    votes = (REAL / "votes.csv").read_text("utf-8")
    told = [str(each) for each in collected(tmp_path, comments, votes).warnings]
    assert not [each for each in told if "cut off" in each]
    told = [
        str(each) for each in collected(tmp_path, comments, cut_off(votes, 40)).warnings
    ]
    assert [each for each in told if "cut off" in each]


@pytest.mark.parametrize("name", ["comments", "votes"])
def test_a_file_that_ends_inside_quotes_is_refused(tmp_path: Path, name: str) -> None:
    files = dict(zip(("comments", "votes"), many(), strict=True))
    files[name] += '1,x,"half'
    with pytest.raises(SourceIncomplete, match="ends inside a text"):
        collected(tmp_path, files["comments"], files["votes"])
