"""The book of movement and the trails of marks and results are only added to, as the audit trail is."""

from __future__ import annotations

from alembic import op

from isuo_graph.store import triggers
from isuo_graph.store.dialect import Dialect

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BOOKS = ("movement_entry", "mark_change", "result_change")


def upgrade() -> None:
    """Let nobody change a line."""
    for book in BOOKS:
        for statement in triggers.append_only(book, Dialect(op.get_bind().dialect.name)):
            op.execute(statement)


def downgrade() -> None:
    """Take the rule away."""
    for book in reversed(BOOKS):
        for statement in triggers.not_append_only(book, Dialect(op.get_bind().dialect.name)):
            op.execute(statement)
