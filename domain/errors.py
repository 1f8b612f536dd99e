"""A problem in, one paragraph and an exit code out: every error a user can mend."""


class FeitenbasisError(Exception):
    """A problem the user can mend, told in one paragraph without a traceback.

    ``what`` says what is wrong, ``where`` names the file, source or row, and
    ``remedy`` says what to do. Each branch has its own exit code (CONTRACT.md).
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str, remedy: str) -> None:
        """Keep the three parts apart, so that a log can show them in columns."""
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """One paragraph: what, where, what to do."""
        return f"{_sentence(self.what)} ({self.where}) {_sentence(self.remedy)}"

    def __reduce__(
        self,
    ) -> tuple[object, tuple[type["FeitenbasisError"], str, str, str]]:
        """Survive the way between processes: keyword arguments and all."""
        return _rebuilt, (type(self), self.what, self.where, self.remedy)


def _rebuilt(
    kind: type[FeitenbasisError], what: str, where: str, remedy: str
) -> FeitenbasisError:
    return kind(what, where=where, remedy=remedy)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


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
