"""Totals by groups: how many rows, and the mean of their numbers, for those who may read the rows or only their totals.

Who may see totals only is answered from one partition of all rows, whatever is asked: see `telling`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from isuo_graph.graph.catalogue import Field, NodeType, Scalar, Storage
from isuo_graph.graph.summaries import averaged
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.plan import build, cells, filters, select, sql, tests, tree, values
from isuo_graph.plan.cells import COUNTED, Decided
from isuo_graph.plan.predicates import Row
from isuo_graph.plan.telling import Telling
from isuo_graph.plan.work import Authorizing
from isuo_graph.policy import rows
from isuo_graph.policy.decide import ALWAYS, Verdict, decide_rows
from isuo_graph.policy.rights import Action, Right

GROUPS_MAX = 1_000
"""How many groups an answer holds at most; a guess, far above any combination that a person reads."""


@dataclass(frozen=True)
class Summary:
    """Authorized totals of a type. `told_by` is empty for who may read the rows."""

    node: NodeType
    visible: rows.Predicate
    is_protected: bool
    groups: tuple[Decided, ...]
    told_by: tuple[Decided, ...]
    means: tuple[Decided, ...]
    where: tree.Condition | None
    having: Mapping[str, values.Value]
    picks: tuple[select.Pick, ...]
    document: select.Document


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
    means = _decided(inner, node, (one for one in averaged(node) if one.name in chosen))
    named = {one.name for one, _ in groups} | _named(asked)
    told_by = _told_by(_decided(inner, node, (node.fields[name] for name in node.summary)), named)
    having = having if isinstance(having, Mapping) else {}
    return Summary(
        node, visible, is_protected, groups, told_by if is_protected else (), means, asked, having, picked,
        work.document,
    )  # fmt: skip


def built(work: build.Building, wanted: Summary, small: int) -> sql.Select:
    """Build the statement: rows, then cells, then what of them may be told, then groups as one JSON array."""
    row = Row(work.conditions.name("t"), wanted.node.table)
    visible = None if isinstance(wanted.visible, rows.Always) else work.conditions.holds(row, wanted.visible)
    if wanted.is_protected:
        gathered = cells.gathered(cells.Gathering(work.conditions, row, wanted.told_by, wanted.means, visible))
        steps = Telling(len(wanted.told_by), len(wanted.means), small).told(gathered)
        grouped = _regrouped(work, wanted, steps[-1][0])
    else:
        asked = tests.written(work.sources, work.conditions, row, wanted.where) if wanted.where is not None else None
        gathering = cells.Gathering(work.conditions, row, wanted.groups, wanted.means, sql.both(visible, asked))
        steps, grouped = (), cells.gathered(gathering)
    # Whatever goes before, a group of few rows does not leave for somebody who may see totals only.
    least = sql.Compare(">=", sql.Column("g", COUNTED), sql.Literal(small)) if wanted.is_protected else None
    shown = sql.both(least, *_having(work, wanted))
    page = sql.Select((), sql.Source(grouped, "g"), shown, _order(wanted), sql.Literal(GROUPS_MAX), everything_of="g")
    item = sql.JsonObject(tuple((pick.key, _part(wanted, pick)) for pick in wanted.picks))
    return sql.Select(((sql.JsonRows(item), None),), sql.Source(page, "s"), steps=steps)


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


def _group(work: Authorizing, node: NodeType, name: str) -> Decided:
    field_ = node.fields[name]
    decision = work.decide(field_, node)
    if decision.verdict is Verdict.NEVER:
        named = f"{node.name}.{name}"
        raise Refused(
            Code.FORBIDDEN_FIELD,
            "field.forbidden",
            field=named,
            extensions={"field": named, "right": str(field_.guard.right)},
        )
    return field_, decision


def _decided(work: Authorizing, node: NodeType, wanted: Iterator[Field]) -> tuple[Decided, ...]:
    """Decide over fields; those that are never visible are left out."""
    decided = ((one, work.decide(one, node)) for one in wanted)
    return tuple(pair for pair in decided if pair[1].verdict is not Verdict.NEVER)


def _told_by(every: tuple[Decided, ...], named: set[str]) -> tuple[Decided, ...]:
    """Give the keys of the partition that answers: no more than the first where nothing else is named, for its groups
    are told as exactly by a coarse partition as by the finest.
    """
    if not named:
        return ()
    return every[:1] if every and named == {every[0][0].name} else every


def _named(asked: tree.Condition | None) -> set[str]:
    match asked:
        case tree.AllTests(parts) | tree.AnyTest(parts):
            return {name for part in parts for name in _named(part)}
        case tree.NoTest(part):
            return _named(part)
        case tree.Test(wanted) | tree.Related(wanted):
            return {wanted.name}
        case _:
            return set()


@dataclass
class _Told(Row):
    """A row of what is told: the columns of the table stand under the names of their keys."""

    places: Mapping[str, str] = field(default_factory=dict)

    def column(self, name: str) -> sql.Column:
        """Give the column that tells a column of the table."""
        return sql.Column(self.name, self.places[name])


def _regrouped(work: build.Building, wanted: Summary, told: str) -> sql.Select:
    """Group what is told once more, by the fields asked for; the caller's filter too sees nothing else."""
    places = {field_.column or "id": cells.key(i) for i, (field_, _) in enumerate(wanted.told_by)}
    row = _Told("a", wanted.node.table, places=places)
    asked = _unmasked(wanted.where) if wanted.where is not None else None
    where = tests.written(work.sources, work.conditions, row, asked) if asked is not None else None
    keys = tuple(row.column(field_.column or "id") for field_, _ in wanted.groups)
    names = [COUNTED, *(one(i) for i in range(len(wanted.means)) for one in (cells.total, cells.size))]
    sums = tuple((sql.Call("sum", (sql.Column("a", name),)), name) for name in names)
    named = tuple((one, cells.key(i)) for i, one in enumerate(keys))
    return sql.Select(named + sums, sql.Source(told, "a"), where, group=keys)


