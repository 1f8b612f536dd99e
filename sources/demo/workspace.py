"""A folder in, the demo workspace of Veenweidevallei written into it out."""

from pathlib import Path

from domain.storage import sweep_orphans_of, write_atomically
from sources.demo.data import list_files, read_text
from sources.demo.exports import draw_csv, draw_json
from sources.demo.library import draw_library
from sources.demo.questionnaire import read_questionnaire
from sources.demo.responses import make_responses
from sources.demo.structure import draw_structure

SETTINGS = "feitenbasis.toml"


def write_demo(directory: Path) -> None:
    """Write all sources of the demo; again gives the same bytes, others stay.

    The settings come first: by them a folder that was left half made is known again.
    """
    files = {**_settled_files(), **_survey_files(), **draw_library()}
    for name in sorted(files, key=lambda name: name != SETTINGS):
        sweep_orphans_of(directory / name)
        write_atomically(directory / name, files[name])


def _settled_files() -> dict[str, bytes]:
    """Take the settings, declarations and registers as they are kept."""
    names = list_files("workspace", pattern="*.*")
    return {name.removeprefix("workspace/"): read_text(name).encode() for name in names}


def _survey_files() -> dict[str, bytes]:
    waves = make_responses()
    first, second = read_questionnaire(1), read_questionnaire(2)
    return {
        f"export/{first.survey_id}.lss": draw_structure(first),
        f"export/{first.survey_id}.json": draw_json(waves[1]),
        f"export/{second.survey_id}.lss": draw_structure(second),
        f"export/{second.survey_id}.csv": draw_csv(waves[2]),
    }
