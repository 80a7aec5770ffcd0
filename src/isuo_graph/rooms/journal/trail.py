"""How a result is written and how its change is kept: takes a row and a verdict, gives the line of the trail."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from isuo_graph.rooms.journal.tables import ChangeKind, PeriodResult, ResultChange, ResultState
from isuo_graph.rooms.roll import desk
from isuo_graph.store.unit import Unit


@dataclass(frozen=True)
class Verdict:
    """What a result says."""

    state: ResultState
    value: Decimal | None
    is_passed: bool | None
    comment: str | None = None


@dataclass(frozen=True)
class Cause:
    """Why a result changes; a correction after the lock cites its order."""

    kind: ChangeKind = ChangeKind.CHANGED
    reason: str = ""
    order_id: int | None = None


BEFORE_LOCK = Cause()
"""While results are open a teacher changes them without giving a reason."""


async def changed(unit: Unit, row: PeriodResult, verdict: Verdict, cause: Cause = BEFORE_LOCK) -> ResultChange:
    """Keep what a result is before the verdict is entered."""
    return ResultChange(
        id=unit.new_id(),
        school_id=row.school_id,
        result_id=row.id,
        student_id=row.student_id,
        load_id=row.load_id,
        class_id=row.class_id,
        kind=cause.kind,
        old_state=row.state,
        new_state=verdict.state,
        old_value=row.value,
        new_value=verdict.value,
        reason=cause.reason,
        order_id=cause.order_id,
        changed_by_id=await desk.acting_staff(unit, row.school_id),
        changed_at=unit.now,
    )


async def enter(unit: Unit, row: PeriodResult, verdict: Verdict) -> None:
    """Write a verdict onto a result."""
    row.state = verdict.state
    row.value = verdict.value
    row.is_passed = verdict.is_passed
    row.comment = verdict.comment
    row.entered_by_id = await desk.acting_staff(unit, row.school_id)
    row.entered_at = unit.now
