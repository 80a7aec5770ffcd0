"""Makes the viewer of a session: who signed in, which roles orders in force give them today, and what follows.

Takes an open database session; gives a frozen Viewer, whose `stamp` tells later statements that nothing has changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sqlalchemy import and_, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from isuo_graph.kit.clock import day_start_ms
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Action, Category, Right, Role, Scope
from isuo_graph.policy.template import Allowance, read_template
from isuo_graph.policy.viewer import Held, Viewer
from isuo_graph.rooms.orders import stamps
from isuo_graph.rooms.orders.rights import Ground, OwnRule, Prohibition, Rulebook, granted
from isuo_graph.rooms.orders.tables import DirectorOrder, GrantKind, OrderState, RightsRule, RoleGrant, RuleKind
from isuo_graph.rooms.org.tables import Area, School
from isuo_graph.rooms.people.tables import (
    Account,
    Guardian,
    Guardianship,
    Session,
    StaffMember,
    Student,
    StudentStatus,
)

_ON_ROLL = (StudentStatus.ON_ROLL.value, StudentStatus.ON_LEAVE.value)


@dataclass(frozen=True)
class _Own:
    """The person's own rows, and the days after which one of them may be different."""

    students: tuple[Student, ...]
    guardians: tuple[Guardian, ...]
    staff: tuple[StaffMember, ...]
    ends: tuple[date, ...]


async def load_viewer(
    session: AsyncSession, *, account_id: int, session_id: int | None, now_ms: int, today: date
) -> Viewer | None:
    """Give the viewer as of this moment; None for an account that is unknown or blocked, or a session that is over."""
    account = await session.get(Account, account_id, populate_existing=True)
    if account is None or account.blocked_at is not None or not await _is_open(session, account_id, session_id, now_ms):
        return None
    own = await _own(session, account.person_id, today)
    grants = await _grants(session, account.person_id)
    held = [(grant, order) for grant, order in grants if is_in_force(grant, order, today)]
    grounds = [*_facts(own), *await _grounds(session, [grant for grant, _ in held])]
    rulebook, changes = await load_rulebook(session, {ground.school_id for ground in grounds}, today)
    total = granted(grounds, rulebook, _prohibitions(grant for grant, _ in held))
    ends = [*_ends(grants, today), *changes, *own.ends]
    return Viewer(
        account_id=account_id,
        session_id=session_id,
        person_id=account.person_id,
        student_ids=tuple(sorted(row.id for row in own.students)),
        guardian_ids=tuple(sorted(row.id for row in own.guardians)),
        staff_ids=tuple(sorted(row.id for row in own.staff)),
        roles=(*_fact_roles(own), *(_held(grant, order) for grant, order in held if grant.kind == GrantKind.ALLOW)),
        school_sets=total.school_sets,
        reaches=total.reaches,
        stamp=stamp_of([grant.id for grant, _ in held], await last_change(session)),
        until_ms=min(map(day_start_ms, ends), default=None),
    )


async def load_anonymous(session: AsyncSession) -> Viewer:
    """Give the viewer who is not signed in (R7)."""
    rulebook, _ = await load_rulebook(session, (), date.min)
    return anonymous_viewer(rulebook.default)


def anonymous_viewer(rules: Iterable[Allowance] | None = None) -> Viewer:
    """Give the viewer who is not signed in, under the default rules (without an argument: the shipped ones).

    Schools do not change what the public sees.
    """
    total = granted((Ground(Role.PUBLIC),), Rulebook(_shipped() if rules is None else tuple(rules)))
    return Viewer(roles=(Held(Role.PUBLIC),), school_sets=total.school_sets, reaches=total.reaches)


