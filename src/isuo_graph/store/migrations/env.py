"""What Alembic runs for every command: it uses the connection and the metadata that migrate.py put into the
configuration.
"""

from __future__ import annotations

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext


def rendered(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:  # noqa: ANN401 - any schema item
    """Write our own column types as the plain types they are kept in: a revision must not change with the code."""
    if kind == "type" and isinstance(item, sa.TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes["metadata"],
    render_as_batch=True,
    render_item=rendered,
    transactional_ddl=True,
)
context.run_migrations()
