"""The tables of journal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "teaching_load",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("class_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("teacher_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hours_week", sa.BigInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_teaching_load_class_id")),
        sa.ForeignKeyConstraint(["group_id"], ["study_group.id"], name=op.f("fk_teaching_load_group_id")),
        sa.ForeignKeyConstraint(["order_id"], ["director_order.id"], name=op.f("fk_teaching_load_order_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_teaching_load_school_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_teaching_load_subject_id")),
        sa.ForeignKeyConstraint(["teacher_id"], ["staff_member.id"], name=op.f("fk_teaching_load_teacher_id")),
        sa.ForeignKeyConstraint(["year_id"], ["academic_year.id"], name=op.f("fk_teaching_load_year_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teaching_load")),
    )
    with op.batch_alter_table("teaching_load", schema=None) as batch_op:
        batch_op.create_index("ix_teaching_load_class", ["school_id", "class_id", "subject_id", "id"], unique=False)
        batch_op.create_index("ix_teaching_load_group", ["school_id", "group_id", "id"], unique=False)
        batch_op.create_index("ix_teaching_load_teacher", ["teacher_id", "class_id", "group_id", "id"], unique=False)

    op.create_table(
        "lesson",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("load_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("class_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "state",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "topic",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "homework",
            sa.String(length=2000).with_variant(sa.String(length=2000, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("homework_due_on", sa.Date(), nullable=True),
        sa.Column(
            "cancel_reason",
            sa.String(length=500).with_variant(sa.String(length=500, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("cancelled_at", sa.BigInteger(), nullable=True),
        sa.Column("recorded_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_lesson_class_id")),
        sa.ForeignKeyConstraint(["group_id"], ["study_group.id"], name=op.f("fk_lesson_group_id")),
        sa.ForeignKeyConstraint(["load_id"], ["teaching_load.id"], name=op.f("fk_lesson_load_id")),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_lesson_period_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_lesson_school_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_lesson_subject_id")),
        sa.ForeignKeyConstraint(["year_id"], ["academic_year.id"], name=op.f("fk_lesson_year_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
    )
    with op.batch_alter_table("lesson", schema=None) as batch_op:
        batch_op.create_index("ix_lesson_class", ["school_id", "class_id", "held_on", "number", "id"], unique=False)
        batch_op.create_index("ix_lesson_school", ["school_id", "held_on", "number", "id"], unique=False)
        batch_op.create_index("ix_lesson_load", ["school_id", "load_id", "held_on", "number", "id"], unique=False)
        batch_op.create_index(
            "ux_lesson_slot",
            ["load_id", "held_on", "number"],
            unique=True,
            sqlite_where=sa.text("cancelled_at IS NULL"),
            postgresql_where=sa.text("cancelled_at IS NULL"),
        )

    op.create_table(
        "period_result",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("student_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("load_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("class_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("scale_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("grade", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "state",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("is_passed", sa.Boolean(), nullable=True),
        sa.Column(
            "comment",
            sa.String(length=500).with_variant(sa.String(length=500, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("entered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.Column("locked_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_period_result_class_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["staff_member.id"], name=op.f("fk_period_result_entered_by_id")),
        sa.ForeignKeyConstraint(["load_id"], ["teaching_load.id"], name=op.f("fk_period_result_load_id")),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_period_result_period_id")),
        sa.ForeignKeyConstraint(["scale_id"], ["mark_scale.id"], name=op.f("fk_period_result_scale_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_period_result_school_id")),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name=op.f("fk_period_result_student_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_period_result_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_result")),
    )
    with op.batch_alter_table("period_result", schema=None) as batch_op:
        batch_op.create_index("ix_period_result_class", ["school_id", "class_id", "period_id", "id"], unique=False)
        batch_op.create_index("ix_period_result_load", ["school_id", "load_id", "period_id", "id"], unique=False)
        batch_op.create_index("ix_period_result_period", ["school_id", "period_id", "id"], unique=False)
        batch_op.create_index("ix_period_result_student", ["school_id", "student_id", "period_id", "id"], unique=False)
        batch_op.create_index("ux_period_result", ["student_id", "subject_id", "period_id"], unique=True)

    op.create_table(
        "attendance",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("student_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lesson_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("load_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("class_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("grade", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("minutes_late", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("entered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.Column(
            "reason",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "reason_note",
            sa.String(length=500).with_variant(sa.String(length=500, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "reason_source",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("reason_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_attendance_class_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["staff_member.id"], name=op.f("fk_attendance_entered_by_id")),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_attendance_lesson_id")),
        sa.ForeignKeyConstraint(["load_id"], ["teaching_load.id"], name=op.f("fk_attendance_load_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_attendance_school_id")),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name=op.f("fk_attendance_student_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_attendance_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index("ix_attendance_class", ["school_id", "class_id", "held_on", "id"], unique=False)
        batch_op.create_index("ix_attendance_school", ["school_id", "held_on", "id"], unique=False)
        batch_op.create_index("ix_attendance_load", ["school_id", "load_id", "held_on", "id"], unique=False)
        batch_op.create_index("ix_attendance_student", ["school_id", "student_id", "held_on", "id"], unique=False)
        batch_op.create_index("ux_attendance", ["lesson_id", "student_id"], unique=True)

    op.create_table(
        "mark",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("student_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lesson_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("load_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("class_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("scale_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("grade", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "kind", sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "criterion",
            sa.String(length=8).with_variant(sa.String(length=8, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("weight", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column(
            "comment",
            sa.String(length=500).with_variant(sa.String(length=500, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("entered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_mark_class_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["staff_member.id"], name=op.f("fk_mark_entered_by_id")),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_mark_lesson_id")),
        sa.ForeignKeyConstraint(["load_id"], ["teaching_load.id"], name=op.f("fk_mark_load_id")),
        sa.ForeignKeyConstraint(["scale_id"], ["mark_scale.id"], name=op.f("fk_mark_scale_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_mark_school_id")),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name=op.f("fk_mark_student_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_mark_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark")),
    )
    with op.batch_alter_table("mark", schema=None) as batch_op:
        batch_op.create_index("ix_mark_class", ["school_id", "class_id", "held_on", "id"], unique=False)
        batch_op.create_index("ix_mark_school", ["school_id", "held_on", "id"], unique=False)
        batch_op.create_index("ix_mark_lesson", ["school_id", "lesson_id"], unique=False)
        batch_op.create_index("ix_mark_load", ["school_id", "load_id", "held_on", "id"], unique=False)
        batch_op.create_index("ix_mark_student", ["school_id", "student_id", "held_on", "id"], unique=False)

    op.create_table(
        "result_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("result_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("student_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("load_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("class_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "kind", sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "old_state",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "new_state",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("old_value", sa.BigInteger(), nullable=True),
        sa.Column("new_value", sa.BigInteger(), nullable=True),
        sa.Column(
            "reason",
            sa.String(length=500).with_variant(sa.String(length=500, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("changed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["changed_by_id"], ["staff_member.id"], name=op.f("fk_result_change_changed_by_id")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_result_change_class_id")),
        sa.ForeignKeyConstraint(["load_id"], ["teaching_load.id"], name=op.f("fk_result_change_load_id")),
        sa.ForeignKeyConstraint(["order_id"], ["director_order.id"], name=op.f("fk_result_change_order_id")),
        sa.ForeignKeyConstraint(["result_id"], ["period_result.id"], name=op.f("fk_result_change_result_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_result_change_school_id")),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name=op.f("fk_result_change_student_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_change")),
    )
    with op.batch_alter_table("result_change", schema=None) as batch_op:
        batch_op.create_index("ix_result_change_result", ["result_id", "id"], unique=False)
        batch_op.create_index("ix_result_change_school", ["school_id", "changed_at", "id"], unique=False)

    op.create_table(
        "mark_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mark_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("student_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("load_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("class_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "kind", sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("old_value", sa.BigInteger(), nullable=False),
        sa.Column("new_value", sa.BigInteger(), nullable=True),
        sa.Column("old_weight", sa.BigInteger(), nullable=False),
        sa.Column("new_weight", sa.BigInteger(), nullable=True),
        sa.Column(
            "reason",
            sa.String(length=500).with_variant(sa.String(length=500, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("changed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["changed_by_id"], ["staff_member.id"], name=op.f("fk_mark_change_changed_by_id")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_mark_change_class_id")),
        sa.ForeignKeyConstraint(["load_id"], ["teaching_load.id"], name=op.f("fk_mark_change_load_id")),
        sa.ForeignKeyConstraint(["mark_id"], ["mark.id"], name=op.f("fk_mark_change_mark_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_mark_change_school_id")),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name=op.f("fk_mark_change_student_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark_change")),
    )
    with op.batch_alter_table("mark_change", schema=None) as batch_op:
        batch_op.create_index("ix_mark_change_mark", ["mark_id", "id"], unique=False)
        batch_op.create_index("ix_mark_change_school", ["school_id", "changed_at", "id"], unique=False)


def downgrade() -> None:
    """Bring the tables back."""
    with op.batch_alter_table("mark_change", schema=None) as batch_op:
        batch_op.drop_index("ix_mark_change_school")
        batch_op.drop_index("ix_mark_change_mark")

    op.drop_table("mark_change")
    with op.batch_alter_table("result_change", schema=None) as batch_op:
        batch_op.drop_index("ix_result_change_school")
        batch_op.drop_index("ix_result_change_result")

    op.drop_table("result_change")
    with op.batch_alter_table("mark", schema=None) as batch_op:
        batch_op.drop_index("ix_mark_student")
        batch_op.drop_index("ix_mark_load")
        batch_op.drop_index("ix_mark_lesson")
        batch_op.drop_index("ix_mark_school")
        batch_op.drop_index("ix_mark_class")

    op.drop_table("mark")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index("ux_attendance")
        batch_op.drop_index("ix_attendance_student")
        batch_op.drop_index("ix_attendance_load")
        batch_op.drop_index("ix_attendance_school")
        batch_op.drop_index("ix_attendance_class")

    op.drop_table("attendance")
    with op.batch_alter_table("period_result", schema=None) as batch_op:
        batch_op.drop_index("ux_period_result")
        batch_op.drop_index("ix_period_result_student")
        batch_op.drop_index("ix_period_result_period")
        batch_op.drop_index("ix_period_result_load")
        batch_op.drop_index("ix_period_result_class")

    op.drop_table("period_result")
    with op.batch_alter_table("lesson", schema=None) as batch_op:
        batch_op.drop_index(
            "ux_lesson_slot",
            sqlite_where=sa.text("cancelled_at IS NULL"),
            postgresql_where=sa.text("cancelled_at IS NULL"),
        )
        batch_op.drop_index("ix_lesson_load")
        batch_op.drop_index("ix_lesson_school")
        batch_op.drop_index("ix_lesson_class")

    op.drop_table("lesson")
    with op.batch_alter_table("teaching_load", schema=None) as batch_op:
        batch_op.drop_index("ix_teaching_load_teacher")
        batch_op.drop_index("ix_teaching_load_group")
        batch_op.drop_index("ix_teaching_load_class")

    op.drop_table("teaching_load")
