"""Nothing of the planted personal data leaves; what is harmful cannot act."""

import re
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.flows.line import PROJECT, bytes_below, open_file

PLANTED = tomllib.loads(
    (PROJECT / "sources/demo/planted.toml").read_text(encoding="utf-8")
)
PERSONAL = sorted(
    {
        (item["kind"], item["value"])
        for plant in PLANTED["personal"]
        for item in plant["items"]
    }
)
PATTERNED = [item for item in PERSONAL if item[0] != "naam"]
NAMES = {
    place: sorted(
        item["value"]
        for plant in PLANTED["personal"]
        for item in plant["items"]
        if plant["place"] == place and item["kind"] == "naam"
    )
    for place in ("answer", "document")
}
INJECTED = [
    (item["kind"], item["value"])
    for plant in PLANTED["injection"]
    for item in plant["items"]
]
ACTING = {"script", "img", "iframe", "object", "embed", "form", "base"}


@pytest.fixture(scope="module")
def published(demo: Path) -> dict[str, str]:
    """Every published text: pages as written, and each table as text."""
    current = (demo / "publication/current").resolve()
    texts = {
        str(path.relative_to(current)): data.decode()
        for path, data in bytes_below(current)
        if path.suffix != ".duckdb"
    }
    with open_file(current / "feitenbasis.duckdb") as base:
        names = base.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        for (name,) in names:
            found = base.execute(f'FROM "{name}"').fetchall()
            texts[f"table {name}"] = "\n".join(
                str(value) for row in found for value in row
            )
    return texts


def where(published: dict[str, str], value: str) -> list[str]:
    """Where a value stands, however its signs are spaced."""
    letters = [re.escape(sign) for sign in value if not sign.isspace()]
    loose = re.compile(r"\s*".join(letters), re.IGNORECASE)
    return [name for name, text in published.items() if loose.search(text)]


def test_the_dump_really_holds_the_publication(published: dict[str, str]) -> None:
    assert len(published) > 100
    assert "Waterschap" in published["table answer_count"]
    assert sum("[telefoon]" in text for text in published.values()) > 3


@pytest.mark.parametrize(("kind", "value"), PATTERNED)
def test_planted_value_is_nowhere(
    published: dict[str, str], kind: str, value: str
) -> None:
    assert where(published, value) == [], kind


@pytest.mark.parametrize(("kind", "value"), PATTERNED)
def test_planted_value_is_not_in_the_bytes_of_the_base(
    demo: Path, kind: str, value: str
) -> None:
    data = (demo / "publication/current/feitenbasis.duckdb").read_bytes()
    assert value.encode() not in data, kind


@pytest.mark.parametrize("name", NAMES["answer"])
def test_name_from_an_answer_is_nowhere(published: dict[str, str], name: str) -> None:
    """Found by pattern or not quoted; a model that finds names comes later."""
    assert where(published, name) == []


def test_names_in_documents_stay_and_are_known(published: dict[str, str]) -> None:
    """A document is public as it is: only its patterned personal data goes."""
    assert len(NAMES["document"]) == 5
    for name in NAMES["document"]:
        assert where(published, name), name


class Tags(HTMLParser):
    """The tags and attributes a browser would act on."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def pages(published: dict[str, str]) -> Iterator[tuple[str, str]]:
    return ((name, text) for name, text in published.items() if "." in name)


def test_no_injected_text_acts_in_a_page(published: dict[str, str]) -> None:
    for name, text in pages(published):
        if name.endswith(".html"):
            page = Tags(text)
            assert not page.tags & ACTING, name
            for attribute, value in page.attributes:
                assert not attribute.startswith("on"), name
                assert "javascript:" not in value.lower(), name


@pytest.mark.parametrize(("kind", "value"), INJECTED)
def test_injected_text_is_inert(
    published: dict[str, str], kind: str, value: str
) -> None:
    for name, text in pages(published):
        if kind == "html":
            assert value not in text, name
        if kind == "markdown" and name.endswith(".md"):
            assert "](javascript" not in text, name
        if kind == "formula":
            assert not any(
                line.lstrip().startswith(value) for line in text.splitlines()
            ), name
