"""How calls fared in, how many responses to ask for next out."""

_CALM = 4


class Window:
    """A width that halves when a server cannot carry it, and grows back carefully.

    After ``_CALM`` good windows the width doubles; each time that goes wrong again,
    twice as many good ones are needed first. So a server that was busy for a moment
    gets its speed back, and one with a fixed limit is hardly bothered.
    """

    def __init__(self, widest: int) -> None:
        """Start at the widest, which is never passed."""
        self._widest = max(widest, 1)
        self._calm_needed = _CALM
        self._calm = 0
        self._has_grown = False
        self.width = self._widest

    def went_well(self) -> None:
        """Count a good window; grow when there were enough in a row."""
        if self.width == self._widest:
            return
        self._calm += 1
        if self._calm >= self._calm_needed:
            self.width = min(self.width * 2, self._widest)
            self._calm, self._has_grown = 0, True

    def was_too_heavy(self, asked: int) -> None:
        """Halve what was asked, and be slower to grow than before."""
        self.width = max(min(self.width, asked) // 2, 1)
        if self._has_grown:
            self._calm_needed *= 2
        self._calm, self._has_grown = 0, False
