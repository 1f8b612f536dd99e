"""Making the model: conversion, schedule, lemma table, rounding, card."""

import json
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from domain.errors import WrongUse
from nlp.find_lemmas import LemmaFinder, LemmaRow
from nlp.model import keep_weights_as
from nlp.training.card import NAMES, Measured, card_text, figures_text, read_curve
from nlp.training.conversion import convert, plain_lemma, sentences_from_conllu
from nlp.training.corpus import check_corpus, lemma_rows, read_documents
from nlp.training.measuring import measure
from nlp.training.packing import pack
from nlp.training.registered import CURVE_SCORES, curve_logger, warm_hold_decay
from nlp.training.trained import CONFIG, train

CONLLU = """\
# sent_id = 1
# text = Zij neemt 't plan mee.
1\tZij\tzij\tPRON\t_\tPerson=3\t2\tnsubj\t_\t_
2\tneemt\tmee_nemen\tVERB\t_\tNumber=Sing\t0\troot\t_\t_
3\t't\thet\tDET\t_\t_\t4\tdet\t_\t_
4\tplan\tplan\tNOUN\t_\t_\t2\tobj\t_\t_
5\tmee\tmee\tADP\t_\t_\t2\tcompound:prt\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

# sent_id = 2
1-2\tdat's\t_\t_\t_\t_\t_\t_\t_\t_
1\tWoningbouw\twoning_bouw\tNOUN\t_\t_\t2\tnsubj\t_\t_
2\thelpt\thelpen\tVERB\t_\t_\t0\troot\t_\t_
2.1\thelpt\thelpen\tVERB\t_\t_\t_\t_\t_\t_
"""


def test_conllu_becomes_documents(tmp_path: Path) -> None:
    source, target = tmp_path / "a.conllu", tmp_path / "a.spacy"
    source.write_text(CONLLU, encoding="utf-8")
    assert convert(target, sources=[source], without=[]) == 2
    (document,) = read_documents(target, language=spacy.blank("nl"))
    assert document.text == "Zij neemt 't plan mee. Woningbouw helpt "
    assert [sentence.text for sentence in document.sents] == [
        "Zij neemt 't plan mee.",
        "Woningbouw helpt",
    ]
    assert [token.lemma_ for token in document][:2] == ["zij", "nemen"]
    assert document[6].lemma_ == "woningbouw"
    assert (document[6].head.text, document[6].dep_) == ("helpt", "nsubj")
    assert str(document[0].morph) == "Person=3"


def test_sentences_of_another_part_stay_out(tmp_path: Path) -> None:
    source, target = tmp_path / "a.conllu", tmp_path / "a.spacy"
    source.write_text(CONLLU, encoding="utf-8")
    convert(target, sources=[source], without=[])
    again = tmp_path / "b.spacy"
    assert convert(again, sources=[source], without=[target]) == 0


@pytest.mark.parametrize(
    ("lemma", "form", "part", "plain"),
    [
        ("verzekerings_maatschappij", "x", "NOUN", "verzekeringsmaatschappij"),
        ("mee_nemen", "meenemen", "VERB", "meenemen"),
        ("mee_nemen", "meegenomen", "VERB", "meenemen"),
        ("mee_nemen", "neemt", "VERB", "nemen"),
        ("_", "’s", "NOUN", "’s"),
        ("plan", "plannen", "NOUN", "plan"),
    ],
)
def test_lemmas_lose_the_marks_between_parts(
    lemma: str, form: str, part: str, plain: str
) -> None:
    assert plain_lemma(lemma, form=form, part_of_speech=part) == plain


def test_a_file_without_words_has_no_sentences() -> None:
    assert list(sentences_from_conllu("# only a remark\n\n\n")) == []


def test_the_rate_rises_holds_and_falls_to_its_floor() -> None:
    rates = list(islice(warm_hold_decay(1.0, 4, 8, 10, 0.1), 30))
    assert rates[:5] == [0.25, 0.5, 0.75, 1.0, 1.0]
    assert rates[8] == 1.0
    assert rates[13] == pytest.approx(0.55)
    assert rates[18:] == pytest.approx([0.1] * 12)


def test_the_curve_is_written_point_by_point(tmp_path: Path) -> None:
    path = tmp_path / "curve.jsonl"
    log, _ = curve_logger(str(path))(None)
    log(None)
    scores = dict.fromkeys(CURVE_SCORES, 0.5)
    for step in (0, 500):
        log({"step": step, "other_scores": scores})
    points = read_curve(path)
    assert [point["step"] for point in points] == [0, 500]
    assert points[1]["dep_las"] == 0.5


