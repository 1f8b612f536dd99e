"""What an erasure did in, a receipt without personal data on the screen out."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flows.screens import wide_console


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was taken away and what is left; names files, nobody and nothing said."""

    done_at: str
    responses: int
    files: int
    publications: list[str]
    current: str
    is_unlearned: bool
    rewritten: list[str]
    refused: list[str]
    is_refused_by_form: bool
    traces: list[str]
    unopened: list[str]
    unsearched: list[str]


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    file = Path(__file__).with_name("forget_texts.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def forget_texts(language: str) -> Mapping[str, str]:
    """Return what is said on the screen in one language, by key."""
    return _texts()[language]


def tell_receipt(receipt: Receipt, *, language: str) -> None:
    """Print the receipt."""
    console = wide_console()
    for line in receipt_lines(receipt, forget_texts(language)):
        console.print(line)


def receipt_lines(receipt: Receipt, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield the receipt line by line."""
    none = texts["none"]
    yield texts["title"]
    yield f"{texts['date']}: {receipt.done_at}"
    yield f"{texts['responses']}: {receipt.responses}"
    yield f"{texts['files']}: {receipt.files}"
    yield f"{texts['publications']}: {', '.join(receipt.publications) or none}"
    yield f"{texts['publication']}: {receipt.current}"
    yield f"{texts['rewritten']}: {', '.join(receipt.rewritten) or none}"
    yield f"{texts['refused']}: {', '.join(receipt.refused) or none}"
    if receipt.refused and receipt.is_refused_by_form:
        yield texts["by_hand"]
    for key in ("traces", "unopened", "unsearched"):
        names = getattr(receipt, key)
        if names:
            yield f"{texts[key]}: {', '.join(names)}"
    if receipt.is_unlearned:
        yield texts["learned"]
    yield texts["figures"] if receipt.responses else texts["nothing"]
    yield texts["server"]
