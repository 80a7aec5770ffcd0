"""What a plan would read at most: every page counts as full. Refused before any statement where it is too much.

Takes an authorized tree; gives a function of the request's variables, since page sizes may come from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from isuo_graph.plan import tree, values
from isuo_graph.plan.bind import Sources

Estimate = Callable[[Mapping[str, Any]], int]


def of(body: tree.Shown | tree.Connection, sources: Sources) -> Estimate:
    """Give the estimate of rows for a root field; page sizes are checked on the way."""
    estimate = _connection(body, sources) if isinstance(body, tree.Connection) else _row(body, sources)
    if any(isinstance(one.first, values.Given) for one in _connections(body)):
        return estimate
    always = estimate({})
    return lambda _: always


def _connections(body: tree.Shown | tree.Connection) -> Iterator[tree.Connection]:
    """Give every connection of a tree."""
    if isinstance(body, tree.Connection):
        yield body
    for shown in _shown(body) if isinstance(body, tree.Connection) else (body,):
        for item in shown.items:
            if isinstance(item, tree.One):
                yield from _connections(item.shown)
            elif isinstance(item, tree.Many):
                yield from _connections(item.connection)


def _row(shown: tree.Shown, sources: Sources) -> Estimate:
    """One row and all that hangs on it."""
    parts = [part for item in shown.items if (part := _item(item, sources)) is not None]
    return lambda variables: 1 + sum(part(variables) for part in parts)


def _item(item: tree.Item, sources: Sources) -> Estimate | None:
    if isinstance(item, tree.One):
        return _row(item.shown, sources)
    return _connection(item.connection, sources) if isinstance(item, tree.Many) else None


def _connection(wanted: tree.Connection, sources: Sources) -> Estimate:
    """Count a full page, each row with all that hangs on it; a page that is chosen twice is read twice."""
    each = [_row(shown, sources) for shown in _shown(wanted)]

    def estimate(variables: Mapping[str, Any]) -> int:
        size = sources.page_size(wanted.first, variables)
        return size * max(1, sum(row(variables) for row in each))

    return estimate


def _shown(wanted: tree.Connection) -> list[tree.Shown]:
    found: list[tree.Shown] = []
    for part in wanted.parts:
        if isinstance(part, tree.Nodes):
            found.append(part.shown)
        elif isinstance(part, tree.Edges):
            found += [one for _, one in part.parts if isinstance(one, tree.Shown)]
    return found
