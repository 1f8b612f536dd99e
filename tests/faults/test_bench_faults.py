"""A few of each fault of `bench --faults`: nothing lost, doubled, torn or redone."""

import json

import pytest

from tests.flows.line import feitenbasis

pytestmark = pytest.mark.slow


def test_a_few_of_every_fault_do_no_harm() -> None:
    outcome = feitenbasis("bench", "--faults", "--quick", "--json", timeout=1800)
    told = json.loads(outcome.out)
    assert not any(told["wrong"].values()), told["details"]
    assert outcome.code == 0
    done = told["done"]
    assert done["kills at stage level"] == 4
    assert done["kills of run"] == 1
    assert done["full disks"] == 1
    assert done["damaged files"] == 3
    assert done["episodes"] >= 2
