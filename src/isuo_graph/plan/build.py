"""Writes the authorized tree as one statement that gives the whole answer of a root field as JSON.

A connection is a page of rows in an inner statement, each distinct permission worked out once for a row, and an outer
one that makes JSON:

    SELECT json_object('nodes', json_group_array(json_object('phone', CASE WHEN r2.f0 THEN r2.phone END)))
    FROM (SELECT t1.phone, t1.record_from <= :now AND :now < t1.record_until AS f0
          FROM student t1 WHERE t1.school_id = :schools_0 ORDER BY t1.name_sort, t1.id LIMIT :first) r2
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import assert_never

from isuo_graph.graph import fields
from isuo_graph.graph.catalogue import Catalogue, Field, Scalar, Storage
from isuo_graph.kit.errors import Code
from isuo_graph.plan import bind, halves, paging, sql, tests, tree
from isuo_graph.plan.predicates import Conditions, Row
from isuo_graph.policy import rows
from isuo_graph.policy.decide import Decision, Verdict
from isuo_graph.policy.viewer import Viewer

NONCE = sql.Bind("nonce", Storage.TEXT)
NOTHING = sql.Literal(None)
SCHOOL = "school_id"


@dataclass
class Building:
    """What one statement is built with, and what is found on the way."""

    catalogue: Catalogue
    viewer: Viewer
    sources: bind.Sources
    weighs_costs: bool = False
    """Whether the database chooses an index by how many rows it expects, as PostgreSQL does."""
    is_flat: bool = False
    """What hangs on a row becomes a column of the inner statement instead of standing inside the object: see
    `nesting`.
    """
    conditions: Conditions = field(init=False)
    has_cursors: bool = False

    def __post_init__(self) -> None:
        """Make the writer of row predicates for this viewer's shape."""
        self.conditions = Conditions(self.viewer, self.catalogue.tables)


def one_row(work: Building, shown: tree.Shown, source: bind.Source) -> sql.Select:
    """Build the statement for a root field that gives the row with an id; no row is found where it is not visible."""
    row = Row(work.conditions.name("t"), shown.node.table)
    number = work.sources.add(Storage.BIG, source)
    where = sql.both(sql.Compare("=", row.column("id"), number), work.conditions.holds(row, shown.rows))
    return _single(work, row, shown, where)


def connection(
    work: Building, wanted: tree.Connection, parent: Row | None = None, on: fields.ToMany | None = None
) -> sql.Select:
    """Build the statement for a page of rows, of those that belong to `parent` by the edge `on`."""
    if wanted.is_empty:
        return sql.Select(((paging.empty(wanted.parts), None),))
    inner = Row(work.conditions.name("t"), wanted.node.table, _known(parent, on))
    outer = Row(work.conditions.name("r"), wanted.node.table, inner.known, inner)
    scope = _within(work, inner, wanted, parent, on)
    page = paging.Page(work.sources, wanted, inner, work.conditions)
    items = tuple((part.key, _part(work, wanted, part, outer, scope, page)) for part in wanted.parts)
    work.has_cursors = work.has_cursors or page.has_cursors
    if not page.is_read:
        return sql.Select(((sql.JsonObject(items), None),))
    if parent is None and halves.are_apart(page, weighs_costs=work.weighs_costs):
        rows_ = halves.rows(page, _given(work, inner, outer), sql.Source(wanted.node.table.name, inner.name), scope)
    else:
        rows_ = _page(work, wanted, inner, outer, scope, page)
    source = sql.Source(rows_, outer.name)
    return sql.Select(((sql.JsonObject(items), None),), source)


def _known(parent: Row | None, on: fields.ToMany | None) -> dict[tuple[str, str, str], Row]:
    return {(on.column, parent.table.name, on.own): parent} if parent is not None and on is not None else {}


def _within(
    work: Building, row: Row, wanted: tree.Connection, parent: Row | None, on: fields.ToMany | None
) -> sql.Expression | None:
    """Give the condition of all rows of a connection: of the parent, visible, and passing the caller's filter."""
    edge: list[sql.Expression] = []
    if parent is not None and on is not None:
        edge.append(sql.Compare("=", row.column(on.column), parent.column(on.own)))
        if SCHOOL in row.table.required and SCHOOL in parent.table.required:
            edge.append(sql.Compare("=", row.column(SCHOOL), parent.column(SCHOOL)))
        edge += [work.conditions.holds(row, part) for part in on.where]
    asked = tests.written(work.sources, work.conditions, row, wanted.where) if wanted.where is not None else None
    visible = None if isinstance(wanted.rows, rows.Always) else work.conditions.holds(row, wanted.rows)
    return sql.both(*edge, visible, asked)


