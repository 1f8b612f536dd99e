"""Results that wait for their turn in, no more of them than memory is meant for out."""

import threading


class Stock:
    """Lets results be finished ahead of their turn, up to a number of bytes.

    Whoever finishes more waits; the result whose turn it is never does, so that
    nothing can wait for ever.
    """

    def __init__(self, *, most_bytes: int) -> None:
        """Start empty, at the turn of the first result."""
        self._most = most_bytes
        self._changed = threading.Condition()
        self._held = 0
        self._turn = 0
        self._is_closed = False

    def put(self, size: int, *, turn: int) -> None:
        """Wait until there is room, or until this result is the one waited for."""
        with self._changed:
            self._changed.wait_for(
                lambda: (
                    self._is_closed
                    or turn == self._turn
                    or self._held + size <= self._most
                )
            )
            self._held += size

    def take(self, size: int) -> None:
        """Make room: the result whose turn it was is passed on."""
        with self._changed:
            self._held -= size
            self._turn += 1
            self._changed.notify_all()

    def close(self) -> None:
        """Let everyone through: nobody will ask for more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
