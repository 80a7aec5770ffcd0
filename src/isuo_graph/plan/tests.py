"""Writes a caller's filter as SQL. A conditionally visible field is compared by its masked value."""

from __future__ import annotations

from isuo_graph.graph import fields
from isuo_graph.graph.catalogue import Scalar, Storage
from isuo_graph.kit import text
from isuo_graph.kit.letters import Spelling
from isuo_graph.plan import bind, sql, tree, values
from isuo_graph.plan.predicates import Conditions, Row
from isuo_graph.policy import rows
from isuo_graph.policy.decide import Verdict

COMPARISONS = {"eq": "=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}


def written(sources: bind.Sources, conditions: Conditions, row: Row, asked: tree.Condition) -> sql.Expression:
    """Write a condition over a row."""
    match asked:
        case tree.AllTests(parts):
            return sql.And(tuple(written(sources, conditions, row, part) for part in parts))
        case tree.AnyTest(parts):
            return sql.Or(tuple(written(sources, conditions, row, part) for part in parts))
        case tree.NoTest(part):
            # A comparison with NULL is neither true nor false; "not" means every row of which the part is not true.
            return sql.Not(sql.Call("coalesce", (written(sources, conditions, row, part), sql.Literal(False))))
        case tree.Related():
            return _related(sources, conditions, row, asked)
        case tree.Test():
            return _test(sources, conditions, row, asked)
        case _:
            msg = f"no such condition: {asked}"
            raise AssertionError(msg)


def told(condition: sql.Expression) -> sql.Expression:
    """Write whether a condition holds, as yes or no: what cannot be told (a column is NULL) does not hold."""
    return sql.Case(condition, sql.Literal(value=True), sql.Literal(value=False))


def _related(sources: bind.Sources, conditions: Conditions, row: Row, asked: tree.Related) -> sql.Expression:
    kind = asked.field.kind
    assert isinstance(kind, fields.ToOne | fields.ToMany)
    here, there = (kind.column, kind.key) if isinstance(kind, fields.ToOne) else (kind.own, kind.column)
    other = Row(conditions.name("w"), asked.node.table)
    extra = kind.where if isinstance(kind, fields.ToMany) else ()
    where = sql.both(
        sql.Compare("=", other.column(there), row.column(here)),
        *(conditions.holds(other, part) for part in extra),
        None if isinstance(asked.rows, rows.Always) else conditions.holds(other, asked.rows),
        written(sources, conditions, other, asked.inner),
    )
    exists: sql.Expression = sql.Exists(sql.Select((), sql.Source(asked.node.table.name, other.name), where))
    found = sql.Not(exists) if asked.is_none else exists
    if asked.decision.verdict is Verdict.ALWAYS:
        return found
    return sql.And((conditions.holds(row, asked.decision.visible), found))


def _test(sources: bind.Sources, conditions: Conditions, row: Row, asked: tree.Test) -> sql.Expression:
    """Write a comparison with the value that the viewer sees: of a row that hides it nothing is true but that it is
    null.

    A comparison stands beside the condition that shows the value, so that an index on the bare column serves it.
    """
    plain = _plain(conditions, row, asked)
    if asked.operator == "isNull":
        flag = sources.add(Storage.FLAG, bind.operand(Scalar.BOOLEAN, "", asked.value))
        return sql.Compare("=", sql.Truth(sql.IsNull(_masked(conditions, row, asked, plain))), flag)
    if asked.operator == "eq" and asked.value is None:
        return sql.IsNull(_masked(conditions, row, asked, plain))
    if asked.operator in {"startsWith", "contains"}:
        compared = _like(sources, row, asked, plain)
    else:
        compared = _compared(sources, row, asked, plain)
    if asked.decision.verdict is Verdict.ALWAYS:
        return compared
    return sql.And((conditions.holds(row, asked.decision.visible), compared))


def _compared(sources: bind.Sources, row: Row, asked: tree.Test, plain: sql.Expression) -> sql.Expression:
    scalar = asked.field.scalar or Scalar.STRING
    storage = Storage.FLAG if scalar is Scalar.BOOLEAN else _storage(row, asked)
    if asked.operator == "in":
        given = sources.add(storage, bind.operand(scalar, asked.prefix, asked.value), is_list=True)
        return sql.InList(plain, given)
    given = sources.add(storage, bind.operand(scalar, asked.prefix, asked.value, operator=asked.operator))
    return sql.Compare(COMPARISONS[asked.operator], plain, given)


def _plain(conditions: Conditions, row: Row, asked: tree.Test) -> sql.Expression:
    kind = asked.field.kind
    if isinstance(kind, fields.Tells):
        return told(conditions.holds(row, kind.predicate))
    if isinstance(kind, fields.Joined):
        return sql.Spaced(tuple(row.column(name) for name in kind.columns))
    return row.column(asked.field.column or "id")


def _masked(conditions: Conditions, row: Row, asked: tree.Test, plain: sql.Expression) -> sql.Expression:
    if asked.decision.verdict is Verdict.ALWAYS:
        return plain
    return sql.Case(conditions.holds(row, asked.decision.visible), plain)


def _like(sources: bind.Sources, row: Row, asked: tree.Test, plain: sql.Expression) -> sql.Expression:
    """Find as people type: any spelling of a letter that a Russian keyboard lacks, unless it was typed itself.

    The field's own text decides. A search key, which an index may serve, only narrows what is looked at.
    """
    if asked.value is None:
        return sql.Or(())
    operator = sql.StartsWith if asked.operator == "startsWith" else sql.Contains
    folded, meant = (sources.add(Storage.TEXT, given(asked.value)) for given in (bind.folded, bind.meant))
    nothing_meant = sql.Compare("=", meant, sql.Literal(""))
    tests = (
        operator(sql.Letters(plain, Spelling.FOLDED), folded),
        sql.Or((nothing_meant, operator(sql.Letters(plain, Spelling.EXACT), meant))),
    )
    search = getattr(asked.field.kind, "search", None)
    if search and asked.operator == "startsWith":
        key = row.column(search)
        low, high = (sources.add(Storage.TEXT, _bound(asked.value, i)) for i in (0, 1))
        return sql.And((sql.Compare(">=", key, low), sql.Compare("<", key, high), *tests))
    return sql.And(tests)


def _bound(value: values.Value, side: int) -> bind.Source:
    return lambda moment: text.prefix_range(str(values.resolved(value, moment.variables) or ""))[side]


def _storage(row: Row, asked: tree.Test) -> Storage:
    """Give how the value is kept; a joined text has no column of its own."""
    return row.table.columns.get(asked.field.column or "", Storage.TEXT)
