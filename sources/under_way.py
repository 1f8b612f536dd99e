"""A call in, its result out while other work is done: one thread, one call."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

_Result = TypeVar("_Result")


class UnderWay(Generic[_Result]):
    """A call that has begun; nothing else may use what it works with until it ends."""

    def __init__(self, call: Callable[[], _Result]) -> None:
        """Begin."""
        self._call = call
        self._results: list[_Result] = []
        self._errors: list[BaseException] = []
        # A daemon: whoever stops the program does not wait for a server.
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def result(self) -> _Result:
        """Wait for the end; return what the call returned or raise what it raised."""
        self._thread.join()
        for error in self._errors:
            raise error
        return self._results[0]

    def _run(self) -> None:
        try:
            self._results.append(self._call())
        except BaseException as error:
            self._errors.append(error)
