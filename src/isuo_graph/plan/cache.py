"""A bounded cache that forgets what was used longest ago. Keys carry no value of a request, only texts, names and shapes."""

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
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            self.hits += 1
            return found
        self.misses += 1
        made = make()
        self._kept[key] = made
        if len(self._kept) > self.size:
            self._kept.popitem(last=False)
        return made

    def forget(self, key: Hashable) -> None:
        """Drop a key."""
        self._kept.pop(key, None)
