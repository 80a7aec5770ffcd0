"""Declares plain objects of frozen dataclasses: what a plugin's field gives.

@dataclass(frozen=True) class LiveCourse: title: str; fraction: Decimal | None
gives  type LiveCourse { title: String! fraction: Float }
"""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from isuo_graph.graph.make import Made, Namespace
from isuo_graph.graph.registry import camel

SCALARS: dict[Any, str] = {
    str: "String", int: "Int", bool: "Boolean", float: "Float", Decimal: "Float", date: "Date", datetime: "DateTime",
}  # fmt: skip
"""GraphQL's name of each Python scalar."""


def declare(names: Namespace, shape: type) -> str:
    """Declare the object of a dataclass, once, and those it holds; gives its name."""
    name = shape.__name__
    if name not in names:
        names[name] = None
        hints = get_type_hints(shape)
        parts = [Made(camel(one.name), spelled(names, hints[one.name])) for one in fields(shape)]
        names.object(name, (shape.__doc__ or "").strip(), parts)
    return name


def names_within(shape: type) -> frozenset[str]:
    """Give the names of a dataclass and of those it holds."""
    hints = get_type_hints(shape)
    inner = (part for one in fields(shape) for part in (hints[one.name], *get_args(hints[one.name])))
    below = (names_within(part) for part in inner if is_dataclass(part) and isinstance(part, type))
    return frozenset({shape.__name__}).union(*below)


def spelled(names: Namespace, hint: Any) -> str:  # noqa: ANN401 - a type expression
    """Spell a Python type in GraphQL: `str | None` gives `String`, `tuple[int, ...]` gives `[Int!]!`."""
    if get_origin(hint) in {Union, types.UnionType}:
        inner = next(part for part in get_args(hint) if part is not type(None))
        return spelled(names, inner).removesuffix("!")
    if get_origin(hint) in {tuple, list}:
        return f"[{spelled(names, get_args(hint)[0])}]!"
    if isinstance(hint, type) and issubclass(hint, Enum):
        names.enum(hint.__name__, {member.name: member for member in hint}, hint.__doc__ or "")
        return f"{hint.__name__}!"
    if is_dataclass(hint) and isinstance(hint, type):
        return f"{declare(names, hint)}!"
    return f"{SCALARS[hint]}!"
