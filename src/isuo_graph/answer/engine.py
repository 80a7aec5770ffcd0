"""Runs plans: one statement for each root field, checked against the viewer's rights as they are at that very moment.

Every statement gives, beside its answer, the stamp of the viewer's rights as the database knows them now. Where it is
not the stamp that the plan was made for, the answer is thrown away, the viewer is read anew, and the question asked
again.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import orjson
from graphql import OperationDefinitionNode
from strawberry import Schema

from isuo_graph.answer.asking import Asking
from isuo_graph.answer.documents import Read, name_of
from isuo_graph.kit.clock import Clock
from isuo_graph.kit.cursor import CursorBox
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.plan import select, shape
from isuo_graph.plan.bind import Moment, Source
from isuo_graph.plan.cache import Recent
from isuo_graph.plan.planner import Plan, Planner, RootPlan
from isuo_graph.policy.viewer import Viewer
from isuo_graph.store.read import ReadLane

TRIES = 3
"""How often a question is asked again because rights changed meanwhile; a guess, each change is rare."""


class Viewers(Protocol):
    """Reads viewers anew."""

    async def refreshed(self, viewer: Viewer) -> Viewer:
        """Give the viewer with today's rights. Raises Refused with UNAUTHENTICATED where the session has ended."""
        ...


Fill = Callable[[list[shape.Place], Asking], Awaitable[list[dict[str, Any]]]]
"""Fills plugin fields in place; gives the errors of those that could not be."""


class Stale(Exception):
    """The viewer's rights are not what they were when the plan was made."""


