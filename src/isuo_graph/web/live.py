"""Connections that stay open: sockets and event streams. Each ends soon after its token or its session does.

One statement every `PERIOD_S` asks for all sessions at once, however many connections there are.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

import structlog

from isuo_graph.kit.clock import Clock
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.rooms.people.tokens import Signed
from isuo_graph.web.answers import Sessions

PERIOD_S: Final = 2.0  # with the statement's own deadline this keeps below the five seconds that security.md grants
RETRY_AFTER_S: Final = 5
_log = structlog.get_logger()


@dataclass(eq=False)
class Line:
    """One open connection. `ended` is set when it has to close."""

    signed: Signed
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class Live:
    """Keeps the open connections and watches over them."""

    def __init__(self, sessions: Sessions, clock: Clock, most: int, period_s: float = PERIOD_S) -> None:
        self._sessions = sessions
        self._clock = clock
        self._most = most
        self._period_s = period_s
        self._lines: set[Line] = set()
        self._watch: asyncio.Task[None] | None = None

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._lines)

    @asynccontextmanager
    async def line(self, signed: Signed) -> AsyncIterator[Line]:
        """Hold a connection. Raises Refused with LIMIT_EXCEEDED when there are too many."""
        if len(self._lines) >= self._most:
            raise Refused(Code.LIMIT_EXCEEDED, "limit.busy", retry_after_s=RETRY_AFTER_S)
        line = Line(signed)
        self._lines.add(line)
        if self._watch is None or self._watch.done():
            self._watch = asyncio.get_running_loop().create_task(self._watching())
        try:
            yield line
        finally:
            self._lines.discard(line)

    async def close(self) -> None:
        """End all connections; the service stops."""
        for line in self._lines:
            line.ended.set()
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)

    async def _watching(self) -> None:
        while self._lines:
            await asyncio.sleep(self._period_s)
            self._end_expired()
            try:
                await self._end_dead()
            except Refused as exc:  # a silent database says nothing about sessions; tokens run out all the same
                _log.warning("live.unchecked", code=exc.code.value)
            except Exception as exc:  # noqa: BLE001 - the watch must go on, whatever a statement does
                _log.error("live.unchecked", kinds=[type(exc).__name__])

    def _end_expired(self) -> None:
        now = self._clock.now_ms()
        for line in self._lines:
            if line.signed.expires_ms <= now:
                line.ended.set()

    async def _end_dead(self) -> None:
        asked = {line.signed.session_id for line in self._lines}
        if not asked:
            return
        alive = await self._sessions.alive(asked, self._clock.now_ms())
        for line in self._lines:
            if line.signed.session_id in asked - alive:
                line.ended.set()
