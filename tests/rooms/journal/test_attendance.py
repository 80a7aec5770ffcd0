"""Attendance: a whole lesson at once, and the reason apart, under a right of its own."""

from __future__ import annotations

from tests.rooms.classroom import Classroom

from isuo_graph.policy.rights import Role
from isuo_graph.rooms.journal.acts import attendance
from isuo_graph.rooms.journal.acts.attendance import AttendanceEntry
from isuo_graph.rooms.journal.tables import AbsenceReason, Attendance, AttendanceState

ABSENT, PRESENT, LATE = AttendanceState.ABSENT, AttendanceState.PRESENT, AttendanceState.LATE
OUT_OF_SCOPE = [("NOT_IN_SCOPE", "row.not_found")]
ILL = AbsenceReason.ILLNESS


async def noted(room: Classroom, *entries: AttendanceEntry, lesson_id: int = 0) -> int:
    """Note attendance and give the lesson."""
    asked = attendance.RecordAttendance(lesson_id or await room.lesson(), entries)
    await room.do(room.teacher, attendance.record_attendance, asked)
    return asked.lesson_id


async def refused(room: Classroom, *entries: AttendanceEntry) -> list[tuple[str, str]]:
    asked = attendance.RecordAttendance(await room.lesson(), entries)
    return await room.refused(room.teacher, attendance.record_attendance, asked)


async def absence(room: Classroom, student_id: int) -> int:
    """Note an absence and give its row."""
    lesson_id = await noted(room, AttendanceEntry(student_id, ABSENT))
    (row,) = await room.rows(Attendance, lesson_id=lesson_id)
    row_id: int = row.id
    return row_id


async def test_a_whole_lesson_is_noted_at_once(room: Classroom) -> None:
    here, late = await room.student(room.class_id), await room.student(room.class_id)
    lesson_id = await noted(room, AttendanceEntry(here, PRESENT), AttendanceEntry(late, LATE, 7))
    rows = {row.student_id: (row.state, row.minutes_late) for row in await room.rows(Attendance, lesson_id=lesson_id)}
    assert rows == {here: ("PRESENT", None), late: ("LATE", 7)}


async def test_noting_again_changes_the_cell(room: Classroom) -> None:
    student_id = await room.student(room.class_id)
    lesson_id = await noted(room, AttendanceEntry(student_id, ABSENT))
    await noted(room, AttendanceEntry(student_id, LATE, 5), lesson_id=lesson_id)
    (row,) = await room.rows(Attendance, lesson_id=lesson_id)
    assert (row.state, row.version) == ("LATE", 2)


async def test_every_fault_of_a_list_is_told_and_nothing_is_written(room: Classroom) -> None:
    own, stranger = await room.student(room.class_id), await room.student(room.twin_id)
    nameless = await room.student(room.class_id, has_consent=False)
    asked = attendance.RecordAttendance(
        await room.lesson(),
        (
            AttendanceEntry(own, ABSENT),
            AttendanceEntry(stranger, ABSENT),
            AttendanceEntry(nameless, ABSENT),
            AttendanceEntry(own, PRESENT),
            AttendanceEntry(await room.student(room.class_id), PRESENT, 5),
        ),
    )
    assert await room.refused(room.teacher, attendance.record_attendance, asked) == [
        ("BAD_USER_INPUT", "lesson.student_not_in_class"),
        ("CONSENT_MISSING", "consent.missing"),
        ("BAD_USER_INPUT", "attendance.student_twice"),
        ("BAD_USER_INPUT", "attendance.minutes_without_late"),
    ]
    assert await room.rows(Attendance, lesson_id=asked.lesson_id) == []


async def test_an_empty_list_is_refused(room: Classroom) -> None:
    assert await refused(room) == [("BAD_USER_INPUT", "input.out_of_range")]


