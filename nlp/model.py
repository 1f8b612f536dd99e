"""A model name in, the loaded spaCy pipeline and the name to show for it out.

The order for ``auto``: an official Dutch model that is installed, the model of our own
that is shipped in ``models/``, and only where that is gone the bare tokeniser.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from domain.errors import SettingsInvalid

if TYPE_CHECKING:
    from spacy.language import Language

RULES_ONLY = "blank-nl (regels)"
BLANK = "blank"
INSTALLED_MODELS = ("nl_core_news_lg", "nl_core_news_md", "nl_core_news_sm")
OWN_MODEL_NAME = "nl_feitenbasis_compact"
OWN_MODEL_VERSION = "1.1.0"
OWN_MODEL = Path(__file__).with_name("models") / OWN_MODEL_NAME

OTHER_LANGUAGES = frozenset(("en", "de", "fr", "fy"))
"""Of which a Dutch model makes nothing; a text of unknown language is mostly Dutch."""


def chosen_model(name: str) -> str:
    """Return which pipeline a setting stands for: a package, ours, or ``blank``."""
    if name in ("", RULES_ONLY):
        return BLANK
    return _best() if name == "auto" else name


def _best() -> str:
    official = (each for each in INSTALLED_MODELS if find_spec(each))
    own = OWN_MODEL_NAME if (OWN_MODEL / "config.cfg").is_file() else BLANK
    return next(official, own)


def load_model(name: str) -> "tuple[Language, str]":
    """Load a pipeline by name; ``blank`` has rules only, ``auto`` the best there is.

    What every pipeline shares is the Dutch tokeniser and sentence bounds.
    """
    import spacy

    chosen = chosen_model(name)
    if chosen == BLANK:
        language = spacy.blank("nl")
        language.add_pipe("sentencizer")
        return language, RULES_ONLY
    if chosen == OWN_MODEL_NAME:
        return _own_model(), OWN_MODEL_NAME
    try:
        return spacy.load(chosen), chosen
    except OSError as error:
        raise SettingsInvalid(
            "model_not_installed", where="feitenbasis.toml, model", name=chosen
        ) from error


def reading_model(
    name: str,
) -> "tuple[Language, str, Callable[[], Language]]":
    """Return a pipeline to cut words with, the name to show, and how to load the whole.

    Our own model is loaded only when a sentence asks for it: cutting words does not.
    Both are made once, and shared by all readers of this process: they only look.
    """
    if chosen_model(name) == OWN_MODEL_NAME:
        return blank_dutch(), OWN_MODEL_NAME, _parser
    language, shown = load_model(name)
    return language, shown, lambda: language


@cache
def blank_dutch() -> "Language":
    """Return the bare tokeniser of spaCy, made once."""
    import spacy

    return spacy.blank("nl")


@cache
def _parser() -> "Language":
    return _own_model()


def _own_model() -> "Language":
    """Load the shipped folder; its weights are stored as 16-bit floats."""
    import spacy

    language = spacy.load(OWN_MODEL, exclude=["tokenizer"])
    keep_weights_as(language, "float32")
    return language


def keep_weights_as(language: "Language", kind: Literal["float16", "float32"]) -> None:
    """Make every weight 16 bits, as they are shipped, or 32, as spaCy computes."""
    pipes: Any = language.pipeline
    nodes = (node for _, pipe in pipes for node in pipe.model.walk())
    for node in nodes:
        for name in filter(node.has_param, node.param_names):
            node.set_param(name, node.get_param(name).astype(kind))


def model_identity(name: str) -> str:
    """Return name and version of the pipeline a setting stands for, unloaded."""
    chosen = chosen_model(name)
    versions = [f"spacy {version('spacy')}"]
    if chosen == OWN_MODEL_NAME:
        versions.append(f"{chosen} {OWN_MODEL_VERSION} {_own_digest()}")
    with suppress(PackageNotFoundError):
        versions.append(f"{chosen} {version(chosen)}")
    return ", ".join(versions)


def _own_digest() -> str:
    """Return eight digits that change with any file the shipped model computes with."""
    digest = sha256()
    for path in sorted(OWN_MODEL.rglob("*")):
        if path.is_file() and path.suffix != ".md":
            digest.update(path.relative_to(OWN_MODEL).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
