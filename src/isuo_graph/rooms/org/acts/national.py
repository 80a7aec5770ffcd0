"""Acts on what all schools share: areas and programmes. They take an appointment for the whole country (R53)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sqlmodel import select

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry, given, put
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.policy.rights import Action, Category, Right
from isuo_graph.rooms.org import graph, rules, tables
from isuo_graph.store.unit import Unit

SET_UP = Right(Category.CONFIG, Action.WRITE)
PROGRAMME_YEARS = (1, rules.GRADE_MAX + 1)  # a preparatory year may stand before grade 1


@dataclass(frozen=True)
class CreateArea:
    """A new territory."""

    code: str
    name_ky: str
    name_ru: str
    level: tables.AreaLevel
    parent_id: Annotated[int | None, ref(graph.Area)] = None


@dataclass(frozen=True)
class ChangeArea:
    """What changes about a territory; what is left out stays."""

    area_id: Annotated[int, ref(graph.Area)]
    name_ky: str | None = None
    name_ru: str | None = None


@dataclass(frozen=True)
class AreaSaved:
    """The territory."""

    area: Annotated[int, ref(graph.Area)]


@dataclass(frozen=True)
class CreateProgramme:
    """A new programme with its grades."""

    code: str
    name_ky: str
    name_ru: str
    years: int
    grades: tuple[int, ...]


@dataclass(frozen=True)
class ChangeProgramme:
    """What changes about a programme; what is left out stays."""

    programme_id: Annotated[int, ref(graph.Programme)]
    name_ky: str | None = None
    name_ru: str | None = None
    years: int | None = None


@dataclass(frozen=True)
class ProgrammeSaved:
    """The programme."""

    programme: Annotated[int, ref(graph.Programme)]


@dataclass(frozen=True)
class CreateGradeLevel:
    """A new grade of a programme."""

    programme_id: Annotated[int, ref(graph.Programme)]
    number: int
    name: str | None = None


@dataclass(frozen=True)
class GradeLevelCreated:
    """The new grade."""

    grade_level: Annotated[int, ref(graph.GradeLevel)]


@act(SET_UP, log="org:area_created")
async def create_area(unit: Unit, asked: CreateArea) -> AreaSaved:
    """Add a territory of the СОАТЕ classifier."""
    require_country(unit)
    entry = Entry()
    code = entry.line("code", asked.code, tables.CODE_SIZE)
    names = _names(entry, asked)
    if asked.parent_id is not None:
        await unit.get(tables.Area, asked.parent_id, path=("parentId",))
    if await _area_of(unit, code):
        entry.refuse("code.taken", "code", name=code)
    entry.close()
    area = tables.Area(id=unit.new_id(), parent_id=asked.parent_id, code=code, level=asked.level, **names)
    unit.session.add(area)
    unit.note(subject_id=area.id)
    return AreaSaved(area.id)


@act(SET_UP, log="org:area_changed")
async def change_area(unit: Unit, asked: ChangeArea) -> AreaSaved:
    """Rename a territory."""
    require_country(unit)
    area = await unit.get(tables.Area, asked.area_id, path=("areaId",))
    entry = Entry()
    values = _names(entry, asked)
    entry.close()
    unit.note(subject_id=area.id, fields=put(area, values))
    return AreaSaved(area.id)


@act(SET_UP, log="org:programme_created")
async def create_programme(unit: Unit, asked: CreateProgramme) -> ProgrammeSaved:
    """Add a national programme of schooling with its grades; a programme may skip numbers."""
    require_country(unit)
    entry = Entry()
    code = entry.line("code", asked.code, tables.CODE_SIZE)
    names = _names(entry, asked)
    entry.number("years", asked.years, *PROGRAMME_YEARS)
    for place, grade in enumerate(asked.grades):
        if not 0 <= grade <= rules.GRADE_MAX:
            entry.refuse("input.out_of_range", "grades", place, field="grades", low=0, high=rules.GRADE_MAX)
    if (await unit.session.exec(select(tables.Programme.id).where(tables.Programme.code == code))).first():
        entry.refuse("code.taken", "code", name=code)
    entry.close()
    programme = tables.Programme(id=unit.new_id(), code=code, years=asked.years, **names)
    unit.session.add(programme)
    await unit.session.flush()
    unit.session.add_all(_grade(unit, programme.id, number) for number in sorted(set(asked.grades)))
    unit.note(subject_id=programme.id)
    return ProgrammeSaved(programme.id)


@act(SET_UP, log="org:programme_changed")
async def change_programme(unit: Unit, asked: ChangeProgramme) -> ProgrammeSaved:
    """Change the name or the length of a programme."""
    require_country(unit)
    programme = await unit.get(tables.Programme, asked.programme_id, path=("programmeId",))
    entry = Entry()
    values = _names(entry, asked) | given(asked, ("years",))
    entry.number("years", asked.years, *PROGRAMME_YEARS)
    entry.close()
    unit.note(subject_id=programme.id, fields=put(programme, values))
    return ProgrammeSaved(programme.id)


@act(SET_UP, log="org:grade_level_created")
async def create_grade_level(unit: Unit, asked: CreateGradeLevel) -> GradeLevelCreated:
    """Add a grade to a programme."""
    require_country(unit)
    programme = await unit.get(tables.Programme, asked.programme_id, path=("programmeId",))
    entry = Entry()
    entry.number("number", asked.number, 0, rules.GRADE_MAX)
    name = entry.optional("name", asked.name, tables.CODE_SIZE)
    level = tables.GradeLevel
    twin = select(level.id).where(level.programme_id == programme.id, level.number == asked.number)
    if (await unit.session.exec(twin)).first():
        entry.refuse("conflict.duplicate", "number", code=Code.CONFLICT)
    entry.close()
    grade = _grade(unit, programme.id, asked.number, name)
    unit.session.add(grade)
    unit.note(subject_id=grade.id)
    return GradeLevelCreated(grade.id)


def require_country(unit: Unit) -> None:
    """Refuse whoever is not appointed for the whole country. Raises Refused with NOT_IN_SCOPE."""
    if not rules.is_appointed_over(unit.viewer.roles, ()):
        raise Refused(Code.NOT_IN_SCOPE, "appointment.above_school_needed")


def _names(entry: Entry, asked: CreateArea | ChangeArea | CreateProgramme | ChangeProgramme) -> dict[str, str]:
    """Read the names that were given, in both state languages."""
    read = {
        "name_ky": entry.optional("nameKy", asked.name_ky, tables.NAME_SIZE),
        "name_ru": entry.optional("nameRu", asked.name_ru, tables.NAME_SIZE),
    }
    return {name: value for name, value in read.items() if value is not None}


async def _area_of(unit: Unit, code: str) -> int | None:
    return (await unit.session.exec(select(tables.Area.id).where(tables.Area.code == code))).first()


def _grade(unit: Unit, programme_id: int, number: int, name: str | None = None) -> tables.GradeLevel:
    return tables.GradeLevel(id=unit.new_id(), programme_id=programme_id, number=number, name=name or str(number))


ACTS = (create_area, change_area, create_programme, change_programme, create_grade_level)
