"""What an act is asked with, from GraphQL's values to the act's own frozen dataclass, and its outcome to JSON and
back.

What no act could bear is refused here, once for all of them: texts that cannot be stored, days outside of living
memory, numbers beyond the columns, lists without end.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from isuo_graph.graph.catalogue import Catalogue
from isuo_graph.graph.mutations import Slot, slots
from isuo_graph.kit import ids
from isuo_graph.kit.errors import Code, Refusals, Refused

DAY_MIN: Final = date(1900, 1, 1)
"""Before the birth of anybody whom a school keeps today."""
DAY_MAX: Final = date(2199, 12, 31)
"""After everything that is dated today, and far from the last day that can be counted on from (a guess)."""
AMOUNT_MAX: Final = Decimal(10**12)
"""The largest number with decimals: as thousandths it fits into 64 bits, and nothing at a school is counted so high."""
PLACES: Final = Decimal("0.001")
"""Decimals are kept as whole thousandths (store/columns.py); acts see them as they will be kept."""
LIST_MAX: Final = 500
"""Entries of one list; the longest of a school, the answers of a test, has as many (learning/rules.py)."""
_LAYOUT: Final = frozenset("\t\n\r")


def asked(cls: type, given: Mapping[str, Any], catalogue: Catalogue) -> Any:  # noqa: ANN401 - an instance of cls
    """Make the act's dataclass of the input. Raises Refusals naming every value that no act could bear by its path."""
    faults: list[Refused] = []
    made = _made(cls, given, catalogue, (), faults)
    if faults:
        raise Refusals(faults)
    return made


def stored(outcome: Any, catalogue: Catalogue) -> dict[str, Any]:  # noqa: ANN401 - an act's outcome
    """Give an outcome as plain JSON values by GraphQL name, for the payload and to be kept under an idempotency key."""
    return {slot.outside: _plain(getattr(outcome, slot.name)) for slot in slots(type(outcome), catalogue)}


def _made(
    cls: type, given: Mapping[str, Any], catalogue: Catalogue, path: tuple[str | int, ...], faults: list[Refused]
) -> Any:  # noqa: ANN401 - an instance of cls
    values = dict(_values(cls, given, catalogue, path, faults))
    return None if faults else cls(**values)


def _values(
    cls: type, given: Mapping[str, Any], catalogue: Catalogue, path: tuple[str | int, ...], faults: list[Refused]
) -> Iterator[tuple[str, Any]]:
    for slot in slots(cls, catalogue):
        if given.get(slot.outside) is None and not slot.is_nullable:
            continue  # GraphQL lets a null stand for an input that has a default
        if slot.outside not in given:
            continue
        value, here = given[slot.outside], (*path, slot.outside)
        if slot.is_list and value is not None and len(value) > LIST_MAX:
            faults.append(Refused(Code.BAD_USER_INPUT, "limit.list", path=here, limit=LIST_MAX))
        elif slot.is_list and value is not None:
            parts = (_value(slot, one, catalogue, (*here, i), faults) for i, one in enumerate(value))
            yield slot.name, tuple(parts)
        else:
            yield slot.name, _value(slot, value, catalogue, here, faults)


def _value(slot: Slot, value: Any, catalogue: Catalogue, path: tuple[str | int, ...], faults: list[Refused]) -> Any:  # noqa: ANN401 - what the dataclass holds
    if value is None:
        return None
    if slot.reference:
        return _id(slot, value, catalogue, path, faults)
    if is_dataclass(slot.inner) and isinstance(slot.inner, type):
        return _made(slot.inner, value, catalogue, path, faults)
    if slot.inner is Decimal:
        return _amount(value, path, faults)
    if slot.inner is date:
        return _day(slot, value, path, faults)
    if slot.inner is str:
        return _text(slot, value, path, faults)
    if isinstance(slot.inner, type) and issubclass(slot.inner, Enum):
        return value if isinstance(value, slot.inner) else slot.inner(getattr(value, "value", value))
    return value


def _id(slot: Slot, value: Any, catalogue: Catalogue, path: tuple[str | int, ...], faults: list[Refused]) -> int:  # noqa: ANN401 - as written
    try:
        return ids.inside(catalogue.types[slot.reference or ""].prefix, str(value))
    except Refused as exc:
        values: dict[str, Any] = dict(exc.values)
        faults.append(Refused(Code.BAD_USER_INPUT, exc.message, path=path, hint=exc.hint, **values))
        return 0


def _amount(value: Any, path: tuple[str | int, ...], faults: list[Refused]) -> Decimal:  # noqa: ANN401 - a number
    amount = Decimal(str(value))
    if not amount.is_finite() or abs(amount) > AMOUNT_MAX:
        faults.append(Refused(Code.BAD_USER_INPUT, "value.too_large", path=path))
        return Decimal(0)
    return amount if amount == (kept := amount.quantize(PLACES)) else kept


def _day(slot: Slot, value: date, path: tuple[str | int, ...], faults: list[Refused]) -> date:
    if not DAY_MIN <= value <= DAY_MAX:
        faults.append(
            Refused(Code.BAD_USER_INPUT, "input.out_of_range", path=path, field=slot.outside, low=DAY_MIN, high=DAY_MAX)
        )
    return value


def _text(slot: Slot, value: str, path: tuple[str | int, ...], faults: list[Refused]) -> str:
    """Refuse what PostgreSQL or a reader cannot hold: NUL, half of a pair, control characters, no characters at all."""
    if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        faults.append(Refused(Code.BAD_USER_INPUT, "value.no_text", path=path))
    elif not value.isprintable() and any(_is_strange(letter) for letter in value):
        faults.append(Refused(Code.BAD_USER_INPUT, "input.malformed", path=path, field=slot.outside))
    return value


def _is_strange(letter: str) -> bool:
    return letter not in _LAYOUT and (unicodedata.category(letter) == "Cc" or ord(letter) & 0xFFFE == 0xFFFE)  # noqa: PLR2004 - the two last of each plane are no characters


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON values
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, datetime | date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
