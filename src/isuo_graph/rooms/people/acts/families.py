"""Acts on who represents a student: beginning, changing and ending a guardianship (R11).

What a representative may see and sign follows from these rows with the next statement; no right is kept anywhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlmodel import select

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry, given, put
from isuo_graph.kit.errors import Code
from isuo_graph.rooms.people import graph, rules, tables
from isuo_graph.rooms.people.acts.guardians import FAMILY
from isuo_graph.rooms.people.tables import GuardianshipKind
from isuo_graph.store.unit import Unit

DOCUMENT_SIZE = 200


@dataclass(frozen=True)
class AddGuardianship:
    """Who represents which student, from when, and what they may do."""

    student_id: Annotated[int, ref(graph.Student)]
    guardian_id: Annotated[int, ref(graph.Guardian)]
    kind: GuardianshipKind
    starts_on: date
    has_custody: bool = True
    may_see: bool = True
    may_sign: bool = True
    ends_on: date | None = None
    document: str | None = None


@dataclass(frozen=True)
class ChangeGuardianship:
    """What changes about a guardianship; what is left out stays."""

    guardianship_id: Annotated[int, ref(graph.Guardianship)]
    kind: GuardianshipKind | None = None
    has_custody: bool | None = None
    may_see: bool | None = None
    may_sign: bool | None = None
    document: str | None = None
    version: int | None = None


@dataclass(frozen=True)
class EndGuardianship:
    """Which guardianship ends, and its last day."""

    guardianship_id: Annotated[int, ref(graph.Guardianship)]
    ends_on: date
    document: str | None = None
    version: int | None = None


@dataclass(frozen=True)
class GuardianshipSaved:
    """The guardianship."""

    guardianship: Annotated[int, ref(graph.Guardianship)]


@act(FAMILY, log="people:guardianship_added")
async def add_guardianship(unit: Unit, asked: AddGuardianship) -> GuardianshipSaved:
    """Say that somebody represents a student."""
    student = await unit.reach(graph.Student, asked.student_id, path=("studentId",))
    guardian = await unit.reach(graph.Guardian, asked.guardian_id, path=("guardianId",))
    entry = Entry()
    entry.days(asked.starts_on, asked.ends_on)
    document = entry.optional("document", asked.document, DOCUMENT_SIZE)
    if student.school_id != guardian.school_id:
        entry.refuse("guardianship.other_school", "guardianId")
    if student.person_id == guardian.person_id:
        entry.refuse("guardianship.self", "guardianId")
    await _check_once(unit, entry, asked)
    entry.close()
    row = tables.Guardianship(
        id=unit.new_id(),
        school_id=student.school_id,
        document=document,
        **{name: value for name, value in vars(asked).items() if name != "document"},
    )
    unit.session.add(row)
    unit.note(subject_id=student.id, school_id=student.school_id, guardian=guardian.id)
    unit.emit("people:guardianship_changed", school_id=student.school_id, student=student.id, guardian=guardian.id)
    return GuardianshipSaved(row.id)


@act(FAMILY, log="people:guardianship_changed")
async def change_guardianship(unit: Unit, asked: ChangeGuardianship) -> GuardianshipSaved:
    """Change relation, custody, or what the representative may see and sign."""
    row = await unit.reach(graph.Guardianship, asked.guardianship_id, path=("guardianshipId",))
    unit.change(row, asked.version)
    entry = Entry()
    if row.ends_on is not None and rules.is_over(row.ends_on, unit.today):
        entry.refuse("guardianship.ended", "guardianshipId", code=Code.CONFLICT, end=row.ends_on)
    values = given(asked, ("kind", "has_custody", "may_see", "may_sign"))
    if asked.document is not None:
        values["document"] = entry.line("document", asked.document, DOCUMENT_SIZE)
    entry.close()
    return _saved(unit, row, put(row, values))


@act(FAMILY, log="people:guardianship_ended")
async def end_guardianship(unit: Unit, asked: EndGuardianship) -> GuardianshipSaved:
    """End a guardianship; from the day after, the representative sees and signs nothing."""
    row = await unit.reach(graph.Guardianship, asked.guardianship_id, path=("guardianshipId",))
    unit.change(row, asked.version)
    entry = Entry()
    if row.ends_on is not None and rules.is_over(row.ends_on, unit.today):
        entry.refuse("guardianship.ended", "guardianshipId", code=Code.CONFLICT, end=row.ends_on)
    entry.days(row.starts_on, asked.ends_on)
    values: dict[str, object] = {"ends_on": asked.ends_on}
    if asked.document is not None:
        values["document"] = entry.line("document", asked.document, DOCUMENT_SIZE)
    entry.close()
    return _saved(unit, row, put(row, values))


def _saved(unit: Unit, row: tables.Guardianship, changed: tuple[str, ...]) -> GuardianshipSaved:
    unit.note(subject_id=row.student_id, school_id=row.school_id, guardian=row.guardian_id, fields=changed)
    unit.emit("people:guardianship_changed", school_id=row.school_id, student=row.student_id, guardian=row.guardian_id)
    return GuardianshipSaved(row.id)


async def _check_once(unit: Unit, entry: Entry, asked: AddGuardianship) -> None:
    """Refuse a second guardianship of the same two people in the same days."""
    table = tables.Guardianship
    found = select(table).where(table.student_id == asked.student_id, table.guardian_id == asked.guardian_id)
    for row in (await unit.session.exec(found)).all():
        if rules.do_terms_meet(asked.starts_on, asked.ends_on, row.starts_on, row.ends_on):
            entry.refuse("guardianship.exists", "guardianId", code=Code.CONFLICT)


ACTS = (add_guardianship, change_guardianship, end_guardianship)
