"""Acts that give a role, take a right away, and end either; each cites an order in force (R50)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.policy.rights import Action, Category, Role
from isuo_graph.rooms.orders import graph, papers
from isuo_graph.rooms.orders.acts.plans import GrantPlan, grant_of
from isuo_graph.rooms.orders.acts.signing import check_not_freeing_self
from isuo_graph.rooms.orders.rights import READS_ORDERS, WRITES_ORDERS
from isuo_graph.rooms.orders.tables import GrantKind, RoleGrant
from isuo_graph.rooms.people.graph import Account, StaffMember
from isuo_graph.store.unit import Unit


@dataclass(frozen=True)
class GrantRole:
    """A role that an order gives one employee or account; without days it lasts as long as the order."""

    order_id: Annotated[int, ref(graph.Order)]
    role: Role
    staff_id: Annotated[int | None, ref(StaffMember)] = None
    account_id: Annotated[int | None, ref(Account)] = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Prohibit:
    """A right that an order takes from one employee or account, whatever role would give it."""

    order_id: Annotated[int, ref(graph.Order)]
    category: Category
    action: Action
    staff_id: Annotated[int | None, ref(StaffMember)] = None
    account_id: Annotated[int | None, ref(Account)] = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class EndGrant:
    """Which grant or prohibition ends by which order: after a last day, or at once where none is given."""

    grant_id: Annotated[int, ref(graph.Grant)]
    order_id: Annotated[int, ref(graph.Order)]
    last_day: date | None = None
    version: int | None = None


@dataclass(frozen=True)
class GrantSaved:
    """The grant."""

    grant: Annotated[int, ref(graph.Grant)]


@act(WRITES_ORDERS, log="orders:role_granted")
async def grant_role(unit: Unit, asked: GrantRole) -> GrantSaved:
    """Give somebody a role, by an order in force."""
    plan = GrantPlan(
        asked.staff_id, asked.account_id, role=asked.role, starts_on=asked.starts_on, ends_on=asked.ends_on
    )
    grant = await _given(unit, asked.order_id, plan)
    unit.note(role=grant.role)
    unit.emit("orders:role_granted", school_id=grant.school_id, grant=grant.id, person=grant.person_id)
    return GrantSaved(grant.id)


@act(WRITES_ORDERS, log="orders:right_prohibited")
async def prohibit(unit: Unit, asked: Prohibit) -> GrantSaved:
    """Take a right from somebody, by an order in force; no role gives it back while the prohibition holds."""
    plan = GrantPlan(
        asked.staff_id,
        asked.account_id,
        GrantKind.PROHIBIT,
        category=asked.category,
        action=asked.action,
        starts_on=asked.starts_on,
        ends_on=asked.ends_on,
    )
    grant = await _given(unit, asked.order_id, plan)
    unit.note(category=grant.category, action=grant.action)
    unit.emit("orders:right_prohibited", school_id=grant.school_id, grant=grant.id, person=grant.person_id)
    return GrantSaved(grant.id)


@act(WRITES_ORDERS, log="orders:grant_ended")
async def end_grant(unit: Unit, asked: EndGrant) -> GrantSaved:
    """End a grant or prohibition before its time, by an order in force."""
    await unit.reach(graph.Grant, asked.grant_id, READS_ORDERS, path=("grantId",))
    grant: RoleGrant = await unit.reach(graph.Grant, asked.grant_id, path=("grantId",))
    order = await papers.order_in_force(unit, asked.order_id)
    papers.require_director(unit, grant.school_id, ("grantId",))
    check_not_freeing_self(unit, grant)
    if grant.ended_at is not None:
        raise Refused(Code.CONFLICT, "grant.ended", path=("grantId",))
    unit.change(grant, asked.version)
    if asked.last_day is None or asked.last_day < unit.today:
        grant.ended_at = unit.now
    else:
        grant.ends_on = min(asked.last_day, grant.ends_on or date.max)
    grant.ended_by_order_id = order.id
    unit.note(subject_id=grant.id, school_id=grant.school_id, order=order.id)
    unit.emit("orders:grant_ended", school_id=grant.school_id, grant=grant.id, person=grant.person_id)
    return GrantSaved(grant.id)


async def _given(unit: Unit, order_id: int, plan: GrantPlan) -> RoleGrant:
    """Write one grant of an order in force. It starts today at the earliest: nothing is granted for the past."""
    order = await papers.order_in_force(unit, order_id)
    papers.require_director(unit, order.school_id, papers.ORDER_ID)
    entry = Entry()
    grant = await grant_of(unit, entry, order, plan)
    grant.starts_on = plan.starts_on or unit.today
    papers.check_term(entry, order, grant, ())
    await papers.check_in_hand(unit, entry, grant, ())
    entry.close()
    unit.session.add(grant)
    unit.note(subject_id=grant.id, school_id=grant.school_id, order=order.id, person=grant.person_id)
    return grant


ACTS = (grant_role, prohibit, end_grant)
