"""Mutated answers of open sources in: only errors of our own come out, or good text."""

import json
import math
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import FeitenbasisError, SourceIncomplete
from domain.landing import Manifest
from domain.open_declarations import (
    CbsSource,
    CouncilPapersSource,
    DatasetsSource,
    PublicationsSource,
    TooiSource,
)
from sources.answer_values import json_from, whole_number
from sources.cbs import collect_cbs, read_cbs
from sources.documents.limits import ReadingLimits
from sources.documents.one_file import read_file
from sources.json_hits import collect_hits
from sources.landing import LandingStore
from sources.official_publications import collect_publications
from sources.open_door import NotThere, OpenDoor
from sources.tooi import collect_tooi
from tests.doors.fake_cbs import FakeCbs
from tests.doors.fake_search import FakeSearch
from tests.doors.fake_sru import FakeSru
from tests.doors.fake_tooi import FakeTooi, body, merger, municipality
from transforms.indicators import indicators_from_figures

ADDRESS = "http://127.0.0.1:1"
ODD: tuple[Any, ...] = (
    *(None, "", [], {}, -1, 0, True, 1e308, math.nan, math.inf, "²", "٣", "9" * 5000),
    *("\ud800", "a\udfff.", "20é5JJ00", "²²²²JJ00", "JJJJJJ00", "x" * 300, "40"),
    *(["a"], {"a": 1}, [[[]]], [None], {"@id": 5}, "\x00", "../..", 2**70),
)
ODD_TEXTS = ("", "²", "-1", "9" * 5000, "x", "1e9", "\x7f", "٣", "&#1234;", "<a/>")
Change = Callable[[int, bytes], bytes]


class OddDoor(OpenDoor):
    """A door to a fake without a network, that changes what comes through it."""

    def __init__(self, fake: Any, change: Change) -> None:
        """Count the answers from one."""
        super().__init__(where="sources/s.toml", pause_seconds=0.0)
        self._fake, self._change, self._count = fake, change, 0

    def fetch_bytes(self, url: str, query: dict[str, str] | None = None) -> bytes:
        """Return what the fake answers, changed."""
        parts = urlsplit(f"{url}?{urlencode(query)}" if query else url)
        status, _, table = self._fake.respond(f"{parts.path}?{parts.query}".rstrip("?"))
        if status != 200:
            raise NotThere("open_not_there", where=self.where)
        self._count += 1
        data = table if isinstance(table, bytes) else json.dumps(table).encode()
        return self._change(self._count, data)


