"""The host as a value: what `app.py` composes once, and what one query asks of it.

Takes the store, the secret and what was discovered; gives `fill`, the scorer and what acts need. Closed with the house.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry

from isuo_graph import sdk
from isuo_graph.host import metrics as instruments
from isuo_graph.host.consent import Border
from isuo_graph.host.disclosure import Disclosures
from isuo_graph.host.discover import Discovery
from isuo_graph.host.enabled import Enabled, Setting
from isuo_graph.host.running import Circumstances, Running, Workshop
from isuo_graph.host.statements import Statements, ids_text
from isuo_graph.host.trouble import PluginFailed, Trouble
from isuo_graph.host.vault import Vault
from isuo_graph.kit.clock import Clock
from isuo_graph.sdk import Capability
from isuo_graph.settings import Settings
from isuo_graph.store.engine import Store


@dataclass(frozen=True)
class Installed:
    """What acts on plugins need: which there are, and where their secrets are sealed. A service of acts."""

    discovery: Discovery
    vault: Vault


@dataclass(frozen=True)
class Host:
    """Runs the plugins of one process."""

    store: Store
    clock: Clock
    installed: Installed
    workshop: Workshop
    enabled: Enabled
    border: Border
    statements: Statements
    registry: CollectorRegistry
    """What is measured of plugins; `/metrics` takes it in as a collector."""

    async def settings_at(self, school_ids: Iterable[int]) -> Mapping[tuple[int, str], Setting]:
        """Give the settings of the plugins that serve these schools now, by (school, plugin)."""
        return await self.enabled.at(set(school_ids), self.clock.today())

    async def close(self) -> None:
        """Close the plugins; the store is closed by whoever opened it."""
        await self.workshop.close()


def host(
    store: Store,
    settings: Settings,
    discovery: Discovery,
    *,
    secret: bytes,
    clock: Clock,
    folder: Path,
    registry: CollectorRegistry | None = None,
) -> Host:
    """Make the host. `folder` is where plugins keep their own files; `registry` is the one behind `/metrics`."""
    registry = registry or CollectorRegistry()
    measured = instruments.metrics(registry)
    vault = Vault(secret)
    statements = Statements(store.dialect)
    return Host(
        store,
        clock,
        Installed(discovery, vault),
        Workshop(discovery, settings, vault, folder, measured),
        Enabled(store.read, statements),
        Border(store.read, statements, clock, Disclosures(store.write, measured)),
        statements,
        registry,
    )


@dataclass(frozen=True)
class Errand:
    """What one answer asks of plugins: settings are read once for it."""

    host: Host
    asking: Circumstances
    student_ids: frozenset[int]
    """The students that the asker is; a link that signs a learner in is for the learner alone."""
    settings: Mapping[tuple[int, str], Setting]

    async def running(self, school_id: int, plugin_id: str) -> Running:
        """Give a plugin of a school, opened. Raises PluginFailed."""
        setting = self.settings.get((school_id, plugin_id))
        if setting is None:
            raise PluginFailed(plugin_id, Trouble.NOT_ENABLED)
        return await self.host.workshop.running(setting)

    def serving(self, school_id: int, capability: Capability) -> tuple[str, ...]:
        """Give the ids of the plugins that serve a capability at a school."""
        known = self.host.installed.discovery
        offered = ((key, known.plugin(key[1])) for key in sorted(self.settings) if key[0] == school_id)
        return tuple(key[1] for key, one in offered if one is not None and capability in one.manifest.capabilities)

    async def learners(
        self, running: Running, capability: Capability, student_ids: Iterable[int]
    ) -> Mapping[int, sdk.Learner]:
        """Give those of the students who may be named to the plugin."""
        return await self.host.border.learners(running, capability, frozenset(student_ids))

    async def externals(self, table: str, row_ids: Iterable[int]) -> Mapping[int, str]:
        """Give the vendors' ids of courses or tests."""
        lane = self.host.store.read
        rows: list[Any] = await lane.fetch_rows(self.host.statements.externals(table), (ids_text(row_ids),))
        return {row[0]: row[1] for row in rows}
