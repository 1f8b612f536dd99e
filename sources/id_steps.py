"""How steps through the ids of a survey fared in, which ids to ask for next out.

Nobody says where ids begin: a counter may have been set to a million. So steps grow
while nothing is found, and halve where a server cannot carry what is there.
"""

from sources.limesurvey_window import Window

_WIDEST = 10_000
"""So many ids of responses are asked at once where there are any."""

LAST_ID = 2_147_483_647
"""The last number a response may have: a signed integer of the database."""


class IdSteps:
    """Steps from id 1 upwards; ask for ``first`` to ``last`` until ``is_done``."""

    def __init__(self) -> None:
        """Start at the first id."""
        self.first = 1
        self._size = Window(_WIDEST)
        self._width = _WIDEST
        self._heavy_last = 0
        self._is_empty = False

    @property
    def last(self) -> int:
        """The last id of this step."""
        return min(self.first + self._width - 1, LAST_ID)

    @property
    def is_single(self) -> bool:
        """Whether a smaller step is impossible."""
        return self.last <= self.first

    def is_done(self, *, found: int, expected: int) -> bool:
        """Whether all are found: a count may be too low, so a step must be empty too.

        Without a count only the last id ends it.
        """
        is_over = self.first > LAST_ID
        return is_over or (self._is_empty and 0 < expected <= found)

    def was_too_heavy(self) -> None:
        """Ask for half of it; what is too heavy is not empty."""
        self._heavy_last = self.last
        self._width = max((self.last - self.first + 1) // 2, 1)
        if self._width < _WIDEST:
            self._size = Window(_WIDEST)
            self._size.was_too_heavy(2 * self._width)

    def went_well(self, count: int) -> None:
        """Go on behind this step, in which ``count`` responses were found."""
        self.first, self._is_empty = self.last + 1, not count
        if count:
            self._heavy_last = 0
            self._size.went_well()
            self._width = self._size.width
        elif self._heavy_last >= self.first:
            # What was too heavy lies in the rest of that step: seek it by halves.
            self._width = max((self._heavy_last - self.first + 1) // 2, 1)
        else:
            self._width *= 2
