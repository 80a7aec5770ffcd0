"""The decision over one field: ALWAYS, NEVER or WHEN a predicate holds for the row.

Takes a guard, a viewer and what a node type says of its rows; gives predicates, never values. Deny is the default: a
right that is not held, or a scope that the type does not know, reaches no row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from isuo_graph.policy import rows
from isuo_graph.policy.guard import Guard, Purpose
from isuo_graph.policy.rights import Action, Category, Right, Scope
from isuo_graph.policy.viewer import Reach, Viewer


@dataclass(frozen=True)
class Protection:
    """What a node type says of its rows: the category that shows a row, how each scope is decided, where consent is
    written.
    """

    category: Category
    scopes: Mapping[Scope, rows.Predicate] = field(default_factory=dict)
    school: rows.Predicate | None = field(default_factory=rows.InSchools)
    consents: Mapping[Purpose, rows.Predicate] = field(default_factory=dict)


class Verdict(StrEnum):
    """The three outcomes of a decision."""

    ALWAYS = "ALWAYS"
    NEVER = "NEVER"
    WHEN = "WHEN"


@dataclass(frozen=True)
class Decision:
    """The outcome for a field of rows that are visible at all.

    `visible` and `in_scope` are conditions over the row; a row in scope that is not visible lacks a consent for
    `purpose`.
    """

    verdict: Verdict
    visible: rows.Predicate = field(default_factory=rows.Always)
    in_scope: rows.Predicate = field(default_factory=rows.Always)
    purpose: Purpose | None = None


ALWAYS = Decision(Verdict.ALWAYS)
NEVER = Decision(Verdict.NEVER, rows.Never(), rows.Never())


def decide_rows(protection: Protection, viewer: Viewer, right: Right | None = None) -> rows.Predicate:
    """Give the condition under which a row may be touched with `right`, by default reading by the type's category."""
    wanted = right or Right(protection.category, Action.READ)
    reaches = sorted(viewer.reaches.get(wanted, frozenset()), key=repr)
    scopes = (rows.all_of(_scope(protection, reach), _extra_consent(protection, reach)) for reach in reaches)
    return rows.cases_of(rows.any_of(*scopes))


def decide(
    guard: Guard,
    viewer: Viewer,
    protection: Protection,
    action: Action = Action.READ,
    *,
    already: rows.Predicate | None = None,
    is_shared: bool = False,
) -> Decision:
    """Decide over one field of a row that may be read (or counted in totals, for SUMMARISE).

    `already` is what else is known to hold of the row, for example because of the row it was reached from. `is_shared`
    says that the field is an edge to rows of the same category: they are asked by the same right, so a scope that this
    type does not declare is left to them. Public data of a counted row is shown to whoever may read it there.
    """
    if guard.category is Category.OPEN:
        return ALWAYS
    read = Action.READ if guard.category is Category.PUBLIC else action
    reaches = sorted(viewer.reach(guard.category, read), key=repr)
    seen = decide_rows(protection, viewer, Right(protection.category, action))
    if not reaches or isinstance(seen, rows.Never):
        return NEVER
    known = rows.cases_of(rows.all_of(seen, already or rows.Always()))
    scopes = [_reached(protection, reach, is_shared=is_shared) for reach in reaches]
    consent = _consent(protection, guard.purpose)
    shown = (
        scope if reach.waives else rows.all_of(scope, consent) for scope, reach in zip(scopes, reaches, strict=True)
    )
    visible = rows.given(known, rows.cases_of(rows.any_of(*shown)))
    in_scope = rows.given(known, rows.cases_of(rows.any_of(*scopes)))
    if isinstance(visible, rows.Always):
        return ALWAYS
    if isinstance(in_scope, rows.Never):
        return NEVER
    return Decision(Verdict.WHEN, visible, in_scope, guard.purpose if visible != in_scope else None)


def _reached(protection: Protection, reach: Reach, *, is_shared: bool) -> rows.Predicate:
    """Give the condition of one reach; Always where the rows behind a shared edge are the ones that can tell."""
    is_own = reach.scope in protection.scopes and (reach.purpose is None or reach.purpose in protection.consents)
    is_of_school = reach.scope in {Scope.SCHOOL, Scope.AREA} and protection.school is not None
    if is_shared and not is_own and not is_of_school:
        return rows.Always()
    return rows.all_of(_scope(protection, reach), _extra_consent(protection, reach))


def _scope(protection: Protection, reach: Reach) -> rows.Predicate:
    """Give the rows that one reach covers; a scope that the type does not declare covers none."""
    if reach.scope in {Scope.NATION, Scope.ANYONE}:
        return rows.Always()
    school = _in_group(protection.school, reach.group)
    if reach.scope in {Scope.SCHOOL, Scope.AREA}:
        return school if school is not None else rows.Never()
    declared = protection.scopes.get(reach.scope, rows.Never())
    is_of_staff = reach.scope in {Scope.OWN_CLASS, Scope.TAUGHT}
    return rows.all_of(school, declared) if is_of_staff and school is not None else declared


def _in_group(predicate: rows.Predicate | None, group: int) -> rows.Predicate | None:
    """Put the number of the viewer's school set into the type's own "is of a school" condition."""
    if isinstance(predicate, rows.InSchools):
        return rows.InSchools(predicate.column, group)
    if isinstance(predicate, rows.Through):
        inner = _in_group(predicate.inner, group)
        return rows.Through(predicate.column, predicate.table, inner or rows.Never(), predicate.key)
    return predicate


def _extra_consent(protection: Protection, reach: Reach) -> rows.Predicate:
    return _consent(protection, reach.purpose)


def _consent(protection: Protection, purpose: Purpose | None) -> rows.Predicate:
    """Give the consent condition; a type that does not say where a needed consent is written shows nothing."""
    if purpose is None:
        return rows.Always()
    return protection.consents.get(purpose, rows.Never())
