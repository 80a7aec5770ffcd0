"""`isuo-graph token`: an access token for an account, for scripts and for trying things out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from isuo_graph.settings import Settings

MADE_AS: Final = "people:token_made"
"""The tag under which the audit trail keeps that a token was made at the server's own command line."""
CLIENT: Final = "isuo-graph token"


def register(commands: typer.Typer) -> None:
    """Add the command."""
    commands.command()(token)


def token(
    user: Annotated[str, typer.Argument(help="The name the account signs in with, for example teacher.")],
    minutes: Annotated[int | None, typer.Option(min=1, max=1440, help="How long it lives.")] = None,
) -> None:
    """Print an access token of an account. Whoever may read the key file may do this; the audit trail keeps it."""
    import asyncio
    import sys

    from isuo_graph.cli.where import settings_here

    settings = settings_here()
    if minutes is not None:
        settings = settings.model_copy(update={"access_token_s": minutes * 60})
    sys.stdout.write(asyncio.run(issue(settings, user)) + "\n")


async def issue(settings: Settings, login: str) -> str:
    """Open a session for the account and give its access token. Raises BootRefused where there is no such account."""
    from datetime import timedelta

    from sqlmodel import col, select

    from isuo_graph.kit.clock import SystemClock
    from isuo_graph.kit.errors import BootRefused
    from isuo_graph.kit.ids import NODES, IdMaker
    from isuo_graph.rooms.people import tokens
    from isuo_graph.rooms.people.refresh import RefreshTokens, fingerprint
    from isuo_graph.rooms.people.tables import Account, Session
    from isuo_graph.settings.secrets import read_secret
    from isuo_graph.store import bulk
    from isuo_graph.store.tables import AuditEntry

    clock = SystemClock()
    secret = read_secret(settings.secret_key_file)
    ids = IdMaker(clock, NODES - 1)  # the last number is the command line's; services count from 0
    async with bulk.session(settings.database_url) as session:
        account = (await session.exec(select(Account).where(col(Account.login) == login.casefold()))).first()
        if account is None or account.blocked_at is not None:
            raise BootRefused(f"{login}: there is no such account, or it is blocked")
        session_id, now = ids.new(), clock.now()
        session.add(
            Session(
                id=session_id,
                account_id=account.id,
                family_id=session_id,
                refresh_hash=fingerprint(RefreshTokens(secret).issue(session_id)),
                created_at=now,
                used_at=now,
                expires_at=now + timedelta(seconds=settings.access_token_s),
                client=CLIENT,
            )
        )
        session.add(
            AuditEntry(
                id=ids.new(),
                at=now,
                account_id=account.id,
                session_id=session_id,
                roles="",
                act=MADE_AS,
                school_id=account.school_id,
                subject_id=account.id,
                request_id="",
                outcome="DONE",
                detail="{}",
            )
        )
        return tokens.key_ring(settings, secret, clock).issue(account.id, session_id)[0]
