"""Decides over everything that a selection names and makes the authorized tree of it.

Takes picks of a validated document, a viewer and the catalogue; gives a tree in which nothing is undecided. Naming a
forbidden field where it could be inferred from (where, orderBy) is refused; selecting one is withheld, and said so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from graphql import SelectionSetNode

from isuo_graph.graph import fields
from isuo_graph.graph.catalogue import Field, NodeType
from isuo_graph.kit.errors import Code
from isuo_graph.plan import filters, objects, select, tree
from isuo_graph.plan.work import Authorizing
from isuo_graph.policy import rows
from isuo_graph.policy.decide import ALWAYS, NEVER, Decision, Verdict
from isuo_graph.policy.rights import Action, Category, Right

SCHOOL = "school_id"
NODE = frozenset({"Node"})
"""The interface that every type implements."""


Path = tuple[str, ...]


@dataclass(frozen=True)
class Here:
    """Rows of a type at one place of the answer: where it is, and what is already known to hold of them."""

    node: NodeType
    path: Path
    already: rows.Predicate = field(default_factory=rows.Always)

    def at(self, key: str) -> Here:
        """Give the same rows one step further down the answer."""
        return replace(self, path=(*self.path, key))


def shown(work: Authorizing, here: Here, selections: Iterable[SelectionSetNode]) -> tree.Shown:
    """Authorize a selection over rows of a type."""
    picked = select.picks(work.document, selections, here.node.name, NODE)
    items = [_item(work, here, pick, picked) for pick in picked]
    if work.counts:
        items.append(_counted(items))
    return tree.Shown(here.node, tuple(items), rows.given(here.already, _visible(work, here.node)))


def root_row(work: Authorizing, node: NodeType, pick: select.Pick) -> tree.Shown:
    """Authorize a root field that gives one row."""
    visible = work.visible(node)
    if isinstance(visible, rows.Never):
        _no_rows(work, node, (pick.key,))
        return tree.Shown(node, (), visible)
    return shown(work, Here(node, (pick.key,)), pick.inner)


def root_connection(work: Authorizing, node: NodeType, pick: select.Pick) -> tree.Connection | None:
    """Authorize a root field that gives a connection; None where the viewer may not even know totals of such rows."""
    return _connection(work, Here(node, (pick.key,)), "Query", pick)


def _item(work: Authorizing, here: Here, pick: select.Pick, picked: tuple[select.Pick, ...]) -> tree.Item:
    if pick.name == "__typename":
        return tree.Name(pick.key, here.node.name)
    if pick.name == "withheld":
        return _told(work, here.node, pick, picked)
    wanted = here.node.fields[pick.name]
    below = here.at(pick.key)
    decision = work.decide(wanted, here.node, here.already)
    if isinstance(wanted.kind, fields.ToMany):
        return _many(work, below, wanted, pick, decision)
    _note(work, wanted, decision, below.path)
    if isinstance(wanted.kind, fields.ToOne):
        return _one(work, below, wanted, pick, decision)
    if isinstance(wanted.kind, fields.Live):
        below_it = objects.branches(work.document, pick.inner, wanted.shape)
        return tree.Hole(pick.key, wanted, decision, work.arguments(here.node.name, pick), below_it)
    return tree.Leaf(pick.key, wanted, decision)


def _one(work: Authorizing, here: Here, wanted: Field, pick: select.Pick, decision: Decision) -> tree.Item:
    target = work.catalogue.types[wanted.target or ""]
    below = shown(work, Here(target, here.path), pick.inner)
    if decision.verdict is not Verdict.NEVER and isinstance(below.rows, rows.Never):
        _no_rows(work, target, here.path)
        decision = NEVER
    return tree.One(pick.key, wanted, decision, below)


def _many(work: Authorizing, here: Here, wanted: Field, pick: select.Pick, decision: Decision) -> tree.Item:
    target = work.catalogue.types[wanted.target or ""]
    if decision.verdict is Verdict.NEVER and not _has_totals(work, wanted.guard.category):
        _note(work, wanted, decision, here.path)
        return tree.Leaf(pick.key, wanted, NEVER)
    is_closed = decision.verdict is Verdict.NEVER
    if is_closed:  # an empty page is shown instead of null; the target's rows may be open, but not through this edge
        decision = ALWAYS
    else:
        _note(work, wanted, decision, here.path)
    below = Here(target, here.path, _inherited(work, here, target, wanted, decision))
    connection = _connection(work, below, here.node.name, pick)
    if connection is None:
        return tree.Leaf(pick.key, wanted, NEVER)
    if is_closed and not connection.is_empty:
        right = wanted.guard.right
        roles = work.holders.get(right, ())
        work.withheld.append(tree.Withheld(here.path, Code.NOT_IN_SCOPE.value, str(right), roles))
        connection = replace(connection, is_empty=True)
    return tree.Many(pick.key, wanted, decision, connection)


def _inherited(work: Authorizing, here: Here, target: NodeType, wanted: Field, decision: Decision) -> rows.Predicate:
    """Give what the rows behind an edge inherit: whatever holds of the parent, seen through the edge, and the parent's
    school.
    """
    kind = wanted.kind
    assert isinstance(kind, fields.ToMany)
    holds = rows.all_of(here.already, rows.factored(_visible(work, here.node)), decision.visible)
    parts = rows.conjuncts(holds)
    table = here.node.table
    through = [rows.Through(kind.column, table.name, part, kind.own) for part in sorted(parts, key=repr)]
    is_tenant = SCHOOL in target.table.required and SCHOOL in table.required
    schools = [part for part in parts if isinstance(part, rows.InSchools) and part.column == SCHOOL and is_tenant]
    return rows.all_of(*through, *schools)


def _connection(work: Authorizing, here: Here, parent: str, pick: select.Pick) -> tree.Connection | None:
    node = here.node
    visible = _visible(work, node)
    is_empty = isinstance(visible, rows.Never)
    if is_empty:
        _no_rows(work, node, here.path)
        if not _has_totals(work, node.protection.category):
            return None
    given = work.arguments(parent, pick)
    where = given.get("where")
    return tree.Connection(
        node,
        next(work.numbers),
        rows.given(here.already, visible),
        filters.order(work, node, given.get("orderBy"), here.already),
        tuple(_parts(work, here, pick)),
        filters.condition(work, node, where) if isinstance(where, Mapping) and where else None,
        given.get("first"),
        given.get("after"),
        is_empty,
    )


def _parts(work: Authorizing, here: Here, pick: select.Pick) -> Iterable[tree.Part]:
    name = here.node.name
    for part in select.picks(work.document, pick.inner, f"{name}Connection"):
        if part.name == "nodes":
            yield tree.Nodes(part.key, shown(work, here.at(part.key), part.inner))
        elif part.name == "edges":
            yield tree.Edges(part.key, tuple(_edge_parts(work, here.at(part.key), part)))
        elif part.name == "pageInfo":
            inner = select.picks(work.document, part.inner, "PageInfo")
            yield tree.PageInfo(part.key, tuple((one.key, one.name) for one in inner))
        elif part.name == "totalCount":
            yield tree.Total(part.key)
        else:
            yield tree.Name(part.key, f"{name}Connection")


def _edge_parts(work: Authorizing, here: Here, pick: select.Pick) -> Iterable[tuple[str, str | tree.Shown]]:
    for part in select.picks(work.document, pick.inner, f"{here.node.name}Edge"):
        if part.name == "node":
            yield part.key, shown(work, here.at(part.key), part.inner)
        else:
            yield part.key, part.name


def _visible(work: Authorizing, node: NodeType) -> rows.Predicate:
    return work.visible(node)


def _told(work: Authorizing, node: NodeType, pick: select.Pick, beside: tuple[select.Pick, ...]) -> tree.Told:
    """`withheld` speaks of the guarded fields chosen beside it, or of all where none is."""
    chosen = dict.fromkeys(one.name for one in beside if one.name in node.fields)
    guarded = [node.fields[name] for name in chosen if node.fields[name].guard.category is not Category.OPEN]
    told = guarded or [one for one in node.fields.values() if one.guard.category is not Category.OPEN]
    decided = ((one, work.decide(one, node)) for one in told)
    inner = select.picks(work.document, pick.inner, "Withheld")
    return tree.Told(
        pick.key,
        tuple((one.key, one.name) for one in inner),
        tuple((one, decision) for one, decision in decided if decision.verdict is not Verdict.ALWAYS),
    )


def _counted(items: Iterable[tree.Item]) -> tree.Told:
    """Let the row tell of each conditionally visible field under its response key."""
    chosen = (one for one in items if isinstance(one, tree.Leaf | tree.One | tree.Many | tree.Hole))
    told = ((replace(one.field, name=one.key), one.decision) for one in chosen)
    conditional = tuple(pair for pair in told if pair[1].verdict is Verdict.WHEN)
    return tree.Told(tree.COUNTED, (("field", "field"), ("code", "code")), conditional)


def _note(work: Authorizing, wanted: Field, decision: Decision, path: Path) -> None:
    """Write down that a selected field is, or may be, withheld."""
    right = wanted.guard.right
    if decision.verdict is Verdict.NEVER:
        code = Code.NOT_IN_SCOPE if work.viewer.holds(right) else Code.FORBIDDEN_FIELD
        work.withheld.append(tree.Withheld(path, code.value, str(right), work.holders.get(right, ())))
    elif decision.verdict is Verdict.WHEN:
        is_scoped = isinstance(decision.in_scope, rows.Always)
        code = Code.CONSENT_MISSING if is_scoped else Code.NOT_IN_SCOPE
        purpose = decision.purpose.value if decision.purpose else None
        work.withheld.append(tree.Withheld(path, code.value, str(right), purpose=purpose, conditional=True))


def _no_rows(work: Authorizing, node: NodeType, path: Path) -> None:
    """Write down that no row of a type is ever shown to this viewer, and what to ask instead."""
    right = Right(node.protection.category, Action.READ)
    has_totals = _has_totals(work, node.protection.category)
    code = Code.NOT_IN_SCOPE if has_totals or work.viewer.holds(right) else Code.FORBIDDEN_FIELD
    instead = f"{node.plural}Summary" if has_totals and f"{node.plural}Summary" in work.catalogue.summaries else None
    work.withheld.append(tree.Withheld(path, code.value, str(right), work.holders.get(right, ()), instead=instead))


def _has_totals(work: Authorizing, category: Category) -> bool:
    return work.viewer.holds(Right(category, Action.SUMMARISE))
