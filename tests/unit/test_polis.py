"""Polis exports land as surveys: last votes, the right sign, bad rows set apart."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.declarations import PolisSource, declaration_from_toml
from domain.errors import SettingsInvalid, SourceIncomplete
from domain.landing import ItemRole, Manifest
from domain.phrases import phrase
from sources.landed_structure import read_structure
from sources.landing import LandingStore
from sources.polis import collect_polis
from sources.polis_files import Statement, read_statements, read_votes
from tests.doors.stored_answers import stored_answers
from tests.doors.survey_examples import SHARED
from transforms.tidy_survey import responses_from_page

KEY = b"sleutel"
REAL = SHARED / "data/labelled/polis/scoop-hivemind.affordable-housing"
needs_polis = pytest.mark.skipif(
    not REAL.is_dir(), reason=f"the real conversation is not in {SHARED}"
)
COMMENTS = """\
timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1,x,0,3,2,1,1,"Bouw op <b>het</b> veen, niet ernaast"
2,x,1,4,1,1,0,"Meer bomen"
3,x,2,4,1,0,-1,"Weggehaald door de moderator"
"""
VOTES = """\
timestamp,datetime,comment-id,voter-id,vote
1000000000000,x,0,0,1
1000000001000,x,0,1,1
1000000002000,x,0,2,-1
1000000003000,x,1,0,1
1000000004000,x,1,1,-1
1000000005000,x,1,2,0
1000000006000,x,2,3,1
"""
WIDE = """\
participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2
0,0,1,2,2,0,1,1,
1,,0,2,1,1,1,-1,
2,,0,2,0,1,-1,0,
3,,0,1,1,0,,,1
"""


def collected(folder: Path, comments: str, votes: str, **more: Any) -> Manifest:
    """Collect a conversation from two texts."""
    (folder / "comments.csv").write_text(comments, encoding="utf-8")
    (folder / "votes.csv").write_text(votes, encoding="utf-8")
    key = "participants_votes" if votes.startswith("participant") else "votes"
    table = {"comments": "comments.csv", key: "votes.csv", "wave": 1, **more}
    return collect(folder, PolisSource(kind="polis", **table))


def collect(folder: Path, declaration: PolisSource) -> Manifest:
    """Collect into a landing inside the folder."""
    return collect_polis(
        declaration,
        source_id="gesprek",
        root=folder,
        key=KEY,
        landing=LandingStore(folder / "landing"),
    )


def votes_in(folder: Path, manifest: Manifest) -> dict[tuple[int, str], str]:
    """Return the landed votes by response and statement."""
    landing = LandingStore(folder / "landing")
    found = {}
    for item in manifest.items:
        if item.role is ItemRole.PAGE:
            for row in json.loads(landing.get(item.sha256))["rows"]:
                for heading, code in row["answers"].items():
                    if code is not None:
                        found[row["id"], heading] = code
    return found


# Reading


@pytest.mark.parametrize("votes", [VOTES, WIDE])
def test_votes_on_what_was_taken_out_need_not_fit(tmp_path: Path, votes: str) -> None:
    """Some exports leave them out; the counts of Polis hold them all the same."""
    busy = COMMENTS.replace("3,x,2,4,1,0,-1", "3,x,2,4,80,20,-1")
    manifest = collected(tmp_path, busy, votes)
    assert len(votes_in(tmp_path, manifest)) == 6


def test_votes_become_answers_of_voters(tmp_path: Path) -> None:
    manifest = collected(tmp_path, COMMENTS, VOTES)
    assert votes_in(tmp_path, manifest) == {
        (1, "STELLING[0]"): "A",
        (2, "STELLING[0]"): "A",
        (3, "STELLING[0]"): "N",
        (1, "STELLING[1]"): "A",
        (2, "STELLING[1]"): "N",
        (3, "STELLING[1]"): "P",
    }
    assert manifest.expectations[0].expected_count == 3
    assert not manifest.refused


def test_the_rows_behind_the_door_are_those_of_a_survey(tmp_path: Path) -> None:
    manifest = collected(tmp_path, COMMENTS, VOTES)
    landing = LandingStore(tmp_path / "landing")
    shape, page = (landing.get(item.sha256) for item in manifest.items)
    structure = read_structure(shape)
    answers = stored_answers(page, structure)
    one = answers[
        (answers["response_id"] == 3) & (answers["question_id"] == "gesprek.STELLING_1")
    ]
    assert one[["code", "label_nl", "state"]].values.tolist() == [
        ["P", "Pas", "answered"]
    ]
    responses = responses_from_page(
        page, structure, source_id="gesprek", wave=1, timezone="UTC"
    )
    assert responses["is_complete"].all()
    assert str(responses["submitted_at"][0]) == "2001-09-09 01:46:43"
    assert responses["respondent_id"].str.fullmatch("[0-9a-f]{32}").all()


def test_text_of_a_statement_is_text_and_no_markup(tmp_path: Path) -> None:
    manifest = collected(tmp_path, COMMENTS, VOTES)
    shape = LandingStore(tmp_path / "landing").get(manifest.items[0].sha256)
    texts = [each.texts for each in read_structure(shape).questions[0].subquestions]
    assert texts[0] == {"nl": "Bouw op &lt;b&gt;het&lt;/b&gt; veen, niet ernaast"}


def test_a_participants_table_gives_the_same_votes(tmp_path: Path) -> None:
    from_votes = votes_in(tmp_path, collected(tmp_path, COMMENTS, VOTES))
    assert votes_in(tmp_path, collected(tmp_path, COMMENTS, WIDE)) == from_votes


def test_what_moderators_took_out_is_left_out_and_told(tmp_path: Path) -> None:
    told = " ".join(map(str, collected(tmp_path, COMMENTS, VOTES).warnings))
    assert "not counted: 1 of 3 statements" in told
    assert "statements that were taken out, and are not counted: 1" in told


# The last vote


@given(st.permutations(range(5)), st.lists(st.sampled_from([1, 0, -1]), min_size=5))
def test_the_latest_vote_counts_in_whatever_order(
    order: list[int], cast: list[int]
) -> None:
    lines = [f"{moment},7,4,{cast[moment]}" for moment in order]
    data = "\n".join(["timestamp,comment-id,voter-id,vote", *lines]).encode()
    statement = Statement(
        comment_id=7, text="x", agree_count=0, disagree_count=0, is_moderated_out=False
    )
    votes, refused = read_votes(data, statements={7: statement}, where="votes.csv")
    assert votes.last == {4: {7: cast[4]}}
    assert votes.times == {4: (0, 4)}
    assert not refused


def test_of_equal_times_the_lower_row_counts(tmp_path: Path) -> None:
    votes = VOTES + "1000000000000,x,0,0,-1\n"
    manifest = collected(tmp_path, COMMENTS.replace("0,3,2,1", "0,3,2,2"), votes)
    assert votes_in(tmp_path, manifest)[1, "STELLING[0]"] == "N"


# The sign


def test_an_export_that_writes_agree_as_minus_one(tmp_path: Path) -> None:
    turned = "\n".join(
        line[:-1] + "-1"
        if line.endswith(",1")
        else line.removesuffix("-1") + ("1" if line.endswith("-1") else "")
        for line in VOTES.splitlines()
    )
    manifest = collected(tmp_path, COMMENTS, turned)
    usual = tmp_path / "usual"
    usual.mkdir()
    assert votes_in(tmp_path, manifest) == votes_in(
        usual, collected(usual, COMMENTS, VOTES)
    )
    assert "-1 means agree" in " ".join(map(str, manifest.warnings))


def test_votes_of_another_conversation_are_refused(tmp_path: Path) -> None:
    strange = COMMENTS.replace("0,3,2,1", "0,3,90,70")
    with pytest.raises(SourceIncomplete, match="neither sign"):
        collected(tmp_path, strange, VOTES)


def test_counts_that_cannot_tell_need_a_declared_sign(tmp_path: Path) -> None:
    comments = COMMENTS.splitlines(keepends=True)[0] + "2,x,1,4,1,1,0,Meer bomen\n"
    votes = "\n".join([VOTES.splitlines()[0], "1,x,1,0,1", "2,x,1,1,-1"])
    with pytest.raises(SourceIncomplete, match="cannot tell"):
        collected(tmp_path, comments, votes)
    manifest = collected(tmp_path, comments, votes, agree=-1)
    assert votes_in(tmp_path, manifest)[1, "STELLING[1]"] == "N"


def test_a_declared_sign_that_the_counts_contradict_is_refused(tmp_path: Path) -> None:
    said = r"agree = -1`, but by the counts in the comments 1 means agree"
    with pytest.raises(SettingsInvalid, match=said):
        collected(tmp_path, COMMENTS, VOTES, agree=-1)
    assert collected(tmp_path, COMMENTS, VOTES, agree=1) == replace(
        collected(tmp_path, COMMENTS, VOTES), retrieved_at=ANY
    )


# Bad rows


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("1000000000000,x,0,9", "aantal velden"),
        ("1000000000000,x,0,9,2", "onleesbaar"),
        ("1000000000000,x,0,geheim@example.org,1", "onleesbaar"),
        ("gisteren,x,0,9,1", "onleesbaar"),
        ("1000000000000,x,88,9,1", "niet in comments.csv"),
        ("1000000000000,x,0,-9,1", "niet in comments.csv"),
    ],
)
def test_a_bad_vote_is_set_apart_with_its_place(
    tmp_path: Path, row: str, words: str
) -> None:
    manifest = collected(tmp_path, COMMENTS, f"{VOTES}{row}\n")
    (refused,) = manifest.refused
    assert (refused.table, refused.item, refused.row_key) == (
        "answer",
        "votes.csv",
        phrase("the_row", number=9),
    )
    assert words in refused.reason.told("nl")
    assert "geheim" not in repr(manifest)
    assert len(votes_in(tmp_path, manifest)) == 6


def test_a_bad_statement_is_set_apart(tmp_path: Path) -> None:
    more = COMMENTS + "4,x,3,4,0,0,1,\n5,x,1,4,1,1,0,Dubbel\n"
    refused = collected(tmp_path, more, VOTES).refused
    assert [str(row.row_key) for row in refused] == ["row 5", "row 6"]
    assert {row.table for row in refused} == {"question"}


@pytest.mark.parametrize(
    ("comments", "votes", "words"),
    [
        ("", VOTES, "no headings"),
        ("a,b\n1,2\n", VOTES, "headings are missing: comment-id"),
        (COMMENTS.splitlines()[0] + "\n", VOTES, "no statement"),
        (COMMENTS, "a,a\n1,2\n", "stands twice"),
        (COMMENTS, WIDE.replace(",0,1,2\n", ",0,1,99\n"), "no known statement"),
    ],
)
def test_a_file_that_is_no_export_is_refused(
    tmp_path: Path, comments: str, votes: str, words: str
) -> None:
    with pytest.raises(SourceIncomplete, match=words):
        collected(tmp_path, comments, votes)


# Declarations


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "either `votes` or `participants_votes`"),
        ('votes = "v.csv"\nparticipants_votes = "p.csv"', "either"),
        ('votes = "v.csv"\nagree = 2', "agree"),
        ('votes = "v.csv"\ntimezone = "Europe/Amsterdam"', "timezone"),
        ('votes = "v.csv"\n[roles]\nopen = ["X"]', "here it is fixed"),
    ],
)
def test_a_mistake_in_the_declaration_is_named(line: str, words: str) -> None:
    text = f'kind = "polis"\ncomments = "c.csv"\nwave = 1\n{line}\n'
    with pytest.raises(SettingsInvalid, match=words):
        declaration_from_toml(text, where="sources/p.toml")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    declaration = PolisSource(kind="polis", comments="c.csv", votes="v.csv", wave=1)
    with pytest.raises(SettingsInvalid, match=r"`comments`.*c\.csv"):
        collect(tmp_path, declaration)


# A real conversation


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((REAL / name).read_text("utf-8-sig"))))


def _shown() -> set[str]:
    rows = _rows("comments.csv")
    return {row["comment-id"] for row in rows if row["moderated"] != "-1"}


@needs_polis
@pytest.mark.parametrize("votes", ["votes.csv", "participants-votes.csv"])
def test_a_real_conversation_is_read_whole(tmp_path: Path, votes: str) -> None:
    manifest = collected(
        tmp_path,
        (REAL / "comments.csv").read_text("utf-8"),
        (REAL / votes).read_text("utf-8"),
    )
    voters = [
        row
        for row in _rows("participants-votes.csv")
        if any(row[number] for number in _shown())
    ]
    assert manifest.expectations[0].expected_count == len(voters) == 378
    assert not manifest.refused
    counted = Counter(
        (heading, code) for (_, heading), code in votes_in(tmp_path, manifest).items()
    )
    assert len(_shown()) == 119
    expected: Counter[tuple[str, str]] = Counter()
    for row in _rows("participants-votes.csv"):
        for number in _shown():
            if row[number]:
                code = {"1": "A", "0": "P", "-1": "N"}[row[number]]
                expected[f"STELLING[{number}]", code] += 1
    assert counted == expected


@needs_polis
def test_the_counts_of_a_real_conversation_are_reproduced() -> None:
    """Polis counts every vote, also one that its voter changed later."""
    comments = (REAL / "comments.csv").read_bytes()
    statements, _ = read_statements(comments, where="comments.csv")
    data = (REAL / "votes.csv").read_bytes()
    votes, _ = read_votes(data, statements=statements, where="votes.csv")
    for row in _rows("comments.csv"):
        number = int(row["comment-id"])
        counts = (votes.cast[number, 1], votes.cast[number, -1])
        assert counts == (int(row["agrees"]), int(row["disagrees"]))
