"""Authorizes `where` and `orderBy`: typed tests and order keys, each with the decision over the field it names.

A field that the viewer never may see is refused by name before any statement; a conditionally visible one is later compared by its masked
value, so that a hidden value never influences result, order, count or cursor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from isuo_graph.graph import fields
from isuo_graph.graph.catalogue import Field, NodeType, Storage
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.plan import tree, values
from isuo_graph.policy import rows
from isuo_graph.plan.work import Authorizing
from isuo_graph.policy.decide import ALWAYS, Decision, Verdict, decide_rows
from isuo_graph.policy.rights import Right


def condition(work: Authorizing, node: NodeType, where: Mapping[str, Any]) -> tree.Condition:
    """Authorize a filter over rows of a type. Raises Refused with FORBIDDEN_FIELD naming a field that may not be asked about."""
    parts: list[tree.Condition] = []
    for name, value in where.items():
        if name in {"and", "or"}:
            inner = tuple(condition(work, node, part) for part in _objects(value))
            parts.append(tree.AllTests(inner) if name == "and" else tree.AnyTest(inner))
        elif name == "not":
            parts.append(tree.NoTest(condition(work, node, value or {})))
        else:
            parts.append(_field(work, node, node.fields[name], value or {}))
    return parts[0] if len(parts) == 1 else tree.AllTests(tuple(parts))


def order(work: Authorizing, node: NodeType, given: values.Value) -> tuple[tree.OrderKey, ...]:
    """Authorize an order, with the id as the last key so that it is total; without one, the type's own order."""
    keys: list[tree.OrderKey] = []
    for part in _objects(given):
        for name, direction in part.items():
            if direction is not None:
                keys.append(_key(work, node, node.fields[name], _is_descending(direction)))
    if not keys:
        keys = [_default_key(work, node, column) for column in node.order]
    if not any(key.column == "id" for key in keys):
        keys.append(tree.OrderKey("id", Storage.BIG, ALWAYS))
    return tuple(key for key in keys if key.decision.verdict is not Verdict.NEVER)


def _field(work: Authorizing, node: NodeType, wanted: Field, value: Mapping[str, Any]) -> tree.Condition:
    decision = _may_ask(work, node, wanted)
    if wanted.target is None:
        tests = tuple(
            tree.Test(wanted, decision, operator, operand, node.prefix) for operator, operand in value.items()
        )
        return tests[0] if len(tests) == 1 else tree.AllTests(tests)
    target = work.catalogue.types[wanted.target]
    visible = decide_rows(target.protection, work.viewer, Right(target.protection.category, work.action))
    if isinstance(wanted.kind, fields.ToOne):
        return tree.Related(wanted, decision, target, visible, condition(work, target, value))
    related = tuple(
        tree.Related(wanted, decision, target, visible, condition(work, target, inner or {}), is_none=how == "none")
        for how, inner in value.items()
    )
    return related[0] if len(related) == 1 else tree.AllTests(related)


def _key(work: Authorizing, node: NodeType, wanted: Field, is_descending: bool) -> tree.OrderKey:  # noqa: FBT001 - read right here
    decision = _may_ask(work, node, wanted)
    column = getattr(wanted.kind, "sort", None) or wanted.column or "id"
    return _order_key(node, column, decision, is_descending=is_descending)


def _default_key(work: Authorizing, node: NodeType, column: str) -> tree.OrderKey:
    """Give a key of the type's own order, masked by the word of the field that shows the column."""
    shows = (
        one
        for one in node.fields.values()
        if isinstance(one.kind, fields.Column) and column in {one.column, one.kind.sort}
    )
    shown = next(shows, None)
    decision = work.decide(shown.guard, node) if shown else ALWAYS
    return _order_key(node, column, decision)


def _order_key(node: NodeType, column: str, decision: Decision, *, is_descending: bool = False) -> tree.OrderKey:
    is_required = column in node.table.required and decision.verdict is Verdict.ALWAYS
    return tree.OrderKey(column, node.table.columns[column], decision, is_descending, is_required)


def _may_ask(work: Authorizing, node: NodeType, wanted: Field) -> Decision:
    """Give the decision over a field that a filter or an order names. Raises Refused where it is never visible."""
    decision = work.decide(wanted.guard, node)
    is_askable = work.askable is None or wanted.name in work.askable
    if decision.verdict is Verdict.NEVER or not is_askable or _is_unseen(work, node, wanted):
        raise Refused(
            Code.FORBIDDEN_FIELD,
            "field.forbidden",
            field=f"{node.name}.{wanted.name}",
            extensions={"field": f"{node.name}.{wanted.name}", "right": str(wanted.guard.right)},
        )
    return decision


def _is_unseen(work: Authorizing, node: NodeType, wanted: Field) -> bool:
    """Tell whether the viewer sees no row of the type and holds no right to the field: then not even an id may be asked about."""
    visible = decide_rows(node.protection, work.viewer, Right(node.protection.category, work.action))
    return isinstance(visible, rows.Never) and not work.viewer.holds(wanted.guard.right)


def _is_descending(direction: values.Value) -> bool:
    value = direction.value if isinstance(direction, values.Known) else direction
    return str(getattr(value, "value", value)) == "DESC"


def _objects(value: Any) -> Sequence[Mapping[str, Any]]:  # noqa: ANN401 - a list of objects, one object, or nothing
    if value is None:
        return ()
    return (value,) if isinstance(value, Mapping) else tuple(part for part in value if part is not None)
