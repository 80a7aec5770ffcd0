"""The store's own three tables: the audit trail, the outbox of events, and the answers kept under idempotency keys.

None refers to another table, so that a trail outlives what it tells about. The audit trail is append-only by triggers
(`triggers.py`).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint

from isuo_graph.policy.rights import Category
from isuo_graph.store.columns import Table, instant, key, number, text


class AuditEntry(Table, table=True):
    """One act, done or refused: who, when, by which right, about whom. Ids and codes only, never personal values."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_school", "school_id", "at"),
        Index("ix_audit_entry_subject", "subject_id", "at"),
        Index("ix_audit_entry_account", "account_id", "at"),
    )

    id: int = key()
    at: datetime = instant(Category.AUDIT)
    account_id: int | None = number(Category.AUDIT, default=None)
    session_id: int | None = number(Category.AUDIT, default=None)
    roles: str = text(Category.AUDIT)
    act: str = text(Category.AUDIT)
    right: str | None = text(Category.AUDIT, default=None)
    school_id: int | None = number(Category.AUDIT, default=None)
    subject_id: int | None = number(Category.AUDIT, default=None)
    request_id: str = text(Category.AUDIT)
    outcome: str = text(Category.AUDIT)
    detail: str = text(Category.AUDIT)


class Event(Table, table=True):
    """Something that happened, for those who wait for it; written in the transaction that made it true."""

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_school", "school_id", "id"),)

    id: int = key()
    at: datetime = instant(Category.AUDIT)
    kind: str = text(Category.AUDIT)
    school_id: int | None = number(Category.AUDIT, default=None)
    payload: str = text(Category.AUDIT)


class Idempotency(Table, table=True):
    """The answer that an act gave under a key, so that the same call sent again does not act again."""

    __tablename__ = "idempotency"
    __table_args__ = (UniqueConstraint("account_id", "key"), Index("ix_idempotency_at", "at"))

    id: int = key()
    key: str = text(Category.AUDIT, 128)
    account_id: int = number(Category.AUDIT)
    act: str = text(Category.AUDIT)
    body_hash: str = text(Category.AUDIT)
    outcome: str = text(Category.AUDIT)
    at: datetime = instant(Category.AUDIT)
