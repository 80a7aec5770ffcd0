"""Puts the demo together: takes today, a size and a password's hash, gives the rows batch by batch.

The same arguments give the same rows, ids included. A batch is complete in itself: the first holds the nation and the
first two schools, each further one a school.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from isuo_graph.cli.demo import consents, frame, journal, learning, orders, pupils, results, roll, staff
from isuo_graph.cli.demo.accounts import OFFICIALS, Accounts
from isuo_graph.cli.demo.calendar import Calendar, calendar_of
from isuo_graph.cli.demo.frame import Nation, School, SchoolPlan
from isuo_graph.cli.demo.persons import Registry
from isuo_graph.cli.demo.pupils import Pupil
from isuo_graph.cli.demo.sheets import Sheets
from isuo_graph.cli.demo.staff import Staff
from isuo_graph.kit.clock import day_start_ms
from isuo_graph.kit.ids import EPOCH_MS, NODE_BITS, SEQUENCE_BITS
from isuo_graph.policy.guard import Purpose
from isuo_graph.store.bulk import Sheet

SEED: Final = 1991
FIRST: Final = SchoolPlan(1, classes_per_grade=2, students_per_class=20)
SECOND: Final = SchoolPlan(2, classes_per_grade=1, students_per_class=24)
LARGE: Final = (3, 21)
"""Classes a grade and students a class of every further school: about 700 students."""


@dataclass(frozen=True)
class _World:
    """What every school needs."""

    sheets: Sheets
    registry: Registry
    random: Random
    calendar: Calendar
    nation: Nation
    text_ids: Mapping[Purpose, Mapping[str, int]]
    desk: Accounts


@dataclass(frozen=True)
class _Filled:
    """A school with its people, before anything is ordered or taught."""

    plan: SchoolPlan
    school: School
    staff: Staff
    pupils: list[Pupil]


def story(today: date, password_hash: str, *, size: int = 1) -> Iterator[list[Sheet]]:
    """Make the demo; `size` 1 has two schools, each step more adds two of about 700 students each."""
    calendar = calendar_of(today)
    created = calendar.starts_on - timedelta(days=30)
    # Ids count from that day on: long before any that the service will make, and the same all year.
    sheets = Sheets((day_start_ms(created) - EPOCH_MS) << (NODE_BITS + SEQUENCE_BITS))
    world = _world(sheets, calendar, password_hash, day_start_ms(created))
    _officials(world)
    for plan in (FIRST, SECOND):
        _school(world, plan)
    yield list(sheets.take())
    for number in range(3, 2 * size + 1):
        _school(world, SchoolPlan(number, *LARGE))
        yield list(sheets.take())


def _world(sheets: Sheets, calendar: Calendar, password_hash: str, created_ms: int) -> _World:
    return _World(
        sheets,
        Registry(sheets, created_ms),
        Random(SEED),
        calendar,
        frame.nation(sheets),
        consents.texts(sheets, calendar),
        Accounts(sheets, password_hash, created_ms),
    )


def _officials(world: _World) -> None:
    people = {login: world.registry.person(None) for login in OFFICIALS}
    for login, person_id in people.items():
        world.desk.write(login, person_id, None)
    officials = orders.Officials(people["analyst"], people["ministry"], people["methodist"])
    orders.authorities(world.sheets, world.nation, officials, world.calendar)


def _school(world: _World, plan: SchoolPlan) -> None:
    school = frame.school(world.sheets, world.nation, plan, world.calendar)
    hired = staff.staff(world.sheets, world.registry, world.random, school, world.calendar)
    admitted = pupils.pupils(world.sheets, world.registry, world.random, school, plan, world.calendar)
    filled = _Filled(plan, school, hired, admitted)
    accounts = _accounts(world, filled)
    papers = orders.of_school(world.sheets, world.nation, school, hired, world.calendar, accounts)
    learners = roll.roll(world.sheets, school, admitted, hired, world.calendar, papers.enrollment)
    agreed = consents.Consents(world.sheets, school, world.random, world.calendar, world.text_ids, accounts)
    agreed.of_families(admitted)
    agreed.of_staff(hired)
    _teach(world, filled, learners, papers)


def _accounts(world: _World, filled: _Filled) -> dict[str, int]:
    if filled.plan is FIRST:
        return world.desk.first_school(filled.school.id, filled.staff, filled.pupils)
    return world.desk.second_school(filled.school.id, filled.staff) if filled.plan is SECOND else {}


def _teach(world: _World, filled: _Filled, learners: list[Pupil], papers: orders.Papers) -> None:
    sheets, nation, random, calendar = world.sheets, world.nation, world.random, world.calendar
    school = filled.school
    loads = journal.loads(sheets, nation, school, filled.staff, learners, calendar, papers.loads)
    journal.journal(sheets, nation, school, loads, random, calendar)
    results.results(sheets, nation, school, loads, random, calendar)
    if filled.plan is FIRST:
        learning.learning(sheets, nation, school, loads, random, calendar)
