"""Teaching loads and lessons, and what they add to classes, groups and staff."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from isuo_graph.graph import ID, Many, about, extend, many, node, one, tells
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Category, Scope
from isuo_graph.policy.rows import Among, IsMe, IsNull, Me, Through, Within
from isuo_graph.policy.words import Open, OpenMaybe, Plan, Public, StaffHr
from isuo_graph.rooms.journal import scopes, tables
from isuo_graph.rooms.journal.tables import LessonState
from isuo_graph.rooms.orders.graph import Order
from isuo_graph.rooms.org.graph import VERSION, AcademicYear, Period, School, SchoolClass, StudyGroup, Subject
from isuo_graph.rooms.people.graph import StaffMember
from isuo_graph.rooms.people.scopes import IN_FORCE, LED_CLASSES

NOT_CANCELLED = (IsNull("cancelled_at"),)


@node(
    tables.TeachingLoad,
    prefix="tld",
    category=Category.PLAN,
    rows={
        Scope.SELF: IsMe("teacher_id", Me.STAFF),
        Scope.TAUGHT: IsMe("teacher_id", Me.STAFF) & IN_FORCE,
        Scope.OWN_CLASS: Among("class_id", LED_CLASSES),
        Scope.CLASSMATES: scopes.OF_MY_CLASS,
        Scope.CHILD_CLASS: scopes.OF_CHILDS_CLASS,
    },
    consents={Purpose.STAFF_HR: Through("teacher_id", "staff_member", Within("hr_from", "hr_until"))},
    singular="teachingLoad",
    plural="teachingLoads",
    order=("starts_on", "id"),
)
class TeachingLoad:
    """That a teacher teaches a subject to a class or to a study group (R9)."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    year: Public[AcademicYear] = one("year_id", "The academic year.")
    school_class: OpenMaybe[SchoolClass] = one("class_id", "The class; null for a group of several classes.")
    group: OpenMaybe[StudyGroup] = one("group_id", "The study group; null when the whole class is taught.")
    subject: Public[Subject] = one("subject_id", "The subject.")
    teacher: Plan[StaffMember] = one("teacher_id", "The teacher.")
    hours_week: StaffHr[Decimal] = about("Hours a week.")
    starts_on: Plan[date] = about("First day.")
    ends_on: Plan[date] = about("Last day; null while it lasts.")
    is_in_force: Plan[bool] = tells(IN_FORCE, "Whether it is taught today.")
    order: StaffHr[Order] = one("order_id", "The director's order it rests on.")
    version: Open[int] = about(VERSION)
    lessons: Plan[Many[Lesson]] = many("load_id", "Its lessons, without cancelled ones.", where=NOT_CANCELLED)


@node(
    tables.Lesson,
    prefix="les",
    category=Category.PLAN,
    rows={
        Scope.TAUGHT: scopes.BY_LOAD,
        Scope.OWN_CLASS: Among("class_id", LED_CLASSES),
        Scope.CLASSMATES: scopes.OF_MY_CLASS,
        Scope.CHILD_CLASS: scopes.OF_CHILDS_CLASS,
    },
    singular="lesson",
    plural="lessons",
    order=("held_on", "number", "id"),
    summary=("state", "heldOn"),
)
class Lesson:
    """One lesson: a column of the journal (R12, R41)."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    year: Public[AcademicYear] = one("year_id", "The academic year.")
    period: Public[Period] = one("period_id", "The quarter it lies in.")
    load: Plan[TeachingLoad] = one("load_id", "The teaching load: who teaches what to whom.")
    school_class: OpenMaybe[SchoolClass] = one("class_id", "The class; null for a group of several classes.")
    group: OpenMaybe[StudyGroup] = one("group_id", "The study group; null when the whole class is taught.")
    subject: Public[Subject] = one("subject_id", "The subject.")
    held_on: Plan[date] = about("The day of the lesson.")
    number: Plan[int] = about("Number of the lesson in the day, from 1.")
    state: Plan[LessonState] = about("Whether it is planned, was held, or was cancelled.")
    topic: Plan[str] = about("Topic.")
    homework: Plan[str] = about("Homework given in this lesson.")
    homework_due_on: Plan[date] = about("The day the homework is due.")
    cancel_reason: Plan[str] = about("Why it was cancelled.")
    cancelled_at: Plan[datetime] = about("When it was cancelled.")
    recorded_at: Plan[datetime] = about("When it was written into the journal as held.")
    version: Open[int] = about(VERSION)


@extend(SchoolClass, rows={Scope.TAUGHT: Among("id", scopes.TAUGHT_CLASSES)})
class ClassTeaching:
    """What a class is taught."""

    teaching_loads: Plan[Many[TeachingLoad]] = many("class_id", "Who teaches what, past loads included.")
    lessons: Plan[Many[Lesson]] = many("class_id", "Lessons, without cancelled ones.", where=NOT_CANCELLED)


@extend(StudyGroup)
class GroupTeaching:
    """What a study group is taught."""

    teaching_loads: Plan[Many[TeachingLoad]] = many("group_id", "Who teaches what, past loads included.")
    lessons: Plan[Many[Lesson]] = many("group_id", "Lessons, without cancelled ones.", where=NOT_CANCELLED)


@extend(StaffMember)
class StaffTeaching:
    """What an employee teaches."""

    teaching_loads: Plan[Many[TeachingLoad]] = many("teacher_id", "What the employee teaches, past loads included.")


TYPES = (TeachingLoad, Lesson)
EXTENSIONS = (ClassTeaching, GroupTeaching, StaffTeaching)
