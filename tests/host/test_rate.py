"""The rate of calls that a manifest allows."""

from __future__ import annotations

from isuo_graph.host.rate import Rate


def waits(rate: Rate, times: int) -> list[float | None]:
    return [None if (found := rate.wait_s(0.5)) is None else round(found, 3) for _ in range(times)]


def test_a_seconds_worth_passes_at_once() -> None:
    assert waits(Rate(4, lambda: 100.0), 4) == [0, 0, 0, 0]


def test_what_is_beyond_waits_for_its_turn() -> None:
    rate = Rate(4, lambda: 100.0)
    waits(rate, 4)
    assert waits(rate, 2) == [0.25, 0.5]


def test_who_would_wait_longer_than_the_limit_gets_no_turn() -> None:
    rate = Rate(4, lambda: 100.0)
    waits(rate, 6)
    assert waits(rate, 2) == [None, None]


def test_turns_come_back_with_time() -> None:
    now = [100.0]
    rate = Rate(4, lambda: now[0])
    waits(rate, 6)
    now[0] += 10
    assert waits(rate, 4) == [0, 0, 0, 0]


def test_slow_rate_lets_the_first_call_pass() -> None:
    assert waits(Rate(0.1, lambda: 100.0), 2) == [0, None]
