"""Invented coded texts in, a model that beats chance and can be trusted to load out."""

import io
import json
import random
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from domain.coding import CodedText
from domain.errors import StateDamaged, WrongUse
from domain.readings import PassageToRead
from flows.cli import _run
from flows.publishing import line_fingerprint
from flows.run_context import find_workspace, open_run
from nlp.codebook import default_codebook_text, load_codebook
from nlp.learning.features import TextFeatures, parts_in
from nlp.learning.held_out import held_out_figures
from nlp.learning.model import LearnedModel
from nlp.learning.reading import LearnedReader, fits
from nlp.learning.stored import model_bytes, model_from_bytes
from nlp.learning.training import HeldOut, learn
from nlp.learning.weighing import count_matrix, fit_weights
from nlp.reading import Reader
from sources.coded_texts import Columns, read_coded_texts
from tests.flows.line import KEY, small_workspace

CODEBOOK = load_codebook(default_codebook_text())
FEATURES = TextFeatures(CODEBOOK, parts=frozenset({"haring", "woning"}))
SUBJECTS = {
    "vissen": "voorn snoek hengel vijver dobber haringvangst visstand".split(),
    "breien": "wol naald trui steek sjaal patroon breiwerk".split(),
    "schaken": "pion loper gambiet rokade remise schaakbord opening".split(),
}
FILLER = "wij willen graag meer ruimte voor onze club en iedereen doet mee".split()


def invented(count: int = 90, *, seed: int = 1) -> list[CodedText]:
    """Texts about three pastimes, each with a few words of its subject."""
    chance = random.Random(seed)
    texts = []
    for number in range(count):
        code = list(SUBJECTS)[number % 3]
        words = chance.sample(SUBJECTS[code], 3) + chance.sample(FILLER, 6)
        chance.shuffle(words)
        texts.append(CodedText(text=f"{' '.join(words)} {number}.", codes=(code,)))
    return texts


@pytest.fixture(scope="module")
def learned() -> tuple[LearnedModel, HeldOut]:
    """A model of the invented texts."""
    return learn(invented(), codebook=CODEBOOK)


def test_what_can_be_learned_is_learned(
    learned: tuple[LearnedModel, HeldOut],
) -> None:
    figures = held_out_figures(learned[1])
    assert (figures.ours.score.total.f.value or 0) > 0.9
    assert (figures.assigned.total.f.value or 0) > 0.9
    assert figures.text_count == figures.unit_count == 90


def test_what_cannot_be_learned_is_not() -> None:
    """Codes dealt out at random: honest figures are those of chance."""
    chance = random.Random(3)
    texts = [
        CodedText(text=item.text, codes=(chance.choice(list(SUBJECTS)),))
        for item in invented(150)
    ]
    _, held_out = learn(texts, codebook=CODEBOOK)
    accuracy = held_out_figures(held_out).ours.score.total.f
    assert (accuracy.low or 0) < 1 / 3 < (accuracy.high or 0)


def test_texts_that_are_one_stay_on_one_side() -> None:
    """Each text three times with a code at random: only copying would be right."""
    chance = random.Random(5)
    singles = [
        CodedText(text=f"{item.text} {number}", codes=(chance.choice("abc"),))
        for number, item in enumerate(invented(60))
    ]
    _, held_out = learn(singles * 3, codebook=CODEBOOK)
    for unit in np.unique(held_out.units):
        assert len(set(held_out.folds[held_out.units == unit])) == 1
    assert (held_out_figures(held_out).ours.score.total.f.value or 0) < 0.6


def test_documents_stay_on_one_side() -> None:
    texts = [
        CodedText(text=item.text, codes=item.codes, document=f"d{number % 12}")
        for number, item in enumerate(invented())
    ]
    _, held_out = learn(texts, codebook=CODEBOOK)
    assert len(np.unique(held_out.units)) == 12
    for unit in np.unique(held_out.units):
        assert len(set(held_out.folds[held_out.units == unit])) == 1


def test_several_codes_per_text() -> None:
    pairs = zip(invented(), invented(91, seed=2)[1:], strict=True)
    texts = [
        CodedText(text=f"{a.text} {b.text}", codes=(*a.codes, *b.codes))
        for a, b in pairs
    ]
    model, held_out = learn(texts, codebook=CODEBOOK)
    figures = held_out_figures(held_out)
    assert (figures.assigned.total.f.value or 0) > 0.85
    chances = model.chances(
        ["voorn snoek pion loper"], features=model.features(CODEBOOK)
    )[0]
    found = {
        code
        for code, chance in zip(model.codes, chances, strict=True)
        if chance >= model.threshold
    }
    assert found == {"vissen", "schaken"}


def test_no_figure_holds_a_text(learned: tuple[LearnedModel, HeldOut]) -> None:
    shown = repr(held_out_figures(learned[1]))
    assert "voorn" not in shown and "wol " not in shown


# The stored model


