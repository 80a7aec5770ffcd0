"""The statement as a tree. Identifiers and values stay separate until a dialect writes the text; one place quotes
(`render`).

    Select(((Column("s", "id"), None),), Source("student", "s"), where=Compare("=", Column("s", "id"), Bind("id",
    Storage.BIG)))

is written for PostgreSQL as `SELECT s."id" FROM "student" s WHERE s."id" = $1::bigint`.
"""

from __future__ import annotations

from dataclasses import dataclass

from isuo_graph.graph.catalogue import Storage
from isuo_graph.kit.letters import Spelling


class Expression:
    """Anything that has a value."""


@dataclass(frozen=True, slots=True)
class Column(Expression):
    """A column of the source called `source`."""

    source: str
    name: str


@dataclass(frozen=True, slots=True)
class Bind(Expression):
    """A parameter: the place of a value that is only known when the statement runs. `is_list` binds a list at once."""

    name: str
    storage: Storage
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Literal(Expression):
    """A constant that the plan itself brings (a JSON key, an id prefix, a number); never something a caller wrote as a
    value.
    """

    value: str | int | bool | None


@dataclass(frozen=True, slots=True)
class Compare(Expression):
    """`left operator right`; the operator is one of = <> < <= > >=."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class RowAfter(Expression):
    """`(keys) > (values)`, compared from left to right: one index range."""

    keys: tuple[Expression, ...]
    values: tuple[Expression, ...]
    is_descending: bool = False


@dataclass(frozen=True, slots=True)
class And(Expression):
    """All parts hold; holds when there are none."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or(Expression):
    """One part holds; does not hold when there are none."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Not(Expression):
    """The part does not hold."""

    part: Expression


@dataclass(frozen=True, slots=True)
class IsNull(Expression):
    """The part is NULL."""

    part: Expression


@dataclass(frozen=True, slots=True)
class Case(Expression):
    """`CASE WHEN when THEN then [ELSE otherwise] END`."""

    when: Expression
    then: Expression
    otherwise: Expression | None = None


@dataclass(frozen=True, slots=True)
class Renamed(Expression):
    """A text with some values called by another name: `CASE part WHEN 'ky' THEN 'KY' … ELSE part END`."""

    part: Expression
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class InList(Expression):
    """The part is among the values of a list parameter."""

    part: Expression
    values: Bind


@dataclass(frozen=True, slots=True)
class InSelect(Expression):
    """The part is among the rows of a statement with one column."""

    part: Expression
    rows: Select


@dataclass(frozen=True, slots=True)
class Exists(Expression):
    """The statement gives a row."""

    rows: Select


@dataclass(frozen=True, slots=True)
class Scalar(Expression):
    """The single value of a statement with one column; NULL without a row."""

    rows: Select


@dataclass(frozen=True, slots=True)
class Call(Expression):
    """A function that both databases know by this name: count, max, min, sum, coalesce."""

    name: str
    arguments: tuple[Expression, ...] = ()
    only: Expression | None = None
    """For an aggregate: counts rows where this holds."""


@dataclass(frozen=True, slots=True)
class Concat(Expression):
    """Texts one after another; NULL where one is."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Spaced(Expression):
    """Texts with a space between, leaving out NULLs; NULL where all are."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Letters(Expression):
    """The text with its letters exchanged, as it is ordered or found by the alphabets."""

    part: Expression
    spelling: Spelling


@dataclass(frozen=True, slots=True)
class StartsWith(Expression):
    """The text begins with another, byte by byte."""

    part: Expression
    prefix: Expression


@dataclass(frozen=True, slots=True)
class Contains(Expression):
    """The text contains another, byte by byte."""

    part: Expression
    piece: Expression


@dataclass(frozen=True, slots=True)
class Ratio(Expression):
    """A mean: a sum of whole numbers times `scale` by how many they are, rounded to a whole number, alike on both
    databases; NULL where there are none.
    """

    total: Expression
    size: Expression
    scale: int


@dataclass(frozen=True, slots=True)
class Over(Expression):
    """A window: an aggregate over all rows that share the values of `within`."""

    part: Expression
    within: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Rank(Expression):
    """`rank() OVER (PARTITION BY … ORDER BY …)`: the place of a row among those that share the values of `within`."""

    order: tuple[Order, ...]
    within: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Minus(Expression):
    """`left - right` of whole numbers."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Remainder(Expression):
    """What is left of a whole number divided by another."""

    part: Expression
    divisor: int


