"""Row predicates as small trees: which rows a scope reaches. Data only; `plan` turns them into SQL.

Columns and tables are named as the database names them; the start-up check compares every name with the tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product
from math import prod
from typing import Final, TypeVar, dataclass_transform

CASES_MAX: Final = 32
"""How many cases a predicate is taken apart into; several roles over one type make fewer than ten (a guess)."""


class Me(StrEnum):
    """Which of the viewer's own ids a column is compared with; a person may have several (two schools, two roles)."""

    PERSON = "me_person"
    STUDENT = "me_student"
    GUARDIAN = "me_guardian"
    STAFF = "me_staff"
    ACCOUNT = "me_account"


P = TypeVar("P")


@dataclass_transform(frozen_default=True)
def _value(cls: type[P]) -> type[P]:
    """Make a frozen dataclass that remembers its hash."""
    made = dataclass(frozen=True)(cls)
    plain: Callable[[P], int] = made.__hash__

    def remembered(self: P) -> int:
        found: int | None = self.__dict__.get("_hash")
        if found is None:
            found = plain(self)
            object.__setattr__(self, "_hash", found)
        return found

    made.__hash__ = remembered  # type: ignore[assignment] # the same, only remembered
    return made


class Predicate:
    """A condition over one row. Combine with `|`, `&`. Its hash is worked out once, since deciding compares them."""

    def __or__(self, other: Predicate) -> Predicate:
        """Give the predicate that holds where either holds."""
        return any_of(self, other)

    def __and__(self, other: Predicate) -> Predicate:
        """Give the predicate that holds where both hold."""
        return all_of(self, other)


@_value
class Always(Predicate):
    """Holds for every row."""


@_value
class Never(Predicate):
    """Holds for no row."""


@_value
class IsMe(Predicate):
    """`column = :me`: the row is, or belongs to, the viewer."""

    column: str
    me: Me


@_value
class InSchools(Predicate):
    """`column = :schools`: the row is of a school where the viewer holds the right.

    `group` numbers the viewer's distinct sets of schools; `decide` fills it in.
    """

    column: str = "school_id"
    group: int = 0


@_value
class Equals(Predicate):
    """`column = constant`; the constant is bound as a parameter, never pasted."""

    column: str
    value: str | int | bool


@_value
class IsNull(Predicate):
    """`column IS NULL`."""

    column: str


@_value
class Within(Predicate):
    """`start <= :now AND :now < end`; an open end (NULL) counts as not yet over. Instants, in ms since 1970."""

    start: str
    end: str
    open_end: bool = False


@_value
class WithinDays(Predicate):
    """`start <= :today AND :today <= end`; an open end (NULL) counts as not yet over. Calendar days, both inclusive."""

    start: str
    end: str


@_value
class Facts:
    """`SELECT pick FROM table WHERE …`: ids that depend on the viewer alone, so a database works them out once."""

    table: str
    pick: str
    where: tuple[Predicate, ...] = ()


@_value
class Among(Predicate):
    """`column IN (SELECT …)` over facts about the viewer."""

    column: str
    facts: Facts


@_value
class Through(Predicate):
    """The predicate holds on the row that `column` points at: `EXISTS (SELECT … WHERE table.key = column AND inner)`.

    Where the planner already stands on that row (it came from the parent by this very key) no EXISTS is written.
    """

    column: str
    table: str
    inner: Predicate
    key: str = "id"


@_value
class Holds(Predicate):
    """A row of `table` exists whose `column` is this row's `own` column and for which `where` holds."""

    table: str
    column: str
    where: tuple[Predicate, ...] = ()
    own: str = "id"


@_value
class AnyOf(Predicate):
    """Holds where at least one part holds."""

    parts: tuple[Predicate, ...] = field(default=())


@_value
class AllOf(Predicate):
    """Holds where every part holds."""

    parts: tuple[Predicate, ...] = field(default=())


def any_of(*parts: Predicate) -> Predicate:
    """Join by OR; flattens, drops repeats, Never and what a wider part covers; gives Always as soon as one part is."""
    flat = _flat(parts, AnyOf)
    if any(isinstance(part, Always) for part in flat):
        return Always()
    kept = _absorbed(tuple(dict.fromkeys(part for part in flat if not isinstance(part, Never))))
    return AnyOf(kept) if len(kept) > 1 else (kept[0] if kept else Never())


