"""A coded file on the command line in, figures, agreement and refusals out."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from flows.cli import _run
from flows.evaluation_tables import screen_texts
from tests.house.tree import PROJECT

GOLD = PROJECT.parent / "shared" / "gold"
ROWS: list[dict[str, Any]] = [
    {
        "id": "a1",
        "question": "Q1",
        "text": "Netcongestie remt de woningbouw in Utrecht. Bel 06-12345678.",
        "themes": ["energie", "wonen"],
        "places": [{"text": "Utrecht"}],
        "organisations": [],
        "initiatives": [],
        "pii": [{"text": "06-12345678", "type": "telefoon"}],
        "stance": "zorg",
        "language": "nl",
    },
    {
        "id": "a2",
        "question": "Q1",
        "text": "De Woonvisie Utrecht 2030 is vastgesteld, zegt het CBS.",
        "themes": ["zorg"],
        "initiatives": [{"text": "Woonvisie Utrecht 2030", "kind": "visie"}],
        "organisations": [{"text": "CBS"}],
        "places": [{"text": "Utrecht", "optional": True}],
        "pii": [],
        "stance": "neutraal",
        "language": "nl",
    },
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A file of two coded answers."""
    return written(tmp_path / "goud.json", ROWS)


def written(path: Path, rows: object) -> Path:
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


def figures(capsys: pytest.CaptureFixture[str], *words: str | Path) -> dict[str, Any]:
    """What the command says with --json."""
    assert _run(["evaluate", *map(str, words), "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_machine_is_scored_in_any_folder(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = figures(capsys, gold, "-C", gold.parent)
    assert found["passage_count"] == found["unit_count"] == 2
    assert found["about"]["model"]
    energy = found["themes"]["exact"]["labels"]["energie"]
    assert (energy["hits"], energy["false"], energy["missed"]) == (1, 0, 0)
    assert found["themes"]["exact"]["labels"]["zorg"]["missed"] == 1
    assert found["initiatives"]["exact"]["total"]["f"]["value"] == 1
    assert found["personal_data"]["covered"]["total"]["recall"]["value"] == 1
    assert found["places"]["exact"]["total"]["missed"] == 0
    assert found["not_compared"] == ["stance"]
    assert "stance" not in found
    assert set(found["themes"]["exact"]["documents"]) == {"a1", "a2"}


@pytest.mark.slow
def test_a_workspace_gives_its_own_names(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Flierp, vlieg en vlier."
    rows = [{"id": "p", "text": text, "places": [{"text": "Flierp"}]}]
    own = written(gold.parent / "eigen.json", rows)
    folder = gold.parent / "regio"
    assert _run(["init", str(folder)]) == 0
    capsys.readouterr()
    table = folder / "registers" / "plaatsen.csv"
    table.parent.mkdir(exist_ok=True)
    before = figures(capsys, own, "-C", folder)
    table.write_text("naam,soort\nFlierp,plaats\n", encoding="utf-8")
    after = figures(capsys, own, "-C", folder)
    hits = [found["places"]["exact"]["total"]["hits"] for found in (before, after)]
    assert hits == [0, 1]


def test_two_coders(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = [dict(row) for row in ROWS]
    other[0] = {**other[0], "stance": "neutraal", "themes": ["energie"]}
    file = written(gold.parent / "ander.json", [*other, {**ROWS[0], "id": "a3"}])
    found = figures(capsys, gold, "--against", file)
    assert found["stance"]["exact"]["total"]["hits"] == 1
    assert found["agreement"]["themes"]["energie"]["alpha"]["value"] == 1
    assert found["agreement"]["single"]["stance"]["unit_count"] == 2
    assert found["agreement"]["theme_sets"]["value"] < 1
    assert found["initiatives"]["exact"]["total"]["f"]["value"] == 1


def test_texts_only_reach_the_file_that_was_asked_for(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = gold.parent / "verwarring.csv"
    assert _run(["evaluate", str(gold), "--confusions", str(file)]) == 0
    shown = capsys.readouterr().out
    assert "Woonvisie" not in shown and "06-1234" not in shown
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    rows = list(csv.DictReader(lines, delimiter=";"))
    assert {
        "aspect": "themes",
        "mode": "exact",
        "passage_id": "a2",
        "verdict": "missed",
        "label": "zorg",
        "words": "",
    } in rows
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_table_speaks_the_language_of_the_workspace(
    gold: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = gold.parent / "regio"
    assert _run(["init", str(folder)]) == 0
    settings = folder / "feitenbasis.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('"nl"', f'"{language}"', 1), encoding="utf-8")
    capsys.readouterr()
    assert _run(["-C", str(folder), "evaluate", str(gold)]) == 0
    shown = capsys.readouterr().out
    assert screen_texts()[language]["recall"] in shown


def test_both_languages_have_the_same_words() -> None:
    texts = screen_texts()
    assert texts["nl"].keys() == texts["en"].keys()


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"{", b"[]", b'[{"id": "x"}]'], ids=repr
)
def test_a_bad_file_is_one_paragraph(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "goud.json"
    file.write_bytes(content)
    assert _run(["evaluate", str(file)]) == 2
    assert "goud.json" in capsys.readouterr().err


def test_files_without_a_common_passage_are_refused(gold: Path) -> None:
    other = written(gold.parent / "ander.json", [{"id": "z", "text": ""}])
    assert _run(["evaluate", str(gold), "--against", str(other)]) == 2


@pytest.mark.slow
@pytest.mark.skipif(not GOLD.is_dir(), reason="needs ../shared/gold beside the project")
@pytest.mark.parametrize(
    ("name", "themes", "organisations", "places"),
    [("passages_dev", 0.8, 0.85, 0.85), ("answers_dev", 0.8, 0.85, 0.85)],
)
def test_the_shipped_rules_stay_as_good_as_they_are_said_to_be(
    name: str,
    themes: float,
    organisations: float,
    places: float,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = figures(capsys, GOLD / f"{name}.json")
    assert not found["misplaced"]
    for aspect, mode, least in (
        ("themes", "exact", themes),
        ("organisations", "overlap", organisations),
        ("places", "overlap", places),
    ):
        assert found[aspect][mode]["total"]["f"]["value"] >= least, aspect
