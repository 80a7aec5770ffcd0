"""Which plugins serve which school at this moment, and with which settings: asked anew for every query.

A plugin that was disabled, or whose order was revoked or has run out, is gone with the next statement.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson
from pydantic import JsonValue

from isuo_graph.host.statements import Statements, ids_text
from isuo_graph.sdk import Manifest
from isuo_graph.store.read import ReadLane


@dataclass(frozen=True)
class Setting:
    """A plugin as a school has set it up. `version` grows with every change; `agreed` is the manifest agreed to."""

    school_id: int
    plugin_id: str
    version: int
    config: Mapping[str, JsonValue] = field(repr=False)
    secrets: str = field(repr=False)
    agreed: Manifest = field(repr=False)


@dataclass(frozen=True)
class Enabled:
    """Asks for settings."""

    lane: ReadLane[Any]
    statements: Statements

    async def at(self, school_ids: Collection[int], today: date) -> Mapping[tuple[int, str], Setting]:
        """Give the settings of the plugins that serve these schools today, by (school, plugin)."""
        if not school_ids:
            return {}
        rows = await self.lane.fetch_rows(self.statements.enabled(), (ids_text(school_ids), today.isoformat()))
        settings = (_setting(row) for row in rows)
        return {(one.school_id, one.plugin_id): one for one in settings}


def _setting(row: Any) -> Setting:  # noqa: ANN401 - a row of either driver
    school_id, plugin_id, version, config, secrets, agreed = row
    return Setting(school_id, plugin_id, version, orjson.loads(config), secrets, Manifest.model_validate_json(agreed))
