"""A problem in, one paragraph and an exit code out: every error a user can mend."""

from typing import TYPE_CHECKING

from domain.phrases import ENGLISH, Phrase, Value, sentence

if TYPE_CHECKING:
    from domain.landing import Manifest


class FeitenbasisError(Exception):
    """A problem the user can mend, told in one paragraph without a traceback.

    ``key`` names two sentences in ``domain/sentences``: ``what`` is wrong, and as
    ``remedy`` what to do; ``values`` fill them. ``where`` names the file, source or
    row. Each branch has its own exit code (CONTRACT.md).
    """

    exit_code = 1
    part: "Manifest | None" = None
    """What a source gave before it failed, where that is worth keeping."""

    def __init__(self, key: str, /, *, where: str | Phrase, **values: Value) -> None:
        """Keep the parts apart, so that whoever shows them chooses the language."""
        super().__init__(key)
        self.key = key
        self.place = where
        self.values = values

    @property
    def problem(self) -> Phrase:
        """What is wrong, for another sentence to hold."""
        return Phrase(f"{self.key}.what", self.values)

    @property
    def advice(self) -> Phrase:
        """What to do, for another sentence to hold."""
        return Phrase(f"{self.key}.remedy", self.values)

    @property
    def what(self) -> str:
        """What is wrong, in English."""
        return self.problem.told(ENGLISH)

    @property
    def where(self) -> str:
        """The file, source or row, in English."""
        return _place(self.place, ENGLISH)

    @property
    def remedy(self) -> str:
        """What to do, in English."""
        return self.advice.told(ENGLISH)

    def told(self, language: str) -> str:
        """Say it in one paragraph: what, where, what to do."""
        what = sentence(self.problem.told(language))
        remedy = sentence(self.advice.told(language))
        said = f"{what} ({_place(self.place, language)}) {remedy}"
        return f"{said[:1].upper()}{said[1:]}"

    def __str__(self) -> str:
        """Say it in English, for a log."""
        return f"{sentence(self.what)} ({self.where}) {sentence(self.remedy)}"

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        """Survive the way between processes: keyword arguments and all."""
        return _rebuilt, (type(self), self.key, self.place, self.values)


def _rebuilt(
    kind: type[FeitenbasisError],
    key: str,
    where: str | Phrase,
    values: dict[str, Value],
) -> FeitenbasisError:
    return kind(key, where=where, **values)


def _place(where: str | Phrase, language: str) -> str:
    return where if isinstance(where, str) else where.told(language)


class UnexpectedProblem(FeitenbasisError):
    """A mistake in the program itself, told without what it was working on."""

    exit_code = 1


class WrongUse(FeitenbasisError):
    """The command was called with words that do not fit."""

    exit_code = 2


class SettingsInvalid(FeitenbasisError):
    """A setting or source declaration cannot be used as written."""

    exit_code = 10


class SourceUnreachable(FeitenbasisError):
    """A source did not answer within its deadline."""

    exit_code = 11


class SourceIncomplete(FeitenbasisError):
    """A source changed shape, refuses, or gave less than it says it holds."""

    exit_code = 12


class ChecksFailed(FeitenbasisError):
    """A critical check failed: nothing was published."""

    exit_code = 13


class WorkspaceBusy(FeitenbasisError):
    """Another run holds the workspace."""

    exit_code = 14


class CodebookInvalid(FeitenbasisError):
    """The codebook cannot be used as written."""

    exit_code = 15


class StateDamaged(FeitenbasisError):
    """A file that feitenbasis wrote itself is damaged or missing."""

    exit_code = 16


class DiskFull(StateDamaged):
    """There is no room to go on; nothing that was stored is lost."""
