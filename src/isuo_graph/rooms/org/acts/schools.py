"""Acts on schools themselves. Founding and closing one takes an appointment above it; its card is the school's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlmodel import select

from isuo_graph.graph import act, ref
from isuo_graph.graph.registry import camel
from isuo_graph.kit.entry import Entry, given, put
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.kit.language import Language
from isuo_graph.kit.text import search_key, sort_key
from isuo_graph.policy.rights import Action, Category, Right
from isuo_graph.rooms.org import graph, rules, tables
from isuo_graph.rooms.org.acts.national import SET_UP
from isuo_graph.store.unit import Unit

FRAME = Right(Category.PUBLIC, Action.WRITE)
"""What it takes to write the frame of one's own school."""
AREA_DEPTH_MAX = 10  # the classifier has five levels; the bound ends a circle that should not be there
_CARD = {"address": 300, "phone": 40, "email": 254, "website": 300}  # sizes of the columns in tables.School


@dataclass(frozen=True)
class CreateSchool:
    """A new school."""

    code: str
    name_ky: str
    name_ru: str
    kind: tables.SchoolKind
    area_id: Annotated[int, ref(graph.Area)]
    office_language: Language = Language.KY


@dataclass(frozen=True)
class ChangeSchool:
    """What changes about a school; what is left out stays."""

    school_id: Annotated[int, ref(graph.School)]
    name_ky: str | None = None
    name_ru: str | None = None
    kind: tables.SchoolKind | None = None
    stage: tables.Stage | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    office_language: Language | None = None
    version: int | None = None


@dataclass(frozen=True)
class CloseSchool:
    """Which school is closed, and from when."""

    school_id: Annotated[int, ref(graph.School)]
    closed_on: date


@dataclass(frozen=True)
class SchoolSaved:
    """The school."""

    school: Annotated[int, ref(graph.School)]


@act(SET_UP, log="org:school_created")
async def create_school(unit: Unit, asked: CreateSchool) -> SchoolSaved:
    """Found a school in a territory that the administrator is appointed for."""
    await _require_area(unit, asked.area_id)
    entry = Entry()
    code = entry.line("code", asked.code, tables.CODE_SIZE)
    name_ky = entry.line("nameKy", asked.name_ky, tables.NAME_SIZE)
    name_ru = entry.line("nameRu", asked.name_ru, tables.NAME_SIZE)
    if (await unit.session.exec(select(tables.School.id).where(tables.School.code == code))).first():
        entry.refuse("code.taken", "code", name=code)
    entry.close()
    school = tables.School(
        id=unit.new_id(),
        code=code,
        area_id=asked.area_id,
        name_ky=name_ky,
        name_ru=name_ru,
        name_sort=sort_key(name_ky),
        name_search=search_key(name_ky),
        kind=asked.kind,
        office_language=asked.office_language,
    )
    unit.session.add(school)
    unit.note(subject_id=school.id, school_id=school.id)
    unit.emit("org:school_created", school_id=school.id, school=school.id)
    return SchoolSaved(school.id)


@act(FRAME, log="org:school_changed")
async def change_school(unit: Unit, asked: ChangeSchool) -> SchoolSaved:
    """Change the school's card, or the stage at which it uses the system (R35)."""
    school = await unit.reach(graph.School, asked.school_id, path=("schoolId",))
    unit.change(school, asked.version)
    entry = Entry()
    values = given(asked, ("kind", "stage", "office_language"))
    for name, limit in {"name_ky": tables.NAME_SIZE, "name_ru": tables.NAME_SIZE, **_CARD}.items():
        read = entry.optional(camel(name), getattr(asked, name), limit)
        values |= {} if read is None else {name: read}
    entry.close()
    if "name_ky" in values:
        values |= {"name_sort": sort_key(values["name_ky"]), "name_search": search_key(values["name_ky"])}
    unit.note(subject_id=school.id, school_id=school.id, fields=put(school, values))
    return SchoolSaved(school.id)


@act(SET_UP, log="org:school_closed")
async def close_school(unit: Unit, asked: CloseSchool) -> SchoolSaved:
    """Close a school from a day on; its records stay."""
    school = await unit.get(tables.School, asked.school_id, path=("schoolId",))
    await _require_area(unit, school.area_id)
    unit.change(school, None)
    school.closed_on = asked.closed_on
    unit.note(subject_id=school.id, school_id=school.id)
    unit.emit("org:school_closed", school_id=school.id, school=school.id)
    return SchoolSaved(school.id)


async def _require_area(unit: Unit, area_id: int | None) -> None:
    """Refuse whoever is appointed neither for the area, nor for one above it, nor for the country."""
    above: list[int] = []
    while area_id is not None and len(above) < AREA_DEPTH_MAX:
        area = await unit.get(tables.Area, area_id, path=("areaId",))
        above.append(area.id)
        area_id = area.parent_id
    if not rules.is_appointed_over(unit.viewer.roles, above):
        raise Refused(Code.NOT_IN_SCOPE, "appointment.above_school_needed")


ACTS = (create_school, change_school, close_school)
