"""A thread with an event loop of its own for each plugin, so that one that blocks, or swallows its cancellation, holds
up nobody else.

Python has no sandbox: a plugin that computes without end still takes its share of the processor.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, InvalidStateError
from typing import Any, TypeVar

T = TypeVar("T")
JOIN_S = 2.0
"""How long closing waits for a plugin's thread; one that hangs is left behind, it ends with the process. A guess."""


class Crashed(Exception):
    """A plugin tried to end the process, or cancelled itself."""


class PluginThread:
    """Runs a plugin's coroutines beside the house."""

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name=f"plugin-{name}", daemon=True)
        self._thread.start()

    def submit(self, make: Callable[[], Awaitable[T]], ended: Callable[[], None] = lambda: None) -> Future[T]:
        """Begin work; `ended` is called (in the plugin's thread) when it really ends, also after nobody waits for it.

        Cancelling the future asks the work to stop.
        """
        future: Future[T] = Future()

        def begin() -> None:
            task = self._loop.create_task(_guarded(make))
            task.add_done_callback(lambda done: _deliver(done, future, ended))
            future.add_done_callback(lambda found: self._cancel(task) if found.cancelled() else None)

        self._loop.call_soon_threadsafe(begin)
        return future

    async def close(self) -> None:
        """Stop the loop and wait for the thread, but not for ever."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._loop.stop)
        await asyncio.to_thread(self._thread.join, JOIN_S)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.set_exception_handler(lambda _loop, _context: None)  # texts of a plugin's faults may name people
        try:
            self._loop.run_forever()
            self._end_tasks()
        finally:
            self._loop.close()

    def _end_tasks(self) -> None:
        """Cancel what still runs and let it end, but not for ever."""
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        if tasks:
            self._loop.run_until_complete(asyncio.wait(tasks, timeout=JOIN_S / 2))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())

    def _cancel(self, task: asyncio.Task[Any]) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(task.cancel)


async def _guarded(make: Callable[[], Awaitable[T]]) -> T:
    try:
        return await make()
    except (Exception, asyncio.CancelledError):
        raise
    except BaseException as exc:  # noqa: BLE001 - a plugin must not end the process
        raise Crashed(type(exc).__name__) from None


def _deliver(task: asyncio.Task[T], future: Future[T], ended: Callable[[], None]) -> None:
    ended()
    try:
        if task.cancelled():
            future.set_exception(Crashed("CancelledError"))  # where it was asked for, nobody waits any more
        elif (fault := task.exception()) is not None:
            future.set_exception(fault)
        else:
            future.set_result(task.result())
    except InvalidStateError:
        return  # nobody waits any more
