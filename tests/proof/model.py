"""A small but nasty catalogue of its own: every kind of field, storage and scope, self edges, rows of no school,
words of SQL as names.

The tables live in their own metadata, so that they meet neither the rooms' tables nor each other's tests.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import MetaData
from sqlalchemy.orm import registry

from isuo_graph.graph import ID, Many, Room, about, joined, many, node, one, tells
from isuo_graph.graph import registry as catalogues
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Category, Scope
from isuo_graph.policy.rows import (
    Among,
    Equals,
    Facts,
    Holds,
    InSchools,
    IsMe,
    IsNull,
    Me,
    Through,
    Within,
    WithinDays,
    any_of,
)
from isuo_graph.policy.words import (
    Contacts,
    Family,
    HealthAlert,
    Identity,
    Marks,
    Open,
    PeExempt,
    Pin,
    Public,
    Roster,
)
from isuo_graph.store.columns import Table, amount, day, flag, instant, key, link, number, text


class ProofTable(Table, registry=registry(metadata=MetaData())):
    """Keeps these tables apart from the house's."""


class Status(StrEnum):
    """Whether a student is on the roll. One member is kept under its name, the other is not."""

    ON_ROLL = "on roll's"
    LEFT = "LEFT"


class SchoolRow(ProofTable, table=True):
    __tablename__ = "school"
    id: int = key()
    name: str = text(Category.PUBLIC, 40)


class ClassRow(ProofTable, table=True):
    __tablename__ = "class"
    id: int = key()
    school_id: int = link("school.id")
    name: str = text(Category.PUBLIC, 20)
    grade: int = number(Category.PUBLIC)
    group: str | None = text(Category.PUBLIC, 20, default=None)


class LeadershipRow(ProofTable, table=True):
    __tablename__ = "leadership"
    id: int = key()
    class_id: int = link("class.id")
    staff_id: int = number(Category.OPEN)
    starts_on: date = day(Category.OPEN)
    ends_on: date | None = day(Category.OPEN, default=None)


class StudentRow(ProofTable, table=True):
    __tablename__ = "student"
    id: int = key()
    school_id: int = link("school.id")
    class_id: int | None = link("class.id")
    mentor_id: int | None = link("student.id")
    family_name: str | None = text(Category.ROSTER, 60, default=None)
    given_name: str | None = text(Category.ROSTER, 60, default=None)
    name_sort: str | None = text(Category.ROSTER, 400, default=None)
    name_search: str | None = text(Category.ROSTER, 200, default=None)
    pin: str | None = text(Category.PIN, 14, default=None)
    phone: str | None = text(Category.CONTACTS, default=None)
    born_on: date | None = day(Category.IDENTITY, default=None)
    exempt: bool | None = flag(Category.PE_EXEMPT, default=None)
    weight: Decimal | None = amount(Category.HEALTH_ALERT, default=None)
    seen_at: datetime | None = instant(Category.ROSTER, default=None)
    status: Status = text(Category.ROSTER, 10)
    record_from: int = number(Category.OPEN, default=0)
    record_until: int = number(Category.OPEN, default=0)
    health_from: int = number(Category.OPEN, default=0)
    health_until: int | None = number(Category.OPEN, default=None)
    community_from: int = number(Category.OPEN, default=0)
    community_until: int = number(Category.OPEN, default=0)


class GuardianRow(ProofTable, table=True):
    __tablename__ = "guardian"
    id: int = key()
    school_id: int = link("school.id")
    family_name: str | None = text(Category.FAMILY, 60, default=None)
    phone: str | None = text(Category.CONTACTS, 40, default=None)
    record_from: int = number(Category.OPEN, default=0)
    record_until: int = number(Category.OPEN, default=0)


class KinshipRow(ProofTable, table=True):
    __tablename__ = "kinship"
    id: int = key()
    school_id: int = link("school.id")
    student_id: int = link("student.id")
    guardian_id: int = link("guardian.id")
    may_see: bool | None = flag(Category.OPEN, default=None)
    starts_on: date = day(Category.OPEN)
    ends_on: date | None = day(Category.OPEN, default=None)


class LoadRow(ProofTable, table=True):
    __tablename__ = "load"
    id: int = key()
    class_id: int = link("class.id")
    teacher_id: int = number(Category.OPEN)


class TopicRow(ProofTable, table=True):
    __tablename__ = "order"
    id: int = key()
    school_id: int | None = link("school.id")
    title: str = text(Category.PUBLIC, 40)


class MarkRow(ProofTable, table=True):
    __tablename__ = "mark"
    id: int = key()
    school_id: int = link("school.id")
    student_id: int = link("student.id")
    load_id: int | None = link("load.id")
    topic_id: int | None = link("order.id")
    kind: str | None = text(Category.PUBLIC, 10, default=None)
    value: int | None = number(Category.MARKS, default=None)
    share: Decimal | None = amount(Category.MARKS, default=None)
    given_at: datetime | None = instant(Category.MARKS, default=None)
    voided: bool | None = flag(Category.OPEN, default=None)


TODAY = WithinDays("starts_on", "ends_on")
RECORD = Within("record_from", "record_until")
HEALTH = Within("health_from", "health_until", open_end=True)
COMMUNITY = Within("community_from", "community_until")
CHILDREN = Facts("kinship", "student_id", (IsMe("guardian_id", Me.GUARDIAN), Equals("may_see", value=True), TODAY))
MY_CLASSES = Facts("leadership", "class_id", (IsMe("staff_id", Me.STAFF), TODAY))
MY_LOADS = Facts("load", "id", (IsMe("teacher_id", Me.STAFF),))
TAUGHT_CLASSES = Facts("load", "class_id", (IsMe("teacher_id", Me.STAFF),))


