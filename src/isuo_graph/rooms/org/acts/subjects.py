"""Acts on subjects: national ones by an appointment for the country, a school's own by the school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlmodel import col, or_, select

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry, put
from isuo_graph.kit.errors import Code
from isuo_graph.kit.text import sort_key
from isuo_graph.rooms.org import graph, tables
from isuo_graph.rooms.org.acts.national import SET_UP, require_country
from isuo_graph.rooms.org.acts.schools import FRAME
from isuo_graph.store.unit import Unit


@dataclass(frozen=True)
class CreateSubject:
    """A school's own subject."""

    school_id: Annotated[int, ref(graph.School)]
    code: str
    name_ky: str
    name_ru: str


@dataclass(frozen=True)
class CreateNationalSubject:
    """A subject that every school may teach."""

    code: str
    name_ky: str
    name_ru: str


@dataclass(frozen=True)
class ChangeSubject:
    """What changes about a school's own subject; what is left out stays."""

    subject_id: Annotated[int, ref(graph.Subject)]
    name_ky: str | None = None
    name_ru: str | None = None
    version: int | None = None


@dataclass(frozen=True)
class RetireSubject:
    """Which subject is no longer taught, and from when."""

    subject_id: Annotated[int, ref(graph.Subject)]
    retired_on: date
    version: int | None = None


@dataclass(frozen=True)
class SubjectSaved:
    """The subject."""

    subject: Annotated[int, ref(graph.Subject)]


@act(FRAME, log="org:subject_created")
async def create_subject(unit: Unit, asked: CreateSubject) -> SubjectSaved:
    """Add a subject that only this school teaches."""
    school = await unit.reach(graph.School, asked.school_id, path=("schoolId",))
    return await _create(unit, asked, school.id)


@act(SET_UP, log="org:national_subject_created")
async def create_national_subject(unit: Unit, asked: CreateNationalSubject) -> SubjectSaved:
    """Add a subject for all schools."""
    require_country(unit)
    return await _create(unit, asked, None)


@act(FRAME, log="org:subject_changed")
async def change_subject(unit: Unit, asked: ChangeSubject) -> SubjectSaved:
    """Rename a school's own subject."""
    subject = await unit.reach(graph.Subject, asked.subject_id, path=("subjectId",))
    unit.change(subject, asked.version)
    entry = Entry()
    read = {
        "name_ky": entry.optional("nameKy", asked.name_ky, tables.NAME_SIZE),
        "name_ru": entry.optional("nameRu", asked.name_ru, tables.NAME_SIZE),
    }
    entry.close()
    values = {name: value for name, value in read.items() if value is not None}
    if "name_ky" in values:
        values["name_sort"] = sort_key(values["name_ky"])
    unit.note(subject_id=subject.id, school_id=subject.school_id, fields=put(subject, values))
    return SubjectSaved(subject.id)


@act(FRAME, log="org:subject_retired")
async def retire_subject(unit: Unit, asked: RetireSubject) -> SubjectSaved:
    """Say that a school's own subject is no longer taught; what was recorded in it stays."""
    subject = await unit.reach(graph.Subject, asked.subject_id, path=("subjectId",))
    unit.change(subject, asked.version)
    subject.retired_on = asked.retired_on
    unit.note(subject_id=subject.id, school_id=subject.school_id)
    return SubjectSaved(subject.id)


async def _create(unit: Unit, asked: CreateSubject | CreateNationalSubject, school_id: int | None) -> SubjectSaved:
    """Add the row; a school may not take a code that a national subject or another of its own has."""
    entry = Entry()
    code = entry.line("code", asked.code, tables.CODE_SIZE)
    name_ky = entry.line("nameKy", asked.name_ky, tables.NAME_SIZE)
    name_ru = entry.line("nameRu", asked.name_ru, tables.NAME_SIZE)
    table = tables.Subject
    rivals = select(table.id).where(
        table.code == code, or_(col(table.school_id).is_(None), col(table.school_id) == school_id)
    )
    if (await unit.session.exec(rivals)).first():
        entry.refuse("subject.exists", "code", code=Code.CONFLICT, name=code)
    entry.close()
    subject = table(
        id=unit.new_id(), school_id=school_id, code=code, name_ky=name_ky, name_ru=name_ru, name_sort=sort_key(name_ky)
    )
    unit.session.add(subject)
    unit.note(subject_id=subject.id, school_id=school_id)
    return SubjectSaved(subject.id)


ACTS = (create_subject, create_national_subject, change_subject, retire_subject)
