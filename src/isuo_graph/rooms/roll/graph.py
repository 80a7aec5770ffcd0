"""The types of the roll: enrolments, the book of movement, membership of groups, and what they add to earlier types."""

from __future__ import annotations

from datetime import date, datetime

from isuo_graph.graph import ID, Many, about, extend, many, node, one, tells
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Category, Scope
from isuo_graph.policy.rows import Among, IsMe, Me, Through, Within
from isuo_graph.policy.words import Movement, Open, OpenMaybe, Public, Roster
from isuo_graph.rooms.orders.graph import Order
from isuo_graph.rooms.org.graph import VERSION, AcademicYear, School, SchoolClass, StudyGroup
from isuo_graph.rooms.people import scopes as people_scopes
from isuo_graph.rooms.people.graph import StaffMember, Student
from isuo_graph.rooms.roll import scopes, tables
from isuo_graph.rooms.roll.tables import EnrollmentKind, LeaveReason, MovementKind

OF_STUDENT = {
    Purpose.SCHOOL_RECORD: Through("student_id", "student", Within("record_from", "record_until")),
    Purpose.CLASS_COMMUNITY: Through("student_id", "student", Within("community_from", "community_until")),
}
"""Where the consents stand for a row that hangs on a student."""


@node(
    tables.Enrollment,
    prefix="enr",
    category=Category.ROSTER,
    rows={
        Scope.SELF: IsMe("student_id", Me.STUDENT),
        Scope.CHILD: people_scopes.child("student_id"),
        Scope.OWN_CLASS: people_scopes.led_student("student_id") | Among("class_id", people_scopes.LED_CLASSES),
        Scope.CLASSMATES: Among("class_id", people_scopes.MY_CLASSES),
        Scope.CHILD_CLASS: Among("class_id", people_scopes.CHILD_CLASSES),
    },
    consents=OF_STUDENT,
    singular="enrollment",
    plural="enrollments",
    order=("starts_on", "id"),
)
class Enrollment:
    """That a student learns in a class, from when to when."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    year: Public[AcademicYear] = one("year_id", "The academic year.")
    student: Roster[Student] = one("student_id", "The student.")
    school_class: OpenMaybe[SchoolClass] = one("class_id", "The class.")
    is_in_force: Roster[bool] = tells(people_scopes.IN_FORCE, "Whether the student is in the class today.")
    kind: Movement[EnrollmentKind] = about("How the enrolment came about.")
    starts_on: Movement[date] = about("First day.")
    ends_on: Movement[date] = about("Last day; null while it lasts.")
    order: Movement[Order] = one("order_id", "The director's order it rests on.")
    end_order: Movement[Order] = one("end_order_id", "The director's order that ended it.")
    version: Open[int] = about(VERSION)


@node(
    tables.MovementEntry,
    prefix="mov",
    category=Category.MOVEMENT,
    rows={
        Scope.CHILD: people_scopes.child("student_id"),
        Scope.OWN_CLASS: people_scopes.led_student("student_id")
        | Among("from_class_id", people_scopes.LED_CLASSES)
        | Among("to_class_id", people_scopes.LED_CLASSES),
    },
    consents=OF_STUDENT,
    singular="movementEntry",
    plural="movementEntries",
    order=("happened_on", "id"),
    summary=("kind", "reason", "happenedOn"),
)
class MovementEntry:
    """One line of the book of movement, with its requisites (R1, R13)."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    year: Public[AcademicYear] = one("year_id", "The academic year whose book it stands in.")
    number: Movement[int] = about("Number of the line in the year's book.")
    student: Roster[Student] = one("student_id", "The student.")
    enrollment: Roster[Enrollment] = one("enrollment_id", "The enrolment that began or ended.")
    kind: Movement[MovementKind] = about("What happened.")
    happened_on: Movement[date] = about("The day it happened; of a departure, the last day at school.")
    from_class: Movement[SchoolClass] = one("from_class_id", "The class that was left.")
    to_class: Movement[SchoolClass] = one("to_class_id", "The class that was joined.")
    reason: Movement[LeaveReason] = about("Why the student left.")
    origin: Movement[str] = about("Where the student came from.")
    destination: Movement[str] = about("Where the student went.")
    other_school: Movement[School] = one("other_school_id", "The school the student came from or went to.")
    order: Movement[Order] = one("order_id", "The director's order: its number and date are the line's requisites.")
    basis: Movement[str] = about("The application or document behind the order.")
    recorded_at: Movement[datetime] = about("When the line was written.")
    recorded_by: Movement[StaffMember] = one("recorded_by_id", "Who wrote it.")


@node(
    tables.GroupMember,
    prefix="gme",
    category=Category.ROSTER,
    rows={
        Scope.SELF: IsMe("student_id", Me.STUDENT),
        Scope.CHILD: people_scopes.child("student_id"),
        Scope.OWN_CLASS: people_scopes.led_student("student_id"),
        Scope.CLASSMATES: Among("group_id", scopes.MY_GROUPS),
        Scope.CHILD_CLASS: Among("group_id", scopes.CHILD_GROUPS),
    },
    consents=OF_STUDENT,
    singular="groupMember",
    plural="groupMembers",
    order=("group_id", "id"),
)
class GroupMember:
    """That a student learns in a study group, from when to when."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    group: OpenMaybe[StudyGroup] = one("group_id", "The group.")
    student: Roster[Student] = one("student_id", "The student.")
    starts_on: Roster[date] = about("First day.")
    ends_on: Roster[date] = about("Last day; null while it lasts.")
    is_in_force: Roster[bool] = tells(people_scopes.IN_FORCE, "Whether the student is in the group today.")
    version: Open[int] = about(VERSION)


@extend(Student)
class StudentRoll:
    """Where a student learns and learned."""

    enrollments: Roster[Many[Enrollment]] = many("student_id", "Classes, past ones included.")
    movements: Movement[Many[MovementEntry]] = many("student_id", "The student's lines in the book of movement.")
    groups: Roster[Many[GroupMember]] = many("student_id", "Study groups, past ones included.")


@extend(SchoolClass)
class ClassRoll:
    """Who learns and learned in a class."""

    enrollments: Roster[Many[Enrollment]] = many("class_id", "Everybody enrolled in the class, past ones included.")


@extend(StudyGroup)
class GroupRoll:
    """Who learns in a group."""

    members: Roster[Many[GroupMember]] = many("group_id", "Members today.", where=(people_scopes.IN_FORCE,))
    memberships: Roster[Many[GroupMember]] = many("group_id", "All members, past ones included.")


@extend(School)
class SchoolRoll:
    """The school's book of movement."""

    movement_book: Movement[Many[MovementEntry]] = many("school_id", "The book of movement, all years.")


TYPES = (Enrollment, MovementEntry, GroupMember)
EXTENSIONS = (StudentRoll, ClassRoll, GroupRoll, SchoolRoll)
