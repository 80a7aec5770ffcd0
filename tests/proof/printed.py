"""How the oracle reads a GraphQL value as a column keeps it, and prints a column's value as GraphQL shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from isuo_graph.graph.catalogue import Field, NodeType, Scalar

Value = Any
"""What a cell, a GraphQL argument or a JSON answer holds."""

COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": lambda a, b: a == b, "in": lambda a, b: a in b, "lt": lambda a, b: a < b, "lte": lambda a, b: a <= b,
    "gt": lambda a, b: a > b, "gte": lambda a, b: a >= b, "startsWith": str.startswith, "contains": lambda a, b: b in a,
}  # fmt: skip


def showing(node: NodeType, column: str) -> list[Field]:
    return [one for one in node.fields.values() if column in {one.column, getattr(one.kind, "sort", None)}]


def number(text: str) -> int:
    return int(text.split("_")[1])


def stored(field: Field, asked: Value) -> Value:
    if field.scalar is Scalar.DATE:
        return date.fromisoformat(asked)
    if field.scalar is Scalar.ENUM and field.enum:
        return field.enum[asked].value
    if field.scalar is Scalar.DATETIME:
        return round(datetime.fromisoformat(asked).timestamp() * 1000)
    if field.scalar is Scalar.ID:
        return number(asked)
    return Decimal(str(asked)) * 1000 if field.scalar is Scalar.FLOAT else asked


def shown(node: NodeType, field: Field, value: Value) -> Value:
    if value is None:
        return None
    match field.scalar:
        case Scalar.ID:
            return f"{node.prefix}_{value}"
        case Scalar.FLOAT:
            return value / 1000
        case Scalar.ENUM if field.enum:
            return field.enum(value).name
        case Scalar.DATE:
            return value.isoformat()
        case Scalar.DATETIME:
            return f"{datetime.fromtimestamp(value // 1000, UTC):%Y-%m-%dT%H:%M:%S}.{value % 1000:03}Z"
    return value
