"""What rights.md says of each type's rows, in plain Python: which category shows a row, what a scope is, whose consent.

One entry a type; a type of the schema without an entry fails the matrix.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.proof.matrix_facts import Facts, Row, Town

Belongs = Callable[[Facts, Row], bool]
Agreed = Callable[[Town, Row], bool]


@dataclass(frozen=True)
class Kind:
    """One type."""

    table: str
    category: str
    scopes: Mapping[str, Belongs] = field(default_factory=dict)
    consents: Mapping[str, Agreed] = field(default_factory=dict)
    school: Callable[[Town, Row], int | None] = lambda _, row: row.get("school_id")


def _of_student(town: Town, row: Row) -> Row | None:
    return town.by_id["student"].get(row["student_id"])


BY_STUDENT: Final[Mapping[str, Agreed]] = {
    "SCHOOL_RECORD": lambda town, row: town.in_window(_of_student(town, row), "record"),
    "CLASS_COMMUNITY": lambda town, row: town.in_window(_of_student(town, row), "community"),
}

IN_LESSON: Final[Mapping[str, Belongs]] = {
    "self": lambda me, row: row["student_id"] in me.me,
    "child": lambda me, row: row["student_id"] in me.children,
    "class": lambda me, row: row["student_id"] in me.led_students,
    "taught": lambda me, row: row["load_id"] in me.load_ids,
}
"""What is written in a lesson about a student; a teacher's is what was written in the own loads."""


def _of_my_class(me: Facts, row: Row) -> bool:
    return row["class_id"] in me.my_classes or row["group_id"] in me.my_groups


def _of_childs_class(me: Facts, row: Row) -> bool:
    return row["class_id"] in me.child_classes or row["group_id"] in me.child_groups


CATALOGUE: Final[Mapping[str, Belongs]] = {
    "taught": lambda _me, _row: True,
    "classmates": lambda me, row: row["school_id"] in me.schools_of(me.me),
    "child_class": lambda me, row: row["school_id"] in me.schools_of(me.children),
}


def _is_paper(town: Town, order_id: int) -> bool:
    return town.by_id["director_order"][order_id]["state"] in {"SIGNED", "REVOKED"}


def _public(table: str) -> Kind:
    return Kind(table, "public")


