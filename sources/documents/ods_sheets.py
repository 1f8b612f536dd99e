"""A sheet of an OpenDocument workbook in, which rows and columns it hides out."""

from lxml import etree

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_COLUMN = f"{_TABLE}table-column"
_GROUPS = (f"{_TABLE}table-row-group", f"{_COLUMN}-group")
_MOST = 500


def is_hidden(element: etree._Element) -> bool:
    """Whether a row or column is hidden: by itself, or in a group that is closed."""
    if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
        return True
    groups = element.iterancestors(*_GROUPS)
    return any(group.get(f"{_TABLE}display") == "false" for group in groups)


def hidden_columns(sheet: etree._Element) -> set[int]:
    """Return the places of the hidden columns of a sheet, counted from 0."""
    found: set[int] = set()
    at = 0
    for column in sheet.iter(_COLUMN):
        told = str(column.get(f"{_TABLE}number-columns-repeated", "1"))
        count = int(told) if told.isdecimal() else 1
        if is_hidden(column):
            found.update(range(at, min(at + count, _MOST + 1)))
        at += count
    return found
