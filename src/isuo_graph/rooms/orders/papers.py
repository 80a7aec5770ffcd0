"""What acts on orders share: reading an order's requisites, checking its number, finding whom it names.

Takes a unit and what was typed; gives values or rows, or keeps the fault in the entry. It writes nothing.
"""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from isuo_graph.kit.clock import SCHOOL_ZONE
from isuo_graph.kit.entry import Entry
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.policy.rights import Role
from isuo_graph.rooms.orders import graph, rules, tables
from isuo_graph.rooms.orders.rights import READS_ORDERS
from isuo_graph.rooms.orders.tables import DirectorOrder, OrderState, RoleGrant
from isuo_graph.rooms.people.tables import Account, StaffMember
from isuo_graph.store.unit import Unit

Path = tuple[str | int, ...]
ORDER_ID: Path = ("orderId",)


def number(entry: Entry, value: str | None) -> str:
    """Read the number that every order needs (R1)."""
    if value is None or not value.strip():
        entry.refuse("order.number_required", "number")
        return ""
    return entry.line("number", value, tables.NUMBER_SIZE)


def issued_on(entry: Entry, value: date | None, today: date) -> date:
    """Read the date that every order needs (R1); a paper cannot bear a date to come."""
    if value is None:
        entry.refuse("order.date_required", "orderDate")
        return today
    if value > today:
        entry.refuse("input.date_in_future", "orderDate", field="orderDate")
    return value


def title(entry: Entry, name: str, value: str | None) -> str:
    """Read a title; both languages are needed (R60)."""
    if value is None or not value.strip():
        entry.refuse("order.text_required", name)
        return ""
    return entry.line(name, value, tables.TITLE_SIZE)


def body(entry: Entry, name: str, value: str | None) -> str:
    """Read a text of several lines; both languages are needed (R60)."""
    found = "\n".join(line.rstrip() for line in (value or "").strip().splitlines())
    if not found:
        entry.refuse("order.text_required", name)
    elif len(found) > tables.TEXT_SIZE:
        entry.refuse("limit.text_length", name, field=name, limit=tables.TEXT_SIZE)
    return found


async def check_number(unit: Unit, entry: Entry, order: DirectorOrder) -> None:
    """Refuse a number that another order of the same school, or the same authority, has that year."""
    asked = select(DirectorOrder.id).where(
        col(DirectorOrder.school_id).is_not_distinct_from(order.school_id),
        col(DirectorOrder.area_id).is_not_distinct_from(order.area_id),
        DirectorOrder.year == order.year,
        DirectorOrder.number == order.number,
        DirectorOrder.id != order.id,
    )
    if (await unit.session.exec(asked)).first() is not None:
        entry.refuse("order.number_taken", "number", code=Code.CONFLICT, number=order.number)


async def person_of(
    unit: Unit, school_id: int | None, staff_id: int | None, account_id: int | None, path: Path
) -> tuple[int, int | None]:
    """Give (person, employee) of exactly one employee or account; with a school given, it must be one of that school.

    Raises Refused: NOT_IN_SCOPE for somebody of another school, just as for nobody at all.
    """
    if (staff_id is None) == (account_id is None):
        raise Refused(Code.BAD_USER_INPUT, "grant.whom", path=path)
    if staff_id is not None:
        staff = await unit.get(StaffMember, staff_id, path=(*path, "staffId"))
        _of_school(staff.school_id, school_id, (*path, "staffId"))
        return staff.person_id, staff.id
    account = await unit.get(Account, account_id or 0, path=(*path, "accountId"))
    _of_school(account.school_id, school_id, (*path, "accountId"))
    return account.person_id, None


async def order_within_reach(unit: Unit, order_id: int, path: Path = ORDER_ID) -> DirectorOrder:
    """Give an order that the viewer may both write and read: a refusal says what becomes of it, and its number."""
    await unit.reach(graph.Order, order_id, READS_ORDERS, path=path)
    found: DirectorOrder = await unit.reach(graph.Order, order_id, path=path)
    return found


