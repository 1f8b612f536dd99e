"""Invented answers in, names of people hidden and all else kept out."""

from pathlib import Path
from tomllib import loads
from typing import Any

import pytest

from transforms.redaction import PersonalData, personal_spans, redact

CASES: dict[str, Any] = loads(
    Path(__file__).with_name("person_names.toml").read_text(encoding="utf-8")
)


def names_in(text: str) -> list[str]:
    spans = personal_spans(text, is_answer=True)
    return [text[s.start : s.end] for s in spans if s.kind is PersonalData.NAME]


@pytest.mark.parametrize(("text", "names"), CASES["made"]["hidden"].items())
def test_names_of_people_are_hidden_whole(text: str, names: list[str]) -> None:
    assert names_in(text) == names
    assert not any(name in redact(text, is_answer=True).text for name in names)


@pytest.mark.parametrize("text", CASES["made"]["kept"]["texts"])
def test_what_is_called_like_a_person_stays(text: str) -> None:
    assert names_in(text) == []


def test_cases_that_changed_no_rule_come_out_as_they_were_measured() -> None:
    unseen = CASES["unseen"]
    assert {text: names_in(text) for text in unseen["hidden"]} == unseen["hidden"]
    assert not any(map(names_in, unseen["kept"]["texts"]))
    assert {text: names_in(text) for text in unseen["false"]} == unseen["false"]
