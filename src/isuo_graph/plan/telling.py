"""What of cells may be told to somebody who may see totals only, so that no sums of answers tell of a few.

Takes cells over all fields that a summary can be asked by, in their order; gives the same cells with the values taken
away that too few share. The rules, of which the answers to all questions follow (docs/decisions/0012):

1. A cell of few tells its values only as far as the cells of few beside it make up a company: the last value is given
   up first, the first one never.
2. What is then left within one first value, and is still few, takes the smallest cell there along.
3. A first value that few have is not told; where all those are few together, the smallest other one goes along.
4. A number counts towards a mean only in cells where enough rows have it; 2 and 3 hold for these cells too.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from isuo_graph.plan import cells, sql
from isuo_graph.plan.cells import COUNTED

DEPTH, EVERYTHING, MOST = "d", "all", "most"
NOTHING, FIRST = sql.Literal(0), sql.Literal(1)


@dataclass
class _Steps:
    """Statements that read one from the other. No table has a blank in its name, so none is hidden by a step's."""

    made: list[tuple[str, sql.Select]] = field(default_factory=list)

    @property
    def last(self) -> sql.Source:
        return sql.Source(self.made[-1][0], "c")

    def put(self, select: sql.Select) -> None:
        self.made.append((f"step {len(self.made)}", select))

    def add(self, *columns: tuple[sql.Expression, str]) -> None:
        if columns:
            self.put(sql.Select(columns, self.last, everything_of="c"))


