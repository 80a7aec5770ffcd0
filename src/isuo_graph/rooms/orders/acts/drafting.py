"""Acts that write an order down: issuing it (a director signs at once), changing a draft, discarding one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlmodel import col, delete

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.rooms.orders import graph, papers, rules, tables
from isuo_graph.rooms.orders.acts.plans import DutyPlan, GrantPlan, duties_of, grants_of
from isuo_graph.rooms.orders.acts.signing import sign
from isuo_graph.rooms.orders.rights import WRITES_ORDERS
from isuo_graph.rooms.orders.tables import DirectorOrder, Duty, OrderKind, OrderState, RoleGrant
from isuo_graph.rooms.org.graph import School
from isuo_graph.store.unit import Unit


@dataclass(frozen=True)
class IssueOrder:
    """An order with its requisites, and what it gives. Number, date, titles and texts are needed."""

    school_id: Annotated[int, ref(School)]
    kind: OrderKind
    number: str | None = None
    order_date: date | None = None
    title_ky: str | None = None
    title_ru: str | None = None
    text_ky: str | None = None
    text_ru: str | None = None
    basis: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    as_draft: bool = False
    duties: tuple[DutyPlan, ...] = ()
    grants: tuple[GrantPlan, ...] = ()


@dataclass(frozen=True)
class ChangeDraft:
    """What changes about a draft; what is left out stays. Duties and grants, where given, replace the earlier ones."""

    order_id: Annotated[int, ref(graph.Order)]
    number: str | None = None
    order_date: date | None = None
    title_ky: str | None = None
    title_ru: str | None = None
    text_ky: str | None = None
    text_ru: str | None = None
    basis: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    duties: tuple[DutyPlan, ...] | None = None
    grants: tuple[GrantPlan, ...] | None = None
    version: int | None = None


@dataclass(frozen=True)
class DiscardDraft:
    """Which draft is thrown away."""

    order_id: Annotated[int, ref(graph.Order)]


@dataclass(frozen=True)
class OrderIssued:
    """The order."""

    order: Annotated[int, ref(graph.Order)]


@dataclass(frozen=True)
class DraftDiscarded:
    """The number that is free again."""

    number: str


@act(WRITES_ORDERS, log="orders:order_issued")
async def issue_order(unit: Unit, asked: IssueOrder) -> OrderIssued:
    """Issue an order: signed when a director of the school does it, otherwise a draft for the director to sign."""
    school = await unit.reach(School, asked.school_id, path=("schoolId",))
    entry = Entry()
    order = _order(unit, entry, asked, school.id)
    await papers.check_number(unit, entry, order)
    duties = await duties_of(unit, entry, order, asked.duties)
    grants = await grants_of(unit, entry, order, asked.grants)
    is_signed = not asked.as_draft and rules.is_director(unit.viewer.roles, school.id)
    if is_signed:
        await sign(unit, entry, order, grants)
    entry.close()
    unit.session.add(order)
    await unit.session.flush()
    unit.session.add_all([*duties, *grants])
    unit.note(subject_id=order.id, school_id=school.id, number=order.number, state=order.state, kind=order.kind)
    if is_signed:
        unit.emit("orders:order_signed", school_id=school.id, order=order.id)
    return OrderIssued(order.id)


@act(WRITES_ORDERS, log="orders:draft_changed")
async def change_draft(unit: Unit, asked: ChangeDraft) -> OrderIssued:
    """Change an order that is not signed yet."""
    order = await _draft(unit, asked.order_id)
    unit.change(order, asked.version)
    entry = Entry()
    with unit.session.no_autoflush:  # nothing is sent before it is checked
        _rewrite(unit, entry, order, asked)
        await papers.check_number(unit, entry, order)
    entry.close()
    duties = None if asked.duties is None else await duties_of(unit, entry, order, asked.duties)
    grants = None if asked.grants is None else await grants_of(unit, entry, order, asked.grants)
    entry.close()
    if duties is not None:
        await unit.session.exec(delete(Duty).where(col(Duty.order_id) == order.id))
        unit.session.add_all(duties)
    if grants is not None:
        await unit.session.exec(delete(RoleGrant).where(col(RoleGrant.order_id) == order.id))
        unit.session.add_all(grants)
    unit.note(subject_id=order.id, school_id=order.school_id, number=order.number)
    return OrderIssued(order.id)


@act(WRITES_ORDERS, log="orders:draft_discarded")
async def discard_draft(unit: Unit, asked: DiscardDraft) -> DraftDiscarded:
    """Throw a draft away with its duties and grants; its number is free again."""
    order = await _draft(unit, asked.order_id)
    await unit.session.exec(delete(Duty).where(col(Duty.order_id) == order.id))
    await unit.session.exec(delete(RoleGrant).where(col(RoleGrant.order_id) == order.id))
    await unit.session.delete(order)
    unit.note(subject_id=order.id, school_id=order.school_id, number=order.number)
    return DraftDiscarded(order.number)


async def _draft(unit: Unit, order_id: int) -> DirectorOrder:
    """Give a draft of the school. A director changes any, others only what they drafted themselves."""
    order = await papers.order_within_reach(unit, order_id)
    if order.state != OrderState.DRAFT:
        raise Refused(Code.BAD_USER_INPUT, "order.signed", path=papers.ORDER_ID, number=order.number)
    if order.drafted_by != unit.viewer.account_id:
        papers.require_director(unit, order.school_id, papers.ORDER_ID)
    return order


def _order(unit: Unit, entry: Entry, asked: IssueOrder, school_id: int) -> DirectorOrder:
    order_date = papers.issued_on(entry, asked.order_date, unit.today)
    starts_on = asked.starts_on or order_date
    entry.days(starts_on, asked.ends_on)
    return DirectorOrder(
        id=unit.new_id(),
        school_id=school_id,
        year=order_date.year,
        number=papers.number(entry, asked.number),
        order_date=order_date,
        kind=asked.kind,
        title_ky=papers.title(entry, "titleKy", asked.title_ky),
        title_ru=papers.title(entry, "titleRu", asked.title_ru),
        text_ky=papers.body(entry, "textKy", asked.text_ky),
        text_ru=papers.body(entry, "textRu", asked.text_ru),
        basis=entry.optional("basis", asked.basis, tables.TITLE_SIZE),
        starts_on=starts_on,
        ends_on=asked.ends_on,
        drafted_by=unit.viewer.account_id,
        drafted_at=unit.now,
    )


def _rewrite(unit: Unit, entry: Entry, order: DirectorOrder, asked: ChangeDraft) -> None:
    """Put what was given onto the draft, read by the same rules as a new order."""
    if asked.number is not None:
        order.number = papers.number(entry, asked.number)
    if asked.order_date is not None:
        order.order_date = papers.issued_on(entry, asked.order_date, unit.today)
        order.year = order.order_date.year
    order.title_ky = order.title_ky if asked.title_ky is None else papers.title(entry, "titleKy", asked.title_ky)
    order.title_ru = order.title_ru if asked.title_ru is None else papers.title(entry, "titleRu", asked.title_ru)
    order.text_ky = order.text_ky if asked.text_ky is None else papers.body(entry, "textKy", asked.text_ky)
    order.text_ru = order.text_ru if asked.text_ru is None else papers.body(entry, "textRu", asked.text_ru)
    order.basis = entry.optional("basis", asked.basis, tables.TITLE_SIZE) or order.basis
    order.starts_on = asked.starts_on or order.starts_on
    order.ends_on = asked.ends_on or order.ends_on
    entry.days(order.starts_on, order.ends_on)


ACTS = (issue_order, change_draft, discard_draft)
