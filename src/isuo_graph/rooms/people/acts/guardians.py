"""Acts on guardians: registering without a name, then, under the guardian's own consent, identity and contacts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from sqlmodel import select

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry, put
from isuo_graph.kit.errors import Code
from isuo_graph.kit.language import Language
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Action, Category, Right
from isuo_graph.rooms.org.graph import School
from isuo_graph.rooms.people import graph, tables
from isuo_graph.rooms.people.acts import entries, persons
from isuo_graph.rooms.people.acts.students import CONTACTS, KEY_SIZE, PIN, ContactPart
from isuo_graph.store.unit import Unit

FAMILY = Right(Category.FAMILY, Action.WRITE)


class GuardianPart(StrEnum):
    """What may be emptied in a guardian's identity."""

    PATRONYMIC = "patronymic"
    WORKPLACE = "workplace"


@dataclass(frozen=True)
class RegisterGuardian:
    """A new guardian: everything here is free of personal data."""

    school_id: Annotated[int, ref(School)]
    language: Language = Language.KY
    external_key: str | None = None


@dataclass(frozen=True)
class ChangeGuardianIdentity:
    """Who the guardian is; what is left out stays."""

    guardian_id: Annotated[int, ref(graph.Guardian)]
    family_name: str | None = None
    given_name: str | None = None
    patronymic: str | None = None
    workplace: str | None = None
    pin: str | None = None
    language: Language | None = None
    clear: tuple[GuardianPart, ...] = ()
    version: int | None = None


@dataclass(frozen=True)
class ChangeGuardianContacts:
    """How to reach the guardian; what is left out stays."""

    guardian_id: Annotated[int, ref(graph.Guardian)]
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    clear: tuple[ContactPart, ...] = ()
    version: int | None = None


@dataclass(frozen=True)
class GuardianSaved:
    """The guardian."""

    guardian: Annotated[int, ref(graph.Guardian)]


@act(FAMILY, log="people:guardian_registered")
async def register_guardian(unit: Unit, asked: RegisterGuardian) -> GuardianSaved:
    """Register a guardian without a name; the name follows once the guardian has given a written consent."""
    school = await unit.reach(School, asked.school_id, path=("schoolId",))
    entry = Entry()
    key = entry.optional("externalKey", asked.external_key, KEY_SIZE)
    table = tables.Guardian
    if (
        key
        and (
            await unit.session.exec(select(table.id).where(table.school_id == school.id, table.external_key == key))
        ).first()
    ):
        entry.refuse("conflict.duplicate", "externalKey", code=Code.CONFLICT)
    entry.close()
    person = await persons.new_person(unit)
    guardian = table(
        id=unit.new_id(), school_id=school.id, person_id=person.id, language=asked.language, external_key=key
    )
    unit.session.add(guardian)
    unit.note(subject_id=guardian.id, school_id=school.id)
    return GuardianSaved(guardian.id)


@act(FAMILY, log="people:guardian_identity_changed")
async def change_guardian_identity(unit: Unit, asked: ChangeGuardianIdentity) -> GuardianSaved:
    """Record or correct a guardian's name, workplace and personal number, under the guardian's own consent."""
    guardian = await unit.reach(graph.Guardian, asked.guardian_id, path=("guardianId",))
    if asked.pin is not None:
        await unit.reach(graph.Guardian, asked.guardian_id, PIN, path=("pin",))
    unit.change(guardian, asked.version)
    entry = Entry()
    entries.consent(entry, guardian, Purpose.SCHOOL_RECORD, "record", unit.now_ms)
    entry.close()
    changed = put(guardian, _identity(entry, guardian, asked))
    entries.pin(entry, asked.pin, None, None)
    if not (guardian.family_name or guardian.given_name):
        entry.refuse("person.name_required", "familyName")
    entry.close()
    if asked.pin is not None and asked.pin != guardian.pin:
        await persons.take_pin(unit, entry, guardian, asked.pin)
        changed = (*changed, "pin")
    entry.close()
    unit.note(subject_id=guardian.id, school_id=guardian.school_id, fields=changed)
    return GuardianSaved(guardian.id)


@act(CONTACTS, log="people:guardian_contacts_changed")
async def change_guardian_contacts(unit: Unit, asked: ChangeGuardianContacts) -> GuardianSaved:
    """Record or correct a guardian's phone, e-mail and address; guardians may do so for themselves."""
    guardian = await unit.reach(graph.Guardian, asked.guardian_id, path=("guardianId",))
    unit.change(guardian, asked.version)
    entry = Entry()
    entries.consent(entry, guardian, Purpose.SCHOOL_RECORD, "record", unit.now_ms)
    entry.close()
    values = entries.contacts(entry, asked) | entries.lines(entry, asked, {"address": tables.ADDRESS_SIZE})
    entry.close()
    changed = put(guardian, values | dict.fromkeys(asked.clear))
    unit.note(subject_id=guardian.id, school_id=guardian.school_id, fields=changed)
    return GuardianSaved(guardian.id)


def _identity(entry: Entry, guardian: tables.Guardian, asked: ChangeGuardianIdentity) -> dict[str, object]:
    values: dict[str, object] = entries.lines(entry, asked, {"workplace": tables.ADDRESS_SIZE})
    parts = entries.lines(entry, asked, dict.fromkeys(entries.NAME_PARTS, tables.NAME_SIZE))
    parts |= {part.value: None for part in asked.clear if part is GuardianPart.PATRONYMIC}
    if GuardianPart.WORKPLACE in asked.clear:
        values["workplace"] = None
    if asked.language is not None:
        values["language"] = asked.language
    return {**values, **(entries.with_keys(parts, guardian) if parts else {})}


ACTS = (register_guardian, change_guardian_identity, change_guardian_contacts)
