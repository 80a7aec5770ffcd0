"""The checks that a catalogue must pass before the server starts: every name exists, every column is guarded strictly
enough.

Takes a catalogue and the tables' metadata; gives one sentence for each fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields as parts_of

from sqlalchemy import MetaData, PrimaryKeyConstraint, UniqueConstraint

from isuo_graph.graph import fields
from isuo_graph.graph.catalogue import STORED_AS, Catalogue, Field, NodeType, Scalar, Table
from isuo_graph.policy import rows, words
from isuo_graph.policy.rights import Category


def faults(catalogue: Catalogue, metadata: MetaData) -> Iterator[str]:
    """Give every fault of the catalogue."""
    yield from _doubles(catalogue)
    for node in catalogue.types.values():
        yield from _order(metadata, node)
        for predicate in (*node.protection.scopes.values(), *node.protection.consents.values(), node.protection.school):
            if predicate is not None:
                yield from _predicate(catalogue, node.table, predicate, node.name)
        for field in node.fields.values():
            yield from (f"{node.name}.{field.name}: {fault}" for fault in _field(catalogue, metadata, node, field))


def _doubles(catalogue: Catalogue) -> Iterator[str]:
    for names, what in (
        ([node.prefix for node in catalogue.types.values()], "id prefix"),
        ([root for node in catalogue.types.values() for root in (node.singular, node.plural) if root], "root field"),
    ):
        yield from (f"the {what} {name} is used twice" for name in sorted({n for n in names if names.count(n) > 1}))


def _order(metadata: MetaData, node: NodeType) -> Iterator[str]:
    """Check the default order: a column that no field shows would tell its values by the order alone."""
    yield from (f"{node.name}: no column {name} to order by" for name in node.order if name not in node.table.columns)
    shown = {name for field in node.fields.values() for name in fields.columns_of(field.kind, field.column)}
    for name in node.order:
        category = _category(metadata, node, name)
        if name not in shown and category not in {None, Category.OPEN, Category.PUBLIC}:
            yield f"{node.name}: ordered by the column {name}, which is {category} and which no field shows"
    yield from (f"{node.name}: no field {name} to group by" for name in node.summary if name not in node.fields)


def _field(catalogue: Catalogue, metadata: MetaData, node: NodeType, field: Field) -> Iterator[str]:
    kind = field.kind
    if field.guard.purpose not in {None, *node.protection.consents}:
        yield f"{field.guard.word} asks for the consent {field.guard.purpose}; say in consents where the type keeps it"
    if isinstance(kind, fields.ToOne | fields.ToMany):
        yield from _edge(catalogue, metadata, node, field)
    elif isinstance(kind, fields.Column):
        yield from _column(metadata, node, field)
    elif isinstance(kind, fields.Joined):
        yield from (f"no column {name}" for name in kind.columns if name not in node.table.columns)
        yield from (fault for name in kind.columns for fault in _strictness(metadata, node, field, name))
    elif isinstance(kind, fields.Tells):
        yield from _predicate(catalogue, node.table, kind.predicate, field.name)
    elif isinstance(kind, fields.Live):
        yield from (f"needs no column {name}" for name in kind.needs if name not in node.table.columns)
        yield from (fault for name in kind.needs for fault in _strictness(metadata, node, field, name))


def _edge(catalogue: Catalogue, metadata: MetaData, node: NodeType, field: Field) -> Iterator[str]:
    kind = field.kind
    target = catalogue.types.get(field.target or "")
    if target is None:
        yield f"there is no type {field.target}"
    elif isinstance(kind, fields.ToOne):
        yield from _missing(node.table, kind.column)
        yield from _missing(target.table, kind.key)
        yield from _strictness(metadata, node, field, kind.column)
        if kind.key in target.table.columns and not _is_unique(metadata, target.table.name, kind.key):
            yield f"{target.table.name}.{kind.key} is not unique, so it gives more than one row; use many"
    elif isinstance(kind, fields.ToMany):
        yield from _missing(node.table, kind.own)
        yield from _missing(target.table, kind.column)
        for predicate in kind.where:
            yield from _predicate(catalogue, target.table, predicate, field.name)


def _column(metadata: MetaData, node: NodeType, field: Field) -> Iterator[str]:
    column = field.column or ""
    if column not in node.table.columns:
        yield f"there is no column {column} in {node.table.name}"
        return
    if field.scalar is None:
        yield "its type is none of ID, str, int, bool, Decimal, date, datetime or an enum"
    elif node.table.columns[column] not in STORED_AS[field.scalar]:
        yield f"a {field.scalar} cannot come from a column kept as {node.table.columns[column]}"
    if not field.nullable and column not in node.table.required:
        yield f"it may not be null, but the column {column} may; use OpenMaybe"
    if field.scalar is Scalar.ID and column != "id":
        yield "an ID is the row's own id; give another row by one(…)"
    for key in filter(None, (getattr(field.kind, "sort", None), getattr(field.kind, "search", None))):
        yield from _missing(node.table, key)
        yield from _strictness(metadata, node, field, key)
    yield from _strictness(metadata, node, field, column)


def _strictness(metadata: MetaData, node: NodeType, field: Field, column: str) -> Iterator[str]:
    """Refuse a field that shows a column to more people than the column's own category allows."""
    if column not in node.table.columns:
        return
    category = _category(metadata, node, column)
    if category is None:
        yield f"the column {column} says no category"
    elif category is not Category.OPEN and category is not field.guard.category:
        needed = words.word_for(category)
        if field.guard.strictness <= needed.strictness:
            yield f"the column {column} is {category}; {field.guard.word} is not strict enough, use {needed.word}"


