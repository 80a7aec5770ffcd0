"""What of cells is told to somebody who may see totals only, in plain Python over sets of cells.

A cell is the values that its rows share; sizes are given by cell. The rules are those of docs/decisions/0012.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

FEW = 5
Key = tuple[Any, ...]


def place(key: Key) -> list[tuple[bool, Any]]:
    """Give what keys are ordered by: nulls come last."""
    return [(one is None, 0 if one is None else one) for one in key]


def depths(sizes: Mapping[Key, int]) -> dict[Key, int]:
    """Give how many of its values each cell tells."""
    found: dict[Key, int] = {}
    hidden = untold(wholes(sizes))
    for first, inside in by_first(sizes).items():
        found |= dict.fromkeys(inside, 0) if first in hidden else _within(inside)
    return found


def counted(sizes: Mapping[Key, int]) -> set[Key]:
    """Give the cells whose numbers count towards a mean."""
    hidden = untold(wholes(sizes))
    return {
        key
        for first, inside in by_first(sizes).items()
        if first not in hidden
        for key in inside.keys() - untold(inside)
    }


def untold(sizes: Mapping[Key, int]) -> set[Key]:
    """Give those of few, and the smallest other one where all of them together are few."""
    small = {key for key, size in sizes.items() if size < FEW}
    large = sizes.keys() - small
    if 0 < sum(sizes[key] for key in small) < FEW and large:
        return small | {min(large, key=lambda key: (sizes[key], place(key)))}
    return small


def wholes(sizes: Mapping[Key, int]) -> dict[Key, int]:
    """Give the sizes of all cells with the same first value together."""
    return {first: sum(inside.values()) for first, inside in by_first(sizes).items()}


def by_first(sizes: Mapping[Key, int]) -> dict[Key, dict[Key, int]]:
    """Give the cells by their first value."""
    found: dict[Key, dict[Key, int]] = defaultdict(dict)
    for key, size in sizes.items():
        found[key[:1]][key] = size
    return found


def _within(sizes: Mapping[Key, int]) -> dict[Key, int]:
    """Give how many values cells with the same first value tell."""
    width = len(next(iter(sizes)))
    found = {key: width for key, size in sizes.items() if size >= FEW}
    waiting = sizes.keys() - found.keys() if width > 1 else set()
    for level in range(width - 1, 1, -1):
        for shared in {key[:level] for key in waiting}:
            pool = {key for key in waiting if key[:level] == shared}
            if sum(sizes[key] for key in pool) >= FEW:
                found |= dict.fromkeys(pool, level)
                waiting -= pool
    if 0 < sum(sizes[key] for key in waiting) < FEW:
        large = [key for key, size in sizes.items() if size >= FEW]
        if not large:
            return dict.fromkeys(sizes, 1)
        found[min(large, key=lambda key: (sizes[key], place(key)))] = 1
    return dict.fromkeys(sizes, min(width, 1)) | found