@node(SchoolRow, prefix="sch", category=Category.PUBLIC, school=InSchools("id"), singular="school", plural="schools")
class School:
    """A school."""

    id: Open[ID]
    name: Public[str]
    classes: Public[Many[SchoolClass]] = many("school_id")


@node(
    ClassRow,
    prefix="cls",
    category=Category.PUBLIC,
    singular="schoolClass",
    plural="classes",
    order=("grade", "name"),
    summary=("grade",),
)
class SchoolClass:
    """A class."""

    id: Open[ID]
    name: Public[str]
    grade: Public[int]
    group: Public[str]
    school: Public[School] = one("school_id")
    students: Roster[Many[Student]] = many("class_id")
    left: Roster[Many[Student]] = many("class_id", where=(Equals("status", "LEFT"), IsNull("mentor_id")))


@node(
    StudentRow,
    prefix="stu",
    category=Category.ROSTER,
    singular="student",
    plural="students",
    order=("name_sort", "id"),
    summary=("status", "exempt", "bornOn"),
    rows={
        Scope.SELF: IsMe("id", Me.STUDENT),
        Scope.CHILD: Among("id", CHILDREN),
        Scope.OWN_CLASS: Among("class_id", MY_CLASSES),
        Scope.TAUGHT: any_of(
            Among("class_id", TAUGHT_CLASSES), Holds("mark", "student_id", (Among("load_id", MY_LOADS),))
        ),
        Scope.CLASSMATES: Among("class_id", Facts("student", "class_id", (IsMe("id", Me.STUDENT),))),
        Scope.CHILD_CLASS: Among("class_id", Facts("student", "class_id", (Among("id", CHILDREN),))),
    },
    consents={Purpose.SCHOOL_RECORD: RECORD, Purpose.HEALTH_SAFETY: HEALTH, Purpose.CLASS_COMMUNITY: COMMUNITY},
)
class Student:
    """A student."""

    id: Open[ID]
    family_name: Roster[str] = about("Surname.", sort="name_sort", search="name_search")
    full_name: Roster[str] = joined("family_name", "given_name")
    pin: Pin[str]
    phone: Contacts[str]
    born_on: Identity[date]
    exempt: PeExempt[bool]
    weight: HealthAlert[Decimal]
    seen_at: Roster[datetime]
    status: Roster[Status]
    nameless: Open[bool] = tells(IsNull("family_name"))
    is_blocked: Roster[bool] = tells(Equals("record_until", 0))
    school_class: Roster[SchoolClass] = one("class_id")
    mentor: Roster[Student] = one("mentor_id")
    mentored: Contacts[Many[Student]] = many("mentor_id")
    marks: Marks[Many[Mark]] = many("student_id")
    kinships: Family[Many[Kinship]] = many("student_id")


@node(
    MarkRow,
    prefix="mrk",
    category=Category.MARKS,
    singular="mark",
    plural="marks",
    order=("given_at", "id"),
    summary=("value", "kind"),
    rows={
        Scope.SELF: IsMe("student_id", Me.STUDENT),
        Scope.CHILD: Among("student_id", CHILDREN),
        Scope.OWN_CLASS: Through("student_id", "student", Among("class_id", MY_CLASSES)),
        Scope.TAUGHT: Among("load_id", MY_LOADS),
    },
    consents={Purpose.SCHOOL_RECORD: Through("student_id", "student", RECORD)},
)
class Mark:
    """A mark."""

    id: Open[ID]
    kind: Public[str]
    value: Marks[int]
    share: Marks[Decimal]
    given_at: Marks[datetime]
    is_void: Open[bool] = tells(Equals("voided", value=True))
    student: Roster[Student] = one("student_id")
    topic: Public[Topic] = one("topic_id")


@node(TopicRow, prefix="top", category=Category.PUBLIC, singular="topic", plural="topics", order=("title",))
class Topic:
    """What a mark was given for; some are the nation's and belong to no school."""

    id: Open[ID]
    title: Public[str]
    marks: Marks[Many[Mark]] = many("topic_id")


@node(
    KinshipRow,
    prefix="kin",
    category=Category.FAMILY,
    singular="kinship",
    rows={
        Scope.OWN: IsMe("guardian_id", Me.GUARDIAN),
        Scope.OWN_CLASS: Through("student_id", "student", Among("class_id", MY_CLASSES)),
    },
    consents={
        Purpose.SCHOOL_RECORD: Through("student_id", "student", RECORD) & Through("guardian_id", "guardian", RECORD)
    },
)
class Kinship:
    """Who cares for a student."""

    id: Open[ID]
    may_see: Family[bool]
    starts_on: Family[date]
    student: Family[Student] = one("student_id")
    guardian: Family[Guardian] = one("guardian_id")


@node(
    GuardianRow,
    prefix="grd",
    category=Category.FAMILY,
    singular="guardian",
    plural="guardians",
    rows={Scope.OWN: IsMe("id", Me.GUARDIAN)},
    consents={Purpose.SCHOOL_RECORD: RECORD},
)
class Guardian:
    """Somebody who cares for students."""

    id: Open[ID]
    family_name: Family[str]
    phone: Contacts[str]
    kinships: Family[Many[Kinship]] = many("guardian_id")


TABLES = ProofTable.metadata.sorted_tables
ROOM = Room("proof", (School, SchoolClass, Student, Mark, Topic, Kinship, Guardian))
CATALOGUE = catalogues.build([ROOM], ProofTable.metadata)
