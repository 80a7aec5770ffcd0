"""What an order may give, and who may sign it: pure decisions over plain values.

Which right a role has is data; here stand only the bounds that keep a school's own order from going too far.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from isuo_graph.policy.rights import FACT_ROLES, Action, Category, Right, Role, Scope, Subject
from isuo_graph.policy.template import Allowance
from isuo_graph.policy.viewer import Held
from isuo_graph.rooms.orders.tables import DirectorOrder, OrderKind, OrderState, RuleKind

FROM_ABOVE = frozenset({Role.DIRECTOR, Role.METHODIST, Role.DISTRICT_ANALYST, Role.MINISTRY_ANALYST})
"""Roles to which an authority above schools appoints."""
APPOINTED_ABOVE = FROM_ABOVE | {Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER}
"""Roles that may be held over an area or the nation."""
TO_SELF = frozenset({Role.SUBJECT_TEACHER, Role.CLASS_TEACHER})
"""Roles that directors may give themselves: many teach, and what these reach follows from whom they teach."""
GIVES_RIGHTS = frozenset({OrderKind.APPOINTMENT, OrderKind.RIGHTS, OrderKind.GENERAL})
"""Kinds of orders that grants, prohibitions and rules of rights may rest on."""

_OWN_DATA = frozenset({Role.STUDENT, Role.GUARDIAN})
_OWN_SCOPES = frozenset({Scope.SELF, Scope.CHILD, Scope.CLASSMATES, Scope.CHILD_CLASS, Scope.ADDRESSED, Scope.OWN})
_ABOVE_SCHOOL = frozenset({Scope.AREA, Scope.NATION, Scope.ANYONE})
# A school may narrow these for a role and never give them to a role that the default does not trust with them.
_GUARDED = frozenset(
    {
        Category.PIN,
        Category.STAFF_PIN,
        Category.HEALTH,
        Category.SOCIAL,
        Category.PSYCH,
        Category.ORDERS,
        Category.CONFIG,
        Category.ACCOUNTS,
        Category.AUDIT,
        Category.CONSENTS,
    }
)
# Marks stand for teaching: whoever leads or manages may read them and order a correction, never enter them.
_NEVER_WRITES = frozenset({(Role.DEPUTY, Category.MARKS), (Role.DIRECTOR, Category.MARKS)})


def is_director(roles: Iterable[Held], school_id: int | None) -> bool:
    """Tell whether somebody holding the roles signs orders of the school."""
    return school_id is not None and any(held.role is Role.DIRECTOR and held.school_id == school_id for held in roles)


def is_in_force(order: DirectorOrder, on: date) -> bool:
    """Tell whether something may rest on the order that day."""
    return order.state == OrderState.SIGNED and order.starts_on <= on <= (order.ends_on or date.max)


def may_keep_to_self(role: Role | None, person_id: int, signer_person_id: int | None) -> bool:
    """Tell whether the signer may give the role to that person: nobody gives a role of power to themselves."""
    return person_id != signer_person_id or role in TO_SELF


def fault_of_role(role: Role) -> str | None:
    """Name the reason why a school's order cannot give the role; None where it can."""
    if role in FACT_ROLES:
        return "grant.role_by_facts"
    return "grant.role_from_above" if role in FROM_ABOVE else None


def fault_of_rule(
    role: Role, right: Right, kind: RuleKind, scope: Scope | None, template: Collection[Allowance]
) -> str | None:
    """Name the reason why a school may not make this rule of rights; None where it may."""
    if role in {Role.PUBLIC, Role.VENDOR} | FROM_ABOVE:
        return "rule.beyond"
    if kind is not RuleKind.ALLOW:
        return "rule.own_data" if role in _OWN_DATA and right.action is Action.READ else None
    if scope is None:
        return "rule.scope_required"
    return None if _may_reach(role, right, scope, template) else "rule.beyond"


def _may_reach(role: Role, right: Right, scope: Scope, template: Collection[Allowance]) -> bool:
    default = {
        one.scope
        for one in template
        if one.role is role and one.category is right.category and one.action is right.action
    }
    if right.category in _GUARDED or (role is Role.ADMINISTRATOR and _is_content(right.category)):
        return scope in default
    if role in _OWN_DATA and scope not in _OWN_SCOPES:
        return False
    is_entry_of_marks = right.action is Action.WRITE and (role, right.category) in _NEVER_WRITES
    return scope not in _ABOVE_SCHOOL and not is_entry_of_marks


def _is_content(category: Category) -> bool:
    """Tell whether a category is about people, which an administrator does not read (R53)."""
    return category.subject in {Subject.STUDENT, Subject.STAFF}


def inherited(role: Role, right: Right, template: Collection[Allowance]) -> tuple[bool, bool]:
    """Give (logged, waives) that a school's rule keeps of the default: what is logged for anybody stays logged."""
    of_category = [one for one in template if one.category is right.category]
    waives = any(one.waives for one in of_category if one.role is role and one.action is right.action)
    return any(one.is_logged for one in of_category), waives
