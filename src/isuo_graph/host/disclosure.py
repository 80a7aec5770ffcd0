"""Writes down what leaves to whom, before it leaves. Where that cannot be written, nothing leaves.

One row for a student, plugin, purpose and set of fields each day; what this process has written today it does not
write again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import SQLAlchemyError

from isuo_graph.host.metrics import Metrics
from isuo_graph.host.tables import PluginDisclosure
from isuo_graph.host.trouble import PluginFailed, Trouble
from isuo_graph.policy.guard import Purpose
from isuo_graph.sdk import PersonalField
from isuo_graph.store.write import WriteLane


@dataclass(frozen=True)
class Leaving:
    """What leaves, to whom and why."""

    school_id: int
    plugin_id: str
    purpose: Purpose
    fields: frozenset[PersonalField]

    @property
    def listed(self) -> str:
        """Give the fields as they are kept: codes with commas between, sorted."""
        return ",".join(sorted(self.fields))


class Disclosures:
    """The register of disclosures."""

    def __init__(self, lane: WriteLane, metrics: Metrics) -> None:
        self._lane = lane
        self._metrics = metrics
        self._day: date | None = None
        self._written: dict[Leaving, set[int]] = {}

    async def write(self, leaving: Leaving, subject_ids: Collection[int]) -> None:
        """Make sure that the disclosure of these students' data is written for today. Raises PluginFailed."""
        new = sorted(set(subject_ids) - self._today(leaving))
        if not new:
            return
        # Whoever waits may go away; a transaction under way is not torn for that.
        await asyncio.shield(asyncio.ensure_future(self._insert(leaving, new)))

    def _today(self, leaving: Leaving) -> set[int]:
        today = self._lane.clock.today(self._lane.zone)
        if today != self._day:
            self._day, self._written = today, {}
        return self._written.setdefault(leaving, set())

    async def _insert(self, leaving: Leaving, subject_ids: list[int]) -> None:
        now = self._lane.clock.now()
        rows: list[dict[str, Any]] = [
            {
                "id": self._lane.ids.new(),
                "at": now,
                "school_id": leaving.school_id,
                "plugin_id": leaving.plugin_id,
                "subject_id": subject_id,
                "purpose": leaving.purpose.value,
                "fields": leaving.listed,
            }
            for subject_id in subject_ids
        ]
        try:
            async with self._lane.engine.begin() as connection:
                await connection.execute(insert(PluginDisclosure), rows)
        except (SQLAlchemyError, OSError) as exc:
            raise PluginFailed(leaving.plugin_id, Trouble.BUSY, "the disclosure was not written") from exc
        self._today(leaving).update(subject_ids)
        self._metrics.disclosed.labels(leaving.plugin_id).inc(len(subject_ids))
