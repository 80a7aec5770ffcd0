"""From what the database gave to what the response says: cursors sealed, plugin fields put in their places.

A statement's JSON goes into the response undecoded unless the selection holds a cursor or a plugin's field.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.plan import tree, values
from isuo_graph.plan.bind import Moment
from isuo_graph.plan.paging import seal_scope

_SCOPE_DIGITS = 16
"""Eight bytes of scope before the key values, see `paging.scope_of`."""


def sealed(text: str, moment: Moment) -> str:
    """Replace every marked cursor of a JSON text by a sealed one. The mark is random, so no value of the school can
    forge it.
    """
    return re.sub(f"{moment.nonce}([0-9a-fA-F]+)", lambda found: _seal(found.group(1), moment), text)


def _seal(digits: str, moment: Moment) -> str:
    scope = bytes.fromhex(digits[:_SCOPE_DIGITS])
    keys = json.loads(bytes.fromhex(digits[_SCOPE_DIGITS:]))
    try:
        return moment.cursors.seal(tuple(keys), seal_scope(moment, scope))
    except ValueError as exc:
        raise Refused(Code.LIMIT_EXCEEDED, "limit.cursor") from exc


@dataclass(frozen=True)
class Place:
    """One plugin field of one row in the decoded answer: what the plugin needs, and where its value goes."""

    hole: tree.Hole
    holder: dict[str, Any]
    path: tuple[str | int, ...]
    variables: Mapping[str, Any] = field(default_factory=dict)

    @property
    def arguments(self) -> Mapping[str, Any]:
        """Give the field's arguments as this request has them."""
        return {name: values.resolved(value, self.variables) for name, value in self.hole.arguments.items()}

    @property
    def needs(self) -> Mapping[str, Any] | None:
        """Give what the statement left for the plugin; None where the row does not show the field."""
        found = self.holder.get(self.hole.key)
        return found if isinstance(found, Mapping) else None

    def fill(self, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Put the plugin's value in its place."""
        self.holder[self.hole.key] = value


def has_holes(body: tree.Shown | tree.Connection) -> bool:
    """Tell whether a plugin has to fill anything below a root field."""
    return any(
        isinstance(item, tree.Hole) or (_below(item) is not None and has_holes(_below(item)))  # type: ignore[arg-type] # just asked
        for shown in _all_shown(body)
        for item in shown.items
    )


def places(
    body: tree.Shown | tree.Connection,
    data: Any,  # noqa: ANN401 - decoded JSON
    path: tuple[str | int, ...],
    variables: Mapping[str, Any],
) -> Iterator[Place]:
    """Give every place that a plugin has to fill, in the order of the answer."""
    for shown, row, here in _rows(body, data, path):
        for item in shown.items:
            if isinstance(item, tree.Hole):
                yield Place(item, row, (*here, item.key), variables)
            elif (below := _below(item)) is not None:
                yield from places(below, row.get(item.key), (*here, item.key), variables)


def withheld(
    body: tree.Shown | tree.Connection,
    data: Any,  # noqa: ANN401 - decoded JSON
    path: tuple[str | int, ...],
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Give (path pattern, code) of every value that a row of a counting answer does not show."""
    for shown, row, here in _rows(body, data, path):
        pattern = tuple(step for step in here if isinstance(step, str))
        yield from (((*pattern, entry["field"]), entry["code"]) for entry in row[tree.COUNTED])
        for item in shown.items:
            if (below := _below(item)) is not None and not isinstance(item, tree.Told):
                yield from withheld(below, row.get(item.key), (*here, item.key))


def _below(item: tree.Item) -> tree.Shown | tree.Connection | None:
    if isinstance(item, tree.One):
        return item.shown
    return item.connection if isinstance(item, tree.Many) else None


def _all_shown(body: tree.Shown | tree.Connection) -> Iterator[tree.Shown]:
    if isinstance(body, tree.Shown):
        yield body
        return
    for part in body.parts:
        if isinstance(part, tree.Nodes):
            yield part.shown
        elif isinstance(part, tree.Edges):
            yield from (one for _, one in part.parts if isinstance(one, tree.Shown))


Rows = Iterator[tuple[tree.Shown, dict[str, Any], tuple[str | int, ...]]]


def _rows(body: tree.Shown | tree.Connection, data: Any, path: tuple[str | int, ...]) -> Rows:  # noqa: ANN401 - decoded JSON
    """Give each decoded row with what is shown of it and where it stands."""
    if data is None:
        return
    if isinstance(body, tree.Shown):
        yield body, data, path
        return
    for part in body.parts:
        for i, row in enumerate(data[part.key]) if isinstance(part, tree.Nodes | tree.Edges) else ():
            here = (*path, part.key, i)
            if isinstance(part, tree.Nodes):
                yield part.shown, row, here
            elif isinstance(part, tree.Edges):
                yield from ((one, row[key], (*here, key)) for key, one in part.parts if isinstance(one, tree.Shown))


Fill = Callable[[list[Place]], Any]
