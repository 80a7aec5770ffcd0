"""The breaker of one plugin at one school: closed, open after several faults in a row, half open for one trying call.

Stands on purgatory's state machine; adds that only one call tries while it is half open, and that a call nobody
waited for says nothing.
"""

from __future__ import annotations

from enum import StrEnum

from purgatory.domain.model import Context, OpenedState


class BreakerState(StrEnum):
    """Where a breaker stands."""

    CLOSED = "CLOSED"
    HALF_OPEN = "HALF_OPEN"
    OPEN = "OPEN"


_STATES = {"closed": BreakerState.CLOSED, "half-opened": BreakerState.HALF_OPEN, "opened": BreakerState.OPEN}


class Breaker:
    """Counts faults in a row. After each `may_try` that said yes comes exactly one of `well`, `badly`, `unknown`."""

    def __init__(self, name: str, faults_max: int, rest_s: float) -> None:
        self._context = Context(name, faults_max, rest_s)
        self._is_trying = False

    @property
    def state(self) -> BreakerState:
        """Where the breaker stands."""
        return _STATES[self._context.state]

    def may_try(self) -> bool:
        """Tell whether a call may be made now."""
        if self._is_trying:
            return False
        try:
            self._context.handle_new_request()
        except OpenedState:
            return False
        self._is_trying = self.state is BreakerState.HALF_OPEN
        return True

    def well(self) -> None:
        """Say that the call was answered."""
        self._is_trying = False
        if self.state is not BreakerState.OPEN:  # a late answer does not close what later calls opened
            self._context.handle_end_request()
        self._context.messages.clear()

    def badly(self, fault: Exception) -> None:
        """Say that the call failed."""
        self._is_trying = False
        if self.state is not BreakerState.OPEN:
            self._context.handle_exception(fault)
        self._context.messages.clear()

    def unknown(self) -> None:
        """Say that nobody waited for the end of the call."""
        self._is_trying = False
