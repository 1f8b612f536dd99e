"""Windows halve under load and grow back, whatever the server can carry."""

from hypothesis import given
from hypothesis import strategies as st

from sources.limesurvey_window import Window


def walk(total: int, widest: int, *, carries: list[int]) -> tuple[int, int]:
    """Ask for ``total`` responses of a server that carries so many at each call.

    Returns how many came in, and how often a window was too heavy.
    """
    window, done, calls, heavy = Window(widest), 0, 0, 0
    while done < total:
        asked = min(window.width, total - done)
        limit = carries[min(calls, len(carries) - 1)]
        calls += 1
        if asked > limit:
            heavy += 1
            window.was_too_heavy(asked)
        else:
            done += asked
            window.went_well()
        assert 1 <= window.width <= max(widest, 1)
    return done, heavy


@given(
    st.integers(0, 3000),
    st.integers(0, 500),
    st.lists(st.integers(1, 600), min_size=1, max_size=40),
)
def test_every_response_is_asked_for_once(
    total: int, widest: int, carries: list[int]
) -> None:
    done, _ = walk(total, widest, carries=carries)
    assert done == total


def test_a_server_that_recovers_gets_full_windows_again() -> None:
    window = Window(1600)
    window.was_too_heavy(1600)
    window.was_too_heavy(800)
    assert window.width == 400
    widths = []
    for _ in range(9):
        window.went_well()
        widths.append(window.width)
    assert widths == [400, 400, 400, 800, 800, 800, 800, 1600, 1600]


@given(st.integers(1, 1499))
def test_a_fixed_limit_is_not_knocked_on_for_ever(limit: int) -> None:
    windows = 400
    _, heavy = walk(windows * limit, 1500, carries=[limit])
    assert heavy <= 11 + windows**0.5, "first halvings, then ever more seldom"


def test_the_last_short_window_does_not_shrink_the_next() -> None:
    window = Window(100)
    window.was_too_heavy(7)
    assert window.width == 3