def stamp_of(grant_ids: Collection[int], last_change: int) -> str:
    """Give the fingerprint of a person's rights: `count.sum.change`, for example `2.913042.7261538264719360`.

    The grants are those of the person in force today, of both kinds; the sum is of their ids, each taken modulo
    `stamps.MODULUS`; the change is the greatest of all rules of rights, 0 where there is none. `stamps` asks the same:

        SELECT count(*) || '.' || coalesce(sum(g.id % 1000000007), 0) || '.'
               || coalesce((SELECT max(change) FROM rights_rule), 0)
        FROM role_grant g JOIN director_order o ON o.id = g.order_id
        WHERE g.person_id = :person AND g.ended_at IS NULL AND o.state = 'SIGNED'
          AND g.starts_on <= :today AND (g.ends_on IS NULL OR g.ends_on >= :today)
          AND o.starts_on <= :today AND (o.ends_on IS NULL OR o.ends_on >= :today)
    """
    return f"{len(grant_ids)}.{sum(one % stamps.MODULUS for one in grant_ids)}.{last_change}"


def is_in_force(grant: RoleGrant, order: DirectorOrder, today: date) -> bool:
    """Tell whether a grant gives its role today: no order, no right (R50)."""
    return (
        grant.ended_at is None
        and order.state == OrderState.SIGNED
        and grant.starts_on <= today <= (grant.ends_on or date.max)
        and order.starts_on <= today <= (order.ends_on or date.max)
    )


async def last_change(session: AsyncSession) -> int:
    """Give the number of the last change of any rule of rights; 0 where none was made."""
    return (await session.exec(select(func.max(RightsRule.change)))).one() or 0


async def load_rulebook(
    session: AsyncSession, school_ids: Iterable[int | None], today: date
) -> tuple[Rulebook, list[date]]:
    """Read the default template and the schools' own rules; also the coming days on which one of them changes."""
    schools = {one for one in school_ids if one is not None}
    in_question = or_(
        col(RightsRule.school_id).is_(None),
        and_(col(RightsRule.order_id).is_not(None), col(RightsRule.school_id).in_(sorted(schools))),
    )
    found = await session.exec(
        select(RightsRule, DirectorOrder)
        .join(DirectorOrder, col(DirectorOrder.id) == RightsRule.order_id, isouter=True)
        .where(col(RightsRule.ended_at).is_(None), in_question)
        .order_by(col(RightsRule.id))
    )
    default: list[Allowance] = []
    own: list[OwnRule] = []
    changes: list[date] = []
    for rule, order in found:
        if rule.school_id is None:
            default.append(_allowance(rule))
        elif order.state == OrderState.SIGNED:
            changes += [day for day in (order.starts_on, _after(order.ends_on)) if day is not None and day > today]
            if order.starts_on <= today <= (order.ends_on or date.max):
                own.append(OwnRule(rule.school_id, RuleKind(rule.kind), _allowance(rule)))
    return Rulebook(tuple(default) or _shipped(), tuple(own)), changes


@cache
def _shipped() -> tuple[Allowance, ...]:
    """Give the template that an installation without rules of its own starts with."""
    return read_template()


def _allowance(rule: RightsRule) -> Allowance:
    return Allowance(
        Role(rule.role),
        Category(rule.category),
        Action(rule.action),
        Scope(rule.scope or Scope.OWN),
        rule.logged,
        rule.waives,
        Purpose(rule.purpose) if rule.purpose else None,
    )


async def _is_open(session: AsyncSession, account_id: int, session_id: int | None, now_ms: int) -> bool:
    if session_id is None:
        return True
    row = await session.get(Session, session_id, populate_existing=True)
    if row is None or row.account_id != account_id or row.ended_at is not None:
        return False
    return row.expires_at.timestamp() * 1000 > now_ms


async def _own(session: AsyncSession, person_id: int, today: date) -> _Own:
    students = await session.exec(
        select(Student).where(Student.person_id == person_id, col(Student.status).in_(_ON_ROLL))
    )
    staff = (await session.exec(select(StaffMember).where(StaffMember.person_id == person_id))).all()
    guardians, ends = await _guardians(session, person_id, today)
    working = tuple(row for row in staff if row.left_on is None or row.left_on >= today)
    return _Own(tuple(students), guardians, working, (*ends, *(_ended(row.left_on) for row in working)))


