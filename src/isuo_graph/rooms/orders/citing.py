"""The order that an explanation cites: the one that forbids the right, else the one behind a role of the person.

Takes an open database session, gives the order's requisites and how it stands that day; it decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import and_, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from isuo_graph.policy.rights import Right
from isuo_graph.rooms.orders.tables import DirectorOrder, GrantKind, OrderState, RoleGrant
from isuo_graph.rooms.orders.viewers import is_in_force


class Standing(StrEnum):
    """How an order stands to a right today, in the order in which an explanation prefers: what decides goes first."""

    FORBIDS = "FORBIDS"
    IN_FORCE = "IN_FORCE"
    NOT_YET = "NOT_YET"
    ENDED = "ENDED"
    REVOKED = "REVOKED"


@dataclass(frozen=True, slots=True)
class Cited:
    """An order as an explanation cites it; without a role it takes the right away."""

    number: str
    date: str
    role: str | None
    state: Standing


async def latest_order(
    session: AsyncSession, person_id: int, right: Right, roles: tuple[str, ...], today: date
) -> Cited | None:
    """Give the order that forbids the right today, or that gives one of the roles; the latest of equals.

    What is in force today goes before what will be, what has ended and what was revoked. None without any.
    """
    gives = and_(col(RoleGrant.kind) == GrantKind.ALLOW.value, col(RoleGrant.role).in_(roles))
    takes = and_(
        col(RoleGrant.kind) == GrantKind.PROHIBIT.value,
        col(RoleGrant.category) == right.category.value,
        col(RoleGrant.action) == right.action.value,
    )
    found = await session.exec(
        select(RoleGrant, DirectorOrder)
        .join(DirectorOrder, col(DirectorOrder.id) == RoleGrant.order_id)
        .where(RoleGrant.person_id == person_id, or_(gives, takes))
        .where(DirectorOrder.state != OrderState.DRAFT.value)
        .order_by(col(DirectorOrder.order_date).desc(), col(RoleGrant.id).desc())
    )
    cited = [_cited(grant, order, today) for grant, order in found]
    # A prohibition that is not in force explains nothing: without it the roles decide.
    standing = [one for one in cited if one.role is not None or one.state is Standing.FORBIDS]
    return min(standing, key=lambda one: tuple(Standing).index(one.state), default=None)


def _cited(grant: RoleGrant, order: DirectorOrder, today: date) -> Cited:
    return Cited(order.number, order.order_date.isoformat(), grant.role, _state(grant, order, today))


def _state(grant: RoleGrant, order: DirectorOrder, today: date) -> Standing:
    if is_in_force(grant, order, today):
        return Standing.FORBIDS if grant.kind == GrantKind.PROHIBIT else Standing.IN_FORCE
    if order.state == OrderState.REVOKED:
        return Standing.REVOKED
    is_coming = grant.ended_at is None and max(grant.starts_on, order.starts_on) > today
    return Standing.NOT_YET if is_coming else Standing.ENDED
