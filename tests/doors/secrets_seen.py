"""An error and a log in, every place where a secret could be read out."""

import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path

PRODUCT = Path(__file__).parents[2]
_ROOMS = ("sources", "flows", "domain", "transforms", "warehouse")


def chain_of(error: BaseException) -> Iterator[BaseException]:
    """Yield the error, its causes and contexts, shown or not."""
    waiting, seen = [error], set()
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        waiting += [other for other in (each.__cause__, each.__context__) if other]


def shown_by(error: BaseException) -> str:
    """Return all that a traceback, a log of it or a record of it could show."""
    texts = []
    for each in chain_of(error):
        texts += ["".join(traceback.format_exception(each)), repr(each), str(each)]
        texts += [repr(vars(each)), repr(each.args)]
    return "\n".join(texts)


def locals_of(error: BaseException) -> str:
    """Return the locals of our own frames along the way, as a debugger prints them."""
    texts = []
    for each in chain_of(error):
        for frame, _ in traceback.walk_tb(each.__traceback__):
            room = Path(frame.f_code.co_filename).parent.name
            if room in _ROOMS:
                texts += [repr(value) for value in frame.f_locals.values()]
    return "\n".join(texts)


def found_in(text: str, secrets: Iterable[str]) -> list[str]:
    """Return the secrets that stand in a text."""
    return [secret for secret in secrets if secret in text]