def _category(metadata: MetaData, node: NodeType, column: str) -> Category | None:
    if column not in node.table.columns:
        return None
    category: Category | None = metadata.tables[node.table.name].columns[column].info.get("category")
    return category


def _is_unique(metadata: MetaData, table: str, column: str) -> bool:
    """Tell whether at most one row has a value of the column."""
    found = metadata.tables[table]
    keys = (key for key in found.constraints if isinstance(key, PrimaryKeyConstraint | UniqueConstraint))
    single = [[one.name for one in key.columns] for key in keys]
    single += [[one.name for one in index.columns] for index in found.indexes if index.unique]
    return bool(found.columns[column].unique) or [column] in single


def _predicate(catalogue: Catalogue, table: Table, predicate: rows.Predicate, where: str) -> Iterator[str]:
    """Every column and table that a predicate names must exist."""
    if isinstance(predicate, rows.AnyOf | rows.AllOf):
        for part in predicate.parts:
            yield from _predicate(catalogue, table, part, where)
        return
    for name in (one.name for one in parts_of(predicate)):  # type: ignore[arg-type] # every predicate is a dataclass
        if name in {"start", "end", "own"} or (name == "column" and not isinstance(predicate, rows.Holds)):
            yield from (f"{where}: {fault}" for fault in _missing(table, getattr(predicate, name)))
    if isinstance(predicate, rows.Among):
        yield from _facts(catalogue, predicate.facts, where)
    elif isinstance(predicate, rows.Through | rows.Holds):
        yield from _inner(catalogue, predicate, where)


def _facts(catalogue: Catalogue, facts: rows.Facts, where: str) -> Iterator[str]:
    table = catalogue.tables.get(facts.table)
    if table is None:
        yield f"{where}: there is no table {facts.table}"
        return
    yield from (f"{where}: {fault}" for fault in _missing(table, facts.pick))
    for predicate in facts.where:
        yield from _predicate(catalogue, table, predicate, where)


def _inner(catalogue: Catalogue, predicate: rows.Through | rows.Holds, where: str) -> Iterator[str]:
    table = catalogue.tables.get(predicate.table)
    if table is None:
        yield f"{where}: there is no table {predicate.table}"
        return
    named = predicate.key if isinstance(predicate, rows.Through) else predicate.column
    yield from (f"{where}: {fault}" for fault in _missing(table, named))
    inner = (predicate.inner,) if isinstance(predicate, rows.Through) else predicate.where
    for part in inner:
        yield from _predicate(catalogue, table, part, where)


def _missing(table: Table, column: str) -> Iterator[str]:
    if column not in table.columns:
        yield f"there is no column {column} in {table.name}"
