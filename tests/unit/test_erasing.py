"""Who is forgotten leaves landing and saved files, and does not land again."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from domain.declarations import LimeSurveyExportSource
from domain.errors import SettingsInvalid, StateDamaged
from domain.identifiers import pseudonym
from domain.landing import ItemRole, Manifest
from domain.tombstones import Tombstones
from sources.erasing import erase_forgotten, find_forgotten
from sources.forgotten import read_forgotten, write_forgotten
from sources.landing import LandingStore
from sources.limesurvey_export import collect_limesurvey_export
from sources.saved_copies import SavedCopy, find_saved_copies
from tests.doors.export_writers import as_archive
from tests.doors.saved_forms import saved_rows, write_saved_forms
from tests.doors.survey_examples import every_type

KEY = b"sleutel-van-de-proef"
CANARY = "kanarie-5c31"
SURVEY = every_type()
ANSWERS = {"MEER[a]": "Y", "MEER[other1]": "", "DUBBEL[a][2]": "H1", "RANG[1]": "z"}
ROWS = saved_rows(
    SURVEY,
    *(
        {"token": token, "T1": text, **ANSWERS}
        for token, text in (
            ("tok-een", "een"),
            ("tok-twee", f"{CANARY}, met ; en komma"),
            ("tok-drie", "drie"),
        )
    ),
)
FORMS = ["s.json", "s.csv", "s.lsr", "s.lsa", "vvexport_7.csv"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one survey of three responses in every form."""
    write_saved_forms(tmp_path, SURVEY, ROWS)
    with zipfile.ZipFile(tmp_path / "s.lsa", "a") as archive:
        people = "<row><token>tok-twee</token></row>\n<row><token>a</token></row>"
        archive.writestr("s_tokens.lst", people)
    files = {"00002_00-BESTAND_00-a.txt": b"x", "00003_00-BESTAND_00-b.txt": b"y"}
    (tmp_path / "bestanden.zip").write_bytes(as_archive(files))
    return tmp_path


def declared(responses: str = "s.json", **more: str) -> LimeSurveyExportSource:
    """Return the declaration of one of the forms."""
    keys = {"kind": "limesurvey-export", "wave": 1, "structure": "s.lss", **more}
    return LimeSurveyExportSource.model_validate({**keys, "responses": responses})


def landing_of(folder: Path, tombstones: Tombstones) -> LandingStore:
    """Return the landing of the folder."""
    return LandingStore(folder / "landing", tombstones=tombstones)


def collected(
    folder: Path, declaration: LimeSurveyExportSource, tombstones: Tombstones
) -> Manifest:
    """Collect, and keep the manifest."""
    landing = landing_of(folder, tombstones)
    manifest = collect_limesurvey_export(
        declaration, source_id="export", root=folder, key=KEY, landing=landing
    )
    landing.write_manifest(manifest)
    return manifest


def of_token(token: str) -> Tombstones:
    """Return the tombstone of a person of this survey."""
    nobody = Tombstones(key=KEY)
    mark = nobody.mark_of_person(pseudonym(KEY, panel="7", token=token))
    return replace(nobody, marks=frozenset({mark}))


def of_response(number: int, *, activation: int = 1) -> Tombstones:
    """Return the tombstone of one response."""
    nobody = Tombstones(key=KEY)
    mark = nobody.mark_of_response("7", activation=activation, response_id=number)
    return replace(nobody, marks=frozenset({mark}))


