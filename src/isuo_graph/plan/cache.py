"""A bounded cache that forgets what was used longest ago. Keys carry no value of a request, only texts, names and
shapes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass
class Recent(Generic[T]):
    """Keeps up to `size` values. Counts hits and misses for the metrics."""

    size: int
    hits: int = 0
    misses: int = 0
    _kept: OrderedDict[Hashable, T] = field(default_factory=OrderedDict)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give the value of a key; make it where it is not kept. What `make` raises is not kept."""
        found = self.peek(key)
        if found is not None:
            return found
        made = make()
        self.put(key, made)
        return made

    def peek(self, key: Hashable) -> T | None:
        """Give the value of a key where it is kept."""
        found = self._kept.get(key)
        if found is None:
            self.misses += 1
            return None
        self._kept.move_to_end(key)
        self.hits += 1
        return found

    def put(self, key: Hashable, value: T) -> None:
        """Keep a value, forgetting the one used longest ago where there are too many."""
        self._kept[key] = value
        if len(self._kept) > self.size:
            self._kept.popitem(last=False)

    def forget(self, key: Hashable) -> None:
        """Drop a key."""
        self._kept.pop(key, None)
