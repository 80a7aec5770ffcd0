"""A read lane of the house, opened alone, so that every arm in Python sends its statements by the same road."""

from __future__ import annotations

from typing import Any

from isuo_graph.store import postgres, sqlite
from isuo_graph.store.dialect import Dialect, dialect_of
from isuo_graph.store.engine import Limits
from isuo_graph.store.read import ReadLane


def lane(url: str) -> ReadLane[Any]:
    """Open the lane with the house's own limits."""
    limits = Limits()
    if dialect_of(url) is Dialect.SQLITE:
        reads = sqlite.SqliteReads(sqlite.path_of(url), limits.lock_s, limits.statement_s)
        return ReadLane(reads, size=limits.sqlite_readers, wait_s=limits.wait_s, limit_s=limits.statement_s)
    link = postgres.PostgresLink(url, limits.connect_s, limits.statement_s, limits.lock_s)
    return ReadLane(postgres.PostgresReads(link), size=limits.readers, wait_s=limits.wait_s, limit_s=limits.statement_s)
