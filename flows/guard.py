"""A function in, the same function whose surprises say where but never what out.

The message of a foreign exception can hold an answer ("cannot cast 'my neighbour …'"),
and Prefect keeps messages in its database. So only the kind and the line leave.
"""

import errno
import os
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from domain.errors import (
    DiskFull,
    FeitenbasisError,
    SourceIncomplete,
    StateDamaged,
    UnexpectedProblem,
)
from domain.foreign_words import DISK_NUMBERS, disk_words
from domain.phrases import Phrase, phrase
from flows.code_version import PROJECT

DEBUG_VARIABLE = "FEITENBASIS_DEBUG"

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_NO_RIGHT = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_IN_THE_WAY = frozenset({errno.EISDIR, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP})
_KEYS = (
    (_NO_RIGHT, "disk_refuses"),
    (_IN_THE_WAY, "disk_hinders"),
    (frozenset({errno.EFBIG}), "disk_limits"),
)

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")


def guarded(function: Callable[_Parameters, _Result]) -> Callable[_Parameters, _Result]:
    """Let errors a user can mend pass; turn others into ``UnexpectedProblem``.

    With ``--debug`` the original stays behind it as its cause: the command line shows
    it to who may see the data, and Prefect, which keeps messages, does not get it.
    """

    @wraps(function)
    def inner(*args: _Parameters.args, **kwargs: _Parameters.kwargs) -> _Result:
        try:
            return function(*args, **kwargs)
        except FeitenbasisError:
            raise
        except Exception as error:
            raise unexpected(error) from cause_of(error)

    return inner


def cause_of(error: Exception) -> Exception | None:
    """Return what may stand behind the problem that is told: all, with ``--debug``."""
    return error if os.environ.get(DEBUG_VARIABLE) else None


def surprise_of_source(
    error: Exception, *, where: str, is_open: bool
) -> FeitenbasisError:
    """Return what nobody foresaw of one source as a failure of that source.

    An answer of an open source that we cannot work with is one of another shape. What
    a disk refuses stays what it is.
    """
    told = unexpected(error)
    if not isinstance(told, UnexpectedProblem):
        return told
    kind, line = type(error).__name__, told.place
    if is_open:
        return SourceIncomplete("open_surprise", where=where, kind=kind, line=line)
    return UnexpectedProblem("source_surprise", where=where, kind=kind, line=line)


def unexpected(error: Exception) -> FeitenbasisError:
    """Return the problem as it may be shown: its kind and our line it came from.

    What a disk refuses, or a damaged warehouse, is no surprise: a user can mend it.
    """
    return _refused_by_disk(error) or UnexpectedProblem(
        "unexpected", where=_our_line(error), kind=type(error).__name__
    )


def _refused_by_disk(error: Exception) -> StateDamaged | None:
    if isinstance(error, OSError):
        where = str(error.filename) if error.filename else phrase("the_workspace")
        return _told_of_disk(error, where)
    if type(error).__module__.startswith(("duckdb", "_duckdb")):
        from warehouse.store import WAREHOUSE, damage_of, disk_behind

        behind = disk_behind(error)
        return _told_of_disk(behind, WAREHOUSE) if behind else damage_of(error)
    return None


def _told_of_disk(error: OSError, where: str | Phrase) -> StateDamaged | None:
    if error.errno in _FULL:
        return DiskFull("disk_full_at", where=where)
    if error.errno not in DISK_NUMBERS or error.errno == errno.ENOENT:
        return None
    # What is left passes: a network folder that is away, too many open files.
    key = next((key for numbers, key in _KEYS if error.errno in numbers), "disk_waits")
    return StateDamaged(key, where=where, reason=disk_words(error))


def _our_line(error: Exception) -> str | Phrase:
    ours = [
        f"{Path(frame.filename).resolve().relative_to(PROJECT)}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if PROJECT in Path(frame.filename).resolve().parents
        and ".venv" not in frame.filename
    ]
    return ours[-1] if ours else phrase("outside_our_code")
