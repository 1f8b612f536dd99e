"""A trained pipeline in, the folder that is shipped out: half the bytes, no ballast.

Weights are kept as 16-bit floats and widened when they are loaded. The tokeniser is
the Dutch one of spaCy and is left out, and so are the words of the corpus, which only
cost time to load.
"""

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.storage import write_atomically
from nlp.model import OWN_MODEL_NAME, OWN_MODEL_VERSION, keep_weights_as

if TYPE_CHECKING:
    from spacy.language import Language

_META = {
    "name": OWN_MODEL_NAME.removeprefix("nl_"),
    "version": OWN_MODEL_VERSION,
    "description": "Dutch: parts of speech, morphology, dependencies, lemmas.",
    "author": "feitenbasis",
    "license": "CC BY-SA 4.0",
}
_PARTS = ("config.cfg", "meta.json", "vocab")


def pack(language: "Language", folder: Path, *, config: Path) -> None:
    """Write a pipeline into the folder; other files in it stay as they are.

    Of how it was trained the config keeps what the file says, without the paths of
    the machine that did it.
    """
    from spacy.util import load_config

    keep_weights_as(language, "float16")
    trained_with = load_config(config, interpolate=False)
    for section in ("paths", "corpora", "training", "initialize"):
        language.config[section] = trained_with[section]
    for name in (*_PARTS, *language.component_names):
        place = folder / name
        shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    language.meta.update(_META)
    language.to_disk(folder, exclude=["tokenizer"])
    strings = json.dumps(_strings_of_trees(language), ensure_ascii=False, indent=0)
    write_atomically(folder / "vocab" / "strings.json", f"{strings}\n".encode())
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    meta["performance"] = {}
    text = json.dumps(meta, indent=1, ensure_ascii=False, sort_keys=True)
    write_atomically(folder / "meta.json", f"{text}\n".encode())


def _strings_of_trees(language: "Language") -> list[str]:
    """Return the pieces of words that the lemmatiser's edit trees put in and take out.

    All other strings are brought by the components, or are words of the corpus.
    """
    from srsly import msgpack_loads

    lemmatiser: Any = language.get_pipe("trainable_lemmatizer")
    hashes = {
        number
        for tree in msgpack_loads(lemmatiser.trees.to_bytes())["trees"]
        for number in (tree.get("orig"), tree.get("subst"))
        if number
    }
    return sorted(language.vocab.strings[number] for number in hashes)
