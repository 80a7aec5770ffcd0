"""Our own arm: the house as an installation runs it, over HTTP, with a signed token and the rights of a real role."""

from __future__ import annotations

import os

from starlette.types import ASGIApp

from isuo_graph.settings import Settings
from isuo_graph.web.serving import Starting

KEY_FILE = "ISUO_BENCH_KEY_FILE"


def app(url: str) -> ASGIApp:
    """Make the application."""
    return Starting(settings(url))


def settings(url: str) -> Settings:
    """Give the settings: the defaults, but for a page that holds a whole school, which Q3 asks for in one go."""
    return Settings(
        database_url=url,
        secret_key_file=os.environ[KEY_FILE],
        access_token_s=86_400,
        page_max=1_000,
        estimated_rows_max=100_000,
        log_level="error",
    )
