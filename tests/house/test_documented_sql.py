"""Every query in the documentation in, an answer from the demo region out."""

import re
from pathlib import Path

import pytest

from flows.documented_answers import answered
from tests.house.tree import PROJECT
from warehouse.query import open_base

pytestmark = pytest.mark.slow

PAGE = PROJECT / "docs/how-to/adviseur-sql.md"
PAGES = (PAGE, PROJECT / "README.md", PROJECT / "docs/privacy.md")
_SHOWN = re.compile(r"```sql\n(.*?)```\n\n\|(.*?)\|\n", re.DOTALL)
_ASKED = re.compile(r'feitenbasis -C demo sql "(SELECT .*?)"\n', re.DOTALL)


@pytest.mark.parametrize(("query", "heading"), _SHOWN.findall(PAGE.read_text("utf-8")))
def test_a_shown_question_has_an_answer(base: Path, query: str, heading: str) -> None:
    with open_base(base) as opened:
        answer = opened.ask(query)
    assert list(answer.columns) == [name.strip() for name in heading.split("|")]
    assert answer.rows


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_answers_on_a_page_are_those_of_the_demo(base: Path, path: Path) -> None:
    """Where they changed and that is right: ``make answers``."""
    page = path.read_text(encoding="utf-8")
    with open_base(base) as opened:
        assert page == answered(page, opened)


def test_make_answers_writes_every_page_that_is_compared() -> None:
    rule = (PROJECT / "Makefile").read_text(encoding="utf-8").partition("\nanswers:")[2]
    written = set(re.findall(r"\S+\.md", rule.partition("\n\n")[0]))
    assert {path.relative_to(PROJECT).as_posix() for path in PAGES} <= written


def test_the_page_holds_ten_questions() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert len(_SHOWN.findall(text)) == text.count("\n### ") == 10


def test_the_question_of_the_readme_has_an_answer(base: Path) -> None:
    queries = _ASKED.findall((PROJECT / "README.md").read_text(encoding="utf-8"))
    assert queries
    with open_base(base) as opened:
        for query in queries:
            assert opened.ask(query).rows


def test_privacy_tells_what_the_demo_hides() -> None:
    """The figures of the demo there come from the base, as do those of the README."""
    text = (PROJECT / "docs/privacy.md").read_text(encoding="utf-8")
    assert text.count("<!-- SELECT ") == text.count("<!-- end -->") == 2


def test_macro_examples_run(base: Path) -> None:
    from warehouse.published_schema import load_macros

    with open_base(base) as opened:
        for macro in load_macros().values():
            assert opened.ask(macro.example).columns
