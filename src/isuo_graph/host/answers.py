"""Checks what a plugin gave, against the contract's own types: nothing passes that is not exactly what was promised.

Takes any object and a type; raises Unfit naming the place, never the value. Runs in the plugin's thread, so that a
large answer does not hold up the house.
"""

from __future__ import annotations

import math
import types
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from isuo_graph.host.operations import Form, Question
from isuo_graph.sdk import Changes, Failed, Gone, Page

OBJECT_BYTES: Final = 64  # what a small Python object takes, roughly; a guess that keeps empty objects from being free
INT_MAX: Final = 2**63 - 1  # what a column of either database holds


class Unfit(Exception):
    """An answer that is not what the contract says; the text is for the operator."""


class TooLarge(Unfit):
    """An answer that is larger than the operator allows."""


@dataclass
class Budget:
    """How many bytes an answer may still take."""

    left: int

    def spend(self, size_bytes: int) -> None:
        """Take away. Raises TooLarge."""
        self.left -= size_bytes
        if self.left < 0:
            raise TooLarge("the answer is larger than allowed")


def checked(question: Question, answer: object, asked: Any, size_max_bytes: int) -> Any:  # noqa: ANN401 - as the question says
    """Give the answer as the contract promises it: a tuple for a batch, a Page, or Changes.

    `asked` is the sequence of keys of a batch, else the greatest number of items. Raises Unfit.
    """
    budget = Budget(size_max_bytes)
    if question.form is Form.BATCH:
        return _batch(question, answer, tuple(asked), budget)
    wanted, item = (Page, question.answer) if question.form is Form.PAGE else (Changes, question.answer | Gone)
    if type(answer) is not wanted:
        raise Unfit(f"gave {type(answer).__name__} instead of {wanted.__name__}")
    return _listed(answer, item, asked, budget)


def fits(value: object, wanted: Any, budget: Budget, where: str = "") -> None:  # noqa: ANN401 - a type
    """Make sure that a value is exactly of a type of the contract, down to its leaves. Raises Unfit."""
    budget.spend(OBJECT_BYTES)
    if get_origin(wanted) in {Union, types.UnionType}:
        _one_of(value, get_args(wanted), budget, where)
    elif get_origin(wanted) is tuple:
        _require(type(value) is tuple, value, wanted, where)
        for part in value:  # type: ignore[attr-defined] # a tuple, as just required
            fits(part, get_args(wanted)[0], budget, where)
    elif is_dataclass(wanted):
        _record(value, wanted, budget, where)  # type: ignore[arg-type] # a class, not an instance
    elif isinstance(wanted, type) and issubclass(wanted, Enum):
        _require(type(value) is wanted, value, wanted, where)
    else:
        _LEAVES[wanted](value, budget, where)


def _batch(question: Question, answer: object, keys: tuple[Any, ...], budget: Budget) -> tuple[Any, ...]:
    if type(answer) not in {list, tuple}:
        raise Unfit(f"gave {type(answer).__name__} instead of a list")
    values: tuple[Any, ...] = tuple(answer)  # type: ignore[arg-type] # a copy, which the plugin cannot change under our eyes
    if len(values) != len(keys):
        raise Unfit(f"gave {len(values)} answers to {len(keys)} keys")
    for key, value in zip(keys, values, strict=True):
        fits(value, question.answer | Failed | None, budget)
        if value is not None and type(value) is not Failed and not question.is_own(key, value):
            raise Unfit("gave an answer that belongs to another key")
    return values


def _listed(answer: Any, item: Any, count_max: int, budget: Budget) -> Any:  # noqa: ANN401 - a Page or Changes
    _require(type(answer.items) is tuple, answer.items, tuple, "items")
    if len(answer.items) > count_max:
        raise Unfit(f"gave {len(answer.items)} items, asked were at most {count_max}")
    for one in answer.items:
        fits(one, item, budget)
    if isinstance(answer, Page):
        fits(answer.next_cursor, str | None, budget, "next_cursor")
    else:
        fits(answer.cursor, str, budget, "cursor")
        fits(answer.has_more, bool, budget, "has_more")
    return answer


def _one_of(value: object, choices: tuple[Any, ...], budget: Budget, where: str) -> None:
    if value is None and types.NoneType in choices:
        return
    for choice in choices:
        if choice is type(value) or (get_origin(choice) is type(value)) or (choice is float and type(value) is int):
            fits(value, choice, budget, where)
            return
    names = " or ".join(getattr(choice, "__name__", str(choice)) for choice in choices)
    raise Unfit(f"{where or 'the answer'} is {type(value).__name__}, not {names}")


def _record(value: object, wanted: type, budget: Budget, where: str) -> None:
    """Check a record of the contract; a subclass could answer differently each time it is asked, so it is refused."""
    _require(type(value) is wanted, value, wanted, where)
    for name, kind in _parts(wanted):
        try:
            part = getattr(value, name)
        except AttributeError:
            raise Unfit(f"{wanted.__name__}.{name} is missing") from None
        fits(part, kind, budget, f"{wanted.__name__}.{name}")
    again = getattr(value, "__post_init__", None)
    if again is not None:
        _recheck(again, wanted)


def _recheck(again: Callable[[], None], wanted: type) -> None:
    """Run the record's own check once more: `object.__setattr__` gets past a frozen class."""
    try:
        again()
    except ValueError as exc:
        raise Unfit(f"{wanted.__name__} breaks its own rule") from exc


@cache
def _parts(wanted: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(wanted)
    return tuple((field.name, hints[field.name]) for field in fields(wanted))


def _require(is_so: bool, value: object, wanted: Any, where: str) -> None:  # noqa: FBT001, ANN401 - a plain assertion
    if not is_so:
        raise Unfit(f"{where or 'the answer'} is {type(value).__name__}, not {getattr(wanted, '__name__', wanted)}")


def _text(value: object, budget: Budget, where: str) -> None:
    _require(type(value) is str, value, str, where)
    assert isinstance(value, str)
    budget.spend(len(value))
    try:
        budget.spend(len(value.encode()) - len(value))
    except UnicodeEncodeError:
        raise Unfit(f"{where} holds half a character") from None
    if "\0" in value:
        raise Unfit(f"{where} holds a zero character")


def _whole(value: object, _budget: Budget, where: str) -> None:
    _require(type(value) is int, value, int, where)
    if not -INT_MAX <= value <= INT_MAX:  # type: ignore[operator] # an int, as just required
        raise Unfit(f"{where} does not fit into 64 bits")


def _fraction(value: object, budget: Budget, where: str) -> None:
    if type(value) is int:
        _whole(value, budget, where)
        return
    _require(type(value) is float, value, float, where)
    if not math.isfinite(value):  # type: ignore[arg-type] # a float, as just required
        raise Unfit(f"{where} is not a finite number")


def _flag(value: object, _budget: Budget, where: str) -> None:
    _require(type(value) is bool, value, bool, where)


def _moment(value: object, _budget: Budget, where: str) -> None:
    _require(type(value) is datetime, value, datetime, where)
    assert isinstance(value, datetime)
    if value.tzinfo is None:
        raise Unfit(f"{where} has no time zone")


def _day(value: object, _budget: Budget, where: str) -> None:
    _require(type(value) is date, value, date, where)


_LEAVES: Final[dict[Any, Callable[[object, Budget, str], None]]] = {
    str: _text, int: _whole, float: _fraction, bool: _flag, datetime: _moment, date: _day,
}  # fmt: skip
