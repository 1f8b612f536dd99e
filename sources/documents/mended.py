"""Blocks as a reader found them in, the same with broken signs and words mended out."""

from collections.abc import Iterable

from domain.phrases import Phrase, phrase
from sources.documents.blocks import Block
from sources.documents.broken_words import told_hyphens, with_whole_words
from sources.documents.encodings import repaired_text


def mended(blocks: Iterable[Block]) -> tuple[list[Block], list[Phrase]]:
    """Return the blocks mended, and what a person should know of it.

    Signs were broken before they came into the file; a word in two was copied so.
    """
    repaired, signs = _with_signs(blocks)
    whole, words = with_whole_words(repaired)
    told = [phrase("reading_repaired", count=signs)] if signs else []
    return whole, [*told, *told_hyphens(words)]


def _with_signs(blocks: Iterable[Block]) -> tuple[list[Block], int]:
    found: list[Block] = []
    total = 0
    for block in blocks:
        text, count = (
            (block.text, 0) if block.text.isascii() else repaired_text(block.text)
        )
        total += count
        found.append(block._replace(text=text) if count else block)
    return found, total
