"""What a large piece of work took in, given back to the system out.

Libraries keep what they no longer use for the next time; after a book of millions of
words that is more than all other work of a run takes.
"""

import ctypes
import gc
import sys
from contextlib import suppress

import pyarrow as pa


def let_go() -> None:
    """Give back the memory that nothing uses any more, where the system can take it."""
    gc.collect()
    give_back()


def give_back() -> None:
    """Give back what was let go of already, without looking for more."""
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        # Not every C library has it.
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)
