"""The quick reader and writer of JSON give what the standard library gives."""

import base64
import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.identifiers import sha256_hex
from sources.limesurvey_rows import rows_of_export
from sources.respondent_door import _canonical_of_anything, canonical_json
from tests.doors.survey_examples import every_type, landed_page
from transforms.tidy_survey import responses_from_page

ODD = "\x00\x1f\x7f\u2028\u2029\ue000\uffff😀é\"\\/\b\t\n\f\r'<&"
texts = st.text(st.characters(exclude_categories=()), max_size=12)
cells = st.none() | st.booleans() | st.integers() | texts
rows = st.lists(st.dictionaries(texts, cells, max_size=6), max_size=4)


@given(rows)
@example([{"b": ODD, "a": None, "é": 1, "😀": 2, "\uffff": 3}])
@example([{"half": "\ud800", "big": 2**70, "small": -(2**63)}])
def test_a_page_is_the_same_bytes(content: list[dict[str, Any]]) -> None:
    assert canonical_json(content) == _canonical_of_anything(content)


@given(st.dictionaries(st.sampled_from(["T1", "S1", "EQ"]), st.none() | st.text()))
@example({"T1": ODD})
def test_the_hash_of_a_row_is_that_of_its_canonical_form(
    answers: dict[str, str | None],
) -> None:
    page = landed_page(answers)
    (row,) = page["rows"]
    shown = {name: text for name, text in row["answers"].items() if text is not None}
    whole = json.dumps(
        {**row, "answers": shown},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    settings: dict[str, Any] = {"source_id": "s", "wave": 1, "timezone": "UTC"}
    found = responses_from_page(page, every_type(), **settings)["row_hash"].tolist()
    assert found == [sha256_hex(whole.encode())]


def exported(document: bytes) -> list[dict[str, Any]]:
    return rows_of_export(base64.b64encode(document).decode(), where="proef")


@given(rows)
def test_an_export_is_read_as_the_standard_library_reads_it(
    content: list[dict[str, Any]],
) -> None:
    numbered = [{**row, "id": place} for place, row in enumerate(content, start=1)]
    document = json.dumps({"responses": numbered}).encode()
    assert exported(document) == numbered


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1.50", "1.50"),
        ("1e400", "1e400"),
        ("12345678901234567890123", 12345678901234567890123),
        ('["1.50", 1.50]', ["1.50", "1.50"]),
        ('"\\ud800"', "\ud800"),
    ],
)
def test_digits_stay_as_they_were_sent(written: str, read: object) -> None:
    document = f'{{"responses": [{{"id": 1, "A": {written}}}]}}'.encode()
    assert exported(document) == [{"id": 1, "A": read}]