@dataclass(frozen=True, slots=True)
class Plus(Expression):
    """The sum of two numbers."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class After(Expression):
    """A text from a position on, counted from 1."""

    part: Expression
    start: int


@dataclass(frozen=True, slots=True)
class Truth(Expression):
    """A condition used as a value."""

    part: Expression


@dataclass(frozen=True, slots=True)
class RowNumber(Expression):
    """`row_number() OVER (ORDER BY …)`."""

    order: tuple[Order, ...]


@dataclass(frozen=True, slots=True)
class Printed(Expression):
    """A stored value as GraphQL shows it: `true`, `4.5`, `2026-09-01`, `2026-09-01T04:00:00.000Z`."""

    part: Expression
    storage: Storage


@dataclass(frozen=True, slots=True)
class Text(Expression):
    """A number written as text."""

    part: Expression


@dataclass(frozen=True, slots=True)
class Hex(Expression):
    """A text as the hexadecimal digits of its UTF-8 bytes."""

    part: Expression


@dataclass(frozen=True, slots=True)
class JsonObject(Expression):
    """A JSON object with the keys in this order."""

    items: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Json(Expression):
    """A column that holds JSON, as JSON again: SQLite forgets it on the way."""

    part: Expression


@dataclass(frozen=True, slots=True)
class JsonArray(Expression):
    """A JSON array of the given values."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class JsonKept(Expression):
    """A JSON array of those objects whose condition holds; a condition of None always does."""

    items: tuple[tuple[Expression | None, Expression], ...]


@dataclass(frozen=True, slots=True)
class JsonRows(Expression):
    """An aggregate: the JSON values of all rows as an array, in the order of the source; empty without rows."""

    part: Expression
    only: Expression | None = None
    order: tuple[Order, ...] = ()
    """The source is already in this order; PostgreSQL is told so again."""


@dataclass(frozen=True, slots=True)
class Order:
    """One key of an order; NULLs come last either way, on both databases."""

    key: Expression
    is_descending: bool = False
    may_be_null: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A table, or a statement, under a name."""

    rows: str | Select
    name: str


@dataclass(frozen=True, slots=True)
class Result(Expression):
    """A column that the same SELECT gives, by its name; only an ORDER BY may say so."""

    name: str


@dataclass(frozen=True, slots=True)
class Select:
    """`SELECT columns FROM source WHERE … GROUP BY … HAVING … ORDER BY … LIMIT …`. A column is (expression, name)."""

    columns: tuple[tuple[Expression, str | None], ...]
    source: Source | None = None
    where: Expression | None = None
    order: tuple[Order, ...] = ()
    limit: Expression | None = None
    group: tuple[Expression, ...] = ()
    having: Expression | None = None
    everything_of: str | None = None
    """Adds `name.*` before the columns."""
    steps: tuple[tuple[str, Select], ...] = ()
    """`WITH name AS (…)`: statements that this one and later steps read by their names."""
    followed_by: Select | None = None
    """`UNION ALL`: a second statement with the same columns; then neither has an order or a limit of its own."""
    is_apart: bool = False
    """Is worked out as it stands: a database would else write an expression again at each place that uses it."""


def both(*parts: Expression | None) -> Expression | None:
    """Join conditions by AND, leaving out those that are None; None when nothing is left."""
    kept = tuple(part for part in parts if part is not None)
    return And(kept) if len(kept) > 1 else (kept[0] if kept else None)
