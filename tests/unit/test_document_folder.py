"""A folder of documents: what is meant is landed, what cannot be is named."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from domain.declarations import DocumentsSource
from domain.errors import SettingsInvalid
from domain.landing import Manifest
from flows.document_folders import folders_of_others
from sources import document_folder
from sources.document_folder import collect_documents
from sources.landing import LandingStore

SOURCE = DocumentsSource(kind="documents", path="documents")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    return tmp_path


def collect(root: Path) -> Manifest:
    landing = LandingStore(root / "landing")
    return collect_documents(SOURCE, source_id="stukken", root=root, landing=landing)


def write(root: Path, name: str, text: str = "tekst") -> Path:
    path = root / "documents" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def again_after(root: Path, earlier: Manifest) -> Manifest:
    landing = LandingStore(root / "landing")
    return collect_documents(
        SOURCE, source_id="stukken", root=root, landing=landing, earlier=earlier
    )


def test_every_file_is_landed_as_received_in_order_of_name(root: Path) -> None:
    write(root, "b.txt")
    write(root, "diep/er/a.md", "anders")
    write(root, "a.txt")
    items = collect(root).items
    assert [item.name for item in items] == ["a.txt", "b.txt", "diep/er/a.md"]
    assert items[0].sha256 == items[1].sha256 == items[0].received_sha256
    landing = LandingStore(root / "landing")
    assert landing.get(items[2].sha256) == b"anders"


def test_a_folder_that_is_not_there_is_a_setting_to_mend(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="documents"):
        collect(tmp_path)


def test_a_link_out_of_the_folder_is_not_followed(root: Path) -> None:
    outside = root / "geheim.txt"
    outside.write_text("niet voor de regio")
    (root / "documents/link.txt").symlink_to(outside)
    inside = write(root, "echt.txt")
    (root / "documents/ook.txt").symlink_to(inside)
    items = {item.name: item for item in collect(root).items}
    assert items["link.txt"].rule == "outside_folder"
    assert items["link.txt"].sha256 == ""
    assert items["ook.txt"].sha256 == items["echt.txt"].sha256


def test_a_linked_folder_is_not_walked(root: Path) -> None:
    (root / "elders").mkdir()
    (root / "elders/geheim.txt").write_text("x")
    (root / "documents/map").symlink_to(root / "elders")
    (item,) = collect(root).items
    assert (item.name, item.rule, item.sha256) == ("map", "linked_folder", "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes")
def test_what_is_no_file_is_named_and_never_opened(root: Path) -> None:
    write(root, "echt.txt")
    os.mkfifo(root / "documents/pijp.txt")
    (root / "documents/lus.txt").symlink_to("lus.txt")
    (root / "documents/heen.txt").symlink_to("terug.txt")
    (root / "documents/terug.txt").symlink_to("heen.txt")
    rules = {item.name: item.rule for item in collect(root).items}
    assert rules == {
        "echt.txt": "",
        "heen.txt": "cannot_open",
        "lus.txt": "cannot_open",
        "pijp.txt": "no_file",
        "terug.txt": "cannot_open",
    }


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_device_has_no_end_and_is_not_read(root: Path) -> None:
    outside = write(root, "echt.txt")
    (root / "documents/nul.txt").symlink_to("/dev/zero")
    rules = {item.name: item.rule for item in collect(root).items}
    assert rules == {outside.name: "", "nul.txt": "outside_folder"}


def test_a_dead_link_and_a_file_too_large_have_their_reason(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_folder, "LARGEST_BYTES", 10)
    write(root, "groot.txt", "elf tekens!")
    write(root, "net.txt", "tien teken")
    (root / "documents/dood.txt").symlink_to(root / "documents/weg.txt")
    items = {item.name: item for item in collect(root).items}
    assert items["dood.txt"].rule == "cannot_open"
    assert items["groot.txt"].rule == "too_large"
    assert items["net.txt"].rule == ""
    assert all(
        item.reason.told("nl").endswith(".") for item in items.values() if item.rule
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_strange_names_are_shown_without_harm(root: Path) -> None:
    raw = os.fsencode(root / "documents") + b"/mo\xffoi\n\x1b[31m.txt"
    Path(os.fsdecode(raw)).write_text("x")
    [item] = collect(root).items
    assert item.name.isprintable()
    assert item.name.endswith("[31m.txt")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_that_show_alike_are_told_apart_and_stay_so(root: Path) -> None:
    folder = os.fsencode(root / "documents")
    for number, name in enumerate([b"c\n.txt", b"c\r.txt", b"c\xff.txt"]):
        Path(os.fsdecode(folder + b"/" + name)).write_text(f"Stuk {number}.")
    first = collect(root)
    names = [item.name for item in first.items]
    assert len(set(names)) == len(first.items) == 3
    assert all(name.startswith("c") and name.endswith(".txt") for name in names)
    again = again_after(root, first)
    assert [item.name for item in again.items] == names
    Path(os.fsdecode(folder + b"/c\xff.txt")).unlink()
    fewer = again_after(root, again)
    assert len(fewer.items) == 2
    assert not any(item.version_of for item in fewer.items)


def test_the_same_folder_twice_says_the_same(root: Path) -> None:
    write(root, "a.txt")
    assert collect(root).items == collect(root).items


def again(root: Path, earlier: Manifest) -> Manifest:
    landing = LandingStore(root / "landing")
    place = {"source_id": "stukken", "root": root, "landing": landing}
    return collect_documents(SOURCE, **place, earlier=earlier)


def versions(manifest: Manifest) -> list[tuple[str, str]]:
    return [(i.name, i.version_of) for i in manifest.items if i.role == "earlier"]


def test_a_changed_file_takes_the_place_of_its_earlier_version(root: Path) -> None:
    write(root, "plan.txt", "eerste versie")
    first = replace(collect(root), retrieved_at="2026-01-02T10:00:00+00:00")
    write(root, "plan.txt", "tweede versie")
    second = replace(again(root, first), retrieved_at=first.retrieved_at)
    assert versions(second) == [("plan.txt (versie van 2026-01-02)", "plan.txt")]
    write(root, "plan.txt", "derde versie")
    third = again(root, second)
    assert versions(third) == [
        ("plan.txt (versie van 2026-01-02, 2)", "plan.txt"),
        ("plan.txt (versie van 2026-01-02)", "plan.txt"),
    ]
    assert len({item.sha256 for item in third.items}) == 3
    store = LandingStore(root / "landing")
    store.write_manifest(third)
    assert store.sweep_items() == 0
    assert again(root, third).items == third.items


def test_a_version_that_comes_back_is_the_present_one(root: Path) -> None:
    write(root, "plan.txt", "eerste versie")
    first = collect(root)
    write(root, "plan.txt", "tweede versie")
    second = again(root, first)
    write(root, "plan.txt", "eerste versie")
    third = again(root, second)
    assert [item.sha256 for item in third.items if item.role != "earlier"] == [
        first.items[0].sha256
    ]
    assert len(versions(third)) == 1


def test_a_file_that_goes_takes_its_earlier_versions_along(root: Path) -> None:
    write(root, "plan.txt", "eerste versie")
    first = collect(root)
    write(root, "plan.txt", "tweede versie")
    second = again(root, first)
    (root / "documents/plan.txt").unlink()
    assert again(root, second).items == ()


def two_versions(root: Path, name: str) -> Manifest:
    write(root, name, "eerste versie")
    first = replace(collect(root), retrieved_at="2026-01-02T10:00:00+00:00")
    write(root, name, "tweede versie")
    return again(root, first)


def test_a_file_that_gets_another_name_keeps_its_earlier_versions(root: Path) -> None:
    second = two_versions(root, "plan.txt")
    (root / "documents/oud").mkdir()
    (root / "documents/plan.txt").rename(root / "documents/oud/visie.txt")
    third = again(root, second)
    kept = [("plan.txt (versie van 2026-01-02)", "oud/visie.txt")]
    assert versions(third) == kept
    store = LandingStore(root / "landing")
    store.write_manifest(third)
    assert store.sweep_items() == 0
    assert again(root, third).items == third.items
    write(root, "oud/visie.txt", "derde versie")
    assert {name for _, name in versions(again(root, third))} == {"oud/visie.txt"}
    assert len(versions(again(root, third))) == 2


def test_a_file_put_over_another_keeps_the_versions_of_both(root: Path) -> None:
    write(root, "b.txt", "wat er stond")
    second = two_versions(root, "a.txt")
    (root / "documents/a.txt").replace(root / "documents/b.txt")
    kept = versions(again(root, second))
    assert {name for name, _ in kept} == {
        "a.txt (versie van 2026-01-02)",
        f"b.txt (versie van {second.retrieved_at[:10]})",
    }
    assert {of for _, of in kept} == {"b.txt"}


def test_versions_stay_while_a_copy_of_the_file_does(root: Path) -> None:
    write(root, "kopie.txt", "tweede versie")
    second = two_versions(root, "plan.txt")
    (root / "documents/plan.txt").unlink()
    assert [of for _, of in versions(again(root, second))] == ["kopie.txt"]


def test_a_file_that_cannot_be_opened_now_keeps_its_versions(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = two_versions(root, "plan.txt")
    monkeypatch.setattr(document_folder, "LARGEST_BYTES", 3)
    third = again(root, second)
    assert len(versions(third)) == 2
    monkeypatch.undo()
    fourth = again(root, third)
    assert [i.sha256 for i in fourth.items] == [i.sha256 for i in second.items]


def test_a_file_in_the_folder_of_another_source_is_left_to_that(root: Path) -> None:
    for name in ("a.txt", "keuzes/b.txt", "keuzes/diep/c.txt", "keuzes/eigen/d.txt"):
        write(root, name, name)
    inner = root.resolve() / "documents/keuzes"
    manifest = collect_documents(
        SOURCE,
        source_id="stukken",
        root=root,
        landing=LandingStore(root / "landing"),
        others={inner: "keuzes", inner / "eigen": "eigen"},
    )
    assert [item.name for item in manifest.items] == ["a.txt"]
    assert len(manifest.notes) == 2
    assert "source `eigen`, read there and not counted here: 1" in str(
        manifest.notes[0]
    )
    assert "source `keuzes`, read there and not counted here: 2" in str(
        manifest.notes[1]
    )


def test_the_nearest_declared_folder_owns_a_file(root: Path) -> None:
    (root / "link").symlink_to(root / "documents")
    declared = {
        name: DocumentsSource(kind="documents", path=path)
        for name, path in [
            ("alles", "documents"),
            ("binnen", "link/../link/binnen"),
            ("buiten", "documenten"),
        ]
    }
    inside = root.resolve() / "documents/binnen"
    assert folders_of_others(declared, "alles", root=root) == {inside: "binnen"}
    assert folders_of_others(declared, "binnen", root=root) == {}


def test_a_folder_of_two_sources_is_a_setting_to_mend(root: Path) -> None:
    declared = {
        name: DocumentsSource(kind="documents", path=path)
        for name, path in [("een", "documents"), ("twee", "./documents/")]
    }
    with pytest.raises(SettingsInvalid) as caught:
        folders_of_others(declared, "twee", root=root)
    assert caught.value.key == "folder_in_two_sources"
    assert caught.value.where == "sources/een.toml, sources/twee.toml"


def test_a_file_that_moves_to_another_source_takes_its_versions_along(
    root: Path,
) -> None:
    second = two_versions(root, "keuzes/plan.txt")
    landing = LandingStore(root / "landing")
    inner = DocumentsSource(kind="documents", path="documents/keuzes")

    def collect_inner(earlier: Manifest | None = None) -> Manifest:
        return collect_documents(
            inner,
            source_id="keuzes",
            root=root,
            landing=landing,
            earlier=earlier,
            elsewhere=[second],
        )

    arrived = collect_inner()
    assert versions(arrived) == [
        ("keuzes/plan.txt (versie van 2026-01-02)", "plan.txt")
    ]
    assert collect_inner(arrived).items == arrived.items