@dataclass(frozen=True)
class Engine:
    """Plans and runs queries."""

    schema: Schema
    planner: Planner
    lane: ReadLane[Any]
    viewers: Viewers
    clock: Clock
    cursors: CursorBox
    plans: Recent[Plan]
    fill: Fill

    async def query(
        self, read: Read, operation: OperationDefinitionNode, variables: Mapping[str, Any], asking: Asking
    ) -> tuple[Plan, dict[str, Any], list[dict[str, Any]]]:
        """Answer the planned root fields: (plan, JSON by response key, errors of plugins)."""
        plan, data, errors = await self._asked(
            asking, variables, lambda viewer: self._plan(read, operation, variables, viewer)
        )
        if asking.explain:
            await self._count(read, operation, variables, asking)
        return plan, data, errors

    async def _count(
        self, read: Read, operation: OperationDefinitionNode, variables: Mapping[str, Any], asking: Asking
    ) -> None:
        """Put true counts beside what is conditionally withheld, by a second statement for each root field."""
        plan = self.planner.counting(operation, select.Document(read.fragments, variables), asking.viewer)
        moment = self._moment(asking.viewer, variables, is_marked=plan.has_cursors)
        counted: Counter[tuple[tuple[str, ...], str]] = Counter()
        for root in plan.roots:
            try:
                text = await self._fetch(root.text, root.sources, moment) if root.text is not None else None
            except Stale:  # rights changed since the answer itself: its counts would be of another answer
                return
            if text is not None and root.body is not None:
                counted.update(shape.withheld(root.body, orjson.loads(text), (root.key,)))
        told = asking.extensions.get("withheld", [])
        for at, entry in enumerate(told):
            if entry.get("conditional"):
                path = tuple(entry["path"])
                counts = {code: number for (where, code), number in counted.items() if where == path}
                told[at] = {**entry, "counts": counts}

    async def row(
        self, node_name: str, number: int, pick: select.Pick, document: select.Document, asking: Asking
    ) -> tuple[Any, list[dict[str, Any]]]:
        """Read one row for the payload of an act, under the rights that the viewer has after it: (decoded JSON, None
        where it is not visible; errors of plugins, by their paths from the row's own key on).
        """
        _, data, failed = await self._asked(
            asking,
            document.variables,
            lambda viewer: self.planner.read(pick.key, node_name, number, pick, document, viewer),
        )
        return orjson.loads(orjson.dumps(data[pick.key])), failed

    async def _asked(
        self, asking: Asking, variables: Mapping[str, Any], plan_for: Callable[[Viewer], Plan]
    ) -> tuple[Plan, dict[str, Any], list[dict[str, Any]]]:
        """Plan and run, and again with the viewer as it is now where its rights have changed meanwhile."""
        for _ in range(TRIES):
            await self._renew(asking)
            plan = plan_for(asking.viewer)
            cost = plan.rows(variables)
            try:
                data, errors = await self.run(
                    plan, self._moment(asking.viewer, variables, is_marked=plan.has_cursors), asking
                )
            except Stale:
                asking.viewer = await self.viewers.refreshed(asking.viewer)
                continue
            self._tell(plan, cost, asking)
            return plan, data, errors
        raise Refused(Code.CONFLICT, "row.changed")

    async def run(self, plan: Plan, moment: Moment, asking: Asking) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Run every statement of a plan. Raises Stale where a stamp is not the viewer's."""
        data: dict[str, Any] = {}
        errors: list[dict[str, Any]] = []
        is_checked = moment.viewer.is_anonymous
        for root in plan.roots:
            if root.text is None:
                data[root.key] = None
                continue
            text = await self._fetch(root.text, root.sources, moment)
            is_checked = True
            data[root.key], failed = await self._finish(root, text, moment, asking)
            errors += failed
        if not is_checked:
            await self.check(moment)
        return data, errors

    async def check(self, moment: Moment) -> None:
        """Ask for the stamp alone. Raises Stale where it is not the viewer's."""
        alone = self.planner.stamp_statement()
        if alone is not None:
            row = await self.lane.fetch_row(alone[0], [source(moment) for source in alone[1]])
            if row is None or row[0] != moment.viewer.stamp:
                raise Stale

    def moment(self, viewer: Viewer) -> Moment:
        """Give the present moment for a viewer, without variables."""
        return self._moment(viewer, {}, is_marked=False)

    async def _fetch(self, text: str, sources: tuple[Source, ...], moment: Moment) -> str | None:
        row = await self.lane.fetch_row(text, [source(moment) for source in sources])
        assert row is not None
        answer, *stamp = row
        if stamp and stamp[0] != moment.viewer.stamp:
            raise Stale
        return None if answer is None else str(answer)

    async def _finish(
        self, root: RootPlan, text: str | None, moment: Moment, asking: Asking
    ) -> tuple[Any, list[dict[str, Any]]]:
        """Seal cursors and fill plugin fields; without either, the text goes on undecoded."""
        if text is None:
            return None, []
        if root.has_cursors:
            text = shape.sealed(text, moment)
        if not root.has_holes or root.body is None:
            return orjson.Fragment(text), []
        decoded = orjson.loads(text)
        places = list(shape.places(root.body, decoded, (root.key,), moment.variables))
        return decoded, await self.fill(places, asking)

    def _plan(
        self, read: Read, operation: OperationDefinitionNode, variables: Mapping[str, Any], viewer: Viewer
    ) -> Plan:
        key = (read.digest, name_of(operation), viewer.shape, read.declared(operation).shape(variables))
        document = select.Document(read.fragments, variables)
        return self.plans.get(key, lambda: self.planner.plan(operation, document, viewer))

    def _moment(self, viewer: Viewer, variables: Mapping[str, Any], *, is_marked: bool) -> Moment:
        """Give the present moment; the mark of cursors is drawn only where there are any."""
        today: date = self.clock.today()
        nonce = secrets.token_hex(8) if is_marked else ""
        return Moment(viewer, variables, self.clock.now_ms(), today, nonce, self.cursors)

    async def _renew(self, asking: Asking) -> None:
        """Read the viewer anew when a right has ended: that changes no row, so no stamp tells it."""
        until = asking.viewer.until_ms
        if until is not None and self.clock.now_ms() >= until:
            asking.viewer = await self.viewers.refreshed(asking.viewer)

    def _tell(self, plan: Plan, cost: int, asking: Asking) -> None:
        if plan.withheld:
            asking.extensions.setdefault("withheld", []).extend(plan.told)
        spent = asking.extensions.setdefault("cost", {"rows": 0, "limit": plan.rows_max})
        spent["rows"] += cost
