"""Passwords and the delays of guessing, without a database."""

from __future__ import annotations

import asyncio
import statistics
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from argon2 import PasswordHasher

from isuo_graph.rooms.people.passwords import Passwords
from isuo_graph.rooms.people.throttle import delay_s, place_of

NOW = datetime(2026, 10, 5, tzinfo=UTC)


class Counting(PasswordHasher):
    """A hasher that notes how many of its checks run at once."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8_192, parallelism=1)
        self.lock = threading.Lock()
        self.running = self.most = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - argon2's own name
        with self.lock:
            self.running += 1
            self.most = max(self.most, self.running)
        try:
            time.sleep(0.01)
            return super().verify(hash, password)
        finally:
            with self.lock:
                self.running -= 1


async def test_checks_at_once_are_bounded() -> None:
    hasher = Counting()
    passwords = Passwords(hasher, parallel=2, length_min=10)
    await asyncio.gather(*(passwords.check(None, "guess") for _ in range(12)))
    assert hasher.most <= 2


async def test_loop_goes_on_while_a_password_is_checked() -> None:
    passwords = Passwords(PasswordHasher(time_cost=8, memory_cost=65_536, parallelism=1), 1, 10)
    checking = asyncio.create_task(passwords.check(None, "guess"))
    turns = 0
    while not checking.done():
        await asyncio.sleep(0.001)
        turns += 1
    assert turns > 5


async def test_unknown_login_takes_the_time_of_a_known_one() -> None:
    passwords = Passwords(PasswordHasher(time_cost=4, memory_cost=32_768, parallelism=1), 1, 10)
    stored = await passwords.hash("the right one")

    async def spent(against: str | None) -> float:
        times = []
        for _ in range(7):
            start = time.perf_counter()
            await passwords.check(against, "a wrong one")
            times.append(time.perf_counter() - start)
        return statistics.median(times)

    known, unknown = await spent(stored), await spent(None)
    assert 0.4 < known / unknown < 2.5  # without the stand-in hash it would be a hundredfold


async def test_damaged_hash_is_a_wrong_password() -> None:
    passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1), 1, 10)
    assert not (await passwords.check("not a hash", "guess")).is_right


@pytest.mark.parametrize(
    ("failures", "seconds_ago", "delay"),
    [(0, None, 0), (9, 0, 0), (10, 0, 1), (11, 0, 2), (12, 0, 4), (12, 3, 1), (12, 4, 0), (15, 0.5, 32), (60, 0, 900)],
)
def test_delay_doubles_after_the_failures_that_are_borne(failures: int, seconds_ago: float | None, delay: int) -> None:
    last = None if seconds_ago is None else NOW - timedelta(seconds=seconds_ago)
    assert delay_s(failures, last, NOW, borne=10, window_s=900) == delay


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        ("x" * 300, "unknown"),
        ("<script>", "unknown"),
    ],
)
def test_attempts_count_for_a_whole_network_and_nonsense_for_one_place(address: str, place: str) -> None:
    assert place_of(address) == place
