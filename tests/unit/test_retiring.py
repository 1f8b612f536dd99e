"""A response whose time is over leaves the landing and does not come back."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.declarations import declaration_from_toml
from domain.errors import SettingsInvalid
from domain.retention import period_of
from domain.settings import settings_from_toml
from domain.workspace import Workspace
from flows import erasure
from flows.collecting import collect_source
from flows.retiring import retire_publications, retire_responses
from flows.run_context import RunContext, open_run
from sources.forgotten import read_forgotten
from tests.doors.saved_forms import saved_rows, write_saved_forms
from tests.doors.survey_examples import every_type
from tests.flows.line import KEY

TODAY = date(2026, 11, 26)
DECLARATION = """
kind = "limesurvey-export"
structure = "export/s.lss"
responses = "export/s.json"
wave = 1
retention = "{retention}"
"""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("90 dagen", date(2026, 8, 28)),
        ("2 weken", date(2026, 11, 12)),
        ("1 month", date(2026, 10, 26)),
        ("9 maanden", date(2026, 2, 26)),
        ("2 jaar", date(2024, 11, 26)),
        ("1 Year", date(2025, 11, 26)),
    ],
)
def test_a_period_is_counted_back_from_today(text: str, day: date) -> None:
    assert period_of(text).before(TODAY) == day


def test_a_month_ends_on_its_last_day() -> None:
    assert period_of("1 month").before(date(2026, 3, 31)) == date(2026, 2, 28)
    assert period_of("1 year").before(date(2024, 2, 29)) == date(2023, 2, 28)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 600))
def test_a_longer_period_reaches_further_back(today: date, number: int) -> None:
    for unit in ("days", "weeks", "months", "years"):
        shorter, longer = (
            period_of(f"{each} {unit}").before(today) for each in (1, number)
        )
        assert longer <= shorter < today


@pytest.mark.parametrize("text", ["2", "jaar", "0 jaar", "-1 jaar", "2 eeuwen"])
def test_other_words_are_no_period(text: str) -> None:
    with pytest.raises(SettingsInvalid, match="retention"):
        declaration_from_toml(DECLARATION.format(retention=text), where="s.toml")
    settings = f'[region]\nname = "x"\n[retention]\npublications = "{text}"\n'
    with pytest.raises(SettingsInvalid, match=r"retention\.publications"):
        settings_from_toml(settings, where="feitenbasis.toml")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace with an old, a new and an undated response, kept for a year."""
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    for name in ("sources", "export"):
        (tmp_path / name).mkdir()
    settings = '[region]\nname = "Proefland"\n[retention]\npublications = "1 jaar"\n'
    (tmp_path / "feitenbasis.toml").write_text(settings, encoding="utf-8")
    text = DECLARATION.format(retention="1 jaar")
    (tmp_path / "sources/raad.toml").write_text(text, encoding="utf-8")
    survey = every_type()
    given = [
        {"submitdate": "2025-11-20 09:00:00", "T1": "oude tekst"},
        {"submitdate": "2026-11-20 09:00:00", "T1": "nieuwe tekst"},
        {"submitdate": "1980-01-01 00:00:00", "T1": "zonder dag"},
    ]
    write_saved_forms(tmp_path / "export", survey, saved_rows(survey, *given))
    return Workspace(tmp_path)


def collect(context: RunContext) -> tuple[int, list[str]]:
    """Collect on a fixed day; return what was retired and the texts that are left."""
    context.started_at = datetime(TODAY.year, TODAY.month, TODAY.day)  # noqa: DTZ001
    collect_source(context, "raad")
    manifest = context.landing.read_manifest("raad")
    assert manifest is not None
    context.manifests["raad"] = manifest
    retired = retire_responses(context)
    places = sorted(context.landing.root.glob("items/*/*"))
    data = b"".join(path.read_bytes() for path in places)
    texts = ("oude tekst", "nieuwe tekst", "zonder dag")
    return retired, [text for text in texts if text.encode() in data]


def test_what_is_too_old_goes_and_stays_away(workspace: Workspace) -> None:
    left = ["nieuwe tekst", "zonder dag"]
    with open_run(workspace) as context:
        assert collect(context) == (1, left)
        (erased,) = context.manifests["raad"].erasures
        assert (erased.reason, erased.response_count) == ("retention", 1)
        assert context.manifests["raad"].expectations[0].expected_count == 2
        assert read_forgotten(workspace.forgotten_file, key=KEY.encode()).pending
    with open_run(workspace) as context:
        assert collect(context) == (0, left)
        assert len(context.manifests["raad"].erasures) == 1


def test_who_finishes_what_was_cut_off_notes_why_it_began(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill between the marks and the landing; the next run does the rest."""

    def killed(*_given: object, **_named: object) -> tuple[()]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, open_run(workspace) as context:
        patch.setattr(erasure, "erase_forgotten", killed)
        with pytest.raises(KeyboardInterrupt):
            collect(context)
    key = KEY.encode()
    (erased,) = erasure.resume(workspace, key=key)
    assert (erased.reason, erased.response_count) == ("retention", 1)
    assert read_forgotten(workspace.forgotten_file, key=key).retired
    erasure.settle(workspace, key=key)
    found = read_forgotten(workspace.forgotten_file, key=key)
    assert (found.pending, found.retired) == (frozenset(), frozenset())
    assert found.tombstones.marks


def test_earlier_publications_go_when_their_time_is_over(workspace: Workspace) -> None:
    names = ["20250101T060000Z", "20260101T060000Z", "20241231T060000Z"]
    for name in names:
        (workspace.publication / name).mkdir(parents=True)
    (workspace.publication / names[2] / "feitenbasis.duckdb").write_bytes(b"x")
    workspace.current.symlink_to(names[2])
    with open_run(workspace) as context:
        context.started_at = datetime(TODAY.year, TODAY.month, TODAY.day)  # noqa: DTZ001
        assert retire_publications(context) == [names[0]]
    left = sorted(path.name for path in workspace.publication.iterdir())
    assert left == sorted([names[1], names[2], "current"])
