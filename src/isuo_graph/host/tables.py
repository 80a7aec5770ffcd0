"""Where the host keeps what it must know of plugins: which serve a school, how far each was read, what left to whom.

Secrets of a configuration stand here only encrypted (`vault`). Disclosures are append-only, by triggers.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index

from isuo_graph.policy.rights import Category
from isuo_graph.store.columns import Table, flag, instant, key, link, number, text

PLUGIN_SIZE = 64  # a manifest's id has at most 40 characters
FIELDS_SIZE = 400
PURPOSE_SIZE = 24
HASH_SIZE = 64  # hexadecimal digits of a SHA-256


class PluginSetting(Table, table=True):
    """A plugin at a school, and the order that lets it serve there. `agreed` is the manifest as it was when enabled:
    what a later version asks beyond it stays withheld.
    """

    __tablename__ = "plugin_setting"
    __table_args__ = (Index("ux_plugin_setting", "school_id", "plugin_id", unique=True),)

    id: int = key()
    school_id: int = link("school.id")
    plugin_id: str = text(Category.CONFIG, PLUGIN_SIZE)
    order_id: int = link("director_order.id", index=True)
    enabled: bool = flag(Category.CONFIG)
    config: str = text(Category.CONFIG)
    secrets: str = text(Category.CONFIG)
    agreed: str = text(Category.CONFIG)
    since: datetime = instant(Category.CONFIG)
    version: int = number(Category.OPEN, default=1)


class PluginSync(Table, table=True):
    """How far one capability of a plugin was read into the learning room. `cursor` is the vendor's; `as_of` is when
    the last complete reading ended; `problem` is a code. `heard_of` is the fingerprint of the students who had
    consented: what was left out for want of consent is read again when there are others.
    """

    __tablename__ = "plugin_sync"
    __table_args__ = (Index("ux_plugin_sync", "school_id", "plugin_id", "capability", unique=True),)

    id: int = key()
    school_id: int = link("school.id")
    plugin_id: str = text(Category.CONFIG, PLUGIN_SIZE)
    capability: str = text(Category.CONFIG, PURPOSE_SIZE)
    cursor: str | None = text(Category.CONFIG, default=None)
    heard_of: str = text(Category.CONFIG, HASH_SIZE, default="")
    tried_at: datetime = instant(Category.CONFIG)
    as_of: datetime | None = instant(Category.CONFIG, default=None)
    problem: str | None = text(Category.CONFIG, PURPOSE_SIZE, default=None)


class PluginDisclosure(Table, table=True):
    """That data of a student left to a plugin: once for each day, purpose and set of fields, before the first call."""

    __tablename__ = "plugin_disclosure"
    __table_args__ = (
        Index("ix_plugin_disclosure_subject", "school_id", "subject_id", "at"),
        Index("ix_plugin_disclosure_plugin", "school_id", "plugin_id", "at"),
    )

    id: int = key()
    at: datetime = instant(Category.AUDIT)
    school_id: int = number(Category.OPEN)
    plugin_id: str = text(Category.AUDIT, PLUGIN_SIZE)
    subject_id: int = number(Category.AUDIT)
    purpose: str = text(Category.AUDIT, PURPOSE_SIZE)
    fields: str = text(Category.AUDIT, FIELDS_SIZE)
