"""The types of orders: the paper itself, the duties and grants it gives, and the rules of rights in force."""

from __future__ import annotations

from datetime import date, datetime

from isuo_graph.graph import ID, Many, about, extend, many, node, one, tells
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Action, Category, Role, Scope
from isuo_graph.policy.rows import Among, Equals, Facts, IsMe, IsNull, Me, Through, WithinDays, all_of, any_of
from isuo_graph.policy.words import Open, Orders, Public, StaffDirectory
from isuo_graph.rooms.orders import tables
from isuo_graph.rooms.orders.tables import GrantKind, OrderKind, OrderState, RuleKind
from isuo_graph.rooms.org.graph import VERSION, Area, School
from isuo_graph.rooms.people.graph import StaffMember

ORDERS = Category.ORDERS
IN_TERM = WithinDays("starts_on", "ends_on")
IS_SIGNED = Equals("state", OrderState.SIGNED.value)
GRANT_IN_FORCE = all_of(IsNull("ended_at"), IN_TERM, Through("order_id", "director_order", all_of(IS_SIGNED, IN_TERM)))
"""The same condition as `viewers.is_in_force`, for a row of role_grant."""

NAMES_ME = any_of(
    Among("id", Facts("role_grant", "order_id", (IsMe("person_id", Me.PERSON),))),
    Among("id", Facts("duty", "order_id", (IsMe("staff_id", Me.STAFF),))),
)
# A draft that names somebody is not yet an order, and may never become one.
_MINE = any_of(
    IsMe("drafted_by", Me.ACCOUNT),
    all_of(NAMES_ME, any_of(IS_SIGNED, Equals("state", OrderState.REVOKED.value))),
)
_NO_DRAFT = Through("order_id", "director_order", any_of(IS_SIGNED, Equals("state", OrderState.REVOKED.value)))


@node(
    tables.DirectorOrder,
    prefix="ord",
    category=ORDERS,
    rows={Scope.OWN: _MINE},
    singular="order",
    plural="orders",
    order=("order_date", "id"),
    summary=("kind", "state", "year"),
)
class Order:
    """An order of the director, or of an authority above the school; rights and duties rest on it (R49, R50)."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school; null for an order of an authority above schools.")
    area: Public[Area] = one("area_id", "The area of the authority that issued it.")
    number: Orders[str] = about("Number; numbers begin anew each year.")
    year: Orders[int] = about("The year of its date.")
    order_date: Orders[date] = about("Its date.")
    kind: Orders[OrderKind] = about("What it is about.")
    issuer: Orders[str] = about("Who issued it, where it was not the school's director.")
    title_ky: Orders[str] = about("Title in Kyrgyz.")
    title_ru: Orders[str] = about("Title in Russian.")
    text_ky: Orders[str] = about("Text in Kyrgyz.", filters=False, sorts=False)
    text_ru: Orders[str] = about("Text in Russian.", filters=False, sorts=False)
    basis: Orders[str] = about("What it rests on: law, application, minutes.")
    starts_on: Orders[date] = about("First day in force.")
    ends_on: Orders[date] = about("Last day in force; null while it is open.")
    state: Orders[OrderState] = about("Draft, signed or revoked.")
    is_in_force: Orders[bool] = tells(all_of(IS_SIGNED, IN_TERM), "Whether it is in force today.")
    drafted_at: Orders[datetime] = about("When it was drafted.")
    signed_at: Orders[datetime] = about("When it was signed.")
    signed_by: Orders[StaffMember] = one("signed_by_staff_id", "The director who signed it.")
    revoked_at: Orders[datetime] = about("When it was revoked; null while it stands.")
    revoked_by_order: Orders[Order] = one("revoked_by_order_id", "The order that revoked it.")
    version: Open[int] = about(VERSION)
    duties: Orders[Many[Duty]] = many("order_id", "What it makes employees responsible for.")
    grants: Orders[Many[Grant]] = many("order_id", "The roles it gives and the rights it takes away.")
    rights_rules: Orders[Many[RightsRule]] = many("order_id", "What it changes in the school's rights.")


@node(
    tables.Duty,
    prefix="dut",
    category=ORDERS,
    rows={Scope.OWN: all_of(IsMe("staff_id", Me.STAFF), _NO_DRAFT)},
    singular="duty",
    plural="duties",
    order=("starts_on", "id"),
)
class Duty:
    """What an order makes an employee responsible for (R49)."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    order: Orders[Order] = one("order_id", "The order.")
    staff: StaffDirectory[StaffMember] = one("staff_id", "The employee.")
    text_ky: Orders[str] = about("The duty in Kyrgyz.")
    text_ru: Orders[str] = about("The duty in Russian.")
    starts_on: Orders[date] = about("First day.")
    ends_on: Orders[date] = about("Last day; null while it lasts.")
    is_in_force: Orders[bool] = tells(
        all_of(IN_TERM, Through("order_id", "director_order", all_of(IS_SIGNED, IN_TERM))),
        "Whether it binds today: within its days, under an order in force.",
    )


