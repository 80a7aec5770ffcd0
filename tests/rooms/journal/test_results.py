"""Results of periods: given by teachers while open, locked by those who plan, corrected only by an order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.exc import DBAPIError
from tests.conftest import MOMENT
from tests.rooms.classroom import Classroom, new_id

from isuo_graph.policy.rights import Role
from isuo_graph.rooms.journal.acts import results, verdicts
from isuo_graph.rooms.journal.tables import PeriodResult, ResultChange, ResultState
from isuo_graph.rooms.orders.tables import OrderKind
from isuo_graph.rooms.org.tables import Period, PeriodKind

FOUR, FIVE = Decimal(4), Decimal(5)
OUT_OF_SCOPE = [("NOT_IN_SCOPE", "row.not_found")]
FORBIDDEN = [("FORBIDDEN_ACT", "act.forbidden")]


async def wanted(room: Classroom, value: Decimal | None = FOUR, period_id: int = 0) -> results.SetPeriodResult:
    student_id = await room.student(room.class_id, has_consent=False)
    return results.SetPeriodResult(student_id, room.load_id, period_id or room.quarter_id, value)


async def given(room: Classroom, period_id: int = 0) -> int:
    asked = await wanted(room, period_id=period_id)
    result_id: int = (await room.do(room.teacher, results.set_period_result, asked)).period_result
    return result_id


async def period(room: Classroom) -> int:
    """Give a month of its own, so that a lock hinders no other test."""
    return await room.add(
        Period(
            id=new_id(),
            school_id=room.school_id,
            year_id=room.year_id,
            kind=PeriodKind.TRIMESTER,
            number=new_id(),
            name="Сентябрь",
            starts_on=date(2026, 9, 1),
            ends_on=date(2026, 9, 30),
        )
    )


async def locked(room: Classroom) -> int:
    """Give a result of a period that was locked by the director."""
    period_id = await period(room)
    result_id = await given(room, period_id)
    outcome = await room.do(room.as_(Role.DIRECTOR), results.lock_period_results, results.LockPeriodResults(period_id))
    assert outcome.results == 1
    return result_id


async def correction(room: Classroom, result_id: int) -> verdicts.CorrectPeriodResult:
    order_id = await room.order(OrderKind.CORRECTION)
    return verdicts.CorrectPeriodResult(result_id, order_id, "Эсептөөдөгү ката", FIVE)


async def test_a_result_needs_no_consent(room: Classroom) -> None:
    row = await room.row(PeriodResult, await given(room))
    assert (row.value, row.state, row.is_passed, row.entered_by_id) == (FOUR, "GIVEN", True, room.teacher_id)


async def test_a_two_does_not_pass(room: Classroom) -> None:
    made = await room.do(room.teacher, results.set_period_result, await wanted(room, Decimal(2)))
    assert (await room.row(PeriodResult, made.period_result)).is_passed is False


@pytest.mark.parametrize(
    ("value", "state", "message"),
    [
        (Decimal(6), ResultState.GIVEN, "mark.off_scale"),
        (None, ResultState.GIVEN, "result.value_required"),
        (FOUR, ResultState.NOT_ATTESTED, "result.value_with_state"),
    ],
)
async def test_a_result_fits_its_scale_and_state(
    room: Classroom, value: Decimal | None, state: ResultState, message: str
) -> None:
    asked = replace(await wanted(room, value), state=state)
    assert await room.refused(room.teacher, results.set_period_result, asked) == [("BAD_USER_INPUT", message)]


async def test_a_result_long_before_the_end_of_the_period_is_refused(room: Classroom) -> None:
    (whole_year,) = await room.rows(Period, year_id=room.year_id, kind=PeriodKind.YEAR)
    asked = await wanted(room, period_id=whole_year.id)
    assert await room.refused(room.teacher, results.set_period_result, asked) == [
        ("BAD_USER_INPUT", "result.period_not_over")
    ]


async def test_a_class_teacher_gives_results_of_the_own_class(room: Classroom) -> None:
    made = await room.do(room.leader, results.set_period_result, await wanted(room))
    assert (await room.row(PeriodResult, made.period_result)).entered_by_id == room.leader_id


async def test_another_teacher_gives_no_result(room: Classroom) -> None:
    colleague = room.as_(Role.SUBJECT_TEACHER, staff_ids=(await room.staff(),))
    assert await room.refused(colleague, results.set_period_result, await wanted(room)) == OUT_OF_SCOPE


async def test_a_changed_result_leaves_its_trail(room: Classroom) -> None:
    asked = await wanted(room)
    made = await room.do(room.teacher, results.set_period_result, asked)
    await room.do(room.teacher, results.set_period_result, replace(asked, value=FIVE, version=1))
    (change,) = await room.rows(ResultChange, result_id=made.period_result)
    assert (change.kind, change.old_value, change.new_value) == ("CHANGED", FOUR, FIVE)


async def test_a_locked_result_is_not_changed_by_its_teacher(room: Classroom) -> None:
    row = await room.row(PeriodResult, await locked(room))
    asked = results.SetPeriodResult(row.student_id, room.load_id, row.period_id, FIVE)
    assert await room.refused(room.teacher, results.set_period_result, asked) == [("CONFLICT", "result.locked")]


async def test_a_correction_keeps_the_lock_and_cites_its_order(room: Classroom) -> None:
    asked = await correction(room, await locked(room))
    await room.do(room.as_(Role.DEPUTY), verdicts.correct_period_result, asked)
    row = await room.row(PeriodResult, asked.result_id)
    (change,) = await room.rows(ResultChange, result_id=asked.result_id)
    assert (row.value, row.locked_at) == (FIVE, MOMENT)
    assert (change.kind, change.old_value, change.order_id, change.reason) == (
        "CORRECTED", FOUR, asked.order_id, asked.reason,
    )  # fmt: skip


async def test_an_open_result_needs_no_correction(room: Classroom) -> None:
    asked = await correction(room, await given(room, await period(room)))
    assert await room.refused(room.as_(Role.DEPUTY), verdicts.correct_period_result, asked) == [
        ("CONFLICT", "result.not_locked")
    ]


async def test_a_teacher_corrects_nothing_even_with_an_order(room: Classroom) -> None:
    asked = await correction(room, await locked(room))
    assert await room.refused(room.teacher, verdicts.correct_period_result, asked) == OUT_OF_SCOPE


async def test_a_director_orders_a_correction_and_does_not_make_it(room: Classroom) -> None:
    asked = await correction(room, await locked(room))
    assert await room.refused(room.as_(Role.DIRECTOR), verdicts.correct_period_result, asked) == FORBIDDEN


async def test_an_order_about_something_else_corrects_nothing(room: Classroom) -> None:
    asked = replace(await correction(room, await locked(room)), order_id=await room.order(OrderKind.ENROLLMENT))
    assert await room.refused(room.as_(Role.DEPUTY), verdicts.correct_period_result, asked) == [
        ("BAD_USER_INPUT", "order.wrong_kind")
    ]


async def test_a_teacher_locks_nothing(room: Classroom) -> None:
    asked = results.LockPeriodResults(await period(room))
    assert await room.refused(room.teacher, results.lock_period_results, asked) == OUT_OF_SCOPE


async def test_results_are_opened_again_by_an_order(room: Classroom) -> None:
    row = await room.row(PeriodResult, await locked(room))
    asked = results.UnlockPeriodResults(row.period_id, await room.order(OrderKind.CORRECTION))
    await room.do(room.as_(Role.DEPUTY), results.unlock_period_results, asked)
    assert (await room.row(PeriodResult, row.id)).locked_at is None


@pytest.mark.parametrize("change", ["", "old_value = 5000"])
async def test_what_a_result_was_is_never_changed_or_removed(room: Classroom, change: str) -> None:
    asked = await correction(room, await locked(room))
    await room.do(room.as_(Role.DEPUTY), verdicts.correct_period_result, asked)
    (row,) = await room.rows(ResultChange, result_id=asked.result_id)
    with pytest.raises(DBAPIError, match="append-only"):
        await room.rewrite("result_change", row.id, change)
