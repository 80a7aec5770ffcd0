"""The decorators a room declares its types with, and the room itself as a value.

Nothing is registered anywhere at import: a declaration stays on its class until `app.py` hands the rooms to the
registry.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from isuo_graph.graph.act import ActSpec
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Category, Scope
from isuo_graph.policy.rows import InSchools, Predicate

C = TypeVar("C", bound=type)


@dataclass(frozen=True)
class NodeSpec:
    """What `@node` was told. `table` is the SQLModel class; `order` names the columns of the default order."""

    table: Any
    prefix: str
    category: Category
    rows: Mapping[Scope, Predicate]
    school: Predicate | None
    consents: Mapping[Purpose, Predicate]
    singular: str | None
    plural: str | None
    order: tuple[str, ...]
    summary: tuple[str, ...]
    """Names of the fields that the summary may group by; no summary root where there are none."""


def node(  # noqa: PLR0913 - each keyword is one property of a type
    table: Any,  # noqa: ANN401 - a SQLModel class
    *,
    prefix: str,
    category: Category,
    rows: Mapping[Scope, Predicate] | None = None,
    school: Predicate | None = InSchools("school_id"),  # noqa: B008 - a frozen value
    consents: Mapping[Purpose, Predicate] | None = None,
    singular: str | None = None,
    plural: str | None = None,
    order: tuple[str, ...] = ("id",),
    summary: tuple[str, ...] = (),
) -> Callable[[C], C]:
    """Declare a type over a table.

    `category` is the kind of data that a row as such belongs to: who holds no right to it sees no row. `rows` says how
    each scope is decided for a row; SCHOOL and AREA follow from `school`, NATION and ANYONE need nothing; a scope not
    said reaches
    no row.
    """

    def declare(cls: C) -> C:
        spec = NodeSpec(
            table, prefix, category, dict(rows or {}), school, dict(consents or {}), singular, plural, order, summary
        )
        cls.__node__ = spec  # type: ignore[attr-defined] # a declaration stays on its class
        return cls

    return declare


@dataclass(frozen=True)
class ExtensionSpec:
    """What `@extend` was told: the type that gains fields, and the scopes that only this room can decide for it."""

    target: type
    rows: Mapping[Scope, Predicate]


def extend(target: type, *, rows: Mapping[Scope, Predicate] | None = None) -> Callable[[C], C]:
    """Add the fields of the decorated class, and row rules for further scopes, to a type that an earlier room
    declared.
    """

    def declare(cls: C) -> C:
        cls.__extends__ = ExtensionSpec(target, dict(rows or {}))  # type: ignore[attr-defined] # as above
        return cls

    return declare


@dataclass(frozen=True)
class Room:
    """One domain of the school: its types, its additions to earlier rooms' types, its acts."""

    name: str
    types: tuple[type, ...] = ()
    extensions: tuple[type, ...] = ()
    acts: tuple[ActSpec, ...] = field(default=())
    follows: tuple[Callable[[Any], Awaitable[None]], ...] = ()
    """What runs in every unit after the act and before the commit: `follow(unit)`, see store/changes.py."""
