"""Acts on students: registering, and recording who they are and how to reach them.

A student is registered without a name, since no consent can stand on a row that does not exist yet (R56). Once the
consent is there, identity and contacts can be written. Who is in which class the roll says (rooms/roll).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from sqlmodel import select

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry, given, put
from isuo_graph.kit.errors import Code
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Action, Category, Right
from isuo_graph.rooms.org.graph import School
from isuo_graph.rooms.people import graph, tables
from isuo_graph.rooms.people.acts import entries, persons
from isuo_graph.rooms.people.tables import Sex, StudentStatus
from isuo_graph.store.unit import Unit

ROSTER = Right(Category.ROSTER, Action.WRITE)
IDENTITY = Right(Category.IDENTITY, Action.WRITE)
PIN = Right(Category.PIN, Action.WRITE)
CONTACTS = Right(Category.CONTACTS, Action.WRITE)
KEY_SIZE = 80
DOCUMENT_SIZE = 40


class IdentityPart(StrEnum):
    """What may be emptied in a student's identity."""

    PATRONYMIC = "patronymic"
    CITIZENSHIP = "citizenship"
    DOCUMENT_NUMBER = "document_number"


class ContactPart(StrEnum):
    """What may be emptied among contacts."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"


@dataclass(frozen=True)
class RegisterStudent:
    """A new student: everything here is free of personal data."""

    school_id: Annotated[int, ref(School)]
    external_key: str | None = None


@dataclass(frozen=True)
class ChangeStudentIdentity:
    """Who the student is; what is left out stays."""

    student_id: Annotated[int, ref(graph.Student)]
    family_name: str | None = None
    given_name: str | None = None
    patronymic: str | None = None
    birth_date: date | None = None
    sex: Sex | None = None
    citizenship: str | None = None
    document_number: str | None = None
    pin: str | None = None
    clear: tuple[IdentityPart, ...] = ()
    version: int | None = None


@dataclass(frozen=True)
class ChangeStudentContacts:
    """How to reach the student; what is left out stays."""

    student_id: Annotated[int, ref(graph.Student)]
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    clear: tuple[ContactPart, ...] = ()
    version: int | None = None


@dataclass(frozen=True)
class StudentSaved:
    """The student."""

    student: Annotated[int, ref(graph.Student)]


@act(ROSTER, log="people:student_registered")
async def register_student(unit: Unit, asked: RegisterStudent) -> StudentSaved:
    """Register a student without a name or class; the name follows once there is a written consent, the class by an
    order: `enrollStudent` alone puts a student on the roll, with a line of the book of movement.
    """
    school = await unit.reach(School, asked.school_id, path=("schoolId",))
    entry = Entry()
    key = entry.optional("externalKey", asked.external_key, KEY_SIZE)
    table = tables.Student
    if (
        key
        and (
            await unit.session.exec(select(table.id).where(table.school_id == school.id, table.external_key == key))
        ).first()
    ):
        entry.refuse("conflict.duplicate", "externalKey", code=Code.CONFLICT)
    entry.close()
    student = table(
        id=unit.new_id(),
        school_id=school.id,
        person_id=(await persons.new_person(unit)).id,
        status=StudentStatus.APPLIED,
        external_key=key,
    )
    unit.session.add(student)
    unit.note(subject_id=student.id, school_id=school.id)
    unit.emit("people:student_registered", school_id=school.id, student=student.id)
    return StudentSaved(student.id)


@act(IDENTITY, log="people:student_identity_changed")
async def change_student_identity(unit: Unit, asked: ChangeStudentIdentity) -> StudentSaved:
    """Record or correct who the student is, under the family's consent to the school record."""
    student = await unit.reach(graph.Student, asked.student_id, path=("studentId",))
    await _require(unit, asked)
    unit.change(student, asked.version)
    entry = Entry()
    entries.consent(entry, student, Purpose.SCHOOL_RECORD, "record", unit.now_ms)
    entry.close()  # what is wrong with data that may not be recorded is nobody's business
    values = _identity(unit, entry, student, asked)
    changed = put(student, values)
    entries.pin(entry, asked.pin or student.pin, student.birth_date, student.sex)
    if not (student.family_name or student.given_name):
        entry.refuse("person.name_required", "familyName")
    entry.close()
    if asked.pin is not None and asked.pin != student.pin:
        await persons.take_pin(unit, entry, student, asked.pin)
        changed = (*changed, "pin")
    entry.close()
    unit.note(subject_id=student.id, school_id=student.school_id, fields=changed)
    unit.emit("people:student_changed", school_id=student.school_id, student=student.id)
    return StudentSaved(student.id)


@act(CONTACTS, log="people:student_contacts_changed")
async def change_student_contacts(unit: Unit, asked: ChangeStudentContacts) -> StudentSaved:
    """Record or correct the student's own phone, e-mail and address, under the family's consent."""
    student = await unit.reach(graph.Student, asked.student_id, path=("studentId",))
    unit.change(student, asked.version)
    entry = Entry()
    entries.consent(entry, student, Purpose.SCHOOL_RECORD, "record", unit.now_ms)
    entry.close()
    values = entries.contacts(entry, asked) | entries.lines(entry, asked, {"address": tables.ADDRESS_SIZE})
    entry.close()
    changed = put(student, values | dict.fromkeys(asked.clear))
    unit.note(subject_id=student.id, school_id=student.school_id, fields=changed)
    return StudentSaved(student.id)


async def _require(unit: Unit, asked: ChangeStudentIdentity) -> None:
    """Ask for the roster's right where a name changes, and for its own right where the personal number does."""
    has_name = any(getattr(asked, part) is not None for part in entries.NAME_PARTS)
    if has_name or IdentityPart.PATRONYMIC in asked.clear:
        await unit.reach(graph.Student, asked.student_id, ROSTER, path=("familyName",))
    if asked.pin is not None:
        await unit.reach(graph.Student, asked.student_id, PIN, path=("pin",))


def _identity(unit: Unit, entry: Entry, student: tables.Student, asked: ChangeStudentIdentity) -> dict[str, object]:
    """Read what was given, with what is to be emptied; a name gets its keys."""
    values = entries.lines(entry, asked, {"document_number": DOCUMENT_SIZE})
    values |= given(asked, ("birth_date", "sex", "citizenship"))
    entries.birth_date(entry, asked.birth_date, unit.today)
    entries.citizenship(entry, asked.citizenship)
    values |= dict.fromkeys(asked.clear)
    parts = entries.lines(entry, asked, dict.fromkeys(entries.NAME_PARTS, tables.NAME_SIZE))
    if IdentityPart.PATRONYMIC in asked.clear:
        parts |= {"patronymic": None}
    return {**values, **(entries.with_keys(parts, student) if parts else {})}


ACTS = (register_student, change_student_identity, change_student_contacts)
