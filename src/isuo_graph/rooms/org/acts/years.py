"""Acts on academic years and their periods: opening, moving dates, locking results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlmodel import col, select

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry, given, put
from isuo_graph.kit.errors import Code
from isuo_graph.policy.rights import Action, Category, Right
from isuo_graph.rooms.org import graph, rules, tables
from isuo_graph.rooms.org.acts.schools import FRAME
from isuo_graph.store.unit import Unit

LOCK = Right(Category.PLAN, Action.WRITE)
"""Locking belongs to whoever approves plans at the school: by default the director and the deputy."""
NUMBER_MAX = 12  # as many periods of one kind as a year has months


@dataclass(frozen=True)
class PeriodPlan:
    """A period of a year that is being opened."""

    kind: tables.PeriodKind
    number: int
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class OpenAcademicYear:
    """A new year of a school, with its quarters."""

    school_id: Annotated[int, ref(graph.School)]
    name: str
    starts_on: date
    ends_on: date
    periods: tuple[PeriodPlan, ...] = ()


@dataclass(frozen=True)
class ChangeAcademicYear:
    """What changes about a year; what is left out stays."""

    year_id: Annotated[int, ref(graph.AcademicYear)]
    name: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    version: int | None = None


@dataclass(frozen=True)
class AcademicYearSaved:
    """The year."""

    academic_year: Annotated[int, ref(graph.AcademicYear)]


@dataclass(frozen=True)
class AddPeriod:
    """One more period of an open year."""

    year_id: Annotated[int, ref(graph.AcademicYear)]
    period: PeriodPlan


@dataclass(frozen=True)
class ChangePeriod:
    """What changes about a period; what is left out stays."""

    period_id: Annotated[int, ref(graph.Period)]
    name: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    version: int | None = None


@dataclass(frozen=True)
class LockPeriod:
    """Which period."""

    period_id: Annotated[int, ref(graph.Period)]
    version: int | None = None


@dataclass(frozen=True)
class PeriodSaved:
    """The period."""

    period: Annotated[int, ref(graph.Period)]


@act(FRAME, log="org:year_opened")
async def open_academic_year(unit: Unit, asked: OpenAcademicYear) -> AcademicYearSaved:
    """Open a year of instruction and its periods."""
    school = await unit.reach(graph.School, asked.school_id, path=("schoolId",))
    entry = Entry()
    name = entry.line("name", asked.name, tables.CODE_SIZE)
    year = tables.AcademicYear(
        id=unit.new_id(), school_id=school.id, name=name, starts_on=asked.starts_on, ends_on=asked.ends_on
    )
    _check_year(entry, year, await _years(unit, school.id))
    periods: list[tables.Period] = []
    for place, plan in enumerate(asked.periods):
        period = _period(unit, entry, year, plan)
        _check_period(entry, period, year, periods, "periods", place)
        periods.append(period)
    entry.close()
    unit.session.add(year)
    await unit.session.flush()
    unit.session.add_all(periods)
    unit.note(subject_id=year.id, school_id=school.id)
    unit.emit("org:year_opened", school_id=school.id, year=year.id)
    return AcademicYearSaved(year.id)


@act(FRAME, log="org:year_changed")
async def change_academic_year(unit: Unit, asked: ChangeAcademicYear) -> AcademicYearSaved:
    """Rename a year or move its first or last day; its periods must stay inside."""
    year = await unit.reach(graph.AcademicYear, asked.year_id, path=("yearId",))
    unit.change(year, asked.version)
    entry = Entry()
    values = given(asked, ("starts_on", "ends_on"))
    if asked.name is not None:
        values["name"] = entry.line("name", asked.name, tables.CODE_SIZE)
    with unit.session.no_autoflush:  # nothing is sent before all of it is checked
        changed = put(year, values)
        _check_year(entry, year, await _years(unit, year.school_id))
        for period in await _periods(unit, year.id):
            if not rules.is_inside(period, year):
                entry.refuse("period.outside_year", "startsOn", period=period.name)
    entry.close()
    unit.note(subject_id=year.id, school_id=year.school_id, fields=changed)
    return AcademicYearSaved(year.id)


@act(FRAME, log="org:period_added")
async def add_period(unit: Unit, asked: AddPeriod) -> PeriodSaved:
    """Add a period to a year."""
    year = await unit.reach(graph.AcademicYear, asked.year_id, path=("yearId",))
    entry = Entry()
    period = _period(unit, entry, year, asked.period)
    _check_period(entry, period, year, await _periods(unit, year.id), "period")
    entry.close()
    unit.session.add(period)
    unit.note(subject_id=period.id, school_id=year.school_id)
    return PeriodSaved(period.id)


@act(FRAME, log="org:period_changed")
async def change_period(unit: Unit, asked: ChangePeriod) -> PeriodSaved:
    """Rename a period or move its dates, which move within a year in practice. A locked period stays as it is."""
    period = await unit.reach(graph.Period, asked.period_id, path=("periodId",))
    unit.change(period, asked.version)
    year = await unit.get(tables.AcademicYear, period.year_id)
    entry = Entry()
    if period.locked_at is not None:
        entry.refuse("period.is_locked", "periodId", code=Code.CONFLICT, period=period.name)
    values = given(asked, ("starts_on", "ends_on"))
    if asked.name is not None:
        values["name"] = entry.line("name", asked.name, tables.CODE_SIZE)
    with unit.session.no_autoflush:  # as for a year
        changed = put(period, values)
        others = [other for other in await _periods(unit, year.id) if other.id != period.id]
        _check_period(entry, period, year, others)
    entry.close()
    unit.note(subject_id=period.id, school_id=period.school_id, fields=changed)
    unit.emit("org:period_changed", school_id=period.school_id, period=period.id)
    return PeriodSaved(period.id)


@act(LOCK, log="org:period_locked")
async def lock_period(unit: Unit, asked: LockPeriod) -> PeriodSaved:
    """Lock a period: from now on its marks and results change only by a correction."""
    return await _set_lock(unit, asked, is_locked=True)


@act(LOCK, log="org:period_unlocked")
async def unlock_period(unit: Unit, asked: LockPeriod) -> PeriodSaved:
    """Take the lock off a period."""
    return await _set_lock(unit, asked, is_locked=False)


async def _set_lock(unit: Unit, asked: LockPeriod, *, is_locked: bool) -> PeriodSaved:
    """Lock or unlock; a period that already is so keeps the moment of its lock."""
    period = await unit.reach(graph.Period, asked.period_id, path=("periodId",))
    if (period.locked_at is not None) is not is_locked:
        unit.change(period, asked.version)
        period.locked_at = unit.now if is_locked else None
        unit.emit("org:period_lock_changed", school_id=period.school_id, period=period.id, locked=is_locked)
    unit.note(subject_id=period.id, school_id=period.school_id)
    return PeriodSaved(period.id)


def _period(unit: Unit, entry: Entry, year: tables.AcademicYear, plan: PeriodPlan) -> tables.Period:
    entry.number("number", plan.number, 1, NUMBER_MAX)
    return tables.Period(
        id=unit.new_id(),
        school_id=year.school_id,
        year_id=year.id,
        kind=plan.kind,
        number=plan.number,
        name=entry.line("name", plan.name, tables.CODE_SIZE),
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
    )


def _check_year(entry: Entry, year: tables.AcademicYear, years: Sequence[tables.AcademicYear]) -> None:
    if not rules.is_year(year.starts_on, year.ends_on):
        entry.refuse("year.impossible", "endsOn", limit=rules.YEAR_DAYS_MAX)
    for other in years:
        if other.id != year.id and rules.overlap(year, other):
            entry.refuse("year.overlaps", "startsOn", other=other.name)


def _check_period(
    entry: Entry,
    period: tables.Period,
    year: tables.AcademicYear,
    others: Sequence[tables.Period],
    *path: str | int,
) -> None:
    """Check dates against the year and against the other periods of the same kind."""
    entry.days(period.starts_on, period.ends_on)
    for day in (period.starts_on, period.ends_on):
        if not year.starts_on <= day <= year.ends_on:
            entry.refuse("date.outside_year", *path, date=day, start=year.starts_on, end=year.ends_on)
    for other in others:
        if other.kind == period.kind and (other.number == period.number or rules.overlap(period, other)):
            entry.refuse("period.overlaps", *path, other=other.name)


async def _years(unit: Unit, school_id: int) -> Sequence[tables.AcademicYear]:
    return (
        await unit.session.exec(select(tables.AcademicYear).where(tables.AcademicYear.school_id == school_id))
    ).all()


async def _periods(unit: Unit, year_id: int) -> Sequence[tables.Period]:
    found = select(tables.Period).where(tables.Period.year_id == year_id).order_by(col(tables.Period.starts_on))
    return (await unit.session.exec(found)).all()


ACTS = (
    open_academic_year,
    change_academic_year,
    add_period,
    change_period,
    lock_period,
    unlock_period,
)
