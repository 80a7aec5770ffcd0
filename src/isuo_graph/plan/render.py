"""Writes a statement tree as text. The one place that quotes; parameters get numbers in the order they are met.

What both databases say alike stands here; `sqlite` and `postgres` say the rest.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from isuo_graph.graph.catalogue import Storage
from isuo_graph.plan import sql

# json_build_object of PostgreSQL takes 100 arguments, json_object of SQLite 127: fifty pairs fit both, one of them is
# the seam.
PAIRS_MAX = 49
# Ends a piece of a wide object. No field has an empty name, and inside a JSON text no quote stands without a
# backslash, so the seam
# is found nowhere else. Cutting brackets off instead would name each piece twice, and so double a nested statement at
# each level.
SEAM = ("", sql.Literal(0))


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a statement and its parameters: parameter number n is `binds[n - 1]`."""

    text: str
    binds: tuple[sql.Bind, ...]


class Writer(ABC):
    """Writes one statement. Subclasses say what differs between databases."""

    apart: str
    """What keeps a SELECT from being dissolved in the one around it and still gives every row."""

    def __init__(self) -> None:
        """Start with no parameter met."""
        self._numbers: dict[sql.Bind, int] = {}
        self._writers: dict[type, Callable[[Any], str]] = {
            sql.Column: lambda e: f"{e.source}.{quoted(e.name)}",
            sql.Result: lambda e: quoted(e.name),
            sql.Literal: self._literal,
            sql.Compare: lambda e: f"{self.write(e.left)} {e.operator} {self.write(e.right)}",
            sql.And: lambda e: self._joined(sql.And, e.parts, " AND ", "1=1"),
            sql.Or: lambda e: self._joined(sql.Or, e.parts, " OR ", "1=0"),
            sql.Not: lambda e: f"NOT ({self.write(e.part)})",
            sql.RowAfter: self._row_after,
            sql.Plus: lambda e: f"({self.write(e.left)} + {self.write(e.right)})",
            sql.Minus: lambda e: f"({self.write(e.left)} - {self.write(e.right)})",
            sql.Remainder: lambda e: f"({self.write(e.part)} % {e.divisor})",
            sql.After: lambda e: f"substr({self.write(e.part)}, {e.start})",
            sql.Truth: lambda e: f"({self.write(e.part)})",
            sql.IsNull: lambda e: f"{self.write(e.part)} IS NULL",
            sql.Case: self._case,
            sql.Renamed: self._renamed,
            sql.InSelect: lambda e: f"{self.write(e.part)} IN ({self.select(e.rows)})",
            sql.Exists: lambda e: f"EXISTS ({self.select(e.rows)})",
            sql.Scalar: lambda e: f"({self.select(e.rows)})",
            sql.Call: self._call,
            sql.Concat: lambda e: "(" + " || ".join(self.write(part) for part in e.parts) + ")",
            sql.RowNumber: lambda e: f"row_number() OVER ({self._order(e.order)})",
            sql.Over: lambda e: f"{self.write(e.part)} OVER ({self._within(e.within)})",
            sql.Rank: lambda e: f"rank() OVER ({self._within(e.within)} {self._order(e.order)})",
            sql.JsonObject: self._object,
        }

    def statement(self, select: sql.Select) -> Written:
        """Write a whole statement."""
        text = self.select(select)
        return Written(text, tuple(self._numbers))

    def write(self, expression: sql.Expression) -> str:
        """Write one expression."""
        return self._writers[type(expression)](expression)

    def select(self, select: sql.Select) -> str:
        """Write a SELECT without brackets."""
        columns = [f"{select.everything_of}.*"] if select.everything_of else []
        columns += [self.write(e) + (f" AS {quoted(name)}" if name else "") for e, name in select.columns]
        steps = ", ".join(f"{quoted(name)} AS ({self.select(step)})" for name, step in select.steps)
        text = (f"WITH {steps} " if steps else "") + "SELECT " + ", ".join(columns or ["1"])
        if select.source is not None:
            text += " FROM " + self._source(select.source)
        if select.where is not None:
            text += " WHERE " + self._unbracketed(select.where)
        if select.group:
            text += " GROUP BY " + ", ".join(self.write(key) for key in select.group)
        if select.having is not None:
            text += " HAVING " + self.write(select.having)
        if select.order:
            text += " " + self._order(select.order)
        if select.limit is not None:
            text += " LIMIT " + self.write(select.limit)
        if select.followed_by is not None:
            text += " UNION ALL " + self.select(select.followed_by)
        return text + (self.apart if select.is_apart else "")

    def number(self, bind: sql.Bind) -> int:
        """Give the number of a parameter: the same one each time it is met."""
        return self._numbers.setdefault(bind, len(self._numbers) + 1)

    def _source(self, source: sql.Source) -> str:
        rows = quoted(source.rows) if isinstance(source.rows, str) else f"({self.select(source.rows)})"
        return f"{rows} {source.name}"

    def _literal(self, literal: sql.Literal) -> str:
        if literal.value is None:
            return "NULL"
        if isinstance(literal.value, bool):
            return "TRUE" if literal.value else "FALSE"
        return str(literal.value) if isinstance(literal.value, int) else quoted_text(literal.value)

    def _joined(self, kind: type[sql.And | sql.Or], parts: tuple[sql.Expression, ...], word: str, empty: str) -> str:
        """Join conditions. What is joined by the same word within needs no brackets, and each costs room in SQLite."""
        texts = (self._unbracketed(part) if isinstance(part, kind) else self.write(part) for part in parts)
        return "(" + word.join(texts) + ")" if parts else empty

    def _unbracketed(self, condition: sql.Expression) -> str:
        text = self.write(condition)
        return text[1:-1] if isinstance(condition, sql.And | sql.Or) and condition.parts else text

    def _case(self, case: sql.Case) -> str:
        otherwise = f" ELSE {self.write(case.otherwise)}" if case.otherwise is not None else ""
        return f"CASE WHEN {self.write(case.when)} THEN {self.write(case.then)}{otherwise} END"

    def _renamed(self, renamed: sql.Renamed) -> str:
        part = self.write(renamed.part)
        names = " ".join(f"WHEN {quoted_text(value)} THEN {quoted_text(name)}" for value, name in renamed.names)
        return f"CASE {part} {names} ELSE {part} END"

    def _row_after(self, after: sql.RowAfter) -> str:
        keys, values = (", ".join(map(self.write, side)) for side in (after.keys, after.values))
        return f"({keys}) {'<' if after.is_descending else '>'} ({values})"

    def _call(self, call: sql.Call) -> str:
        inside = ", ".join(self.write(argument) for argument in call.arguments) or "*"
        only = f" FILTER (WHERE {self.write(call.only)})" if call.only is not None else ""
        return f"{call.name}({inside}){only}"

    def _within(self, keys: tuple[sql.Expression, ...]) -> str:
        return "PARTITION BY " + ", ".join(self.write(key) for key in keys) if keys else ""

    def _order(self, order: tuple[sql.Order, ...]) -> str:
        return "ORDER BY " + ", ".join(self._key(key) for key in order)

    def _key(self, key: sql.Order) -> str:
        text = self.write(key.key)
        direction = " DESC" if key.is_descending else ""
        return f"{text}{direction} NULLS LAST" if key.may_be_null else f"{text}{direction}"

    def _object(self, wanted: sql.JsonObject) -> str:
        """Write an object; a wide one in pieces that are joined as text, so that the keys keep their order."""
        chunks = [wanted.items[i : i + PAIRS_MAX] for i in range(0, len(wanted.items), PAIRS_MAX)] or [()]
        texts = [self.small_object((*chunk, SEAM)) for chunk in chunks[:-1]] + [self.small_object(chunks[-1])]
        return texts[0] if len(texts) == 1 else self.joined_objects(texts)

    def kept(self, items: tuple[tuple[sql.Expression | None, sql.Expression], ...]) -> str:
        """Write the objects one after another, NULL in place of one whose condition does not hold."""
        return ", ".join(
            self.write(value if condition is None else sql.Case(condition, value)) for condition, value in items
        )

    def pairs(self, items: tuple[tuple[str, sql.Expression], ...]) -> str:
        """Write `'key', value, …`."""
        return ", ".join(f"{quoted_text(key)}, {self._argument(value)}" for key, value in items)

    def _argument(self, value: sql.Expression) -> str:
        """Write an argument of a function, which needs no brackets of its own."""
        text = self.write(value)
        return text[1:-1] if isinstance(value, sql.Concat) else text

    @abstractmethod
    def small_object(self, items: tuple[tuple[str, sql.Expression], ...]) -> str:
        """Write an object of at most PAIRS_MAX pairs and a seam."""

    @abstractmethod
    def joined_objects(self, texts: list[str]) -> str:
        """Write one object made of the pairs of several; all but the last end in a seam."""


def quoted(name: str) -> str:
    """Quote an identifier."""
    return '"' + name.replace('"', '""') + '"'


def quoted_text(value: str) -> str:
    """Quote a constant text."""
    return "'" + value.replace("'", "''") + "'"


CASTS = {
    Storage.BIG: "bigint",
    Storage.TEXT: "text",
    Storage.FLAG: "boolean",
    Storage.DAY: "date",
    Storage.INSTANT: "bigint",
    Storage.AMOUNT: "bigint",
}
"""The type a parameter is cast to where the database asks for one."""
