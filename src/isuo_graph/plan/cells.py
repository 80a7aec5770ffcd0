"""Gathers rows into cells: how many rows share the masked values of some fields, and the sums of their numbers.

Each distinct permission is worked out once: for a row, or, where it looks into another table, once for all the rows
that look at the same place there. 62,300 marks of 700 students ask for 700 consents:

    SELECT CASE WHEN r.f0 THEN r.x0 END AS k0, sum(r.n) AS n, sum(CASE WHEN r.f0 THEN r.s0 END) AS s0, …
    FROM (SELECT t.kind AS x0, count(*) AS n, sum(t.value) AS s0, …, EXISTS (SELECT … x.id = t.student_id …) AS f0
          FROM mark t GROUP BY t.kind, t.student_id) r
    GROUP BY …
"""

from __future__ import annotations

from dataclasses import dataclass

from isuo_graph.graph.catalogue import Field, Storage
from isuo_graph.plan import sql
from isuo_graph.plan.predicates import Conditions, Row
from isuo_graph.policy import rows
from isuo_graph.policy.decide import Decision, Verdict

COUNTED = "n"
Decided = tuple[Field, Decision]
"""A field and the decision over it, never NEVER."""

_DAYS = frozenset({Storage.DAY, Storage.INSTANT})
_FINE = 3
"""With so many keys and a day among them hardly two rows of one student share them all: to gather them by student
first would be work for nothing. A guess: a day alone was worth it (35 instead of 76 ms), three keys were not (535
instead of 268 ms, PostgreSQL, mark by mark of a term).
"""
_LOOKING = (rows.Through, rows.Holds, rows.Among)
"""Predicates that look into another table."""


def key(position: int) -> str:
    """Name the column of a key."""
    return f"k{position}"


def total(position: int) -> str:
    """Name the column of a number's sum."""
    return f"s{position}"


def size(position: int) -> str:
    """Name the column that says of how many rows a number is known."""
    return f"c{position}"


@dataclass(frozen=True)
class Gathering:
    """What is gathered: rows of a source for which `where` holds, by `keys`, with the sums of `numbers`."""

    conditions: Conditions
    row: Row
    keys: tuple[Decided, ...]
    numbers: tuple[Decided, ...]
    where: sql.Expression | None


def gathered(wanted: Gathering) -> sql.Select:
    """Build the statement that gives one row for each cell: its keys, how many rows it has, sums and sizes."""
    flags = _Flags(wanted)
    return _by_place(wanted, flags) if flags.look and not _is_fine(wanted) else _by_row(wanted, flags)


def _is_fine(wanted: Gathering) -> bool:
    days = (wanted.row.table.columns[_column(field)] in _DAYS for field, _ in wanted.keys)
    return len(wanted.keys) >= _FINE and any(days)


class _Flags:
    """The distinct conditions of all masked fields, each a column of the inner statement."""

    def __init__(self, wanted: Gathering) -> None:
        """Write them on a row of their own, so that `own` says which columns they take."""
        row = Row(wanted.row.name, wanted.row.table)
        decided = (decision for _, decision in (*wanted.keys, *wanted.numbers))
        masks = dict.fromkeys(one.visible for one in decided if one.verdict is Verdict.WHEN)
        self._names = {mask: f"f{i}" for i, mask in enumerate(masks)}
        self.columns = tuple((wanted.conditions.holds(row, mask), name) for mask, name in self._names.items())
        self.own = tuple(row.used)
        self.look = any(_looks(mask) for mask in masks)

    def masked(self, decision: Decision, value: sql.Expression) -> sql.Expression:
        """Give a value of the inner statement, masked by its flag."""
        if decision.verdict is Verdict.ALWAYS:
            return value
        return sql.Case(sql.Column("r", self._names[decision.visible]), value)


def _looks(predicate: rows.Predicate) -> bool:
    if isinstance(predicate, rows.AnyOf | rows.AllOf):
        return any(map(_looks, predicate.parts))
    return isinstance(predicate, _LOOKING)


def _by_row(wanted: Gathering, flags: _Flags) -> sql.Select:
    """Work the flags out for each row."""
    fields = tuple(dict.fromkeys(_column(field) for field, _ in (*wanted.keys, *wanted.numbers)))
    places = {name: f"x{i}" for i, name in enumerate(fields)}
    columns = tuple((wanted.row.column(name), place) for name, place in places.items())
    source = sql.Source(wanted.row.table.name, wanted.row.name)
    inner = sql.Select(columns + flags.columns, source, wanted.where, is_apart=flags.look)
    keys = tuple(flags.masked(decision, sql.Column("r", places[_column(field)])) for field, decision in wanted.keys)
    values = (flags.masked(decision, sql.Column("r", places[_column(field)])) for field, decision in wanted.numbers)
    sums = tuple(
        pair
        for i, value in enumerate(values)
        for pair in ((sql.Call("sum", (value,)), total(i)), (sql.Call("count", (value,)), size(i)))
    )
    return _cells(inner, keys, sql.Call("count"), sums)


def _by_place(wanted: Gathering, flags: _Flags) -> sql.Select:
    """Gather first what has the same keys and looks at the same places, so that a flag is worked out once for all."""
    fields = tuple(dict.fromkeys(_column(field) for field, _ in wanted.keys))
    places = {name: f"x{i}" for i, name in enumerate(fields)}
    source = sql.Source(wanted.row.table.name, wanted.row.name)
    by = tuple(wanted.row.column(name) for name in dict.fromkeys((*fields, *flags.own)))
    columns = tuple((wanted.row.column(name), place) for name, place in places.items())
    counts = ((sql.Call("count"), COUNTED), *_own_sums(wanted))
    inner = sql.Select(columns + counts + flags.columns, source, wanted.where, group=by)
    keys = tuple(flags.masked(decision, sql.Column("r", places[_column(field)])) for field, decision in wanted.keys)
    sums: list[tuple[sql.Expression, str]] = []
    for i, (field, decision) in enumerate(wanted.numbers):
        known = flags.masked(decision, sql.Column("r", _size_inside(wanted, field, i)))
        value = flags.masked(decision, sql.Column("r", total(i)))
        sums += [(sql.Call("sum", (value,)), total(i)), (_added(known), size(i))]
    return _cells(inner, keys, _added(sql.Column("r", COUNTED)), tuple(sums))


def _added(counts: sql.Expression) -> sql.Expression:
    """Add counts up; of no rows there are 0."""
    return sql.Call("coalesce", (sql.Call("sum", (counts,)), sql.Literal(0)))


def _own_sums(wanted: Gathering) -> tuple[tuple[sql.Expression, str], ...]:
    found: list[tuple[sql.Expression, str]] = []
    for i, (field, _) in enumerate(wanted.numbers):
        value = wanted.row.column(_column(field))
        found.append((sql.Call("sum", (value,)), total(i)))
        if _size_inside(wanted, field, i) != COUNTED:
            found.append((sql.Call("count", (value,)), size(i)))
    return tuple(found)


def _size_inside(wanted: Gathering, field: Field, position: int) -> str:
    """Name what counts the known values of a number: all rows, where the column is never NULL."""
    return COUNTED if _column(field) in wanted.row.table.required else size(position)


def _cells(
    inner: sql.Select,
    keys: tuple[sql.Expression, ...],
    counted: sql.Expression,
    sums: tuple[tuple[sql.Expression, str], ...],
) -> sql.Select:
    named = tuple((one, key(i)) for i, one in enumerate(keys))
    return sql.Select((*named, (counted, COUNTED), *sums), sql.Source(inner, "r"), group=keys)


def _column(field: Field) -> str:
    return field.column or "id"
