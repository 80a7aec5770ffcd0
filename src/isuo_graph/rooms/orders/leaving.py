"""Ends the roles of an employee who leaves: no employment, no right, though no order was revoked for it."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from isuo_graph.rooms.orders.tables import GrantKind, RoleGrant
from isuo_graph.rooms.people.tables import StaffMember
from isuo_graph.store.unit import Unit


async def follow(unit: Unit) -> None:
    """Let the grants of employees whose last day was set in this unit end on that day."""
    changed = unit.changes.of(StaffMember, "left_on") if unit.changes else []
    for member in changed:
        if member.left_on is not None:
            await _end(unit, member.id, member.left_on)


async def _end(unit: Unit, staff_id: int, last_day: date) -> None:
    asked = select(RoleGrant).where(
        RoleGrant.staff_id == staff_id, RoleGrant.kind == GrantKind.ALLOW.value, col(RoleGrant.ended_at).is_(None)
    )
    for grant in await unit.session.exec(asked.order_by(col(RoleGrant.id))):
        if last_day < max(unit.today, grant.starts_on):
            grant.ended_at = unit.now
        elif last_day < (grant.ends_on or date.max):
            grant.ends_on = last_day