def test_a_stored_model_comes_back_whole(
    learned: tuple[LearnedModel, HeldOut],
) -> None:
    model, _ = learned
    data = model_bytes(model, about={"file": "codes.csv"})
    assert data == model_bytes(model, about={"file": "codes.csv"})
    stored = model_from_bytes(data, where="learned.npz")
    assert stored.about == {"file": "codes.csv"}
    texts = ["een voorn in de vijver", "", "de naald en de wol", "iets anders"]
    before, after = (
        m.chances(texts, features=m.features(CODEBOOK)) for m in (model, stored.model)
    )
    assert (before == after).all()
    assert [model.codes[row.argmax()] for row in before[[0, 2]]] == ["vissen", "breien"]


def test_learning_twice_gives_the_same_bytes() -> None:
    first, second = (learn(invented(60), codebook=CODEBOOK)[0] for _ in range(2))
    assert model_bytes(first, about={}) == model_bytes(second, about={})


def test_a_pickle_is_never_opened(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, tuple[Path]]:
            return Path.touch, (tmp_path / "sprung",)

    file = io.BytesIO()
    np.savez(file, allow_pickle=True, meta=np.array([Trap()], dtype=object))
    bare = io.BytesIO()
    np.save(bare, np.array([Trap()], dtype=object), allow_pickle=True)
    for data in (file.getvalue(), bare.getvalue()):
        with pytest.raises(StateDamaged):
            model_from_bytes(data, where="learned.npz")
    assert not (tmp_path / "sprung").exists()


def test_a_damaged_file_is_told(learned: tuple[LearnedModel, HeldOut]) -> None:
    data = model_bytes(learned[0], about={})
    arrays = dict(np.load(io.BytesIO(data)))
    arrays["coefficients"] = arrays["coefficients"] + 1
    other = io.BytesIO()
    np.savez(other, **arrays)
    for broken in (b"", b"PK", data[:-200], other.getvalue(), _empty_zip()):
        with pytest.raises(StateDamaged) as refusal:
            model_from_bytes(broken, where="learned.npz")
        assert "learned.npz" in str(refusal.value)


def _empty_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w"):
        pass
    return file.getvalue()


# Reading with it


def test_a_learned_theme_is_added_and_rules_go_first() -> None:
    names = dict(zip(SUBJECTS, ("wonen", "zorg", "onbekend"), strict=True))
    texts = [
        CodedText(text=item.text, codes=(names[item.codes[0]],)) for item in invented()
    ]
    model, _ = learn(texts, codebook=CODEBOOK)
    stored = model_from_bytes(model_bytes(model, about={}), where="learned.npz")
    assert fits(stored.model, CODEBOOK)
    rules = Reader(CODEBOOK, places=(), organisations=(), model="blank")
    reader = LearnedReader(rules, stored, codebook=CODEBOOK)
    said = ["voorn hengel dobber", "pion gambiet loper", "stikstof, voorn hengel", " "]
    passages = [
        PassageToRead(passage_id=f"p{n}", text=text, language="nl")
        for n, text in enumerate(said)
    ]
    fish, chess, both, empty = (reading.themes for reading in reader.read(passages))
    assert [(m.theme_id, m.rule, m.is_main) for m in fish] == [
        ("wonen", "learned", True)
    ]
    assert (fish[0].start_offset, fish[0].end_offset) == (0, len(said[0]))
    assert 0 < fish[0].score <= 1
    assert not chess and not empty
    assert [(m.theme_id, m.is_main) for m in both] == [
        ("stikstof", True),
        ("wonen", False),
    ]
    assert reader.fingerprint != rules.fingerprint
    assert reader.model_name.startswith(f"{rules.model_name} + learned ")


def test_a_model_of_another_codebook_or_of_other_codes_does_not_fit(
    learned: tuple[LearnedModel, HeldOut],
) -> None:
    assert not fits(learned[0], CODEBOOK)
    themes = replace(learned[0], codes=("wonen", "zorg", "water"))
    assert fits(themes, CODEBOOK)
    assert not fits(replace(themes, codebook_version="older"), CODEBOOK)


# Features


def test_the_features_of_a_compound() -> None:
    features = TextFeatures(CODEBOOK, parts=frozenset({"haring"}))
    counted = features.count("Haringvangst en haringvangsten")
    assert counted["p:haring"] == 2
    assert counted["w:haringvangst"] == 2
    assert counted["l: har"] == 2
    assert (
        TextFeatures(CODEBOOK, parts=frozenset()).count("Woningbouw!")["t:wonen"] == 1
    )


def test_parts_are_what_enough_texts_hold() -> None:
    assert parts_in(["haring een", "haring twee", "de haring"]) == {"haring"}
    assert parts_in(["haring haring haring"]) == frozenset()


