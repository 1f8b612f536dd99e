"""The shapes of a slide in, the same in the order in which a person reads them out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GROUP, _FRAME = f"{_P}grpSp", f"{_P}graphicFrame"
_PLACES = (f"{_P}spPr/{_A}xfrm", f"{_P}xfrm")
# Shapes that differ less in height stand beside each other: a quarter of an inch.
_LINE = 228_600
_MOST_DIGITS = 15
# The number of a placeholder that has none.
_NONE = "0"

Places = Mapping[tuple[str, str], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a group lies on its slide, and how its own measure is scaled."""

    left: float = 0.0
    top: float = 0.0
    across: float = 1.0
    down: float = 1.0


def shapes_of(part: etree._Element) -> Iterator[etree._Element]:
    """Give the shapes, those of groups too, each once, in the order of the file."""
    for shape in part.iter(f"{_P}sp", _FRAME):
        if not any(above.tag == _FALLBACK for above in shape.iterancestors()):
            yield shape


def ordered(shapes: list[etree._Element], places: Places) -> list[etree._Element]:
    """Return shapes from top to bottom, beside each other from left to right.

    ``places`` are those of the layout, for shapes that have none of their own: by
    sort and number, else by number, for a table takes the place of any content. Of
    what has no place at all text comes first, tables and charts come last: what names
    them stands above them. Each in the order of the file.
    """
    numbered = {number: at for (_, number), at in places.items() if number != _NONE}
    found = [
        (shape, _place(shape) or _given(shape, places, numbered)) for shape in shapes
    ]
    placed = [(shape, at) for shape, at in found if at]
    rows: list[list[tuple[etree._Element, tuple[float, float]]]] = []
    for shape, at in sorted(placed, key=lambda each: each[1][1]):
        if not rows or at[1] - rows[-1][0][1][1] >= _LINE:
            rows.append([])
        rows[-1].append((shape, at))
    for row in rows:
        row.sort(key=lambda each: each[1][0])
    free = [shape for shape, at in found if not at]
    return [
        *(shape for shape in free if shape.tag != _FRAME),
        *(shape for row in rows for shape, _ in row),
        *(shape for shape in free if shape.tag == _FRAME),
    ]


def _given(
    shape: etree._Element, places: Places, numbered: Mapping[str, tuple[float, float]]
) -> tuple[float, float] | None:
    """Where the layout puts a shape, if it is a placeholder."""
    told = placeholder(shape)
    return places.get(told) or numbered.get(told[1])


def places_of(layout: etree._Element) -> Places:
    """Return where a layout puts its placeholders, by their sort and number."""
    found = ((placeholder(shape), _place(shape)) for shape in shapes_of(layout))
    return {name: at for name, at in found if at}


def placeholder(shape: etree._Element) -> tuple[str, str]:
    """The part a shape plays on its slide (title, body, number) or none; its number."""
    found = shape.find(f".//{_P}ph")
    if found is None:
        return "", ""
    return str(found.get("type", "body")), str(found.get("idx", _NONE))


def _place(shape: etree._Element) -> tuple[float, float] | None:
    """Left and top of a shape on its slide."""
    told = next((found for p in _PLACES if (found := shape.find(p)) is not None), None)
    at = None if told is None else _pair(told, "off", "x", "y")
    if at is None:
        return None
    left, top = at
    for group in shape.iterancestors(_GROUP):
        frame = _frame(group)
        left = frame.left + left * frame.across
        top = frame.top + top * frame.down
    return left, top


def _frame(group: etree._Element) -> _Frame:
    told = group.find(f"{_P}grpSpPr/{_A}xfrm")
    if told is None:
        return _Frame()
    left, top = _pair(told, "off", "x", "y") or (0.0, 0.0)
    own_left, own_top = _pair(told, "chOff", "x", "y") or (0.0, 0.0)
    width, height = _pair(told, "ext", "cx", "cy") or (0.0, 0.0)
    own_width, own_height = _pair(told, "chExt", "cx", "cy") or (0.0, 0.0)
    across = width / own_width if own_width else 1.0
    down = height / own_height if own_height else 1.0
    return _Frame(left - own_left * across, top - own_top * down, across, down)


def _pair(
    element: etree._Element, name: str, first: str, second: str
) -> tuple[float, float] | None:
    """Two numbers of a part of a place; nothing where they are none."""
    found = element.find(f"{_A}{name}")
    if found is None:
        return None
    told = [str(found.get(key, "0")) for key in (first, second)]
    if not all(value.removeprefix("-").isdecimal() for value in told):
        return None
    if max(map(len, told)) > _MOST_DIGITS:
        return None
    return float(told[0]), float(told[1])
