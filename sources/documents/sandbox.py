"""Limits in, a process that cannot do more than read out: set before any parsing."""

import ctypes
import math
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from types import ModuleType

from sources.documents.limits import ReadingLimits

_DIE_WITH_PARENT = 1
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_FORBIDDEN = frozenset(
    {
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.system",
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.sendmsg",
        "socket.sendto",
        "subprocess.Popen",
    }
)


def confine(limits: ReadingLimits) -> None:
    """Give up network, other programs, memory and disk beyond the limits, for good.

    Windows has no such limits: there only the deadline and the size caps hold.
    """
    sys.addaudithook(partial(_refuse, allowed=limits.tesseract))
    _guard_forks(limits.tesseract)
    leave_network()
    resource = _resource()
    if resource is None:
        return
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, limits.written_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        _lower(resource, kind, most)


def leave_network() -> bool:
    """Move to a network of our own with nothing in it; whether the system permits it.

    Elsewhere only the audit hook stands between a reader and the network. A new user
    namespace is not for root, who would lose access to the files of others.
    """
    if sys.platform != "linux":
        return False
    kinds = _NEW_NETWORK if os.geteuid() == 0 else _NEW_NETWORK | _NEW_USER
    with suppress(OSError, AttributeError):
        return bool(ctypes.CDLL(None).unshare(kinds) == 0)
    return False


def _guard_forks(allowed: str) -> None:
    """Refuse the one way to start a program that no audit hook hears of."""
    if sys.platform == "win32":
        return
    starting = vars(import_module("_posixsubprocess"))
    guarded = partial(_fork, starting["fork_exec"], allowed=os.fsencode(allowed))
    starting["fork_exec"] = guarded
    # The standard library keeps the function under a name of its own.
    for module in filter(None, [sys.modules.get("subprocess")]):
        vars(module)["_fork_exec"] = guarded


def _fork(
    start: Callable[..., int],
    arguments: Sequence[bytes | str],
    programs: Sequence[bytes],
    *others: object,
    allowed: bytes,
) -> int:
    if not allowed or list(programs) != [allowed]:
        raise PermissionError("fork_exec")
    return start(arguments, programs, *others)


def die_with_parent() -> None:
    """Let this process end when the one that started it does, where that can be asked.

    Whoever is killed can stop nobody: its child would read on, and what recognises
    scans for that child would go on for minutes.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def renew_processor_time(limits: ReadingLimits) -> None:
    """Allow the next file its processor time, counted from now."""
    resource = _resource()
    if resource is None:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = math.ceil(usage.ru_utime + usage.ru_stime)
    _lower(resource, resource.RLIMIT_CPU, used + limits.cpu_seconds)


def _lower(resource: ModuleType, kind: int, most: int) -> None:
    """Set the soft limit, never above the hard one that was given to us."""
    _, hard = resource.getrlimit(kind)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (allowed, hard))


def _resource() -> ModuleType | None:
    return None if sys.platform == "win32" else import_module("resource")


def _refuse(event: str, arguments: tuple[object, ...], *, allowed: str) -> None:
    if event not in _FORBIDDEN:
        return
    if event != "subprocess.Popen" or not allowed or arguments[0] != allowed:
        raise PermissionError(event)
