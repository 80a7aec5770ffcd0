"""Employees of a school, and who of them is class teacher of which class."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from isuo_graph.graph import ID, Many, about, joined, many, node, one, tells
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Category, Scope
from isuo_graph.policy.rows import IsMe, Me, Within, WithinDays
from isuo_graph.policy.words import Open, Public, StaffDirectory, StaffHr, StaffPin
from isuo_graph.rooms.org.graph import VERSION, School, SchoolClass
from isuo_graph.rooms.people import scopes, tables
from isuo_graph.rooms.people.tables import Education, EmploymentKind, Sex, StaffCategory


@node(
    tables.StaffMember,
    prefix="stf",
    category=Category.STAFF_DIRECTORY,
    rows={Scope.SELF: IsMe("id", Me.STAFF)},
    consents={
        Purpose.STAFF_HR: Within("hr_from", "hr_until"),
        Purpose.STAFF_PUBLIC: Within("public_from", "public_until"),
    },
    singular="staffMember",
    plural="staffMembers",
    order=("name_sort", "id"),
    summary=("position", "education", "category", "employment", "sex"),
)
class StaffMember:
    """An employee of a school."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    family_name: StaffDirectory[str] = about("Family name.", sort="name_sort", search="name_search")
    given_name: StaffDirectory[str] = about("Given name.")
    patronymic: StaffDirectory[str] = about("Patronymic.")
    display_name: StaffDirectory[str] = joined(
        "family_name", "given_name", "patronymic", text="Full name in the usual order."
    )
    position: StaffDirectory[str] = about("Position at the school.")
    work_phone: StaffDirectory[str] = about("Phone at work.")
    work_email: StaffDirectory[str] = about("E-mail at work.")
    hired_on: StaffDirectory[date] = about("First day of employment.")
    left_on: StaffDirectory[date] = about("Last day of employment; null while it lasts.")
    is_employed: StaffDirectory[bool] = tells(WithinDays("hired_on", "left_on"), "Whether employed today.")
    external_key: StaffDirectory[str] = about("The key in the system that data is imported from.")

    employment: StaffHr[EmploymentKind] = about("Whether this is the main place of work.")
    rate: StaffHr[Decimal] = about("Share of a full post, for example 1.5.")
    birth_date: StaffHr[date] = about("Birth date.")
    sex: StaffHr[Sex] = about("Sex.")
    citizenship: StaffHr[str] = about("Citizenship: ISO 3166 code of two letters.")
    education: StaffHr[Education] = about("Highest education finished.")
    speciality: StaffHr[str] = about("Speciality by diploma.")
    category: StaffHr[StaffCategory] = about("Qualification category.")
    teaching_since: StaffHr[date] = about("When the teaching career began.")
    phone: StaffHr[str] = about("Private phone.")
    email: StaffHr[str] = about("Private e-mail.")
    address: StaffHr[str] = about("Where the employee lives.")
    pin: StaffPin[str] = about("Personal number (ПИН), 14 digits.")
    version: Open[int] = about(VERSION)
    leaderships: StaffDirectory[Many[ClassLeadership]] = many("staff_id", "Classes led as class teacher, also past.")


@node(
    tables.ClassLeadership,
    prefix="led",
    category=Category.STAFF_DIRECTORY,
    rows={Scope.SELF: IsMe("staff_id", Me.STAFF)},
    singular="classLeadership",
    plural="classLeaderships",
    order=("starts_on", "id"),
)
class ClassLeadership:
    """That an employee is class teacher of a class, from when to when."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    school_class: Public[SchoolClass] = one("class_id", "The class.")
    staff: StaffDirectory[StaffMember] = one("staff_id", "The class teacher.")
    starts_on: StaffDirectory[date] = about("First day.")
    ends_on: StaffDirectory[date] = about("Last day; null while it lasts.")
    is_in_force: StaffDirectory[bool] = tells(scopes.IN_FORCE, "Whether it holds today.")
    version: Open[int] = about(VERSION)