async def test_a_class_teacher_notes_attendance_of_the_own_class(room: Classroom) -> None:
    entries = (AttendanceEntry(await room.student(room.class_id), ABSENT),)
    asked = attendance.RecordAttendance(await room.lesson(), entries)
    assert (await room.do(room.leader, attendance.record_attendance, asked)).recorded == 1


async def test_a_class_teacher_does_not_note_attendance_of_another_class(room: Classroom) -> None:
    load_id = await room.load(room.twin_id)
    lesson_id = await room.lesson(load_id=load_id, class_id=room.twin_id)
    asked = attendance.RecordAttendance(lesson_id, (AttendanceEntry(await room.student(room.twin_id), ABSENT),))
    assert await room.refused(room.leader, attendance.record_attendance, asked) == OUT_OF_SCOPE


async def test_a_guardian_explains_an_absence_of_the_own_child(room: Classroom) -> None:
    student_id = await room.student(room.class_id)
    row_id, guardian = await absence(room, student_id), await room.guardian_of(student_id)
    asked = attendance.SetAbsenceReason(row_id, ILL, "Ысытмасы бар")
    await room.do(guardian, attendance.set_absence_reason, asked)
    row = await room.row(Attendance, row_id)
    assert (row.reason, row.reason_note, row.reason_source) == ("ILLNESS", "Ысытмасы бар", "GUARDIAN")


async def test_a_guardian_does_not_explain_for_another_child(room: Classroom) -> None:
    row_id = await absence(room, await room.student(room.class_id))
    guardian = await room.guardian_of(await room.student(room.class_id))
    asked = attendance.SetAbsenceReason(row_id, ILL)
    assert await room.refused(guardian, attendance.set_absence_reason, asked) == OUT_OF_SCOPE


async def test_a_guardians_note_does_not_replace_the_schools_word(room: Classroom) -> None:
    student_id = await room.student(room.class_id)
    row_id, guardian = await absence(room, student_id), await room.guardian_of(student_id)
    settled = attendance.SetAbsenceReason(row_id, AbsenceReason.WITHOUT_REASON)
    await room.do(room.leader, attendance.set_absence_reason, settled)
    asked = attendance.SetAbsenceReason(row_id, ILL)
    assert await room.refused(guardian, attendance.set_absence_reason, asked) == [
        ("CONFLICT", "attendance.reason_settled")
    ]


async def test_whoever_was_there_has_no_reason(room: Classroom) -> None:
    lesson_id = await noted(room, AttendanceEntry(await room.student(room.class_id), PRESENT))
    (row,) = await room.rows(Attendance, lesson_id=lesson_id)
    asked = attendance.SetAbsenceReason(row.id, ILL)
    assert await room.refused(room.leader, attendance.set_absence_reason, asked) == [
        ("BAD_USER_INPUT", "attendance.reason_with_presence")
    ]


async def test_presence_found_later_takes_the_reason_away(room: Classroom) -> None:
    student_id = await room.student(room.class_id)
    row_id = await absence(room, student_id)
    await room.do(room.leader, attendance.set_absence_reason, attendance.SetAbsenceReason(row_id, ILL, "?"))
    lesson_id = (await room.row(Attendance, row_id)).lesson_id
    await noted(room, AttendanceEntry(student_id, PRESENT), lesson_id=lesson_id)
    row = await room.row(Attendance, row_id)
    assert (row.reason, row.reason_note, row.reason_source) == (None, None, None)


async def test_a_subject_teacher_gives_no_reasons(room: Classroom) -> None:
    row_id = await absence(room, await room.student(room.class_id))
    asked = attendance.SetAbsenceReason(row_id, ILL)
    assert await room.refused(room.teacher, attendance.set_absence_reason, asked) == [
        ("FORBIDDEN_ACT", "act.forbidden")
    ]


async def test_a_director_notes_nothing(room: Classroom) -> None:
    asked = attendance.RecordAttendance(await room.lesson(), ())
    assert await room.refused(room.as_(Role.DIRECTOR), attendance.record_attendance, asked) == [
        ("FORBIDDEN_ACT", "act.forbidden")
    ]
