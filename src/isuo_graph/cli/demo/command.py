"""`isuo-graph demo`: makes the demo school where there is none, says how to use it, and serves it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from isuo_graph.cli.demo.work import Work, place
from isuo_graph.cli.where import DATABASE, DEMO_FOLDER, KEY

if TYPE_CHECKING:
    from datetime import date

    from isuo_graph.cli.demo.plugins import Kolibri
    from isuo_graph.settings import Settings


def register(commands: typer.Typer) -> None:
    """Add the command."""
    commands.command()(demo)


def demo(
    folder: Annotated[Path, typer.Option(help="Where the demo's database and key are kept.")] = DEMO_FOLDER,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on; ISUO_BIND goes before it.")] = 8000,
    size: Annotated[int, typer.Option(min=1, max=500, help="1 is two schools; each step adds two large ones.")] = 1,
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw the data away, make it anew for today.")] = False,  # noqa: FBT002 - a flag
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Only make the data.")] = False,  # noqa: FBT002 - a flag
    kolibri: Annotated[
        str, typer.Option(help="A Kolibri server with the account that may read it: http://USER@127.0.0.1:8080")
    ] = "",
) -> None:
    """Start an invented pair of schools: made in a few seconds, served until Ctrl+C, safe to run twice.

    The question bank serves its sample tests. With --kolibri a Kolibri server gives e-courses; its account's password
    is asked for, or read from the variable KOLIBRI_PASSWORD.
    """
    settings = _settings(folder, port)
    given = _kolibri(kolibri, settings) if kolibri else None
    work = Work(settings, password := _password(settings, folder, fresh=fresh), size, given)
    is_made = _is_made(work)
    if no_serve:
        if not is_made:
            work.make()
        _tell_accounts(settings, password)
        return
    _serve(work, is_made=is_made)


def _serve(work: Work, *, is_made: bool) -> None:
    """Serve; when the service answers, say how to use it, then read what plugins hold.

    Data that is not there yet is made by a child process while this one puts the service together.
    """
    from isuo_graph.cli import serving
    from isuo_graph.cli.demo.work import Beside
    from isuo_graph.cli.terminal import out

    serving.check_free(work.settings)
    out().print("Starting …", style="dim")
    making = None if is_made else Beside(work.make)
    from isuo_graph.app import House
    from isuo_graph.cli.demo import plugins

    async def ready() -> None:
        if making is not None:
            await making.end()

    async def begun(house: House) -> None:
        _tell_all(work)
        from isuo_graph.cli.demo import kolibri as beside

        reports = await plugins.read(house)
        if work.kolibri is not None:
            await beside.tell(house, reports, work.kolibri.address)

    serving.run(work.settings, ready, begun)


def _kolibri(told: str, settings: Settings) -> Kolibri:
    """Read which Kolibri is meant; imported only then, for it takes as long as making the data."""
    from isuo_graph.cli.demo import kolibri

    return kolibri.told(told, settings)


def _settings(folder: Path, port: int) -> Settings:
    """Give the environment's settings with the demo's own where nothing is said."""
    from isuo_graph.cli.where import demo_settings
    from isuo_graph.settings import load

    said = load()
    settings = demo_settings(said, folder)
    if "bind" not in said.model_fields_set:
        settings = settings.model_copy(update={"bind": f"127.0.0.1:{port}"})
    if "public_url" not in said.model_fields_set:
        settings = settings.model_copy(update={"public_url": f"http://{settings.bind}"})
    return settings


def _password(settings: Settings, folder: Path, *, fresh: bool) -> str:
    """Make folder and key where there are none; gives the password that follows from the key."""
    from isuo_graph.cli.demo import passwords
    from isuo_graph.settings.secrets import make_secret

    folder.mkdir(parents=True, exist_ok=True)
    if fresh:
        _remove(settings, folder)
    return passwords.password(make_secret(settings.secret_key_file))


def _is_made(work: Work) -> bool:
    """Tell whether the demo is there, and say how old it is; plugins are enabled anew in any case."""
    import asyncio

    from isuo_graph.cli.demo import making
    from isuo_graph.cli.terminal import out
    from isuo_graph.kit.clock import SystemClock

    settings = work.settings
    if not asyncio.run(making.is_made(settings, work.password)):
        return False
    asyncio.run(work.enable())
    out().print(f"Found the demo: {place(settings)}", markup=False)
    _tell_age(asyncio.run(making.newest_lesson(settings.database_url)), SystemClock().today())
    return True


def _remove(settings: Settings, folder: Path) -> None:
    """Remove the files of the demo's own database. Raises BootRefused for any other database."""
    from isuo_graph.kit.errors import BootRefused

    if settings.database_url != f"sqlite:///{folder / DATABASE}":
        raise BootRefused(
            f"--fresh only removes the demo's own file in {folder}. "
            "Drop the database that ISUO_DATABASE_URL names yourself, create it empty, and start the demo again."
        )
    for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", KEY):
        (folder / name).unlink(missing_ok=True)


def _tell_age(newest: date | None, today: date) -> None:
    from isuo_graph.cli.terminal import hint

    if newest is not None and (today - newest).days > 7:  # noqa: PLR2004 - a week
        hint(f"Its last lessons are of {newest}; `isuo-graph demo --fresh` makes it anew for today.")


def _tell_accounts(settings: Settings, password: str) -> None:
    from rich.table import Table

    from isuo_graph.cli.demo.accounts import LISTED
    from isuo_graph.cli.terminal import out

    table = Table(title=f"Accounts, password of all: {password}", title_justify="left", box=None, pad_edge=False)
    table.add_column("login", style="bold")
    table.add_column("who")
    for listed in LISTED:
        table.add_row(listed.login, listed.who)
    out().print(table)
    out().print(f"Data: {place(settings)}", markup=False, style="dim")


def _tell_all(work: Work) -> None:
    from isuo_graph.cli.demo.queries import BESIDE_KOLIBRI, EXAMPLES, curl, pointing
    from isuo_graph.cli.terminal import out

    console, settings = out(), work.settings
    _tell_accounts(settings, work.password)
    console.print("\nQueries to try (in another terminal, in this folder, with the environment active):")
    if first := pointing(settings):
        console.print(f"\n{first}", markup=False, soft_wrap=True)
    for example in EXAMPLES if work.kolibri is None else (*EXAMPLES, BESIDE_KOLIBRI):
        console.print(f"\n# {example.shows}", style="dim", markup=False)
        console.print(curl(settings.public_url, example), markup=False)
    console.print(f"\nGraphQL answers at {settings.public_url}/graphql. Stop with Ctrl+C.", style="bold", markup=False)
