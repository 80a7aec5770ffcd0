"""The scalars of the schema. The database prints values in their final form, so output passes through; input is parsed
strictly.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any, NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

Date = NewType("Date", date)
DateTime = NewType("DateTime", datetime)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # `fromisoformat` alone also reads 2026-W36-2


def parse_date(value: Any) -> date:  # noqa: ANN401 - whatever the caller wrote
    """Read `YYYY-MM-DD`, nothing looser. Raises ValueError."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        msg = f"write a date as YYYY-MM-DD, not {value!r:.40}"
        raise ValueError(msg)
    return date.fromisoformat(value)


def parse_instant(value: Any) -> datetime:  # noqa: ANN401 - whatever the caller wrote
    """Read an ISO 8601 instant with its zone. Raises ValueError."""
    if not isinstance(value, str):
        msg = "write an instant as text, such as 2026-09-01T08:00:00Z"
        raise TypeError(msg)
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        msg = "write the time zone too, such as 2026-09-01T08:00:00Z or …+06:00"
        raise ValueError(msg)
    return found.astimezone(UTC)


def _shown(value: Any) -> Any:  # noqa: ANN401 - a value of the database, or a Python one
    return value.isoformat() if isinstance(value, date) else value


SCALARS: dict[object, ScalarDefinition] = {
    Date: strawberry.scalar(
        name="Date", description="A calendar day, `YYYY-MM-DD`.", serialize=_shown, parse_value=parse_date
    ),
    DateTime: strawberry.scalar(
        name="DateTime",
        description="A point in time in UTC, ISO 8601 with milliseconds.",
        serialize=_shown,
        parse_value=parse_instant,
    ),
}