@dataclass
class Tried:
    """A source that is asked through an odd door, and what is done with it after."""

    change: Change
    folder: Path

    def _options(self, fake: Any) -> dict[str, Any]:
        fake.base = ADDRESS
        landing = LandingStore(self.folder)
        door = OddDoor(fake, self.change)
        return {"source_id": "s", "landing": landing, "door": door}

    def figures(self, versions: set[str]) -> Manifest:
        """Collect a table, and read it as the next stage does."""
        fake = FakeCbs()
        fake.versions = versions
        told = {
            "kind": "cbs",
            "table": "85000NED",
            "measures": ["Bevolking"],
            "regions": ["GM0363", "NL01"],
            "since": 2023,
            "choose": {"Geslacht": "T001038"},
            "url": f"{ADDRESS}/v4",
            "older_url": f"{ADDRESS}/v3",
        }
        declaration = CbsSource.model_validate(told)
        manifest = collect_cbs(declaration, **self._options(fake))
        table = read_cbs(declaration, manifest, landing=LandingStore(self.folder))
        found = indicators_from_figures(
            table, source_id="s", period=None, chosen=declaration.choose
        )
        _is_text(json.dumps([found.rows, found.refused], default=str))
        return manifest

    def hits(self, kind: str) -> Manifest:
        """Collect a search, and read its hits."""
        record = {
            "title": "Stuk",
            "notes": "Over woningbouw.",
            "text": ["Een blad.", "Nog een."],
            "tags": [{"name": "wonen"}],
        }
        fake = FakeSearch(records={f"stuk-{n}": dict(record) for n in range(3)})
        told = {"kind": kind, "query": "wonen", "url": ADDRESS}
        declaration: DatasetsSource | CouncilPapersSource
        if kind == "raadsinformatie":
            declaration = CouncilPapersSource.model_validate(told | {"index": "ori_a*"})
        else:
            declaration = DatasetsSource.model_validate(told)
        manifest = collect_hits(declaration, **self._options(fake))
        for item in manifest.items:
            if item.sha256:
                path = LandingStore(self.folder).path_of(item.sha256)
                _is_text(path.read_text("utf-8"))
                collection = declaration.collection
                limits = ReadingLimits()
                read_file(path, name=item.name, limits=limits, collection=collection)
        return manifest

    def publications(self) -> Manifest:
        """Collect publications."""
        fake = FakeSru(publications={f"gmb-2026-{n}": ("xml",) for n in range(7)})
        told = {"creators": ["Alkmaar"], "since": "2026-01-01", "url": f"{ADDRESS}/sru"}
        declaration = PublicationsSource.model_validate(
            told | {"kind": "officielebekendmakingen"}
        )
        return collect_publications(declaration, **self._options(fake))

    def bodies(self) -> Manifest:
        """Collect a list of bodies."""
        name = "rwc_gemeenten_compleet_6"
        items = [
            municipality("gm0003", "Appingedam", province="pv20", ended="2020-12-31"),
            municipality("gm1979", "Eemsdelta", province="pv20"),
            merger("gm0003", "gm1979"),
            body("waterschap", "ws9999", "Polders", label="Waterschap Polders"),
        ]
        fake = FakeTooi(lists={name: items})
        told = {"kind": "tooi", "lists": [name], "url": ADDRESS}
        return collect_tooi(TooiSource.model_validate(told), **self._options(fake))


KINDS: dict[str, Callable[[Tried], Manifest]] = {
    "cbs 4": lambda tried: tried.figures({"v4"}),
    "cbs 3": lambda tried: tried.figures({"v3"}),
    "datasets": lambda tried: tried.hits("data-overheid"),
    "papers": lambda tried: tried.hits("raadsinformatie"),
    "publications": lambda tried: tried.publications(),
    "bodies": lambda tried: tried.bodies(),
}


def _is_text(text: str) -> None:
    loaded = json.dumps(json.loads(text), ensure_ascii=False)
    assert loaded.encode("utf-8")


def _places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield place
    parts: Any = ()
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list):
        parts = enumerate(value)
    for key, part in parts:
        yield from _places(part, (*place, key))


def _odd_json(data: bytes, where: int, odd: Any) -> bytes:
    table = json.loads(data)
    places = list(_places(table))
    place = places[where % len(places)]
    if not place:
        return json.dumps(odd).encode()
    holder = table
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = odd
    return json.dumps(table).encode()


def _odd_xml(data: bytes, where: int, odd: str) -> bytes:
    parts = data.decode().split(">")
    at = where % len(parts)
    _, sign, rest = parts[at].partition("<")
    parts[at] = f"{odd}{sign}{rest}"
    return ">".join(parts).encode()


def _changing(answer: int, where: int, odd: Any, odd_text: str) -> Change:
    def change(count: int, data: bytes) -> bytes:
        if answer and count != answer:
            return data
        if data.startswith(b"<"):
            return _odd_xml(data, where, odd_text)
        return _odd_json(data, where, odd)

    return change


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    answer=st.integers(0, 9),
    where=st.integers(0, 400),
    odd=st.sampled_from(ODD),
    odd_text=st.sampled_from(ODD_TEXTS),
)
def test_an_odd_value_gives_an_error_of_our_own_or_good_text(
    kind: str, tmp_path: Path, answer: int, where: int, odd: Any, odd_text: str
) -> None:
    change = _changing(answer, where, odd, odd_text)
    try:
        manifest = KINDS[kind](Tried(change, tmp_path))
    except FeitenbasisError as error:
        assert error.told("nl").encode("utf-8")
        return
    for item in manifest.items:
        assert f"{item.name}{item.publisher}".encode()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_changed_comes_in(kind: str, tmp_path: Path) -> None:
    manifest = KINDS[kind](Tried(lambda _, data: data, tmp_path))
    assert manifest.items


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b'["a\\ud800b"]', ["a\ufffdb"]),
        (b'{"\\udc00": [{"a": "\\ud83d"}]}', {"\ufffd": [{"a": "\ufffd"}]}),
        (b'["\\ud83d\\ude00 \\\\ud800"]', ["\U0001f600 \\ud800"]),
        (b'["\xed\xa0\x80"]', ["\ufffd"]),
        ('[1.5, null, true, "é"]'.encode(), [1.5, None, True, "é"]),
    ],
)
def test_half_a_sign_becomes_the_sign_for_one(data: bytes, value: Any) -> None:
    assert json_from(data, where="x") == value


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000, b"9" * 5000])
def test_what_is_no_json_is_told(data: bytes) -> None:
    with pytest.raises(SourceIncomplete, match="no JSON") as caught:
        json_from(data, where="x")
    assert caught.value.exit_code == 12


