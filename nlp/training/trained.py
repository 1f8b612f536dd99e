"""A corpus and a config in, the best pipeline of one training run out."""

import shutil
from pathlib import Path

from nlp.training.corpus import DEV, TRAIN
from nlp.training.registered import register

CONFIG = Path(__file__).with_name("compact.cfg")
CURVE_FILE = "curve.jsonl"


def train(corpus: Path, work: Path) -> Path:
    """Train in the folder ``work``; return where the best pipeline on dev stands.

    One thread, one seed and one order; yet another machine gave other weights that
    measure alike (CORPUS.md). It takes about an hour of processor time.
    """
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train as train_pipeline
    from spacy.util import load_config

    register()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    overrides = {
        "paths.train": str(corpus / TRAIN),
        "paths.dev": str(corpus / DEV),
        "paths.curve": str(work / CURVE_FILE),
    }
    config = load_config(CONFIG, overrides=overrides, interpolate=False)
    pipeline = init_nlp(config, use_gpu=-1)
    train_pipeline(pipeline, work)
    # A run that is broken off leaves a torn model-last, never a torn model-best.
    return work / "model-best"
