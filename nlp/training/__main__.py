"""A folder with the corpus in, the shipped model, its table and its card out.

``python -m nlp.training CORPUS WORK`` trains in WORK and writes into ``nlp/models``;
with a third argument, a pipeline trained before is packed and measured again.
"""

import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from domain.storage import write_atomically
from nlp.find_lemmas import (
    LEMMA_TABLE,
    LemmaFinder,
    lemma_exceptions,
    lemma_table_text,
)
from nlp.model import OWN_MODEL, OWN_MODEL_NAME, load_model
from nlp.model_figures import FIGURES_FILE
from nlp.training.card import Measured, card_text, figures_text, read_curve
from nlp.training.corpus import (
    DEV,
    TEST,
    TRAIN,
    check_corpus,
    lemma_rows,
    read_documents,
)
from nlp.training.measuring import measure
from nlp.training.packing import pack
from nlp.training.trained import CONFIG, CURVE_FILE, train

OPENING = Path(__file__).with_name("card_opening.md")


def make_model(corpus: Path, work: Path, *, trained: Path | None = None) -> None:
    """Train, pack, measure and write the card; ``trained`` skips the first."""
    import spacy

    check_corpus(corpus)
    best = trained or train(corpus, work)
    pack(spacy.load(best), OWN_MODEL, config=CONFIG)
    write_lemma_table(corpus)
    measured = _measured(corpus, read_curve(work / CURVE_FILE))
    write_atomically(OWN_MODEL / FIGURES_FILE, figures_text(measured).encode())
    card = card_text(measured, opening=OPENING.read_text(encoding="utf-8"))
    write_atomically(OWN_MODEL / "README.md", card.encode())


def write_lemma_table(corpus: Path) -> None:
    """Write the lemmas of the words in train beside the model."""
    import spacy

    documents = read_documents(corpus / TRAIN, language=spacy.blank("nl"))
    text = lemma_table_text(lemma_rows(documents))
    write_atomically(OWN_MODEL / LEMMA_TABLE, text.encode())


def _measured(corpus: Path, curve: list[dict[str, float]]) -> Measured:
    language, _ = load_model(OWN_MODEL_NAME)
    parts = {
        part: read_documents(corpus / part, language=language)
        for part in (TRAIN, DEV, TEST)
    }
    lemmas = LemmaFinder(lemma_rows(parts[TRAIN]), exceptions=lemma_exceptions())
    shipped = [path for path in OWN_MODEL.rglob("*") if path.is_file()]
    return Measured(
        measured_on=datetime.now(UTC).date(),
        dev=measure(language, parts[DEV], lemmas=lemmas),
        test=measure(language, parts[TEST], lemmas=lemmas),
        sizes={
            part: (len(documents), sum(map(len, documents)))
            for part, documents in parts.items()
        },
        curve=curve,
        bytes_shipped=sum(path.stat().st_size for path in shipped),
        hashes={
            part: sha256((corpus / part).read_bytes()).hexdigest() for part in parts
        },
    )


if __name__ == "__main__":
    make_model(*map(Path, sys.argv[1:3]), trained=next(map(Path, sys.argv[3:]), None))
