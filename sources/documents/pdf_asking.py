"""A function of pdfium in, one that can be asked much and fast out.

Checking the arguments of a function costs as much as its answer does, and each line
of a page asks for several.
"""

import ctypes
from typing import Any


class Pointer(ctypes.c_void_p):
    """What pdfium points to: of its own type it stays a pointer."""


def unchecked(function: Any, result: Any) -> Any:
    """Return a function of pdfium that takes its arguments just as they are given.

    No other thread of the process runs meanwhile: letting one takes as long as asking.
    """
    address: Any = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result)(address)


class Answers:
    """Room where pdfium writes its answers, each of so many numbers, side by side."""

    def __init__(self, kind: Any, *, count: int, numbers: int = 1) -> None:
        """Make room for so many answers, and what points to it for each."""
        self._numbers = numbers
        self._room = (kind * (numbers * count))()
        step, end = numbers * ctypes.sizeof(kind), ctypes.sizeof(self._room)
        self.to = [ctypes.byref(self._room, at) for at in range(0, end, step)]

    def first(self, count: int, *, number: int = 0) -> Any:
        """Return one of the numbers of each of the first answers."""
        return self._room[number : self._numbers * count : self._numbers]
