"""Remembers what was last seen of Kolibri, so that what changed can be told: an SQLite file in the plugin's folder.

Takes whole snapshots, gives numbered changes after a number. Synchronous; it must hold nothing but records of the
contract, and those only under the pseudonyms they came with.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from isuo_graph.sdk import Course, CourseRecord, Enrolment, EnrolmentState, Gone, Module, Progress

_SHAPES: Final[Mapping[str, TypeAdapter[Any]]] = {
    shape.__name__: TypeAdapter(shape) for shape in (Course, Module, Enrolment, Progress)
}
# `number` grows with every change, and a record carries that of its last one; `seen` is the snapshot that last held it.
_SCHEMA: Final = """
CREATE TABLE ledger (epoch TEXT NOT NULL, snapshots INTEGER NOT NULL, number INTEGER NOT NULL);
CREATE TABLE record (
  kind TEXT NOT NULL, id TEXT NOT NULL, body BLOB NOT NULL, number INTEGER NOT NULL, seen INTEGER NOT NULL,
  gone_at TEXT, PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE INDEX record_number ON record (number);
"""
_BROKEN_FILE: Final = frozenset({"SQLITE_NOTADB", "SQLITE_CORRUPT"})


@dataclass(frozen=True)
class Entry:
    """One change: the record as it is now, or its tombstone, and the number after which it comes."""

    number: int
    item: CourseRecord | Gone


class Ledger:
    """The file. Every method opens it, does one transaction and closes it again."""

    def __init__(self, path: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._path = path
        self._now = now

    def state(self) -> tuple[str, int]:
        """Give the ledger's epoch and the number of its newest change; another epoch is another ledger."""
        with self._transaction() as file:
            epoch, number = file.execute("SELECT epoch, number FROM ledger").fetchone()
            return epoch, number

    def absorb(self, snapshot: Iterable[CourseRecord]) -> None:
        """Compare a whole snapshot with what was seen before: number what is new or different, bury what is missing."""
        with self._transaction() as file:
            file.execute("UPDATE ledger SET snapshots = snapshots + 1")
            seen, number = file.execute("SELECT snapshots, number FROM ledger").fetchone()
            for record in snapshot:
                number += _write(file, record, seen, number + 1)
            number = self._bury(file, seen, number)
            file.execute("UPDATE ledger SET number = ?", (number,))

    def after(self, number: int, limit: int) -> tuple[Entry, ...]:
        """Give at most `limit` changes after the number, oldest first."""
        query = "SELECT kind, id, body, number, gone_at FROM record WHERE number > ? ORDER BY number LIMIT ?"
        with self._transaction() as file:
            return tuple(_entry(*row) for row in file.execute(query, (number, limit)))

    def _bury(self, file: sqlite3.Connection, seen: int, number: int) -> int:
        """Mark what the snapshot lacked: an enrolment ends, its progress is forgotten, the rest has a tombstone."""
        now = self._now()
        file.execute("DELETE FROM record WHERE kind = 'Progress' AND seen < ?", (seen,))
        missing = "SELECT kind, id, body FROM record WHERE seen < ? AND gone_at IS NULL ORDER BY kind, id"
        for number_now, (kind, id, body) in enumerate(file.execute(missing, (seen,)).fetchall(), start=number + 1):
            last = body
            if kind == Enrolment.__name__:
                ended = replace(_SHAPES[kind].validate_json(body), state=EnrolmentState.ENDED, ended_at=now)
                last = _SHAPES[kind].dump_json(ended)
            file.execute(
                "UPDATE record SET body = ?, number = ?, gone_at = ? WHERE kind = ? AND id = ?",
                (last, number_now, now.isoformat(), kind, id),
            )
            number = number_now
        return number

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        file = self._open()
        try:
            with file:
                yield file
        finally:
            file.close()

    def _open(self) -> sqlite3.Connection:
        """Open the file, beginning a new one when it cannot be read: it holds nothing that is not at Kolibri."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _opened(self._path)
        except sqlite3.DatabaseError as failure:
            if failure.sqlite_errorname not in _BROKEN_FILE:
                raise
            self._path.unlink()
            return _opened(self._path)


def _opened(path: Path) -> sqlite3.Connection:
    file = sqlite3.connect(path)
    try:
        if file.execute("SELECT count(*) FROM sqlite_master WHERE name = 'ledger'").fetchone() == (0,):
            file.executescript(_SCHEMA)
            file.execute("INSERT INTO ledger VALUES (?, 0, 0)", (secrets.token_hex(8),))
            file.commit()
    except sqlite3.Error:
        file.close()
        raise
    return file


def _write(file: sqlite3.Connection, record: CourseRecord, seen: int, number: int) -> bool:
    """Store a record; tell whether it is new, different, or back again."""
    kind, id = type(record).__name__, _id(record)
    body = _SHAPES[kind].dump_json(record)
    known = file.execute("SELECT body, gone_at FROM record WHERE kind = ? AND id = ?", (kind, id)).fetchone()
    if known == (body, None):
        file.execute("UPDATE record SET seen = ? WHERE kind = ? AND id = ?", (seen, kind, id))
        return False
    file.execute("REPLACE INTO record VALUES (?, ?, ?, ?, ?, NULL)", (kind, id, body, number, seen))
    return True


def _id(record: CourseRecord) -> str:
    if isinstance(record, Course | Module):
        return record.id
    return f"{record.learner} {record.course_id}"


def _entry(kind: str, id: str, body: bytes, number: int, gone_at: str | None) -> Entry:
    if gone_at is not None and kind != Enrolment.__name__:
        return Entry(number, Gone(kind, id, datetime.fromisoformat(gone_at)))
    record: CourseRecord = _SHAPES[kind].validate_json(body)
    return Entry(number, record)
