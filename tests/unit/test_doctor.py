"""The doctor reminds of what nobody declared, and does not call that wrong."""

from pathlib import Path

import pytest

from flows.cli import _run
from tests.flows.line import KEY, SHORT_TEXTS, small_workspace

EXPORT = (
    'kind = "limesurvey-export"\nstructure = "a.lss"\nresponses = "a.json"\nwave = 1\n'
)


@pytest.mark.parametrize("has_consent", [False, True])
def test_a_survey_without_a_question_for_consent(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    has_consent: bool,
) -> None:
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    (tmp_path / "feitenbasis.toml").write_text('[region]\nname = "Proefland"\n')
    consent = '[consent]\nquestion = "AKKOORD"\ncode = "Y"\n' if has_consent else ""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/enquete.toml").write_text(EXPORT + consent)
    for name in ("a.lss", "a.json"):
        (tmp_path / name).touch()
    assert _run(["doctor", "-C", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert ("advies  bron enquete: er is geen vraag om toestemming" in told) != (
        has_consent
    )
    assert "goed    bron enquete: a.lss en a.json zijn er" in told


def test_a_folder_is_counted_without_that_of_another_source(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    folder = small_workspace(tmp_path / "proef")
    inner = folder / "documents/keuzes"
    inner.mkdir()
    (inner / "een.txt").write_text("Een keuze over water.", "utf-8")
    declared = folder / "sources/keuzes.toml"
    declared.write_text('kind = "documents"\npath = "documents/keuzes"\n', "utf-8")
    assert _run(["doctor", "-C", str(folder)]) == 0
    told = capsys.readouterr().out
    assert f"bron stukken: {len(SHORT_TEXTS)} best" in told
    assert "bron keuzes: 1 best" in told
    declared.write_text('kind = "documents"\npath = "documents"\n', "utf-8")
    assert _run(["doctor", "-C", str(folder)]) != 0
    assert "Twee bronnen lezen dezelfde map" in capsys.readouterr().out


# a file of the workspace | what is in it | what a run would end with | what is told
MISTAKES = [
    ("registers/plaatsen.csv", 'naam;soort\nVeen;"dorp\nEde;dorp\n', 10, "afgebroken"),
    ("registers/organisaties.xlsx", "geen werkboek", 10, "XLSX"),
    ("registers/opgaven.csv", "opgave_id;naam;kleur\n1;a;rood\n", 10, "kleur"),
    ("registers/indelingen.csv", "indeling;jaar\nA;2022\n", 10, "indelingen.csv"),
    ("corrections/x.csv", "rommel\n", 10, "corrections/x.csv"),
    ("registers/opgaven.csv", "opgave_id;naam\n1;\n", 0, "opgaven.csv: rij 2"),
    ("registers/vreemd.csv", "a;b\n", 0, "vreemd.csv"),
]


@pytest.mark.parametrize(("name", "text", "code", "said"), MISTAKES)
def test_what_people_fill_in_is_read_as_a_run_reads_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    text: str,
    code: int,
    said: str,
) -> None:
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    folder = small_workspace(tmp_path / "proef")
    (folder / name).parent.mkdir()
    (folder / name).write_text(text, "utf-8")
    assert _run(["doctor", "-C", str(folder)]) == code
    assert said in capsys.readouterr().out


def test_files_that_nobody_reads_are_not_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    folder = small_workspace(tmp_path / "proef")
    for path in (folder / "documents").iterdir():
        path.unlink()
    for name in (".DS_Store", "~$nota.docx"):
        (folder / "documents" / name).write_text("x")
    assert _run(["doctor", "-C", str(folder)]) == 0
    assert "de map documents is leeg" in capsys.readouterr().out
