"""Checks of the database: it can be reached and written, has this program's tables, an administrator, a sane clock."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlmodel import col, func, select

from isuo_graph import app
from isuo_graph.cli import failures
from isuo_graph.cli.doctor.finding import Finding
from isuo_graph.kit.clock import SystemClock
from isuo_graph.kit.errors import BootRefused
from isuo_graph.policy.rights import Role
from isuo_graph.rooms.orders.tables import DirectorOrder, GrantKind, OrderState, RoleGrant
from isuo_graph.rooms.people.tables import Account
from isuo_graph.settings import Settings
from isuo_graph.store import bulk, migrate, sqlite, sweep
from isuo_graph.store.dialect import Dialect, dialect_of
from isuo_graph.store.tables import AuditEntry

ABOUT: Final = "database"
NAMED: Final = "NAME  # the one in ISUO_DATABASE_URL"
LEFT_MAX: Final = 100_000
"""More than a busy school leaves between two sweeps (a guess): then no service has been sweeping for long."""
CLOCK_SLACK: Final = timedelta(minutes=5)
"""Two machines' clocks may differ so much without harm (a guess)."""


async def database(settings: Settings) -> AsyncIterator[Finding]:
    """Look at the database from the outside in; the first fault ends it, since what follows would only repeat it."""
    fault = file_fault(settings) if dialect_of(settings.database_url) is Dialect.SQLITE else None
    if fault is None:
        fault = await _reach_fault(settings)
    if fault is not None:
        yield fault
        return
    yield Finding(ABOUT, f"it answers, its tables are those of this program ({migrate.newest()})")
    async for finding in _contents(settings):
        yield finding


def file_fault(settings: Settings) -> Finding | None:
    """Look at SQLite's file before anything opens, and so makes, it."""
    try:
        sqlite.check_version()
        path = sqlite.path_of(settings.database_url)
    except BootRefused as exc:
        mend = "export ISUO_DATABASE_URL=sqlite:///isuo.db" if "ISUO_" in str(exc) else "install a newer Python"
        return Finding(ABOUT, str(exc), mend)
    folder = path.parent
    if not folder.is_dir():
        return Finding(ABOUT, f"the folder {folder} does not exist", f"mkdir -p {folder} && isuo-graph init")
    if not os.access(folder, os.W_OK | os.X_OK):
        said = f"the folder {folder} cannot be written; SQLite keeps its log beside the file"
        return Finding(ABOUT, said, f"chmod u+rwx {folder}")
    if not path.exists():
        return Finding(ABOUT, f"there is no {path} yet", "isuo-graph init")
    if not os.access(path, os.W_OK):
        return Finding(ABOUT, f"{path} cannot be written", f"chmod u+rw {path}")
    return None


async def _reach_fault(settings: Settings) -> Finding | None:
    """Open the database and compare its tables with this program's."""
    url = settings.database_url
    try:
        current = await migrate.current(url)
    except (OSError, DBAPIError, BootRefused) as exc:
        return _unreachable(url, exc)
    if current == migrate.newest():
        return None
    if current is None:
        return Finding(ABOUT, "the database is empty", "isuo-graph init")
    if migrate.knows(current):
        return Finding(ABOUT, f"its tables are of an older version ({current})", "isuo-graph upgrade")
    return Finding(
        ABOUT,
        f"its tables are of a newer version of this program ({current}, this one knows up to {migrate.newest()})",
        "pip install --upgrade isuo-graph",
    )


def _unreachable(url: str, exc: Exception) -> Finding:
    cause = failures.innermost(exc)
    if dialect_of(url) is Dialect.SQLITE:
        path = sqlite.path_of(url)
        said = f"{path} cannot be opened ({cause}); it may be no database, or damaged"
        return Finding(ABOUT, said, f"mv {path} {path}.broken && isuo-graph init")
    # The driver's own words may repeat the address; its class says enough, and holds no password.
    name = type(cause).__name__
    said = f"PostgreSQL cannot be reached or refuses us ({name})"
    return Finding(ABOUT, said, _MENDS.get(name, 'psql "$ISUO_DATABASE_URL" -c "SELECT 1"'))


_MENDS: Final = {
    "InvalidCatalogNameError": f"createdb {NAMED}",
    "InvalidAuthorizationSpecificationError": f"createuser --pwprompt {NAMED}",
    "InvalidPasswordError": "export ISUO_DATABASE_URL=postgresql://USER:PASSWORD@HOST/NAME  # with the right password",
    "ConnectionRefusedError": "sudo systemctl start postgresql",
}
"""What mends what PostgreSQL's driver says; anything else is asked of psql, which explains itself well."""


async def _contents(settings: Settings) -> AsyncIterator[Finding]:
    """Look at what an installation needs inside."""
    clock = SystemClock()
    today = clock.today()
    async with bulk.session(settings.database_url) as session:
        holding = (
            select(func.count())
            .select_from(RoleGrant)
            .join(DirectorOrder, col(DirectorOrder.id) == RoleGrant.order_id)
            .join(Account, col(Account.person_id) == RoleGrant.person_id)
            .where(
                RoleGrant.role == Role.ADMINISTRATOR,
                RoleGrant.kind == GrantKind.ALLOW,
                col(RoleGrant.ended_at).is_(None),
                RoleGrant.starts_on <= today,
                col(RoleGrant.ends_on).is_(None) | (col(RoleGrant.ends_on) >= today),
                DirectorOrder.state == OrderState.SIGNED,
                col(Account.blocked_at).is_(None),
            )
        )
        count = (await session.exec(holding)).one()
        newest = (await session.exec(select(func.max(AuditEntry.at)))).one()
        left = await sweep.left(await session.connection(), app.leftovers(settings), clock.now())
    if count:
        yield Finding("administrator", f"{count} with an account and an order in force")
    else:
        said = "nobody may make accounts: no order in force names one"
        yield Finding("administrator", said, "isuo-graph init --again --login NEW_NAME")
    yield _clock(newest, clock.now())
    yield _leftovers(left)


def _leftovers(left: Mapping[str, int]) -> Finding:
    """Judge how much should have been swept away; a running service keeps it low."""
    count = sum(left.values())
    if count <= LEFT_MAX:
        return Finding("sweep", f"{count} rows wait to be swept away")
    names = ", ".join(f"{rows} of {name}" for name, rows in left.items() if rows)
    said = f"{count} rows have served and are still there ({names}); `isuo-graph serve` sweeps them"
    return Finding("sweep", said, "isuo-graph serve")


def _clock(newest: datetime | None, now: datetime) -> Finding:
    """Compare the clock with the trail: what was done cannot have been done tomorrow."""
    if newest is not None and newest > now + CLOCK_SLACK:
        said = f"the clock says {now:%Y-%m-%d %H:%M} UTC, but the audit trail already holds {newest:%Y-%m-%d %H:%M} UTC"
        return Finding("clock", said, "timedatectl set-ntp true")
    return Finding("clock", f"{now:%Y-%m-%d %H:%M} UTC")
