"""A model name in, the loaded spaCy pipeline and the name to show for it out."""

from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING

from domain.errors import SettingsInvalid

if TYPE_CHECKING:
    from spacy.language import Language

RULES_ONLY = "blank-nl (regels)"
INSTALLED_MODELS = ("nl_core_news_lg", "nl_core_news_md", "nl_core_news_sm")


def load_model(name: str) -> "tuple[Language, str]":
    """Load a pipeline by name; ``blank`` has rules only, ``auto`` the best installed.

    What every pipeline shares is the Dutch tokeniser and sentence bounds, and those
    are all the rule finders use.
    """
    import spacy

    chosen = _best_installed() if name == "auto" else name
    if chosen in ("blank", "", RULES_ONLY):
        language = spacy.blank("nl")
        language.add_pipe("sentencizer")
        return language, RULES_ONLY
    try:
        return spacy.load(chosen), chosen
    except OSError as error:
        raise SettingsInvalid(
            "model_not_installed", where="feitenbasis.toml, model", name=chosen
        ) from error


def _best_installed() -> str:
    return next((name for name in INSTALLED_MODELS if find_spec(name)), "blank")


def model_identity(name: str) -> str:
    """Return name and version of the pipeline a setting stands for, unloaded."""
    chosen = _best_installed() if name == "auto" else name
    versions = [f"spacy {version('spacy')}"]
    with suppress(PackageNotFoundError):
        versions.append(f"{chosen} {version(chosen)}")
    return ", ".join(versions)
