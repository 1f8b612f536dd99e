"""Markdown with code and tags in, what of it is read out."""

import time
from pathlib import Path

import pytest

from tests.doors.reading import read, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "    kosten < 5 mln en baten > 6 mln",
            "kosten < 5 mln en baten > 6 mln",
        ),
        ("```\nals a<b en c>d\n```", "als a<b en c>d"),
        ("```html\n<style>p {}</style>\n```", "<style>p {}</style>"),
        (
            "<div>\nkosten < 5 mln en <b>baten</b> > 6\n</div>",
            "kosten < 5 mln en baten > 6",
        ),
        ("<!-- weg -->\n\nGebleven.", "Gebleven."),
        ("<div><!-- a > b -->Gebleven.<!-- weg --></div>", "Gebleven."),
        ("<div>Eerst <!-- en dan</div>", "Eerst <!-- en dan"),
        ("De kosten < 5 en `a<b>c` zijn.", "De kosten < 5 en a<b>c zijn."),
    ],
)
def test_only_markup_loses_its_tags(tmp_path: Path, text: str, expected: str) -> None:
    document = read(tmp_path, f"# Kop\n\n{text}\n".encode(), "a.md")
    assert [told for _, told in shown(document)[1:]] == [expected]


@pytest.mark.parametrize("sign", ["<!--", "<", "<!-- >", "<a"])
def test_signs_without_an_end_take_no_time(tmp_path: Path, sign: str) -> None:
    started = time.process_time()
    read(tmp_path, f"# Kop\n\n<div>\n{sign * 30_000} tekst\n</div>\n".encode(), "a.md")
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "line",
    [
        r'xml version\="1\.0" encoding\="UTF\-8"?',
        '<?xml version="1.0" encoding="UTF-8"?>',
        'ï»¿xml version="1.0" encoding="UTF-8"?',
    ],
)
def test_the_declaration_of_a_page_is_no_passage(tmp_path: Path, line: str) -> None:
    document = read(tmp_path, f"{line}\n\nToelichting op het plan.\n".encode(), "a.md")
    assert [told for _, told in shown(document)] == ["Toelichting op het plan."]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ["| Plan: | Dijk |", "| --- | --- |", "| Ee | Oost |"],
            "Plan: | Dijk/Ee | Oost",
        ),
        (["| Plan: | Dijk |", "| Ee | Oost |"], "Plan: | Dijk/Ee | Oost"),
        (["| Dijk |", "| --- |", "|  | Ee | 12 |"], "Dijk/Ee | 12"),
        (
            ["| a1 | b |", "| --- | --- |", "| c | d |", "| e |", "| --- |", "| f |"],
            "a1 | b/c | d/e/f",
        ),
        (["| Ee | 12 |", "| Oudega |"], "| Ee | 12 |/| Oudega |"),
        (["```\n| a | b |", "| c | d |\n```"], "| a | b | | c | d |"),
    ],
)
def test_rows_apart_are_one_table(
    tmp_path: Path, rows: list[str], expected: str
) -> None:
    text = "\n\n".join(["# Kop", "Tekst.", *rows, "Slot."])
    told = [told for _, told in shown(read(tmp_path, text.encode(), "a.md"))]
    assert told[2:-1] == expected.split("/")


def test_many_lone_rows_take_no_time(tmp_path: Path) -> None:
    started = time.process_time()
    rows = "| a | b |\n\n" * 5_000 + "| a | b |\n" * 2 + "tekst\n"
    read(tmp_path, f"# Kop\n\n{rows}".encode(), "a.md")
    assert time.process_time() - started < 3
