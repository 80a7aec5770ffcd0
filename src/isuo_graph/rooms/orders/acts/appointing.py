"""Acts of those appointed above schools: they record an authority's order that makes a director or an official.

It is not a grant of their own making: only roles that an authority appoints to, never to themselves, and only over
what they are appointed for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.policy.rights import Action, Category, Right, Role
from isuo_graph.rooms.orders import graph, papers, rules, tables
from isuo_graph.rooms.orders.acts.signing import revoke
from isuo_graph.rooms.orders.tables import DirectorOrder, OrderKind, OrderState, RoleGrant
from isuo_graph.rooms.org.graph import Area, School
from isuo_graph.rooms.org.rules import is_appointed_over
from isuo_graph.rooms.org.tables import Area as AreaRow
from isuo_graph.rooms.org.tables import School as SchoolRow
from isuo_graph.rooms.people.graph import Account, StaffMember
from isuo_graph.store.unit import Unit

APPOINTS = Right(Category.CONFIG, Action.WRITE)
AREA_DEPTH_MAX = 10  # the classifier has five levels; the bound ends a circle that should not be there


@dataclass(frozen=True)
class RecordAppointment:
    """The order of an authority above schools, and whom it appoints: to a school, an area, or (neither) the nation."""

    role: Role
    number: str | None = None
    order_date: date | None = None
    issuer: str = ""
    title_ky: str | None = None
    title_ru: str | None = None
    text_ky: str | None = None
    text_ru: str | None = None
    school_id: Annotated[int | None, ref(School)] = None
    area_id: Annotated[int | None, ref(Area)] = None
    staff_id: Annotated[int | None, ref(StaffMember)] = None
    account_id: Annotated[int | None, ref(Account)] = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class EndAppointment:
    """Which order of an authority no longer stands."""

    order_id: Annotated[int, ref(graph.Order)]


@dataclass(frozen=True)
class AppointmentSaved:
    """The order and the grant."""

    order: Annotated[int, ref(graph.Order)]
    grant: Annotated[int | None, ref(graph.Grant)] = None


@act(APPOINTS, log="orders:appointment_recorded")
async def record_appointment(unit: Unit, asked: RecordAppointment) -> AppointmentSaved:
    """Record an authority's order that appoints a school's director, or an official of an area or of the nation."""
    area_id = await _place(unit, asked)
    person_id, staff_id = await papers.person_of(unit, asked.school_id, asked.staff_id, asked.account_id, ())
    entry = Entry()
    _check_role(entry, asked)
    order = _order(unit, entry, asked, area_id)
    await papers.check_number(unit, entry, order)
    grant = RoleGrant(
        id=unit.new_id(),
        school_id=asked.school_id,
        area_id=asked.area_id,
        person_id=person_id,
        staff_id=staff_id,
        role=asked.role,
        order_id=order.id,
        starts_on=order.starts_on,
        ends_on=order.ends_on,
    )
    await papers.check_in_hand(unit, entry, grant, ())
    entry.close()
    unit.session.add(order)
    await unit.session.flush()
    unit.session.add(grant)
    unit.note(subject_id=grant.id, school_id=asked.school_id, role=asked.role, order=order.id, person=person_id)
    unit.emit("orders:role_granted", school_id=asked.school_id, grant=grant.id, person=person_id)
    return AppointmentSaved(order.id, grant.id)


@act(APPOINTS, log="orders:appointment_ended")
async def end_appointment(unit: Unit, asked: EndAppointment) -> AppointmentSaved:
    """Record that an authority's order was revoked; the appointment ends at once."""
    order = await unit.get(DirectorOrder, asked.order_id, path=papers.ORDER_ID)
    # An order of a school, and of an authority elsewhere, is as if there were none.
    if order.school_id is not None or not await _is_over(unit, order.area_id, papers.ORDER_ID):
        raise Refused(Code.NOT_IN_SCOPE, "row.not_found", path=papers.ORDER_ID)
    papers.check_standing(unit, order)
    ended = await revoke(unit, order)
    unit.note(subject_id=order.id, grants_ended=ended)
    unit.emit("orders:order_revoked", order=order.id)
    return AppointmentSaved(order.id)


async def _place(unit: Unit, asked: RecordAppointment) -> int | None:
    """Give the area that the appointment lies in; refuse who is not appointed over it."""
    if asked.school_id is None:
        await _require_over(unit, asked.area_id, ("areaId",))
        return asked.area_id
    school = await unit.get(SchoolRow, asked.school_id, path=("schoolId",))
    await _require_over(unit, school.area_id, ("schoolId",))
    return school.area_id


async def _require_over(unit: Unit, area_id: int | None, path: papers.Path) -> None:
    if not await _is_over(unit, area_id, path):
        raise Refused(Code.NOT_IN_SCOPE, "appointment.above_school_needed", path=path)


async def _is_over(unit: Unit, area_id: int | None, path: papers.Path) -> bool:
    """Tell whether the viewer is appointed over the area, or one that it lies in; over the nation without one."""
    above: list[int] = []
    while area_id is not None and len(above) < AREA_DEPTH_MAX:
        area = await unit.get(AreaRow, area_id, path=path)
        above.append(area.id)
        area_id = area.parent_id
    return is_appointed_over(unit.viewer.roles, above)


def _check_role(entry: Entry, asked: RecordAppointment) -> None:
    if asked.school_id is not None and asked.area_id is not None:
        entry.refuse("input.malformed", "areaId", field="areaId")
    if asked.role not in rules.APPOINTED_ABOVE or (asked.school_id is not None and asked.role is not Role.DIRECTOR):
        entry.refuse("grant.role_of_school", "role", role=asked.role)
    elif asked.role is Role.DIRECTOR and asked.school_id is None:
        entry.refuse("grant.place_required", "schoolId")


def _order(unit: Unit, entry: Entry, asked: RecordAppointment, area_id: int | None) -> DirectorOrder:
    """Make the authority's order; it was signed on paper by whom `issuer` names, and is in force as recorded."""
    order_date = papers.issued_on(entry, asked.order_date, unit.today)
    starts_on = asked.starts_on or order_date
    entry.days(starts_on, asked.ends_on)
    return DirectorOrder(
        id=unit.new_id(),
        area_id=area_id,
        year=order_date.year,
        number=papers.number(entry, asked.number),
        order_date=order_date,
        kind=OrderKind.APPOINTMENT,
        issuer=entry.line("issuer", asked.issuer, tables.TITLE_SIZE),
        title_ky=papers.title(entry, "titleKy", asked.title_ky),
        title_ru=papers.title(entry, "titleRu", asked.title_ru),
        text_ky=papers.body(entry, "textKy", asked.text_ky),
        text_ru=papers.body(entry, "textRu", asked.text_ru),
        starts_on=starts_on,
        ends_on=asked.ends_on,
        state=OrderState.SIGNED,
        drafted_by=unit.viewer.account_id,
        drafted_at=unit.now,
        signed_at=unit.now,
    )


ACTS = (record_appointment, end_appointment)
