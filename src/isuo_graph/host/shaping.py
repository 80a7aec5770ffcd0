"""Turns what a plugin's field gave into JSON as it was picked: aliases, fragments, `__typename`.

Values look as the database prints them: instants in UTC with milliseconds, enums by name, numbers plain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from isuo_graph.plan.objects import Branch


def shaped(value: Any, branches: Sequence[Branch]) -> Any:  # noqa: ANN401 - JSON
    """Give the picked parts of a value."""
    if isinstance(value, tuple | list):
        return [shaped(one, branches) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {branch.key: _part(value, branch) for branch in branches}
    return _leaf(value)


def _part(value: Any, branch: Branch) -> Any:  # noqa: ANN401 - JSON
    if branch.attribute is None:
        return type(value).__name__
    return shaped(getattr(value, branch.attribute), branch.parts)


def _leaf(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
