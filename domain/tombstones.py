"""The marks of who was forgotten in, whether a response is one of theirs out.

A mark is a keyed hash: without the key nobody can tell whose it is, and with it a
response that comes back is known again and stays outside.
"""

from dataclasses import dataclass, field

from domain.identifiers import keyed_id

_PREFIX = "f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstones:
    """Who and which responses were forgotten, and the key their marks are made with."""

    key: bytes = field(default=b"", repr=False)
    marks: frozenset[str] = frozenset()

    def mark_of_person(self, respondent_id: str) -> str:
        """Return the mark of everything one person answers, by pseudonym."""
        return keyed_id(self.key, prefix=_PREFIX, parts=("person", respondent_id))

    def mark_of_response(
        self, survey_id: str, *, activation: int, response_id: int
    ) -> str:
        """Return the mark of one response; after a reset its id is another's."""
        parts = ("response", survey_id, str(activation), str(response_id))
        return keyed_id(self.key, prefix=_PREFIX, parts=parts)

    def covers(
        self, survey_id: str, *, activation: int, response_id: int, respondent_id: str
    ) -> bool:
        """Tell whether a response must stay outside."""
        if not self.marks:
            return False
        mark = self.mark_of_response(
            survey_id, activation=activation, response_id=response_id
        )
        return mark in self.marks or self.mark_of_person(respondent_id) in self.marks


NOBODY = Tombstones()
"""Nobody was forgotten."""
