"""The order that an explanation cites: the one behind a role of a person, in force or the latest that has ended."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, desc, select
from sqlmodel.ext.asyncio.session import AsyncSession

from isuo_graph.rooms.orders.tables import DirectorOrder, GrantKind, OrderState, RoleGrant


@dataclass(frozen=True, slots=True)
class Cited:
    """An order as an explanation cites it."""

    number: str
    date: str
    role: str
    state: str


async def latest_order(session: AsyncSession, person_id: int, roles: tuple[str, ...]) -> Cited | None:
    """Give the order that gives one of the roles: signed before revoked, then the latest; None without any."""
    asked = (
        select(RoleGrant, DirectorOrder)
        .where(col(RoleGrant.order_id) == col(DirectorOrder.id))
        .where(col(RoleGrant.person_id) == person_id, col(RoleGrant.role).in_(roles))
        .where(col(RoleGrant.kind) == GrantKind.ALLOW.value, col(DirectorOrder.state) != OrderState.DRAFT.value)
        .order_by(desc(col(DirectorOrder.state) == OrderState.SIGNED.value), desc(col(DirectorOrder.order_date)))
        .limit(1)
    )
    found = (await session.exec(asked)).first()
    if found is None:
        return None
    grant, order = found
    return Cited(order.number, order.order_date.isoformat(), grant.role or "", _state(grant, order))


def _state(grant: RoleGrant, order: DirectorOrder) -> str:
    if order.state == OrderState.REVOKED.value:
        return OrderState.REVOKED.value
    return "ENDED" if grant.ended_at is not None else "IN_FORCE"
