"""The settings of a workspace: few keys, sound defaults, and mistakes by name."""

import pytest

from domain.errors import SettingsInvalid
from domain.settings import WorkspaceSettings, settings_from_toml, utf8_text

LEAST = '[region]\nname = "Veenweidevallei"\n'


def read(text: str) -> WorkspaceSettings:
    return settings_from_toml(text, where="feitenbasis.toml")


def test_a_region_is_enough() -> None:
    settings = read(LEAST)
    assert settings.language == "nl"
    assert settings.privacy.smallest_group == 10
    assert settings.privacy.smallest_count == 3
    assert settings.privacy.open_answers == "quotes"
    assert settings.schedule.cron == "0 6 * * 1"


def test_the_example_of_the_contract_is_read() -> None:
    settings = read(
        """
language = "nl"
[region]
name = "Veenweidevallei"
[privacy]
smallest_group = 12            # least respondents in the base of a figure
smallest_count = 4
open_answers = "all"
[schedule]
cron = "0 7 * * 2"
"""
    )
    assert settings.privacy.rule.smallest_group == 12
    assert settings.privacy.rule.smallest_count == 4
    assert settings.schedule.cron == "0 7 * * 2"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "key `region` is missing"),
        ("[region]\n", "key `region.name` is missing"),
        (f"{LEAST}kleur = 1\n", "unknown key `region.kleur`"),
        (f"taal = 'nl'\n{LEAST}", "unknown key `taal`"),
        (f"language = 'fy'\n{LEAST}", "key `language`"),
        (f"{LEAST}[privacy]\nsmallest_group = 4\n", "privacy.smallest_group"),
        (f"{LEAST}[privacy]\nsmallest_count = 0\n", "privacy.smallest_count"),
        (f"{LEAST}[privacy]\nopen_answers = 'alles'\n", "privacy.open_answers"),
        (f"{LEAST}[schedule]\ncron = 'elke dag'\n", "schedule.cron"),
        (f"{LEAST}[schedule]\ntimezone = 'Mars'\n", "schedule.timezone"),
        ("[region\n", "line 1"),
        ("a = 1\na = 2\n", "line 2"),
    ],
)
def test_a_mistake_is_named(text: str, words: str) -> None:
    with pytest.raises(SettingsInvalid) as mistake:
        read(text)
    assert words in str(mistake.value)
    assert "feitenbasis.toml" in str(mistake.value)
    assert mistake.value.exit_code == 10


def test_several_mistakes_are_told_together() -> None:
    with pytest.raises(SettingsInvalid) as mistake:
        read(f"taal = 'nl'\n{LEAST}[privacy]\nsmallest_group = 2\n")
    assert "taal" in str(mistake.value)
    assert "smallest_group" in str(mistake.value)


def test_settings_cannot_be_changed_on_the_way() -> None:
    settings = read(LEAST)
    with pytest.raises(ValueError, match="frozen"):
        settings.privacy.smallest_group = 1


def test_a_file_that_is_no_utf8_is_told_apart() -> None:
    assert utf8_text(b"\xef\xbb\xbf[region]", where="x.toml") == "[region]"
    with pytest.raises(SettingsInvalid, match="UTF-8"):
        utf8_text("naam = 'Fryslân'".encode("cp1252"), where="x.toml")
