"""`isuo-graph init` makes a real installation; `isuo-graph upgrade` brings its database to this program's version."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from isuo_graph.cli.founding import Appointment, Founded
    from isuo_graph.settings import Settings


def register(commands: typer.Typer) -> None:
    """Add the commands."""
    commands.command()(init)
    commands.command()(upgrade)


def init(
    order_number: Annotated[str, typer.Option(prompt="Number of the order that names the administrator")],
    order_date: Annotated[datetime, typer.Option(prompt="Its date (YYYY-MM-DD)", formats=["%Y-%m-%d"])],
    login: Annotated[str, typer.Option(help="The name the administrator will sign in with.")] = "administrator",
    again: Annotated[bool, typer.Option("--again", help="Appoint one more, or make a new link.")] = False,  # noqa: FBT002 - a flag
) -> None:
    """Make the key file, the tables, and the first administrator, who sets schools up. Prints a link that works once.

    No order, no right: give the number and date of the order by which the administrator is appointed (R50, R53).
    """
    import asyncio

    from isuo_graph.cli.founding import Appointment
    from isuo_graph.cli.terminal import hint, out
    from isuo_graph.settings import load

    settings = load()
    appointment = Appointment(login, order_number, order_date.date())
    _prepare(settings, appointment, again=again)
    founded = asyncio.run(_init(settings, appointment))
    hint(f"key file: {settings.secret_key_file} (keep a copy in a safe place: without it cursors and tokens die)")
    hint(f"the link works once, within {settings.one_time_link_s // 3600} hours; it is printed only now:")
    out().print(f"{settings.public_url}/sign-in?link={founded.token}", markup=False)
    hint(f"or by GraphQL: mutation {{ useOneTimeLink(input: {{token: …, newPassword: …}}) }} as {founded.login}")
    hint("now: isuo-graph serve")


def upgrade() -> None:
    """Bring the database to the tables of this version, or leave it as it was. Make a backup first."""
    import asyncio

    from isuo_graph.cli.terminal import out
    from isuo_graph.settings import load
    from isuo_graph.store import migrate

    url = load().database_url
    before = asyncio.run(migrate.current(url))
    asyncio.run(migrate.upgrade(url))
    out().print(f"{before or 'empty'} → {migrate.newest()}", markup=False)


def _prepare(settings: Settings, appointment: Appointment, *, again: bool) -> None:
    """Refuse what cannot be done before anything is written."""
    from pathlib import Path

    from isuo_graph.kit.errors import BootRefused
    from isuo_graph.store import sqlite
    from isuo_graph.store.dialect import Dialect, dialect_of

    if not again and Path(settings.secret_key_file).exists():
        raise BootRefused(
            f"{settings.secret_key_file} exists: there is an installation already. `isuo-graph doctor` looks at it; "
            "`isuo-graph init --again` makes a new link for its administrator."
        )
    appointment.check()
    if dialect_of(settings.database_url) is Dialect.SQLITE:
        sqlite.path_of(settings.database_url).parent.mkdir(parents=True, exist_ok=True)


async def _init(settings: Settings, appointment: Appointment) -> Founded:
    from isuo_graph.cli import founding
    from isuo_graph.settings.secrets import make_secret
    from isuo_graph.store import migrate

    await migrate.upgrade(settings.database_url)
    founded = await founding.found(settings, appointment)
    # Last, so that an attempt that fails half-way can simply be made again.
    make_secret(settings.secret_key_file)
    return founded
