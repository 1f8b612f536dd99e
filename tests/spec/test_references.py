"""Every figure, mention and quote leads to something that exists."""

from pathlib import Path

import pytest

from tests.flows.line import rows
from tests.spec.contract import promised_tables

OWNERS = {
    "source_id": "source",
    "document_id": "document",
    "survey_id": "survey",
    "question_id": "question",
    "passage_id": "passage",
    "theme_id": "theme",
    "organisation_id": "organisation",
    "lead_organisation_id": "organisation",
    "from_organisation_id": "organisation",
    "to_organisation_id": "organisation",
    "place_id": "place",
    "initiative_id": "initiative",
    "statement_id": "statement",
    "opgave_id": "opgave",
    "claim_id": "claim",
}
REFERENCES = [
    (table, column)
    for table, columns in sorted(promised_tables().items())
    for column in sorted(columns & set(OWNERS))
    if table != OWNERS[column]
]


@pytest.mark.parametrize(("table", "column"), REFERENCES)
def test_reference_holds(base: Path, table: str, column: str) -> None:
    owner = OWNERS[column]
    key = f"{owner}_id"
    lost = rows(
        base,
        f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL '
        f'AND "{column}" NOT IN (SELECT "{key}" FROM "{owner}")',
    )
    assert lost == []


@pytest.mark.parametrize(
    "table",
    [
        name
        for name, columns in sorted(promised_tables().items())
        if f"{name}_id" in columns
    ],
)
def test_id_stands_once(base: Path, table: str) -> None:
    assert not rows(
        base, f'SELECT "{table}_id" FROM "{table}" GROUP BY ALL HAVING count(*) > 1'
    )


def test_quotes_are_literally_in_their_passage(base: Path) -> None:
    quotes = rows(
        base,
        "SELECT quote.text, passage.text, quote.start_offset, quote.end_offset "
        "FROM quote INNER JOIN passage USING (passage_id)",
    )
    assert len(quotes) == rows(base, "SELECT count(*) FROM quote")[0][0] > 100
    for quote, passage, start, end in quotes:
        assert quote in passage
        assert passage[start:end] == quote


@pytest.mark.parametrize("kind", ["organisation", "place", "initiative"])
def test_offsets_of_mentions_give_their_text(base: Path, kind: str) -> None:
    mentions = rows(
        base,
        "SELECT passage.text, mention.start_offset, mention.end_offset, mention.text "
        f"FROM {kind}_mention AS mention INNER JOIN passage USING (passage_id)",
    )
    assert len(mentions) > 100
    for passage, start, end, text in mentions:
        assert passage[start:end] == text


def test_offsets_of_themes_lie_in_their_passage(base: Path) -> None:
    mentions = rows(
        base,
        "SELECT passage.text, start_offset, end_offset FROM (SELECT passage_id, text "
        "FROM passage) AS passage INNER JOIN theme_mention USING (passage_id)",
    )
    assert len(mentions) > 1000
    for passage, start, end in mentions:
        assert 0 <= start < end <= len(passage)
        assert passage[start:end].strip() == passage[start:end]


def test_every_theme_of_the_codebook_is_there(base: Path) -> None:
    fixed = (
        "energie wonen stikstof natuur landbouw water klimaatadaptatie mobiliteit "
        "economie arbeid zorg leefbaarheid veiligheid circulair digitaal ruimte "
        "samenwerking"
    ).split()
    assert sorted(fixed) == [
        row[0] for row in rows(base, "SELECT theme_id FROM theme ORDER BY theme_id")
    ]


def test_completeness_adds_up_with_the_files(base: Path) -> None:
    told = rows(base, "FROM completeness")
    assert {row[0] for row in told} == {
        "raadpleging_1",
        "raadpleging_2",
        "stukken",
        "registers",
    }
    for _, _, expected, loaded, quarantined, newest in told:
        assert loaded + quarantined == expected > 0
        assert newest is not None
    files = rows(
        base,
        "SELECT count(*), count(*) FILTER (WHERE status = 'quarantined'), "
        "count(*) FILTER (WHERE reason IS NULL AND status <> 'loaded') "
        "FROM source_file WHERE source_id = 'stukken'",
    )
    documents = next(row for row in told if row[0] == "stukken")
    assert files == [(documents[2], documents[4], 0)]


def test_what_was_set_apart_says_why(base: Path) -> None:
    apart = rows(base, "SELECT rule, reason FROM quarantine_summary ORDER BY rule")
    assert [rule for rule, _ in apart] == ["damaged", "no_text"]
    assert all(reason.endswith(".") for _, reason in apart)
