"""`isuo-graph serve`: the service as the settings say."""

from __future__ import annotations

from typing import Annotated

import typer


def register(commands: typer.Typer) -> None:
    """Add the command."""
    commands.command()(serve)


def serve(
    bind: Annotated[str | None, typer.Option(help="Address and port, for example 127.0.0.1:8001.")] = None,
) -> None:
    """Serve until Ctrl+C or SIGTERM. Every setting is an ISUO_ variable, see docs/settings.md."""
    import os

    from isuo_graph.cli import serving
    from isuo_graph.settings import load

    if bind is not None:
        os.environ["ISUO_BIND"] = bind  # checked like any other setting, and seen by every worker
    serving.run(load())
