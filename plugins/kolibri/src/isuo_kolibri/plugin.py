"""The plugin as the host sees it: made in an instant, opened with a school's settings, closed once."""

from __future__ import annotations

from typing import Final

from isuo_graph.sdk import Config, Context, Deadline, Manifest, Providers, read_config
from isuo_kolibri.changes import ChangeLog
from isuo_kolibri.ledger import Ledger
from isuo_kolibri.manifest import MANIFEST
from isuo_kolibri.provider import KolibriCourses
from isuo_kolibri.server import Kolibri
from isuo_kolibri.session import Conversation, Credentials
from isuo_kolibri.settings import Settings
from isuo_kolibri.transport import Transport

# A guess: opening happens at boot, or while an administrator waits; a Kolibri that just woke up needs some seconds.
OPEN_TIMEOUT_S: Final = 10.0


class KolibriPlugin:
    """E-courses from Kolibri 0.19."""

    def __init__(self) -> None:
        self._kolibri: Kolibri | None = None

    @property
    def manifest(self) -> Manifest:
        """Say who the plugin is."""
        return MANIFEST

    async def open(self, config: Config, context: Context) -> Providers:
        """Sign in, so that a wrong setting shows now. Raises BadConfig, Unauthorized or Unavailable."""
        settings = read_config(Settings, config)
        self._kolibri = Kolibri(Conversation(_transport(settings), _credentials(settings)))
        await self._kolibri.arrive(Deadline.after(OPEN_TIMEOUT_S))
        changes = ChangeLog(self._kolibri, settings.launch_url, Ledger(context.folder / "kolibri-changes.sqlite3"))
        return Providers(courses=KolibriCourses(self._kolibri, settings.launch_url, changes))

    async def close(self) -> None:
        """Close the connections, also when opening failed half-way."""
        if self._kolibri is not None:
            await self._kolibri.close()


def _transport(settings: Settings) -> Transport:
    return Transport(settings.base_url, concurrency=MANIFEST.max_concurrency)


def _credentials(settings: Settings) -> Credentials:
    return Credentials(settings.username, settings.password.get_secret_value(), settings.facility)
