"""The gate: everything between the house and a call to a plugin at one school.

Bounds time, number of calls, and size; lets a plugin rest that keeps failing; checks what comes back. Gives a checked
answer or raises PluginFailed, always within its deadline: the plugin's own thread is never waited for longer.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

import stamina
import structlog

from isuo_graph import sdk
from isuo_graph.host import answers
from isuo_graph.host.breaker import Breaker, BreakerState
from isuo_graph.host.metrics import Metrics
from isuo_graph.host.operations import Question
from isuo_graph.host.rate import Rate
from isuo_graph.host.threads import PluginThread
from isuo_graph.host.trouble import FAULTS, PluginFailed, Trouble
from isuo_graph.settings import Settings

log = structlog.get_logger(__name__)

ATTEMPTS: Final = 2  # a safe question is asked once more where the vendor was away for a moment; a guess
PAUSE_S: Final = 0.05
ANSWERED: Final = "answered"

_TROUBLES: Final[Mapping[type[Exception], Trouble]] = {
    sdk.Unavailable: Trouble.UNAVAILABLE,
    sdk.Unauthorized: Trouble.REFUSED,
    sdk.BadConfig: Trouble.REFUSED,
    sdk.RateLimited: Trouble.SLOWED,
    sdk.CursorExpired: Trouble.CURSOR_EXPIRED,
    sdk.Unsupported: Trouble.UNSUPPORTED,
    answers.Unfit: Trouble.MALFORMED,
}


@dataclass(frozen=True)
class Bounds:
    """What one plugin may take, at one school."""

    deadline_s: float
    calls_max: int
    calls_per_s: float
    answer_max_bytes: int
    faults_max: int
    rest_s: float


def bounds(settings: Settings, manifest: sdk.Manifest) -> Bounds:
    """Give the manifest's own wishes within the operator's limits."""
    return Bounds(
        deadline_s=min(manifest.deadline_ms / 1000, settings.plugin_deadline_s),
        calls_max=min(manifest.max_concurrency, settings.plugin_parallel_max),
        calls_per_s=manifest.rate_limit_per_s,
        answer_max_bytes=settings.plugin_answer_max_bytes,
        faults_max=settings.plugin_breaker_failures,
        rest_s=settings.plugin_breaker_rest_s,
    )


@dataclass
class Health:
    """How a plugin has been doing at a school since this process began."""

    last_trouble: Trouble | None = None
    last_answer_s: float | None = None
    """How long the last answer took, in seconds."""


class _TryAgain(Exception):
    """The vendor was away; without any text of the vendor's, because the retrying library logs it."""