KINDS: Final[Mapping[str, Kind]] = {
    "Area": _public("area"),
    "School": Kind("school", "public", school=lambda _, row: row["id"]),
    "AcademicYear": _public("academic_year"),
    "Period": _public("period"),
    "Programme": _public("programme"),
    "GradeLevel": _public("grade_level"),
    "SchoolClass": _public("school_class"),
    "StudyGroup": _public("study_group"),
    "Subject": _public("subject"),
    "MarkScale": _public("mark_scale"),
    "CalendarProfile": _public("calendar_profile"),
    "Holiday": _public("holiday"),
    "ConsentText": _public("consent_text"),
    "Material": _public("material"),
    "Student": Kind(
        "student",
        "roster",
        {
            "self": lambda me, row: row["id"] in me.me,
            "child": lambda me, row: row["id"] in me.children,
            "class": lambda me, row: row["class_id"] in me.led,
            "taught": lambda me, row: row["id"] in me.taught,
            "classmates": lambda me, row: row["class_id"] in me.my_classes,
            "child_class": lambda me, row: row["class_id"] in me.child_classes,
        },
        {
            "SCHOOL_RECORD": lambda town, row: town.in_window(row, "record"),
            "HEALTH_SAFETY": lambda town, row: town.in_window(row, "health"),
            "SOCIAL_SUPPORT": lambda town, row: town.in_window(row, "social"),
            "PSYCH_SUPPORT": lambda town, row: town.in_window(row, "psych"),
            "CLASS_COMMUNITY": lambda town, row: town.in_window(row, "community"),
            "PUBLICATION": lambda town, row: town.in_window(row, "publication"),
        },
    ),
    "Guardian": Kind(
        "guardian",
        "family",
        {"own": lambda me, row: row["id"] in me.guardian, "class": lambda me, row: row["id"] in me.led_guardians},
        {
            "SCHOOL_RECORD": lambda town, row: town.in_window(row, "record"),
            "CLASS_COMMUNITY": lambda town, row: town.in_window(row, "community"),
        },
    ),
    "Guardianship": Kind(
        "guardianship",
        "family",
        {
            "own": lambda me, row: row["guardian_id"] in me.guardian,
            "class": lambda me, row: row["student_id"] in me.led_students,
        },
        {"SCHOOL_RECORD": BY_STUDENT["SCHOOL_RECORD"]},
    ),
    "StaffMember": Kind(
        "staff_member",
        "staff_directory",
        {"self": lambda me, row: row["id"] in me.staff},
        {
            "STAFF_HR": lambda town, row: town.in_window(row, "hr"),
            "STAFF_PUBLIC": lambda town, row: town.in_window(row, "public"),
        },
    ),
    "ClassLeadership": Kind(
        "class_leadership", "staff_directory", {"self": lambda me, row: row["staff_id"] in me.staff}
    ),
    "Account": Kind("account", "accounts", {"self": lambda me, row: row["id"] == me.account_id}),
    "Session": Kind(
        "session",
        "accounts",
        {"self": lambda me, row: row["account_id"] == me.account_id},
        school=lambda town, row: town.by_id["account"][row["account_id"]]["school_id"],
    ),
    "Order": Kind(
        "director_order",
        "orders",
        {
            "own": lambda me, row: (
                (me.account_id is not None and row["drafted_by"] == me.account_id)
                or (row["id"] in me.named_by and _is_paper(me.town, row["id"]))
            )
        },
    ),
    "Duty": Kind(
        "duty", "orders", {"own": lambda me, row: row["staff_id"] in me.staff and _is_paper(me.town, row["order_id"])}
    ),
    "Grant": Kind(
        "role_grant",
        "orders",
        {"own": lambda me, row: row["person_id"] == me.person_id and _is_paper(me.town, row["order_id"])},
    ),
    "RightsRule": Kind("rights_rule", "orders"),
    "Plugin": Kind("plugin_setting", "config"),
    "Disclosure": Kind(
        "plugin_disclosure",
        "audit",
        {
            "self": lambda me, row: row["subject_id"] in me.me,
            "child": lambda me, row: row["subject_id"] in me.children,
        },
    ),
    "Consent": Kind(
        "consent",
        "consent_state",
        {
            "self": lambda me, row: row["student_id"] in me.me or row["staff_id"] in me.staff,
            "child": lambda me, row: row["student_id"] in me.children or row["guardian_id"] in me.guardian,
            "class": lambda me, row: row["student_id"] in me.led_students or row["guardian_id"] in me.led_guardians,
        },
    ),
    "Enrollment": Kind(
        "enrollment",
        "roster",
        {
            "self": lambda me, row: row["student_id"] in me.me,
            "child": lambda me, row: row["student_id"] in me.children,
            "class": lambda me, row: row["student_id"] in me.led_students or row["class_id"] in me.led,
            "taught": lambda me, row: row["student_id"] in me.taught,
            "classmates": lambda me, row: row["class_id"] in me.my_classes,
            "child_class": lambda me, row: row["class_id"] in me.child_classes,
        },
        BY_STUDENT,
    ),
    "MovementEntry": Kind(
        "movement_entry",
        "movement",
        {
            "child": lambda me, row: row["student_id"] in me.children,
            "class": lambda me, row: (
                row["student_id"] in me.led_students or row["from_class_id"] in me.led or row["to_class_id"] in me.led
            ),
        },
        BY_STUDENT,
    ),
    "GroupMember": Kind(
        "group_member",
        "roster",
        {
            "self": lambda me, row: row["student_id"] in me.me,
            "child": lambda me, row: row["student_id"] in me.children,
            "class": lambda me, row: row["student_id"] in me.led_students,
            "taught": lambda me, row: row["student_id"] in me.taught,
            "classmates": lambda me, row: row["group_id"] in me.my_groups,
            "child_class": lambda me, row: row["group_id"] in me.child_groups,
        },
        BY_STUDENT,
    ),
    "TeachingLoad": Kind(
        "teaching_load",
        "plan",
        {
            "self": lambda me, row: row["teacher_id"] in me.staff,
            "taught": lambda me, row: row["id"] in me.load_ids,
            "class": lambda me, row: row["class_id"] in me.led,
            "classmates": _of_my_class,
            "child_class": _of_childs_class,
        },
        {"STAFF_HR": lambda town, row: town.in_window(town.by_id["staff_member"].get(row["teacher_id"]), "hr")},
    ),
    "Lesson": Kind(
        "lesson",
        "plan",
        {
            "taught": lambda me, row: row["load_id"] in me.load_ids,
            "class": lambda me, row: row["class_id"] in me.led,
            "classmates": _of_my_class,
            "child_class": _of_childs_class,
        },
    ),
    "Mark": Kind("mark", "marks", IN_LESSON, BY_STUDENT),
    "MarkChange": Kind("mark_change", "marks", IN_LESSON, BY_STUDENT),
    "Attendance": Kind("attendance", "attendance", IN_LESSON, BY_STUDENT),
    "PeriodResult": Kind("period_result", "results", IN_LESSON, BY_STUDENT),
    "ResultChange": Kind("result_change", "results", IN_LESSON, BY_STUDENT),
    "Course": Kind("course", "plan", CATALOGUE),
    "Test": Kind("test", "plan", CATALOGUE),
    "CourseEnrollment": Kind("course_enrollment", "learning", IN_LESSON),
    "TestAttempt": Kind(
        "test_attempt",
        "learning",
        {
            **IN_LESSON,
            "class": lambda me, row: IN_LESSON["class"](me, row) or row["staff_id"] in me.staff,
            "taught": lambda me, row: IN_LESSON["taught"](me, row) or row["staff_id"] in me.staff,
        },
    ),
}


