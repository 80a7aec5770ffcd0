"""Idempotency keys: the same call sent twice acts once and is answered twice.

The key's row is the first thing a unit writes and its answer the last, in one transaction with the act: two calls at
the same time meet at the unique constraint, and the second one waits for the first.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.store.sweep import Stale
from isuo_graph.store.tables import Idempotency


@dataclass(frozen=True, slots=True)
class Repeatable:
    """What tells a repeated call from a new one: who calls, the caller's key, the act, and what was asked."""

    account_id: int
    key: str
    act: str
    body_hash: str


def repeatable(account_id: int, key: str, act: str, body: bytes) -> Repeatable:
    """Make the mark of a call; `body` is what was asked, in one fixed order of its fields."""
    return Repeatable(account_id, key, act, hashlib.sha256(body).hexdigest())


async def claim(connection: AsyncConnection, call: Repeatable, row_id: int, now: datetime) -> str | None:
    """Take the key, or give the answer that an earlier call with it got.

    Raises Refused with CONFLICT when the key was used for something else.
    """
    values = {
        "id": row_id,
        "key": call.key,
        "account_id": call.account_id,
        "act": call.act,
        "body_hash": call.body_hash,
        "outcome": "",
        "at": now,
    }
    postgres = connection.dialect.name == "postgresql"
    write = (postgresql if postgres else sqlite).insert(Idempotency).values(values)
    taken = await connection.execute(write.on_conflict_do_nothing().returning(col(Idempotency.id)))
    return None if taken.first() else await _earlier(connection, call)


async def _earlier(connection: AsyncConnection, call: Repeatable) -> str:
    found = await connection.execute(
        select(col(Idempotency.act), col(Idempotency.body_hash), col(Idempotency.outcome)).where(*_is(call))
    )
    act, body_hash, outcome = found.one()
    if (act, body_hash) != (call.act, call.body_hash):
        raise Refused(Code.CONFLICT, "idempotency.reused", path=("idempotencyKey",))
    return str(outcome)


async def keep(connection: AsyncConnection, call: Repeatable, outcome: str) -> None:
    """Write the answer beside the key."""
    await connection.execute(update(Idempotency).where(*_is(call)).values(outcome=outcome))


def stale(kept_s: int) -> Stale:
    """Say which keys have served: a call repeated later than that acts anew."""
    return Stale(Idempotency, lambda now: col(Idempotency.at) < now - timedelta(seconds=kept_s))


def _is(call: Repeatable) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(Idempotency.account_id) == call.account_id, col(Idempotency.key) == call.key
