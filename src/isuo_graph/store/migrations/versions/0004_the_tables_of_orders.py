"""The tables of orders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "director_order",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "number",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("order_date", sa.Date(), nullable=False),
        sa.Column(
            "kind", sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "issuer",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "title_ky",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "title_ru",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "text_ky",
            sa.String(length=20000).with_variant(sa.String(length=20000, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "text_ru",
            sa.String(length=20000).with_variant(sa.String(length=20000, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "basis",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("drafted_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("drafted_at", sa.BigInteger(), nullable=False),
        sa.Column("signed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("signed_by_staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("signed_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("revoked_by_order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_director_order_area_id")),
        sa.ForeignKeyConstraint(["drafted_by"], ["account.id"], name=op.f("fk_director_order_drafted_by")),
        sa.ForeignKeyConstraint(["revoked_by"], ["account.id"], name=op.f("fk_director_order_revoked_by")),
        sa.ForeignKeyConstraint(
            ["revoked_by_order_id"], ["director_order.id"], name=op.f("fk_director_order_revoked_by_order_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_director_order_school_id")),
        sa.ForeignKeyConstraint(["signed_by"], ["account.id"], name=op.f("fk_director_order_signed_by")),
        sa.ForeignKeyConstraint(
            ["signed_by_staff_id"], ["staff_member.id"], name=op.f("fk_director_order_signed_by_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_director_order")),
    )
    with op.batch_alter_table("director_order", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_director_order_area_id"), ["area_id"], unique=False)
        batch_op.create_index("ix_director_order_date", ["school_id", "order_date", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_director_order_drafted_by"), ["drafted_by"], unique=False)
        batch_op.create_index("ux_director_order", ["school_id", "year", "number"], unique=True)

    op.create_table(
        "duty",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "text_ky",
            sa.String(length=2000).with_variant(sa.String(length=2000, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "text_ru",
            sa.String(length=2000).with_variant(sa.String(length=2000, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["director_order.id"], name=op.f("fk_duty_order_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_duty_school_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_duty_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
    )
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_order_id"), ["order_id"], unique=False)
        batch_op.create_index("ix_duty_staff", ["school_id", "staff_id", "starts_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_duty_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "rights_rule",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "role", sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "category",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "action",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "kind", sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "scope", sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column("logged", sa.Boolean(), nullable=False),
        sa.Column("waives", sa.Boolean(), nullable=False),
        sa.Column(
            "purpose",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("change", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["director_order.id"], name=op.f("fk_rights_rule_order_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_rights_rule_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rights_rule")),
    )
    with op.batch_alter_table("rights_rule", schema=None) as batch_op:
        batch_op.create_index("ix_rights_rule_change", ["change"], unique=False)
        batch_op.create_index(batch_op.f("ix_rights_rule_order_id"), ["order_id"], unique=False)
        batch_op.create_index("ix_rights_rule_school", ["school_id", "role", "category", "action"], unique=False)

    op.create_table(
        "role_grant",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "role", sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "kind", sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "category",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "action",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_by_order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_role_grant_area_id")),
        sa.ForeignKeyConstraint(
            ["ended_by_order_id"], ["director_order.id"], name=op.f("fk_role_grant_ended_by_order_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["director_order.id"], name=op.f("fk_role_grant_order_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_role_grant_school_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_role_grant_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grant_area_id"), ["area_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_grant_order_id"), ["order_id"], unique=False)
        batch_op.create_index("ix_role_grant_person", ["person_id", "order_id"], unique=False)
        batch_op.create_index("ix_role_grant_school", ["school_id", "role", "person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_grant_staff_id"), ["staff_id"], unique=False)


def downgrade() -> None:
    """Bring the tables back."""
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_grant_staff_id"))
        batch_op.drop_index("ix_role_grant_school")
        batch_op.drop_index("ix_role_grant_person")
        batch_op.drop_index(batch_op.f("ix_role_grant_order_id"))
        batch_op.drop_index(batch_op.f("ix_role_grant_area_id"))

    op.drop_table("role_grant")
    with op.batch_alter_table("rights_rule", schema=None) as batch_op:
        batch_op.drop_index("ix_rights_rule_school")
        batch_op.drop_index(batch_op.f("ix_rights_rule_order_id"))
        batch_op.drop_index("ix_rights_rule_change")

    op.drop_table("rights_rule")
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_duty_staff_id"))
        batch_op.drop_index("ix_duty_staff")
        batch_op.drop_index(batch_op.f("ix_duty_order_id"))

    op.drop_table("duty")
    with op.batch_alter_table("director_order", schema=None) as batch_op:
        batch_op.drop_index("ux_director_order")
        batch_op.drop_index(batch_op.f("ix_director_order_drafted_by"))
        batch_op.drop_index("ix_director_order_date")
        batch_op.drop_index(batch_op.f("ix_director_order_area_id"))

    op.drop_table("director_order")
