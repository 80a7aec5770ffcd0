"""Acts on classes and study groups. Closing a class stands in the people room, which knows who is left in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlmodel import select

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry, given, put
from isuo_graph.kit.errors import Code
from isuo_graph.kit.text import sort_key
from isuo_graph.rooms.org import graph, rules, tables
from isuo_graph.rooms.org.acts.schools import FRAME
from isuo_graph.store.unit import Unit


@dataclass(frozen=True)
class CreateClass:
    """A new class of a year."""

    year_id: Annotated[int, ref(graph.AcademicYear)]
    grade_level_id: Annotated[int, ref(graph.GradeLevel)]
    letter: str
    language: tables.InstructionLanguage
    shift: int = 1
    capacity: int | None = None


@dataclass(frozen=True)
class ChangeClass:
    """What changes about a class; what is left out stays."""

    class_id: Annotated[int, ref(graph.SchoolClass)]
    letter: str | None = None
    language: tables.InstructionLanguage | None = None
    shift: int | None = None
    capacity: int | None = None
    version: int | None = None


@dataclass(frozen=True)
class ClassSaved:
    """The class."""

    school_class: Annotated[int, ref(graph.SchoolClass)]


@dataclass(frozen=True)
class CreateStudyGroup:
    """A new group: of one class, or (without classId) of students from several classes."""

    year_id: Annotated[int, ref(graph.AcademicYear)]
    name: str
    kind: tables.GroupKind
    class_id: Annotated[int | None, ref(graph.SchoolClass)] = None


@dataclass(frozen=True)
class ChangeStudyGroup:
    """What changes about a group; what is left out stays."""

    group_id: Annotated[int, ref(graph.StudyGroup)]
    name: str | None = None
    kind: tables.GroupKind | None = None
    version: int | None = None


@dataclass(frozen=True)
class CloseStudyGroup:
    """Which group ends, and on which day."""

    group_id: Annotated[int, ref(graph.StudyGroup)]
    closed_on: date
    version: int | None = None


@dataclass(frozen=True)
class StudyGroupSaved:
    """The group."""

    study_group: Annotated[int, ref(graph.StudyGroup)]


@act(FRAME, log="org:class_created")
async def create_class(unit: Unit, asked: CreateClass) -> ClassSaved:
    """Open a class: its name is the grade's number and the letter."""
    year = await unit.reach(graph.AcademicYear, asked.year_id, path=("yearId",))
    grade = await unit.get(tables.GradeLevel, asked.grade_level_id, path=("gradeLevelId",))
    entry = Entry()
    entry.number("shift", asked.shift, 1, rules.SHIFTS_MAX)
    entry.number("capacity", asked.capacity, 1, rules.CAPACITY_MAX)
    made = tables.SchoolClass(
        id=unit.new_id(),
        school_id=year.school_id,
        year_id=year.id,
        grade_level_id=grade.id,
        grade=grade.number,
        language=asked.language,
        shift=asked.shift,
        capacity=asked.capacity,
    )
    put(made, _letter(entry, grade.number, asked.letter))
    await _check_name(unit, entry, made)
    entry.close()
    unit.session.add(made)
    unit.note(subject_id=made.id, school_id=year.school_id)
    unit.emit("org:class_created", school_id=year.school_id, school_class=made.id)
    return ClassSaved(made.id)


@act(FRAME, log="org:class_changed")
async def change_class(unit: Unit, asked: ChangeClass) -> ClassSaved:
    """Change letter, language of instruction, shift or capacity of a class."""
    row = await unit.reach(graph.SchoolClass, asked.class_id, path=("classId",))
    unit.change(row, asked.version)
    entry = Entry()
    entry.number("shift", asked.shift, 1, rules.SHIFTS_MAX)
    entry.number("capacity", asked.capacity, 1, rules.CAPACITY_MAX)
    values = given(asked, ("language", "shift", "capacity"))
    if asked.letter is not None:
        values |= _letter(entry, row.grade, asked.letter)
    with unit.session.no_autoflush:  # the database's own refusal of a second 5А would come before ours
        changed = put(row, values)
        await _check_name(unit, entry, row)
    entry.close()
    unit.note(subject_id=row.id, school_id=row.school_id, fields=changed)
    return ClassSaved(row.id)


@act(FRAME, log="org:study_group_created")
async def create_study_group(unit: Unit, asked: CreateStudyGroup) -> StudyGroupSaved:
    """Open a study group."""
    year = await unit.reach(graph.AcademicYear, asked.year_id, path=("yearId",))
    entry = Entry()
    if asked.class_id is not None:
        school_class = await unit.reach(graph.SchoolClass, asked.class_id, path=("classId",))
        if school_class.year_id != year.id:
            entry.refuse("class.other_year", "classId")
    name = entry.line("name", asked.name, tables.NAME_SIZE)
    entry.close()
    group = tables.StudyGroup(
        id=unit.new_id(),
        school_id=year.school_id,
        year_id=year.id,
        class_id=asked.class_id,
        name=name,
        kind=asked.kind,
    )
    unit.session.add(group)
    unit.note(subject_id=group.id, school_id=group.school_id)
    return StudyGroupSaved(group.id)


@act(FRAME, log="org:study_group_changed")
async def change_study_group(unit: Unit, asked: ChangeStudyGroup) -> StudyGroupSaved:
    """Rename a group or say anew why it is taught apart."""
    group = await unit.reach(graph.StudyGroup, asked.group_id, path=("groupId",))
    unit.change(group, asked.version)
    entry = Entry()
    values = given(asked, ("kind",))
    if asked.name is not None:
        values["name"] = entry.line("name", asked.name, tables.NAME_SIZE)
    entry.close()
    unit.note(subject_id=group.id, school_id=group.school_id, fields=put(group, values))
    return StudyGroupSaved(group.id)


@act(FRAME, log="org:study_group_closed")
async def close_study_group(unit: Unit, asked: CloseStudyGroup) -> StudyGroupSaved:
    """End a study group on a day of its year."""
    group = await unit.reach(graph.StudyGroup, asked.group_id, path=("groupId",))
    unit.change(group, asked.version)
    year = await unit.get(tables.AcademicYear, group.year_id)
    entry = Entry()
    if not year.starts_on <= asked.closed_on <= year.ends_on:
        entry.refuse("date.outside_year", "closedOn", date=asked.closed_on, start=year.starts_on, end=year.ends_on)
    entry.close()
    group.closed_on = asked.closed_on
    unit.note(subject_id=group.id, school_id=group.school_id)
    return StudyGroupSaved(group.id)


def _letter(entry: Entry, grade: int, typed: str) -> dict[str, str]:
    letter = rules.class_letter(typed)
    if letter is None:
        entry.refuse("class.letter_malformed", "letter")
        return {}
    name = rules.class_name(grade, letter)
    return {"letter": letter, "name": name, "name_sort": sort_key(name)}


async def _check_name(unit: Unit, entry: Entry, row: tables.SchoolClass) -> None:
    """Refuse a second class of the same grade level and letter in a year."""
    table = tables.SchoolClass
    twins = select(table.id).where(
        table.year_id == row.year_id,
        table.grade_level_id == row.grade_level_id,
        table.letter == row.letter,
        table.id != row.id,
    )
    if (await unit.session.exec(twins)).first():
        entry.refuse("class.exists", "letter", code=Code.CONFLICT, name=row.name)


ACTS = (
    create_class,
    change_class,
    create_study_group,
    change_study_group,
    close_study_group,
)
