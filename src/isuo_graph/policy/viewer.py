"""The viewer: who asks, with which rights, over which schools. Made once for a session, then carried through plan and
acts.

Only the *shape* (which rights, which scopes, how many ids) enters a plan; ids themselves are bound as parameters, so
one plan serves every viewer of the same shape.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Action, Category, Right, Role, Scope


@dataclass(frozen=True, slots=True)
class Held:
    """A role that a person holds, and the order that gave it. Roles that follow from facts have no order."""

    role: Role
    school_id: int | None = None
    area_id: int | None = None
    order_id: int | None = None
    order_number: str = ""
    order_date: str = ""
    until_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one right goes: a scope, within the schools of set number `group`.

    `purpose` is a consent asked on top of the word's own; `waives` says that the holder also reads data blocked by a
    withdrawn school-record consent.
    """

    scope: Scope
    group: int = 0
    purpose: Purpose | None = None
    waives: bool = False


@dataclass(frozen=True)
class Viewer:
    """Somebody who asks. `reaches` lists what every right covers; a right that is missing is not held."""

    account_id: int | None = None
    session_id: int | None = None
    person_id: int | None = None
    student_ids: tuple[int, ...] = ()
    guardian_ids: tuple[int, ...] = ()
    staff_ids: tuple[int, ...] = ()
    roles: tuple[Held, ...] = ()
    school_sets: tuple[tuple[int, ...], ...] = ()
    reaches: Mapping[Right, frozenset[Reach]] = field(default_factory=lambda: MappingProxyType({}))
    stamp: str = ""
    """Fingerprint of the rights as read; a statement that meets another one in the database is asked again."""
    until_ms: int | None = None
    """When the earliest of the rights ends; from then on the viewer is read anew."""

    def reach(self, category: Category, action: Action = Action.READ) -> frozenset[Reach]:
        """Give how far the right goes; empty where it is not held."""
        return self.reaches.get(Right(category, action), frozenset())

    def holds(self, right: Right) -> bool:
        """Tell whether the right is held over anything at all."""
        return bool(self.reaches.get(right))

    @property
    def is_anonymous(self) -> bool:
        """Tell whether nobody is signed in."""
        return self.account_id is None

    @cached_property
    def role_names(self) -> tuple[str, ...]:
        """Give the names of the roles held, sorted, each once."""
        return tuple(sorted({held.role.value for held in self.roles}))

    @cached_property
    def shape(self) -> str:
        """Give the fingerprint of everything about the viewer that a plan's SQL depends on (no id is part of it)."""
        rights = sorted(
            (str(right), sorted((r.scope.value, r.group, r.purpose or "", r.waives) for r in reaches))
            for right, reaches in self.reaches.items()
        )
        counts = [min(len(ids), 2) for ids in (*self.school_sets, self.student_ids, self.guardian_ids, self.staff_ids)]
        text = repr((rights, counts, self.is_anonymous, self.person_id is None, self.role_names))
        return hashlib.sha256(text.encode()).hexdigest()[:16]