def _says(name: str) -> Callable[[Town, Row], bool]:
    return lambda town, row: town.in_window(row, name)


def _is_null(column: str) -> Callable[[Town, Row], bool]:
    return lambda _town, row: row[column] is None


def _today(town: Town, row: Row) -> bool:
    return town.is_today(row)


def _consent_holds(town: Town, row: Row) -> bool:
    return bool(row["status"] == "GIVEN" and row["given_at"] <= town.now_ms < (row["valid_until"] or town.now_ms + 1))


def _full_name(_town: Town, row: Row) -> str | None:
    return " ".join(row[one] for one in ("family_name", "given_name", "patronymic") if row[one] is not None) or None


WORKED_OUT: Final[Mapping[str, Callable[[Town, Row], Any]]] = {
    "AcademicYear.isCurrent": _today,
    "SchoolClass.isOpen": _is_null("closed_on"),
    "Student.displayName": _full_name,
    "Guardian.displayName": _full_name,
    "StaffMember.displayName": _full_name,
    "StaffMember.isEmployed": lambda town, row: town.is_today(row, "hired_on", "left_on"),
    "Guardianship.isInForce": _today,
    "ClassLeadership.isInForce": _today,
    "Enrollment.isInForce": _today,
    "GroupMember.isInForce": _today,
    "TeachingLoad.isInForce": _today,
    "Session.isOpen": _is_null("ended_at"),
    "Order.isInForce": lambda town, row: town.order_holds(row["id"]),
    "Duty.isInForce": lambda town, row: town.is_today(row) and town.order_holds(row["order_id"]),
    "Grant.isInForce": lambda town, row: (
        row["ended_at"] is None and town.is_today(row) and town.order_holds(row["order_id"])
    ),
    "Consent.isInForce": _consent_holds,
    "Student.hasRecordConsent": _says("record"),
    "Student.hasHealthConsent": _says("health"),
    "Student.hasSocialConsent": _says("social"),
    "Student.hasPsychConsent": _says("psych"),
    "Student.hasCommunityConsent": _says("community"),
    "Student.hasPublicationConsent": _says("publication"),
    "Mark.counts": _is_null("voided_at"),
    "PeriodResult.isOpen": _is_null("locked_at"),
    "Course.isThere": _is_null("gone_at"),
    "Test.isThere": _is_null("gone_at"),
    "Material.isThere": _is_null("gone_at"),
    "TestAttempt.isTrial": _is_null("student_id"),
}
"""Fields that are no column of their own."""

BEHIND: Final[Mapping[str, tuple[str, str, str]]] = {
    "Holiday": ("CalendarProfile", "holidays", "profile_id"),
    "MarkChange": ("Mark", "changes", "mark_id"),
    "ResultChange": ("PeriodResult", "changes", "result_id"),
}
"""Types without a root of their own: the type and the field they are reached through, and the column that says so."""
