"""Checks all declarations of all rooms and makes the catalogue. Fails closed: what is not plainly guarded does not
start the server.

Takes rooms and the tables' metadata; gives a Catalogue, or raises BootRefused naming every fault at once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from inspect import get_annotations
from typing import Any, get_args, get_origin, get_type_hints

from sqlalchemy import MetaData

from isuo_graph.graph import check, fields
from isuo_graph.graph.catalogue import Catalogue, Field, NodeType, Scalar, Storage, Table
from isuo_graph.graph.node import ExtensionSpec, NodeSpec, Room
from isuo_graph.kit.errors import BootRefused
from isuo_graph.policy import words
from isuo_graph.policy.decide import Protection
from isuo_graph.policy.guard import Guard

_SCALARS: Mapping[Any, Scalar] = {
    fields.ID: Scalar.ID,
    str: Scalar.STRING,
    bool: Scalar.BOOLEAN,
    int: Scalar.INT,
    Decimal: Scalar.FLOAT,
    date: Scalar.DATE,
    datetime: Scalar.DATETIME,
}


@dataclass(frozen=True)
class _Declared:
    """A class with the room it stands in; extensions carry the type they add to."""

    cls: type
    room: str


def build(rooms: Iterable[Room], metadata: MetaData) -> Catalogue:
    """Make the catalogue. Raises BootRefused with one line for every fault found."""
    tables = {name: _table(table) for name, table in metadata.tables.items()}
    faults: list[str] = []
    types: dict[str, NodeType] = {}
    for declared in _declared(rooms, "types"):
        node = _node(declared, tables, faults)
        if node.name in types:
            faults.append(f"{declared.room}: the type {node.name} is declared twice")
        types[node.name] = node
    for declared in _declared(rooms, "extensions"):
        _extend(declared, types, faults)
    catalogue = _indexed({name: _consenting(node, types) for name, node in types.items()}, tables)
    faults.extend(check.faults(catalogue, metadata))
    if faults:
        raise BootRefused("The schema is not safe to serve:\n- " + "\n- ".join(faults))
    return catalogue


def _declared(rooms: Iterable[Room], part: str) -> Iterator[_Declared]:
    for room in rooms:
        for cls in getattr(room, part):
            yield _Declared(cls, room.name)


def _table(table: Any) -> Table:  # noqa: ANN401 - a SQLAlchemy table
    columns = {column.name: column.info.get("storage", Storage.TEXT) for column in table.columns}
    return Table(table.name, columns, frozenset(column.name for column in table.columns if not column.nullable))


def _node(declared: _Declared, tables: Mapping[str, Table], faults: list[str]) -> NodeType:
    spec: NodeSpec = declared.cls.__dict__["__node__"]
    return NodeType(
        name=declared.cls.__name__,
        text=(declared.cls.__doc__ or "").strip(),
        prefix=spec.prefix,
        table=tables[spec.table.__tablename__],
        protection=Protection(spec.category, spec.rows, spec.school, spec.consents),
        fields=_fields(declared, faults),
        order=spec.order,
        singular=spec.singular,
        plural=spec.plural,
        summary=spec.summary,
        origin=declared.cls,
    )


def _extend(declared: _Declared, types: dict[str, NodeType], faults: list[str]) -> None:
    """Add an extension's fields and scopes to its target; what is already there may not be said again."""
    spec: ExtensionSpec = declared.cls.__dict__["__extends__"]
    target = types[spec.target.__name__]
    added = _fields(declared, faults)
    clashes = sorted(added.keys() & target.fields.keys())
    faults.extend(f"{declared.room}: {target.name}.{name} exists already" for name in clashes)
    doubled = sorted(spec.rows.keys() & target.protection.scopes.keys())
    faults.extend(f"{declared.room}: scope {scope} of {target.name} is decided already" for scope in doubled)
    types[target.name] = replace(
        target,
        fields={**target.fields, **added},
        protection=replace(target.protection, scopes={**target.protection.scopes, **spec.rows}),
    )


