"""A text of pages between form feeds in, the same without running lines out.

So a text is left by programs that print, or that take the text out of a PDF.
"""

from sources.documents.pdf_lines import Line
from sources.documents.running_lines import without_running_lines

NEW_PAGE = "\f"


def without_running_text(text: str) -> tuple[str, int]:
    """Return the text without lines that return on its pages, and count those."""
    pages = [page.split("\n") for page in text.split(NEW_PAGE)]
    cleaned = without_running_lines(
        [
            [
                _printed(line, page=number, place=place)
                for place, line in enumerate(lines)
                if line.strip()
            ]
            for number, lines in enumerate(pages, 1)
        ]
    )
    shown = []
    for lines, left in zip(pages, cleaned.pages, strict=True):
        kept = {int(line.base) for line in left}
        shown.append(
            "\n".join(line if place in kept else "" for place, line in enumerate(lines))
        )
    return NEW_PAGE.join(shown), cleaned.dropped_line_count


def _printed(text: str, *, page: int, place: int) -> Line:
    """A line of text as a line of a page: its place counts as its base."""
    return Line(text.strip(), page, 0.0, 0.0, place, place, 0.0, "")