def test_training_begins_in_a_fresh_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """spaCy saves its first point in a folder that must be there, and makes none."""
    source, corpus = tmp_path / "a.conllu", tmp_path / "corpus"
    source.write_text(CONLLU, encoding="utf-8")
    corpus.mkdir()
    for part in ("train.spacy", "dev.spacy"):
        convert(corpus / part, sources=[source], without=[])

    def saves_once(language: Any, work: Path) -> None:
        (work / "model-last").mkdir()

    monkeypatch.setattr("spacy.training.loop.train", saves_once)
    work = tmp_path / "build" / "model"
    for _ in range(2):
        assert train(corpus, work) == work / "model-best"
        assert [path.name for path in work.iterdir()] == ["model-last"]


def test_a_corpus_that_is_not_whole_is_told(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"train\.spacy, dev\.spacy"):
        check_corpus(tmp_path)


def test_the_usual_lemma_of_a_form_is_counted() -> None:
    vocab = spacy.blank("nl").vocab
    document = Doc(
        vocab,
        words=["Plannen", "plannen", "plannen", "Best", "."],
        pos=["NOUN", "NOUN", "NOUN", "PROPN", "PUNCT"],
        lemmas=["plan", "plan", "planne", "Best", "."],
    )
    assert lemma_rows([document]) == [LemmaRow("plannen", "NOUN", "plan", 3)]


@pytest.fixture(scope="module")
def small() -> Any:
    """A pipeline of the shipped shape, trained on nothing."""
    language = spacy.blank("nl")
    document = Doc(
        language.vocab,
        words=["Zij", "bouwen", "woningen"],
        pos=["PRON", "VERB", "NOUN"],
        lemmas=["zij", "bouwen", "woning"],
        heads=[1, 1, 1],
        deps=["nsubj", "ROOT", "obj"],
        morphs=["", "", ""],
    )
    language.add_pipe("morphologizer")
    language.add_pipe("parser")
    language.add_pipe("trainable_lemmatizer", config={"min_tree_freq": 1})
    words = [token.text for token in document]
    example = Example(Doc(language.vocab, words=words), document)
    language.initialize(lambda: [example])
    return language


def test_a_packed_pipeline_reads_as_the_rounded_one(small: Any, tmp_path: Path) -> None:
    pack(small, tmp_path, config=CONFIG)
    loaded = spacy.load(tmp_path, exclude=["tokenizer"])
    keep_weights_as(small, "float32")
    keep_weights_as(loaded, "float32")
    text = "Zij bouwen woningen"
    before, after = small(text), loaded(text)
    assert [(token.pos_, token.dep_, token.lemma_) for token in before] == [
        (token.pos_, token.dep_, token.lemma_) for token in after
    ]
    assert not (tmp_path / "tokenizer").exists()
    meta = json.loads((tmp_path / "meta.json").read_text(encoding="utf-8"))
    assert meta["license"] == "CC BY-SA 4.0"
    assert "Zij" not in (tmp_path / "vocab" / "strings.json").read_text("utf-8")


def test_a_pipeline_is_measured_against_people(small: Any) -> None:
    document = Doc(
        small.vocab,
        words=["bouwen", "woningen"],
        pos=["VERB", "NOUN"],
        lemmas=["bouwen", "woning"],
        heads=[0, 0],
        deps=["ROOT", "obj"],
        morphs=["", ""],
    )
    figures = measure(small, [document], lemmas=LemmaFinder((), exceptions={}))
    assert figures.keys() == NAMES.keys()
    assert all(0 <= value <= 1 for value in figures.values())


def test_card_and_figures_say_what_was_measured() -> None:
    figures = {name: 0.9512 for name in NAMES}
    measured = Measured(
        measured_on=date(2026, 11, 26),
        dev=figures,
        test=figures | {"las": 0.7777},
        sizes={"dev.spacy": (2, 1234)},
        curve=[
            {"step": step, "cpu_minutes": 1.0, **dict.fromkeys(CURVE_SCORES, 0.5)}
            for step in (0, 500)
        ],
        bytes_shipped=5_200_000,
        hashes={"dev.spacy": "abc"},
    )
    card = card_text(measured, opening="# naam\n")
    assert card.startswith("# naam\n\n## Gemeten")
    assert "| zinsbouw met namen (LAS) | .951 | .778 |" in card
    assert "| `dev.spacy` | 2 | 1.234 | `abc` |" in card
    assert "| 500 | 1.0 | .500" in card
    assert "| 0 | 1.0" not in card
    assert "5,2 MB" in card
    assert 'name = "zinsbouw met namen (LAS), Alpino-test"\nvalue = 0.7777' in (
        figures_text(measured)
    )


def test_documents_come_back_from_a_corpus_file(tmp_path: Path) -> None:
    vocab = spacy.blank("nl").vocab
    DocBin(docs=[Doc(vocab, words=["Ja"])]).to_disk(tmp_path / "a.spacy")
    (document,) = read_documents(tmp_path / "a.spacy", language=spacy.blank("nl"))
    assert document.text == "Ja "
