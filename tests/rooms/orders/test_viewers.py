"""What somebody may do follows from orders in force today, and from nothing else."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession
from tests.rooms.school import AREA, FAR, NOW_MS, OTHER, SCHOOL, TODAY, Country, Human

from isuo_graph.kit.clock import day_start_ms
from isuo_graph.kit.cursor import CursorBox
from isuo_graph.plan import bind
from isuo_graph.plan.planner import writer_for
from isuo_graph.policy.rights import Action, Category, Right, Role, Scope
from isuo_graph.policy.viewer import Viewer
from isuo_graph.rooms.orders import stamps, viewers
from isuo_graph.rooms.orders.tables import DirectorOrder, GrantKind, OrderState, RightsRule, RuleKind
from isuo_graph.rooms.people.tables import Account, Session

MARKS = Right(Category.MARKS, Action.WRITE)
ROSTER = Right(Category.ROSTER)


def roles(viewer: Viewer) -> set[Role]:
    return {held.role for held in viewer.roles}


def schools(viewer: Viewer, right: Right, scope: Scope) -> set[int]:
    found = [viewer.school_sets[reach.group] for reach in viewer.reaches.get(right, ()) if reach.scope is scope]
    return set().union(*found)


async def sql_stamp(country: Country, human: Human, session_id: int) -> object:
    """Ask the database for the stamp, as every statement does."""
    dialect = bind.Dialect(country.store.dialect.value)
    written = writer_for(dialect).statement(stamps.stamp())
    viewer = Viewer(account_id=human.account_id, session_id=session_id, person_id=human.person_id)
    moment = bind.Moment(viewer, MappingProxyType({}), NOW_MS, TODAY, "", CursorBox(bytes(range(32))))
    params = [source(moment) for source in bind.ordered(written.binds, bind.Sources(0, 0), dialect)]
    row = await country.store.read.fetch_row(written.text, params)
    return row[0] if row else None


async def test_a_signed_order_gives_its_role(country: Country) -> None:
    teacher = await country.employee(Role.SUBJECT_TEACHER)
    assert (await country.viewer(teacher)).holds(MARKS)


async def test_without_an_order_an_employee_sees_what_everybody_sees(country: Country) -> None:
    viewer = await country.viewer(await country.employee())
    assert viewer.reaches == viewers.anonymous_viewer().reaches


async def test_a_draft_gives_nothing(country: Country) -> None:
    draft = await country.order(state=OrderState.DRAFT)
    teacher = await country.employee(Role.SUBJECT_TEACHER, order_id=draft.id)
    assert not (await country.viewer(teacher)).holds(MARKS)


async def test_a_revoked_order_gives_nothing_any_more(country: Country) -> None:
    revoked = await country.order(state=OrderState.REVOKED)
    teacher = await country.employee(Role.SUBJECT_TEACHER, order_id=revoked.id)
    assert not (await country.viewer(teacher)).holds(MARKS)


@pytest.mark.parametrize(("starts_on", "ends_on"), [(date(2026, 10, 6), None), (date(2026, 1, 10), date(2026, 10, 4))])
async def test_a_grant_holds_only_within_its_days(country: Country, starts_on: date, ends_on: date | None) -> None:
    teacher = await country.employee(Role.SUBJECT_TEACHER, starts_on=starts_on, ends_on=ends_on)
    assert not (await country.viewer(teacher)).holds(MARKS)


async def test_a_grant_ends_with_its_order(country: Country) -> None:
    order = await country.order(ends_on=date(2026, 10, 5))
    teacher = await country.employee(Role.SUBJECT_TEACHER, order_id=order.id)
    assert (await country.viewer(teacher)).holds(MARKS)
    assert not (await country.viewer(teacher, date(2026, 10, 6))).holds(MARKS)


async def test_the_viewer_is_read_anew_when_the_first_right_ends(country: Country) -> None:
    teacher = await country.employee(Role.SUBJECT_TEACHER, ends_on=date(2026, 12, 31))
    await country.grant(teacher, Role.LIBRARIAN, ends_on=date(2026, 11, 30))
    assert (await country.viewer(teacher)).until_ms == day_start_ms(date(2026, 12, 1))


async def test_rights_of_many_roles_add_up(country: Country) -> None:
    both = await country.employee(Role.SUBJECT_TEACHER)
    await country.grant(both, Role.NURSE)
    viewer = await country.viewer(both)
    assert viewer.holds(MARKS)
    assert viewer.holds(Right(Category.HEALTH, Action.WRITE))


async def test_each_right_reaches_the_schools_it_was_given_in(country: Country) -> None:
    deputy = await country.employee(Role.DEPUTY)
    await country.grant(deputy, Role.NURSE, school_id=OTHER)
    viewer = await country.viewer(deputy)
    assert schools(viewer, ROSTER, Scope.SCHOOL) == {SCHOOL, OTHER}
    assert schools(viewer, Right(Category.HEALTH), Scope.SCHOOL) == {OTHER}
    assert schools(viewer, Right(Category.MARKS), Scope.SCHOOL) == {SCHOOL}


async def test_an_official_of_an_area_reaches_the_schools_of_the_areas_in_it(country: Country) -> None:
    analyst = await country.human(school_id=None)
    await country.grant(analyst, Role.DISTRICT_ANALYST, school_id=None, area_id=AREA)
    viewer = await country.viewer(analyst)
    right = Right(Category.ROSTER, Action.SUMMARISE)
    assert schools(viewer, right, Scope.AREA) == {SCHOOL, OTHER}
    assert not viewer.holds(ROSTER)


async def test_an_administrator_above_schools_reads_no_roll(country: Country) -> None:
    human = await country.human(school_id=None)
    await country.grant(human, Role.ADMINISTRATOR, school_id=None)
    viewer = await country.viewer(human)
    assert not viewer.holds(ROSTER)
    assert {reach.scope for reach in viewer.reach(Category.CONFIG, Action.WRITE)} == {Scope.NATION}


async def test_a_prohibition_wins_over_every_role(country: Country) -> None:
    teacher = await country.employee(Role.SUBJECT_TEACHER)
    bar: dict[str, Any] = {"kind": GrantKind.PROHIBIT, "category": Category.MARKS, "action": Action.WRITE}
    await country.grant(teacher, None, **bar)
    viewer = await country.viewer(teacher)
    assert not viewer.holds(MARKS)
    assert viewer.holds(Right(Category.MARKS))


async def test_a_prohibition_holds_in_its_own_school(country: Country) -> None:
    teacher = await country.employee(Role.SUBJECT_TEACHER)
    await country.grant(teacher, Role.SUBJECT_TEACHER, school_id=OTHER)
    bar: dict[str, Any] = {"kind": GrantKind.PROHIBIT, "category": Category.MARKS, "action": Action.WRITE}
    await country.grant(teacher, None, **bar)
    assert schools(await country.viewer(teacher), MARKS, Scope.TAUGHT) == {OTHER}


async def test_a_guardian_is_whoever_represents_somebody_today(country: Country) -> None:
    student = await country.student()
    assert Role.GUARDIAN in roles(await country.viewer(await country.guardian(student)))
    for bond in ({"may_see": False}, {"has_custody": False}, {"ends_on": date(2026, 10, 4)}):
        assert Role.GUARDIAN not in roles(await country.viewer(await country.guardian(student, **bond)))


async def test_a_student_is_whoever_is_on_a_roll(country: Country) -> None:
    assert Role.STUDENT in roles(await country.viewer(await country.student()))
    assert Role.STUDENT not in roles(await country.viewer(await country.student(status="LEFT")))


async def rule(country: Country, role: Role, right: Right, kind: RuleKind, scope: Scope | None, school: int) -> None:
    order = await country.order(school_id=school)
    number = next(country.numbers)
    made: dict[str, Any] = {
        "role": role,
        "category": right.category,
        "action": right.action,
        "kind": kind,
        "scope": scope,
    }
    await country.add(RightsRule(id=number, change=number, school_id=school, order_id=order.id, **made))


async def test_a_schools_own_rule_goes_before_the_template_there_alone(country: Country) -> None:
    deputy = await country.employee(Role.DEPUTY, school_id=FAR)
    await country.grant(deputy, Role.DEPUTY, school_id=OTHER)
    await rule(country, Role.DEPUTY, Right(Category.ATTENDANCE), RuleKind.NONE, None, FAR)
    assert schools(await country.viewer(deputy), Right(Category.ATTENDANCE), Scope.SCHOOL) == {OTHER}


async def test_a_role_that_is_prohibited_something_loses_it_by_any_role(country: Country) -> None:
    librarian = await country.employee(Role.LIBRARIAN, school_id=FAR)
    await country.grant(librarian, Role.PSYCHOLOGIST, school_id=FAR)
    behaviour = Right(Category.BEHAVIOUR)
    assert (await country.viewer(librarian)).holds(behaviour)
    await rule(country, Role.LIBRARIAN, behaviour, RuleKind.PROHIBIT, None, FAR)
    assert not (await country.viewer(librarian)).holds(behaviour)


async def test_a_blocked_account_is_nobody(country: Country) -> None:
    human = await country.human()
    account = await country.row(Account, human.account_id)
    async with country.store.write.engine.begin() as connection:
        table = Account.__table__  # type: ignore[attr-defined] # SQLModel's own
        await connection.execute(table.update().where(table.c.id == account.id).values(blocked_at=account.created_at))
    async with AsyncSession(country.store.write.engine) as session:
        asked: dict[str, Any] = {"account_id": human.account_id, "session_id": None, "now_ms": NOW_MS, "today": TODAY}
        assert await viewers.load_viewer(session, **asked) is None


async def test_the_database_makes_the_same_stamp(country: Country) -> None:
    teacher = await country.employee(Role.SUBJECT_TEACHER)
    await country.grant(teacher, Role.LIBRARIAN, ends_on=date(2026, 10, 4))
    await country.grant(teacher, Role.NURSE)
    account = await country.row(Account, teacher.account_id)
    moment = account.created_at
    session_id = next(country.numbers)
    made = {"account_id": teacher.account_id, "family_id": 1, "refresh_hash": f"{session_id}", "created_at": moment}
    expiry = moment.replace(year=2030)
    await country.add(Session(id=session_id, used_at=moment, expires_at=expiry, **made))
    viewer = await country.viewer(teacher)
    assert viewer.stamp.startswith("2.")
    assert await sql_stamp(country, teacher, session_id) == viewer.stamp


async def test_revoking_an_order_changes_the_stamp(country: Country) -> None:
    order = await country.order()
    teacher = await country.employee(Role.SUBJECT_TEACHER, order_id=order.id)
    before = (await country.viewer(teacher)).stamp
    table = DirectorOrder.__table__  # type: ignore[attr-defined] # SQLModel's own
    async with country.store.write.engine.begin() as connection:
        await connection.execute(table.update().where(table.c.id == order.id).values(state="REVOKED"))
    after = await country.viewer(teacher)
    assert after.stamp != before
    assert not after.holds(MARKS)
