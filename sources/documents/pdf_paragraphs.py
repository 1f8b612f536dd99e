"""The printed lines of a page in, paragraphs out: which line starts a new one."""

import re
from dataclasses import dataclass

from sources.documents.hyphens import HYPHEN_MARKS, LINE_END_HYPHENS, joined_lines
from sources.documents.markers import (
    breaks_off,
    heading_number,
    is_enumerated,
    without_bullet,
)
from sources.documents.pdf_columns import columns_apart
from sources.documents.pdf_empty_cells import with_empty_cells
from sources.documents.pdf_lines import Line
from sources.documents.pdf_rows import joined_rows, mark_tables, with_cells
from sources.documents.pdf_typography import Typography

_SENTENCE_ENDS = (".", "!", "?", ":", ";", "…")
_FIGURES_SHARE = 0.18
_SHORT_ROW = 20
_LEAST_FIGURES = 2
_NO_FIGURES = bytes(set(range(256)) - set(b"0123456789\n"))
_CLOSING = "”’\"')»"
NOTE_NUMBER = re.compile(r"^(\d{1,3})[  ]?(?=[^\s\d.,%)])")
# "artikel / 5. De raad": the number belongs to the word before it.
_COUNTED = re.compile(
    r"\b(?:artikel|artikelen|art\.|lid|nr\.|nummer|punt|punten|hoofdstuk|paragraaf"
    r"|bijlage|p\.|blz\.|pagina|en|of|tot|van|per|de|het|op)$",
    re.IGNORECASE,
)
_LONGEST_COUNTED = 9
# "Bouman, G., & Veeke, R. (2012). Het stelsel" begins an entry of a bibliography, of
# which the next lines stand inward by so many sizes at most.
_ENTRY = re.compile(
    r"[^\W\d_a-zà-ÿ](?:[^()]{2,60}|[^()]{1,110}[,&][^()]{1,60})"
    r"\((?:19|20)\d\d[a-z]?(?:, [^()]{1,20})?\)\. "
)
_HANG = 4.0


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; grows while a page is read."""

    lines: list[Line]
    is_item: bool = False
    is_row: bool = False

    @property
    def text(self) -> str:
        """The whole text, with words broken at line ends repaired."""
        return joined_lines([line.text for line in self.lines])

    def ends_sentence(self) -> bool:
        """Whether the last line ends as a sentence, a lead-in or a list item does."""
        return self.lines[-1].text.rstrip(_CLOSING).endswith(_SENTENCE_ENDS)


def paragraphs_of_page(lines: list[Line], *, usual: Typography) -> list[Paragraph]:
    """Return the paragraphs of one page, in the order of the file."""
    paragraphs: list[Paragraph] = []
    rows = joined_rows(lines)
    is_contents = bool(lines) and lines[0].page in usual.contents_pages
    # Without white wide enough for them a page has neither columns nor cells.
    if not is_contents and any(row.line.gaps for row in rows):
        rows = columns_apart(rows)
        mark_tables(rows)
        rows = with_empty_cells(rows)
    figures = _are_figures([row.line.text for row in rows])
    for place, row in enumerate(rows):
        line = row.line
        text, has_bullet = without_bullet(line.text)
        has_bullet = has_bullet and not line.is_row
        is_row = row.is_row and not has_bullet
        current = paragraphs[-1] if paragraphs else None
        if not (is_row or has_bullet) and figures[place]:
            # One line full of figures may be a reference; two together are a table.
            around = figures[max(place - 1, 0) : place] + figures[place + 1 : place + 2]
            together = any(around)
            is_row = together and not _is_rest(line, current, usual)
        marked = has_bullet or _starts_enumeration(line, current)
        if has_bullet:
            line = line._replace(text=text)
        elif is_row and not is_contents:
            line = with_cells(row)
        if current and not (marked or is_row or _starts_new(line, current, usual)):
            current.lines.append(line)
        else:
            paragraphs.append(Paragraph([line], is_item=marked, is_row=is_row))
    return paragraphs


def _is_rest(line: Line, current: Paragraph | None, usual: Typography) -> bool:
    """Whether a line ends the sentence that fills the line above: "is 35 m2."."""
    return (
        current is not None
        and not current.is_row
        and not is_enumerated(line.text)
        and flows_on(current, line)
        and reaches_edge(current.lines[-1], usual=usual)
    )


def _are_figures(texts: list[str]) -> list[bool]:
    """Tell of each line whether it is for a good part figures, as rows of a table are.

    Of all at once is counted how many each has: most have too few.
    """
    if not texts:
        return []
    together = "\n".join(texts).encode("ascii", "replace")
    counts = map(len, together.translate(None, _NO_FIGURES).split(b"\n"))
    return [
        count >= _LEAST_FIGURES and _is_figures(text, count)
        for text, count in zip(texts, counts, strict=True)
    ]


def _is_figures(text: str, count: int) -> bool:
    least = _LEAST_FIGURES if len(text) < _SHORT_ROW else 2 * _LEAST_FIGURES
    if count < least:
        return False
    plain = text[len(heading_number(text)) :]
    digits = _digit_count(plain)
    return digits >= least and digits > _FIGURES_SHARE * len(plain)


def _digit_count(text: str) -> int:
    plain = text.encode("ascii", "replace")
    return len(plain) - len(plain.translate(None, b"0123456789"))


def _starts_enumeration(line: Line, current: Paragraph | None) -> bool:
    if not is_enumerated(line.text):
        return False
    if current is None:
        return True
    first, last = current.lines[0], current.lines[-1]
    if last.left - line.left > line.size > abs(first.left - line.left):
        # "en/of / b. het": the mark stands before the text, as that of its item does.
        return True
    above = last.text
    return not _COUNTED.search(above, max(len(above) - _LONGEST_COUNTED, 0))


def _starts_new(line: Line, current: Paragraph, usual: Typography) -> bool:
    """Whether a line without a mark of its own starts a new paragraph."""
    above = current.lines[-1]
    if current.is_row:
        return True
    if above.text.endswith(HYPHEN_MARKS):
        return False
    if above.last_base - line.base < 0.3 * line.size:
        return not flows_on(current, line)
    if _is_spaced(line, current, usual):
        return True
    if _hangs(line, current):
        return False
    return (
        _differs(line, above)
        or _is_shifted(line, current)
        or _starts_note(line, current, usual)
        or _after_entry(line, above, usual)
        or _follows_short(line, current, usual)
        or _starts_entry(line, current)
    )


def _hangs(line: Line, current: Paragraph) -> bool:
    """Whether a line stands inward below the first of an entry in a bibliography."""
    first = current.lines[0]
    return 0.5 * line.size < line.left - first.left < _HANG * line.size and (
        _is_entry(first)
    )


def _starts_entry(line: Line, current: Paragraph) -> bool:
    """Whether an entry of a bibliography begins below one that is a line long."""
    first, above = current.lines[0], current.lines[-1]
    return (
        above.text.endswith((".", "/"))
        and abs(line.left - first.left) < 0.5 * line.size
        and _is_entry(line)
        and _is_entry(first)
    )


def _is_entry(line: Line) -> bool:
    return ")." in line.text and _ENTRY.match(line.text) is not None


def flows_on(current: Paragraph, line: Line) -> bool:
    """Whether a sentence goes on in the next column or on the next page."""
    above = current.lines[-1]
    if above.text.endswith(LINE_END_HYPHENS):
        return True
    same = abs(above.size - line.size) <= 0.05 * line.size
    return same and not current.ends_sentence() and line.text[0].islower()


def _is_spaced(line: Line, current: Paragraph, usual: Typography) -> bool:
    """Whether there is more white above the line than between lines."""
    lines = current.lines
    above = lines[-1]
    pitch = usual.pitch(line)
    if len(lines) > 1:
        own = lines[-2].last_base - above.base
        pitch = own if 0.8 * line.size < own < 2 * pitch else pitch
    return above.last_base - line.base > 1.3 * pitch


def _differs(line: Line, above: Line) -> bool:
    """Whether the type changes: another size, or another font at a fresh start."""
    size, font = line.size, line.font
    if abs(size - above.size) > 0.12 * size:
        return True
    changed = font != above.font and font and above.font
    return bool(changed) and not line.text[0].islower()


def _starts_note(line: Line, current: Paragraph, usual: Typography) -> bool:
    """Whether a small line carries the next footnote number."""
    if not usual.is_small(line):
        return False
    number = NOTE_NUMBER.match(line.text)
    previous = NOTE_NUMBER.match(current.lines[0].text)
    if number is None or previous is None:
        return False
    return 1 <= int(number.group(1)) - int(previous.group(1)) <= 5


def _after_entry(line: Line, above: Line, usual: Typography) -> bool:
    """Whether the line above was a whole line of a table of contents."""
    return line.page in usual.contents_pages and above.text[-1].isdigit()


def _is_shifted(line: Line, current: Paragraph) -> bool:
    """Whether the left side moves as it does between paragraphs, not within one."""
    above = current.lines[-1]
    shift = line.left - above.left
    if abs(shift) < 0.5 * line.size:
        return False
    goes_on = line.text[0].islower() and not current.ends_sentence()
    if len(current.lines) == 1:
        # The second line of an item hangs inward, that of a paragraph outward.
        if shift < 0:
            return current.is_item and not (goes_on or breaks_off(above.text))
        return not (current.is_item or goes_on)
    return shift > 0 or not goes_on


def _follows_short(line: Line, current: Paragraph, usual: Typography) -> bool:
    """Whether the first word would have fitted on the line above, but was not put."""
    above = current.lines[-1]
    if usual.is_small(above) and NOTE_NUMBER.match(current.lines[0].text):
        # Footnotes mix sentences and addresses: only the next number starts one.
        return False
    edge = usual.right_edge(above)
    letters = len(line.text)
    letter = (line.right - line.left) / letters if letters > 3 else 0.5 * line.size
    word = line.text.split(" ", 1)[0]
    room = edge - above.right - (len(word) + 2) * letter
    if room <= 0:
        return False
    goes_on = breaks_off(above.text) and not is_enumerated(line.text)
    if line.text[0].islower() or goes_on:
        # Text beside a picture is narrower than the page: the sentence decides.
        return above.text.endswith((";", ":"))
    if usual.is_display(above) and usual.is_display(line):
        share = 0.5
    else:
        share = 0.0 if current.ends_sentence() else 0.25
    return room > share * (edge - above.left)


def reaches_edge(line: Line, *, usual: Typography) -> bool:
    """Whether a line is filled, so that its sentence may go on elsewhere."""
    edge = usual.right_edge(line)
    return line.right > edge - 0.12 * (edge - line.left)