def _page(
    work: Building, wanted: tree.Connection, inner: Row, outer: Row, scope: sql.Expression | None, page: paging.Page
) -> sql.Select:
    """Build the inner statement: the rows of the page with just the columns and flags that the outer one uses."""
    return sql.Select(
        _given(work, inner, outer) + page.columns(),
        sql.Source(wanted.node.table.name, inner.name),
        sql.both(scope, page.after(page.keys)),
        page.sorted(),
        page.limit(),
    )


def _given(work: Building, inner: Row, outer: Row) -> tuple[tuple[sql.Expression, str | None], ...]:
    """Give the columns that an outer statement has asked its inner one for."""
    nested = tuple((made, name) for name, made in outer.nested.items())
    flags = tuple((work.conditions.holds(inner, predicate), name) for predicate, name in outer.flags.items())
    return tuple((inner.column(name), name) for name in outer.used) + flags + nested


def _part(
    work: Building, wanted: tree.Connection, part: tree.Part, row: Row, scope: sql.Expression | None, page: paging.Page
) -> sql.Expression:
    match part:
        case tree.Name(_, value):
            return sql.Literal(value)
        case tree.Nodes(_, shown):
            return sql.JsonRows(_object(work, row, shown), page.only(row))
        case tree.Edges(_, parts):
            return sql.JsonRows(_edge(work, parts, row, wanted, page), page.only(row))
        case tree.PageInfo(_, parts):
            return sql.JsonObject(tuple((key, page.info(name, row)) for key, name in parts))
        case tree.Total():
            counted = Row(row.inner.name if row.inner else row.name, row.table)
            return sql.Scalar(
                sql.Select(((sql.Call("count"), None),), sql.Source(wanted.node.table.name, counted.name), scope)
            )
        case _:
            assert_never(part)


def _edge(
    work: Building,
    parts: tuple[tuple[str, str | tree.Shown], ...],
    row: Row,
    wanted: tree.Connection,
    page: paging.Page,
) -> sql.Expression:
    items: list[tuple[str, sql.Expression]] = []
    for key, part in parts:
        if isinstance(part, tree.Shown):
            items.append((key, _object(work, row, part)))
        elif part == "cursor":
            items.append((key, page.cursor(row)))
        else:
            items.append((key, sql.Literal(f"{wanted.node.name}Edge")))
    return sql.JsonObject(tuple(items))


def _object(work: Building, row: Row, shown: tree.Shown) -> sql.JsonObject:
    return sql.JsonObject(tuple((item.key, _item(work, row, shown, item)) for item in shown.items))


def _item(work: Building, row: Row, shown: tree.Shown, item: tree.Item) -> sql.Expression:
    match item:
        case tree.Name(_, value):
            return sql.Literal(value)
        case tree.Told():
            return _told(work, row, item)
        case tree.Leaf():
            return _leaf(work, row, shown, item)
        case tree.One():
            return _masked(work, row, item.decision, lambda: _nested(work, row, lambda on: _to_one(work, on, item)))
        case tree.Many(_, wanted, decision, below):
            assert isinstance(wanted.kind, fields.ToMany)
            kind = wanted.kind
            return _masked(
                work, row, decision, lambda: _nested(work, row, lambda on: connection(work, below, on, kind))
            )
        case tree.Hole(_, wanted, decision):
            assert isinstance(wanted.kind, fields.Live)
            needs = tuple((name, sql.Text(row.column(name))) for name in wanted.kind.needs)
            return _masked(work, row, decision, lambda: sql.JsonObject(needs))
        case _:
            assert_never(item)


def _leaf(work: Building, row: Row, shown: tree.Shown, leaf: tree.Leaf) -> sql.Expression:
    if leaf.decision.verdict is Verdict.NEVER:
        return NOTHING
    kind = leaf.field.kind
    if isinstance(kind, fields.Tells):
        told = tests.told(work.conditions.flag(row, kind.predicate))
        return sql.Printed(_when(work, row, leaf.decision, told), Storage.FLAG)
    if isinstance(kind, fields.Joined):
        return _when(work, row, leaf.decision, sql.Spaced(tuple(row.column(name) for name in kind.columns)))
    column = row.column(leaf.field.column or "id")
    if leaf.field.scalar is Scalar.ID:
        text = sql.Concat((sql.Literal(f"{shown.node.prefix}_"), sql.Text(column)))
        return _when(work, row, leaf.decision, text)
    shown_as = named(leaf.field, _when(work, row, leaf.decision, column))
    return sql.Printed(shown_as, row.table.columns[leaf.field.column or "id"])


