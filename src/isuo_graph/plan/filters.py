"""Authorizes `where` and `orderBy`: typed tests and order keys, each with the decision over the field it names.

A null where an object or a list could stand is as good as nothing. A field that the viewer never may see is refused by
name before any statement; a conditionally visible one is later compared by its masked value, so that a hidden value
never influences result, order, count or cursor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from isuo_graph.graph import fields
from isuo_graph.graph.catalogue import Field, NodeType, Scalar, Storage
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.plan import tree, values
from isuo_graph.plan.work import Authorizing
from isuo_graph.policy import rows
from isuo_graph.policy.decide import ALWAYS, Decision, Verdict
from isuo_graph.policy.rights import Category, Right

JOINED = frozenset({"and", "or", "not"})
# Variables may be much longer than a document, and each key becomes a piece of the statement. Both are guesses;
# SQLite takes no
# condition of more than 1,000 levels, and a chain of OR has one for each part.
KEYS_MAX = 500
DEPTH_MAX = 20


def condition(work: Authorizing, node: NodeType, where: Mapping[str, Any]) -> tree.Condition:
    """Authorize a filter over rows of a type.

    Raises Refused: FORBIDDEN_FIELD naming a field that may not be asked about, LIMIT_EXCEEDED for a filter that never
    ends.
    """
    keys, depth = _size(where)
    if keys > KEYS_MAX or depth > DEPTH_MAX:
        raise Refused(Code.LIMIT_EXCEEDED, "limit.filter", limit=KEYS_MAX, depth=DEPTH_MAX)
    return _condition(work, node, where)


def _size(value: values.Value) -> tuple[int, int]:
    """Give how many keys a filter holds, and how deep they stand; without recursion, since it may be as deep as it
    likes.
    """
    keys, deepest, waiting = 0, 0, [(value, 1)]
    while waiting:
        one, depth = waiting.pop()
        deepest = max(deepest, depth)
        keys += 1
        if isinstance(one, Mapping):
            waiting += [(part, depth + 1) for part in one.values()]
        elif isinstance(one, list | tuple):
            waiting += [(part, depth) for part in one]
    return keys, deepest


def _condition(work: Authorizing, node: NodeType, where: Mapping[str, Any]) -> tree.Condition:
    parts: list[tree.Condition] = []
    for name, value in where.items():
        if name not in JOINED:
            parts.append(_field(work, node, node.fields[name], value))
        elif value is not None:
            parts.append(_joined(work, node, name, value))
    return parts[0] if len(parts) == 1 else tree.AllTests(tuple(parts))


def _joined(work: Authorizing, node: NodeType, name: str, value: values.Value) -> tree.Condition:
    """Authorize what stands under `and`, `or` and `not`."""
    inner = tuple(_condition(work, node, part) for part in _objects(value))
    if name == "not":
        return tree.NoTest(tree.AllTests(inner))
    return tree.AllTests(inner) if name == "and" else tree.AnyTest(inner)


def order(
    work: Authorizing, node: NodeType, given: values.Value, already: rows.Predicate | None = None
) -> tuple[tree.OrderKey, ...]:
    """Authorize an order, with the id as the last key so that it is total; without one, the type's own order.

    Raises Refused: FORBIDDEN_FIELD naming a field that may not be asked about, BAD_USER_INPUT for several keys at once.

    `already` is what the row that the list hangs on has proved: a key that it shows needs no mask, and then an index
    can give the order, where a mask would make the database sort all rows for a page of twenty.
    """
    found: dict[tuple[str, Decision], tree.OrderKey] = {}
    for name, direction in map(_only_key, _objects(given)):
        if direction is not None:
            key = _key(work, node, node.fields[name], _is_descending(direction), already)
            # Named again it decides nothing, but would lengthen the statement.
            found.setdefault((key.column, key.decision), key)
    keys = list(found.values()) or [_default_key(work, node, column, already) for column in node.order]
    if not any(key.column == "id" for key in keys):
        keys.append(tree.OrderKey("id", Storage.BIG, ALWAYS))
    return tuple(key for key in keys if key.decision.verdict is not Verdict.NEVER)


def _only_key(part: Mapping[str, values.Value]) -> tuple[str, values.Value]:
    """Give the one key of an object of `orderBy`; `id` without a direction where there is none.

    The keys of an input object have no order: as a variable they came in the schema's, as a literal in the document's.
    Raises Refused with BAD_USER_INPUT for several.
    """
    keys = [(name, direction) for name, direction in part.items() if direction is not None]
    if len(keys) > 1:
        raise Refused(Code.BAD_USER_INPUT, "input.malformed", field="orderBy", hint="give one key in each object")
    return keys[0] if keys else ("id", None)


def _field(work: Authorizing, node: NodeType, wanted: Field, value: Mapping[str, Any] | None) -> tree.Condition:
    decision = _may_ask(work, node, wanted)
    if value is None:
        return tree.AllTests(())
    if wanted.target is None:
        tests = tuple(
            tree.Test(wanted, decision, operator, operand, node.prefix) for operator, operand in value.items()
        )
        return tests[0] if len(tests) == 1 else tree.AllTests(tests)
    target = work.catalogue.types[wanted.target]
    visible = work.visible(target)
    if isinstance(wanted.kind, fields.ToOne):
        return tree.Related(wanted, decision, target, visible, _condition(work, target, value))
    related = tuple(
        tree.Related(wanted, decision, target, visible, _condition(work, target, inner or {}), is_none=how == "none")
        for how, inner in value.items()
        if inner is not None
    )
    return related[0] if len(related) == 1 else tree.AllTests(related)


def _key(
    work: Authorizing,
    node: NodeType,
    wanted: Field,
    is_descending: bool,  # noqa: FBT001 - read right here
    already: rows.Predicate | None,
) -> tree.OrderKey:
    decision = _may_ask(work, node, wanted, already)
    column = getattr(wanted.kind, "sort", None) or wanted.column or "id"
    key = _order_key(node, column, decision, is_descending=is_descending)
    return replace(key, is_spelled=wanted.scalar is Scalar.STRING and column == wanted.column)


def _default_key(work: Authorizing, node: NodeType, column: str, already: rows.Predicate | None) -> tree.OrderKey:
    """Give a key of the type's own order, masked by the word of the field that shows the column."""
    shows = (one for one in node.fields.values() if column in fields.columns_of(one.kind, one.column))
    shown = next(shows, None)
    decision = work.decide(shown, node, already) if shown else ALWAYS
    return _order_key(node, column, decision)


