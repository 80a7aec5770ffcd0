"""Which numbers the contract takes: what a database keeps and GraphQL can say, and no points beyond the most.

Every function raises ValueError naming the field, never the value.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

COUNT_MAX: Final = 2**31 - 1
"""GraphQL's Int has 32 bits (specification, October 2021, 3.5.1)."""
POINTS_MAX: Final = 1e9
"""A guess: far above any test, far below what a column of thousandths holds."""
GRADE_MAX: Final = 99
SLACK: Final = 1e-6
"""Points are sums of floats: a full score may stand a hair above the most."""


def require_count(value: int | None, name: str) -> None:
    """Refuse a number below 0 or beyond 32 bits."""
    if value is not None and not 0 <= value <= COUNT_MAX:
        raise ValueError(f"{name} must lie within 0..{COUNT_MAX}")


def require_grades(grades: Iterable[int], name: str) -> None:
    """Refuse a grade that no school has."""
    if not all(0 <= grade <= GRADE_MAX for grade in grades):
        raise ValueError(f"{name} must lie within 0..{GRADE_MAX}")


def require_points(points: float | None, max_points: float | None, name: str) -> None:
    """Refuse points below 0 or beyond the most that one can get, where that is known; NaN is beyond."""
    most = POINTS_MAX if max_points is None else max_points
    if not 0 <= most <= POINTS_MAX:
        raise ValueError(f"{name}: max_points must lie within 0..{POINTS_MAX:g}")
    if points is not None and not 0 <= points <= most + SLACK:
        raise ValueError(f"{name}: points must lie within 0..max_points")
