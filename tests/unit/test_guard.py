"""A surprise tells its kind and place; its text stays out of every message."""

import traceback

import pytest

from domain.errors import SettingsInvalid, UnexpectedProblem
from flows.guard import DEBUG_VARIABLE, guarded

SAID = "mijn buurman Kees, 06-12345678"


@guarded
def surprised() -> None:
    raise ValueError(SAID)


@guarded
def refused() -> None:
    raise SettingsInvalid("Een fout", where="hier", remedy="Verbeter haar.")


@pytest.mark.parametrize("debug", ["", "1"])
def test_the_error_that_prefect_keeps_holds_no_answer(
    monkeypatch: pytest.MonkeyPatch, debug: str
) -> None:
    monkeypatch.setenv(DEBUG_VARIABLE, debug)
    with pytest.raises(UnexpectedProblem) as caught:
        surprised()
    assert SAID not in str(caught.value)
    assert "ValueError" in str(caught.value)
    shown = "".join(traceback.format_exception(caught.value))
    assert (SAID in shown) == bool(debug), "only --debug shows all, on the screen"


def test_an_error_for_the_user_passes() -> None:
    with pytest.raises(SettingsInvalid, match="Een fout"):
        refused()
