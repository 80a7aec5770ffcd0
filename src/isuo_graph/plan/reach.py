"""The question an act asks before it touches a row: does the row lie within the viewer's scope for this right?

SELECT 1 FROM "student" t1 WHERE t1."id" = ?1 AND t1."school_id" = ?2
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from types import MappingProxyType

from isuo_graph.graph.catalogue import Catalogue, Storage
from isuo_graph.kit.cursor import CursorBox
from isuo_graph.plan import bind, sql
from isuo_graph.plan.planner import writer_for
from isuo_graph.plan.predicates import Conditions, Row
from isuo_graph.policy.decide import decide_rows
from isuo_graph.policy.rights import Right
from isuo_graph.policy.viewer import Viewer

RowCheck = Callable[[type, Right, Viewer, int, int, date], tuple[str, Sequence[object]]]


def row_check(catalogue: Catalogue, dialect: bind.Dialect, cursors: CursorBox) -> RowCheck:
    """Give the function that writes the question for a type, a right, a viewer and a row, with its parameters."""

    def written(
        origin: type, right: Right, viewer: Viewer, row_id: int, now_ms: int, today: date
    ) -> tuple[str, Sequence[object]]:
        node = catalogue.type_of(origin)
        conditions = Conditions(viewer, catalogue.tables)
        row = Row(conditions.name("t"), node.table)
        sources = bind.Sources(0, 0)
        number = sources.add(Storage.BIG, lambda _: row_id)
        scope = conditions.holds(row, decide_rows(node.protection, viewer, right))
        where = sql.both(sql.Compare("=", row.column("id"), number), scope)
        select = sql.Select(
            ((sql.Literal(1), None),), sql.Source(node.table.name, row.name), where, steps=conditions.steps()
        )
        text = writer_for(dialect).statement(select)
        moment = bind.Moment(viewer, MappingProxyType({}), now_ms, today, "", cursors)
        return text.text, [source(moment) for source in bind.ordered(text.binds, sources, dialect)]

    return written