async def _guardians(session: AsyncSession, person_id: int, today: date) -> tuple[tuple[Guardian, ...], list[date]]:
    """Give the person's rows as a representative who today represents somebody and may see, and the days that ends."""
    bond = aliased(Guardianship)
    found = await session.exec(
        select(Guardian, bond)
        .join(bond, col(bond.guardian_id) == Guardian.id)
        .where(Guardian.person_id == person_id, bond.has_custody, bond.may_see)
    )
    pairs = [(guardian, row) for guardian, row in found if today <= (row.ends_on or date.max)]
    held = {guardian.id: guardian for guardian, row in pairs if row.starts_on <= today}
    days = [_ended(row.ends_on) if row.starts_on <= today else row.starts_on for _, row in pairs]
    return tuple(held.values()), days


async def _grants(session: AsyncSession, person_id: int) -> Sequence[tuple[RoleGrant, DirectorOrder]]:
    found = await session.exec(
        select(RoleGrant, DirectorOrder)
        .join(DirectorOrder, col(DirectorOrder.id) == RoleGrant.order_id)
        .where(
            RoleGrant.person_id == person_id,
            col(RoleGrant.ended_at).is_(None),
            DirectorOrder.state == OrderState.SIGNED.value,
        )
        .order_by(col(RoleGrant.id))
    )
    return [(grant, order) for grant, order in found]


async def _grounds(session: AsyncSession, grants: Iterable[RoleGrant]) -> list[Ground]:
    grounds: list[Ground] = []
    for grant in grants:
        if grant.kind != GrantKind.ALLOW or grant.role is None:
            continue
        area = None if grant.area_id is None or grant.school_id else await schools_of_area(session, grant.area_id)
        grounds.append(Ground(Role(grant.role), grant.school_id, area))
    return grounds


async def schools_of_area(session: AsyncSession, area_id: int) -> frozenset[int]:
    """Give the schools of an area and of all areas that lie in it."""
    tree = select(col(Area.id).label("id")).where(Area.id == area_id).cte("subtree", recursive=True)
    part = aliased(Area)
    # UNION, not UNION ALL: an area that were its own ancestor by mistake ends the walk instead of looping.
    tree = tree.union(select(col(part.id)).join(tree, col(part.parent_id) == tree.c.id))
    return frozenset(await session.exec(select(School.id).where(col(School.area_id).in_(select(tree.c.id)))))


def _facts(own: _Own) -> list[Ground]:
    return [
        Ground(Role.PUBLIC),
        *(Ground(Role.STUDENT, row.school_id) for row in own.students),
        *(Ground(Role.GUARDIAN, row.school_id) for row in own.guardians),
    ]


def _fact_roles(own: _Own) -> tuple[Held, ...]:
    return tuple(Held(ground.role, ground.school_id) for ground in _facts(own))


def _prohibitions(grants: Iterable[RoleGrant]) -> list[Prohibition]:
    return [
        Prohibition(Right(Category(grant.category), Action(grant.action)), grant.school_id)
        for grant in grants
        if grant.kind == GrantKind.PROHIBIT and grant.category and grant.action
    ]


def _held(grant: RoleGrant, order: DirectorOrder) -> Held:
    end = min(_ended(grant.ends_on), _ended(order.ends_on))
    return Held(
        role=Role(grant.role or Role.PUBLIC),
        school_id=grant.school_id,
        area_id=grant.area_id,
        order_id=order.id,
        order_number=order.number,
        order_date=order.order_date.isoformat(),
        until_ms=None if end == date.max else day_start_ms(end),
    )


def _ends(grants: Iterable[tuple[RoleGrant, DirectorOrder]], today: date) -> list[date]:
    """Give the coming days on which a grant of a signed order begins or is over."""
    days = [
        day
        for grant, order in grants
        for day in (grant.starts_on, _ended(grant.ends_on), order.starts_on, _ended(order.ends_on))
    ]
    return [day for day in days if day > today]


def _after(last_day: date | None) -> date | None:
    return None if last_day is None else last_day + timedelta(days=1)


def _ended(last_day: date | None) -> date:
    """Give the first day on which a term is over; the last day there is for an open one."""
    return _after(last_day) or date.max
