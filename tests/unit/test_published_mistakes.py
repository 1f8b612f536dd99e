"""A broken table or macro file in, an error that names file and column out."""

import re
from pathlib import Path

import pytest

from warehouse import published_schema
from warehouse.published_schema import load_macros, load_tables

COLUMN = '[columns.a]\ntype = "VARCHAR"\nnl = "Iets."\nen = "It."\n'
TABLE = (
    'meaning_nl = "Eén."\nmeaning_en = "One."\nsubject = "texts"\n'
    'key = ["a"]\norder = ["a"]\n'
)
BROKEN = {
    TABLE + COLUMN + "colour = 1": "x.toml, column a: unknown key colour",
    TABLE + COLUMN.replace("It.", " "): "x.toml, column a: en is missing or empty",
    TABLE + COLUMN.replace("VARCHAR", "JSON"): "x.toml, column a: unknown type JSON",
    TABLE + COLUMN + 'unit = "m"': "x.toml, column a: unit and unit_en go together",
    TABLE + COLUMN + 'references = "y.b"': "x.toml, column a: references y.b",
    TABLE: "x.toml: columns is missing or empty",
    TABLE.replace('["a"]', '["b"]') + COLUMN: "x.toml: key or order names no column: b",
    TABLE.replace("texts", "rest") + COLUMN: "x.toml: unknown subject rest",
}


@pytest.mark.parametrize("text", BROKEN)
def test_a_mistake_is_named_with_file_and_column(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(published_schema, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=re.escape(BROKEN[text])):
        load_tables()


MACRO = 'meaning_nl = "Eén."\nmeaning_en = "One."\nexample = "FROM x(1)"\n'
ASKED = '[parameters.a]\nnl = "Iets."\nen = "It."\n'
BROKEN_MACROS = {
    ("SELECT a", MACRO + ASKED): "x.sql: first line must be `-- arguments: …`",
    ("-- arguments: b\nSELECT b", MACRO + ASKED): "x.toml: parameters must be b",
    ("-- arguments: a\nSELECT a", MACRO): "x.toml: parameters is missing or empty",
    ("-- arguments: a\nSELECT a", MACRO + ASKED + "fr = 1"): (
        "x.toml, parameter a: unknown key fr"
    ),
}


@pytest.mark.parametrize(("sql", "toml"), BROKEN_MACROS)
def test_a_mistake_in_a_macro_is_named(
    sql: str, toml: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "macros").mkdir()
    (tmp_path / "macros" / "x.sql").write_text(sql, encoding="utf-8")
    (tmp_path / "macros" / "x.toml").write_text(toml, encoding="utf-8")
    monkeypatch.setattr(published_schema, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=re.escape(BROKEN_MACROS[sql, toml])):
        load_macros()
