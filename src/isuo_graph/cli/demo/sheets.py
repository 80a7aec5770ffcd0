"""Rows in the making: takes a table and named values, gives ids, and at the end sheets for the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from operator import itemgetter
from typing import Any

from sqlalchemy import Table as SqlTable

from isuo_graph.store.bulk import Sheet
from isuo_graph.store.columns import Table

Row = tuple[Any, ...]


@dataclass
class _Making:
    """The rows of one table so far, what a value is when it is not given, and how a row is put in order."""

    table: SqlTable
    defaults: dict[str, Any]
    ordered: Callable[[dict[str, Any]], Row]
    rows: list[Row] = field(default_factory=list)


class Sheets:
    """Collects rows of any table. Ids count up from `first_id`, so equal calls give equal ids."""

    def __init__(self, first_id: int) -> None:
        self._ids = count(first_id)
        self._making: dict[type[Table], _Making] = {}
        self._held: list[tuple[type[Table], dict[str, Any]]] = []

    def new_id(self) -> int:
        """Give the next id, for a row that others refer to before it is whole."""
        return next(self._ids)

    def add(self, table: type[Table], **values: Any) -> int:  # noqa: ANN401 - any value of a column
        """Add a row and give its id, a new one unless given. Raises ValueError for a missing or unknown column."""
        making = self._making.get(table) or self._begin(table)
        if "id" not in values:
            values["id"] = next(self._ids)
        row = {**making.defaults, **values}
        if len(row) != len(making.table.columns):
            wrong = {column.name for column in making.table.columns} ^ row.keys()
            raise ValueError(f"{making.table.name}: missing or unknown {', '.join(sorted(wrong))}")
        making.rows.append(making.ordered(row))
        identity: int = row["id"]
        return identity

    def hold(self, table: type[Table], **values: Any) -> dict[str, Any]:  # noqa: ANN401 - as in `add`
        """Begin a row that may still be changed until the sheets are taken; its id is among the values."""
        row = {"id": next(self._ids), **values}
        self._held.append((table, row))
        return row

    def take(self) -> Iterator[Sheet]:
        """Give the sheets made so far and begin anew; ids go on."""
        for table, row in self._held:
            self.add(table, **row)
        self._held = []
        for making in self._making.values():
            yield Sheet(making.table, making.rows)
        self._making = {}

    def _begin(self, table: type[Table]) -> _Making:
        columns = table.__table__.columns  # type: ignore[attr-defined] # put there by SQLModel
        defaults = {
            column.name: None if column.default is None else column.default.arg
            for column in columns
            if column.default is not None or column.nullable
        }
        making = _Making(table.__table__, defaults, itemgetter(*(column.name for column in columns)))  # type: ignore[attr-defined] # as above
        self._making[table] = making
        return making
