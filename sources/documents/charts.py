"""A chart of an office file in, its titles and its figures row by row out."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from domain.texts import PassageKind
from sources.documents.blocks import CELL_SEPARATOR, Block
from sources.documents.drawing_text import drawn_text
from sources.documents.shown_numbers import stored_shown
from sources.documents.table_rows import blocks_of_named_rows

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = f"{_C}chart"
"""What in a drawing points to a chart, by the id in its file."""
_LEVELS = " – "
_AXES = ("catAx", "dateAx", "serAx", "valAx")
_NAMES_OF = ("cat", "xVal")
_VALUES_OF = ("val", "yVal")
_MOST_POINTS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Series:
    """One series: its name, what its values are of, and the values."""

    name: str
    places: tuple[str, ...]
    values: tuple[str, ...]


def blocks_of_chart(chart: etree._Element) -> Iterator[Block]:
    """Give the titles of a chart and its values, then a row for each of its places."""
    about, of = _axis_titles(chart)
    titles = (each for each in chart.iter(f"{_C}title") if not _is_of_axis(each))
    title = next(titles, None)
    for text in ("" if title is None else _words(title), of):
        yield Block(kind=PassageKind.PARAGRAPH, text=text)
    series = [_series(told) for told in chart.iter(f"{_C}ser")]
    if not any(any(each.values) for each in series):
        yield from _words_alone(series)
        return
    for places, group in groupby(series, key=lambda each: each.places):
        together = list(group)
        names = [about, *(each.name for each in together)]
        yield from blocks_of_named_rows(names, _rows(places, together))


def repeats_cells(chart: etree._Element, shown: Collection[str]) -> bool:
    """Whether all values of a chart stand in cells of these sheets."""
    values = (f"{_C}ser/{_C}{name}" for name in _VALUES_OF)
    sources = [told for path in values for told in chart.iterfind(f".//{path}")]
    return bool(sources) and all(_sheet_of(told) in shown for told in sources)


def _sheet_of(values: etree._Element) -> str:
    """The sheet that values are taken from; nothing where the chart holds them."""
    name = values.findtext(f"{_C}numRef/{_C}f", "").rpartition("!")[0]
    return name.removeprefix("'").removesuffix("'").replace("''", "'")


def _rows(places: Sequence[str], series: Sequence[_Series]) -> Iterator[list[str]]:
    longest = max(len(places), *(len(each.values) for each in series))
    for at in range(longest):
        yield [_at(places, at), *(_at(each.values, at) for each in series)]


def _at(texts: Sequence[str], place: int) -> str:
    return texts[place] if place < len(texts) else ""


def _words_alone(series: Sequence[_Series]) -> Iterator[Block]:
    names = [each.name for each in series]
    for texts in (names, series[0].places if series else ()):
        text = CELL_SEPARATOR.join(text for text in texts if text.strip())
        yield Block(kind=PassageKind.TABLE_ROW, text=text)


def _series(told: etree._Element) -> _Series:
    name = told.find(f"{_C}tx")
    values = () if name is None else (v.text or "" for v in name.iter(f"{_C}v"))
    return _Series(
        name=" ".join(values).strip(),
        places=_points(told, _NAMES_OF),
        values=_points(told, _VALUES_OF),
    )


def _points(series: etree._Element, tags: Sequence[str]) -> tuple[str, ...]:
    """The texts of the first of these parts that a series has, each in its place."""
    found = (series.find(f"{_C}{tag}") for tag in tags)
    part = next((each for each in found if each is not None), None)
    if part is None:
        return ()
    levels = list(part.iter(f"{_C}lvl"))
    if not levels:
        return _texts(part)
    # The innermost level comes first; an outer one stands at its first place only.
    inner, *outer = (_texts(level) for level in levels)
    shown = [inner, *map(_filled, outer)]
    return tuple(
        _LEVELS.join(text for level in reversed(shown) if (text := _at(level, at)))
        for at in range(len(inner))
    )


def _filled(texts: Sequence[str]) -> list[str]:
    filled: list[str] = []
    for text in texts:
        filled.append(text or (filled[-1] if filled else ""))
    # The last name holds to the end of the inner level.
    return filled + filled[-1:] * _MOST_POINTS


def _texts(part: etree._Element) -> tuple[str, ...]:
    form = part.findtext(f".//{_C}formatCode") or ""
    found: dict[int, str] = {}
    for number, point in enumerate(part.iter(f"{_C}pt")):
        told = str(point.get("idx", number))
        at = int(told) if told.isdecimal() else number
        if at < _MOST_POINTS:
            text = " ".join((point.findtext(f"{_C}v") or "").split())
            form_here = str(point.get("formatCode", form))
            is_number = next(point.iterancestors(f"{_C}numRef", f"{_C}numLit"), None)
            found[at] = text if is_number is None else stored_shown(text, form_here)
    return tuple(found.get(at, "") for at in range(max(found, default=-1) + 1))


def _axis_titles(chart: etree._Element) -> tuple[str, str]:
    """The titles of the axis of places, or the one below, and of that of values."""
    titles: dict[bool, str] = {}
    for axis in chart.iter(*(f"{_C}{name}" for name in _AXES)):
        title, at = axis.find(f"{_C}title"), axis.find(f"{_C}axPos")
        is_below = at is not None and at.get("val") in ("b", "t")
        has_places = axis.tag != f"{_C}valAx"
        if title is not None:
            is_scatter = chart.find(f".//{_C}xVal") is not None
            titles.setdefault(is_below if is_scatter else has_places, _words(title))
    return titles.get(True, ""), titles.get(False, "")


def _is_of_axis(title: etree._Element) -> bool:
    axes = title.iterancestors(*(f"{_C}{name}" for name in _AXES))
    return next(axes, None) is not None


def _words(title: etree._Element) -> str:
    """The text of a title: written in the chart, or taken from a cell."""
    found = [text for each in title.iter(f"{_A}p") if (text := drawn_text(each))]
    return " ".join(found or [value.text or "" for value in title.iter(f"{_C}v")])
