"""What people decided about passages is coded material, to learn from and measure."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from domain.corrections import Correction, CorrectionKind, corrections_to_csv
from flows.cli import _run
from flows.run_context import find_workspace, open_run
from nlp.correct_themes import decided_themes
from nlp.learning.stored import model_from_bytes
from tests.flows.line import KEY, small_workspace
from tests.unit.test_learning import SUBJECTS, invented

GIVEN = dict(zip(SUBJECTS, ("wonen", "zorg", "energie"), strict=True))
"""What people called the invented pastimes; the rules know none of their words."""


def decision(passage: str, value: str, *, at: int = 1, by: str = "Jo") -> Correction:
    return Correction(
        kind=CorrectionKind.PASSAGE,
        subject_id=passage,
        subject="",
        field="themes",
        value=value,
        seen="",
        decided_by=by,
        decided_at=f"2026-11-{at:02}T10:00:00+00:00",
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace that read ninety answers."""
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    place = small_workspace(tmp_path / "proef")
    with open_run(find_workspace(place)) as context:
        rows = [_passage(n, item.text) for n, item in enumerate(invented())]
        context.warehouse.replace("passage", rows)
    return place


def _passage(number: int, text: str) -> dict[str, Any]:
    return {
        "passage_id": f"p{number:02}",
        "source_id": "stukken",
        "page_key": "stukken/doc",
        "document_id": f"doc{number}",
        "kind": "paragraph",
        "text": text,
        "language": "nl",
        "page": 1,
        "start_offset": 0,
        "end_offset": len(text),
        "redaction_count": 0,
    }


def decide(folder: Path, decisions: Sequence[Correction]) -> None:
    (folder / "corrections").mkdir(exist_ok=True)
    text = corrections_to_csv(decisions)
    (folder / "corrections/1.csv").write_text(text, encoding="utf-8")


def every_decision() -> list[Correction]:
    return [
        decision(f"p{number:02}", GIVEN[item.codes[0]])
        for number, item in enumerate(invented())
    ]


def test_what_people_decided_is_learned(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(folder, every_decision())
    confusions = folder / "verschillen.csv"
    words = ["learn", "-C", str(folder), "--json", "--confusions", str(confusions)]
    assert _run(words) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["figures"]["text_count"] == 90
    assert shown["figures"]["ours"]["score"]["total"]["f"]["value"] > 0.9
    assert shown["decisions"] == {"used": 90, "lost": 0, "unknown_themes": {}}
    assert shown["rules"]["f"]["value"] < 0.1
    stored = model_from_bytes(
        (folder / ".feitenbasis/learned.npz").read_bytes(), where="learned.npz"
    )
    assert stored.model.codes == ("energie", "wonen", "zorg")
    rows = list(
        csv.DictReader(io.StringIO(confusions.read_text("utf-8-sig")), delimiter=";")
    )
    assert sum(row["verdict"] == "missed" for row in rows) >= 80
    assert confusions.stat().st_mode & 0o777 == 0o600


def test_the_screen_says_what_the_rules_make_of_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = decision("weg", "wonen")
    gone = [decision("p00", "verdwenen", at=2), decision("p01", "zorg oud", at=2)]
    decide(folder, [*every_decision(), lost, *gone])
    assert _run(["learn", "-C", str(folder)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Geleerd van 89 besluiten over passages; 1 gaat over" in told
    assert "niet in het codeboek staan: oud, verdwenen" in told


def test_a_passage_without_theme_is_learned_as_such(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decided = every_decision()
    decided[::3] = [decision(each.subject_id, "-") for each in decided[::3]]
    decide(folder, decided)
    assert _run(["learn", "-C", str(folder), "--json"]) == 0
    labels = json.loads(capsys.readouterr().out)["figures"]["assigned"]["labels"]
    assert set(labels) == {"(geen)", "energie", "zorg"}


def test_few_decisions_are_too_few(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(folder, every_decision()[:20])
    assert _run(["learn", "-C", str(folder)]) == 2
    assert "20 gecodeerde teksten" in capsys.readouterr().err


def test_confusions_with_a_file_are_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "codes.csv"
    file.write_text("tekst;code\na;b\n", encoding="utf-8")
    words = ["learn", str(file), "-C", str(folder), "--confusions", "x.csv"]
    assert _run(words) == 2
    assert "besluiten" in capsys.readouterr().err


def test_a_theme_that_left_the_codebook_decides_nothing() -> None:
    """Unlike the decision that there is no theme, or one that names another too."""
    said = [decision("a", "oud"), decision("b", "-"), decision("c", "oud wonen")]
    assert decided_themes(said, known={"wonen"}) == {"b": (), "c": ("wonen",)}
