"""Words of the command line and a line of standard input in, whom to forget out."""

import re
import sys
from dataclasses import dataclass, field
from getpass import getpass
from pathlib import Path

from domain.errors import WrongUse
from flows.spare_words import refuse_spare_words

_RESPONSE = re.compile(r"(?P<survey>[^:\s]+):(?P<number>[0-9]{1,18})")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetRequest:
    """Whom to forget: a token, or one response of a survey by its number."""

    token: str = field(default="", repr=False)
    survey_id: str = ""
    response_id: int = 0
    may_rewrite: bool = False
    file: Path | None = None


def read_request(
    *, file: Path | None, response: str | None, may_rewrite: bool
) -> ForgetRequest:
    """Return the request; the token is the first line of a file or standard input.

    Raises ``WrongUse`` where nobody is named, or two are and one would stay.
    """
    if response is not None:
        refuse_spare_words(
            {"--file": file}, beside=f"--response {response}", command="forget"
        )
        survey_id, number = _response(response.strip())
        return ForgetRequest(
            survey_id=survey_id, response_id=number, may_rewrite=may_rewrite
        )
    line = _typed() if file is None else _first_line(file)
    if not line.strip():
        raise WrongUse("no_token", where="forget")
    return ForgetRequest(token=line.strip(), may_rewrite=may_rewrite, file=file)


def ask_on_screen(question: str) -> str:
    """Ask on standard error and read one line; nothing where there is no answer."""
    sys.stderr.write(question)
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer.endswith("\n"):
        sys.stderr.write("\n")
    return answer


def _typed() -> str:
    """Return a line of standard input; what is typed at a screen is not shown."""
    if sys.stdin.isatty():
        return getpass("Token: ")
    return sys.stdin.readline()


def _first_line(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig").partition("\n")[0]
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(
            "token_unreadable", where=str(file), kind=type(error).__name__
        ) from None


def _response(text: str) -> tuple[str, int]:
    found = _RESPONSE.fullmatch(text)
    if found is None:
        raise WrongUse("response_misnamed", where="--response")
    return found["survey"], int(found["number"])
