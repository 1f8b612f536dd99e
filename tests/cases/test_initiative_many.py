"""A sentence that names hundreds of initiatives costs no more for each."""

import pytest

from nlp import named_beside
from nlp.reading import Reader
from tests.cases.initiative_bodies import read, reader_of_bodies

MANY = 400


@pytest.fixture(scope="module")
def reader() -> Reader:
    return reader_of_bodies()


def test_many_names_in_one_sentence_cost_no_more_than_pairs(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking for the owner of a word goes through no list of names each time."""
    looks = {"joined": 0, "owners": 0}
    join, owner = named_beside.JOINED, named_beside.NamesBeside._owner

    class Counting:
        def fullmatch(self, *args: object) -> object:
            looks["joined"] += 1
            return join.fullmatch(*args)  # type: ignore[call-overload]

    def counted(self: named_beside.NamesBeside, cue: tuple[int, int]) -> int:
        looks["owners"] += 1
        return owner(self, cue)

    monkeypatch.setattr(named_beside, "JOINED", Counting())
    monkeypatch.setattr(named_beside.NamesBeside, "_owner", counted)
    names = ["".join(chr(97 + int(figure)) for figure in str(n)) for n in range(MANY)]
    text = " en ".join(f"het Project Ka{n} is gestart in 2020" for n in names)
    mentions = read(reader, f"{text}.")
    assert [(m.status, m.start_year) for m in mentions] == [("running", 2020)] * MANY
    assert looks["joined"] < 2 * MANY
    assert looks["owners"] < 5 * MANY
