"""Where orders are kept, and what they give: duties, grants of roles and prohibitions, a school's own rules of rights.

A grant or a rule without an order cannot be stored (R50). An order without a `school_id` is one of an authority above
schools; it appoints directors and officials.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index

from isuo_graph.policy.rights import Category
from isuo_graph.store.columns import Table, day, flag, instant, key, link, text
from isuo_graph.store.columns import number as whole

ORDERS = Category.ORDERS
NUMBER_SIZE = 40  # characters of an order's number, for example 17-ө/қ (a guess)
TITLE_SIZE = 300
TEXT_SIZE = 20_000  # characters; about ten printed pages (a guess)
KIND_SIZE = 24
DUTY_SIZE = 2000


class OrderKind(StrEnum):
    """What an order is about; an act that cites an order says which kinds it takes."""

    APPOINTMENT = "APPOINTMENT"
    RIGHTS = "RIGHTS"
    ENROLLMENT = "ENROLLMENT"
    CLASS_CHANGE = "CLASS_CHANGE"
    LEAVING = "LEAVING"
    PROMOTION = "PROMOTION"
    GRADUATION = "GRADUATION"
    CORRECTION = "CORRECTION"
    PLUGIN = "PLUGIN"
    GENERAL = "GENERAL"


class OrderState(StrEnum):
    """Where an order stands; only a signed one is in force."""

    DRAFT = "DRAFT"
    SIGNED = "SIGNED"
    REVOKED = "REVOKED"


class GrantKind(StrEnum):
    """Whether a grant gives a role or takes a right away; what is prohibited, no role gives back."""

    ALLOW = "ALLOW"
    PROHIBIT = "PROHIBIT"


class RuleKind(StrEnum):
    """What a rule of rights says for its role, category and action."""

    ALLOW = "ALLOW"
    NONE = "NONE"
    """The role holds nothing here, whatever the default says; another role may."""
    PROHIBIT = "PROHIBIT"
    """Whoever holds the role is without the right, even by another role."""


class DirectorOrder(Table, table=True):
    """An order with its requisites (R1, R49). `year` is that of the date: numbers begin anew each year."""

    __tablename__ = "director_order"
    __table_args__ = (
        Index("ux_director_order", "school_id", "year", "number", unique=True),
        Index("ix_director_order_date", "school_id", "order_date", "id"),
    )

    id: int = key()
    school_id: int | None = link("school.id")
    area_id: int | None = link("area.id", index=True)
    year: int = whole(ORDERS)
    number: str = text(ORDERS, NUMBER_SIZE)
    order_date: date = day(ORDERS)
    kind: str = text(ORDERS, KIND_SIZE)
    issuer: str | None = text(ORDERS, TITLE_SIZE, default=None)
    title_ky: str = text(ORDERS, TITLE_SIZE)
    title_ru: str = text(ORDERS, TITLE_SIZE)
    text_ky: str = text(ORDERS, TEXT_SIZE)
    text_ru: str = text(ORDERS, TEXT_SIZE)
    basis: str | None = text(ORDERS, TITLE_SIZE, default=None)
    starts_on: date = day(ORDERS)
    ends_on: date | None = day(ORDERS, default=None)
    state: str = text(ORDERS, KIND_SIZE, default=OrderState.DRAFT.value)
    drafted_by: int | None = link("account.id", index=True)
    drafted_at: datetime = instant(ORDERS)
    signed_by: int | None = link("account.id")
    signed_by_staff_id: int | None = link("staff_member.id")
    signed_at: datetime | None = instant(ORDERS, default=None)
    revoked_by: int | None = link("account.id")
    revoked_by_order_id: int | None = link("director_order.id")
    revoked_at: datetime | None = instant(ORDERS, default=None)
    version: int = whole(Category.OPEN, default=1)


class Duty(Table, table=True):
    """What an order makes an employee responsible for (R49)."""

    __table_args__ = (Index("ix_duty_staff", "school_id", "staff_id", "starts_on"),)

    id: int = key()
    school_id: int = link("school.id")
    order_id: int = link("director_order.id", index=True)
    staff_id: int = link("staff_member.id", index=True)
    text_ky: str = text(ORDERS, DUTY_SIZE)
    text_ru: str = text(ORDERS, DUTY_SIZE)
    starts_on: date = day(ORDERS)
    ends_on: date | None = day(ORDERS, default=None)


class RoleGrant(Table, table=True):
    """A role given to a person, or (PROHIBIT) a right taken from one; it lasts no longer than its order (R50).

    In force: the order is SIGNED, today lies within the days of both, and `ended_at` is not set.
    """

    __tablename__ = "role_grant"
    __table_args__ = (
        Index("ix_role_grant_person", "person_id", "order_id"),
        Index("ix_role_grant_school", "school_id", "role", "person_id"),
    )

    id: int = key()
    school_id: int | None = link("school.id")
    area_id: int | None = link("area.id", index=True)
    person_id: int = link("person.id")
    staff_id: int | None = link("staff_member.id", index=True)
    role: str | None = text(ORDERS, KIND_SIZE + 8, default=None)
    order_id: int = link("director_order.id", index=True)
    kind: str = text(ORDERS, KIND_SIZE, default=GrantKind.ALLOW.value)
    category: str | None = text(ORDERS, KIND_SIZE, default=None)
    action: str | None = text(ORDERS, KIND_SIZE, default=None)
    starts_on: date = day(ORDERS)
    ends_on: date | None = day(ORDERS, default=None)
    ended_at: datetime | None = instant(ORDERS, default=None)
    ended_by_order_id: int | None = link("director_order.id")
    version: int = whole(Category.OPEN, default=1)


class RightsRule(Table, table=True):
    """One rule of rights: of the default template (no `school_id`), or of a school, which goes before it for its role,
    category and action. `change` grows with every change of any rule, so its maximum tells whether all are as read.
    """

    __tablename__ = "rights_rule"
    __table_args__ = (
        Index("ix_rights_rule_school", "school_id", "role", "category", "action"),
        Index("ix_rights_rule_change", "change"),
    )

    id: int = key()
    school_id: int | None = link("school.id")
    order_id: int | None = link("director_order.id", index=True)
    role: str = text(ORDERS, KIND_SIZE + 8)
    category: str = text(ORDERS, KIND_SIZE)
    action: str = text(ORDERS, KIND_SIZE)
    kind: str = text(ORDERS, KIND_SIZE, default=RuleKind.ALLOW.value)
    scope: str | None = text(ORDERS, KIND_SIZE, default=None)
    logged: bool = flag(ORDERS, default=False)
    waives: bool = flag(ORDERS, default=False)
    purpose: str | None = text(ORDERS, KIND_SIZE, default=None)
    ended_at: datetime | None = instant(ORDERS, default=None)
    change: int = whole(Category.OPEN, default=0)
