"""Acts on attendance: who was at a lesson (a whole class at once), and, by a right of its own, why somebody was not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from sqlmodel import col, select

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry, put
from isuo_graph.kit.errors import Code
from isuo_graph.policy.rights import Action, Category, Right
from isuo_graph.rooms.journal import graph, register, rules, tables
from isuo_graph.rooms.journal.acts.marks import check_lesson
from isuo_graph.rooms.journal.tables import AbsenceReason, Attendance, AttendanceState, Lesson, ReasonSource
from isuo_graph.rooms.people.graph import Student
from isuo_graph.rooms.people.tables import ClassLeadership, Guardianship
from isuo_graph.rooms.people.tables import Student as StudentRow
from isuo_graph.rooms.roll import desk
from isuo_graph.store.unit import Unit

TAKE = Right(Category.ATTENDANCE, Action.WRITE)
"""What it takes to note attendance: a subject teacher over own lessons, a class teacher over the own class."""
EXPLAIN = Right(Category.ABSENCE_REASON, Action.WRITE)
"""What it takes to say why: a class teacher over the own class, a guardian over the own child."""
ENTRIES_MAX = 100  # students in one lesson; twice the largest stream of several classes (a guess)
NO_REASON: dict[str, object] = {"reason": None, "reason_note": None, "reason_source": None, "reason_at": None}


@dataclass(frozen=True)
class AttendanceEntry:
    """One cell of the journal: н is ABSENT, б is ILL, осв is EXEMPT, оп is LATE; an empty cell is PRESENT."""

    student_id: Annotated[int, ref(Student)]
    state: AttendanceState
    minutes_late: int | None = None


@dataclass(frozen=True)
class RecordAttendance:
    """The attendance of a lesson; students who are not listed keep what was noted before."""

    lesson_id: Annotated[int, ref(graph.Lesson)]
    entries: tuple[AttendanceEntry, ...]


@dataclass(frozen=True)
class AttendanceRecorded:
    """The lesson, and how many cells were written."""

    lesson: Annotated[int, ref(graph.Lesson)]
    recorded: int


@dataclass(frozen=True)
class SetAbsenceReason:
    """Why a student was not at a lesson."""

    attendance_id: Annotated[int, ref(graph.Attendance)]
    reason: AbsenceReason
    note: str | None = None
    version: int | None = None


@dataclass(frozen=True)
class AbsenceExplained:
    """The attendance."""

    attendance: Annotated[int, ref(graph.Attendance)]


@act(TAKE, log="journal:attendance_recorded")
async def record_attendance(unit: Unit, asked: RecordAttendance) -> AttendanceRecorded:
    """Note who was at a lesson. All cells are written, or none."""
    lesson: Lesson = await unit.reach(graph.Lesson, asked.lesson_id, path=("lessonId",))
    entry = Entry()
    await check_lesson(unit, entry, lesson)
    if not 1 <= len(asked.entries) <= ENTRIES_MAX:
        entry.refuse("input.out_of_range", "entries", field="entries", low=1, high=ENTRIES_MAX)
        entry.close()
    seats = await register.seats(unit, lesson, lesson.held_on, {one.student_id for one in asked.entries})
    _check_entries(unit, entry, asked, lesson, seats)
    entry.close()
    earlier = await _earlier(unit, lesson)
    staff_id = await desk.acting_staff(unit, lesson.school_id)
    for one in asked.entries:
        row = earlier.get(one.student_id) or _cell(unit, lesson, seats[one.student_id])
        _write(unit, row, one, staff_id)
        unit.session.add(row)
    unit.note(subject_id=lesson.id, school_id=lesson.school_id, recorded=len(asked.entries))
    unit.emit("journal:attendance_recorded", school_id=lesson.school_id, lesson=lesson.id, load=lesson.load_id)
    return AttendanceRecorded(lesson.id, len(asked.entries))


@act(EXPLAIN, log="journal:absence_explained")
async def set_absence_reason(unit: Unit, asked: SetAbsenceReason) -> AbsenceExplained:
    """Say why a student was not there. A guardian's note waits for the school's word and never replaces it."""
    row: Attendance = await unit.reach(graph.Attendance, asked.attendance_id, path=("attendanceId",))
    entry = Entry()
    note = entry.optional("note", asked.note, tables.COMMENT_SIZE)
    register.check_consent(unit, entry, await unit.get(StudentRow, row.student_id), "attendanceId")
    if row.state not in rules.EXCUSABLE:
        entry.refuse("attendance.reason_with_presence", "reason")
    source = await _source(unit, row)
    if source is ReasonSource.GUARDIAN and row.reason_source == ReasonSource.SCHOOL:
        entry.refuse("attendance.reason_settled", "reason", code=Code.CONFLICT)
    entry.close()
    unit.change(row, asked.version)
    put(row, {"reason": asked.reason, "reason_note": note, "reason_source": source, "reason_at": unit.now})
    unit.note(subject_id=row.student_id, school_id=row.school_id, attendance=row.id, source=source.value)
    unit.emit("journal:absence_explained", school_id=row.school_id, attendance=row.id, student=row.student_id)
    return AbsenceExplained(row.id)


def _check_entries(
    unit: Unit, entry: Entry, asked: RecordAttendance, lesson: Lesson, seats: Mapping[int, register.Seat]
) -> None:
    seen: set[int] = set()
    for place, one in enumerate(asked.entries):
        path = ("entries", place, "studentId")
        seat = seats.get(one.student_id)
        if seat is None:
            entry.refuse("lesson.student_not_in_class", *path, date=lesson.held_on)
        elif one.student_id in seen:
            entry.refuse("attendance.student_twice", *path)
        else:
            register.check_consent(unit, entry, seat.student, *path)
        seen.add(one.student_id)
        _check_minutes(entry, one, place)


def _check_minutes(entry: Entry, one: AttendanceEntry, place: int) -> None:
    if one.minutes_late is None:
        return
    low, high = rules.MINUTES_LATE
    if one.state is not AttendanceState.LATE:
        entry.refuse("attendance.minutes_without_late", "entries", place, "minutesLate")
    elif not low <= one.minutes_late <= high:
        entry.refuse("input.out_of_range", "entries", place, "minutesLate", field="minutesLate", low=low, high=high)


async def _earlier(unit: Unit, lesson: Lesson) -> dict[int, Attendance]:
    noted = select(Attendance).where(Attendance.lesson_id == lesson.id)
    return {row.student_id: row for row in (await unit.session.exec(noted)).all()}


def _cell(unit: Unit, lesson: Lesson, seat: register.Seat) -> Attendance:
    return Attendance(
        id=unit.new_id(),
        school_id=lesson.school_id,
        student_id=seat.student.id,
        lesson_id=lesson.id,
        load_id=lesson.load_id,
        class_id=seat.school_class.id,
        subject_id=lesson.subject_id,
        grade=seat.school_class.grade,
        held_on=lesson.held_on,
        version=0,
    )


def _write(unit: Unit, row: Attendance, one: AttendanceEntry, staff_id: int | None) -> None:
    """Fill a cell; whoever turns out to have been there needs no reason any more."""
    values: dict[str, object] = {
        "state": one.state,
        "minutes_late": one.minutes_late,
        "entered_by_id": staff_id,
        "entered_at": unit.now,
    }
    put(row, values if one.state in rules.EXCUSABLE else values | NO_REASON)
    row.version += 1


async def _source(unit: Unit, row: Attendance) -> ReasonSource:
    """Tell whose word it is: a guardian's, unless the same person is class teacher of the student's class."""
    if not unit.viewer.guardian_ids:
        return ReasonSource.SCHOOL
    student = await unit.get(StudentRow, row.student_id)
    leads = select(ClassLeadership.id).where(
        ClassLeadership.class_id == student.class_id,
        col(ClassLeadership.staff_id).in_(unit.viewer.staff_ids),
        ClassLeadership.starts_on <= unit.today,
        col(ClassLeadership.ends_on).is_(None) | (col(ClassLeadership.ends_on) >= unit.today),
    )
    if (await unit.session.exec(leads)).first():
        return ReasonSource.SCHOOL
    represents = select(Guardianship.id).where(
        Guardianship.student_id == row.student_id, col(Guardianship.guardian_id).in_(unit.viewer.guardian_ids)
    )
    is_own = (await unit.session.exec(represents)).first() is not None
    return ReasonSource.GUARDIAN if is_own else ReasonSource.SCHOOL


ACTS = (record_attendance, set_absence_reason)
