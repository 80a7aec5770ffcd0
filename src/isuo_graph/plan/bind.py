"""Parameters: where each value of a statement comes from, and how it is brought into the form the database wants.

A plan holds sources, never values; for each request the sources are asked once, in the order of the statement's
parameters.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import Enum, StrEnum
from typing import Any, NamedTuple

from isuo_graph.graph.catalogue import Scalar, Storage
from isuo_graph.kit import ids, letters, text
from isuo_graph.kit.cursor import CursorBox
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.plan import sql, values
from isuo_graph.plan.predicates import viewer_ids
from isuo_graph.policy.rows import Me
from isuo_graph.policy.viewer import Viewer

LIST_MAX = 1_000
"""How many values `in` takes: more than any page holds; a guess."""
AMOUNT_MAX = 10**15
"""Amounts are kept as thousandths in 64 bits."""


class Rounding(StrEnum):
    """How an operand that is finer than the column is brought into whole thousandths, so that the comparison stays
    true.
    """

    EXACT = "exact"
    DOWN = "down"
    UP = "up"


ROUNDINGS = {"lt": Rounding.UP, "gte": Rounding.UP, "lte": Rounding.DOWN, "gt": Rounding.DOWN}


class Dialect(StrEnum):
    """The databases that a plan is written for."""

    SQLITE = "sqlite"
    POSTGRES = "postgresql"


class Moment(NamedTuple):
    """What a statement is run with besides its plan: who asks, when, with which variables."""

    viewer: Viewer
    variables: Mapping[str, Any]
    now_ms: int
    today: date
    nonce: str
    cursors: CursorBox


Source = Callable[[Moment], Any]


class Sources:
    """The parameters that one plan brings: each bind with its source."""

    def __init__(self, page_default: int, page_max: int) -> None:
        """Take the page sizes of the settings."""
        self._found: dict[sql.Bind, Source] = {}
        self._page_default, self._page_max = page_default, page_max

    def add(self, storage: Storage, source: Source, *, is_list: bool = False) -> sql.Bind:
        """Give a new parameter fed by a source."""
        bind = sql.Bind(f"p{len(self._found)}", storage, is_list)
        self._found[bind] = source
        return bind

    def page(self, first: values.Value, more: int = 0) -> sql.Bind:
        """Give the page size as a parameter, `more` rows larger (to see whether another page follows)."""
        if not isinstance(first, values.Given):
            size = self.page_size(first, {}) + more
            return self.add(Storage.BIG, lambda _: size)
        return self.add(Storage.BIG, lambda moment: self.page_size(first, moment.variables) + more)

    def number(self, value: values.Value) -> sql.Bind:
        """Give a whole number as a parameter."""
        return self.add(Storage.BIG, lambda moment: values.resolved(value, moment.variables))

    def page_size(self, first: values.Value, variables: Mapping[str, Any]) -> int:
        """Give the size of a page. Raises Refused with LIMIT_EXCEEDED or BAD_USER_INPUT."""
        wanted = values.resolved(first, variables)
        if wanted is None:
            return self._page_default
        if wanted < 0:
            raise Refused(Code.BAD_USER_INPUT, "limit.page_negative")
        if wanted > self._page_max:
            raise Refused(Code.LIMIT_EXCEEDED, "limit.page", limit=self._page_max, asked=wanted)
        return int(wanted)

    def of(self, bind: sql.Bind) -> Source:
        """Give the source of a parameter: its own, or one that every statement knows (now, today, the viewer's ids)."""
        found = self._found.get(bind)
        return found if found is not None else _common(bind)


def ordered(binds: Sequence[sql.Bind], sources: Sources, dialect: Dialect) -> tuple[Source, ...]:
    """Give the sources of a written statement, each with the dialect's own form applied, in the order of its
    parameters.
    """
    adapt = _for_sqlite if dialect is Dialect.SQLITE else _for_postgres
    return tuple(_adapted(sources.of(bind), bind, adapt) if _has_form(bind) else sources.of(bind) for bind in binds)


def operand(
    scalar: Scalar, prefix: str, value: values.Value, *, searches: bool = False, operator: str = "eq"
) -> Source:
    """Give a source for the operand of a filter: the value as the column keeps it."""
    rounding = ROUNDINGS.get(operator, Rounding.EXACT)
    return lambda moment: stored(scalar, prefix, values.resolved(value, moment.variables), searches, rounding)


def folded(value: values.Value) -> Source:
    """Give a source for a text that is looked for, as it is typed on any keyboard."""
    return lambda moment: letters.spelled(_text(value, moment), letters.Spelling.FOLDED)


def meant(value: values.Value) -> Source:
    """Give a source for the letters of it that were typed on purpose; nothing where there are none."""
    return lambda moment: letters.meant(_text(value, moment))


def _text(value: values.Value, moment: Moment) -> str:
    return _storable(str(values.resolved(value, moment.variables) or ""))


def stored(
    scalar: Scalar,
    prefix: str,
    value: Any,  # noqa: ANN401 - any GraphQL value
    searches: bool = False,  # noqa: FBT001, FBT002 - whether the value is compared with a search key
    rounding: Rounding = Rounding.EXACT,
) -> Any:  # noqa: ANN401 - what the column keeps
    """Turn a GraphQL value into what the column keeps.

    Raises Refused: BAD_USER_INPUT for an id that is none, for a text or a number that no database keeps,
    LIMIT_EXCEEDED for an endless list.
    """
    if isinstance(value, list | tuple):
        if len(value) > LIST_MAX:
            raise Refused(Code.LIMIT_EXCEEDED, "limit.list", limit=LIST_MAX)
        return [stored(scalar, prefix, part, searches, rounding) for part in value]
    if value is None:
        return None
    match scalar:
        case Scalar.ID:
            return ids.inside(prefix, str(value))
        case Scalar.STRING:
            return text.search_key(value) if searches else _storable(value)
        case Scalar.FLOAT:
            return _thousandths(value, rounding)
        case Scalar.DATETIME if isinstance(value, datetime):
            return round(value.timestamp() * 1000)
        case Scalar.ENUM:
            return value.value if isinstance(value, Enum) else value
        case _:
            return value


def _storable(value: str) -> str:
    """Give back a text that PostgreSQL can take: it has no U+0000, and half a surrogate pair is no character at all."""
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise Refused(Code.BAD_USER_INPUT, "value.no_text")
    return value


def _thousandths(value: float, rounding: Rounding) -> int | None:
    """Give an amount as the column counts it. One that no column holds exactly equals nothing: None."""
    if not abs(value) < AMOUNT_MAX:
        raise Refused(Code.BAD_USER_INPUT, "value.too_large")
    exact = Decimal(str(value)) * 1000
    if rounding is Rounding.EXACT:
        return int(exact) if exact == exact.to_integral_value() else None
    return int(exact.to_integral_value(ROUND_FLOOR if rounding is Rounding.DOWN else ROUND_CEILING))


def _common(bind: sql.Bind) -> Source:
    """Give the source of a parameter that every statement may name."""
    if bind.name == "now":
        return lambda moment: moment.now_ms
    if bind.name == "today":
        return lambda moment: moment.today
    if bind.name == "nonce":
        return lambda moment: moment.nonce
    if bind.name == "session":
        return lambda moment: moment.viewer.session_id
    if bind.name.startswith("schools_"):
        group = int(bind.name.removeprefix("schools_"))
        return lambda moment: _one_or_many(moment.viewer.school_sets[group], bind)
    me = Me(bind.name)
    return lambda moment: _one_or_many(viewer_ids(moment.viewer, me), bind)


def _one_or_many(found: tuple[int, ...], bind: sql.Bind) -> Any:  # noqa: ANN401 - an id or a list of them
    return list(found) if bind.is_list else found[0]


def _adapted(source: Source, bind: sql.Bind, adapt: Callable[[Any, sql.Bind], Any]) -> Source:
    return lambda moment: adapt(source(moment), bind)


def _has_form(bind: sql.Bind) -> bool:
    """Tell whether a dialect takes such values in a form of its own: lists and days; others go as they are."""
    return bind.is_list or bind.storage is Storage.DAY


def _for_sqlite(value: Any, bind: sql.Bind) -> Any:  # noqa: ANN401 - what the driver takes
    if bind.is_list:
        return json.dumps([_for_sqlite(part, sql.Bind(bind.name, bind.storage)) for part in value or ()])
    return value.isoformat() if isinstance(value, date) else value


def _for_postgres(value: Any, bind: sql.Bind) -> Any:  # noqa: ANN401 - what the driver takes
    if not bind.is_list and bind.storage is Storage.DAY and isinstance(value, str):
        return date.fromisoformat(value)
    return list(value or ()) if bind.is_list else value