def _unmasked(asked: tree.Condition) -> tree.Condition:
    """Give a filter over values that are masked already."""
    match asked:
        case tree.AllTests(parts):
            return tree.AllTests(tuple(map(_unmasked, parts)))
        case tree.AnyTest(parts):
            return tree.AnyTest(tuple(map(_unmasked, parts)))
        case tree.NoTest(part):
            return tree.NoTest(_unmasked(part))
        case tree.Test():
            return replace(asked, decision=ALWAYS)
        case _:
            msg = f"nothing to group by: {asked}"
            raise AssertionError(msg)


def _having(work: build.Building, wanted: Summary) -> Iterator[sql.Expression]:
    count = wanted.having.get("count")
    for name, value in count.items() if isinstance(count, Mapping) else ():
        if name in tests.COMPARISONS:
            yield sql.Compare(tests.COMPARISONS[name], sql.Column("g", COUNTED), work.sources.number(value))


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
    for i, (field_, _) in enumerate(wanted.groups):
        if field_.name == name:
            key = build.named(field_, sql.Column("s", cells.key(i)))
            return sql.Printed(key, wanted.node.table.columns[field_.column or "id"])
    return sql.Literal(None)


def _mean(wanted: Summary, name: str) -> sql.Expression:
    if name == "__typename":
        return sql.Literal(f"{wanted.node.name}Average")
    for i, (field_, _) in enumerate(wanted.means):
        if field_.name == name:
            scale = 1 if field_.scalar is Scalar.FLOAT else 1000
            mean = sql.Ratio(sql.Column("s", cells.total(i)), sql.Column("s", cells.size(i)), scale)
            return sql.Printed(mean, Storage.AMOUNT)
    return sql.Literal(None)


def _order(wanted: Summary) -> tuple[sql.Order, ...]:
    return tuple(sql.Order(sql.Column("g", cells.key(i)), may_be_null=True) for i in range(len(wanted.groups)))