class Gate:
    """Asks one plugin at one school."""

    def __init__(self, plugin_id: str, thread: PluginThread, bounds: Bounds, metrics: Metrics) -> None:
        self.plugin_id = plugin_id
        self.bounds = bounds
        self.health = Health()
        self._thread = thread
        self._breaker = Breaker(plugin_id, bounds.faults_max, bounds.rest_s)
        self._slots = asyncio.Semaphore(bounds.calls_max)
        self._rate = Rate(bounds.calls_per_s, time.monotonic)
        self._metrics = metrics

    @property
    def breaker(self) -> BreakerState:
        """Where the breaker stands."""
        return self._breaker.state

    async def ask(
        self,
        question: Question,
        work: Callable[[sdk.Deadline], Awaitable[Any]],
        asked: Any,  # noqa: ANN401 - the keys of a batch, or the greatest number of items
        limit_s: float | None = None,
    ) -> Any:  # noqa: ANN401 - what `answers.checked` gives
        """Ask, and give the checked answer. Raises PluginFailed."""
        limit_s = limit_s or self.bounds.deadline_s
        if not self._breaker.may_try():
            self._count(question, Trouble.RESTING)
            raise PluginFailed(self.plugin_id, Trouble.RESTING)
        started = time.monotonic()
        try:
            answer = await self._within(question, work, asked, limit_s)
        except PluginFailed as exc:
            self._failed(question, exc)
            raise
        except BaseException:
            self._breaker.unknown()
            raise
        self._answered(question, time.monotonic() - started)
        return answer

    async def run(self, work: Callable[[], Awaitable[Any]], limit_s: float) -> Any:  # noqa: ANN401 - what the work gives
        """Run work of the plugin that is no question: opening and closing. Raises PluginFailed."""
        try:
            async with asyncio.timeout(limit_s):
                return await asyncio.wrap_future(self._thread.submit(work))
        except Exception as exc:
            raise self._translated(exc, limit_s) from exc

    async def _within(
        self,
        question: Question,
        work: Callable[[sdk.Deadline], Awaitable[Any]],
        asked: Any,  # noqa: ANN401 - as `ask`
        limit_s: float,
    ) -> Any:  # noqa: ANN401 - as `ask`
        deadline = sdk.Deadline.after(limit_s)
        size_max = self.bounds.answer_max_bytes

        async def checked() -> Any:  # noqa: ANN401 - as `ask`
            return answers.checked(question, await work(deadline), asked, size_max)

        try:
            async with asyncio.timeout(limit_s):
                attempts = ATTEMPTS if question.is_safe else 1
                async for attempt in stamina.retry_context(
                    on=_TryAgain, attempts=attempts, timeout=limit_s, wait_initial=PAUSE_S, wait_jitter=PAUSE_S
                ):
                    with attempt:
                        return await self._once(checked)
        except Exception as exc:
            raise self._translated(exc, limit_s) from exc
        raise AssertionError("retrying either gives an answer or raises")

    async def _once(self, work: Callable[[], Awaitable[Any]]) -> Any:  # noqa: ANN401 - as `ask`
        """Take a turn and a slot, which is free again only when the plugin has really ended; wait for the answer."""
        wait_s = self._rate.wait_s(self.bounds.deadline_s)
        if wait_s is None:
            raise PluginFailed(self.plugin_id, Trouble.CROWDED)
        await asyncio.sleep(wait_s)
        try:
            async with asyncio.timeout(self.bounds.deadline_s):
                await self._slots.acquire()
        except TimeoutError:
            raise PluginFailed(self.plugin_id, Trouble.BUSY) from None
        loop = asyncio.get_running_loop()
        self._metrics.in_flight.labels(self.plugin_id).inc()

        def ended() -> None:
            self._metrics.in_flight.labels(self.plugin_id).dec()
            with suppress(RuntimeError):  # the house is closing
                loop.call_soon_threadsafe(self._slots.release)

        try:
            return await asyncio.wrap_future(self._thread.submit(work, ended))
        except sdk.Unavailable:
            raise _TryAgain(self.plugin_id) from None

    def _translated(self, exc: Exception, limit_s: float) -> PluginFailed:
        """Say what happened. The plugin's own text stays out: it may name a person."""
        if isinstance(exc, PluginFailed):
            return exc
        if isinstance(exc, TimeoutError):
            return PluginFailed(self.plugin_id, Trouble.LATE, limit_s=limit_s)
        if isinstance(exc, _TryAgain):
            return PluginFailed(self.plugin_id, Trouble.UNAVAILABLE)
        if isinstance(exc, answers.Unfit):
            return PluginFailed(self.plugin_id, Trouble.MALFORMED, str(exc))
        trouble = next((found for kind, found in _TROUBLES.items() if isinstance(exc, kind)), Trouble.CRASHED)
        return PluginFailed(self.plugin_id, trouble, type(exc).__name__)

    def _answered(self, question: Question, took_s: float) -> None:
        was = self.breaker
        self._breaker.well()
        self.health.last_trouble, self.health.last_answer_s = None, took_s
        self._count(question, ANSWERED)
        self._metrics.seconds.labels(self.plugin_id, question.name).observe(took_s)
        self._turned(was)

    def _failed(self, question: Question, exc: PluginFailed) -> None:
        was = self.breaker
        if exc.trouble in FAULTS:
            self._breaker.badly(exc)
            self.health.last_trouble = exc.trouble
        else:
            self._breaker.well()
        self._count(question, exc.trouble)
        log.warning(
            "plugin_failed", plugin=self.plugin_id, question=question.name, trouble=exc.trouble.value, detail=exc.detail
        )
        self._turned(was)

    def _count(self, question: Question, outcome: str) -> None:
        self._metrics.calls.labels(self.plugin_id, question.name, outcome).inc()

    def _turned(self, was: BreakerState) -> None:
        """Tell when the breaker changed its state."""
        if was is self.breaker:
            return
        log.warning("plugin_breaker", plugin=self.plugin_id, state=self.breaker.value)
        resting = self._metrics.resting.labels(self.plugin_id)
        if self.breaker is BreakerState.OPEN:
            resting.inc()
        elif self.breaker is BreakerState.CLOSED:
            resting.dec()
