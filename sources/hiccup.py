"""A call that failed in a way that may pass in, what to do about it out."""

import math

from domain.errors import FeitenbasisError, SourceUnreachable

ASKS_REST = "server_asks_rest"
"""The key of an error after which nobody may ask before the time is over."""


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

    def heed(self) -> "Hiccup":
        """Return what to tell when this is not tried again, and ask for nothing else.

        A server that asked for rest gets it: no smaller call, no neighbour, no retry.
        """
        if self.wait_seconds > 0:
            minutes = math.ceil(self.wait_seconds / 60)
            self.error = SourceUnreachable(
                ASKS_REST,
                where=self.error.place,
                status=self.error.values.get("status", ""),
                minutes=minutes,
            )
            self.may_repeat = self.is_heavy = False
        return self


def hiccup(key: str, *, where: str, may_repeat: bool, is_heavy: bool) -> Hiccup:
    """Return a failure that may pass; what lasts is an unreachable source."""
    error = SourceUnreachable(key, where=where)
    return Hiccup(error, may_repeat=may_repeat, is_heavy=is_heavy)
