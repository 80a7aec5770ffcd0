"""The roll of the demo: enrolments, the book of movement, membership of study groups. Takes pupils and the order they
were enrolled by.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from isuo_graph.cli.demo.calendar import Calendar
from isuo_graph.cli.demo.frame import School
from isuo_graph.cli.demo.pupils import Pupil
from isuo_graph.cli.demo.sheets import Sheets
from isuo_graph.cli.demo.staff import Staff
from isuo_graph.kit.clock import SCHOOL_ZONE
from isuo_graph.policy.rights import Role
from isuo_graph.rooms.people.tables import StudentStatus
from isuo_graph.rooms.roll import tables
from isuo_graph.rooms.roll.tables import EnrollmentKind, LeaveReason, MovementKind

RECORDED_AT = time(15, 0)
LEFT_AFTER_DAYS = 30


def roll(
    sheets: Sheets, school: School, pupils: list[Pupil], staff: Staff, calendar: Calendar, order_id: int
) -> list[Pupil]:
    """Enrol everybody; the last of the top class leaves within the year. Gives those who are still on the roll."""
    book = _Book(sheets, school, staff, calendar, order_id)
    for pupil in pupils[:-1]:
        book.enrol(pupil)
        _join_groups(sheets, school, pupil, len(pupils) // len(school.classes), calendar)
    book.leave(pupils[-1])
    return pupils[:-1]


class _Book:
    """Writes enrolments, and for those who came or went this year a line in the book of movement."""

    def __init__(self, sheets: Sheets, school: School, staff: Staff, calendar: Calendar, order_id: int) -> None:
        self._sheets = sheets
        self._school = school
        self._calendar = calendar
        self._order_id = order_id
        self._clerk = staff.offices[Role.SECRETARY].id
        self._number = 0

    def enrol(self, pupil: Pupil, **columns: object) -> int:
        """Put a pupil into the class; the first grade is admitted, the others come up from the grade below."""
        kind = EnrollmentKind.ADMISSION if pupil.seat.grade == 1 else EnrollmentKind.PROMOTION
        enrollment_id = self._sheets.add(
            tables.Enrollment,
            school_id=self._school.id,
            year_id=self._school.year_id,
            student_id=pupil.id,
            class_id=pupil.seat.id,
            kind=kind,
            starts_on=self._calendar.starts_on,
            order_id=self._order_id,
            **columns,
        )
        if kind is EnrollmentKind.ADMISSION:
            self._line(pupil, enrollment_id, MovementKind.ARRIVAL, 0, to_class_id=pupil.seat.id, origin="Үй-бүлөдөн")
        return enrollment_id

    def leave(self, pupil: Pupil) -> None:
        """Let a pupil leave for another town a month after the beginning."""
        left_on = self._calendar.starts_on + timedelta(days=LEFT_AFTER_DAYS)
        enrollment_id = self.enrol(pupil, ends_on=left_on, end_order_id=self._order_id)
        pupil.row.update(class_id=None, status=StudentStatus.LEFT, left_on=left_on)
        self._line(
            pupil,
            enrollment_id,
            MovementKind.DEPARTURE,
            LEFT_AFTER_DAYS,
            from_class_id=pupil.seat.id,
            reason=LeaveReason.MOVED_AWAY,
            destination="Бишкек ш.",
            basis="Ата-эненин арызы",
        )

    def _line(self, pupil: Pupil, enrollment_id: int, kind: MovementKind, after_days: int, **columns: object) -> None:
        self._number += 1
        day = self._calendar.starts_on + timedelta(days=after_days)
        self._sheets.add(
            tables.MovementEntry,
            school_id=self._school.id,
            year_id=self._school.year_id,
            number=self._number,
            student_id=pupil.id,
            enrollment_id=enrollment_id,
            kind=kind,
            happened_on=day,
            order_id=self._order_id,
            recorded_at=round(datetime.combine(day, RECORDED_AT, SCHOOL_ZONE).timestamp() * 1000),
            recorded_by_id=self._clerk,
            **columns,
        )


def _join_groups(sheets: Sheets, school: School, pupil: Pupil, class_size: int, calendar: Calendar) -> None:
    for first, second in pupil.seat.groups.values():
        sheets.add(
            tables.GroupMember,
            school_id=school.id,
            group_id=first if pupil.place < class_size // 2 else second,
            student_id=pupil.id,
            starts_on=calendar.starts_on,
        )