def _consenting(node: NodeType, types: Mapping[str, NodeType]) -> NodeType:
    """Leave a consent that the type does not keep to the rows behind an edge which the very same right shows.

    A class or a school consents to nothing, so its `students` would be hidden from everybody; the students behind the
    edge are asked for their consent field by field.
    """

    def asked(field: Field) -> Guard:
        target = types.get(field.target or "")
        is_shared = target is not None and target.protection.category is field.guard.category
        is_left = is_shared and field.guard.purpose not in node.protection.consents
        return replace(field.guard, purpose=None) if is_left else field.guard

    return replace(node, fields={name: replace(one, guard=asked(one)) for name, one in node.fields.items()})


def _fields(declared: _Declared, faults: list[str]) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for name, annotation in _annotations(declared, faults):
        guard = words.guard_of(annotation)
        if guard is None:
            faults.append(
                f"{declared.room}: {declared.cls.__name__}.{name} has no guard; write its type with one of the words "
                + ", ".join(sorted(word.word for word in words.WORDS))
            )
            continue
        found[camel(name)] = _field(declared, name, guard, words.value_type(annotation))
    return found


def _annotations(declared: _Declared, faults: list[str]) -> Iterator[tuple[str, Any]]:
    """Read the annotations one by one, so that a name which nobody defined is told with the field that names it."""
    namespace = {**vars(sys.modules[declared.cls.__module__]), "Many": fields.Many}
    written = {name: one for cls in reversed(declared.cls.__mro__) for name, one in get_annotations(cls).items()}
    for name, one in written.items():
        try:
            alone = get_type_hints(type(name, (), {"__annotations__": {name: one}}), namespace, include_extras=True)
        except (NameError, AttributeError) as exc:
            faults.append(f"{declared.room}: {declared.cls.__name__}.{name} names what is not defined: {exc}")
        else:
            yield name, alone[name]


def _field(declared: _Declared, name: str, guard: Guard, wanted: Any) -> Field:  # noqa: ANN401 - a type expression
    kind = declared.cls.__dict__.get(name, fields.Column())
    plain = Field(camel(name), guard, kind, getattr(kind, "text", ""), nullable=guard.nullable, room=declared.room)
    if isinstance(kind, fields.ToMany):
        inner = get_args(wanted)[0] if get_origin(wanted) is fields.Many else wanted
        return replace(plain, target=inner.__name__)
    if isinstance(kind, fields.ToOne):
        return replace(plain, target=wanted.__name__, nullable=True)
    if isinstance(kind, fields.Live):
        return _live(plain, wanted)
    if isinstance(kind, fields.Tells):
        return replace(plain, scalar=Scalar.BOOLEAN)
    if isinstance(kind, fields.Joined):
        return replace(plain, scalar=Scalar.STRING, nullable=True)
    enum = wanted if isinstance(wanted, type) and issubclass(wanted, Enum) else None
    return replace(plain, scalar=Scalar.ENUM if enum else _SCALARS.get(wanted), enum=enum, column=kind.column or name)


def _live(plain: Field, wanted: Any) -> Field:  # noqa: ANN401 - a type expression
    """Read what a plugin's field gives: a scalar, an object, or a list of either."""
    is_list = get_origin(wanted) in {tuple, list}
    inner = get_args(wanted)[0] if is_list else wanted
    shape = inner if is_dataclass(inner) and isinstance(inner, type) else None
    return replace(plain, scalar=_SCALARS.get(inner), shape=shape, is_list=is_list, nullable=True)


def _indexed(types: Mapping[str, NodeType], tables: Mapping[str, Table]) -> Catalogue:
    return Catalogue(
        types=types,
        tables=tables,
        prefixes={node.prefix: node.name for node in types.values()},
        singulars={node.singular: node.name for node in types.values() if node.singular},
        plurals={node.plural: node.name for node in types.values() if node.plural},
        summaries={f"{node.plural}Summary": node.name for node in types.values() if node.plural and node.summary},
    )


def camel(name: str) -> str:
    """Spell a Python name the way GraphQL does: `family_name` gives `familyName`."""
    first, *rest = name.strip("_").split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)
