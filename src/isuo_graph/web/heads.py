"""The header of a request, decoded once. Where a name stands twice the first value counts, and `all_of` gives both."""

from __future__ import annotations

from collections.abc import Iterable


class Heads:
    """Looks headers up by their lower-case names."""

    __slots__ = ("_first", "_raw")

    def __init__(self, raw: Iterable[tuple[bytes, bytes]]) -> None:
        self._raw = tuple(raw)
        self._first = {name: value.decode("latin-1") for name, value in reversed(self._raw)}

    def get(self, name: bytes, default: str = "") -> str:
        """Give the first value of a name."""
        return self._first.get(name, default)

    def all_of(self, name: bytes) -> list[str]:
        """Give all values of a name, in their order."""
        if name not in self._first:
            return []
        if len(self._first) == len(self._raw):
            return [self._first[name]]
        return [value.decode("latin-1") for other, value in self._raw if other == name]
