"""Acts that give results of periods and lock them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Annotated

from sqlmodel import col, select, update

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry
from isuo_graph.kit.errors import Code
from isuo_graph.policy.rights import Action, Category, Right
from isuo_graph.rooms.journal import graph, register, rules, tables, trail
from isuo_graph.rooms.journal.acts.loads import PLAN
from isuo_graph.rooms.journal.tables import PeriodResult, ResultState, TeachingLoad
from isuo_graph.rooms.orders.graph import Order
from isuo_graph.rooms.orders.tables import OrderKind
from isuo_graph.rooms.org import tables as org
from isuo_graph.rooms.org.graph import Period, School, SchoolClass
from isuo_graph.rooms.people.graph import Student
from isuo_graph.rooms.roll import desk
from isuo_graph.store.unit import Unit

GIVE = Right(Category.RESULTS, Action.WRITE)
"""What it takes to give results: a subject teacher over own loads, a class teacher over the own class, the deputy."""
CORRECTION = frozenset({OrderKind.CORRECTION})


@dataclass(frozen=True)
class SetPeriodResult:
    """A student's result in the subject of a load, for a period; or the state that says why there is none."""

    student_id: Annotated[int, ref(Student)]
    load_id: Annotated[int, ref(graph.TeachingLoad)]
    period_id: Annotated[int, ref(Period)]
    value: Decimal | None = None
    state: ResultState = ResultState.GIVEN
    comment: str | None = None
    version: int | None = None


@dataclass(frozen=True)
class PeriodResultSaved:
    """The result."""

    period_result: Annotated[int, ref(graph.PeriodResult)]


@dataclass(frozen=True)
class LockPeriodResults:
    """Whose results of a period: of one class, or (without classId) of the school."""

    period_id: Annotated[int, ref(Period)]
    class_id: Annotated[int | None, ref(SchoolClass)] = None


@dataclass(frozen=True)
class UnlockPeriodResults:
    """Whose results are opened again, and by which order of correction."""

    period_id: Annotated[int, ref(Period)]
    order_id: Annotated[int, ref(Order)]
    class_id: Annotated[int | None, ref(SchoolClass)] = None


@dataclass(frozen=True)
class PeriodResultsLocked:
    """The period, and how many results changed their lock."""

    period: Annotated[int, ref(Period)]
    results: int


@act(GIVE, log="journal:result_set")
async def set_period_result(unit: Unit, asked: SetPeriodResult) -> PeriodResultSaved:
    """Give a student a result for a period, or change it while it is open; a change leaves its trail."""
    load: TeachingLoad = await unit.reach(graph.TeachingLoad, asked.load_id, path=("loadId",))
    period = await unit.get(org.Period, asked.period_id, path=("periodId",))
    entry = Entry()
    comment = entry.optional("comment", asked.comment, tables.COMMENT_SIZE)
    _check_period(unit, entry, load, period)
    day = min(period.ends_on, unit.today)
    seat = (await register.seats(unit, load, day, {asked.student_id})).get(asked.student_id)
    if seat is None:
        entry.refuse("lesson.student_not_in_class", "studentId", date=day)
    entry.close()
    assert seat is not None, "a student of another class was refused above"
    scale = await register.scale_for(unit, seat.school_class, load.subject_id, period.ends_on)
    if (fault := rules.result_fault(asked.state, asked.value, scale)) is not None:
        entry.refuse(fault.message, "value", **fault.values)
    earlier = await _earlier(unit, asked, load)
    if period.locked_at is not None or (earlier is not None and earlier.locked_at is not None):
        entry.refuse("result.locked", "periodId", code=Code.CONFLICT)
    entry.close()
    verdict = trail.Verdict(asked.state, asked.value, rules.is_passed(asked.value, scale), comment)
    row = earlier or _row(unit, load, period, seat, scale)
    if earlier is not None:
        unit.change(row, asked.version)
        unit.session.add(await trail.changed(unit, row, verdict))
    await trail.enter(unit, row, verdict)
    unit.session.add(row)
    unit.note(subject_id=row.student_id, school_id=row.school_id, result=row.id)
    unit.emit("journal:result_set", school_id=row.school_id, result=row.id, student=row.student_id)
    return PeriodResultSaved(row.id)


@act(PLAN, log="journal:results_locked")
async def lock_period_results(unit: Unit, asked: LockPeriodResults) -> PeriodResultsLocked:
    """Lock the results of a period: from now on they change only by a correction with an order."""
    return await _set_lock(unit, asked, is_locked=True)


@act(PLAN, log="journal:results_unlocked")
async def unlock_period_results(unit: Unit, asked: UnlockPeriodResults) -> PeriodResultsLocked:
    """Open the results of a period again, by an order of correction."""
    period = await unit.get(org.Period, asked.period_id, path=("periodId",))
    order = await desk.signed_order(unit, asked.order_id, period.school_id, CORRECTION, unit.today)
    unit.note(order=order.id)
    return await _set_lock(unit, asked, is_locked=False)


def _check_period(unit: Unit, entry: Entry, load: TeachingLoad, period: org.Period) -> None:
    if period.school_id != load.school_id:
        entry.refuse("row.not_found", "periodId", code=Code.NOT_IN_SCOPE)
    elif period.year_id != load.year_id:
        entry.refuse("result.other_year", "periodId")
    if unit.today < period.ends_on - timedelta(days=rules.RESULT_DAYS_BEFORE_END):
        entry.refuse("result.period_not_over", "periodId", end=period.ends_on)


async def _earlier(unit: Unit, asked: SetPeriodResult, load: TeachingLoad) -> PeriodResult | None:
    given = select(PeriodResult).where(
        PeriodResult.student_id == asked.student_id,
        PeriodResult.subject_id == load.subject_id,
        PeriodResult.period_id == asked.period_id,
    )
    return (await unit.session.exec(given)).first()


def _row(unit: Unit, load: TeachingLoad, period: org.Period, seat: register.Seat, scale: org.MarkScale) -> PeriodResult:
    return PeriodResult(
        id=unit.new_id(),
        school_id=load.school_id,
        student_id=seat.student.id,
        subject_id=load.subject_id,
        period_id=period.id,
        load_id=load.id,
        class_id=seat.school_class.id,
        scale_id=scale.id,
        grade=seat.school_class.grade,
    )


async def _set_lock(
    unit: Unit, asked: LockPeriodResults | UnlockPeriodResults, *, is_locked: bool
) -> PeriodResultsLocked:
    """Lock or open all results of a period, or those of one class, in one statement."""
    period = await unit.reach(Period, asked.period_id, path=("periodId",))
    # A subject teacher also writes plans, but only a right over the whole school reaches the school itself.
    await unit.reach(School, period.school_id, path=("periodId",))
    table = PeriodResult
    chosen = [table.school_id == period.school_id, table.period_id == period.id]
    chosen.append(col(table.locked_at).is_(None) if is_locked else col(table.locked_at).is_not(None))
    if asked.class_id is not None:
        await unit.reach(SchoolClass, asked.class_id, path=("classId",))
        chosen.append(col(table.class_id) == asked.class_id)
    moment = unit.now if is_locked else None
    done = await unit.session.exec(
        update(table).where(*chosen).values(locked_at=moment, version=col(table.version) + 1)
    )
    unit.note(subject_id=period.id, school_id=period.school_id, results=done.rowcount)
    unit.emit("journal:results_lock_changed", school_id=period.school_id, period=period.id, locked=is_locked)
    return PeriodResultsLocked(period.id, done.rowcount)


ACTS = (set_period_result, lock_period_results, unlock_period_results)