def all_of(*parts: Predicate) -> Predicate:
    """Join by AND; flattens, drops repeats and Always, and gives Never as soon as one part is."""
    flat = _flat(parts, AllOf)
    if any(isinstance(part, Never) for part in flat):
        return Never()
    kept = tuple(dict.fromkeys(part for part in flat if not isinstance(part, Always)))
    return AllOf(kept) if len(kept) > 1 else (kept[0] if kept else Always())


def _flat(parts: tuple[Predicate, ...], kind: type[AnyOf | AllOf]) -> list[Predicate]:
    flat: list[Predicate] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    return flat


def conjuncts(predicate: Predicate) -> frozenset[Predicate]:
    """Give the parts that all hold: the parts of an AllOf, nothing for Always, else the predicate itself."""
    if isinstance(predicate, Always):
        return frozenset()
    return frozenset(predicate.parts) if isinstance(predicate, AllOf) else frozenset({predicate})


def disjuncts(predicate: Predicate) -> tuple[Predicate, ...]:
    """Give the parts of which one holds: the parts of an AnyOf, nothing for Never, else the predicate itself."""
    if isinstance(predicate, Never):
        return ()
    return predicate.parts if isinstance(predicate, AnyOf) else (predicate,)


def implies(left: Predicate, right: Predicate) -> bool:
    """Tell whether `left` surely implies `right`; False also means "not seen"."""
    return all(any(conjuncts(wide) <= conjuncts(part) for wide in disjuncts(right)) for part in disjuncts(left))


def given(known: Predicate, predicate: Predicate) -> Predicate:
    """Simplify `predicate` for rows of which `known` already holds; what all its cases share is asked once.

    given(a OR b, (a AND c) OR (b AND c))  is  c
    """
    if implies(known, predicate):
        return Always()
    cases, certain = disjuncts(predicate), _shared(disjuncts(known))
    shared = _shared(cases)
    always = [one for one in _ordered(cases) if one in shared and one not in certain]
    rest = any_of(*(all_of(*(one for one in _parts(case) if one not in shared)) for case in cases))
    if implies(known, rest):
        return all_of(*always)
    left = any_of(*(all_of(*(one for one in _parts(case) if one not in shared | certain)) for case in cases))
    return all_of(*always, left)


def factored(predicate: Predicate) -> Predicate:
    """Write what all cases of a predicate share once: `(a AND b) OR (a AND c)` becomes `a AND (b OR c)`."""
    return given(Always(), predicate)


def cases_of(predicate: Predicate) -> Predicate:
    """Write a predicate as cases, OR over AND: `a AND (b OR c)` becomes `(a AND b) OR (a AND c)`.

    The others of this module see through cases only. A predicate that would fall into too many stays as it is.
    """
    if isinstance(predicate, AnyOf):
        return any_of(*(cases_of(part) for part in predicate.parts))
    if not isinstance(predicate, AllOf):
        return predicate
    choices = [disjuncts(cases_of(part)) for part in predicate.parts]
    if prod(map(len, choices)) > CASES_MAX:
        return predicate
    return any_of(*(all_of(*chosen) for chosen in product(*choices)))


def _shared(cases: tuple[Predicate, ...]) -> frozenset[Predicate]:
    return frozenset.intersection(*map(conjuncts, cases)) if cases else frozenset()


def _ordered(cases: tuple[Predicate, ...]) -> list[Predicate]:
    """Give every part of every case once, in the order of mention."""
    return list(dict.fromkeys(one for case in cases for one in _parts(case)))


def _parts(predicate: Predicate) -> tuple[Predicate, ...]:
    return predicate.parts if isinstance(predicate, AllOf) else (predicate,)


def _absorbed(parts: tuple[Predicate, ...]) -> tuple[Predicate, ...]:
    """Drop a part that a wider one covers: `a OR (a AND b)` is `a`."""
    return tuple(
        part for part in parts if not any(other != part and conjuncts(other) < conjuncts(part) for other in parts)
    )
