"""The application that a server runs: the house is composed when the server starts and closed when it stops."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import httpx
from starlette.types import ASGIApp, Receive, Scope, Send

from isuo_graph import app
from isuo_graph.app import House
from isuo_graph.kit.errors import BootRefused
from isuo_graph.rooms.people import oidc
from isuo_graph.rooms.people.outside import OutsideDoor
from isuo_graph.rooms.people.sessions import LiveSessions
from isuo_graph.settings import Settings
from isuo_graph.store.dialect import dialect_of
from isuo_graph.web.service import Parts, service
from isuo_graph.web.tokens import Bearers


def application(house: House, beside: asyncio.Future[None] | None = None) -> ASGIApp:
    """Give the application over a composed house; what runs `beside` it ends with it, before the house is closed."""
    dialect = dialect_of(house.settings.database_url)

    client = httpx.AsyncClient()  # opens no connection until the provider's keys are asked for
    provider = oidc.oidc_tokens(house.settings, client, house.clock)
    outside = OutsideDoor(provider, house.store.write).check if provider else None

    async def probe() -> None:
        await house.store.read.fetch_row("SELECT 1")

    async def close() -> None:
        if beside is not None:
            beside.cancel()
            await asyncio.wait([beside])
        await client.aclose()
        await house.close()

    return service(
        Parts(
            settings=house.settings,
            schema=house.schema,
            bearers=Bearers(house.keys, house.clock, outside),
            viewers=house.viewers,
            sessions=LiveSessions(house.store.read, dialect),
            probe=probe,
            sdl=house.schema.as_str(),
            clock=house.clock,
            services=house.services,
            close=close,
            straight=house.queries.straight,
            measures=(house.plugins.registry,),
        )
    )


class Starting:
    """Becomes the real application at start-up. A house that cannot be composed stops the server, saying why."""

    def __init__(self, settings: Settings, compose: Callable[[Settings], Awaitable[House]] = app.compose) -> None:
        """Take the settings; nothing is opened yet."""
        self._settings = settings
        self._compose = compose
        self._app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Compose at the first message of the server's life, then pass everything on."""
        if self._app is None:
            try:
                house = await self._compose(self._settings)
                self._app = application(house, asyncio.ensure_future(house.sweep.forever()))
            except BootRefused as exc:
                await receive()
                await send({"type": "lifespan.startup.failed", "message": str(exc)})
                return
        await self._app(scope, receive, send)
