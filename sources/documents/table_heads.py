"""The first rows of a table in, the names over its columns out."""

import re
from collections.abc import Sequence
from itertools import pairwise

from sources.documents.merged_cells import Covered

LONGEST_NAME = 60
_LONGEST_WORDING = 120
_LEAST_YEARS = 2
_WITHIN, _BOTH = " – ", " / "
# What names a column without a letter, below a cell that has one.
_UNITS = frozenset("€ $ % ‰ # °".split())
# 2024, 2024*, 2024-2027 and 2024/25 over a column of figures.
YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:19|20)?\d\d)?\*?")


def filled(row: Sequence[str]) -> dict[int, str]:
    """Return the cells of a row that hold something, by their column."""
    found = ((place, " ".join(cell.split())) for place, cell in enumerate(row))
    return {place: cell for place, cell in found if cell}


def has_letter(text: str) -> bool:
    """Whether a text has a letter in it."""
    return any(sign.isalpha() for sign in text)


def is_name(text: str) -> bool:
    """Whether a text can be the name of a column: a word or a year, no sentence."""
    is_word = has_letter(text) or YEAR.fullmatch(text) is not None
    return is_word and len(text) <= LONGEST_NAME and not text.endswith((".", ";"))


def names_over_two_rows(
    top: Sequence[str], below: Sequence[str], third: Sequence[str]
) -> dict[int, str]:
    """Return the names that two rows give together, as "2024 – gemeente"; or none.

    So it is where a cell above reaches over two names or more: it says so itself, or
    else the row below repeats names that it makes differ, or names what the one above
    does not and the other way round, over a row of figures. A name above nothing names
    its column alone.
    """
    upper, lower, values = filled(top), filled(below), filled(third)
    is_told = any(isinstance(cell, Covered) for cell in top)
    groups = _told(top, lower) if is_told else _shown(upper, lower)
    if not _are_heads(upper, lower, groups) or len(values) < 2:
        return {}
    alone = upper.keys() - lower.keys()
    if not alone <= values.keys():
        return {}
    if any(isinstance(cell, Covered) for cell in third):
        return {}
    if not is_told and not _has_figure(values, groups):
        return {}
    over = {at: name for name, columns in groups for at in columns}
    names = {
        at: _together(over.get(at, upper.get(at, "")), lower.get(at, ""))
        for at in sorted(lower.keys() | alone)
    }
    return names if len(set(names.values())) == len(names) else {}


Groups = list[tuple[str, list[int]]]
"""Every cell that reaches over names, with their columns."""


def _told(top: Sequence[str], lower: dict[int, str]) -> Groups:
    groups: Groups = []
    for at, cell in enumerate(top):
        if isinstance(cell, Covered) and groups:
            groups[-1][1].append(at)
        else:
            groups.append((" ".join(cell.split()), [at]))
    named = [(name, [at for at in columns if at in lower]) for name, columns in groups]
    return [(name, columns) for name, columns in named if name and len(columns) > 1]


def _shown(upper: dict[int, str], lower: dict[int, str]) -> Groups:
    """The groups of a row with empty cells, over names that are there twice.

    Names that are each there once stand below nothing, and nothing below a name.
    """
    is_repeated = len(set(lower.values())) < len(lower)
    if not is_repeated and not (upper.keys() - lower.keys()):
        return []
    starts = [*sorted(upper), max(lower, default=0) + 1]
    named = [
        (upper[start], [at for at in range(start, end) if at in lower])
        for start, end in pairwise(starts)
    ]
    return [(name, columns) for name, columns in named if len(columns) > 1]


def _are_heads(upper: dict[int, str], lower: dict[int, str], groups: Groups) -> bool:
    names = [text for text in lower.values() if text not in _UNITS]
    if not groups or not all(map(is_name, (*upper.values(), *names))):
        return False
    # One cell over all that stands below it is the title of the table.
    if len(upper) == 1 and groups[0][1][0] == min(lower):
        return False
    parts = ([lower[at] for at in columns] for _, columns in groups)
    return all(len(set(names)) == len(names) for names in parts)


def _has_figure(values: dict[int, str], groups: Groups) -> bool:
    columns = [at for _, part in groups for at in part]
    return any(at in values and not has_letter(values[at]) for at in columns)


def names_reached(row: Sequence[str], names: dict[int, str]) -> dict[int, str]:
    """Return the names over the cells of a row: all of those that a cell reaches over.

    Where the first cell reaches over more it tells what the row is of: "Totaal".
    """
    found = dict(names)
    begun = 0
    reached: dict[int, list[str]] = {}
    for at, cell in enumerate(row):
        if not isinstance(cell, Covered):
            begun = at
        if begun and at in names:
            reached.setdefault(begun, []).append(names[at])
    found.update((at, _all_of(told)) for at, told in reached.items())
    return found


def _all_of(names: Sequence[str]) -> str:
    """Names as one: "Woningen – koop / huur"; the first and last where that is long."""
    first = names[0]
    above = f"{first.rpartition(_WITHIN)[0]}{_WITHIN}"
    is_under_one = above != _WITHIN and all(name.startswith(above) for name in names)
    rest = [name.removeprefix(above) if is_under_one else name for name in names[1:]]
    told = _BOTH.join([first, *rest])
    return told if len(told) <= _LONGEST_WORDING else f"{first} … {names[-1]}"


def _together(above: str, below: str) -> str:
    return _WITHIN.join(dict.fromkeys(filter(None, (above, below))))


def are_names(cells: dict[int, str], following: dict[int, str]) -> bool:
    """Whether cells can be the names of columns: words or years, each once.

    Years name columns where more of them stand side by side, or beside words, and no
    years stand under them: "Start | 2024" over "Klaar | 2026" are two rows.
    """
    first, *others = cells or [0]
    texts = list(cells.values())
    years = [at for at in cells if YEAR.fullmatch(cells[at])]
    words = [at for at in others if has_letter(cells[at])]
    if any(at not in years and at not in words for at in others):
        return False
    if years and len({*years, *words}) < _LEAST_YEARS:
        return False
    if any(YEAR.fullmatch(following.get(at, "")) for at in years if at != first):
        return False
    short = all(len(text) <= _LONGEST_WORDING for text in texts)
    return short and len(set(texts)) == len(texts)


def have_figures(names: dict[int, str], rows: Sequence[dict[int, str]]) -> bool:
    """Whether some column has a word or year above and nothing but figures below."""
    for place in names:
        values = [row[place] for row in rows if place in row]
        is_word = has_letter(names[place]) or YEAR.fullmatch(names[place])
        if values and is_word and not any(map(has_letter, values)):
            return True
    return False
