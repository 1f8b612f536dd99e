"""What the rules were measured at is shipped as data and shown with its basis."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from domain.coded_file import coded_passages_from_json
from flows.measuring_rules import SETS, measure_rules
from nlp.codebook import default_codebook_text, load_codebook
from nlp.measuring.comparison import compare
from nlp.measuring.rule_figures import (
    RULE_FIGURES,
    MeasuredSet,
    measured_codebook,
    rule_figures,
    rule_figures_text,
)
from nlp.model import OWN_MODEL
from nlp.model_figures import own_figures
from tests.house.tree import PROJECT

GOLD = PROJECT.parent / "shared" / "gold"
SHIPPED = load_codebook(default_codebook_text()).version_hash


def test_the_figures_are_those_of_the_shipped_codebook() -> None:
    assert measured_codebook() == SHIPPED, "meet opnieuw: make figures GOLD=…"


def test_every_figure_has_its_interval_day_and_basis() -> None:
    figures = rule_figures(SHIPPED)
    assert len({figure.name for figure in figures}) == len(figures) == 28
    for figure in figures:
        assert figure.low is not None
        assert figure.high is not None
        assert 0 < figure.low <= figure.value <= figure.high <= 1, figure.name
        assert figure.measured_on is not None
    unseen, seen = figures[:14], figures[14:]
    assert {"Geen regel is ermee gemaakt" in str(each.basis) for each in unseen} == {
        True
    }
    assert {"met deze teksten in zicht" in str(each.basis) for each in seen} == {True}
    first = seen[0]
    assert first.name == "thema’s (F), passages van plannen"
    assert first.basis is not None
    assert first.basis.startswith("70 passages van plannen, ")


def test_another_codebook_has_no_figures_of_themes() -> None:
    names = {figure.name.split()[0] for figure in rule_figures("een ander codeboek")}
    assert names == {"initiatieven,", "organisaties,", "plaatsen,"}


def test_the_page_about_reading_says_the_same() -> None:
    """Where the page speaks of an F of the rules, it is the measured one."""
    page = (PROJECT / "docs/reading-quality.md").read_text("utf-8")
    told = page.partition("## Negation")[0].replace("**", "")
    for figure in rule_figures(SHIPPED):
        if figure.name.startswith(("organisaties, precies", "plaatsen, precies")):
            continue
        low, high = figure.low or 0, figure.high or 0
        shown = f"{figure.value:.2f} ({low:.2f}–{high:.2f})".replace("0.", ".")
        assert shown in told, figure.name


def test_what_was_not_coded_has_no_figure() -> None:
    reference, found = (
        coded_passages_from_json(
            f'[{{"id": "p1", "text": "Woningbouw in Gouda", "themes": {themes}}}]',
            where="goud.json",
        )
        for themes in ('["wonen", "ruimte"]', '["wonen"]')
    )
    measured = MeasuredSet(
        file="goud.json",
        sha256="ab",
        subject="teksten",
        comparison=compare(reference, found, draws=20),
    )
    text = rule_figures_text(
        iter([measured]),
        measured_on=date(2026, 11, 26),
        codebook_version="cd",
        model="rules",
    )
    table = tomllib.loads(text)
    [told] = table["sets"]
    assert table["measured_on"] == date(2026, 11, 26)
    assert told["passage_count"] == 1
    [figure] = told["figures"]
    assert (figure["aspect"], figure["value"]) == ("themes", 0.6667)


@pytest.mark.slow
@pytest.mark.skipif(not GOLD.is_dir(), reason="the coded texts are not here")
def test_measuring_again_gives_the_shipped_figures(tmp_path: Path) -> None:
    again = tmp_path / "figures.toml"
    measure_rules(GOLD, target=again)
    shipped, measured = (
        tomllib.loads(path.read_text("utf-8")) for path in (RULE_FIGURES, again)
    )
    del shipped["measured_on"], measured["measured_on"]
    assert measured == shipped
    assert [told["file"] for told in measured["sets"]] == list(SETS)


def test_figures_are_named_in_the_language_of_the_edition() -> None:
    english = rule_figures(SHIPPED, language="en")
    assert english[0].name == "themes (F), new passages of plans"
    assert "did not know the rules" in str(english[0].basis)
    names = {each.name for each in rule_figures(SHIPPED)}
    assert not names & {each.name for each in english}
    own = own_figures(OWN_MODEL, language="en")
    assert own[0].name == "part of speech (UPOS), Alpino-test"
    assert not {each.name for each in own} & {n.name for n in own_figures(OWN_MODEL)}
