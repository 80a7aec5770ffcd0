"""Keyset pages: order, cursor and the condition "after this row", over masked values where a key is not everybody's to
read.

The statement writes a cursor as a random mark of the request followed by the hexadecimal digits of the key values;
`shape` seals them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from isuo_graph.graph.catalogue import Storage
from isuo_graph.kit.letters import Spelling
from isuo_graph.plan import bind, sql, tree, values
from isuo_graph.plan.predicates import Conditions, Row
from isuo_graph.policy.decide import Verdict

NONCE = sql.Bind("nonce", Storage.TEXT)
POSITION = "rn"
PRINTED = frozenset({Storage.DAY, Storage.FLAG})
"""Keys that a cursor holds as GraphQL shows them, so that both databases give the same cursor; others are held as
stored.
"""
READ_FOR = frozenset({"hasNextPage", "startCursor", "endCursor"})
"""Fields of `pageInfo` that take a look at the rows. Without any of them nothing would gather the rows into one."""
# Positions are compared as text of equal length inside an aggregate, so they are counted from this number.
POSITION_BASE = 1_000_000


@dataclass(frozen=True)
class Key:
    """One key of an order as it is written. `is_required`: it is never null."""

    expression: sql.Expression
    is_descending: bool
    is_required: bool


@dataclass
class Page:
    """The page of one connection: asked for parts of it as the statement is built."""

    sources: bind.Sources
    wanted: tree.Connection
    row: Row
    conditions: Conditions
    has_cursors: bool = False
    is_read: bool = False
    needs_position: bool = False
    _binds: dict[int, sql.Bind] = field(default_factory=dict)
    keys: tuple[Key, ...] = field(init=False)
    order: tuple[sql.Order, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Write the order and see which parts need the rows at all."""
        self.keys = tuple(Key(self._key(key), key.is_descending, key.is_required) for key in self.wanted.order)
        self.order = tuple(sql.Order(key.expression, key.is_descending, not key.is_required) for key in self.keys)
        parts = self.wanted.parts
        asked = {name for part in parts if isinstance(part, tree.PageInfo) for _, name in part.parts}
        self.needs_position = bool(asked & READ_FOR)
        self.is_read = self.needs_position or any(isinstance(part, tree.Nodes | tree.Edges) for part in parts)

    def only(self, row: Row) -> sql.Expression | None:
        """Give the condition of rows on the page; None where no row too many was read."""
        if not self.needs_position:
            return None
        return sql.Compare("<=", sql.Column(row.name, POSITION), self.sources.page(self.wanted.first))

    def limit(self) -> sql.Expression:
        """Give how many rows to read: one more than the page where it is asked whether another follows."""
        return self.sources.page(self.wanted.first, 1 if self.needs_position else 0)

    def columns(self) -> tuple[tuple[sql.Expression, str | None], ...]:
        """Give the columns that paging itself needs of the inner statement."""
        keys = tuple(
            (order.key, f"k{i}")
            for i, order in enumerate(self.order)
            if self.has_cursors or isinstance(order.key, sql.Case)
        )
        position = ((sql.RowNumber(self.order), POSITION),) if self.needs_position else ()
        return keys + position

    def sorted(self) -> tuple[sql.Order, ...]:
        """Give the order of the inner statement. SQLite looks up no name of an outer row there, so a masked key, which
        may hang on the parent's consent, is named as the column that it is given as.
        """
        return tuple(
            replace(order, key=sql.Result(f"k{i}")) if isinstance(order.key, sql.Case) else order
            for i, order in enumerate(self.order)
        )

    def cursor(self, row: Row) -> sql.Expression:
        """Write the cursor of a row as a mark and the digits of its key values."""
        self.has_cursors = True
        keys = tuple(
            sql.Printed(sql.Column(row.name, f"k{i}"), key.storage if key.storage in PRINTED else Storage.TEXT)
            for i, key in enumerate(self.wanted.order)
        )
        scope = sql.Literal(scope_of(self.wanted).hex())
        return sql.Concat((NONCE, scope, sql.Hex(sql.Text(sql.JsonArray(keys)))))

    def info(self, name: str, row: Row) -> sql.Expression:
        """Write one field of `pageInfo`."""
        if name == "__typename":
            return sql.Literal("PageInfo")
        if name == "hasNextPage":
            more = sql.Compare(">", sql.Call("count"), self.sources.page(self.wanted.first))
            return sql.Printed(more, Storage.FLAG)
        if name == "hasPreviousPage":
            return sql.Printed(sql.Literal(self.wanted.after is not None), Storage.FLAG)
        return self._edge_cursor(row, "max" if name == "endCursor" else "min")

    def after(self, keys: Sequence[Key]) -> sql.Expression | None:
        """Write the condition "after the cursor", by comparing the keys from left to right."""
        if self.wanted.after is None:
            return None
        binds = tuple(self._after_bind(i, key) for i, key in enumerate(self.wanted.order))
        directions = {key.is_descending for key in keys}
        if len(directions) == 1 and all(key.is_required for key in keys):
            return sql.RowAfter(tuple(key.expression for key in keys), binds, directions.pop())
        return sql.Or(tuple(_step(keys, binds, i) for i in range(len(keys))))

    def bare(self, key: tree.OrderKey) -> sql.Expression:
        """Give a key as every row has it, hidden or not."""
        column: sql.Expression = self.row.column(key.column)
        return sql.Letters(column, Spelling.ORDERED) if key.is_spelled else column

    def _key(self, key: tree.OrderKey) -> sql.Expression:
        if key.decision.verdict is Verdict.ALWAYS:
            return self.bare(key)
        return sql.Case(self.conditions.holds(self.row, key.decision.visible), self.bare(key))

    def _after_bind(self, position: int, key: tree.OrderKey) -> sql.Bind:
        if position not in self._binds:
            after, scope = self.wanted.after, scope_of(self.wanted)
            self._binds[position] = self.sources.add(
                key.storage, lambda moment: _opened(moment, after, scope, position, key.storage)
            )
        return self._binds[position]

    def _edge_cursor(self, row: Row, pick: str) -> sql.Expression:
        """Give the cursor of the last (or first) row of the page: the greatest (least) of position and cursor
        together.
        """
        position = sql.Text(sql.Plus(sql.Column(row.name, POSITION), sql.Literal(POSITION_BASE)))
        both = sql.Concat((position, self.cursor(row)))
        start = len(str(POSITION_BASE)) + 1
        return sql.After(sql.Call(pick, (both,), self.only(row)), start)


