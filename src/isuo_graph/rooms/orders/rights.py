"""What somebody may do: the union of what their roles give in each school, less what is prohibited there.

Pure: takes roles held, the schools they cover and the rules; gives reaches for a Viewer. Deny is the default.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Action, Category, Right, Role, Scope
from isuo_graph.policy.template import Allowance
from isuo_graph.policy.viewer import Reach
from isuo_graph.rooms.orders.tables import RuleKind

IN_SCHOOLS = frozenset({Scope.SCHOOL, Scope.AREA, Scope.OWN_CLASS, Scope.TAUGHT})
"""Scopes that a statement narrows to the schools of the reach; the others follow from the viewer's own rows."""
OVER_ALL = frozenset({Scope.NATION, Scope.ANYONE})

# An administrator appointed above schools sets schools up and never reads the names on their rolls (R53).
_NOT_ABOVE_SCHOOLS = frozenset({(Role.ADMINISTRATOR, Category.ROSTER)})


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A school's own rule for a role, category and action, made by its order."""

    school_id: int
    kind: RuleKind
    allowance: Allowance

    @property
    def right(self) -> Right:
        """The right it is about."""
        return Right(self.allowance.category, self.allowance.action)


@dataclass(frozen=True)
class Rulebook:
    """The default template and what schools changed in it."""

    default: tuple[Allowance, ...]
    own: tuple[OwnRule, ...] = ()

    def of(self, role: Role, school_id: int | None) -> list[Allowance]:
        """Give what a role may do in a school; None asks for the default alone."""
        own = [rule for rule in self.own if rule.school_id == school_id and rule.allowance.role is role]
        replaced = {rule.right for rule in own}
        kept = [one for one in self.default if one.role is role and Right(one.category, one.action) not in replaced]
        return kept + [rule.allowance for rule in own if rule.kind is RuleKind.ALLOW]

    def prohibited(self, role: Role, school_id: int) -> set[Right]:
        """Give the rights that whoever holds the role is without in the school."""
        return {
            rule.right
            for rule in self.own
            if rule.kind is RuleKind.PROHIBIT and rule.school_id == school_id and rule.allowance.role is role
        }


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a role is held: in one school, over the schools of an area, or (neither) over the nation."""

    role: Role
    school_id: int | None = None
    area_schools: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Prohibition:
    """A right taken from a person by name; without a school it is taken everywhere."""

    right: Right
    school_id: int | None = None


@dataclass(frozen=True)
class Granted:
    """The reaches of a viewer, and the school sets that their groups number."""

    reaches: Mapping[Right, frozenset[Reach]]
    school_sets: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class _Claim:
    """One kind of reach of one right, before its schools are known."""

    right: Right
    scope: Scope
    purpose: Purpose | None
    waives: bool

    @property
    def rank(self) -> str:
        """What claims are ordered by, so that viewers of the same rights number their school sets alike."""
        return f"{self.right} {self.scope} {self.purpose or ''} {self.waives}"


@dataclass
class _Sum:
    """Claims and the schools that each is held in."""

    schools: dict[_Claim, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, allowance: Allowance, scope: Scope, schools: Iterable[int]) -> None:
        right = Right(allowance.category, allowance.action)
        self.schools[_Claim(right, scope, allowance.purpose, allowance.waives)].update(schools)


def granted(grounds: Iterable[Ground], rulebook: Rulebook, prohibitions: Iterable[Prohibition] = ()) -> Granted:
    """Join what all grounds give and take away what is prohibited, for the person or for a role of theirs."""
    held = tuple(grounds)
    total = _Sum()
    for ground in held:
        _add(total, ground, rulebook)
    by_role = {
        Prohibition(right, ground.school_id)
        for ground in held
        if ground.school_id is not None
        for right in rulebook.prohibited(ground.role, ground.school_id)
    }
    return _numbered(_allowed(total, by_role | set(prohibitions)))


def _add(total: _Sum, ground: Ground, rulebook: Rulebook) -> None:
    for allowance in rulebook.of(ground.role, ground.school_id):
        if ground.school_id is not None:
            total.add(allowance, allowance.scope, (ground.school_id,))
        elif allowance.scope is Scope.ANYONE:
            total.add(allowance, allowance.scope, ())
        elif (ground.role, allowance.category) not in _NOT_ABOVE_SCHOOLS:
            _add_above(total, ground, allowance)


def _add_above(total: _Sum, ground: Ground, allowance: Allowance) -> None:
    """Give over all schools of the area, or over the nation, what the role gives over a school."""
    if allowance.scope not in {Scope.SCHOOL, Scope.AREA, Scope.NATION}:
        total.add(allowance, allowance.scope, ground.area_schools or ())
    elif ground.area_schools is None:
        total.add(allowance, Scope.NATION, ())
    else:
        total.add(allowance, Scope.AREA, ground.area_schools)


def _allowed(total: _Sum, prohibitions: set[Prohibition]) -> dict[_Claim, tuple[int, ...]]:
    kept: dict[_Claim, tuple[int, ...]] = {}
    for claim, schools in total.schools.items():
        barred = {one.school_id for one in prohibitions if one.right == claim.right}
        left = {school for school in schools if school not in barred}
        if claim.scope in IN_SCHOOLS:
            is_lost = None in barred or not left
        else:
            # These scopes follow from the viewer's own rows, so no one school can be cut out: too little, not too much.
            is_lost = None in barred or not barred.isdisjoint(schools)
        if not is_lost:
            kept[claim] = tuple(sorted(left))
    return kept


def _numbered(claims: Mapping[_Claim, tuple[int, ...]]) -> Granted:
    """Give each distinct set of schools a number, and each reach the number of its own."""
    sets: dict[tuple[int, ...], int] = {}
    reaches: dict[Right, set[Reach]] = defaultdict(set)
    for claim in sorted(claims, key=lambda one: one.rank):
        group = 0
        if claim.scope not in OVER_ALL:
            group = sets.setdefault(claims[claim], len(sets))
        reaches[claim.right].add(Reach(claim.scope, group, claim.purpose, claim.waives))
    return Granted({right: frozenset(found) for right, found in reaches.items()}, tuple(sets))


READS_ORDERS = Right(Category.ORDERS, Action.READ)
WRITES_ORDERS = Right(Category.ORDERS, Action.WRITE)
"""What it takes to draft an order; only a director signs one."""
