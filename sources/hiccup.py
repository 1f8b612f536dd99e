"""A call that failed in a way that may pass in, what to do about it out."""

from domain.errors import FeitenbasisError, SourceUnreachable


class Hiccup(Exception):
    """A call that failed in a way that may pass.

    ``error`` is what to tell the user if it does not. ``may_repeat``: the same call
    may succeed later; ``is_heavy``: a smaller one may. ``wait_seconds`` is what the
    server asked for.
    """

    def __init__(
        self,
        error: FeitenbasisError,
        *,
        may_repeat: bool,
        is_heavy: bool,
        wait_seconds: float = 0.0,
    ) -> None:
        """Keep what the caller needs to decide."""
        super().__init__(error.what)
        self.error = error
        self.may_repeat = may_repeat
        self.is_heavy = is_heavy
        self.wait_seconds = wait_seconds


def hiccup(key: str, *, where: str, may_repeat: bool, is_heavy: bool) -> Hiccup:
    """Return a failure that may pass; what lasts is an unreachable source."""
    error = SourceUnreachable(key, where=where)
    return Hiccup(error, may_repeat=may_repeat, is_heavy=is_heavy)
