"""A number and the word for one and for more in, the two as a reader says them out."""


def counted(count: int, one: str, more: str) -> str:
    """Return the number with the word that fits it: "1 woord", "2 woorden"."""
    return f"{count} {one if count == 1 else more}"
