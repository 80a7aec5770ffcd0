"""How many statements a piece of work sends to the database: takes a `with` block, gives the statements it sent.

The tally belongs to the task that opened it and to the tasks it starts, so requests that run side by side do not count
one another.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass
class Tally:
    """The statements sent so far, in order; the words that open and close a transaction are not counted."""

    statements: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Give the number of statements."""
        return len(self.statements)


_tally: ContextVar[Tally | None] = ContextVar("isuo_graph_statements", default=None)


@contextmanager
def tallied() -> Iterator[Tally]:
    """Count what is sent within the block, `with tally.tallied() as sent: …; sent.count`."""
    tally = Tally()
    token = _tally.set(tally)
    try:
        yield tally
    finally:
        _tally.reset(token)


def record(sql: str) -> None:
    """Note a statement for whoever counts; both lanes call it right before sending."""
    tally = _tally.get()
    if tally is not None:
        tally.statements.append(sql)
