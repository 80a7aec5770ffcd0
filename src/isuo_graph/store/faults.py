"""What a driver's exception means for the caller: takes any exception, gives a Refused with a code, or None where it is
our own mistake.

A wrong statement is a fault of the house and passes as it is; a database that is busy, late, full or gone is not.
"""

from __future__ import annotations

import sqlite3

import asyncpg
from sqlalchemy import exc as sa
from sqlalchemy.orm.exc import StaleDataError

from isuo_graph.kit.errors import Code, Refused

# The caller may come again after so many seconds (a guess: a write transaction takes milliseconds).
RETRY_AFTER_S = 1

_SQLITE_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_SQLITE_GONE = {
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PROTOCOL,
}
_SQLITE_TWICE = {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}

# PostgreSQL's manual, appendix A: serialization_failure, deadlock_detected.
_CONTENDED = {"40001", "40P01"}
_UNIQUE_VIOLATION = "23505"
_LOCK_NOT_AVAILABLE = "55P03"
_QUERY_CANCELED = "57014"
# Connection exceptions, insufficient resources, operator intervention, system errors.
_GONE_CLASSES = ("08", "53", "57P", "58")


def refusal(exc: BaseException, *, limit_s: float) -> Refused | None:
    """Say in the house's own terms what happened; `limit_s` is the time a statement had, for the text."""
    cause = _driver_error(exc)
    if isinstance(exc, StaleDataError) or is_contended(exc):
        return Refused(Code.CONFLICT, "row.changed")
    if isinstance(exc, sa.TimeoutError):
        return busy()
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause, limit_s)
    if (state := sqlstate(exc)) is not None:
        return _of_postgres(state, limit_s)
    if isinstance(cause, OSError | asyncpg.InterfaceError | asyncpg.InternalClientError):  # TimeoutError is an OSError
        return unavailable()
    return None


def is_contended(exc: BaseException) -> bool:
    """Tell whether another transaction came between, so that the same work may succeed when it is done again."""
    return sqlstate(exc) in _CONTENDED


def is_gone(exc: BaseException) -> bool:
    """Tell whether the database itself failed, and not the statement."""
    refused = refusal(exc, limit_s=0)
    return refused is not None and refused.code is Code.INTERNAL


def sqlstate(exc: BaseException) -> str | None:
    """Give PostgreSQL's code of the error, or None."""
    state = getattr(_driver_error(exc), "sqlstate", None)
    return state if isinstance(state, str) else None


def busy() -> Refused:
    """Make the refusal of a database that has no room at the moment."""
    return Refused(Code.LIMIT_EXCEEDED, "limit.busy", retry_after_s=RETRY_AFTER_S)


def late(limit_s: float) -> Refused:
    """Make the refusal of a statement that ran too long."""
    return Refused(Code.LIMIT_EXCEEDED, "limit.deadline", limit_s=f"{limit_s:g}")


def unavailable() -> Refused:
    """Make the refusal of a database that is silent or gone."""
    return Refused(Code.INTERNAL, "storage.unavailable")


def _driver_error(exc: BaseException) -> BaseException:
    """Find the driver's own exception inside SQLAlchemy's wrapping."""
    return exc.orig if isinstance(exc, sa.DBAPIError) and exc.orig is not None else exc


def _of_sqlite(exc: sqlite3.Error, limit_s: float) -> Refused | None:
    extended: int = getattr(exc, "sqlite_errorcode", 0)
    primary = extended & 0xFF
    if primary in _SQLITE_BUSY:
        return busy()
    if primary == sqlite3.SQLITE_INTERRUPT:
        return late(limit_s)
    if primary in _SQLITE_GONE:
        return unavailable()
    return _twice() if extended in _SQLITE_TWICE else None


def _of_postgres(state: str, limit_s: float) -> Refused | None:
    if state == _UNIQUE_VIOLATION:
        return _twice()
    if state == _LOCK_NOT_AVAILABLE:
        return busy()
    if state == _QUERY_CANCELED:
        return late(limit_s)
    return unavailable() if state.startswith(_GONE_CLASSES) else None


def _twice() -> Refused:
    return Refused(Code.CONFLICT, "conflict.duplicate")
