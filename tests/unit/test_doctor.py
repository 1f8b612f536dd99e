"""The doctor reminds of what nobody declared, and does not call that wrong."""

from pathlib import Path

import pytest

from flows.cli import _run
from tests.flows.line import KEY

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