def _step(keys: Sequence[Key], binds: Sequence[sql.Bind], position: int) -> sql.Expression:
    """All keys before `position` are equal, and the key there comes later."""
    equal = tuple(_same(keys[i], binds[i]) for i in range(position))
    return sql.And((*equal, _later(keys[position], binds[position])))


def _same(key: Key, given: sql.Bind) -> sql.Expression:
    same: sql.Expression = sql.Compare("=", key.expression, given)
    if key.is_required:
        return same
    return sql.Or((same, sql.And((sql.IsNull(key.expression), sql.IsNull(given)))))


def _later(key: Key, given: sql.Bind) -> sql.Expression:
    later: sql.Expression = sql.Compare("<" if key.is_descending else ">", key.expression, given)
    if key.is_required:
        return later
    return sql.Or((later, sql.And((sql.IsNull(key.expression), sql.Not(sql.IsNull(given))))))


def scope_of(wanted: tree.Connection) -> bytes:
    """Give what a cursor is bound to besides the viewer: type and order. Eight bytes of a digest."""
    order = ",".join(
        f"{key.column}{'~' * key.is_spelled}{'-' if key.is_descending else '+'}{key.decision.verdict}"
        for key in wanted.order
    )
    return hashlib.sha256(f"{wanted.node.name}|{order}".encode()).digest()[:8]


def seal_scope(moment: bind.Moment, scope: bytes) -> bytes:
    """Give the whole scope that a cursor is sealed for: type, order and the person who asked."""
    return scope + str(moment.viewer.account_id).encode()


def empty(parts: tuple[tree.Part, ...]) -> sql.JsonObject:
    """Write a connection without rows."""
    return sql.JsonObject(tuple((part.key, _empty_part(part)) for part in parts))


def _empty_part(part: tree.Part) -> sql.Expression:
    if isinstance(part, tree.Name):
        return sql.Literal(part.value)
    if isinstance(part, tree.Total):
        return sql.Literal(0)
    if isinstance(part, tree.PageInfo):
        return sql.JsonObject(tuple((key, _empty_info(name)) for key, name in part.parts))
    return sql.JsonArray(())


def _empty_info(name: str) -> sql.Expression:
    if name == "__typename":
        return sql.Literal("PageInfo")
    return sql.Printed(sql.Literal(False), Storage.FLAG) if name.startswith("has") else sql.Literal(None)


def _opened(moment: bind.Moment, after: values.Value, scope: bytes, position: int, storage: Storage) -> Any:  # noqa: ANN401 - a key value
    cursor = values.resolved(after, moment.variables)
    value = moment.cursors.open(str(cursor), seal_scope(moment, scope))[position]
    return date.fromisoformat(value) if storage is Storage.DAY and isinstance(value, str) else value
