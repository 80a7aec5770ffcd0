"""Declares the typed filters and orders of a type: only for fields that may be filtered or sorted."""

from __future__ import annotations

from collections.abc import Iterator

from isuo_graph.graph import fields
from isuo_graph.graph.catalogue import Catalogue, Field, NodeType, Scalar
from isuo_graph.graph.make import Argument, Made, Namespace

_EQUAL = (("eq", "{0}"), ("in", "[{0}!]"))
_RANGE = (*_EQUAL, ("lt", "{0}"), ("lte", "{0}"), ("gt", "{0}"), ("gte", "{0}"))
_OPERATORS = {
    Scalar.ID: _EQUAL,
    Scalar.STRING: (*_EQUAL, ("startsWith", "{0}"), ("contains", "{0}")),
    Scalar.BOOLEAN: (("eq", "{0}"),),
    Scalar.ENUM: _EQUAL,
}
_MEANINGS = {
    "eq": "Equal; null finds rows without a value.",
    "in": "Equal to one of these.",
    "lt": "Less than.",
    "lte": "Less than or equal.",
    "gt": "Greater than.",
    "gte": "Greater than or equal.",
    "startsWith": "Begins with, in letters of either size; Н О У also find Ң Ө Ү, and Е finds Ё.",
    "contains": "Contains, in letters of either size; Н О У also find Ң Ө Ү, and Е finds Ё.",
    "isNull": "Whether there is no value (or none that you may see).",
}


def declare(names: Namespace, catalogue: Catalogue, node: NodeType) -> None:
    """Declare `StudentWhere` and `StudentOrder`."""
    where = list(_tests(names, catalogue, node))
    itself = f"{node.name}Where"
    joined = [
        Made("and", f"[{itself}!]", "All of these hold."),
        Made("or", f"[{itself}!]", "One of these holds."),
        Made("not", itself, "This does not hold."),
    ]
    names.input(itself, f"Which {node.name} rows. Several keys in one object must all hold.", [*where, *joined])
    keys = [Made(one.name, "Direction", one.text) for one in node.fields.values() if is_sortable(one)]
    names.input(f"{node.name}Order", f"The order of {node.name} rows: one key in each object.", keys)


def connection_arguments(node: NodeType) -> tuple[Argument, ...]:
    """Give the arguments of a connection of a type."""
    return (
        Argument("where", f"{node.name}Where", "Which rows."),
        Argument("orderBy", f"[{node.name}Order!]", "In which order; the id decides between equals."),
        Argument("first", "Int", "How many rows a page holds."),
        Argument("after", "String", "The cursor of the row after which the page begins."),
    )


def is_sortable(field: Field) -> bool:
    """Tell whether rows may be ordered by a field."""
    return isinstance(field.kind, fields.Column) and field.kind.sorts


def is_filterable(field: Field) -> bool:
    """Tell whether rows may be filtered by a field."""
    if isinstance(field.kind, fields.Live):
        return False
    return not isinstance(field.kind, fields.Column) or field.kind.filters


def _tests(names: Namespace, catalogue: Catalogue, node: NodeType) -> Iterator[Made]:
    for field in node.fields.values():
        if not is_filterable(field):
            continue
        if field.target is None:
            yield Made(field.name, _filter(names, field), field.text)
        elif field.target in catalogue.types:
            yield Made(field.name, _related(names, field), field.text)


def _related(names: Namespace, field: Field) -> str:
    """Give the filter of an edge: the target's own for one row, some / none for many."""
    if isinstance(field.kind, fields.ToOne):
        return f"{field.target}Where"
    name = f"{field.target}Some"
    if name not in names:
        parts = [
            Made("some", f"{field.target}Where", "At least one row that you may see is like this."),
            Made("none", f"{field.target}Where", "No row that you may see is like this."),
        ]
        names.input(name, f"Whether there are such {field.target} rows.", parts)
    return name


def _filter(names: Namespace, field: Field) -> str:
    scalar = field.scalar or Scalar.STRING
    value = field.enum.__name__ if field.enum else scalar.value
    name = f"{value}Filter"
    if name not in names:
        operators = [*_OPERATORS.get(scalar, _RANGE), ("isNull", "Boolean")]
        parts = [Made(key, spelled.format(value), _MEANINGS[key]) for key, spelled in operators]
        names.input(name, f"Tests of a {value}. Several keys must all hold.", parts)
    return name
