"""A word of a command that would do nothing is refused, not passed over."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from domain.errors import WrongUse
from flows.cli import app
from flows.forget_request import read_request

TABLE = """
sql --questions --csv | beside --questions nothing is done with --csv
sql --questions meta | beside --questions nothing is done with meta
sql --questions --warehouse | beside --questions nothing is done with --warehouse
sql meta --csv --json | beside --csv nothing is done with --json
sql --csv | no query nothing is done with --csv
sql --json | no query nothing is done with --json
forget --response 7:1 --file t.txt | beside --response 7:1 nothing is done with --file
bench H6 --documents map | beside --documents map nothing is done with H6
bench --documents map --quick --faults | nothing is done with --quick, --faults
learn --text-column x --blanks | nothing is done with --text-column, --blanks
"""
ROWS = [
    [cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()
]


@pytest.mark.parametrize(("typed", "said"), ROWS)
def test_a_word_that_does_nothing_is_refused(
    tmp_path: Path, typed: str, said: str
) -> None:
    settings = '[region]\nname = "Proefland"\n'
    (tmp_path / "feitenbasis.toml").write_text(settings, "utf-8")
    outcome = CliRunner().invoke(app, ["-C", str(tmp_path), *typed.split()])
    assert isinstance(outcome.exception, WrongUse)
    assert said in str(outcome.exception)
    assert f"feitenbasis {typed.split()[0]} --help" in outcome.exception.told("nl")


def test_nobody_is_forgotten_while_another_stays() -> None:
    with pytest.raises(WrongUse, match="nothing is done with --file"):
        read_request(file=Path("token.txt"), response="7:1", may_rewrite=False)
    found = read_request(file=None, response="7:1", may_rewrite=False)
    assert (found.survey_id, found.response_id) == ("7", 1)