@pytest.mark.parametrize("value", [40, "40", " 40 ", 40.0])
def test_a_number_may_be_written_as_text(value: Any) -> None:
    assert whole_number(value, name="count", where="x") == 40


@pytest.mark.parametrize(
    "value",
    [None, "", "²", "٣", "9" * 5000, -1, "-1", 1.5, math.nan, math.inf, True, [1], {}],
)
def test_what_is_no_number_is_told_by_its_name(value: Any) -> None:
    with pytest.raises(SourceIncomplete, match="count") as caught:
        whole_number(value, name="count", where="x")
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("depth", [100, 300, 600, 900, 960, 980, 990])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_nested_deep_is_no_surprise(
    kind: str, depth: int, tmp_path: Path
) -> None:
    nested = b"[" * depth + b'"\\ud800"' + b"]" * depth

    def change(_: int, data: bytes) -> bytes:
        return data.replace(b'"Over woningbouw."', nested).replace(b"null", nested)

    with suppress(FeitenbasisError):
        KINDS[kind](Tried(change, tmp_path))


@pytest.mark.parametrize(
    ("kind", "written", "odd", "key"),
    [
        ("cbs 4", b'"2023JJ00"', b'"20\\u00e95JJ00"', "open_odd_value"),
        (
            "cbs 3",
            b'"2023JJ00"',
            b'"\\u00b2\\u00b2\\u00b2\\u00b2JJ00"',
            "open_odd_value",
        ),
        ("cbs 4", b'"@odata.count": 4', b'"@odata.count": "vier"', "open_odd_value"),
        ("cbs 4", b'"@odata.count": 4', b'"@odata.count": [4]', "open_odd_value"),
        ("cbs 4", b'"@odata.count": 4', b'"@odata.count": "4"', ""),
        ("datasets", b'"count": 3', b'"count": 1e999', "open_odd_value"),
        ("papers", b'"value": 3', b'"value": true', "open_odd_value"),
        ("papers", b"Over woningbouw.", b"Over \\ud800 wonen.", ""),
        ("cbs 4", b'"Nederland"', b'"Neder\\udfffland"', ""),
        ("publications", b">7<", ">²<".encode(), "open_odd_value"),
        ("publications", b">7<", b">" + b"9" * 5000 + b"<", "open_odd_value"),
        ("publications", b"Position>4<", b"Position>x<", "open_odd_value"),
        ("bodies", b'"@type": [', b'"@type": 5, "@andere": [', "open_other_shape"),
        ("bodies", b'"@type": [', b'"@type": null, "x": [', "open_other_shape"),
    ],
)
def test_what_is_odd_is_told_or_taken(
    kind: str, written: bytes, odd: bytes, key: str, tmp_path: Path
) -> None:
    seen: list[bytes] = []

    def change(_: int, data: bytes) -> bytes:
        seen.append(data)
        return data.replace(written, odd)

    if not key:
        assert KINDS[kind](Tried(change, tmp_path)).items
    else:
        with pytest.raises(SourceIncomplete) as caught:
            KINDS[kind](Tried(change, tmp_path))
        assert caught.value.key == key
    assert any(written in data for data in seen)
