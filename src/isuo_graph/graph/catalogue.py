"""The catalogue: every type and field of the schema, resolved and checked. What `plan` reads and `schema` prints.

Made once by `registry.build`, then never changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Any

from isuo_graph.graph.fields import Kind
from isuo_graph.policy.decide import Protection
from isuo_graph.policy.guard import Guard


class Storage(StrEnum):
    """How a column keeps its values, the same on both databases."""

    BIG = "bigint"
    TEXT = "text"
    FLAG = "boolean"
    DAY = "date"
    INSTANT = "instant"
    """Milliseconds since 1970, UTC."""
    AMOUNT = "amount"
    """Whole thousandths."""


class Scalar(StrEnum):
    """The leaf types of the schema."""

    ID = "ID"
    STRING = "String"
    INT = "Int"
    FLOAT = "Float"
    BOOLEAN = "Boolean"
    DATE = "Date"
    DATETIME = "DateTime"
    ENUM = "Enum"


STORED_AS: Mapping[Scalar, frozenset[Storage]] = {
    Scalar.ID: frozenset({Storage.BIG}),
    Scalar.STRING: frozenset({Storage.TEXT}),
    Scalar.INT: frozenset({Storage.BIG}),
    Scalar.FLOAT: frozenset({Storage.AMOUNT}),
    Scalar.BOOLEAN: frozenset({Storage.FLAG}),
    Scalar.DATE: frozenset({Storage.DAY}),
    Scalar.DATETIME: frozenset({Storage.INSTANT}),
    Scalar.ENUM: frozenset({Storage.TEXT}),
}
"""Which storage a leaf of each type may come from."""


@dataclass(frozen=True)
class Table:
    """A table as the planner sees it: its name and the storage of each column."""

    name: str
    columns: Mapping[str, Storage]
    required: frozenset[str] = frozenset()
    """Columns that are never NULL: a keyset over them needs no null handling."""


@dataclass(frozen=True)
class Field:
    """One field: its guard, where its value comes from, and its GraphQL shape."""

    name: str
    guard: Guard
    kind: Kind
    text: str
    scalar: Scalar | None = None
    enum: type[Enum] | None = None
    target: str | None = None
    column: str | None = None
    nullable: bool = True
    room: str = ""
    shape: type | None = None
    """The frozen dataclass that a plugin's field gives; None for a scalar."""
    is_list: bool = False
    """Whether a plugin's field gives a list."""


@dataclass(frozen=True)
class NodeType:
    """One object type over one table."""

    name: str
    text: str
    prefix: str
    table: Table
    protection: Protection
    fields: Mapping[str, Field]
    order: tuple[str, ...]
    singular: str | None = None
    plural: str | None = None
    summary: tuple[str, ...] = ()
    origin: Any = None
    """The class that declared the type."""


@dataclass(frozen=True)
class Catalogue:
    """All types by name, and all tables by name (those without a type as well: row predicates look at them)."""

    types: Mapping[str, NodeType]
    tables: Mapping[str, Table]
    prefixes: Mapping[str, str] = field(default_factory=dict)
    """Type name by id prefix."""
    singulars: Mapping[str, str] = field(default_factory=dict)
    """Type name by root field that gives one row."""
    plurals: Mapping[str, str] = field(default_factory=dict)
    """Type name by root field that gives a connection."""
    summaries: Mapping[str, str] = field(default_factory=dict)
    """Type name by root field that gives totals."""

    def type_of(self, origin: type) -> NodeType:
        """Give the type that a class declared. Raises KeyError for a class that declared none."""
        return next(node for node in self.types.values() if node.origin is origin)
