"""Lets a test act as somebody: a viewer with the default rights of a role, and stores whose scopes the planner checks.

Only the rooms up to `people` are known here; that is enough to write schools and people as their acts do.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from tests.conftest import MOMENT

from isuo_graph.graph import ActSpec, registry
from isuo_graph.kit.clock import HeldClock
from isuo_graph.kit.cursor import CursorBox
from isuo_graph.kit.errors import Code, Refusals, Refused
from isuo_graph.plan.bind import Dialect
from isuo_graph.plan.reach import row_check
from isuo_graph.policy.rights import Right, Role
from isuo_graph.policy.template import read_template
from isuo_graph.policy.viewer import Held, Reach, Viewer
from isuo_graph.rooms import org, people
from isuo_graph.store.columns import Table
from isuo_graph.store.dialect import dialect_of
from isuo_graph.store.engine import Store, open_store

CATALOGUE = registry.build([org.ROOM, people.ROOM], Table.metadata)


def somebody(role: Role, *schools: int, **ids: Any) -> Viewer:  # noqa: ANN401 - of whichever act, table or viewer
    """Give a viewer who holds one role, with its default rights, at the schools."""
    reaches: dict[Right, frozenset[Reach]] = {}
    for line in read_template():
        if line.role is role:
            right = Right(line.category, line.action)
            reach = Reach(line.scope, 0, line.purpose, line.waives)
            reaches[right] = reaches.get(right, frozenset()) | {reach}
    held = tuple(Held(role, school_id=school) for school in schools)
    return Viewer(account_id=1, session_id=1, roles=held, school_sets=(schools,), reaches=reaches, **ids)


def administrator_of_the_country() -> Viewer:
    """Give an administrator who is appointed above all schools."""
    made = somebody(Role.ADMINISTRATOR)
    return Viewer(account_id=2, roles=(Held(Role.ADMINISTRATOR),), school_sets=made.school_sets, reaches=made.reaches)


async def opened(url: str) -> AsyncIterator[Store]:
    """Open a store whose row checks are the planner's own."""
    dialect = Dialect(dialect_of(url).value)
    check = row_check(CATALOGUE, dialect, CursorBox(bytes(range(32))))
    store = await open_store(url, row_check=check, clock=HeldClock(MOMENT))
    yield store
    await store.close()


async def do(
    store: Store, viewer: Viewer, spec: ActSpec, asked: object, services: Mapping[type, object] | None = None
) -> Any:  # noqa: ANN401 - of whichever act, table or viewer
    """Perform an act and give its outcome."""
    assert spec.right is not None
    if not viewer.holds(spec.right):
        raise Refused(Code.FORBIDDEN_ACT, "act.forbidden", act=spec.name)
    async with store.write.unit(viewer, spec, services=services or {}) as unit:
        return await spec.run(unit, asked)


async def refused(store: Store, viewer: Viewer, spec: ActSpec, asked: object, **more: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - of whichever act, table or viewer
    """Perform an act that must be refused; gives code and message key of every reason."""
    with pytest.raises((Refused, Refusals)) as caught:
        await do(store, viewer, spec, asked, **more)
    exc = caught.value
    assert isinstance(exc, Refused | Refusals)
    reasons = exc.refusals if isinstance(exc, Refusals) else (exc,)
    return [(str(reason.code), reason.message) for reason in reasons]


async def row(store: Store, table: type[Any], row_id: int) -> Any:  # noqa: ANN401 - of whichever act, table or viewer
    """Read a row as it was committed."""
    async with store.write.engine.connect() as connection:
        found = await connection.execute(table.__table__.select().where(table.__table__.c.id == row_id))
        return found.one()
