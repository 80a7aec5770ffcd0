"""What every entry of a school's records needs: who writes it, and the signed order it rests on (R1, R49).

Takes a unit; gives rows, or refuses. It writes nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlmodel import col, select

from isuo_graph.kit.clock import SCHOOL_ZONE
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.rooms.orders.tables import DirectorOrder, OrderKind, OrderState
from isuo_graph.rooms.people import tables as people
from isuo_graph.store.unit import Unit

Path = tuple[str | int, ...]
ORDER_ID: Path = ("orderId",)


async def acting_staff(unit: Unit, school_id: int) -> int | None:
    """Give the viewer's own staff id at the school; None for a guardian, or for an official from above."""
    table = people.StaffMember
    mine = select(table.id).where(col(table.id).in_(unit.viewer.staff_ids), table.school_id == school_id)
    return (await unit.session.exec(mine)).first() if unit.viewer.staff_ids else None


async def signed_order(
    unit: Unit, order_id: int, school_id: int, kinds: Collection[OrderKind], on: date, path: Path = ORDER_ID
) -> DirectorOrder:
    """Give the school's own signed order of one of the kinds (or a general one) that has not run out before `on`.

    Raises Refused: NOT_IN_SCOPE for an order of another school, just as for none at all; BAD_USER_INPUT for one that
    nothing may rest on.
    """
    order = await unit.get(DirectorOrder, order_id, path=path)
    if order.school_id != school_id:
        raise Refused(Code.NOT_IN_SCOPE, "row.not_found", path=path)
    if order.state == OrderState.REVOKED:
        revoked_on = (order.revoked_at or unit.now).astimezone(SCHOOL_ZONE).date()
        raise Refused(Code.BAD_USER_INPUT, "order.revoked", path=path, number=order.number, date=revoked_on)
    if order.state != OrderState.SIGNED:
        raise Refused(Code.BAD_USER_INPUT, "order.not_signed", path=path, number=order.number)
    if order.kind not in {OrderKind.GENERAL, *kinds}:
        raise Refused(Code.BAD_USER_INPUT, "order.wrong_kind", path=path, kind=", ".join(sorted(kinds)))
    if order.ends_on is not None and order.ends_on < on:
        raise Refused(Code.BAD_USER_INPUT, "order.not_in_force", path=path, number=order.number, date=on)
    return order
