"""Totals by groups: how many rows, and the mean of their numbers, for those who may read the rows or only their totals.

Who may only see totals gets no small group, and none of two totals whose difference would be one: the smallest shown
group is left out where the hidden ones together are few, and nothing is shown where a filter leaves out only a few
rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from isuo_graph.graph.catalogue import Field, NodeType, Scalar, Storage
from isuo_graph.graph.summaries import averaged
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.plan import build, filters, select, sql, tests, tree, values
from isuo_graph.plan.predicates import Row
from isuo_graph.plan.work import Authorizing
from isuo_graph.policy import rows
from isuo_graph.policy.decide import Decision, Verdict, decide_rows
from isuo_graph.policy.rights import Action, Right

GROUPS_MAX = 1_000
"""How many groups an answer holds at most; a guess, far above any combination that a person reads."""
COUNTED, HIDDEN, RANK = "n", "hidden", "rank"


@dataclass(frozen=True)
class Summary:
    """Authorized totals of a type."""

    node: NodeType
    visible: rows.Predicate
    is_protected: bool
    groups: tuple[tuple[Field, Decision], ...]
    means: tuple[tuple[Field, Decision], ...]
    where: tree.Condition | None
    having: Mapping[str, values.Value]
    picks: tuple[select.Pick, ...]
    document: select.Document
    small: int = 0


def authorized(work: Authorizing, node: NodeType, pick: select.Pick) -> Summary | None:
    """Authorize a summary; None where the viewer may see neither rows nor totals."""
    category = node.protection.category
    is_protected = work.viewer.holds(Right(category, Action.SUMMARISE))
    action = Action.SUMMARISE if is_protected else Action.READ
    visible = decide_rows(node.protection, work.viewer, Right(category, action))
    right = Right(category, action)
    if isinstance(visible, rows.Never):
        work.withheld.append(
            tree.Withheld((pick.key,), Code.FORBIDDEN_FIELD.value, str(right), work.holders.get(right, ()))
        )
        return None
    inner = replace(work, action=action, askable=frozenset(node.summary) if is_protected else None)
    given = work.arguments("Query", pick)
    groups = tuple(_group(inner, node, name) for name in _group_names(given.get("groupBy")))
    where = given.get("where")
    asked = filters.condition(inner, node, where) if isinstance(where, Mapping) and where else None
    having = given.get("having")
    picked = select.picks(work.document, pick.inner, f"{node.name}Summary")
    chosen = _averages(work.document, node, picked)
    means = tuple((one, inner.decide(one, node)) for one in averaged(node) if one.name in chosen)
    having = having if isinstance(having, Mapping) else {}
    return Summary(node, visible, is_protected, groups, means, asked, having, picked, work.document)


def built(work: build.Building, wanted: Summary, small: int) -> sql.Select:
    """Build the statement: rows, then groups, then the groups that may be shown, as one JSON array."""
    wanted = replace(wanted, small=small)
    row = Row(work.conditions.name("t"), wanted.node.table)
    visible = None if isinstance(wanted.visible, rows.Always) else work.conditions.holds(row, wanted.visible)
    asked = tests.written(work.sources, work.conditions, row, wanted.where) if wanted.where is not None else None
    grouped = _grouped(work, wanted, row, sql.both(visible, asked))
    shown = _shown(work, wanted, small, visible, sql.both(visible, asked), row)
    ranked = sql.Source(_ranked(wanted, grouped, small), "g")
    page = sql.Select((), ranked, shown, _order(wanted, "g"), sql.Literal(GROUPS_MAX), everything_of="g")
    item = sql.JsonObject(tuple((pick.key, _part(wanted, pick)) for pick in wanted.picks))
    return sql.Select(((sql.JsonRows(item), None),), sql.Source(page, "s"))


def _averages(document: select.Document, node: NodeType, picked: tuple[select.Pick, ...]) -> frozenset[str]:
    """Name the fields whose mean is asked for; a mean that nobody reads would still ask every row for its consent."""
    averages = (pick.inner for pick in picked if pick.name == "average")
    return frozenset(one.name for inner in averages for one in select.picks(document, inner, f"{node.name}Average"))


def _group_names(given: values.Value) -> tuple[str, ...]:
    listed = given.value if isinstance(given, values.Known) else given
    if listed is None:
        return ()
    found = listed if isinstance(listed, list | tuple) else [listed]
    plain = (one.value if isinstance(one, values.Known) else one for one in found)
    return tuple(dict.fromkeys(str(getattr(one, "value", one)) for one in plain))


def _group(work: Authorizing, node: NodeType, name: str) -> tuple[Field, Decision]:
    field = node.fields[name]
    decision = work.decide(field, node)
    if decision.verdict is Verdict.NEVER:
        named = f"{node.name}.{name}"
        raise Refused(
            Code.FORBIDDEN_FIELD,
            "field.forbidden",
            field=named,
            extensions={"field": named, "right": str(field.guard.right)},
        )
    return field, decision


def _grouped(work: build.Building, wanted: Summary, row: Row, where: sql.Expression | None) -> sql.Select:
    """Count by the masked values of the group fields."""
    keys = tuple(_masked(work, row, field, decision) for field, decision in wanted.groups)
    means = tuple(
        (sql.Mean(_masked(work, row, field, decision), 1 if field.scalar is Scalar.FLOAT else 1000), f"m{i}")
        for i, (field, decision) in enumerate(wanted.means)
    )
    sizes = tuple(
        (sql.Call("count", (_masked(work, row, field, decision),)), f"c{i}")
        for i, (field, decision) in enumerate(wanted.means)
        if wanted.is_protected  # nobody else's means are hidden for being of few
    )
    named = tuple((key, f"k{i}") for i, key in enumerate(keys))
    columns = (*named, (sql.Call("count"), COUNTED), *means, *sizes)
    has_rows = sql.Compare(">", sql.Call("count"), sql.Literal(0))
    source = sql.Source(wanted.node.table.name, row.name)
    return sql.Select(columns, source, where, group=keys, having=has_rows if keys else None)


def _ranked(wanted: Summary, grouped: sql.Select, small: int) -> sql.Select:
    """Beside each group: how many rows all small groups hold together, and its place among the others by size."""
    counted = sql.Column("c", COUNTED)
    is_small = sql.Compare("<", counted, sql.Literal(small))
    hidden = sql.Total(sql.Case(is_small, counted, sql.Literal(0)))
    by_size = (sql.Order(sql.Case(is_small, sql.Literal(1), sql.Literal(0))), sql.Order(counted), *_order(wanted, "c"))
    columns = ((hidden, HIDDEN), (sql.RowNumber(by_size), RANK))
    return sql.Select(columns, sql.Source(grouped, "c"), everything_of="c")


def _shown(
    work: build.Building,
    wanted: Summary,
    small: int,
    visible: sql.Expression | None,
    within: sql.Expression | None,
    row: Row,
) -> sql.Expression | None:
    counted = sql.Column("g", COUNTED)
    asked = [
        sql.Compare(tests.COMPARISONS[name], counted, work.sources.number(value))
        for name, value in _having(wanted).items()
    ]
    if not wanted.is_protected:
        return sql.both(*asked)
    hidden = sql.Column("g", HIDDEN)
    is_few = sql.And((sql.Compare(">", hidden, sql.Literal(0)), sql.Compare("<", hidden, sql.Literal(small))))
    spared = sql.Not(sql.And((is_few, sql.Compare("=", sql.Column("g", RANK), sql.Literal(1)))))
    complement = _complement(wanted, small, visible, within, row) if wanted.where is not None else None
    return sql.both(sql.Compare(">=", counted, sql.Literal(small)), spared, complement, *asked)


def _having(wanted: Summary) -> Mapping[str, values.Value]:
    count = wanted.having.get("count")
    return {k: v for k, v in count.items() if k in tests.COMPARISONS} if isinstance(count, Mapping) else {}


def _complement(
    wanted: Summary, small: int, visible: sql.Expression | None, within: sql.Expression | None, row: Row
) -> sql.Expression:
    """Ask that the rows which the filter leaves out are none, or not few."""
    source = sql.Source(wanted.node.table.name, row.name)
    everything, filtered = (
        sql.Scalar(sql.Select(((sql.Call("count"), None),), source, where)) for where in (visible, within)
    )
    return sql.Or(
        (
            sql.Compare("=", everything, filtered),
            sql.Compare(">=", everything, sql.Plus(filtered, sql.Literal(small))),
        )
    )


def _part(wanted: Summary, pick: select.Pick) -> sql.Expression:
    if pick.name == "count":
        return sql.Column("s", COUNTED)
    if pick.name == "key":
        inner = select.picks(wanted.document, pick.inner, f"{wanted.node.name}Key")
        return sql.JsonObject(tuple((one.key, _key(wanted, one.name)) for one in inner))
    if pick.name == "average":
        inner = select.picks(wanted.document, pick.inner, f"{wanted.node.name}Average")
        return sql.JsonObject(tuple((one.key, _mean(wanted, one.name)) for one in inner))
    return sql.Literal(f"{wanted.node.name}Summary")


def _key(wanted: Summary, name: str) -> sql.Expression:
    if name == "__typename":
        return sql.Literal(f"{wanted.node.name}Key")
    for i, (field, _) in enumerate(wanted.groups):
        if field.name == name:
            key = build.named(field, sql.Column("s", f"k{i}"))
            return sql.Printed(key, wanted.node.table.columns[field.column or "id"])
    return sql.Literal(None)


def _mean(wanted: Summary, name: str) -> sql.Expression:
    """Give a mean; one over few values would tell them, so it is hidden like a small group."""
    if name == "__typename":
        return sql.Literal(f"{wanted.node.name}Average")
    for i, (field, decision) in enumerate(wanted.means):
        if field.name == name and decision.verdict is not Verdict.NEVER:
            mean = sql.Printed(sql.Column("s", f"m{i}"), Storage.AMOUNT)
            if not wanted.is_protected:
                return mean
            enough = sql.Compare(">=", sql.Column("s", f"c{i}"), sql.Literal(wanted.small))
            return sql.Printed(sql.Case(enough, sql.Column("s", f"m{i}")), Storage.AMOUNT)
    return sql.Literal(None)


def _masked(work: build.Building, row: Row, field: Field, decision: Decision) -> sql.Expression:
    column = row.column(field.column or "id")
    if decision.verdict is Verdict.ALWAYS:
        return column
    if decision.verdict is Verdict.NEVER:
        return sql.Case(sql.Or(()), column)
    return sql.Case(work.conditions.holds(row, decision.visible), column)


def _order(wanted: Summary, source: str) -> tuple[sql.Order, ...]:
    return tuple(sql.Order(sql.Column(source, f"k{i}"), may_be_null=True) for i in range(len(wanted.groups)))
