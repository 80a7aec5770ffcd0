"""Plans one operation: for each root field one written statement with the sources of its parameters, its cost and what
is withheld.

Pure and without a clock. A plan depends on the document, the shape of the variables and the shape of the viewer's
rights, and on nothing else: that is the key under which `cache` keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from graphql import GraphQLSchema, OperationDefinitionNode

from isuo_graph.graph.catalogue import Catalogue, Scalar
from isuo_graph.kit import ids
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.plan import authorize, bind, build, cost, nesting, select, shape, sql, summary, tree, values
from isuo_graph.plan.cache import Recent
from isuo_graph.plan.postgres import PostgresWriter
from isuo_graph.plan.render import Writer
from isuo_graph.plan.sqlite import SqliteWriter
from isuo_graph.plan.work import Authorizing, Decisions
from isuo_graph.policy import rows
from isuo_graph.policy.rights import Right
from isuo_graph.policy.viewer import Viewer

SHAPES_KEPT = 200
"""Shapes of rights whose decisions are kept: roles and their common combinations (a guess)."""


@dataclass(frozen=True)
class Limits:
    """What one operation may cost. Rows are estimated; page sizes are in rows."""

    page_default: int = 20
    page_max: int = 200
    rows_max: int = 10_000
    small_group: int = 5
    """Groups of fewer rows are not shown to somebody who may see totals only."""


@dataclass(frozen=True)
class RootPlan:
    """One root field, ready to run. `text` is None where nothing has to be asked of the database."""

    key: str
    body: tree.Shown | tree.Connection | None
    text: str | None
    sources: tuple[bind.Source, ...] = ()
    estimate: cost.Estimate = lambda _: 0
    has_cursors: bool = False
    has_holes: bool = False


@dataclass(frozen=True)
class Plan:
    """One operation: planned root fields, the keys of those that somebody else answers, and what is withheld."""

    roots: tuple[RootPlan, ...]
    others: tuple[str, ...]
    order: tuple[str, ...]
    """All response keys in the order of the document."""
    withheld: tuple[tree.Withheld, ...]
    rows_max: int

    @cached_property
    def has_cursors(self) -> bool:
        """Tell whether any root field shows a cursor."""
        return any(root.has_cursors for root in self.roots)

    @cached_property
    def told(self) -> tuple[Mapping[str, Any], ...]:
        """Give what is withheld as the response shows it; shared by all requests, so nobody changes it."""
        return tuple(entry.printed() for entry in self.withheld)

    def rows(self, variables: Mapping[str, Any]) -> int:
        """Estimate the rows that the operation would read. Raises Refused with LIMIT_EXCEEDED for too many."""
        estimated = sum(root.estimate(variables) for root in self.roots)
        if estimated > self.rows_max:
            raise Refused(Code.LIMIT_EXCEEDED, "limit.rows", estimated=estimated, limit=self.rows_max)
        return estimated


@dataclass(frozen=True)
class Planner:
    """Plans operations against one catalogue for one database."""

    catalogue: Catalogue
    schema: GraphQLSchema
    dialect: bind.Dialect
    limits: Limits = field(default_factory=Limits)
    holders: Mapping[Right, tuple[str, ...]] = field(default_factory=dict)
    stamp: sql.Select | None = None
    """Gives the viewer's rights as they are now, as one text; compared with `Viewer.stamp` after each statement."""
    decisions: Recent[Decisions] = field(default_factory=lambda: Recent(SHAPES_KEPT))

    def plan(self, operation: OperationDefinitionNode, document: select.Document, viewer: Viewer) -> Plan:
        """Plan a query. Raises Refused where a field is named that may not be."""
        return self._query(operation, self._authorizing(document, viewer))

    def counting(self, operation: OperationDefinitionNode, document: select.Document, viewer: Viewer) -> Plan:
        """Plan a query whose rows also tell what they do not show, to count it; nothing else of its answer is used."""
        return self._query(operation, replace(self._authorizing(document, viewer), counts=True))

    def _query(self, operation: OperationDefinitionNode, work: Authorizing) -> Plan:
        document = work.document
        picked = select.picks(document, (operation.selection_set,), "Query")
        planned = {pick.key: self._root(work, pick) for pick in picked if self._is_planned(pick.name)}
        others = tuple(pick.key for pick in picked if pick.key not in planned)
        order = tuple(pick.key for pick in picked)
        return Plan(tuple(planned.values()), others, order, tuple(work.withheld), self.limits.rows_max)

    def read(
        self, key: str, node_name: str, number: int, pick: select.Pick, document: select.Document, viewer: Viewer
    ) -> Plan:
        """Plan the reading of one row, for the payload of an act: the viewer sees of it what any query would show."""
        work = self._authorizing(document, viewer)
        shown = authorize.root_row(work, self.catalogue.types[node_name], pick)
        root = self._one(work, key, shown, lambda _: number)
        return Plan((root,), (), (key,), tuple(work.withheld), self.limits.rows_max)

    def _authorizing(self, document: select.Document, viewer: Viewer) -> Authorizing:
        made = self.decisions.get(viewer.shape, Decisions)
        return Authorizing(self.catalogue, self.schema, document, viewer, self.holders, made=made)

    def stamp_statement(self) -> tuple[str, tuple[bind.Source, ...]] | None:
        """Write the stamp as a statement of its own, for work that reads nothing else."""
        if self.stamp is None:
            return None
        written = writer_for(self.dialect).statement(self.stamp)
        sources = bind.Sources(self.limits.page_default, self.limits.page_max)
        return written.text, bind.ordered(written.binds, sources, self.dialect)

    def _is_planned(self, name: str) -> bool:
        known = self.catalogue
        return name in {"node", "viewer"} or name in known.singulars or name in known.plurals or name in known.summaries

    def _root(self, work: Authorizing, pick: select.Pick) -> RootPlan:
        if pick.name in self.catalogue.plurals:
            return self._many(work, pick)
        if pick.name in self.catalogue.summaries:
            return self._summary(work, pick)
        if pick.name == "viewer":
            return self._viewer(work, pick)
        given = work.arguments("Query", pick)["id"]
        if pick.name == "node":
            asked = str(values.resolved(given, work.document.variables))
            prefix = ids.prefix_of(asked)
            if prefix not in self.catalogue.prefixes:
                raise Refused(Code.BAD_USER_INPUT, "id.malformed", path=(pick.key,), id=asked)
            name = self.catalogue.prefixes[prefix]
        else:
            name = self.catalogue.singulars[pick.name]
        node = self.catalogue.types[name]
        shown = authorize.root_row(work, node, pick)
        return self._one(work, pick.key, shown, bind.operand(Scalar.ID, node.prefix, given))

    def _viewer(self, work: Authorizing, pick: select.Pick) -> RootPlan:
        """`viewer` is the account that asks; nobody signed in has none."""
        account = work.viewer.account_id
        node = self.catalogue.types[self.catalogue.singulars["account"]]
        if account is None:
            return RootPlan(pick.key, None, None)
        shown = authorize.root_row(work, node, pick)
        return self._one(work, pick.key, shown, lambda moment: moment.viewer.account_id)

    def _one(self, work: Authorizing, key: str, shown: tree.Shown, source: bind.Source) -> RootPlan:
        if isinstance(shown.rows, rows.Never):
            return RootPlan(key, None, None)
        return self._written(work, key, shown, lambda building: build.one_row(building, shown, source))

    def _many(self, work: Authorizing, pick: select.Pick) -> RootPlan:
        node = self.catalogue.types[self.catalogue.plurals[pick.name]]
        wanted = authorize.root_connection(work, node, pick)
        if wanted is None:
            return RootPlan(pick.key, None, None)
        return self._written(work, pick.key, wanted, lambda building: build.connection(building, wanted))

    def _summary(self, work: Authorizing, pick: select.Pick) -> RootPlan:
        """Plan totals. They read many rows and give few, so their cost is that of the groups."""
        node = self.catalogue.types[self.catalogue.summaries[pick.name]]
        wanted = summary.authorized(work, node, pick)
        if wanted is None:
            return RootPlan(pick.key, None, None)
        building = self._building(work)
        built = summary.built(building, wanted, self.limits.small_group)
        return self._finished(building, pick.key, built, lambda _: summary.GROUPS_MAX)

    def _building(self, work: Authorizing, *, is_flat: bool = False) -> build.Building:
        sources = bind.Sources(self.limits.page_default, self.limits.page_max)
        weighs_costs = self.dialect is bind.Dialect.POSTGRES
        return build.Building(self.catalogue, work.viewer, sources, weighs_costs, is_flat)

    def _written(
        self,
        work: Authorizing,
        key: str,
        body: tree.Shown | tree.Connection,
        make: Callable[[build.Building], sql.Select],
    ) -> RootPlan:
        """Write a root field; once more, flat, where it is nested too deep for SQLite's parser.

        Raises Refused with LIMIT_EXCEEDED where that does not do either.
        """
        for is_flat in (False, True):
            building = self._building(work, is_flat=is_flat)
            select_ = make(building)
            root = self._finished(building, key, select_, cost.of(body, building.sources))
            if self.dialect is not bind.Dialect.SQLITE or nesting.nesting(root.text or "") <= nesting.STACK_MAX:
                return replace(root, body=body, has_cursors=building.has_cursors, has_holes=shape.has_holes(body))
        raise Refused(Code.LIMIT_EXCEEDED, "limit.depth", path=(key,), limit=nesting.LEVELS_SURE)

    def _finished(self, building: build.Building, key: str, inner: sql.Select, estimate: cost.Estimate) -> RootPlan:
        """Write the whole statement: the answer, and beside it the stamp of the viewer's rights as they are now."""
        columns: list[tuple[sql.Expression, str | None]] = [(sql.Text(sql.Scalar(inner)), "data")]
        if self.stamp is not None and not building.viewer.is_anonymous:
            columns.append((sql.Scalar(self.stamp), "stamp"))
        select_ = sql.Select(tuple(columns), steps=building.conditions.steps())
        written = writer_for(self.dialect).statement(select_)
        sources = bind.ordered(written.binds, building.sources, self.dialect)
        return RootPlan(key, None, written.text, sources, estimate)


def writer_for(dialect: bind.Dialect) -> Writer:
    """Give a fresh writer of a dialect; a writer numbers the parameters of one statement."""
    return SqliteWriter() if dialect is bind.Dialect.SQLITE else PostgresWriter()
