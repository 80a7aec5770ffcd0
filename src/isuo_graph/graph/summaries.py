"""Declares the summary of a type: what its rows are grouped by, and the means of their numbers.

studentsSummary(groupBy: [GRADE]) { key { grade } count }
"""

from __future__ import annotations

from isuo_graph.graph import fields
from isuo_graph.graph.catalogue import Catalogue, Field, NodeType, Scalar
from isuo_graph.graph.make import Argument, Made, Namespace
from isuo_graph.policy.rights import Category

_NUMBERS = frozenset({Scalar.INT, Scalar.FLOAT})


def averaged(node: NodeType) -> tuple[Field, ...]:
    """Give the fields whose mean a summary shows: guarded numbers that rows are not grouped by.

    An unguarded number, such as a version, counts how a row is kept and says nothing of the school.
    """
    return tuple(
        one
        for one in node.fields.values()
        if isinstance(one.kind, fields.Column)
        and one.scalar in _NUMBERS
        and one.name not in node.summary
        and one.guard.category is not Category.OPEN
    )


def enum_name(name: str) -> str:
    """Spell a field as an enum value: `schoolClass` gives `SCHOOL_CLASS`."""
    return "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in name)


def declare(names: Namespace, catalogue: Catalogue) -> list[Made]:
    """Declare the types of all summaries; gives their root fields."""
    return [_declare(names, node) for node in catalogue.types.values() if node.plural and node.summary]


def _declare(names: Namespace, node: NodeType) -> Made:
    names.enum(
        f"{node.name}GroupBy",
        {enum_name(name): name for name in node.summary},
        f"What {node.name} rows are grouped by.",
    )
    keys = [_key(node.fields[name]) for name in node.summary]
    names.object(f"{node.name}Key", f"What the {node.name} rows of a group have in common.", keys)
    means = [Made(one.name, "Float", f"Mean. {one.text}".strip()) for one in averaged(node)]
    parts = [
        Made("key", f"{node.name}Key!", "What the rows have in common; fields that were not grouped by are null."),
        Made("count", "Int!", "How many rows."),
    ]
    if means:
        names.object(f"{node.name}Average", f"Means over the {node.name} rows of a group.", means)
        parts.append(Made("average", f"{node.name}Average!", "Means over the rows that have the value."))
    text = f"Totals of {node.name} rows. To those who may see totals only, values that too few rows share are null."
    names.object(f"{node.name}Summary", text, parts)
    names.input(f"{node.name}Having", "Which groups.", [Made("count", "CountFilter", "How many rows.")])
    return Made(f"{node.plural}Summary", f"[{node.name}Summary!]", text, arguments=_arguments(node))


def declare_common(names: Namespace) -> None:
    """Declare the filter of a count."""
    parts = [Made(key, "Int") for key in ("eq", "lt", "lte", "gt", "gte")]
    names.input("CountFilter", "Tests of a count. Several keys must all hold.", parts)


def _key(field: Field) -> Made:
    scalar = field.scalar.value if field.scalar else "String"
    return Made(field.name, field.enum.__name__ if field.enum else scalar, field.text)


def _arguments(node: NodeType) -> tuple[Argument, ...]:
    return (
        Argument("groupBy", f"[{node.name}GroupBy!]", "What the rows of a group have in common; one group without it."),
        Argument("where", f"{node.name}Where", "Which rows."),
        Argument("having", f"{node.name}Having", "Which groups."),
    )