def named(wanted: Field, value: sql.Expression) -> sql.Expression:
    """Give an enum's value by its name in the schema, which may differ from what the column keeps (`KY` and `ky`)."""
    names = tuple((str(one.value), one.name) for one in wanted.enum or () if one.value != one.name)
    return sql.Renamed(value, names) if names else value


def _when(work: Building, row: Row, decision: Decision, value: sql.Expression) -> sql.Expression:
    """Give the value, masked where the decision depends on the row."""
    if decision.verdict is Verdict.ALWAYS:
        return value
    return sql.Case(work.conditions.flag(row, decision.visible), value)


def _masked(work: Building, row: Row, decision: Decision, value: Callable[[], sql.Expression]) -> sql.Expression:
    if decision.verdict is Verdict.NEVER:
        return NOTHING
    return _when(work, row, decision, value())


def _to_one(work: Building, row: Row, item: tree.One) -> sql.Select:
    kind = item.field.kind
    assert isinstance(kind, fields.ToOne)
    target = item.shown.node.table
    other = Row(work.conditions.name("t"), target)
    joined = sql.Compare("=", other.column(kind.key), row.column(kind.column))
    visible = None if isinstance(item.shown.rows, rows.Always) else work.conditions.holds(other, item.shown.rows)
    return _single(work, other, item.shown, sql.both(joined, visible))


def _single(work: Building, row: Row, shown: tree.Shown, where: sql.Expression | None) -> sql.Select:
    """Build the statement that gives the object of the one row for which `where` holds."""
    source = sql.Source(shown.node.table.name, row.name)
    if not work.is_flat:
        return sql.Select(((_object(work, row, shown), None),), source, where)
    outer = Row(work.conditions.name("r"), row.table, row.known, row)
    made = _object(work, outer, shown)
    inner = sql.Select(_given(work, row, outer), source, where)
    return sql.Select(((made, None),), sql.Source(inner, outer.name))


def _nested(work: Building, row: Row, made: Callable[[Row], sql.Select]) -> sql.Expression:
    """Give what hangs on a row, inside the object or as a column of the inner statement."""
    if not work.is_flat or row.inner is None:
        return sql.Scalar(made(row))
    name = f"c{len(row.nested)}"
    row.nested[name] = sql.Literal(None)
    row.nested[name] = sql.Scalar(made(row.inner))
    return sql.Json(sql.Column(row.name, name))


def _told(work: Building, row: Row, told: tree.Told) -> sql.Expression:
    """Give the array of what this very row does not show; a field that is shown leaves no entry."""
    entries = tuple(_entry(work, row, told, wanted, decision) for wanted, decision in told.fields)
    return sql.JsonKept(entries)


def _entry(
    work: Building, row: Row, told: tree.Told, wanted: Field, decision: Decision
) -> tuple[sql.Expression | None, sql.Expression]:
    """Give (the condition under which the field is withheld, the entry)."""
    purpose: sql.Expression = NOTHING
    outside = sql.Literal(Code.NOT_IN_SCOPE.value)
    if decision.verdict is Verdict.NEVER:
        code: sql.Expression = sql.Literal(Code.FORBIDDEN_FIELD.value)
        code = outside if work.viewer.holds(wanted.guard.right) else code
        hidden = None
    else:
        in_scope = work.conditions.flag(row, decision.in_scope)
        missing = sql.Literal(Code.CONSENT_MISSING.value)
        is_scoped = isinstance(decision.in_scope, rows.Always)
        asked = sql.Literal(decision.purpose.value) if decision.purpose else NOTHING
        code = missing if is_scoped else sql.Case(in_scope, missing, outside)
        purpose = asked if is_scoped else sql.Case(in_scope, asked)
        # Where a column that decides is NULL, the condition is too: that shows nothing, so it is told as hidden.
        hidden = sql.Not(sql.Call("coalesce", (work.conditions.flag(row, decision.visible), sql.Literal(value=False))))
    values = {
        "field": sql.Literal(wanted.name),
        "code": code,
        "purpose": purpose,
        "__typename": sql.Literal("Withheld"),
    }
    return hidden, sql.JsonObject(tuple((key, values[part]) for key, part in told.picks))