def _order_key(node: NodeType, column: str, decision: Decision, *, is_descending: bool = False) -> tree.OrderKey:
    is_required = column in node.table.required and decision.verdict is Verdict.ALWAYS
    return tree.OrderKey(column, node.table.columns[column], decision, is_descending, is_required)


def _may_ask(work: Authorizing, node: NodeType, wanted: Field, already: rows.Predicate | None = None) -> Decision:
    """Give the decision over a field that a filter or an order names.

    Raises Refused where it is never visible. An unguarded field is nobody's secret: of rows that the viewer never sees
    it is asked about in vain. Of a guarded one of such rows it is the type's own right that is missing.
    """
    decision = work.decide(wanted, node, already)
    if work.askable is None and wanted.guard.category is Category.OPEN:
        return decision
    is_askable = work.askable is None or wanted.name in work.askable
    is_unseen = isinstance(work.visible(node), rows.Never)
    if decision.verdict is Verdict.NEVER or not is_askable or is_unseen:
        is_open = wanted.guard.category is Category.OPEN
        right = Right(node.protection.category) if is_unseen or is_open else wanted.guard.right
        named = f"{node.name}.{wanted.name}"
        told = {"field": named, "right": str(right)}
        raise Refused(Code.FORBIDDEN_FIELD, "field.forbidden", field=named, extensions=told)
    return decision


def _is_descending(direction: values.Value) -> bool:
    value = direction.value if isinstance(direction, values.Known) else direction
    return str(getattr(value, "value", value)) == "DESC"


def _objects(value: Any) -> Sequence[Mapping[str, Any]]:  # noqa: ANN401 - a list of objects, one object, or nothing
    if value is None:
        return ()
    return (value,) if isinstance(value, Mapping) else tuple(part for part in value if part is not None)
