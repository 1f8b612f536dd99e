"""Which model reads, under which name, and how well it was measured."""

import json
from collections.abc import Callable
from datetime import date
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from nlp import model, model_figures
from nlp.model import (
    OWN_MODEL,
    OWN_MODEL_NAME,
    RULES_ONLY,
    chosen_model,
    load_model,
    model_identity,
    reading_model,
)
from nlp.model_figures import ModelFigure, own_figures
from tests.house.tree import PROJECT

MOST_BYTES = 10_000_000
Installed = Callable[[str], ModuleSpec | None]


def only(*names: str, at: Path | None = None) -> Installed:
    """Return a ``find_spec`` that knows these packages."""

    def found(name: str) -> ModuleSpec | None:
        if name not in names:
            return None
        return ModuleSpec(name, None, origin=str((at or Path()) / "__init__.py"))

    return found


@pytest.mark.parametrize(
    ("installed", "chosen"),
    [
        (("nl_core_news_sm", "nl_core_news_lg"), "nl_core_news_lg"),
        (("nl_core_news_sm", "nl_core_news_md"), "nl_core_news_md"),
        (("nl_core_news_sm",), "nl_core_news_sm"),
        ((), OWN_MODEL_NAME),
    ],
)
def test_an_official_model_goes_before_ours(
    installed: tuple[str, ...], chosen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "find_spec", only(*installed))
    assert chosen_model("auto") == chosen
    assert chosen_model("nl_anders") == "nl_anders"
    assert chosen_model(RULES_ONLY) == "blank"


def test_where_ours_is_gone_only_rules_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "find_spec", only())
    monkeypatch.setattr(model, "OWN_MODEL", tmp_path)
    assert chosen_model("auto") == "blank"
    language, name = load_model("auto")
    assert (name, language.pipe_names) == (RULES_ONLY, ["sentencizer"])


def test_ours_is_named_and_cuts_words_without_being_loaded() -> None:
    cutter, name, load = reading_model(OWN_MODEL_NAME)
    assert name == OWN_MODEL_NAME
    assert cutter.pipe_names == []
    read = load()("De gemeenten bouwden huizen.")
    assert [token.pos_ for token in read] == ["DET", "NOUN", "VERB", "NOUN", "PUNCT"]
    assert read[1].dep_ == "nsubj"
    assert read[3].head == read[2]
    assert read[3].lemma_ == "huis"


def test_the_identity_follows_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "OWN_MODEL", tmp_path)
    (tmp_path / "config.cfg").write_text("a", encoding="utf-8")
    before = model_identity(OWN_MODEL_NAME)
    (tmp_path / "README.md").write_text("a card changes no reading", encoding="utf-8")
    assert model_identity(OWN_MODEL_NAME) == before
    (tmp_path / "config.cfg").write_text("b", encoding="utf-8")
    assert model_identity(OWN_MODEL_NAME) != before


def test_our_figures_are_shown_with_their_day() -> None:
    figures = model_figures.model_figures(OWN_MODEL_NAME)
    assert [figure.name.split(",")[0] for figure in figures] == [
        "woordsoort (UPOS)",
        "zinsbouw zonder namen (UAS)",
        "zinsbouw met namen (LAS)",
        "grondwoord",
        "zinsgrenzen (F)",
    ]
    assert all(0.7 < figure.value < 1 for figure in figures)
    assert all(figure.measured_on for figure in figures)


def test_figures_of_makers_have_no_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"pos_acc": 0.958, "dep_las": 0.805, "speed": 9.0, "dep_uas": None}
    folder = tmp_path / "nl_core_news_sm-3.8.0"
    folder.mkdir()
    (folder / "meta.json").write_text(json.dumps({"performance": told}), "utf-8")
    found = only("nl_core_news_sm", at=tmp_path)
    monkeypatch.setattr(model_figures, "find_spec", found)
    assert model_figures.model_figures("nl_core_news_sm") == (
        ModelFigure("woordsoort (UPOS), volgens de makers", 0.958, None),
        ModelFigure("zinsbouw met namen (LAS), volgens de makers", 0.805, None),
    )


@pytest.mark.parametrize("name", ["blank", RULES_ONLY, "nl_bestaat_niet"])
def test_rules_have_no_figures_of_a_model(name: str) -> None:
    assert model_figures.model_figures(name) == ()


def test_a_folder_without_figures_has_none(tmp_path: Path) -> None:
    assert own_figures(tmp_path) == ()


def test_the_card_says_where_it_comes_from_and_what_was_measured() -> None:
    card = (OWN_MODEL / "README.md").read_text(encoding="utf-8")
    for said in ("Alpino Treebank", "UD_Dutch-LassySmall", "CC BY-SA 4.0", "Leercurve"):
        assert said in card
    for figure in own_figures(OWN_MODEL):
        assert figure.measured_on is not None
        assert figure.measured_on > date(2026, 1, 1)
        assert f"{figure.value:.3f}".removeprefix("0") in card
    licence = (OWN_MODEL / "LICENSE").read_text(encoding="utf-8")
    assert licence.startswith("Attribution-ShareAlike 4.0 International")


def test_the_model_is_small_and_says_nothing_of_the_machine_that_made_it() -> None:
    files = [path for path in OWN_MODEL.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < MOST_BYTES
    config = (OWN_MODEL / "config.cfg").read_text(encoding="utf-8")
    assert str(PROJECT.parent) not in config
    assert 'train = "train.spacy"' in config
