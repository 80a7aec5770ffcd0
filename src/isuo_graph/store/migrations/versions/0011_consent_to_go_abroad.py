"""Says beside the window of a consent in which part of it data may also leave the country."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

COLUMNS = ("abroad_from_ms", "abroad_until_ms")

# What counted until now: any consent in force that names the operation.
AS_BEFORE = """
UPDATE consent_effect SET abroad_from_ms = valid_from_ms, abroad_until_ms = valid_until_ms
WHERE EXISTS (SELECT 1 FROM consent AS k WHERE k.school_id = consent_effect.school_id
AND k.student_id = consent_effect.subject_id AND k.purpose = consent_effect.purpose
AND k.recipient = consent_effect.recipient AND k.status = 'GIVEN' AND k.operations LIKE '%CROSS_BORDER%')
"""


def upgrade() -> None:
    """Bring the table forward."""
    for name in COLUMNS:
        kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
        op.add_column("consent_effect", sa.Column(name, kind, nullable=False, server_default="0"))
    op.execute(AS_BEFORE)


def downgrade() -> None:
    """Bring the table back."""
    for name in reversed(COLUMNS):
        op.drop_column("consent_effect", name)
