"""What a declaration says of its source in, for every kind the same, out."""

from domain.settings import Strict


class Declaration(Strict):
    """What every source may say of itself."""

    title: str | None = None
    publisher: str | None = None
    licence: str | None = None