@node(
    tables.RoleGrant,
    prefix="grt",
    category=ORDERS,
    rows={Scope.OWN: all_of(IsMe("person_id", Me.PERSON), _NO_DRAFT)},
    singular="grant",
    plural="grants",
    order=("starts_on", "id"),
    summary=("role", "kind"),
)
class Grant:
    """A role that an order gives somebody, or a right that it takes from them (R50)."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school it holds in; null for an area or the nation.")
    area: Public[Area] = one("area_id", "The area it holds in.")
    order: Orders[Order] = one("order_id", "The order it rests on and ends with.")
    staff: StaffDirectory[StaffMember] = one("staff_id", "The employee; null for somebody who is none.")
    kind: Orders[GrantKind] = about("Whether it gives a role or takes a right away.")
    role: Orders[Role] = about("The role it gives.")
    category: Orders[Category] = about("The kind of data it takes away.")
    action: Orders[Action] = about("What may no longer be done with the data.")
    starts_on: Orders[date] = about("First day.")
    ends_on: Orders[date] = about("Last day; null while it lasts as long as its order.")
    ended_at: Orders[datetime] = about("When it was ended before its time.")
    ended_by_order: Orders[Order] = one("ended_by_order_id", "The order that ended it.")
    is_in_force: Orders[bool] = tells(GRANT_IN_FORCE, "Whether it holds today, its order included.")
    version: Open[int] = about(VERSION)


@node(
    tables.RightsRule,
    prefix="rul",
    category=ORDERS,
    singular="rightsRule",
    plural="rightsRules",
    order=("role", "category", "action", "id"),
    summary=("role", "category", "action"),
)
class RightsRule:
    """A school's own rule of rights: what a role may do with a kind of data there, in place of the default."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    order: Orders[Order] = one("order_id", "The order that made the rule.")
    role: Orders[Role] = about("The role.")
    category: Orders[Category] = about("The kind of data.")
    action: Orders[Action] = about("What may be done.")
    kind: Orders[RuleKind] = about("Whether the role holds the right here, does not, or loses it altogether.")
    scope: Orders[Scope] = about("How far the right goes.")
    logged: Orders[bool] = about("Whether reading by it goes to the log that the subject sees.")
    purpose: Orders[Purpose] = about("A consent that it asks for on top of the data's own.")
    ended_at: Orders[datetime] = about("When it was ended; null while it holds.")


@extend(School)
class SchoolOrders:
    """What orders add to a school."""

    orders: Orders[Many[Order]] = many("school_id", "Orders of the school.")
    grants: Orders[Many[Grant]] = many("school_id", "Roles held at the school, and rights taken away.")


@extend(StaffMember)
class StaffOrders:
    """What orders add to an employee."""

    duties: Orders[Many[Duty]] = many("staff_id", "What orders made the employee responsible for.")
    grants: Orders[Many[Grant]] = many("staff_id", "Roles that orders gave the employee.")


TYPES = (Order, Duty, Grant, RightsRule)
EXTENSIONS = (SchoolOrders, StaffOrders)
