"""Which SQL a database speaks, read from its URL."""

from __future__ import annotations

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from isuo_graph.kit.errors import BootRefused
from isuo_graph.plan.bind import Dialect

__all__ = ["Dialect", "dialect_of"]


def dialect_of(url: str) -> Dialect:
    """Read from a URL which database it names. Raises BootRefused for any other."""
    try:
        return Dialect(make_url(url).get_backend_name())
    except (ArgumentError, ValueError) as exc:
        raise BootRefused("ISUO_DATABASE_URL: write sqlite:///path/to/file or postgresql://user@host/database") from exc