@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
@settings(deadline=None)
def test_any_text_gives_rows_of_bounded_length(texts: list[str]) -> None:
    counted = [FEATURES.count(text) for text in texts]
    counts, terms = count_matrix(counted)
    assert counts.sum() == sum(map(Counter.total, counted))
    assert list(terms) == sorted(terms)
    weights, columns = fit_weights(counts, terms)
    rows = weights.weigh(counts[:, columns])
    norms = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    assert (norms <= np.sqrt(4 + 1 + 1 + 0.25) + 1e-4).all()
    again, _ = count_matrix(counted, terms=weights.terms)
    assert (again != counts[:, columns]).nnz == 0


# The table and the command


def table(path: Path, texts: list[CodedText]) -> Path:
    """A CSV as Dutch Excel writes it."""
    rows = ["Tekst;Code", *(f"{t.text};{'|'.join(t.codes)}" for t in texts)]
    path.write_text("\n".join(rows), encoding="utf-8-sig")
    return path


def test_csv_and_xlsx_read_alike(tmp_path: Path) -> None:
    texts = [CodedText(text="a b", codes=("x", "y")), CodedText(text="c", codes=())]
    csv = table(tmp_path / "codes.csv", texts)
    book = Workbook()
    assert book.active is not None
    for row in (["Tekst", "Code"], ["a b", "x | y|x"], ["c", None], [None, "z"]):
        book.active.append(row)
    book.save(tmp_path / "codes.xlsx")
    columns = Columns(text="Tekst", codes="code", separator="|")
    for file in (csv, tmp_path / "codes.xlsx"):
        found = read_coded_texts(file.read_bytes(), name=file.name, columns=columns)
        assert found == texts
    with pytest.raises(WrongUse) as refusal:
        read_coded_texts(
            csv.read_bytes(), name="codes.csv", columns=Columns(text="t", codes="code")
        )
    assert "code, tekst" in str(refusal.value)


def test_the_command_learns_stores_and_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "regio"
    assert _run(["init", str(folder)]) == 0
    file = table(tmp_path / "codes.csv", invented())
    capsys.readouterr()
    assert _run(["learn", str(file), "-C", str(folder), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["figures"]["ours"]["score"]["total"]["f"]["value"] > 0.9
    path = folder / ".feitenbasis" / "learned.npz"
    assert path.stat().st_mode & 0o777 == 0o600
    stored = model_from_bytes(path.read_bytes(), where="learned.npz")
    assert stored.about["figures"] == shown["figures"]
    assert stored.model.codebook_version == CODEBOOK.version_hash
    assert _run(["learn", str(file), "-C", str(folder)]) == 0
    assert "TF-IDF" in capsys.readouterr().out


@pytest.mark.slow
def test_a_workspace_reads_with_what_it_learned(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    folder = small_workspace(tmp_path / "proef")
    names = dict(zip(SUBJECTS, ("wonen", "zorg", "onbekend"), strict=True))
    texts = [
        CodedText(text=item.text, codes=(names[item.codes[0]],)) for item in invented()
    ]
    file = table(tmp_path / "codes.csv", texts)
    gold = tmp_path / "goud.json"
    row = {"id": "p", "text": "voorn hengel dobber", "themes": ["wonen"]}
    gold.write_text(json.dumps([row]), encoding="utf-8")
    seen = []
    for step in ("before", "learn", "after"):
        if step == "learn":
            assert _run(["learn", str(file), "-C", str(folder)]) == 0
            continue
        capsys.readouterr()
        assert _run(["evaluate", str(gold), "-C", str(folder), "--json"]) == 0
        found = json.loads(capsys.readouterr().out)["themes"]["exact"]["total"]["hits"]
        with open_run(find_workspace(folder)) as context:
            seen.append((found, line_fingerprint(context)))
    (before, first), (after, second) = seen
    assert (before, after) == (0, 1)
    assert first != second
    assert _run(["doctor", "-C", str(folder)]) == 0
    assert "van codes.csv, telt mee bij het lezen" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("texts", "word"),
    [
        (invented(20), "20 gecodeerde teksten"),
        ([CodedText(text=f"a {n}", codes=("x",)) for n in range(60)], "code"),
        ([CodedText(text="a", codes=(c,)) for c in "xy" * 40], "documenten"),
        ([], "kolommen"),
    ],
)
def test_too_little_to_learn_from_is_refused(
    texts: list[CodedText],
    word: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "regio"
    assert _run(["init", str(folder)]) == 0
    file = tmp_path / "codes.csv"
    file.write_text("") if not texts else table(file, texts)
    assert _run(["learn", str(file), "-C", str(folder)]) == 2
    assert word in capsys.readouterr().err
    assert not (folder / ".feitenbasis" / "learned.npz").exists()


def test_a_coded_text_is_not_cut_at_a_sign() -> None:
    data = b"tekst;code\nEen zin; met puntkomma;wonen\n"
    with pytest.raises(WrongUse, match="row 2"):
        read_coded_texts(
            data, name="t.csv", columns=Columns(text="tekst", codes="code")
        )
