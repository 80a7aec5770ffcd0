"""Which rows a unit has written so far, so that what hangs on them can follow before the unit commits.

A later room may have to follow what an earlier room's act writes (consents follow custody); it cannot be called by that
act, so it looks here. Rows written by UPDATE or DELETE statements do not pass through the session and are not seen.
"""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session
from sqlmodel.ext.asyncio.session import AsyncSession

from isuo_graph.store.columns import Table

T = TypeVar("T", bound=Table)


class Changes:
    """The rows that one session has written, and which of their columns."""

    def __init__(self, session: AsyncSession) -> None:
        """Begin to watch the session."""
        # By identity: two rows with the same values are still two rows.
        self._seen: dict[int, tuple[Table, set[str]]] = {}
        event.listen(session.sync_session, "before_flush", self._look)

    def of(self, table: type[T], *columns: str) -> list[T]:
        """Give the rows of a table that were added, taken away, or changed in one of the columns."""
        wanted = set(columns)
        return [row for row, names in self._seen.values() if isinstance(row, table) and names & wanted]

    def _look(self, session: Session, *_: object) -> None:
        for row in (*session.new, *session.deleted):
            self._note(row, {attribute.key for attribute in inspect(row).mapper.column_attrs})
        for row in session.dirty:
            state = inspect(row)
            self._note(row, {name for name, attribute in state.attrs.items() if attribute.history.has_changes()})

    def _note(self, row: Any, names: set[str]) -> None:  # noqa: ANN401 - whatever the session holds
        if isinstance(row, Table):
            self._seen.setdefault(id(row), (row, set()))[1].update(names)
