"""Acts that put an order into force and take it out again; both are the director's alone (R49)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from sqlmodel import col, select

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.rooms.orders import graph, papers
from isuo_graph.rooms.orders.rights import WRITES_ORDERS
from isuo_graph.rooms.orders.tables import DirectorOrder, GrantKind, OrderState, RightsRule, RoleGrant
from isuo_graph.rooms.people.tables import StaffMember
from isuo_graph.store.unit import Unit


@dataclass(frozen=True)
class SignOrder:
    """Which draft is signed."""

    order_id: Annotated[int, ref(graph.Order)]
    version: int | None = None


@dataclass(frozen=True)
class RevokeOrder:
    """Which order is revoked, and by which other order, where there is one."""

    order_id: Annotated[int, ref(graph.Order)]
    by_order_id: Annotated[int | None, ref(graph.Order)] = None


@dataclass(frozen=True)
class OrderSaved:
    """The order."""

    order: Annotated[int, ref(graph.Order)]


@act(WRITES_ORDERS, log="orders:order_signed")
async def sign_order(unit: Unit, asked: SignOrder) -> OrderSaved:
    """Sign a draft; what it gives holds from its first day."""
    order = await papers.order_within_reach(unit, asked.order_id)
    papers.require_director(unit, order.school_id, papers.ORDER_ID)
    if order.state != OrderState.DRAFT:
        raise Refused(Code.BAD_USER_INPUT, "order.signed", path=papers.ORDER_ID, number=order.number)
    unit.change(order, asked.version)
    entry = Entry()
    await sign(unit, entry, order, await grants_on(unit, order.id))
    entry.close()
    unit.note(subject_id=order.id, school_id=order.school_id, number=order.number)
    unit.emit("orders:order_signed", school_id=order.school_id, order=order.id)
    return OrderSaved(order.id)


@act(WRITES_ORDERS, log="orders:order_revoked")
async def revoke_order(unit: Unit, asked: RevokeOrder) -> OrderSaved:
    """Revoke a signed order; its grants, prohibitions and rules of rights end at once."""
    order = await papers.order_within_reach(unit, asked.order_id)
    papers.require_director(unit, order.school_id, papers.ORDER_ID)
    papers.check_standing(unit, order)
    if asked.by_order_id is not None:
        by_order = await papers.order_within_reach(unit, asked.by_order_id, ("byOrderId",))
        papers.check_standing(unit, by_order, ("byOrderId",))
        order.revoked_by_order_id = by_order.id
    ended = await revoke(unit, order)
    unit.note(subject_id=order.id, school_id=order.school_id, number=order.number, grants_ended=ended)
    unit.emit("orders:order_revoked", school_id=order.school_id, order=order.id)
    return OrderSaved(order.id)


async def sign(unit: Unit, entry: Entry, order: DirectorOrder, grants: Sequence[RoleGrant]) -> None:
    """Put the viewer's signature under the order; faults of its grants are kept in the entry."""
    for place, grant in enumerate(grants):
        await papers.check_in_hand(unit, entry, grant, ("grants", place))
    order.state = OrderState.SIGNED
    order.signed_by = unit.viewer.account_id
    order.signed_by_staff_id = await _signer(unit, order.school_id)
    order.signed_at = unit.now


async def revoke(unit: Unit, order: DirectorOrder) -> int:
    """Take the order out of force with all that rests on it; gives how many grants ended.

    Raises Refused for somebody who would free themselves of a prohibition.
    """
    unit.change(order, None)
    order.state = OrderState.REVOKED
    order.revoked_by = unit.viewer.account_id
    order.revoked_at = unit.now
    grants = [grant for grant in await grants_on(unit, order.id) if grant.ended_at is None]
    for grant in grants:
        check_not_freeing_self(unit, grant)
        unit.change(grant, None)
        grant.ended_at = unit.now
    await end_rules(unit, await rules_on(unit, order.id))
    return len(grants)


async def end_rules(unit: Unit, rules: Sequence[RightsRule]) -> None:
    """End rules of rights; the new number of the change lets every kept viewer find out."""
    for rule in rules:
        rule.ended_at = unit.now
        rule.change = unit.new_id()


def check_not_freeing_self(unit: Unit, grant: RoleGrant) -> None:
    """Refuse to end a prohibition that the viewer is under."""
    if grant.kind == GrantKind.PROHIBIT and grant.person_id == unit.viewer.person_id:
        raise Refused(Code.BAD_USER_INPUT, "grant.to_self")


async def grants_on(unit: Unit, order_id: int) -> Sequence[RoleGrant]:
    """Give the grants of an order, in the order they were written."""
    asked = select(RoleGrant).where(RoleGrant.order_id == order_id).order_by(col(RoleGrant.id))
    return (await unit.session.exec(asked)).all()


async def rules_on(unit: Unit, order_id: int) -> Sequence[RightsRule]:
    """Give the rules of rights of an order that have not ended."""
    asked = select(RightsRule).where(RightsRule.order_id == order_id, col(RightsRule.ended_at).is_(None))
    return (await unit.session.exec(asked.order_by(col(RightsRule.id)))).all()


async def _signer(unit: Unit, school_id: int | None) -> int | None:
    """Give the viewer as an employee of the school."""
    mine = select(StaffMember.id).where(
        col(StaffMember.id).in_(unit.viewer.staff_ids), StaffMember.school_id == school_id
    )
    return (await unit.session.exec(mine)).first() if unit.viewer.staff_ids else None


ACTS = (sign_order, revoke_order)