def bytes_of(folder: Path) -> bytes:
    """Return all that is in the landing."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("tombstones", [of_token("tok-twee"), of_response(2)])
def test_a_forgotten_response_leaves_the_landing(
    folder: Path, tombstones: Tombstones
) -> None:
    collected(folder, declared(), Tombstones(key=KEY))
    assert CANARY.encode() in bytes_of(folder / "landing")
    landing = landing_of(folder, tombstones)
    (found,) = find_forgotten(landing, tombstones)
    assert (found.survey_id, found.response_id) == ("7", 2)
    assert any(CANARY in text for text in found.texts)
    (erasure,) = erase_forgotten(landing, erased_at="2026-11-26T08:00:00+00:00")
    assert (erasure.survey_id, erasure.response_count) == ("7", 1)
    assert CANARY.encode() not in bytes_of(folder / "landing")
    manifest = landing.read_manifest("export")
    assert manifest is not None
    assert manifest.expectations[0].expected_count == 2
    assert manifest.erasures == (erasure,)
    assert erase_forgotten(landing, erased_at="later") == ()


@pytest.mark.parametrize("form", [*FORMS, "survey_7_R_data_file.csv"])
def test_it_does_not_land_again(folder: Path, form: str) -> None:
    before = collected(folder, declared(form), Tombstones(key=KEY))
    landing = landing_of(folder, of_response(2))
    erase_forgotten(landing, erased_at="2026-11-26T08:00:00+00:00")
    again = collected(folder, declared(form), of_response(2))
    kept = landing.read_manifest("export")
    assert kept is not None
    assert again.items == kept.items != before.items
    assert again.expectations == kept.expectations
    assert CANARY.encode() not in bytes_of(folder / "landing")


def test_after_a_new_activation_the_number_is_another_response(folder: Path) -> None:
    manifest = collected(folder, declared(), of_response(2, activation=2))
    assert manifest.expectations[0].expected_count == 3


def test_a_page_of_forgotten_people_only_is_gone(folder: Path) -> None:
    nobody = Tombstones(key=KEY)
    marks = {
        nobody.mark_of_response("7", activation=1, response_id=number)
        for number in (1, 2, 3)
    }
    everybody = replace(nobody, marks=frozenset(marks))
    collected(folder, declared(), nobody)
    erase_forgotten(landing_of(folder, everybody), erased_at="now")
    again = collected(folder, declared(), everybody)
    assert [item.role for item in again.items] == [ItemRole.STRUCTURE]
    assert again.expectations[0].expected_count == 0


# Saved files


def copies_in(folder: Path, declaration: LimeSurveyExportSource) -> list[SavedCopy]:
    """Return the saved files that hold the second respondent."""
    return find_saved_copies(
        {"export": declaration}, root=folder, key=KEY, tombstones=of_token("tok-twee")
    )


@pytest.mark.parametrize("form", FORMS)
def test_a_saved_export_is_rewritten_without_them(folder: Path, form: str) -> None:
    (copy,) = copies_in(folder, declared(form))
    assert (copy.name, copy.numbers) == (form, {2})
    before = (folder / form).read_bytes()
    whole = collected(folder, declared(form), of_response(2))
    assert copy.rewrite()
    assert (folder / form).read_bytes() != before
    assert copies_in(folder, declared(form)) == []
    left = collected(folder, declared(form), Tombstones(key=KEY))
    assert left.items[1].sha256 == whole.items[1].sha256
    assert left.expectations[0].expected_count == 2


@pytest.mark.parametrize("odd", ["", "drie", "-3", "3,5", "1" * 50])
@pytest.mark.parametrize("form", FORMS)
def test_a_row_without_a_number_stops_nobody(folder: Path, form: str, odd: str) -> None:
    write_saved_forms(folder, SURVEY, [*ROWS[:2], {**ROWS[2], "id": odd}])
    (copy,) = copies_in(folder, declared(form))
    assert (copy.numbers, copy.tokens) == ({2}, {"tok-twee"})
    assert copy.rewrite()
    assert copies_in(folder, declared(form)) == []


def test_a_wrong_setting_hides_nobody(folder: Path) -> None:
    attributes = {"T1": "attribute_1"}
    wrong = declared().model_copy(update={"attributes": attributes})
    with pytest.raises(SettingsInvalid):
        collected(folder, wrong, Tombstones(key=KEY))
    (copy,) = copies_in(folder, wrong)
    assert copy.numbers == {2}


def test_what_a_killed_rewriting_left_goes_with_the_next(folder: Path) -> None:
    half = folder / ".s.json.69e0bc65.tmp"
    half.write_bytes((folder / "s.json").read_bytes()[:40])
    (copy,) = copies_in(folder, declared("s.json"))
    assert copy.rewrite()
    assert not half.exists()


@pytest.mark.parametrize("form", ["s.json", "s.csv", "vvexport_7.csv"])
def test_other_rows_stay_to_the_byte(folder: Path, form: str) -> None:
    before = (folder / form).read_bytes()
    (copy,) = copies_in(folder, declared(form))
    assert copy.rewrite()
    after = (folder / form).read_bytes()
    assert CANARY.encode() not in after and b"tok-twee" not in after
    at = next(
        number
        for number, (one, other) in enumerate(zip(before, after, strict=False))
        if one != other
    )
    assert before.endswith(after[at:])


def test_the_participants_of_an_archive_go_too(folder: Path) -> None:
    declaration = LimeSurveyExportSource.model_validate(
        {"kind": "limesurvey-export", "wave": 1, "structure": "s.lsa"}
    )
    (copy,) = copies_in(folder, declaration)
    assert copy.rewrite()
    before = (folder / "s.lss").read_bytes()
    with zipfile.ZipFile(folder / "s.lsa") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert b"tok-twee" not in b"".join(parts.values())
    assert b"<token>a</token>" in parts["s_tokens.lst"]
    assert parts["survey_7.lss"] == before


def test_uploaded_files_go_with_their_response(folder: Path) -> None:
    copies = copies_in(folder, declared(uploaded_files="bestanden.zip"))
    assert [copy.name for copy in copies] == ["s.json", "bestanden.zip"]
    assert all(copy.rewrite() for copy in copies)
    assert b"00002_" not in (folder / "bestanden.zip").read_bytes()
    assert b"00003_" in (folder / "bestanden.zip").read_bytes()


def test_r_data_are_named_and_not_cut(folder: Path) -> None:
    (copy,) = copies_in(folder, declared("survey_7_R_data_file.csv"))
    before = copy.path.read_bytes()
    assert not copy.rewrite()
    assert copy.path.read_bytes() == before


# The list


def test_marks_are_kept_and_tell_nobody(tmp_path: Path) -> None:
    path = tmp_path / "forgotten.json"
    assert read_forgotten(path, key=KEY).tombstones.marks == frozenset()
    marks = of_token("tok-twee").marks
    write_forgotten(path, key=KEY, marks=marks, pending=marks)
    found = read_forgotten(path, key=KEY)
    assert found.tombstones.marks == found.pending == marks
    assert b"tok" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("is_asked_too", [True, False])
def test_what_somebody_asked_for_went_for_that_reason(
    folder: Path, *, is_asked_too: bool
) -> None:
    retired = of_response(2).marks
    asked = of_token("tok-twee").marks if is_asked_too else frozenset()
    collected(folder, declared(), Tombstones(key=KEY))
    landing = landing_of(folder, Tombstones(key=KEY, marks=retired | asked))
    (erasure,) = erase_forgotten(landing, erased_at="now", retired=retired)
    assert erasure.reason == ("forgotten" if is_asked_too else "retention")
    assert erasure.response_count == 1


def test_another_key_would_bring_them_back_and_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "forgotten.json"
    write_forgotten(path, key=KEY, marks=["f-1"], pending=[])
    with pytest.raises(SettingsInvalid, match="another pseudonym key"):
        read_forgotten(path, key=b"een-andere-sleutel")
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(StateDamaged, match="cannot be read"):
        read_forgotten(path, key=KEY)
