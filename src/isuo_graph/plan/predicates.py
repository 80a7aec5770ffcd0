"""Writes row predicates as SQL conditions over a row that the statement stands on.

InSchools() over row `t`  gives  t."school_id" = :schools_0
Among("class_id", Facts("class_leadership", "class_id", …))  gives  t."class_id" IN (SELECT mine1."id" FROM mine1)
and, before the statement, WITH mine1 AS (SELECT … AS "id")
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from isuo_graph.graph.catalogue import Storage, Table
from isuo_graph.plan import sql
from isuo_graph.policy import rows
from isuo_graph.policy.viewer import Viewer

NOW = sql.Bind("now", Storage.INSTANT)
TODAY = sql.Bind("today", Storage.DAY)
FACT = "id"
"""The one column of facts."""


@dataclass
class Row:
    """A row that a statement stands on. `known` holds rows that a column of this one is already known to point at.

    A derived row reads from a statement of its own; what it is asked for is remembered, so that the inner statement
    gives just that.
    """

    name: str
    table: Table
    known: Mapping[tuple[str, str, str], Row] = field(default_factory=dict)
    inner: Row | None = None
    used: dict[str, None] = field(default_factory=dict)
    flags: dict[rows.Predicate, str] = field(default_factory=dict)
    nested: dict[str, sql.Expression] = field(default_factory=dict)
    """What hangs on the row, worked out in the inner statement, by the name of its column."""

    def column(self, name: str) -> sql.Column:
        """Give a column of the row."""
        self.used[name] = None
        return sql.Column(self.name, name)


class Conditions:
    """Writes predicates for one viewer's shape."""

    def __init__(self, viewer: Viewer, tables: Mapping[str, Table]) -> None:
        """Take the viewer, of whom only the shape matters, and all tables."""
        self._viewer = viewer
        self._tables = tables
        self._numbers: Iterator[int] = count(1)
        self._known: dict[rows.Facts, tuple[str, sql.Select]] = {}

    def steps(self) -> tuple[tuple[str, sql.Select], ...]:
        """Give the facts about the viewer that conditions have named: each is worked out once for a statement, and
        those that others build upon come first.
        """
        return tuple(self._known.values())

    def name(self, letter: str) -> str:
        """Give a source name that the statement does not use yet."""
        return f"{letter}{next(self._numbers)}"

    def holds(self, row: Row, predicate: rows.Predicate) -> sql.Expression:
        """Write a condition for use in WHERE, on the row itself."""
        return self._written(row, predicate)

    def flag(self, row: Row, predicate: rows.Predicate) -> sql.Expression:
        """Write a condition for use in the columns: worked out once for a row of an inner statement, however often it
        is used.
        """
        if row.inner is None or isinstance(predicate, rows.Always | rows.Never):
            return self._written(row, predicate)
        name = row.flags.setdefault(predicate, f"f{len(row.flags)}")
        return sql.Column(row.name, name)

    def _written(self, row: Row, predicate: rows.Predicate) -> sql.Expression:  # noqa: C901, PLR0911, PLR0912 - one line a kind
        match predicate:
            case rows.Always():
                return sql.And(())
            case rows.AnyOf(parts):
                return sql.Or(tuple(self._written(row, part) for part in parts))
            case rows.AllOf(parts):
                return sql.And(tuple(self._written(row, part) for part in parts))
            case rows.IsMe(column, me):
                return self._among_ids(row.column(column), me.value, self._mine(me))
            case rows.InSchools(column, group):
                schools = self._viewer.school_sets[group] if group < len(self._viewer.school_sets) else ()
                return self._among_ids(row.column(column), f"schools_{group}", schools)
            case rows.Equals(column, value):
                return sql.Compare("=", row.column(column), sql.Literal(value))
            case rows.IsNull(column):
                return sql.IsNull(row.column(column))
            case rows.Within() | rows.WithinDays():
                return self._within(row, predicate)
            case rows.Among(column, facts):
                return sql.InSelect(row.column(column), self._facts(facts))
            case rows.Through():
                return self._through(row, predicate)
            case rows.Holds():
                return self._related(row, predicate)
            case _:
                return sql.Or(())

    def _among_ids(self, column: sql.Expression, name: str, ids: tuple[int, ...]) -> sql.Expression:
        if not ids:
            return sql.Or(())
        if len(ids) == 1:
            return sql.Compare("=", column, sql.Bind(name, Storage.BIG))
        return sql.InList(column, sql.Bind(name, Storage.BIG, is_list=True))

    def _mine(self, me: rows.Me) -> tuple[int, ...]:
        return viewer_ids(self._viewer, me)

    def _within(self, row: Row, within: rows.Within | rows.WithinDays) -> sql.Expression:
        if isinstance(within, rows.Within):
            start = sql.Compare("<=", row.column(within.start), NOW)
            end: sql.Expression = sql.Compare("<", NOW, row.column(within.end))
            may_be_open = within.open_end
        else:
            start = sql.Compare("<=", row.column(within.start), TODAY)
            end = sql.Compare("<=", TODAY, row.column(within.end))
            may_be_open = within.end not in row.table.required
        return sql.And((start, sql.Or((sql.IsNull(row.column(within.end)), end)) if may_be_open else end))

    def _facts(self, facts: rows.Facts) -> sql.Select:
        """Read facts by the name under which the statement works them out."""
        if facts not in self._known:
            row = Row(self.name("x"), self._tables[facts.table])
            where = sql.both(*(self._written(row, part) for part in facts.where))
            source = sql.Source(facts.table, row.name)
            self._known[facts] = (
                f"mine{len(self._known) + 1}",
                sql.Select(((row.column(facts.pick), FACT),), source, where),
            )
        name, _ = self._known[facts]
        return sql.Select(((sql.Column(name, FACT), None),), sql.Source(name, name))

    def _through(self, row: Row, through: rows.Through) -> sql.Expression:
        known = row.known.get((through.column, through.table, through.key))
        if known is not None:
            return self.flag(known, through.inner)
        other = Row(self.name("x"), self._tables[through.table])
        joined = sql.Compare("=", other.column(through.key), row.column(through.column))
        where = sql.both(joined, self._written(other, through.inner))
        return sql.Exists(sql.Select((), sql.Source(through.table, other.name), where))

    def _related(self, row: Row, related: rows.Holds) -> sql.Expression:
        other = Row(self.name("x"), self._tables[related.table])
        joined = sql.Compare("=", other.column(related.column), row.column(related.own))
        where = sql.both(joined, *(self._written(other, part) for part in related.where))
        return sql.Exists(sql.Select((), sql.Source(related.table, other.name), where))


def viewer_ids(viewer: Viewer, me: rows.Me) -> tuple[int, ...]:
    """Give the viewer's own ids of a kind."""
    single = {rows.Me.PERSON: viewer.person_id, rows.Me.ACCOUNT: viewer.account_id}
    if me in single:
        found = single[me]
        return () if found is None else (found,)
    return {
        rows.Me.STUDENT: viewer.student_ids,
        rows.Me.GUARDIAN: viewer.guardian_ids,
        rows.Me.STAFF: viewer.staff_ids,
    }[me]
