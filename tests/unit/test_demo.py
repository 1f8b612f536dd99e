"""The invented region: the same on every machine, and everything planted is there."""

import csv
import io
import json
import random
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from domain.errors import WrongUse
from flows.new_workspace import make_demo
from sources.demo import workspace, write_demo
from sources.demo.data import read_toml
from sources.demo.open_answers import read_open_answers
from sources.demo.plants import read_plants
from sources.demo.questionnaire import META, read_questionnaire

THEMES = (
    "energie wonen stikstof natuur landbouw water klimaatadaptatie mobiliteit "
    "economie arbeid zorg leefbaarheid veiligheid circulair digitaal ruimte "
    "samenwerking"
).split()
OPEN = ("KNELPUNT", "KANS")
EMPTY = {
    *read_toml("people.toml")["others"]["empty_answers"],
    *read_toml("people.toml")["others"]["empty_answers_en"],
    "test",
}
Row = dict[str, Any]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("demo")
    write_demo(folder)
    return folder


@pytest.fixture(scope="module")
def first(demo: Path) -> list[Row]:
    content = json.loads((demo / "export/880001.json").read_bytes())
    rows: list[Row] = content["responses"]
    return rows


@pytest.fixture(scope="module")
def second(demo: Path) -> list[Row]:
    text = (demo / "export/880002.csv").read_bytes().decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    return [dict(row) for row in rows if row["id"]]


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def complete(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["submitdate"]]


def columns_in(structure: bytes) -> set[str]:
    """Name the export columns that the questions of an .lss allow."""
    tree = etree.fromstring(structure)
    children = defaultdict(list)
    answers = Counter(tree.xpath("answers/rows/row/qid/text()"))
    for row in tree.findall("subquestions/rows/row"):
        parent, scale = row.findtext("parent_qid"), row.findtext("scale_id")
        children[parent, scale].append(row.findtext("title"))
    names = set(META)
    for row in tree.findall("questions/rows/row"):
        code, number = row.findtext("title"), row.findtext("qid")
        rows, across = children[number, "0"], children[number, "1"]
        if row.findtext("type") == "R":
            names |= {f"{code}[{place + 1}]" for place in range(answers[number])}
        elif across:
            names |= {f"{code}[{one}_{two}]" for one in rows for two in across}
        else:
            names |= {f"{code}[{one}]" for one in rows} or {code}
        if row.findtext("other") == "Y":
            names.add(f"{code}[other]")
        if row.findtext("type") == "O":
            names.add(f"{code}[comment]")
    return names


# The workspace as a whole


def test_two_folders_hold_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    random.seed(4)
    write_demo(tmp_path)
    assert files_of(tmp_path) == files_of(demo)


@pytest.mark.slow
def test_writing_again_changes_nothing_and_leaves_other_files(tmp_path: Path) -> None:
    write_demo(tmp_path)
    before = files_of(tmp_path)
    other = tmp_path / "documents" / "eigen stuk.txt"
    other.write_text("van het team", encoding="utf-8")
    write_demo(tmp_path)
    assert files_of(tmp_path) == before | {"documents/eigen stuk.txt": b"van het team"}


def test_settings_and_declarations_point_at_files_that_exist(demo: Path) -> None:
    settings = tomllib.loads((demo / "feitenbasis.toml").read_text(encoding="utf-8"))
    assert settings["region"]["name"] == "Veenweidevallei"
    for wave in (1, 2):
        path = demo / f"sources/raadpleging_{wave}.toml"
        source = tomllib.loads(path.read_text(encoding="utf-8"))
        assert source["wave"] == wave
        assert source["panel"] == "raadpleging"
        assert (demo / source["structure"]).is_file()
        assert (demo / source["responses"]).is_file()


def test_everything_says_that_it_is_invented(demo: Path) -> None:
    for name in ("feitenbasis.toml", "registers/opgaven.csv", "export/880001.lss"):
        assert "verzonnen" in (demo / name).read_text(encoding="utf-8"), name
    for name, content in files_of(demo / "documents").items():
        if name.endswith((".md", ".txt", ".html")):
            assert "Verzonnen document" in content.decode(), name
        elif name.endswith(".docx"):
            paragraphs = docx.Document(io.BytesIO(content)).paragraphs
            assert any("Verzonnen document" in line.text for line in paragraphs), name


