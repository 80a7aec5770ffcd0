"""The tables of learning."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "course",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "plugin_id",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "external_id",
            sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "title",
            sa.String(length=500).with_variant(sa.String(length=500, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("title_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("title_search", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("description", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True),
        sa.Column(
            "language",
            sa.String(length=35).with_variant(sa.String(length=35, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "subject_name",
            sa.String(length=500).with_variant(sa.String(length=500, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("grade_from", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("grade_to", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "url",
            sa.String(length=2000).with_variant(sa.String(length=2000, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("changed_at", sa.BigInteger(), nullable=True),
        sa.Column("as_of", sa.BigInteger(), nullable=False),
        sa.Column("gone_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_course_school_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_course_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
    )
    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.create_index("ix_course_subject", ["school_id", "subject_id", "id"], unique=False)
        batch_op.create_index("ix_course_title", ["school_id", "title_sort", "id"], unique=False)
        batch_op.create_index("ux_course", ["school_id", "plugin_id", "external_id"], unique=True)

    op.create_table(
        "material",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "plugin_id",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "external_id",
            sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "title",
            sa.String(length=500).with_variant(sa.String(length=500, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("title_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("title_search", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("description", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True),
        sa.Column(
            "kind", sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "language",
            sa.String(length=35).with_variant(sa.String(length=35, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "subject_name",
            sa.String(length=500).with_variant(sa.String(length=500, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("grade_from", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("grade_to", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "authors",
            sa.String(length=2000).with_variant(sa.String(length=2000, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "keywords",
            sa.String(length=2000).with_variant(sa.String(length=2000, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "licence",
            sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "media_type",
            sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("size_bytes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "url",
            sa.String(length=2000).with_variant(sa.String(length=2000, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("changed_at", sa.BigInteger(), nullable=True),
        sa.Column("as_of", sa.BigInteger(), nullable=False),
        sa.Column("gone_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_material_school_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_material_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material")),
    )
    with op.batch_alter_table("material", schema=None) as batch_op:
        batch_op.create_index("ix_material_search", ["school_id", "title_search", "id"], unique=False)
        batch_op.create_index("ix_material_title", ["school_id", "title_sort", "id"], unique=False)
        batch_op.create_index("ux_material", ["school_id", "plugin_id", "external_id"], unique=True)

    op.create_table(
        "test",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "plugin_id",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "external_id",
            sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "title",
            sa.String(length=500).with_variant(sa.String(length=500, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("title_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("title_search", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("description", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True),
        sa.Column(
            "language",
            sa.String(length=35).with_variant(sa.String(length=35, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "subject_name",
            sa.String(length=500).with_variant(sa.String(length=500, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("grade_from", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("grade_to", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("question_count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("max_score", sa.BigInteger(), nullable=True),
        sa.Column("needs_teacher", sa.Boolean(), nullable=False),
        sa.Column("time_limit_s", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("attempts_max", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opens_at", sa.BigInteger(), nullable=True),
        sa.Column("closes_at", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=True),
        sa.Column("as_of", sa.BigInteger(), nullable=False),
        sa.Column("gone_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_test_school_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_test_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test")),
    )
    with op.batch_alter_table("test", schema=None) as batch_op:
        batch_op.create_index("ix_test_subject", ["school_id", "subject_id", "id"], unique=False)
        batch_op.create_index("ix_test_title", ["school_id", "title_sort", "id"], unique=False)
        batch_op.create_index("ux_test", ["school_id", "plugin_id", "external_id"], unique=True)

    op.create_table(
        "course_enrollment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("course_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("student_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("load_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "plugin_id",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("progress_percent", sa.BigInteger(), nullable=True),
        sa.Column("time_spent_s", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("enrolled_at", sa.BigInteger(), nullable=True),
        sa.Column("completed_at", sa.BigInteger(), nullable=True),
        sa.Column("last_active_at", sa.BigInteger(), nullable=True),
        sa.Column("as_of", sa.BigInteger(), nullable=False),
        sa.Column("gone_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_course_enrollment_course_id")),
        sa.ForeignKeyConstraint(["load_id"], ["teaching_load.id"], name=op.f("fk_course_enrollment_load_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_course_enrollment_school_id")),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name=op.f("fk_course_enrollment_student_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_enrollment")),
    )
    with op.batch_alter_table("course_enrollment", schema=None) as batch_op:
        batch_op.create_index("ix_course_enrollment_load", ["school_id", "load_id", "id"], unique=False)
        batch_op.create_index("ix_course_enrollment_student", ["school_id", "student_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_course_enrollment_student_id"), ["student_id"], unique=False)
        batch_op.create_index("ux_course_enrollment", ["school_id", "course_id", "student_id"], unique=True)

    op.create_table(
        "test_attempt",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("test_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("student_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("load_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "plugin_id",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "external_id",
            sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "state",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("submitted_at", sa.BigInteger(), nullable=True),
        sa.Column("scored_at", sa.BigInteger(), nullable=True),
        sa.Column("score", sa.BigInteger(), nullable=True),
        sa.Column("max_score", sa.BigInteger(), nullable=True),
        sa.Column("percent", sa.BigInteger(), nullable=True),
        sa.Column("needs_teacher", sa.Boolean(), nullable=False),
        sa.Column(
            "scored_by",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("scored_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("feedback", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True),
        sa.Column("answers", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True),
        sa.Column("as_of", sa.BigInteger(), nullable=False),
        sa.Column("gone_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["load_id"], ["teaching_load.id"], name=op.f("fk_test_attempt_load_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_test_attempt_school_id")),
        sa.ForeignKeyConstraint(["scored_by_id"], ["staff_member.id"], name=op.f("fk_test_attempt_scored_by_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_test_attempt_staff_id")),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name=op.f("fk_test_attempt_student_id")),
        sa.ForeignKeyConstraint(["test_id"], ["test.id"], name=op.f("fk_test_attempt_test_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_attempt")),
    )
    with op.batch_alter_table("test_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_test_attempt_load", ["school_id", "load_id", "id"], unique=False)
        batch_op.create_index("ix_test_attempt_school", ["school_id", "started_at", "id"], unique=False)
        batch_op.create_index("ix_test_attempt_student", ["school_id", "student_id", "started_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_test_attempt_student_id"), ["student_id"], unique=False)
        batch_op.create_index("ix_test_attempt_test", ["school_id", "test_id", "student_id", "id"], unique=False)
        batch_op.create_index("ux_test_attempt", ["school_id", "plugin_id", "external_id"], unique=True)
        batch_op.create_index(
            "ux_test_attempt_running",
            ["test_id", "student_id"],
            unique=True,
            sqlite_where=sa.text("state = 'IN_PROGRESS'"),
            postgresql_where=sa.text("state = 'IN_PROGRESS'"),
        )


def downgrade() -> None:
    """Bring the tables back."""
    with op.batch_alter_table("test_attempt", schema=None) as batch_op:
        batch_op.drop_index(
            "ux_test_attempt_running",
            sqlite_where=sa.text("state = 'IN_PROGRESS'"),
            postgresql_where=sa.text("state = 'IN_PROGRESS'"),
        )
        batch_op.drop_index("ux_test_attempt")
        batch_op.drop_index("ix_test_attempt_test")
        batch_op.drop_index(batch_op.f("ix_test_attempt_student_id"))
        batch_op.drop_index("ix_test_attempt_student")
        batch_op.drop_index("ix_test_attempt_school")
        batch_op.drop_index("ix_test_attempt_load")

    op.drop_table("test_attempt")
    with op.batch_alter_table("course_enrollment", schema=None) as batch_op:
        batch_op.drop_index("ux_course_enrollment")
        batch_op.drop_index(batch_op.f("ix_course_enrollment_student_id"))
        batch_op.drop_index("ix_course_enrollment_student")
        batch_op.drop_index("ix_course_enrollment_load")

    op.drop_table("course_enrollment")
    with op.batch_alter_table("test", schema=None) as batch_op:
        batch_op.drop_index("ux_test")
        batch_op.drop_index("ix_test_title")
        batch_op.drop_index("ix_test_subject")

    op.drop_table("test")
    with op.batch_alter_table("material", schema=None) as batch_op:
        batch_op.drop_index("ux_material")
        batch_op.drop_index("ix_material_title")
        batch_op.drop_index("ix_material_search")

    op.drop_table("material")
    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.drop_index("ux_course")
        batch_op.drop_index("ix_course_title")
        batch_op.drop_index("ix_course_subject")

    op.drop_table("course")
