"""A row of a table as words in, its cells with the names of their columns out.

A row reads "Project: Koele Kernen; Trekker: Vlietwonen; Gemeente: Zwiepdorp".
"""

from collections.abc import Iterator
from dataclasses import dataclass

from nlp.capitals import word_list
from nlp.tokens import Shape, TokenisedText

WORDS_FILE = "organisation_words.toml"
_LABELS = word_list(WORDS_FILE)["labels"]
OF_A_LEAD = frozenset(_LABELS["lead"])
OF_A_BODY = frozenset((*_LABELS["lead"], *_LABELS["body"]))
OF_A_PLACE = frozenset(_LABELS["place"])
OF_A_SUBJECT = frozenset(_LABELS["subject"])
# A row about anything has these.
OF_ANYTHING = OF_A_BODY | OF_A_PLACE | OF_A_SUBJECT | frozenset(_LABELS["other"])
BETWEEN = ";"
BEHIND_LABEL = ":"
MOST_LABEL_WORDS = 8
MOST_NAMING = 2
LEAST_CELLS = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its label at the words ``label`` to ``first``, its value up to last."""

    label: int
    first: int
    last: int

    def is_named(self, text: TokenisedText, names: frozenset[str]) -> bool:
        """Tell whether its label is one of some nouns, told further or not.

        "Bestuurlijk trekker" is a trekker, "Project in het NSL" no project.
        """
        words = text.small[self.label : self.first - 1]
        return len(words) <= MOST_NAMING and words[-1] in names


def cells_of(text: TokenisedText) -> tuple[Cell, ...]:
    """Return the named cells of a row, in order; of any other text none.

    A row opens with a label, and has two or more.
    """
    if "; " not in text.text or ": " not in text.text:
        return ()
    cells = tuple(_cells(text))
    return cells if len(cells) >= LEAST_CELLS and cells[0].label == 0 else ()


def _cells(text: TokenisedText) -> Iterator[Cell]:
    start = 0
    while start < len(text):
        end = _next(text, BETWEEN, start, len(text))
        colon = _next(text, BEHIND_LABEL, start, min(end, start + MOST_LABEL_WORDS))
        if text.words[colon : colon + 1] == [BEHIND_LABEL] and start < colon < end - 1:
            yield Cell(start, colon + 1, end)
        start = end + 1


def _next(text: TokenisedText, mark: str, start: int, end: int) -> int:
    return next((at for at in range(start, end) if text.words[at] == mark), end)


def labelled_cell(text: TokenisedText, index: int) -> Cell | None:
    """Return the cell or line that a label at a word opens: "Trekker: Vlietwonen"."""
    if text.words[index + 1 : index + 2] != [BEHIND_LABEL]:
        return None
    if (
        index
        and text.words[index - 1] not in (BETWEEN, "|")
        and not _opens(text, index)
    ):
        return None
    end = next(
        (
            at
            for at in range(index + 2, len(text))
            if text.words[at] in (BETWEEN, "|") or text.shapes[at] & Shape.BREAK
        ),
        len(text),
    )
    return Cell(index, index + 2, end) if end > index + 2 else None


def _opens(text: TokenisedText, index: int) -> bool:
    return text.sentences[index - 1] != text.sentences[index]


def label_starts(text: TokenisedText) -> set[int]:
    """Return where the words of labels start that only say who, where or how far.

    "Waterlichaam: Vlietplas" does say what its row is about.
    """
    return {
        text.starts[at]
        for cell in cells_of(text)
        if cell.is_named(text, OF_ANYTHING)
        for at in range(cell.label, cell.first)
    }
