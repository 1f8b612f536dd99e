"""A secret shows nothing of itself."""

import json
import pickle
from dataclasses import dataclass

import pytest

from domain.secrets import Secret


@dataclass
class Account:
    """Something that holds a secret."""

    password: Secret


def test_nothing_shows_the_text() -> None:
    secret = Secret("zeer-geheim")
    shown = (
        str(secret),
        repr(secret),
        f"{secret}",
        repr(Account(secret)),
        f"{[secret]}",
    )
    assert all("geheim" not in text for text in shown)
    with pytest.raises(TypeError):
        json.dumps({"password": secret})
    for protocol in (0, pickle.HIGHEST_PROTOCOL):
        with pytest.raises(TypeError, match="not stored"):
            pickle.dumps(secret, protocol)


def test_the_door_gets_the_text() -> None:
    assert Secret("a").reveal() == "a"
    assert Secret.of(Secret.of("a")) == Secret("a") != Secret("b")
    assert len({Secret("a"), Secret("a")}) == 1
    assert Secret("a")
    assert not Secret("")
