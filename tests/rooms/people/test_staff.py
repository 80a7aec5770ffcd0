"""Employees, class teachers and the closing of classes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.rooms import acting
from tests.rooms.people.conftest import Life

from isuo_graph.policy.rights import Role
from isuo_graph.rooms.org import tables as org_tables
from isuo_graph.rooms.org.acts import classes as org_classes
from isuo_graph.rooms.people import tables
from isuo_graph.rooms.people.acts import classes, staff
from isuo_graph.rooms.people.acts.staff import DirectoryPart
from isuo_graph.rooms.people.tables import EmploymentKind, Sex, StaffCategory

NO_CONSENT = [("CONSENT_MISSING", "consent.missing")]
OUT_OF_SCOPE = [("NOT_IN_SCOPE", "row.not_found")]
FORBIDDEN = [("FORBIDDEN_ACT", "act.forbidden")]


async def empty_class(life: Life, letter: str) -> int:
    asked = org_classes.CreateClass(life.year_id, life.grade_id, letter, org_tables.InstructionLanguage.RUSSIAN)
    made = await life.do(org_classes.create_class, asked)
    class_id: int = made.school_class
    return class_id


async def test_an_employee_is_hired_by_name_and_position(life: Life) -> None:
    row = await life.row(tables.StaffMember, await life.teacher())
    assert (row.family_name, row.position, bool(row.name_sort)) == ("Өмүралиева", "Мугалим", True)


async def test_a_nameless_employee_without_position_is_refused(life: Life) -> None:
    asked = staff.HireStaff(life.school_id, " ", "", "", date(2026, 9, 1))
    assert await life.refused(staff.hire_staff, asked) == [("BAD_USER_INPUT", "input.blank")] * 3


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.DEPUTY, Role.CLASS_TEACHER])
async def test_who_only_reads_the_directory_hires_nobody(life: Life, role: Role) -> None:
    asked = staff.HireStaff(life.school_id, "А", "Б", "В", date(2026, 9, 1))
    assert await life.refused(staff.hire_staff, asked, life.as_(role)) == FORBIDDEN


async def test_the_directory_is_changed_and_emptied(life: Life) -> None:
    staff_id = await life.teacher()
    await life.do(staff.change_staff, staff.ChangeStaff(staff_id, family_name="Асанова", work_phone="0312 66 66 66"))
    await life.do(staff.change_staff, staff.ChangeStaff(staff_id, clear=(DirectoryPart.WORK_PHONE,)))
    row = await life.row(tables.StaffMember, staff_id)
    assert (row.family_name, row.work_phone, row.version) == ("Асанова", None, 3)


async def test_without_the_employees_consent_no_personnel_record_is_written(life: Life) -> None:
    asked = staff.ChangeStaffRecord(await life.teacher(), speciality="Математика")
    assert await life.refused(staff.change_staff_record, asked) == NO_CONSENT


async def test_with_consent_the_personnel_record_is_written(life: Life) -> None:
    staff_id = await life.teacher("hr")
    asked = staff.ChangeStaffRecord(
        staff_id,
        employment=EmploymentKind.MAIN,
        rate=Decimal("1.5"),
        birth_date=date(1985, 1, 2),
        sex=Sex.FEMALE,
        category=StaffCategory.HIGHEST,
        pin="10201198500011",
    )
    await life.do(staff.change_staff_record, asked)
    row = await life.row(tables.StaffMember, staff_id)
    assert (row.rate, row.category, row.pin) == (Decimal("1.5"), "HIGHEST", "10201198500011")


async def test_an_impossible_personnel_record_is_refused_with_every_fault(life: Life) -> None:
    asked = staff.ChangeStaffRecord(
        await life.teacher("hr"), rate=Decimal(9), birth_date=date(1800, 1, 1), teaching_since=date(2030, 1, 1)
    )
    assert await life.refused(staff.change_staff_record, asked) == [
        ("BAD_USER_INPUT", "input.out_of_range"),
        ("BAD_USER_INPUT", "person.birth_date_impossible"),
        ("BAD_USER_INPUT", "input.date_in_future"),
    ]


async def test_a_deputy_writes_no_personal_number_of_staff(life: Life) -> None:
    asked = staff.ChangeStaffRecord(await life.teacher("hr"), pin="10201198500029")
    assert await life.refused(staff.change_staff_record, asked, life.as_(Role.DEPUTY)) == OUT_OF_SCOPE


async def test_employees_do_not_write_their_own_record(life: Life) -> None:
    staff_id = await life.teacher("hr")
    me = life.as_(Role.SUBJECT_TEACHER, staff_ids=(staff_id,))
    asked = staff.ChangeStaffRecord(staff_id, category=StaffCategory.HIGHEST)
    assert await life.refused(staff.change_staff_record, asked, me) == FORBIDDEN


async def test_a_new_class_teacher_follows_the_earlier_one(life: Life) -> None:
    class_id = await empty_class(life, "Б")
    appoint = classes.AppointClassTeacher(class_id, await life.teacher(), date(2026, 9, 1))
    first = await life.do(classes.appoint_class_teacher, appoint)
    await life.do(
        classes.appoint_class_teacher, replace(appoint, staff_id=await life.teacher(), starts_on=date(2027, 1, 11))
    )
    assert (await life.row(tables.ClassLeadership, first.class_leadership)).ends_on == date(2027, 1, 10)


async def test_a_class_has_one_teacher_from_a_day(life: Life) -> None:
    class_id = await empty_class(life, "В")
    appoint = classes.AppointClassTeacher(class_id, await life.teacher(), date(2026, 10, 1))
    await life.do(classes.appoint_class_teacher, appoint)
    earlier = replace(appoint, starts_on=date(2026, 9, 1))
    assert await life.refused(classes.appoint_class_teacher, earlier) == [("CONFLICT", "leadership.exists")]


async def test_a_class_teacher_is_appointed_within_the_year(life: Life) -> None:
    asked = classes.AppointClassTeacher(life.class_id, await life.teacher(), date(2028, 9, 1))
    assert await life.refused(classes.appoint_class_teacher, asked) == [("BAD_USER_INPUT", "date.outside_year")]


async def test_a_class_teacher_works_at_the_same_school(life: Life) -> None:
    asked = classes.AppointClassTeacher(life.other_class_id, await life.teacher(), date(2026, 9, 1))
    both = acting.somebody(Role.SECRETARY, life.school_id, life.other_school_id)
    assert await life.refused(classes.appoint_class_teacher, asked, both) == [("BAD_USER_INPUT", "class.other_school")]


async def test_leadership_ends_with_employment(life: Life) -> None:
    class_id, staff_id = await empty_class(life, "Г"), await life.teacher()
    appoint = classes.AppointClassTeacher(class_id, staff_id, date(2026, 9, 1))
    made = await life.do(classes.appoint_class_teacher, appoint)
    await life.do(staff.end_employment, staff.EndEmployment(staff_id, date(2026, 10, 1)))
    assert (await life.row(tables.ClassLeadership, made.class_leadership)).ends_on == date(2026, 10, 1)
    assert await life.refused(classes.appoint_class_teacher, replace(appoint, starts_on=date(2026, 11, 1))) == [
        ("BAD_USER_INPUT", "staff.dismissed")
    ]
    assert await life.refused(staff.end_employment, staff.EndEmployment(staff_id, date(2026, 12, 1))) == [
        ("CONFLICT", "staff.dismissed")
    ]


async def test_employment_does_not_end_before_it_began(life: Life) -> None:
    asked = staff.EndEmployment(await life.teacher(), date(2019, 1, 1))
    assert await life.refused(staff.end_employment, asked) == [("BAD_USER_INPUT", "input.end_before_start")]


async def test_a_leadership_is_ended(life: Life) -> None:
    class_id = await empty_class(life, "Д")
    appoint = classes.AppointClassTeacher(class_id, await life.teacher(), date(2026, 9, 1))
    made = await life.do(classes.appoint_class_teacher, appoint)
    asked = classes.EndClassLeadership(made.class_leadership, date(2026, 12, 31), version=1)
    await life.do(classes.end_class_leadership, asked)
    assert await life.refused(classes.end_class_leadership, asked) == [("CONFLICT", "row.changed")]


async def test_a_class_with_students_is_not_closed(life: Life) -> None:
    class_id = await empty_class(life, "Е")
    await life.student(class_id=class_id)
    asked = classes.CloseClass(class_id, date(2027, 1, 1))
    assert await life.refused(classes.close_class, asked) == [("CONFLICT", "class.not_empty")]
