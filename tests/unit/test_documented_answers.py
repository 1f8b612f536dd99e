"""A page is given back with the answers of a base, and nothing else changed."""

from pathlib import Path

import duckdb
import pytest

from flows.documented_answers import answered
from warehouse.query import open_base

PAGE = """# Vragen

```sql
SELECT name AS naam, share AS aandeel FROM t ORDER BY name
```

| naam | aandeel |
|---|---|
| verouderd | 1 |

```sql
SELECT 1
```

Zonder antwoord.
"""


@pytest.fixture
def small_base(tmp_path: Path) -> Path:
    path = tmp_path / "t.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE t (name VARCHAR, share DOUBLE)")
        connection.execute("INSERT INTO t VALUES ('a|b', 0.5), (e'c\\nd', NULL)")
    return path


def test_answers_are_written_anew(small_base: Path) -> None:
    with open_base(small_base) as base:
        page = answered(PAGE, base)
        assert answered(page, base) == page
    fresh = "| a\\|b | 0.5 |\n| c d |  |\n"
    assert page == PAGE.replace("| verouderd | 1 |\n", fresh)


TYPED = """```
.venv/bin/feitenbasis -C demo sql "SELECT name
  FROM t WHERE share > 0"
verouderd
```

```
.venv/bin/feitenbasis -C demo sql "SELECT share FROM t WHERE name = 'a|b'"
```
"""


def test_what_the_screen_shows_is_written_anew(small_base: Path) -> None:
    with open_base(small_base) as base:
        page = answered(TYPED, base)
        assert answered(page, base) == page
    assert "verouderd" not in page
    assert '> 0"\n┏━━━━━━┓\n┃ name ┃\n┡━━━━━━┩\n│ a|b  │\n└──────┘\n```' in page
    assert "│ 0.5   │" in page


SAID = "In de demo: <!-- SELECT count(*) FROM t -->9<!-- end --> rijen.\n"


def test_a_figure_in_a_sentence_is_written_anew(small_base: Path) -> None:
    with open_base(small_base) as base:
        page = answered(SAID, base)
    assert page == SAID.replace("9", "2")


def test_a_sentence_takes_one_value(small_base: Path) -> None:
    with open_base(small_base) as base, pytest.raises(ValueError, match="unpack"):
        answered(SAID.replace("count(*)", "name"), base)
