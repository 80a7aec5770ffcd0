"""Spaces calls to what a manifest allows: short bursts pass at once, what is beyond waits for its turn."""

from __future__ import annotations

from collections.abc import Callable


class Rate:
    """Gives turns at a rate. A second's worth may be taken at once after a pause (the leaky bucket as a meter)."""

    def __init__(self, per_s: float, clock: Callable[[], float]) -> None:
        self._spacing_s = 1 / per_s
        self._clock = clock
        self._free_at = 0.0
        """When the bucket will be empty again; turns push it ahead."""

    def wait_s(self, limit_s: float) -> float | None:
        """Take a turn and give how long to wait for it; None, and no turn, where that is longer than the limit."""
        now = self._clock()
        free_at = max(now, self._free_at) + self._spacing_s
        wait_s = max(0.0, free_at - now - max(1.0, self._spacing_s))
        if wait_s > limit_s:
            return None
        self._free_at = free_at
        return wait_s
