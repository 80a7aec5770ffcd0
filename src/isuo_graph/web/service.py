"""The service as one ASGI application, composed as a value: layers outside, routes inside.

Order of defence: host (here) → method and type → size and time → token → room → form of the JSON → document's limits →
plan → statement's own deadline.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import strawberry
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Receive, Scope, Send

from isuo_graph.kit.clock import Clock
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.settings import Settings
from isuo_graph.web import health, wire
from isuo_graph.web.answers import Documents, NoDocuments, Probe, Sessions, Straight, Viewers
from isuo_graph.web.counter import Counter
from isuo_graph.web.defence import Arrivals, Hosts
from isuo_graph.web.graphql import View
from isuo_graph.web.live import Live
from isuo_graph.web.tokens import Bearers
from isuo_graph.web.traffic import Entrance, Traffic

GRAPHQL: Final = "/graphql"
# Orchestrators ask by address, not by name; these two say nothing and repeat nothing.
OPEN_PATHS: Final = ("/healthz", "/readyz")


async def _nothing() -> None:
    """Close nothing."""


@dataclass(frozen=True)
class Parts:
    """What a service is made of. `services` are what acts ask for by type; `pages` are further routes by path."""

    settings: Settings
    schema: strawberry.Schema
    bearers: Bearers
    viewers: Viewers
    sessions: Sessions
    probe: Probe
    sdl: str
    clock: Clock
    documents: Documents = field(default_factory=NoDocuments)
    services: Mapping[type, object] = field(default_factory=dict)
    pages: Mapping[str, ASGIApp] = field(default_factory=dict)
    close: Callable[[], Awaitable[None]] = _nothing
    straight: Straight | None = None
    """Answers queries it has met before without Strawberry; None for everything else."""
    measures: tuple[Collector, ...] = ()
    """What else `/metrics` shows."""


def service(parts: Parts) -> ASGIApp:
    """Compose the application."""
    settings = parts.settings
    traffic = Traffic(settings.in_flight_max)
    live = Live(parts.sessions, parts.clock, settings.subscriptions_max)
    counter = Counter(settings, parts.bearers, parts.viewers, parts.documents, traffic, live, parts.services)
    metrics = health.Metrics(traffic, live)
    for measure in parts.measures:
        metrics.registry.register(measure)
    routes: dict[str, ASGIApp] = {
        GRAPHQL: View(parts.schema, counter, parts.straight),
        "/healthz": health.alive(),
        "/readyz": health.ready(parts.probe),
        "/metrics": health.numbers(metrics),
        "/schema.graphql": health.schema_text(parts.sdl, parts.bearers, is_open=settings.introspection_anonymous),
        **parts.pages,
    }

    async def close() -> None:
        await live.close()
        await parts.close()

    hosts = Hosts(settings, open_paths=OPEN_PATHS)
    count = metrics.counting(routes)
    return Arrivals(_Routes(routes, close, Entrance(traffic, count)), settings, hosts, count)


class _Routes:
    """Finds the route by its exact path; there are no redirects, since one would repeat the caller's Host."""

    def __init__(self, routes: Mapping[str, ASGIApp], close: Callable[[], Awaitable[None]], entrance: Entrance) -> None:
        self._routes = routes
        self._close = close
        self._entrance = entrance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on. Raises Refused where there is no such path."""
        if scope["type"] == "lifespan":
            scope.get("state", {})[wire.ENTRANCE] = self._entrance
            await self._live(receive, send)
            return
        app = self._routes.get(scope["path"])
        if app is None or (scope["type"] == "websocket" and scope["path"] != GRAPHQL):
            raise Refused(Code.BAD_USER_INPUT, "path.unknown")
        await app(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Take part in the server's start and stop; at the stop, connections end before the database goes."""
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await self._close()
                await send({"type": "lifespan.shutdown.complete"})
                return