async def order_in_force(unit: Unit, order_id: int, path: Path = ORDER_ID) -> DirectorOrder:
    """Give the order that an act cites: within reach, signed, in force today, of a kind that rights may rest on.

    Raises Refused where it is not; no order, no right (R50).
    """
    order = await order_within_reach(unit, order_id, path)
    check_standing(unit, order, path)
    if not rules.is_in_force(order, unit.today):
        raise Refused(Code.BAD_USER_INPUT, "order.not_in_force", path=path, number=order.number, date=unit.today)
    if order.kind not in rules.GIVES_RIGHTS:
        kinds = ", ".join(sorted(rules.GIVES_RIGHTS))
        raise Refused(Code.BAD_USER_INPUT, "order.wrong_kind", path=path, kind=kinds)
    return order


def check_standing(unit: Unit, order: DirectorOrder, path: Path = ORDER_ID) -> None:
    """Refuse an order that was never signed, or is signed no longer."""
    if order.state == OrderState.REVOKED:
        day = (order.revoked_at or unit.now).astimezone(SCHOOL_ZONE).date()
        raise Refused(Code.BAD_USER_INPUT, "order.revoked", path=path, number=order.number, date=day)
    if order.state != OrderState.SIGNED:
        raise Refused(Code.BAD_USER_INPUT, "order.not_signed", path=path, number=order.number)


def require_director(unit: Unit, school_id: int | None, path: Path = ()) -> None:
    """Refuse whoever is not director of the school: others draft, the director signs (R49)."""
    if not rules.is_director(unit.viewer.roles, school_id):
        raise Refused(Code.FORBIDDEN_ACT, "order.director_signs", path=path)


def check_term(entry: Entry, order: DirectorOrder, grant: RoleGrant, path: Path) -> None:
    """Keep a grant within the days of its order."""
    if grant.ends_on is not None and grant.ends_on < grant.starts_on:
        entry.refuse("input.end_before_start", *path, "endsOn", start=grant.starts_on, end=grant.ends_on)
    if grant.starts_on < order.starts_on:
        entry.refuse("grant.before_order", *path, "startsOn", start=order.starts_on)
    if grant.ends_on is not None and order.ends_on is not None and grant.ends_on > order.ends_on:
        entry.refuse("grant.outlives_order", *path, "endsOn", end=order.ends_on)


async def check_in_hand(unit: Unit, entry: Entry, grant: RoleGrant, path: Path) -> None:
    """Check what counts at the moment of signing: nobody gives themselves power, nobody is given a role twice."""
    role = None if grant.role is None else Role(grant.role)
    if not rules.may_keep_to_self(role, grant.person_id, unit.viewer.person_id):
        entry.refuse("grant.to_self", *path)
    if role is not None and await _holds(unit, grant):
        entry.refuse("grant.exists", *path, code=Code.CONFLICT)


async def _holds(unit: Unit, grant: RoleGrant) -> bool:
    """Tell whether the person has the very role there already, on a day that the new grant covers."""
    held = await unit.session.exec(
        select(RoleGrant, DirectorOrder)
        .join(DirectorOrder, col(DirectorOrder.id) == RoleGrant.order_id)
        .where(
            RoleGrant.person_id == grant.person_id,
            RoleGrant.role == grant.role,
            RoleGrant.kind == grant.kind,
            RoleGrant.id != grant.id,
            col(RoleGrant.school_id).is_not_distinct_from(grant.school_id),
            col(RoleGrant.area_id).is_not_distinct_from(grant.area_id),
            col(RoleGrant.ended_at).is_(None),
            DirectorOrder.state == OrderState.SIGNED.value,
        )
    )
    end = grant.ends_on or date.max
    return any(
        one.starts_on <= end and grant.starts_on <= min(one.ends_on or date.max, order.ends_on or date.max)
        for one, order in held
    )


def _of_school(found: int | None, school_id: int | None, path: Path) -> None:
    if school_id is not None and found != school_id:
        raise Refused(Code.NOT_IN_SCOPE, "row.not_found", path=path)
