"""The breaker's states, and the thread that a plugin lives in."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from isuo_graph.host.breaker import Breaker, BreakerState
from isuo_graph.host.threads import Crashed, PluginThread

FAULT = RuntimeError()


def failing(times: int, rest_s: float = 60.0) -> Breaker:
    breaker = Breaker("vendor", 2, rest_s)
    for _ in range(times):
        assert breaker.may_try()
        breaker.badly(FAULT)
    return breaker


def half_open() -> Breaker:
    breaker = failing(2, rest_s=0.01)
    time.sleep(0.02)
    return breaker


def test_one_fault_does_not_open_it() -> None:
    assert failing(1).state is BreakerState.CLOSED


def test_an_answer_between_faults_begins_the_count_anew() -> None:
    breaker = failing(1)
    assert breaker.may_try()
    breaker.well()
    assert breaker.may_try()
    breaker.badly(FAULT)
    assert breaker.state is BreakerState.CLOSED


def test_several_faults_in_a_row_open_it() -> None:
    breaker = failing(2)
    assert (breaker.state, breaker.may_try()) == (BreakerState.OPEN, False)


def test_only_one_call_tries_after_the_rest() -> None:
    breaker = half_open()
    assert [breaker.may_try(), breaker.may_try()] == [True, False]


def test_call_that_nobody_waited_for_leaves_it_half_open() -> None:
    breaker = half_open()
    assert breaker.may_try()
    breaker.unknown()
    assert (breaker.state, breaker.may_try()) == (BreakerState.HALF_OPEN, True)


def test_answer_after_the_rest_closes_it() -> None:
    breaker = half_open()
    assert breaker.may_try()
    breaker.well()
    assert breaker.state is BreakerState.CLOSED


def test_fault_after_the_rest_opens_it_again() -> None:
    breaker = half_open()
    assert breaker.may_try()
    breaker.badly(FAULT)
    assert breaker.state is BreakerState.OPEN


async def test_work_runs_beside_the_house() -> None:
    thread = PluginThread("vendor")

    async def work() -> int:
        return threading.get_ident()

    assert await asyncio.wrap_future(thread.submit(work)) != threading.get_ident()
    await thread.close()


async def test_blocking_plugin_does_not_block_the_house() -> None:
    thread = PluginThread("vendor")

    async def work() -> None:
        time.sleep(0.3)  # noqa: ASYNC251 - that is the misbehaviour

    blocked = asyncio.wrap_future(thread.submit(work))
    started = time.monotonic()
    await asyncio.sleep(0)
    assert time.monotonic() - started < 0.2
    await blocked
    await thread.close()


async def test_end_of_the_process_is_a_crash_of_the_plugin() -> None:
    thread = PluginThread("vendor")

    async def work() -> None:
        raise SystemExit

    with pytest.raises(Crashed):
        await asyncio.wrap_future(thread.submit(work))
    await thread.close()
