<%!
    import re

    def plain(operations):
        return re.sub(r"[ ]*# ### .*\n?", "", operations).strip() or "pass"
%>"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    ${plain(upgrades)}


def downgrade() -> None:
    """Bring the tables back."""
    ${plain(downgrades)}