@dataclass(frozen=True)
class Telling:
    """Cells by so many keys with so many numbers; groups of fewer rows than `few` are not told."""

    keys: int
    numbers: int
    few: int

    def told(self, gathered: sql.Select) -> tuple[tuple[str, sql.Select], ...]:
        """Give the steps; the last one has the columns of `gathered`, with NULL for what is not told."""
        steps = _Steps()
        steps.put(gathered)
        measures = (COUNTED, *map(cells.size, range(self.numbers)))
        for level in range(self.keys - 1, 0, -1):
            more = self._within_first(measures) if level == 1 else ()
            steps.add((self._pool(level), f"p{level}"), *more)
        steps.add((_sum(COUNTED), EVERYTHING), *(self._overall(measures) if self.keys else ()))
        steps.add((self._depth(), DEPTH))
        steps.put(sql.Select(self._columns(), steps.last, self._is_enough(_c(EVERYTHING))))
        return tuple(steps.made)

    def _pool(self, level: int) -> sql.Expression:
        """Count, among cells with the same first `level` keys, the rows of those that tell no more than these."""
        untold = sql.And((self._is_few(_c(COUNTED)), *(self._is_few(_c(f"p{i}")) for i in self._levels(level + 1))))
        return sql.Over(sql.Call("sum", (sql.Case(untold, _c(COUNTED), NOTHING),)), _keys(level))

    def _levels(self, start: int) -> range:
        return range(start, self.keys)

    def _within_first(self, measures: tuple[str, ...]) -> tuple[tuple[sql.Expression, str], ...]:
        """Look at each measure within one first value: all of it, what lies in cells of few, the cells by size."""
        most = sql.Over(sql.Call("max", (_c(COUNTED),)), _keys(1))
        found: list[tuple[sql.Expression, str]] = [(most, MOST)]
        for name in measures:
            small = self._is_few(_c(name))
            others = tuple(map(_c, map(cells.key, range(1, self.keys))))
            left = sql.Over(sql.Call("sum", (sql.Case(small, _c(name), NOTHING),)), _keys(1))
            found += [
                (sql.Over(sql.Call("sum", (_c(name),)), _keys(1)), f"{name}_whole"),
                (left, f"{name}_left"),
                (sql.Rank(_smallest(small, _c(name), *others), _keys(1)), f"{name}_place"),
            ]
        return tuple(found)

    def _overall(self, measures: tuple[str, ...]) -> tuple[tuple[sql.Expression, str], ...]:
        """Look at each measure over all first values: what lies in those that few have, and their places by size."""
        found: list[tuple[sql.Expression, str]] = []
        for name in measures:
            whole = self._whole(name)
            small = self._is_few(whole)
            found += [
                (sql.Over(sql.Call("sum", (sql.Case(small, _c(name), NOTHING),))), f"{name}_few"),
                (sql.Rank(_smallest(small, whole, _c(cells.key(0)))), f"{name}_rank"),
            ]
        return tuple(found)

    def _whole(self, name: str) -> sql.Expression:
        return _c(f"{name}_whole" if self.keys > 1 else name)

    def _depth(self) -> sql.Expression:
        """Give how many keys of a cell are told."""
        if not self.keys:
            return NOTHING
        told: sql.Expression = FIRST
        for level in self._levels(2):
            told = sql.Case(self._is_enough(_c(f"p{level}")), sql.Literal(level), told)
        if self.keys > 1:
            told = sql.Case(self._is_enough(_c(COUNTED)), sql.Literal(self.keys), told)
            goes_along = sql.Or((self._is_few(_c(MOST)), _is_first(_c(f"{COUNTED}_place"))))
            told = sql.Case(sql.And((self._is_left(_c("p1")), goes_along)), FIRST, told)
        hidden = sql.Or((self._is_few(self._whole(COUNTED)), self._goes_along_overall(COUNTED)))
        return sql.Case(hidden, NOTHING, told)

    def _columns(self) -> tuple[tuple[sql.Expression, str], ...]:
        keys = tuple(
            (sql.Case(sql.Compare(">", _c(DEPTH), sql.Literal(i)), _c(cells.key(i))), cells.key(i))
            for i in range(self.keys)
        )
        numbers = tuple(
            (sql.Case(self._counts(cells.size(i)), _c(name)), name)
            for i in range(self.numbers)
            for name in (cells.total(i), cells.size(i))
        )
        return (*keys, (_c(COUNTED), COUNTED), *numbers)

    def _counts(self, name: str) -> sql.Expression:
        """Tell whether a number of a cell counts towards a mean."""
        parts = [self._is_enough(_c(name))]
        if self.keys > 1:
            is_taken = sql.And((self._is_left(_c(f"{name}_left")), _is_first(_c(f"{name}_place"))))
            parts.append(sql.Not(is_taken))
        if self.keys:
            parts.append(sql.Not(self._goes_along_overall(name)))
        return sql.And(tuple(parts))

    def _goes_along_overall(self, name: str) -> sql.Expression:
        return sql.And((self._is_left(_c(f"{name}_few")), _is_first(_c(f"{name}_rank"))))

    def _is_few(self, count: sql.Expression) -> sql.Expression:
        return sql.Compare("<", count, sql.Literal(self.few))

    def _is_enough(self, count: sql.Expression) -> sql.Expression:
        return sql.Compare(">=", count, sql.Literal(self.few))

    def _is_left(self, count: sql.Expression) -> sql.Expression:
        """Tell whether there are some, but few: they could be worked out from what is told beside them."""
        return sql.And((sql.Compare(">", count, NOTHING), self._is_few(count)))


def _c(name: str) -> sql.Column:
    return sql.Column("c", name)


def _keys(count: int) -> tuple[sql.Expression, ...]:
    return tuple(_c(cells.key(i)) for i in range(count))


def _sum(name: str) -> sql.Expression:
    return sql.Over(sql.Call("sum", (_c(name),)))


def _smallest(small: sql.Expression, count: sql.Expression, *keys: sql.Expression) -> tuple[sql.Order, ...]:
    """Order by size, the smallest that is not few first; equal sizes by their keys."""
    by_key = tuple(sql.Order(one, may_be_null=True) for one in keys)
    return (sql.Order(sql.Case(small, FIRST, NOTHING)), sql.Order(count), *by_key)


def _is_first(place: sql.Expression) -> sql.Expression:
    return sql.Compare("=", place, FIRST)
