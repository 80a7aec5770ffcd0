"""How one field is declared: a column, an edge to one or many rows, a text joined of columns, a yes/no, or a plugin's
field.

The functions here give plain values that stand behind the annotation: `phone: Contacts[str] = about("Mobile number.")`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NewType, TypeVar

from isuo_graph.policy.rows import Predicate

ID = NewType("ID", int)
"""The row's own id; shown outside with the prefix of its type."""

T = TypeVar("T")


class Many(Generic[T]):
    """Marks a field that gives a connection of many rows: `marks: Marks[Many[Mark]]`."""


@dataclass(frozen=True, slots=True)
class Column:
    """A field read from a column. `sort` and `search` name key columns that order and find it by the alphabets."""

    text: str = ""
    column: str | None = None
    filters: bool = True
    sorts: bool = True
    sort: str | None = None
    search: str | None = None


@dataclass(frozen=True, slots=True)
class ToOne:
    """A field that gives the one row of another type whose `key` equals this row's `column`."""

    column: str
    text: str = ""
    key: str = "id"


@dataclass(frozen=True, slots=True)
class ToMany:
    """A field that gives the rows of another type whose `column` equals this row's `own` column."""

    column: str
    text: str = ""
    own: str = "id"
    where: tuple[Predicate, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """A text made of several columns with a space between; NULL where all of them are."""

    columns: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Tells:
    """A yes/no worked out by a predicate over the row."""

    predicate: Predicate
    text: str = ""


Resolve = Callable[[Any, Sequence[Mapping[str, Any]], Mapping[str, Any]], Awaitable[Sequence[Any]]]
"""`resolve(context, rows, arguments)`: one call for all rows; gives one value a row, in the same order."""


@dataclass(frozen=True, slots=True)
class Live:
    """A field that a plugin fills after the statement. `needs` are columns of the row that the resolver is given."""

    plugin: str
    resolve: Resolve
    needs: tuple[str, ...] = ("id",)
    text: str = ""
    arguments: tuple[tuple[str, str, str], ...] = ()
    """(name, GraphQL type, description) of each argument of the field."""


Kind = Column | ToOne | ToMany | Joined | Tells | Live


def columns_of(kind: Kind, column: str | None) -> tuple[str, ...]:
    """Name the columns whose values a field shows, or orders and finds by."""
    if isinstance(kind, Joined):
        return kind.columns
    if not isinstance(kind, Column):
        return ()
    return tuple(name for name in (column, kind.sort, kind.search) if name is not None)


def about(
    text: str,
    *,
    column: str | None = None,
    filters: bool = True,
    sorts: bool = True,
    sort: str | None = None,
    search: str | None = None,
) -> Any:  # noqa: ANN401 - stands where the annotated value will be
    """Describe a field read from a column (of the field's own name unless `column` says another)."""
    return Column(text, column, filters, sorts, sort, search)


def one(column: str, text: str = "", *, key: str = "id") -> Any:  # noqa: ANN401 - as `about`
    """Give the row that this row's `column` points at."""
    return ToOne(column, text, key)


def many(column: str, text: str = "", *, own: str = "id", where: tuple[Predicate, ...] = ()) -> Any:  # noqa: ANN401 - as `about`
    """Give the rows of the annotated type whose `column` points at this row, narrowed by `where`."""
    return ToMany(column, text, own, where)


def joined(*columns: str, text: str = "") -> Any:  # noqa: ANN401 - as `about`
    """Give several columns joined by a space, leaving out those that are NULL."""
    return Joined(columns, text)


def tells(predicate: Predicate, text: str = "") -> Any:  # noqa: ANN401 - as `about`
    """Give whether a predicate holds for the row."""
    return Tells(predicate, text)


def live(
    plugin: str,
    resolve: Resolve,
    *,
    needs: tuple[str, ...] = ("id",),
    text: str = "",
    arguments: tuple[tuple[str, str, str], ...] = (),
) -> Any:  # noqa: ANN401 - as `about`
    """Give what a plugin answers for the row, asked once for all rows of a query.

    The annotation is a scalar, a frozen dataclass, or a `tuple` of one of them: `courses: Learning[tuple[LiveCourse,
    ...]]`.
    """
    return Live(plugin, resolve, needs, text, arguments)
