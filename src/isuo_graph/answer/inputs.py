"""What an act is asked with, from GraphQL's values to the act's own frozen dataclass, and its outcome to JSON and
back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from isuo_graph.graph.catalogue import Catalogue
from isuo_graph.graph.mutations import Slot, slots
from isuo_graph.kit import ids
from isuo_graph.kit.errors import Code, Refusals, Refused


def asked(cls: type, given: Mapping[str, Any], catalogue: Catalogue) -> Any:  # noqa: ANN401 - an instance of cls
    """Make the act's dataclass of the input. Raises Refusals naming every malformed id by its path."""
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
        if slot.outside not in given or (given[slot.outside] is None and slot.is_list):
            continue
        value, here = given[slot.outside], (*path, slot.outside)
        if slot.is_list:
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
        return Decimal(str(value))
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


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON values
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, datetime | date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
