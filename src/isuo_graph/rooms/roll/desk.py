"""What every entry of a school's records needs: who writes it, and the signed order it rests on (R1, R49).

Takes a unit; gives rows, or refuses. It writes nothing.
"""

from __future__ import annotations

from sqlmodel import col, select

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.rooms.orders import tables as orders
from isuo_graph.rooms.people import tables as people
from isuo_graph.store.unit import Unit

Path = tuple[str | int, ...]
ORDER_ID: Path = ("orderId",)


async def acting_staff(unit: Unit, school_id: int) -> int | None:
    """Give the viewer's own staff id at the school; None for a guardian, or for an official from above."""
    table = people.StaffMember
    mine = select(table.id).where(col(table.id).in_(unit.viewer.staff_ids), table.school_id == school_id)
    return (await unit.session.exec(mine)).first() if unit.viewer.staff_ids else None


async def signed_order(unit: Unit, order_id: int, school_id: int, path: Path = ORDER_ID) -> orders.DirectorOrder:
    """Give the school's own order that is signed, complete and not revoked.

    Raises Refused: NOT_IN_SCOPE for an order of another school, just as for none at all; BAD_USER_INPUT for one that
    nothing may rest on.
    """
    order = await unit.get(orders.DirectorOrder, order_id, path=path)
    if order.school_id != school_id:
        raise Refused(Code.NOT_IN_SCOPE, "row.not_found", path=path)
    if not order.number:
        raise Refused(Code.BAD_USER_INPUT, "order.number_required", path=path)
    if order.order_date is None:
        raise Refused(Code.BAD_USER_INPUT, "order.date_required", path=path)
    if order.state == orders.OrderState.REVOKED:
        revoked_on = order.revoked_at.date() if order.revoked_at else order.order_date
        raise Refused(Code.BAD_USER_INPUT, "order.revoked", path=path, number=order.number, date=revoked_on)
    if order.state != orders.OrderState.SIGNED:
        raise Refused(Code.BAD_USER_INPUT, "order.not_signed", path=path, number=order.number)
    return order
