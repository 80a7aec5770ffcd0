"""Attendance with its separately guarded reason, and what it adds to students and lessons."""

from __future__ import annotations

from datetime import date, datetime

from isuo_graph.graph import ID, Many, about, extend, many, node, one
from isuo_graph.policy import words
from isuo_graph.policy.rights import Category
from isuo_graph.policy.words import Open, OpenMaybe, Plan, Public, Roster
from isuo_graph.rooms.journal import tables
from isuo_graph.rooms.journal.graph.marks import ROWS
from isuo_graph.rooms.journal.graph.teaching import Lesson
from isuo_graph.rooms.journal.tables import AbsenceReason, AttendanceState, ReasonSource
from isuo_graph.rooms.org.graph import VERSION, School, SchoolClass, Subject
from isuo_graph.rooms.people.graph import StaffMember, Student
from isuo_graph.rooms.roll.graph import OF_STUDENT


@node(
    tables.Attendance,
    prefix="att",
    category=Category.ATTENDANCE,
    rows=ROWS,
    consents=OF_STUDENT,
    singular="attendance",
    plural="attendances",
    order=("held_on", "id"),
    summary=("grade", "state", "heldOn", "reason"),
)
class Attendance:
    """Whether a student was at a lesson: a cell of the journal."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    student: Roster[Student] = one("student_id", "The student.")
    lesson: Plan[Lesson] = one("lesson_id", "The lesson.")
    school_class: OpenMaybe[SchoolClass] = one("class_id", "The student's class on that day.")
    subject: Public[Subject] = one("subject_id", "The subject.")
    grade: Open[int] = about("Number of the grade.")
    held_on: words.Attendance[date] = about("The day of the lesson.")
    state: words.Attendance[AttendanceState] = about(
        "The journal's letter: н is ABSENT, б is ILL, осв is EXEMPT, оп is LATE; an empty cell is PRESENT."
    )
    minutes_late: words.Attendance[int] = about("By how many minutes the student was late.")
    entered_by: words.Attendance[StaffMember] = one("entered_by_id", "Who entered it.")
    entered_at: words.Attendance[datetime] = about("When it was entered.")
    reason: words.AbsenceReason[AbsenceReason] = about("Why the student was not there.")
    reason_note: words.AbsenceReason[str] = about("The note to it.")
    reason_source: words.AbsenceReason[ReasonSource] = about("Whose word it is: a guardian's, or the school's.")
    reason_at: words.AbsenceReason[datetime] = about("When the reason was given.")
    version: Open[int] = about(VERSION)


@extend(Student)
class StudentAttendance:
    """A student's attendance."""

    attendance: words.Attendance[Many[Attendance]] = many("student_id", "Attendance by lessons, oldest first.")


@extend(Lesson)
class LessonAttendance:
    """The attendance of a lesson."""

    attendance: words.Attendance[Many[Attendance]] = many("lesson_id", "Who was there.")


TYPES = (Attendance,)
EXTENSIONS = (StudentAttendance, LessonAttendance)
