"""Acts on employees: hiring, changing the directory entry or the personnel record, ending employment (R9).

Name and position rest on the contract of employment; the personnel record takes the employee's written consent (R55).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from sqlmodel import col, or_, select

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry, given, put
from isuo_graph.kit.errors import Code
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Action, Category, Right
from isuo_graph.rooms.org.graph import School
from isuo_graph.rooms.people import graph, rules, tables
from isuo_graph.rooms.people.acts import entries, persons
from isuo_graph.rooms.people.acts.students import KEY_SIZE
from isuo_graph.rooms.people.tables import Education, EmploymentKind, Sex, StaffCategory
from isuo_graph.store.unit import Unit

DIRECTORY = Right(Category.STAFF_DIRECTORY, Action.WRITE)
HR = Right(Category.STAFF_HR, Action.WRITE)
PIN = Right(Category.STAFF_PIN, Action.WRITE)
_PLAIN = ("employment", "rate", "birth_date", "sex", "citizenship", "education", "category", "teaching_since")
_TEXTS = {"speciality": 200, "address": tables.ADDRESS_SIZE}


class DirectoryPart(StrEnum):
    """What may be emptied in the directory."""

    PATRONYMIC = "patronymic"
    WORK_PHONE = "work_phone"
    WORK_EMAIL = "work_email"


class RecordPart(StrEnum):
    """What may be emptied in the personnel record."""

    EMPLOYMENT = "employment"
    RATE = "rate"
    CITIZENSHIP = "citizenship"
    EDUCATION = "education"
    SPECIALITY = "speciality"
    CATEGORY = "category"
    TEACHING_SINCE = "teaching_since"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"


@dataclass(frozen=True)
class HireStaff:
    """A new employee."""

    school_id: Annotated[int, ref(School)]
    family_name: str
    given_name: str
    position: str
    hired_on: date
    patronymic: str | None = None
    work_phone: str | None = None
    work_email: str | None = None
    external_key: str | None = None


@dataclass(frozen=True)
class ChangeStaff:
    """What changes in the directory; what is left out stays."""

    staff_id: Annotated[int, ref(graph.StaffMember)]
    family_name: str | None = None
    given_name: str | None = None
    patronymic: str | None = None
    position: str | None = None
    work_phone: str | None = None
    work_email: str | None = None
    clear: tuple[DirectoryPart, ...] = ()
    version: int | None = None


@dataclass(frozen=True)
class ChangeStaffRecord:
    """What changes in the personnel record; what is left out stays."""

    staff_id: Annotated[int, ref(graph.StaffMember)]
    employment: EmploymentKind | None = None
    rate: Decimal | None = None
    birth_date: date | None = None
    sex: Sex | None = None
    citizenship: str | None = None
    education: Education | None = None
    speciality: str | None = None
    category: StaffCategory | None = None
    teaching_since: date | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    pin: str | None = None
    clear: tuple[RecordPart, ...] = ()
    version: int | None = None


@dataclass(frozen=True)
class EndEmployment:
    """Who leaves, and the last day."""

    staff_id: Annotated[int, ref(graph.StaffMember)]
    left_on: date
    version: int | None = None


@dataclass(frozen=True)
class StaffSaved:
    """The employee."""

    staff_member: Annotated[int, ref(graph.StaffMember)]


@act(DIRECTORY, log="people:staff_hired")
async def hire_staff(unit: Unit, asked: HireStaff) -> StaffSaved:
    """Add an employee to the school's directory."""
    school = await unit.reach(School, asked.school_id, path=("schoolId",))
    entry = Entry()
    values = _directory(entry, asked)
    key = entry.optional("externalKey", asked.external_key, KEY_SIZE)
    table = tables.StaffMember
    if (
        key
        and (
            await unit.session.exec(select(table.id).where(table.school_id == school.id, table.external_key == key))
        ).first()
    ):
        entry.refuse("conflict.duplicate", "externalKey", code=Code.CONFLICT)
    entry.close()
    person = await persons.new_person(unit)
    row = table(id=unit.new_id(), school_id=school.id, person_id=person.id, external_key=key, hired_on=asked.hired_on)
    put(row, entries.with_keys(values, row))
    unit.session.add(row)
    unit.note(subject_id=row.id, school_id=school.id)
    unit.emit("people:staff_hired", school_id=school.id, staff=row.id)
    return StaffSaved(row.id)


