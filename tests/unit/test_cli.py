"""The command line without its work: words in, exit codes and one paragraph out."""

from pathlib import Path

import pytest

from domain.errors import FeitenbasisError, WrongUse
from flows.cli import DEBUG_VARIABLE, _run
from flows.stopping import _Stop


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--debug` lasts for a process; here every test begins without it."""
    monkeypatch.setenv(DEBUG_VARIABLE, "")
    monkeypatch.delenv(DEBUG_VARIABLE)


def test_an_error_is_its_paragraph_and_its_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(["-C", str(tmp_path), "status"]) == 10
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert str(tmp_path) in told.err


def test_debug_adds_the_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(["--debug", "-C", str(tmp_path), "status"]) == 10
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code"),
    [(["--help"], 0), (["run", "--help"], 0), (["weet-niet"], 2), (["init"], 2)],
)
def test_help_and_wrong_words(
    words: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(words) == code
    capsys.readouterr()


def test_the_last_folder_named_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "ander"
    other.mkdir()
    assert _run(["-C", str(tmp_path), "status", "-C", str(other)]) == 10
    assert str(other) in capsys.readouterr().err


def test_ctrl_c_is_told_and_has_its_code(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("flows.cli.app", interrupted)
    # Earlier commands of this process may have told where they were.
    monkeypatch.setattr("flows.stopping._stop", _Stop())
    assert _run(["run"]) == 130
    assert capfd.readouterr().err == "Gestopt.\n"


def kinds(kind: type[FeitenbasisError]) -> list[type[FeitenbasisError]]:
    return [kind, *(each for sub in kind.__subclasses__() for each in kinds(sub))]


def test_exit_codes_are_those_of_the_contract() -> None:
    codes = {each.exit_code for each in kinds(FeitenbasisError)}
    assert codes == {1, 2, 10, 11, 12, 13, 14, 15, 16}


def test_an_error_says_what_where_and_what_to_do() -> None:
    error = WrongUse("no_survey_number", where="hier", survey="12a")
    assert str(error) == (
        "`12a` is no number of a survey and no .lss or .lsa file. (hier) "
        "`feitenbasis survey list` shows the numbers."
    )
    assert error.told("nl") == (
        "`12a` is geen nummer van een vragenlijst en geen .lss- of .lsa-bestand. "
        "(hier) `feitenbasis survey list` toont de nummers."
    )
    import pickle

    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (WrongUse, str(error))


def test_an_error_speaks_the_language_of_the_workspace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "feitenbasis.toml"
    for language, said in (("nl", "Er is geen bron"), ("en", "No source is declared")):
        text = f'language = "{language}"\n[region]\nname = "Proefland"\n'
        settings.write_text(text, encoding="utf-8")
        assert _run(["run", "-C", str(tmp_path)]) == 10
        assert capsys.readouterr().err.startswith(said)
    settings.write_text("[region\n", encoding="utf-8")
    assert _run(["run", "-C", str(tmp_path)]) == 10
    told = capsys.readouterr().err
    assert told.startswith("Dit is geen geldige TOML: regel 1, teken 8."), told
