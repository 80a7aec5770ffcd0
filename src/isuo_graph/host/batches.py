"""Splits the rows of one field by school and plugin, asks the plugins side by side, and puts the answers in order.

A plugin that fails costs its own rows only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from isuo_graph import sdk
from isuo_graph.host.consent import NoConsent
from isuo_graph.host.house import Errand
from isuo_graph.host.running import Running
from isuo_graph.host.trouble import PluginFailed, Trouble

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Partly:
    """A value that several plugins made together, and why some of them gave nothing."""

    value: Any
    reasons: tuple[PluginFailed | NoConsent, ...]


Ask = Callable[[Running, Sequence[Row]], Awaitable[Sequence[Any]]]

_CODES = {
    sdk.FailureCode.UNSUPPORTED: Trouble.UNSUPPORTED,
    sdk.FailureCode.FORBIDDEN: Trouble.UNDECLARED,
}


async def by_plugin(errand: Errand, rows: Sequence[Row], ask: Ask) -> list[Any]:
    """Ask for every row with `school_id` and `plugin_id`; gives one value a row: a value, None, or PluginFailed."""
    groups: dict[tuple[int, str], list[int]] = {}
    for place, row in enumerate(rows):
        groups.setdefault((int(row["school_id"]), row["plugin_id"]), []).append(place)

    async def one(key: tuple[int, str], places: Sequence[int]) -> Sequence[Any]:
        try:
            return await ask(await errand.running(*key), [rows[place] for place in places])
        except PluginFailed as exc:
            return [exc] * len(places)

    answers = await asyncio.gather(*(one(key, places) for key, places in groups.items()))
    values: list[Any] = [None] * len(rows)
    for (_, plugin_id), places, answer in zip(groups, groups.values(), answers, strict=True):
        for place, value in zip(places, answer, strict=True):
            values[place] = failed(plugin_id, value)
    return values


def failed(plugin_id: str, value: Any) -> Any:  # noqa: ANN401 - a value of the contract
    """Give a failure of one key as the failure of a field; any other value as it is."""
    if not isinstance(value, sdk.Failed):
        return value
    return PluginFailed(plugin_id, _CODES.get(value.code, Trouble.UNAVAILABLE))
