"""A page ordered by a key that some rows hide. Rows that show it and rows that hide it are read apart, so that an index
gives the former in order; the latter, which stand behind all others, are looked for only where a page has room left.

Takes what `build` has made of a page; gives the statement of its rows, equal to sorting all of them by the masked key.
"""

from __future__ import annotations

from dataclasses import replace

from isuo_graph.plan import paging, sql
from isuo_graph.plan.predicates import Row
from isuo_graph.policy.decide import Verdict
from isuo_graph.policy.rows import Equals, InSchools, IsNull, Within, WithinDays, conjuncts

SHOWN, BOTH = "shown", "u"
WIDE = (InSchools, Equals, IsNull, Within, WithinDays)
Columns = tuple[tuple[sql.Expression, str | None], ...]


def are_apart(page: paging.Page, *, weighs_costs: bool) -> bool:
    """Tell whether a page is better read in halves: its first key is hidden on some rows.

    The few rows of somebody who sees less than whole schools are found by other indexes and sorted; SQLite, which does
    not weigh that, would go through the school in its order.
    """
    if not isinstance(page.keys[0].expression, sql.Case):
        return False
    return weighs_costs or all(isinstance(part, WIDE) for part in conjuncts(page.wanted.rows))


def rows(page: paging.Page, columns: Columns, table: sql.Source, scope: sql.Expression | None) -> sql.Select:
    """Give the rows of a page: `columns`, the keys as `k0`, `k1` …, and the position where it is needed."""
    shown = _half(page, columns, table, scope, is_shown=True)
    hidden = _half(page, columns, table, scope, is_shown=False)
    hidden = replace(hidden, limit=sql.Minus(page.limit(), _how_many()))
    both = sql.Select(
        (),
        sql.Source(SHOWN, SHOWN),
        everything_of=SHOWN,
        steps=((SHOWN, shown),),
        followed_by=sql.Select((), sql.Source(hidden, "h"), everything_of="h"),
    )
    order = tuple(
        sql.Order(sql.Column(BOTH, f"k{i}"), key.is_descending, key.may_be_null) for i, key in enumerate(page.order)
    )
    position: Columns = ((sql.RowNumber(order), paging.POSITION),) if page.needs_position else ()
    return sql.Select(position, sql.Source(both, BOTH), None, order, page.limit(), everything_of=BOTH)


def _how_many() -> sql.Expression:
    """Count the rows that surely stand before every row that hides the key: those whose key is not null."""
    counted = sql.Call("count", (sql.Column("s", "k0"),))
    return sql.Scalar(sql.Select(((counted, None),), sql.Source(SHOWN, "s")))


def _half(
    page: paging.Page, columns: Columns, table: sql.Source, scope: sql.Expression | None, *, is_shown: bool
) -> sql.Select:
    """Read the rows that show the key, or those that hide it. Keys hidden for the same reason are bare here, and
    nothing there.
    """
    decided = page.wanted.order[0].decision.visible
    visible = page.conditions.holds(page.row, decided)
    if not is_shown:
        visible = sql.Not(sql.Call("coalesce", (visible, sql.Literal(value=False))))
    keys = [_key(page, page.row, i, decided, is_shown=is_shown) for i in range(len(page.order))]
    given = tuple((key.expression, f"k{i}") for i, key in enumerate(keys))
    order = tuple(
        sql.Order(key.expression, key.is_descending, not key.is_required)
        for key, whole in zip(keys, page.wanted.order, strict=True)
        if is_shown or whole.decision.verdict is Verdict.ALWAYS or whole.decision.visible != decided
    )
    return sql.Select(columns + given, table, sql.both(scope, visible, page.after(keys)), order, page.limit())


def _key(page: paging.Page, row: Row, position: int, decided: object, *, is_shown: bool) -> paging.Key:
    whole = page.wanted.order[position]
    is_same = whole.decision.verdict is not Verdict.ALWAYS and whole.decision.visible == decided
    if not is_same:
        return page.keys[position]
    bare = page.bare(whole)
    if is_shown:
        return paging.Key(bare, whole.is_descending, is_required=whole.column in row.table.required)
    return paging.Key(sql.Case(sql.Or(()), bare), whole.is_descending, is_required=False)
