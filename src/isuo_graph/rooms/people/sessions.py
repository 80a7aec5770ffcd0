"""Sessions as the rest of the house sees them: which are alive, and how they end. Only fingerprints of tokens are kept.

A session is alive while `ended_at IS NULL AND expires_at > now` and its account's `blocked_at IS NULL`. Every statement
that reads for a session asks this anew; here it is asked for many at once, for sockets that only listen.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

import orjson
from sqlmodel import col, func, update

from isuo_graph.rooms.people.tables import OneTimeLink, Session
from isuo_graph.settings import Settings
from isuo_graph.store.dialect import Dialect
from isuo_graph.store.read import ReadLane
from isuo_graph.store.sweep import Stale
from isuo_graph.store.unit import Unit

_ALIVE: Final = """
SELECT s.id FROM session AS s JOIN account AS a ON a.id = s.account_id
WHERE s.id IN ({ids}) AND s.ended_at IS NULL AND s.expires_at > {now} AND a.blocked_at IS NULL
"""
# One text parameter holds all ids, so that one statement serves any number of them.
_BY_DIALECT: Final = {
    Dialect.SQLITE: _ALIVE.format(ids="SELECT value FROM json_each(?1)", now="?2"),
    Dialect.POSTGRES: _ALIVE.format(
        ids="SELECT value::bigint FROM json_array_elements_text($1::text::json)", now="$2::bigint"
    ),
}


class EndReason(StrEnum):
    """Why a session ended."""

    SIGNED_OUT = "SIGNED_OUT"
    REFRESH_REUSED = "REFRESH_REUSED"
    PASSWORD_CHANGED = "PASSWORD_CHANGED"  # noqa: S105 - the name of a reason
    BLOCKED = "BLOCKED"


class LiveSessions:
    """Tells which of many sessions are alive, by one statement."""

    def __init__(self, read: ReadLane[Any], dialect: Dialect) -> None:
        self._read = read
        self._sql = _BY_DIALECT[dialect]

    async def alive(self, session_ids: Collection[int], now_ms: int) -> frozenset[int]:
        """Give those of the sessions that are alive."""
        rows = await self._read.fetch_rows(self._sql, (orjson.dumps(sorted(session_ids)).decode(), now_ms))
        return frozenset(int(str(row[0])) for row in rows)


async def end(
    unit: Unit, account_id: int, reason: EndReason, *, only: int | None = None, but: int | None = None
) -> int:
    """End the sessions of an account that are open: all, `only` one, or all `but` one. Gives how many ended."""
    mine = [col(Session.account_id) == account_id, col(Session.ended_at).is_(None)]
    if only is not None:
        mine.append(col(Session.id) == only)
    if but is not None:
        mine.append(col(Session.id) != but)
    ended = await unit.session.exec(update(Session).where(*mine).values(ended_at=unit.now, end_reason=reason.value))
    return ended.rowcount


def stale(settings: Settings) -> tuple[Stale, Stale]:
    """Say which sessions and one-time links have served. That they were stands in the audit trail."""
    kept = timedelta(seconds=settings.sessions_kept_s)
    return (
        Stale(Session, lambda now: func.coalesce(Session.ended_at, Session.expires_at) <= now - kept),
        Stale(OneTimeLink, lambda now: col(OneTimeLink.expires_at) <= now),
    )


def moment(ms: int) -> datetime:
    """Give milliseconds since 1970 as an aware datetime in UTC."""
    return datetime.fromtimestamp(ms / 1000, UTC)
