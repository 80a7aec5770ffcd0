"""The act by which a school changes the default rights for itself, citing an order in force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

from sqlmodel import col, select

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Action, Category, Right, Role, Scope
from isuo_graph.policy.template import Allowance
from isuo_graph.rooms.orders import graph, papers, rules
from isuo_graph.rooms.orders.acts.signing import end_rules
from isuo_graph.rooms.orders.rights import WRITES_ORDERS
from isuo_graph.rooms.orders.tables import DirectorOrder, RightsRule, RuleKind
from isuo_graph.rooms.orders.viewers import load_rulebook
from isuo_graph.store.unit import Unit


@dataclass(frozen=True)
class RightsPlan:
    """What a role may do with a kind of data at the school: over a scope, not at all (NONE), or never (PROHIBIT)."""

    role: Role
    category: Category
    action: Action
    kind: RuleKind = RuleKind.ALLOW
    scope: Scope | None = None
    logged: bool = False
    purpose: Purpose | None = None


@dataclass(frozen=True)
class AdaptRights:
    """The order, and the rules it makes; they replace whatever held for their role, kind of data and action."""

    order_id: Annotated[int, ref(graph.Order)]
    rules: tuple[RightsPlan, ...]


@dataclass(frozen=True)
class RightsAdapted:
    """The order and its rules."""

    order: Annotated[int, ref(graph.Order)]
    rights_rules: tuple[Annotated[int, ref(graph.RightsRule)], ...]


@act(WRITES_ORDERS, log="orders:rights_adapted")
async def adapt_rights(unit: Unit, asked: AdaptRights) -> RightsAdapted:
    """Change what roles may do at the school, within the bounds that no school may pass."""
    order = await papers.order_in_force(unit, asked.order_id)
    papers.require_director(unit, order.school_id, papers.ORDER_ID)
    rulebook, _ = await load_rulebook(unit.session, (), unit.today)
    entry = Entry()
    _check(entry, asked.rules, rulebook.default)
    entry.close()
    await end_rules(unit, await _replaced(unit, order, asked.rules))
    made = [_rule(unit, order, plan, rulebook.default) for plan in asked.rules]
    unit.session.add_all(made)
    unit.note(subject_id=order.id, school_id=order.school_id, rules=tuple(_name(plan) for plan in asked.rules))
    unit.emit("orders:rights_adapted", school_id=order.school_id, order=order.id)
    return RightsAdapted(order.id, tuple(rule.id for rule in made))


def _check(entry: Entry, plans: Sequence[RightsPlan], template: Sequence[Allowance]) -> None:
    if not plans:
        entry.refuse("input.nothing_to_change", "rules")
    for place, plan in enumerate(plans):
        right = Right(plan.category, plan.action)
        fault = rules.fault_of_rule(plan.role, right, plan.kind, plan.scope, template)
        if fault == "rule.beyond":
            entry.refuse(fault, "rules", place, role=plan.role, right=str(right))
        elif fault is not None:
            entry.refuse(fault, "rules", place)


async def _replaced(unit: Unit, order: DirectorOrder, plans: Iterable[RightsPlan]) -> list[RightsRule]:
    """Give the school's rules that the new ones take the place of."""
    asked = select(RightsRule).where(RightsRule.school_id == order.school_id, col(RightsRule.ended_at).is_(None))
    found = (await unit.session.exec(asked.order_by(col(RightsRule.id)))).all()
    named = {(plan.role.value, plan.category.value, plan.action.value) for plan in plans}
    return [rule for rule in found if (rule.role, rule.category, rule.action) in named]


def _rule(unit: Unit, order: DirectorOrder, plan: RightsPlan, template: Sequence[Allowance]) -> RightsRule:
    right = Right(plan.category, plan.action)
    logged, waives = rules.inherited(plan.role, right, template)
    return RightsRule(
        id=unit.new_id(),
        school_id=order.school_id,
        order_id=order.id,
        role=plan.role,
        category=plan.category,
        action=plan.action,
        kind=plan.kind,
        scope=plan.scope if plan.kind is RuleKind.ALLOW else None,
        logged=plan.logged or logged,
        waives=waives,
        purpose=plan.purpose,
        change=unit.new_id(),
    )


def _name(plan: RightsPlan) -> str:
    return f"{plan.role} {Right(plan.category, plan.action)} {plan.kind} {plan.scope or ''}".strip()


ACTS = (adapt_rights,)
