"""The id of a response in, the block and the name of the page it lands in out.

Blocks are fixed, so that one changed row changes one page.
"""

PAGE_SIZE = 1000
"""Ids per page: 1-1000, 1001-2000 and so on, whether or not they all exist."""


def block_of(number: int) -> int:
    """Return the block that the id of a response belongs to."""
    return (number - 1) // PAGE_SIZE


def page_name(survey_id: str, block: int) -> str:
    """Return the name of the page of one block of ids."""
    first = block * PAGE_SIZE + 1
    return f"{survey_id}/{first:07d}-{first + PAGE_SIZE - 1:07d}"
