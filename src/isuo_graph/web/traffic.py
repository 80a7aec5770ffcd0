"""How many requests are worked on at once. Whoever comes on top is told at once to come back: a queue would only make
everybody late.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from isuo_graph.kit.errors import Code, Refused

RETRY_AFTER_S: Final = 1  # a request takes milliseconds (a guess)


class Traffic:
    """Counts requests in flight: all of this process, and those of one caller, who gets half of the room at most."""

    def __init__(self, in_flight_max: int) -> None:
        self._max = in_flight_max
        self._share = max(1, in_flight_max // 2)
        self._callers: dict[str, int] = {}
        self.in_flight = 0

    @property
    def is_full(self) -> bool:
        """Whether whoever comes now is told to come back."""
        return self.in_flight >= self._max

    def slot(self, caller: str) -> Slot:
        """Give a place to hold while a request is worked on: `with traffic.slot(caller): …`."""
        return Slot(self, caller)

    def enter(self, caller: str) -> None:
        """Take a place. Raises Refused with LIMIT_EXCEEDED when there is none."""
        if self.is_full:
            raise Refused(Code.LIMIT_EXCEEDED, "limit.busy", retry_after_s=RETRY_AFTER_S)
        held = self._callers.get(caller, 0)
        if held >= self._share:
            raise Refused(Code.LIMIT_EXCEEDED, "limit.rate", retry_after_s=RETRY_AFTER_S)
        self.in_flight += 1
        self._callers[caller] = held + 1

    def leave(self, caller: str) -> None:
        """Give a place back."""
        self.in_flight -= 1
        self._callers[caller] -= 1
        if not self._callers[caller]:
            del self._callers[caller]


@dataclass(frozen=True, slots=True)
class Entrance:
    """What a connection asks before it hands a request on: under overload even saying no costs more than there is."""

    traffic: Traffic
    count: Callable[[str, int, float], None]


class Slot:
    """A place among the requests in flight."""

    __slots__ = ("_caller", "_traffic")

    def __init__(self, traffic: Traffic, caller: str) -> None:
        self._traffic, self._caller = traffic, caller

    def __enter__(self) -> None:
        """Take it. Raises Refused with LIMIT_EXCEEDED when there is none."""
        self._traffic.enter(self._caller)

    def __exit__(self, *_: object) -> None:
        """Give it back."""
        self._traffic.leave(self._caller)
