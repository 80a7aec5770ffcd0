"""Orders are written by many and signed by one; nothing else gives a right or takes it away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.rooms.school import FAR, OTHER, SCHOOL, Country, Human

from isuo_graph.policy.rights import Action, Category, Right, Role, Scope
from isuo_graph.rooms.orders.acts import adapting, appointing, drafting, granting, signing
from isuo_graph.rooms.orders.acts.adapting import AdaptRights, RightsPlan
from isuo_graph.rooms.orders.acts.appointing import EndAppointment, RecordAppointment
from isuo_graph.rooms.orders.acts.drafting import ChangeDraft, DiscardDraft, IssueOrder
from isuo_graph.rooms.orders.acts.granting import EndGrant, GrantRole, Prohibit
from isuo_graph.rooms.orders.acts.plans import DutyPlan, GrantPlan
from isuo_graph.rooms.orders.acts.signing import RevokeOrder, SignOrder
from isuo_graph.rooms.orders.tables import DirectorOrder, OrderKind, OrderState, RoleGrant, RuleKind
from isuo_graph.rooms.people.acts import staff

MARKS = Right(Category.MARKS, Action.WRITE)
TEXTS: dict[str, Any] = {
    "title_ky": "Милдеттер",
    "title_ru": "Обязанности",
    "text_ky": "Дайындоо.",
    "text_ru": "Назначить.",
}


def paper(country: Country, **more: object) -> IssueOrder:
    """Give an order with all requisites and a number of its own."""
    plain = IssueOrder(SCHOOL, OrderKind.APPOINTMENT, f"{next(country.numbers)}-ө", date(2026, 10, 5), **TEXTS)
    return replace(plain, **more)  # type: ignore[arg-type] # fields of the dataclass


@pytest.fixture
async def director(country: Country) -> Human:
    return await country.employee(Role.DIRECTOR)


@pytest.fixture
async def secretary(country: Country) -> Human:
    return await country.employee(Role.SECRETARY)


async def state(country: Country, order_id: int) -> str:
    return str((await country.row(DirectorOrder, order_id)).state)


async def test_a_directors_order_is_signed_at_once(country: Country, director: Human) -> None:
    made = await country.do(director, drafting.issue_order, paper(country))
    row = await country.row(DirectorOrder, made.order)
    assert (row.state, row.signed_by_staff_id) == (OrderState.SIGNED, director.row_id)


async def test_a_secretarys_order_waits_for_the_director(country: Country, director: Human, secretary: Human) -> None:
    teacher = await country.employee()
    grants = (GrantPlan(teacher.row_id, role=Role.SUBJECT_TEACHER),)
    made = await country.do(secretary, drafting.issue_order, paper(country, grants=grants))
    assert not (await country.viewer(teacher)).holds(MARKS)
    await country.do(director, signing.sign_order, SignOrder(made.order))
    assert (await country.viewer(teacher)).holds(MARKS)


async def test_only_a_director_signs(country: Country, secretary: Human) -> None:
    made = await country.do(secretary, drafting.issue_order, paper(country))
    found = await country.refused(secretary, signing.sign_order, SignOrder(made.order))
    assert found == [("FORBIDDEN_ACT", "order.director_signs")]


async def test_an_order_needs_number_date_and_texts(country: Country, director: Human) -> None:
    found = await country.refused(director, drafting.issue_order, IssueOrder(SCHOOL, OrderKind.GENERAL, number=" "))
    assert [message for _, message in found] == [
        "order.date_required",
        "order.number_required",
        *["order.text_required"] * 4,
    ]


async def test_an_order_bears_no_date_to_come(country: Country, director: Human) -> None:
    asked = paper(country, order_date=date(2026, 10, 6))
    assert await country.refused(director, drafting.issue_order, asked) == [("BAD_USER_INPUT", "input.date_in_future")]


async def test_a_number_is_given_once_a_year(country: Country, director: Human) -> None:
    asked = paper(country)
    await country.do(director, drafting.issue_order, asked)
    assert await country.refused(director, drafting.issue_order, asked) == [("CONFLICT", "order.number_taken")]
    await country.do(director, drafting.issue_order, replace(asked, order_date=date(2025, 10, 5)))


async def test_an_order_of_another_school_is_out_of_reach(country: Country, director: Human) -> None:
    found = await country.refused(director, drafting.issue_order, paper(country, school_id=OTHER))
    assert found == [("NOT_IN_SCOPE", "row.not_found")]


async def test_revoking_an_order_ends_its_grants_at_once(country: Country, director: Human) -> None:
    teacher = await country.employee()
    asked = paper(country, grants=(GrantPlan(teacher.row_id, role=Role.SUBJECT_TEACHER),))
    made = await country.do(director, drafting.issue_order, asked)
    before = await country.viewer(teacher)
    assert before.holds(MARKS)
    await country.do(director, signing.revoke_order, RevokeOrder(made.order))
    after = await country.viewer(teacher)
    assert not after.holds(MARKS)
    assert after.stamp != before.stamp


async def test_an_order_is_revoked_once(country: Country, director: Human) -> None:
    made = await country.do(director, drafting.issue_order, paper(country))
    await country.do(director, signing.revoke_order, RevokeOrder(made.order))
    found = await country.refused(director, signing.revoke_order, RevokeOrder(made.order))
    assert found == [("BAD_USER_INPUT", "order.revoked")]


async def test_a_grant_does_not_outlive_its_order(country: Country, director: Human) -> None:
    teacher = await country.employee()
    plan = GrantPlan(teacher.row_id, role=Role.LIBRARIAN, ends_on=date(2027, 6, 1))
    asked = paper(country, ends_on=date(2027, 5, 31), grants=(plan,))
    found = await country.refused(director, drafting.issue_order, asked)
    assert found == [("BAD_USER_INPUT", "grant.outlives_order")]


async def test_directors_give_themselves_nothing_but_teaching(country: Country, director: Human) -> None:
    order = await country.order()
    asked = GrantRole(order.id, Role.PSYCHOLOGIST, director.row_id)
    assert await country.refused(director, granting.grant_role, asked) == [("BAD_USER_INPUT", "grant.to_self")]
    await country.do(director, granting.grant_role, replace(asked, role=Role.SUBJECT_TEACHER))


@pytest.mark.parametrize(
    ("role", "fault"), [(Role.DIRECTOR, "grant.role_from_above"), (Role.GUARDIAN, "grant.role_by_facts")]
)
async def test_some_roles_no_school_gives(country: Country, director: Human, role: Role, fault: str) -> None:
    order, teacher = await country.order(), await country.employee()
    found = await country.refused(director, granting.grant_role, GrantRole(order.id, role, teacher.row_id))
    assert found == [("BAD_USER_INPUT", fault)]


@pytest.mark.parametrize(
    ("columns", "fault"),
    [
        ({"state": OrderState.DRAFT}, "order.not_signed"),
        ({"ends_on": date(2026, 10, 4)}, "order.not_in_force"),
        ({"kind": OrderKind.LEAVING}, "order.wrong_kind"),
    ],
)
async def test_a_grant_cites_an_order_in_force(
    country: Country, director: Human, columns: dict[str, Any], fault: str
) -> None:
    order, teacher = await country.order(**columns), await country.employee()
    asked = GrantRole(order.id, Role.NURSE, teacher.row_id)
    assert await country.refused(director, granting.grant_role, asked) == [("BAD_USER_INPUT", fault)]


async def test_an_administrator_grants_nothing(country: Country) -> None:
    administrator = await country.employee(Role.ADMINISTRATOR)
    assert not (await country.viewer(administrator)).holds(Right(Category.ORDERS, Action.WRITE))


async def test_nobody_of_another_school_is_granted_a_role(country: Country, director: Human) -> None:
    order, stranger = await country.order(), await country.employee(school_id=FAR)
    found = await country.refused(director, granting.grant_role, GrantRole(order.id, Role.NURSE, stranger.row_id))
    assert found == [("NOT_IN_SCOPE", "row.not_found")]


async def test_a_role_is_not_given_twice(country: Country, director: Human) -> None:
    order, nurse = await country.order(), await country.employee(Role.NURSE)
    found = await country.refused(director, granting.grant_role, GrantRole(order.id, Role.NURSE, nurse.row_id))
    assert found == [("CONFLICT", "grant.exists")]


async def test_a_grant_can_end_before_its_time(country: Country, director: Human) -> None:
    order, nurse = await country.order(), await country.employee()
    made = await country.do(director, granting.grant_role, GrantRole(order.id, Role.NURSE, nurse.row_id))
    await country.do(director, granting.end_grant, EndGrant(made.grant, order.id))
    assert not (await country.viewer(nurse)).holds(Right(Category.HEALTH))


async def test_a_prohibition_takes_a_right_from_somebody(country: Country, director: Human) -> None:
    order, teacher = await country.order(), await country.employee(Role.SUBJECT_TEACHER)
    asked = Prohibit(order.id, Category.MARKS, Action.WRITE, teacher.row_id)
    await country.do(director, granting.prohibit, asked)
    assert not (await country.viewer(teacher)).holds(MARKS)


async def test_directors_do_not_free_themselves_of_a_prohibition(country: Country, director: Human) -> None:
    bar: dict[str, Any] = {"kind": "PROHIBIT", "category": Category.AUDIT, "action": Action.READ}
    grant = await country.grant(director, None, **bar)
    order = await country.order()
    found = await country.refused(director, granting.end_grant, EndGrant(grant.id, order.id))
    assert found == [("BAD_USER_INPUT", "grant.to_self")]


async def test_a_school_adapts_the_template_by_order_and_only_while_it_stands(
    country: Country, director: Human
) -> None:
    order, librarian = await country.order(), await country.employee(Role.LIBRARIAN)
    attendance = Right(Category.ATTENDANCE)
    plan = RightsPlan(Role.LIBRARIAN, Category.ATTENDANCE, Action.READ, scope=Scope.SCHOOL)
    before = await country.viewer(librarian)
    await country.do(director, adapting.adapt_rights, AdaptRights(order.id, (plan,)))
    adapted = await country.viewer(librarian)
    assert adapted.holds(attendance)
    assert adapted.stamp != before.stamp
    await country.do(director, signing.revoke_order, RevokeOrder(order.id))
    revoked = await country.viewer(librarian)
    assert not revoked.holds(attendance)
    assert revoked.stamp != adapted.stamp


@pytest.mark.parametrize(
    ("plan", "fault"),
    [
        (RightsPlan(Role.DIRECTOR, Category.MARKS, Action.WRITE, scope=Scope.SCHOOL), "rule.beyond"),
        (RightsPlan(Role.ADMINISTRATOR, Category.MARKS, Action.READ, scope=Scope.SCHOOL), "rule.beyond"),
        (RightsPlan(Role.LIBRARIAN, Category.HEALTH, Action.READ, scope=Scope.SCHOOL), "rule.beyond"),
        (RightsPlan(Role.LIBRARIAN, Category.MARKS, Action.READ, scope=Scope.NATION), "rule.beyond"),
        (RightsPlan(Role.GUARDIAN, Category.MARKS, Action.READ, scope=Scope.SCHOOL), "rule.beyond"),
        (RightsPlan(Role.GUARDIAN, Category.MARKS, Action.READ, RuleKind.NONE), "rule.own_data"),
        (RightsPlan(Role.LIBRARIAN, Category.MARKS, Action.READ), "rule.scope_required"),
    ],
)
async def test_no_school_passes_the_bounds_of_the_template(
    country: Country, director: Human, plan: RightsPlan, fault: str
) -> None:
    order = await country.order()
    found = await country.refused(director, adapting.adapt_rights, AdaptRights(order.id, (plan,)))
    assert found == [("BAD_USER_INPUT", fault)]


async def test_a_draft_is_changed_and_thrown_away_by_who_wrote_it(country: Country, secretary: Human) -> None:
    made = await country.do(secretary, drafting.issue_order, paper(country))
    teacher = await country.employee()
    duties = (DutyPlan(teacher.row_id, "Журнал", "Журнал"),)
    change = ChangeDraft(made.order, title_ru="Иначе", duties=duties, version=1)
    await country.do(secretary, drafting.change_draft, change)
    assert (await country.row(DirectorOrder, made.order)).title_ru == "Иначе"
    assert await country.refused(secretary, drafting.change_draft, change) == [("CONFLICT", "row.changed")]
    await country.do(secretary, drafting.discard_draft, DiscardDraft(made.order))
    other = await country.employee(Role.SECRETARY)
    found = await country.refused(other, drafting.change_draft, ChangeDraft(made.order))
    assert found == [("NOT_IN_SCOPE", "row.not_found")]


async def test_a_signed_order_is_not_changed(country: Country, director: Human) -> None:
    made = await country.do(director, drafting.issue_order, paper(country))
    found = await country.refused(director, drafting.change_draft, ChangeDraft(made.order, title_ru="Иначе"))
    assert found == [("BAD_USER_INPUT", "order.signed")]


async def appointer(country: Country, area_id: int | None = None) -> Human:
    official = await country.human(school_id=None)
    await country.grant(official, Role.ADMINISTRATOR, school_id=None, area_id=area_id)
    return official


async def test_an_authority_appoints_a_schools_director(country: Country) -> None:
    official, teacher = await appointer(country, 11), await country.employee()
    number = f"{next(country.numbers)}"
    asked = RecordAppointment(
        Role.DIRECTOR, number, date(2026, 10, 1), "Райондук билим берүү бөлүмү", **TEXTS, school_id=SCHOOL,
        staff_id=teacher.row_id,
    )  # fmt: skip
    made = await country.do(official, appointing.record_appointment, asked)
    assert (await country.viewer(teacher)).holds(Right(Category.ORDERS, Action.WRITE))
    await country.do(official, appointing.end_appointment, EndAppointment(made.order))
    assert not (await country.viewer(teacher)).holds(Right(Category.ORDERS, Action.WRITE))


async def test_an_official_appoints_nobody_outside_their_area(country: Country) -> None:
    official, teacher = await appointer(country, 11), await country.employee(school_id=FAR)
    asked = RecordAppointment(
        Role.DIRECTOR, "1", date(2026, 10, 1), "Бөлүм", **TEXTS, school_id=FAR, staff_id=teacher.row_id
    )
    found = await country.refused(official, appointing.record_appointment, asked)
    assert found == [("NOT_IN_SCOPE", "appointment.above_school_needed")]


async def test_an_official_appoints_to_no_role_that_a_director_gives(country: Country) -> None:
    official, teacher = await appointer(country), await country.employee()
    asked = RecordAppointment(
        Role.NURSE, "2", date(2026, 10, 1), "Бөлүм", **TEXTS, school_id=SCHOOL, staff_id=teacher.row_id
    )
    found = await country.refused(official, appointing.record_appointment, asked)
    assert found == [("BAD_USER_INPUT", "grant.role_of_school")]


async def test_roles_end_with_employment(country: Country, secretary: Human) -> None:
    teacher = await country.employee(Role.SUBJECT_TEACHER)
    await country.do(secretary, staff.end_employment, staff.EndEmployment(teacher.row_id, date(2026, 10, 9)))
    grants = RoleGrant.__table__  # type: ignore[attr-defined] # SQLModel's own
    async with country.store.write.engine.connect() as connection:
        found = await connection.execute(grants.select().where(grants.c.person_id == teacher.person_id))
        assert found.one().ends_on == date(2026, 10, 9)