@act(DIRECTORY, log="people:staff_changed")
async def change_staff(unit: Unit, asked: ChangeStaff) -> StaffSaved:
    """Change name, position or work contacts of an employee."""
    row = await unit.reach(graph.StaffMember, asked.staff_id, path=("staffId",))
    unit.change(row, asked.version)
    entry = Entry()
    values = _directory(entry, asked) | dict.fromkeys(asked.clear)
    entry.close()
    changed = put(row, entries.with_keys(values, row))
    unit.note(subject_id=row.id, school_id=row.school_id, fields=changed)
    return StaffSaved(row.id)


@act(HR, log="people:staff_record_changed")
async def change_staff_record(unit: Unit, asked: ChangeStaffRecord) -> StaffSaved:
    """Record or correct the personnel record, under the employee's own consent."""
    row = await unit.reach(graph.StaffMember, asked.staff_id, path=("staffId",))
    if asked.pin is not None:
        await unit.reach(graph.StaffMember, asked.staff_id, PIN, path=("pin",))
    unit.change(row, asked.version)
    entry = Entry()
    entries.consent(entry, row, Purpose.STAFF_HR, "hr", unit.now_ms)
    entry.close()
    changed = put(row, _record(unit, entry, asked))
    entries.pin(entry, asked.pin or row.pin, row.birth_date, row.sex)
    entry.close()
    if asked.pin is not None and asked.pin != row.pin:
        await persons.take_pin(unit, entry, row, asked.pin)
        changed = (*changed, "pin")
    entry.close()
    unit.note(subject_id=row.id, school_id=row.school_id, fields=changed)
    return StaffSaved(row.id)


@act(DIRECTORY, log="people:employment_ended")
async def end_employment(unit: Unit, asked: EndEmployment) -> StaffSaved:
    """End an employment; class leadership ends with it. Later rooms hear of it by the event."""
    row = await unit.reach(graph.StaffMember, asked.staff_id, path=("staffId",))
    unit.change(row, asked.version)
    entry = Entry()
    if rules.is_over(row.left_on, unit.today):
        entry.refuse("staff.dismissed", "staffId", code=Code.CONFLICT, end=row.left_on)
    entry.days(row.hired_on, asked.left_on, "leftOn")
    entry.close()
    row.left_on = asked.left_on
    await _end_leaderships(unit, row.id, asked.left_on)
    unit.note(subject_id=row.id, school_id=row.school_id)
    unit.emit("people:employment_ended", school_id=row.school_id, staff=row.id)
    return StaffSaved(row.id)


def _directory(entry: Entry, asked: HireStaff | ChangeStaff) -> dict[str, object]:
    sizes: dict[str, int] = dict.fromkeys((*entries.NAME_PARTS, "position"), tables.NAME_SIZE)
    return entries.lines(entry, asked, sizes) | entries.contacts(entry, asked, "work_")


def _record(unit: Unit, entry: Entry, asked: ChangeStaffRecord) -> dict[str, Any]:
    low, high = rules.RATE_LIMITS
    if asked.rate is not None and not low < asked.rate <= high:
        entry.refuse("input.out_of_range", "rate", field="rate", low=low, high=high)
    entries.birth_date(entry, asked.birth_date, unit.today)
    entries.citizenship(entry, asked.citizenship)
    if asked.teaching_since is not None and asked.teaching_since > unit.today:
        entry.refuse("input.date_in_future", "teachingSince", field="teachingSince")
    values = given(asked, _PLAIN) | entries.lines(entry, asked, _TEXTS) | entries.contacts(entry, asked)
    cleared: dict[str, Any] = {str(part): None for part in asked.clear}
    return values | cleared


async def _end_leaderships(unit: Unit, staff_id: int, left_on: date) -> None:
    """End what still runs on the last day; one that would begin later keeps its day and is over before it begins."""
    table = tables.ClassLeadership
    found = select(table).where(
        table.staff_id == staff_id, or_(col(table.ends_on).is_(None), col(table.ends_on) > left_on)
    )
    for leadership in (await unit.session.exec(found)).all():
        leadership.ends_on = left_on


ACTS = (hire_staff, change_staff, change_staff_record, end_employment)
