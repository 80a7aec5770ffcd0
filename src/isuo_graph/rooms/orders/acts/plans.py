"""The duties and grants that an order carries: as typed in, and made into rows of the order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from isuo_graph.graph import ref
from isuo_graph.kit.entry import Entry
from isuo_graph.policy.rights import Action, Category, Role
from isuo_graph.rooms.orders import papers, rules, tables
from isuo_graph.rooms.orders.tables import DirectorOrder, Duty, GrantKind, RoleGrant
from isuo_graph.rooms.people.graph import Account, StaffMember
from isuo_graph.store.unit import Unit


@dataclass(frozen=True)
class DutyPlan:
    """What the order makes an employee responsible for; without days it lasts as long as the order."""

    staff_id: Annotated[int, ref(StaffMember)]
    text_ky: str
    text_ru: str
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class GrantPlan:
    """A role that the order gives one employee or account, or (PROHIBIT) a right that it takes away."""

    staff_id: Annotated[int | None, ref(StaffMember)] = None
    account_id: Annotated[int | None, ref(Account)] = None
    kind: GrantKind = GrantKind.ALLOW
    role: Role | None = None
    category: Category | None = None
    action: Action | None = None
    starts_on: date | None = None
    ends_on: date | None = None


async def duties_of(unit: Unit, entry: Entry, order: DirectorOrder, plans: Iterable[DutyPlan]) -> list[Duty]:
    """Make the rows of the order's duties; faults are kept in the entry."""
    found: list[Duty] = []
    for place, plan in enumerate(plans):
        _, staff_id = await papers.person_of(unit, order.school_id, plan.staff_id, None, ("duties", place))
        assert order.school_id is not None, "only a school's order carries duties"
        assert staff_id is not None, "asked for by its staff id"
        duty = Duty(
            id=unit.new_id(),
            school_id=order.school_id,
            order_id=order.id,
            staff_id=staff_id,
            text_ky=entry.line("textKy", plan.text_ky, tables.DUTY_SIZE),
            text_ru=entry.line("textRu", plan.text_ru, tables.DUTY_SIZE),
            starts_on=plan.starts_on or order.starts_on,
            ends_on=plan.ends_on or order.ends_on,
        )
        entry.days(duty.starts_on, duty.ends_on)
        found.append(duty)
    return found


async def grants_of(unit: Unit, entry: Entry, order: DirectorOrder, plans: Iterable[GrantPlan]) -> list[RoleGrant]:
    """Make the rows of the order's grants; faults are kept in the entry."""
    return [await grant_of(unit, entry, order, plan, ("grants", place)) for place, plan in enumerate(plans)]


async def grant_of(
    unit: Unit, entry: Entry, order: DirectorOrder, plan: GrantPlan, path: papers.Path = ()
) -> RoleGrant:
    """Make one grant of the order. Raises Refused for a person who is not of the order's school."""
    person_id, staff_id = await papers.person_of(unit, order.school_id, plan.staff_id, plan.account_id, path)
    is_given = plan.kind is GrantKind.ALLOW
    _check_content(entry, plan, path)
    grant = RoleGrant(
        id=unit.new_id(),
        school_id=order.school_id,
        person_id=person_id,
        staff_id=staff_id,
        role=plan.role if is_given else None,
        order_id=order.id,
        kind=plan.kind,
        category=None if is_given else plan.category,
        action=None if is_given else plan.action,
        starts_on=plan.starts_on or order.starts_on,
        ends_on=plan.ends_on or order.ends_on,
    )
    papers.check_term(entry, order, grant, path)
    return grant


def _check_content(entry: Entry, plan: GrantPlan, path: papers.Path) -> None:
    if plan.kind is GrantKind.PROHIBIT:
        if plan.category is None or plan.action is None:
            entry.refuse("grant.right_required", *path)
    elif plan.role is None:
        entry.refuse("grant.role_required", *path, "role")
    elif (fault := rules.fault_of_role(plan.role)) is not None:
        entry.refuse(fault, *path, "role", role=plan.role)
