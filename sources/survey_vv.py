r"""The text of a VV export in, rows that keep null and empty apart out.

LimeSurvey's "vertical verification" file is separated by tabs and has two header rows:
texts for people, then codes. Braces, tabs and line breaks in answers are written as
words (``{lbrace}``, ``{tab}``), so a line is always a row and a tab always a border.
Spaces around an answer are lost: LimeSurvey trims them.
"""

import re
from collections.abc import Iterator

from domain.errors import SourceIncomplete
from sources.survey_csv import SurveyTable, decoded, row_of

_NOT_SHOWN = "{question_not_shown}"
_WORDS = {
    "{lbrace}": "{",
    "{newline}": "\n",
    "{cr}": "\r",
    "{tab}": "\t",
    "{quote}": '"',
}
_WORD = re.compile("|".join(map(re.escape, _WORDS)))
_CODES = re.compile(r'^"?id"?\t.*$', re.MULTILINE)
# PHP leaves a quote after a backslash single; newer versions double every quote.
_PHP_QUOTE = re.compile(r'\\"|""')


def is_vv(data: bytes) -> bool:
    """Tell a VV file by its second header row, which begins with ``id``."""
    start, _, rest = data.partition(b"\n")
    return b"\t" in start and _codes_in(rest.decode("utf-8", "replace")) is not None


def read_survey_vv(data: bytes, *, where: str) -> SurveyTable:
    """Return the rows of a VV file, by the codes of its second header row.

    Raises ``SourceIncomplete`` for a row that is cut off or text that is no UTF-8.
    """
    text = decoded(data, where=where)
    start = text.index("\n") + 1
    codes = _codes_in(text[start:])
    if codes is None:
        raise SourceIncomplete("vv_without_codes", where=where)
    headings = tuple(_cell(cell) for cell in codes.group().rstrip("\r").split("\t"))
    if len(set(headings)) < len(headings):
        raise SourceIncomplete("columns_with_one_code", where=where)
    lines = text[start + codes.end() + 1 :].split("\n")
    return SurveyTable(
        headings=headings, rows=_rows(headings, lines, where), is_requoted=False
    )


def _codes_in(text: str) -> re.Match[str] | None:
    found = _CODES.search(text)
    return found if found and "submitdate" in found.group() else None


def _rows(
    headings: tuple[str, ...], lines: list[str], where: str
) -> Iterator[dict[str, str | None]]:
    for number, line in enumerate(lines, start=1):
        if line.strip("\r"):
            cells = [_value(cell) for cell in line.rstrip("\r").split("\t")]
            yield row_of(headings, cells, number=number, where=where)


def _value(written: str) -> str | None:
    cell = _cell(written)
    if cell == _NOT_SHOWN:
        return None
    return _WORD.sub(lambda word: _WORDS[word.group()], cell)


def _cell(written: str) -> str:
    """Return a cell without the quotes that PHP or a spreadsheet puts around it."""
    if len(written) < 2 or written[0] != '"' or written[-1] != '"':
        return written
    inner = written[1:-1]
    if all(len(run) % 2 == 0 for run in re.findall('"+', inner)):
        return inner.replace('""', '"')
    return _PHP_QUOTE.sub(lambda pair: pair.group().replace('""', '"'), inner)
