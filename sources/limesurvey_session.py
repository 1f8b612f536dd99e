"""An address and an account in, the results of RemoteControl calls out.

citric speaks the protocol; this file adds what a nightly collection needs: timeouts,
bounded repeats, one new login when the key has expired, and errors a user can mend.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, Self, TypeVar

import requests
from citric.exceptions import (
    LimeSurveyError,
    LimeSurveyStatusError,
    ResponseMismatchError,
)
from citric.session import Session

from domain.errors import FeitenbasisError, SourceIncomplete
from domain.secrets import Secret
from sources.hiccup import Hiccup
from sources.limesurvey_errors import (
    NothingThere,
    SessionExpired,
    from_citric,
    from_refused_login,
    public_address,
)
from sources.network_errors import from_network
from sources.patient_http import Deadline, Patience, patient_http

_BROKEN_ANSWERS = (LimeSurveyError, ResponseMismatchError, KeyError, TypeError)
_ATTEMPTS_BEFORE_HALVING = 2
_Result = TypeVar("_Result")


class LimeSurveySession:
    """One login on one server; use it in a ``with`` block.

    Only methods that read are called, so repeating a call changes nothing. No error
    contains the password, the session key, a token or an answer.
    """

    def __init__(
        self,
        url: str,
        *,
        username: str,
        password: str | Secret,
        patience: Patience | None = None,
        http: requests.Session | None = None,
    ) -> None:
        """Log in; raise ``SourceUnreachable`` or ``SourceIncomplete`` if that fails.

        A refused login is never tried again: the fourth wrong one locks the address
        out. Without ``http`` a session bound to the deadline of ``patience`` is made.
        """
        self.where = public_address(url)
        self._patience = patience or Patience()
        self._deadline = Deadline(self._patience, where=self.where)
        self._http = http or patient_http(self._deadline)
        self._http.hooks["response"].append(self._keep_answer)
        self._answer: requests.Response | None = None
        self._account = (url, username, Secret.of(password))
        try:
            self._citric = self._logged_in()
        except BaseException:
            self._http.close()
            raise

    def __enter__(self) -> Self:
        """Return the session itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Release the session key, if the server still listens."""
        quiet = (requests.RequestException, FeitenbasisError, *_BROKEN_ANSWERS)
        with suppress(*quiet):
            self._citric.close()
        self._http.close()

    def call(self, method: str, *params: object) -> Any:
        """Return the result of a method that reads, or None where nothing is there.

        Raises ``SourceUnreachable`` or ``SourceIncomplete``.
        """
        try:
            return self.call_divisible(method, *params, is_divisible=False)
        except Hiccup as hiccup:
            raise hiccup.error from None

    def call_list(self, method: str, *params: object) -> Any:
        """Do as ``call`` for a method that lists; None where nothing is there.

        LimeSurvey says in words that there is nothing: an empty list is no answer, and
        raises ``SourceIncomplete``.
        """
        listed = self.call(method, *params)
        if isinstance(listed, list) and not listed:
            raise SourceIncomplete(
                "server_lists_nothing", where=f"{self.where}, {method}"
            )
        return listed

    def call_divisible(self, method: str, *params: object, is_divisible: bool) -> Any:
        """Do as ``call``, but raise ``Hiccup`` where a smaller call may succeed."""
        return self._patiently(
            lambda: self._with_valid_key(method, params), is_divisible=is_divisible
        )

    def _patiently(
        self, action: Callable[[], _Result], *, is_divisible: bool
    ) -> _Result:
        attempt = 0
        while True:
            attempt += 1
            try:
                return action()
            except Hiccup as hiccup:
                limit = self._patience.attempts
                if is_divisible and hiccup.is_heavy:
                    limit = min(limit, _ATTEMPTS_BEFORE_HALVING)
                is_too_long = hiccup.wait_seconds > self._patience.longest_asked_seconds
                if not hiccup.may_repeat or attempt >= limit or is_too_long:
                    raise hiccup.heed() from None
                self._wait(attempt, asked=hiccup.wait_seconds)

    def _wait(self, attempt: int, *, asked: float) -> None:
        """Wait longer each time; never less than the server asked for."""
        doubled = self._patience.first_wait_seconds * 2 ** (attempt - 1)
        jitter = random.uniform(0.5, 1.5)  # noqa: S311 - spreads load, guards nothing
        longest = self._patience.longest_wait_seconds
        self._deadline.sleep(max(min(doubled * jitter, longest), asked))

    def _with_valid_key(self, method: str, params: tuple[object, ...]) -> object:
        try:
            return self._once(method, params)
        except SessionExpired:
            self._citric = self._logged_in()
        try:
            return self._once(method, params)
        except SessionExpired:
            raise SourceIncomplete("session_rejected", where=self.where) from None

    def _once(self, method: str, params: tuple[object, ...]) -> object:
        where = f"{self.where}, {method}"
        try:
            return self._citric.rpc(method, *params)
        except requests.RequestException as error:
            problem = from_network(error, where=where)
        except _BROKEN_ANSWERS as error:
            problem = from_citric(error, where=where, answer=self._answer)
        if isinstance(problem, NothingThere):
            return None
        raise problem

    def _logged_in(self) -> Session:
        try:
            return self._patiently(self._login_once, is_divisible=False)
        except Hiccup as hiccup:
            raise hiccup.error from None

    def _login_once(self) -> Session:
        url, username, password = self._account
        where = f"{self.where}, login"
        problem: Exception
        try:
            session = Session(
                url, username, password.reveal(), requests_session=self._http
            )
        except LimeSurveyStatusError as error:
            problem = from_refused_login(error, where=where)
        except requests.RequestException as error:
            problem = from_network(error, where=where)
        except _BROKEN_ANSWERS as error:
            problem = from_citric(
                error, where=where, answer=self._answer, is_login=True
            )
        else:
            if isinstance(session.key, str) and session.key:
                return session
            problem = from_citric(KeyError("key"), where=where, answer=None)
        raise problem

    def _keep_answer(
        self, response: requests.Response, *_: object, **__: object
    ) -> None:
        """Keep the last answer: citric forgets the body of what it cannot read."""
        response.encoding = response.encoding or "utf-8"
        self._answer = response