def test_opgaven_have_known_themes(demo: Path) -> None:
    text = (demo / "registers/opgaven.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 7
    assert all(set(row["themas"].split()) <= set(THEMES) for row in rows)


# The questionnaire and its exports


def test_every_export_column_belongs_to_a_question(
    demo: Path, first: list[Row], second: list[Row]
) -> None:
    for survey, rows in (("880001", first), ("880002", second)):
        allowed = columns_in((demo / f"export/{survey}.lss").read_bytes())
        assert set(rows[0]) == allowed
        assert tuple(rows[0])[: len(META)] == META


def test_every_answer_is_a_code_of_its_question(
    first: list[Row], second: list[Row]
) -> None:
    for wave, rows in ((1, first), (2, second)):
        for section in read_questionnaire(wave).sections:
            for question in section.questions:
                codes = {item.code for item in question.answers} | {"", None, "-oth-"}
                heads = {question.code, f"{question.code}["}
                if question.type in {"L", "!", "R", "F", "O"}:
                    names = [
                        name
                        for name in rows[0]
                        if name in heads or name.startswith(f"{question.code}[")
                    ]
                    texts = ("[other]", "[comment]")
                    for name in names:
                        if not name.endswith(texts):
                            assert {row[name] for row in rows} <= codes, name


def test_the_questionnaire_drifts_between_the_waves() -> None:
    one, two = (
        {item.code: item for page in read_questionnaire(wave).sections
         for item in page.questions}
        for wave in (1, 2)
    )  # fmt: skip
    assert set(one) - set(two) == {"BUDGET"}
    assert set(two) - set(one) == {"VOORTGANG"}
    pairs = zip(one["STELL"].subquestions, two["STELL"].subquestions, strict=True)
    assert [a.code for a, b in pairs if a.label != b.label] == ["SQ007"]
    assert len(one["STELL"].subquestions) == 12


def test_number_of_responses(first: list[Row], second: list[Row]) -> None:
    assert len(first) >= 380
    assert len(complete(first)) >= 350
    assert len(second) >= 220
    assert len(complete(second)) >= 200


def test_the_water_board_stays_a_group_of_four(first: list[Row]) -> None:
    groups = Counter(row["STKTYPE"] for row in complete(first))
    assert groups["WTS"] == 4
    assert set(groups) == {"GEM", "PRV", "WTS", "NGO", "BDR", "BWN", "-oth-"}
    assert all(
        size > 10 for group, size in groups.items() if group not in {"WTS", "-oth-"}
    )


def test_ids_are_sorted_and_have_gaps(first: list[Row]) -> None:
    numbers = [row["id"] for row in first]
    assert numbers == sorted(set(numbers))
    assert numbers[-1] > len(numbers)


def test_broken_off_responses_keep_nulls_after_the_last_page(first: list[Row]) -> None:
    partial = [row for row in first if not row["submitdate"]]
    assert partial
    for row in partial:
        assert row["lastpage"] < 5
        assert row["MEEDOEN"] is None
        assert row["STKTYPE"]


def test_two_trials_and_one_person_who_answered_twice(first: list[Row]) -> None:
    trials = [row for row in first if "test" in str(row["ORGNAAM"]).lower()]
    assert [row["token"] for row in trials] == [None, None]
    tokens = Counter(row["token"] for row in first if row["token"])
    assert [amount for amount in tokens.values() if amount > 1] == [2]


def test_about_120_people_took_part_in_both_waves(
    first: list[Row], second: list[Row]
) -> None:
    tokens = {row["token"] for row in complete(first)}
    both = [row for row in complete(second) if row["token"] in tokens]
    assert 110 <= len(both) <= 130
    groups = {row["token"]: row["STKTYPE"] for row in first}
    assert all(groups[row["token"]] == row["STKTYPE"] for row in both)


def test_the_csv_is_written_as_limesurvey_writes_it(demo: Path) -> None:
    content = (demo / "export/880002.csv").read_bytes()
    assert content.startswith(b'\xef\xbb\xbf"id";"submitdate";"lastpage"')
    assert content.endswith(b"\r\n\r\n")
    assert b';"";' in content
    assert b";;" in content


def test_the_json_is_written_as_limesurvey_writes_it(demo: Path) -> None:
    content = (demo / "export/880001.json").read_bytes()
    assert content.startswith(b'{"responses": [{"id":1,"submitdate":"2026-')
    assert b"<\\/script>" in content
    assert content.isascii()


# Opinions


def share(rows: list[Row], code: str, *, values: tuple[str, ...]) -> float:
    given = [row[code] for row in complete(rows) if row[code] in {*"12345"} | SCALE]
    return sum(value in values for value in given) / len(given)


SCALE = {"A1", "A2", "A3", "A4", "A5"}


@pytest.mark.parametrize("code", ["SQ004", "SQ011"])
def test_some_statements_are_nearly_unanimous(first: list[Row], code: str) -> None:
    assert share(first, f"STELL[{code}]", values=("A4", "A5")) > 0.9


@pytest.mark.parametrize("code", ["SQ003", "SQ007", "SQ012"])
def test_some_statements_divide(first: list[Row], code: str) -> None:
    assert share(first, f"STELL[{code}]", values=("A1", "A2")) > 0.25
    assert share(first, f"STELL[{code}]", values=("A4", "A5")) > 0.35


def test_groups_differ_and_statements_hang_together(first: list[Row]) -> None:
    def mean(group: str, code: str) -> float:
        values = [
            int(row[code][1]) for row in complete(first)
            if row["STKTYPE"] == group and row[code] in SCALE
        ]  # fmt: skip
        return sum(values) / len(values)

    assert mean("PRV", "STELL[SQ003]") - mean("BDR", "STELL[SQ003]") > 1
    assert mean("GEM", "STELL[SQ008]") - mean("BWN", "STELL[SQ008]") > 0.7
    high = [row for row in complete(first) if row["STELL[SQ003]"] in {"A4", "A5"}]
    low = [row for row in complete(first) if row["STELL[SQ003]"] in {"A1", "A2"}]
    yes = ("A4", "A5")
    gap = share(high, "STELL[SQ007]", values=yes) - share(
        low, "STELL[SQ007]", values=yes
    )
    assert gap > 0.5


# Open answers


def open_texts(rows: list[Row]) -> Iterator[str]:
    for row in rows:
        yield from (row[code] for code in OPEN if row[code])


def test_every_written_answer_is_given_once(
    first: list[Row], second: list[Row]
) -> None:
    given = Counter([*open_texts(first), *open_texts(second)])
    assert {text for text, amount in given.items() if amount > 1} <= EMPTY
    written = [answer.text for answer in read_open_answers()]
    assert len(written) == len(set(written)) >= 260
    assert {text for text in written if given[text] != 1} == set()


def test_answers_stand_with_someone_of_their_group(
    first: list[Row], second: list[Row]
) -> None:
    groups = {
        text: row["STKTYPE"] for row in [*first, *second] for text in open_texts([row])
    }
    for answer in read_open_answers():
        assert groups[answer.text] == answer.group.replace("OTH", "-oth-")


def test_answers_cover_all_themes_and_three_languages() -> None:
    answers = read_open_answers()
    themes = Counter(theme for answer in answers for theme in answer.themes)
    assert set(themes) == set(THEMES)
    heaviest = {theme for theme, _ in themes.most_common(5)}
    assert {"energie", "wonen", "water"} <= heaviest
    languages = Counter(answer.language for answer in answers)
    assert 0.05 < languages["en"] / len(answers) < 0.08
    assert 0.02 < languages["fy"] / len(answers) < 0.04


def test_planted_answers_are_in_the_exports(
    first: list[Row], second: list[Row]
) -> None:
    waves = {1: first, 2: second}
    for item in read_plants():
        for part in item["items"]:
            assert part["value"] in item.get("text", part["value"])
        if item["place"] == "answer":
            found = [
                row
                for row in waves[item["wave"]]
                if row[item["column"]] == item["text"]
            ]
            assert len(found) == 1, item["text"]


def test_planted_numbers_pass_their_own_checks() -> None:
    for item in read_plants():
        for part in item["items"]:
            value = part["value"].replace(" ", "")
            if part["kind"] == "bsn":
                weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
                total = sum(int(a) * b for a, b in zip(value, weights, strict=True))
                assert total % 11 == 0
            elif part["kind"] == "iban":
                turned = "".join(str(int(sign, 36)) for sign in value[4:] + value[:4])
                assert int(turned) % 97 == 1
            elif part["kind"] == "email":
                assert value.endswith(".example")


@pytest.mark.parametrize("written", [0, 1, 7])
def test_a_demo_that_was_killed_half_way_is_finished_the_next_time(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    """The temporary file of the moment stays behind, as after a kill."""
    folder, left = tmp_path / "demo", iter(range(written))

    def killed(path: Path, data: bytes, **_mode: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if next(left, None) is None:
            path.with_name(f".{path.name}.0a1b2c3d.tmp").write_bytes(data[:9])
            raise KeyboardInterrupt
        path.write_bytes(data)

    with monkeypatch.context() as patch:
        patch.setattr(workspace, "write_atomically", killed)
        with pytest.raises(KeyboardInterrupt):
            make_demo(folder)
    make_demo(folder)
    kept = files_of(folder)
    assert {n: b for n, b in kept.items() if n in files_of(demo)} == files_of(demo)
    assert kept.keys() - files_of(demo).keys() == {".feitenbasis/secret.key"}


def test_a_folder_of_somebody_else_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("van iemand anders", "utf-8")
    for place in (tmp_path, tmp_path / "brief.txt"):
        with pytest.raises(WrongUse):
            make_demo(place)
    assert files_of(tmp_path) == {"brief.txt": b"van iemand anders"}
