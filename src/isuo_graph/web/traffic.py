"""How many requests are worked on at once. Whoever comes on top is told at once to come back: a queue would only make
everybody late.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from isuo_graph.kit.errors import Code, Refused

RETRY_AFTER_S: Final = 1  # a request takes milliseconds (a guess)


class Traffic:
    """Counts requests in flight: all of this process, and those of one caller, who gets half of the room at most."""

    def __init__(self, in_flight_max: int) -> None:
        self._max = in_flight_max
        self._share = max(1, in_flight_max // 2)
        self._callers: Counter[str] = Counter()
        self.in_flight = 0

    @contextmanager
    def slot(self, caller: str) -> Iterator[None]:
        """Hold a place while a request is worked on. Raises Refused with LIMIT_EXCEEDED when there is none."""
        if self.in_flight >= self._max:
            raise Refused(Code.LIMIT_EXCEEDED, "limit.busy", retry_after_s=RETRY_AFTER_S)
        if self._callers[caller] >= self._share:
            raise Refused(Code.LIMIT_EXCEEDED, "limit.rate", retry_after_s=RETRY_AFTER_S)
        self.in_flight += 1
        self._callers[caller] += 1
        try:
            yield
        finally:
            self.in_flight -= 1
            self._callers[caller] -= 1
            if not self._callers[caller]:
                del self._callers[caller]
