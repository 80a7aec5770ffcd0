"""The making of the demo as one piece of work, done here or by a child process beside the server's own start."""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from isuo_graph.kit.errors import BootRefused

if TYPE_CHECKING:
    from isuo_graph.cli.demo.plugins import Kolibri
    from isuo_graph.settings import Settings


@dataclass(frozen=True)
class Work:
    """What the demo is to be made of."""

    settings: Settings
    password: str = field(repr=False)
    size: int
    kolibri: Kolibri | None

    def make(self) -> None:
        """Make the data, let the plugins serve, and say how long it took."""
        from isuo_graph.cli.terminal import out

        begun = time.monotonic()
        asyncio.run(self._make())
        out().print(f"Made the demo in {time.monotonic() - begun:.1f} s: {place(self.settings)}", markup=False)

    async def enable(self) -> None:
        """Let the plugins serve the first school, as far as they are installed and told of."""
        from isuo_graph.cli.demo import plugins
        from isuo_graph.settings.secrets import read_secret

        await plugins.enable(self.settings, read_secret(self.settings.secret_key_file), self.kolibri)

    async def _make(self) -> None:
        from isuo_graph.cli.demo import making
        from isuo_graph.kit.clock import SystemClock

        await making.make(self.settings, SystemClock().today(), self.password, size=self.size)
        await self.enable()


class Beside:
    """A piece of work in a process of its own, which ends with this one."""

    def __init__(self, work: Callable[[], None]) -> None:
        # A forked child need not import anything anew, which would cost as much as the work itself.
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
        self._process = context.Process(target=work, daemon=True)
        self._process.start()

    async def end(self) -> None:
        """Wait for the end. Raises BootRefused where the work failed; it has said why by itself."""
        await asyncio.to_thread(self._process.join)
        if self._process.exitcode != 0:
            raise BootRefused("The demo could not be made; the reason stands above.")


def place(settings: Settings) -> str:
    """Say where the data is, without a password."""
    from sqlalchemy.engine import make_url

    return make_url(settings.database_url).render_as_string(hide_password=True)
