"""Acts on mark scales. A new scale ends the one it replaces; nothing already marked is touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated

from sqlmodel import col, select

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry
from isuo_graph.kit.errors import Code
from isuo_graph.rooms.org import graph, rules, tables
from isuo_graph.rooms.org.acts.national import SET_UP, require_country
from isuo_graph.rooms.org.acts.schools import FRAME
from isuo_graph.rooms.org.tables import ScaleKind
from isuo_graph.store.unit import Unit

NUMERIC = frozenset({ScaleKind.POINTS, ScaleKind.CRITERIA})


@dataclass(frozen=True)
class ScalePlan:
    """What a scale is for, from when it holds, and its values. Scales without numbers leave the values out."""

    programme_id: Annotated[int, ref(graph.Programme)]
    grade_from: int
    grade_to: int
    kind: ScaleKind
    starts_on: date
    subject_id: Annotated[int | None, ref(graph.Subject)] = None
    min_value: Decimal | None = None
    max_value: Decimal | None = None
    pass_value: Decimal | None = None
    step_value: Decimal | None = None


@dataclass(frozen=True)
class SetMarkScale:
    """A school's own scale."""

    school_id: Annotated[int, ref(graph.School)]
    scale: ScalePlan


@dataclass(frozen=True)
class SetNationalMarkScale:
    """A scale for all schools."""

    scale: ScalePlan


@dataclass(frozen=True)
class EndMarkScale:
    """Which of the school's own scales ends, and its last day."""

    scale_id: Annotated[int, ref(graph.MarkScale)]
    ends_on: date


@dataclass(frozen=True)
class MarkScaleSaved:
    """The scale."""

    mark_scale: Annotated[int, ref(graph.MarkScale)]


@act(FRAME, log="org:mark_scale_set")
async def set_mark_scale(unit: Unit, asked: SetMarkScale) -> MarkScaleSaved:
    """Set the school's own scale for some grades, from a day on."""
    school = await unit.reach(graph.School, asked.school_id, path=("schoolId",))
    return await _set(unit, asked.scale, school.id)


@act(SET_UP, log="org:national_mark_scale_set")
async def set_national_mark_scale(unit: Unit, asked: SetNationalMarkScale) -> MarkScaleSaved:
    """Set the scale of all schools that have none of their own, from a day on."""
    require_country(unit)
    return await _set(unit, asked.scale, None)


@act(FRAME, log="org:mark_scale_ended")
async def end_mark_scale(unit: Unit, asked: EndMarkScale) -> MarkScaleSaved:
    """End a school's own scale; the national one holds again."""
    scale = await unit.reach(graph.MarkScale, asked.scale_id, path=("scaleId",))
    entry = Entry()
    entry.days(scale.starts_on, asked.ends_on)
    entry.close()
    scale.ends_on = asked.ends_on
    unit.note(subject_id=scale.id, school_id=scale.school_id)
    return MarkScaleSaved(scale.id)


async def _set(unit: Unit, plan: ScalePlan, school_id: int | None) -> MarkScaleSaved:
    entry = Entry()
    await unit.get(tables.Programme, plan.programme_id, path=("scale", "programmeId"))
    if plan.subject_id is not None:
        subject = await unit.get(tables.Subject, plan.subject_id, path=("scale", "subjectId"))
        if subject.school_id not in {None, school_id}:
            entry.refuse("row.not_found", "scale", "subjectId", code=Code.NOT_IN_SCOPE)
    _check_values(entry, plan)
    await _end_earlier(unit, entry, plan, school_id)
    entry.close()
    scale = tables.MarkScale(id=unit.new_id(), school_id=school_id, **vars(plan))
    unit.session.add(scale)
    unit.note(subject_id=scale.id, school_id=school_id)
    return MarkScaleSaved(scale.id)


def _check_values(entry: Entry, plan: ScalePlan) -> None:
    if not 0 <= plan.grade_from <= plan.grade_to <= rules.GRADE_MAX:
        entry.refuse("input.out_of_range", "scale", "gradeTo", field="gradeTo", low=0, high=rules.GRADE_MAX)
    values = (plan.min_value, plan.max_value, plan.pass_value, plan.step_value)
    if plan.kind in NUMERIC and not rules.is_scale(*values):
        entry.refuse("scale.malformed", "scale", "maxValue")
    if plan.kind not in NUMERIC and any(value is not None for value in values):
        entry.refuse("scale.without_values", "scale", "kind")


async def _end_earlier(unit: Unit, entry: Entry, plan: ScalePlan, school_id: int | None) -> None:
    """End the open scale of the very same grades a day before; refuse where the grades only partly agree."""
    table = tables.MarkScale
    rivals = select(table).where(
        table.programme_id == plan.programme_id,
        col(table.school_id).is_(None) if school_id is None else col(table.school_id) == school_id,
        col(table.subject_id).is_(None) if plan.subject_id is None else col(table.subject_id) == plan.subject_id,
        col(table.ends_on).is_(None) | (col(table.ends_on) >= plan.starts_on),
    )
    for rival in (await unit.session.exec(rivals)).all():
        if rules.has_same_grades(rival, plan) and rival.starts_on < plan.starts_on:
            rival.ends_on = plan.starts_on - timedelta(days=1)
        elif rules.grades_overlap(rival, plan):
            entry.refuse("scale.overlaps", "scale", "startsOn", code=Code.CONFLICT, start=rival.starts_on)


ACTS = (set_mark_scale, set_national_mark_scale, end_mark_scale)
