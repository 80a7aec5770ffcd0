"""The act that corrects a locked result: only over the whole school, only by an order of the director, trail kept."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry
from isuo_graph.kit.errors import Code
from isuo_graph.rooms.journal import graph, rules, tables, trail
from isuo_graph.rooms.journal.acts.results import CORRECTION, GIVE, PeriodResultSaved
from isuo_graph.rooms.journal.tables import ChangeKind, PeriodResult, ResultState
from isuo_graph.rooms.orders.graph import Order
from isuo_graph.rooms.org.graph import School
from isuo_graph.rooms.org.tables import MarkScale, Period
from isuo_graph.rooms.roll import desk
from isuo_graph.store.unit import Unit


@dataclass(frozen=True)
class CorrectPeriodResult:
    """What a locked result should say, why, and by which order of correction."""

    result_id: Annotated[int, ref(graph.PeriodResult)]
    order_id: Annotated[int, ref(Order)]
    reason: str
    value: Decimal | None = None
    state: ResultState = ResultState.GIVEN
    version: int | None = None


@act(GIVE, log="journal:result_corrected")
async def correct_period_result(unit: Unit, asked: CorrectPeriodResult) -> PeriodResultSaved:
    """Correct a locked result; it stays locked, and the trail cites the order."""
    row: PeriodResult = await unit.reach(graph.PeriodResult, asked.result_id, path=("resultId",))
    # Teachers hold the right over their own students; a correction takes it over the whole school.
    await unit.reach(School, row.school_id, path=("resultId",))
    order = await desk.signed_order(unit, asked.order_id, row.school_id, CORRECTION, unit.today)
    period = await unit.get(Period, row.period_id)
    entry = Entry()
    reason = entry.line("reason", asked.reason, tables.COMMENT_SIZE)
    if row.locked_at is None and period.locked_at is None:
        entry.refuse("result.not_locked", "resultId", code=Code.CONFLICT)
    scale = await unit.get(MarkScale, row.scale_id)
    if (fault := rules.result_fault(asked.state, asked.value, scale)) is not None:
        entry.refuse(fault.message, "value", **fault.values)
    entry.close()
    unit.change(row, asked.version)
    verdict = trail.Verdict(asked.state, asked.value, rules.is_passed(asked.value, scale), row.comment)
    unit.session.add(await trail.changed(unit, row, verdict, trail.Cause(ChangeKind.CORRECTED, reason, order.id)))
    await trail.enter(unit, row, verdict)
    unit.note(subject_id=row.student_id, school_id=row.school_id, result=row.id, order=order.id)
    unit.emit("journal:result_corrected", school_id=row.school_id, result=row.id, student=row.student_id)
    return PeriodResultSaved(row.id)


ACTS = (correct_period_result,)
