"""The tables of host."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from isuo_graph.store import triggers
from isuo_graph.store.dialect import Dialect

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "plugin_disclosure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "plugin_id",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "purpose",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "fields",
            sa.String(length=400).with_variant(sa.String(length=400, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_disclosure")),
    )
    with op.batch_alter_table("plugin_disclosure", schema=None) as batch_op:
        batch_op.create_index("ix_plugin_disclosure_plugin", ["school_id", "plugin_id", "at"], unique=False)
        batch_op.create_index("ix_plugin_disclosure_subject", ["school_id", "subject_id", "at"], unique=False)

    op.create_table(
        "plugin_sync",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "plugin_id",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "capability",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("cursor", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True),
        sa.Column(
            "heard_of",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("tried_at", sa.BigInteger(), nullable=False),
        sa.Column("as_of", sa.BigInteger(), nullable=True),
        sa.Column(
            "problem",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_plugin_sync_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_sync")),
    )
    with op.batch_alter_table("plugin_sync", schema=None) as batch_op:
        batch_op.create_index("ux_plugin_sync", ["school_id", "plugin_id", "capability"], unique=True)

    op.create_table(
        "plugin_setting",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "plugin_id",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("config", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("secrets", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("agreed", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["director_order.id"], name=op.f("fk_plugin_setting_order_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_plugin_setting_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_setting")),
    )
    with op.batch_alter_table("plugin_setting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plugin_setting_order_id"), ["order_id"], unique=False)
        batch_op.create_index("ux_plugin_setting", ["school_id", "plugin_id"], unique=True)

    for statement in triggers.append_only("plugin_disclosure", Dialect(op.get_bind().dialect.name)):
        op.execute(statement)


def downgrade() -> None:
    """Bring the tables back."""
    for statement in triggers.not_append_only("plugin_disclosure", Dialect(op.get_bind().dialect.name)):
        op.execute(statement)
    with op.batch_alter_table("plugin_setting", schema=None) as batch_op:
        batch_op.drop_index("ux_plugin_setting")
        batch_op.drop_index(batch_op.f("ix_plugin_setting_order_id"))

    op.drop_table("plugin_setting")
    with op.batch_alter_table("plugin_sync", schema=None) as batch_op:
        batch_op.drop_index("ux_plugin_sync")

    op.drop_table("plugin_sync")
    with op.batch_alter_table("plugin_disclosure", schema=None) as batch_op:
        batch_op.drop_index("ix_plugin_disclosure_subject")
        batch_op.drop_index("ix_plugin_disclosure_plugin")

    op.drop_table("plugin_disclosure")
