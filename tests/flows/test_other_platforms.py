"""A Polis conversation and proposals go down the same line as any survey."""

import csv
from pathlib import Path

import pytest

from tests.doors.survey_examples import SHARED
from tests.flows.line import BASE, WAREHOUSE, bytes_below, feitenbasis, rows

REAL = SHARED / "data/labelled/polis/scoop-hivemind.affordable-housing"
pytestmark = pytest.mark.skipif(
    not REAL.is_dir(), reason=f"the real conversation is not in {SHARED}"
)
SETTINGS = '[region]\nname = "Proefland"\n[privacy]\nsmallest_group = 5\n'
POLIS = """\
kind = "polis"
comments = "export/comments.csv"
votes = "export/votes.csv"
wave = 1
language = "en"
"""
PROPOSALS = """\
kind = "proposals"
path = "export/voorstellen.csv"
wave = 1
[columns]
group = "groep"
"""


def proposals() -> str:
    """A dozen proposals about housing; the first author has two, a row is broken."""
    lines = ["id,title,body,author/id,author/name,groep"]
    for number in range(1, 13):
        author = 1 if number == 2 else number
        body = (
            f"<p>De gemeente moet bij het station voorstel {number} met betaalbare "
            "woningen voor starters bouwen.</p>"
        )
        lines.append(
            f"{number},Idee {number},{body},{author},Naamloze {author},Starters"
        )
    return "\n".join([*lines, "geen,x,y,1,z,Starters"]) + "\n"


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with both sources, run once."""
    folder = tmp_path_factory.mktemp("deuren") / "regio"
    for name in ("sources", "export"):
        (folder / name).mkdir(parents=True)
    (folder / "feitenbasis.toml").write_text(SETTINGS, "utf-8")
    (folder / "sources/gesprek.toml").write_text(POLIS, "utf-8")
    (folder / "sources/ideeen.toml").write_text(PROPOSALS, "utf-8")
    (folder / "export/voorstellen.csv").write_text(proposals(), "utf-8")
    for name in ("comments.csv", "votes.csv"):
        (folder / "export" / name).write_bytes((REAL / name).read_bytes())
    outcome = feitenbasis("-C", folder, "run")
    assert outcome.code == 0, outcome.err
    return folder


def test_figures_of_statements_are_those_of_the_last_votes(region: Path) -> None:
    with (REAL / "participants-votes.csv").open(encoding="utf-8") as file:
        voters = list(csv.DictReader(file))
    found = rows(
        region / BASE,
        "SELECT statement_id, respondent_count, agree_share, disagree_share "
        "FROM statement_result WHERE grouping = 'all' AND NOT is_suppressed",
    )
    assert len(found) > 80
    for name, count, agree, disagree in found:
        number = name.removeprefix("gesprek.STELLING_")
        votes = [row[number] for row in voters if row[number]]
        assert count == len(votes)
        assert agree == pytest.approx(votes.count("1") / count, abs=0.00501)
        assert disagree == pytest.approx(votes.count("-1") / count, abs=0.00501)


def test_statements_hold_their_own_words(region: Path) -> None:
    (text,) = rows(
        region / BASE,
        "SELECT text_en FROM statement WHERE statement_id = 'gesprek.STELLING_137'",
    )
    assert text[0].startswith("Until real wages and income rise, housing (whether")


def test_nothing_is_lost(region: Path) -> None:
    found = rows(
        region / BASE,
        "SELECT source_id, expected_count, loaded_count, quarantined_count "
        "FROM completeness WHERE unit = 'response' ORDER BY source_id",
    )
    assert found == [("gesprek", 378, 378, 0), ("ideeen", 13, 12, 1)]
    assert rows(region / WAREHOUSE, "SELECT row_key FROM quarantine") == [("rij 14",)]


def test_an_author_of_two_proposals_counts_once(region: Path) -> None:
    found = rows(
        region / BASE,
        "SELECT respondent_count FROM theme_support WHERE theme_id = 'wonen' "
        "AND wave = 1 AND group_name = 'Starters'",
    )
    assert found == [(11,)]
    assert rows(
        region / BASE,
        "SELECT response_count, complete_count FROM survey WHERE survey_id = 'ideeen'",
    ) == [(12, 12)]


def test_passages_of_proposals_have_no_markup(region: Path) -> None:
    texts = rows(
        region / WAREHOUSE, "SELECT text FROM passage WHERE source_id='ideeen'"
    )
    assert len(texts) == 24
    assert not [text for (text,) in texts if "<" in text]


def test_no_name_of_an_author_is_kept(region: Path) -> None:
    kept = bytes_below(region / ".feitenbasis", region / "publication")
    assert not [path for path, data in kept if b"Naamloze" in data]


def test_doctor_tells_what_it_reads(region: Path) -> None:
    outcome = feitenbasis("-C", region, "doctor")
    assert "119 van 165 stellingen, 381 deelnemers" in outcome.out
    assert "12 voorstellen, 0 weggelaten, 1 onleesbaar" in outcome.out


def test_a_second_run_does_nothing(region: Path) -> None:
    before = rows(region / WAREHOUSE, "FROM quarantine")
    assert "niets veranderd" in feitenbasis("-C", region, "run").out
    assert rows(region / WAREHOUSE, "FROM quarantine") == before
