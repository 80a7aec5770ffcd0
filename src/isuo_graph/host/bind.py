"""Fills the holes of an answer: for each plugin field one batched call for all places of a query, by DataLoader.

Takes places and who asks; fills them and gives the errors of those that stay empty, one for each field and plugin.
What the database answered is never touched.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from strawberry.dataloader import DataLoader

from isuo_graph.answer.asking import Asking
from isuo_graph.graph import fields
from isuo_graph.graph.catalogue import Field
from isuo_graph.host import own
from isuo_graph.host.batches import Partly
from isuo_graph.host.consent import NoConsent
from isuo_graph.host.house import Errand, Host
from isuo_graph.host.running import Circumstances
from isuo_graph.host.shaping import shaped
from isuo_graph.host.trouble import PluginFailed, Trouble
from isuo_graph.kit.errors import Code
from isuo_graph.plan.shape import Place

Row = Mapping[str, Any]
SCHOOL = "school_id"


@dataclass(frozen=True)
class Binder:
    """Fills plugin fields; `Binder(host).fill` is what the engine takes."""

    host: Host

    async def fill(self, places: list[Place], asking: Asking) -> list[dict[str, Any]]:
        """Fill every place; gives the errors, in the order of the answer."""
        shown = [place for place in places if place.needs is not None]
        for place in places:
            if place.needs is None:
                place.fill(None)
        if not shown:
            return []
        errand = await self._errand(shown, asking)
        groups = _grouped(shown)
        found = await asyncio.gather(*(self._group(group, errand) for group in groups))
        return [error for group, values in zip(groups, found, strict=True) for error in _settle(group, values, asking)]

    async def _errand(self, places: Sequence[Place], asking: Asking) -> Errand:
        schools = {int(place.needs[SCHOOL]) for place in places if place.needs and place.needs.get(SCHOOL) is not None}
        return Errand(
            self.host,
            Circumstances(asking.language, asking.request_id),
            frozenset(asking.viewer.student_ids),
            await self.host.settings_at(schools),
        )

    async def _group(self, group: Sequence[Place], errand: Errand) -> list[Any]:
        """Load the values of one field: rows that need the same are asked once, all by one call."""
        field, arguments = group[0].hole.field, group[0].arguments

        async def load(keys: list[str]) -> list[Any]:
            rows = [orjson.loads(key) for key in keys]
            return list(await self._resolve(field, errand, rows, arguments))

        loader: DataLoader[str, Any] = DataLoader(load)
        keys = (orjson.dumps(place.needs, option=orjson.OPT_SORT_KEYS).decode() for place in group)
        values = await asyncio.gather(*(loader.load(key) for key in keys), return_exceptions=True)
        for value in values:
            if isinstance(value, BaseException) and not isinstance(value, PluginFailed):
                raise value
        return values

    async def _resolve(
        self, field: Field, errand: Errand, rows: Sequence[Row], arguments: Mapping[str, Any]
    ) -> Sequence[Any]:
        kind = field.kind
        assert isinstance(kind, fields.Live)
        if self.host.installed.discovery.plugin(field.room) is not None:
            return await own.resolve(field, errand, rows, arguments)
        return await kind.resolve(errand, rows, arguments)


def _grouped(places: Iterable[Place]) -> list[list[Place]]:
    """Put together the places of one field with the same arguments, in the order of the answer."""
    groups: dict[tuple[int, bytes], list[Place]] = {}
    for place in places:
        arguments = orjson.dumps(place.arguments, option=orjson.OPT_SORT_KEYS, default=str)
        groups.setdefault((id(place.hole.field), arguments), []).append(place)
    return list(groups.values())


def _settle(group: Sequence[Place], values: Sequence[Any], asking: Asking) -> list[dict[str, Any]]:
    """Put the values in their places; say once for each plugin why others stay empty."""
    errors: dict[str, dict[str, Any]] = {}
    for place, found in zip(group, values, strict=True):
        value, reasons = _parted(found)
        place.fill(shaped(value, place.hole.picks))
        for reason in reasons:
            if isinstance(reason, NoConsent):
                _withhold(place, reason, asking)
            elif reason.trouble is not Trouble.UNSUPPORTED:
                errors.setdefault(reason.plugin, reason.error(place.path, asking.language))
    return list(errors.values())


def _parted(found: Any) -> tuple[Any, tuple[PluginFailed | NoConsent, ...]]:  # noqa: ANN401 - what a field gave
    """Give the value, None where there is none, and the reasons."""
    if isinstance(found, Partly):
        return found.value, found.reasons
    return (None, (found,)) if isinstance(found, PluginFailed | NoConsent) else (found, ())


def _withhold(place: Place, value: NoConsent, asking: Asking) -> None:
    """Say in `extensions.withheld`, once for the path, that consent is missing for some rows."""
    entry = {
        "path": [step for step in place.path if isinstance(step, str)],
        "code": Code.CONSENT_MISSING.value,
        "right": str(place.hole.field.guard.right),
        "purpose": value.purpose.value,
        "conditional": True,
    }
    told = asking.extensions.setdefault("withheld", [])
    if entry not in told:
        told.append(entry)
