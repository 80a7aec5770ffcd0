"""What machines ask about the service itself: whether it lives, whether it can answer, its numbers, its schema."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from functools import lru_cache
from typing import Final

import orjson
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.web.answers import Probe
from isuo_graph.web.live import Live
from isuo_graph.web.tokens import Bearers
from isuo_graph.web.traffic import Traffic

_Answer = Callable[[Request], Response]
_AsyncAnswer = Callable[[Request], Awaitable[Response]]

PROBE_TIMEOUT_S: Final = 3.0  # orchestrators ask every few seconds and wait about as long (a guess)
_STATUSES_MAX: Final = 1_000  # pairs of a route and a status; there are far fewer
_BUCKETS: Final = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The numbers of one process. Labels come from lists of ours, never from a request."""

    def __init__(self, traffic: Traffic, live: Live) -> None:
        self.registry = CollectorRegistry()
        labels = ("route", "status")
        self._requests = Counter("isuo_requests", "Requests answered.", labels, registry=self.registry)
        self._seconds = Histogram(
            "isuo_request_seconds", "Time to an answer.", ("route",), buckets=_BUCKETS, registry=self.registry
        )
        in_flight = Gauge("isuo_in_flight", "Requests worked on now.", registry=self.registry)
        in_flight.set_function(lambda: traffic.in_flight)
        connections = Gauge("isuo_live_connections", "Sockets and event streams open.", registry=self.registry)
        connections.set_function(lambda: live.count)

    def counting(self, routes: Collection[str]) -> Callable[[str, int, float], None]:
        """Give what counts one answer by path, status and seconds; a path that is no route of ours is `other`."""
        answered = lru_cache(_STATUSES_MAX)(lambda route, status: self._requests.labels(route, str(status)))
        timed = {route: self._seconds.labels(route) for route in (*routes, "other")}

        def count(path: str, status: int, seconds: float) -> None:
            route = path if path in timed else "other"
            answered(route, status).inc()
            timed[route].observe(seconds)

        return count


def alive() -> ASGIApp:
    """Make the answer to `/healthz`: the process runs and its loop turns."""
    return _page(lambda _: _status(200, "alive"))


def ready(probe: Probe) -> ASGIApp:
    """Make the answer to `/readyz`: 503 while the database does not answer."""

    async def answer(_: Request) -> Response:
        try:
            async with asyncio.timeout(PROBE_TIMEOUT_S):
                await probe()
        except Exception:  # noqa: BLE001 - whatever it was, the service is not ready; its text may name the database
            return _status(503, "unavailable")
        return _status(200, "ready")

    return _page_async(answer)


def numbers(metrics: Metrics) -> ASGIApp:
    """Make the answer to `/metrics`, in the form of Prometheus."""
    return _page(lambda _: Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST))


def schema_text(sdl: str, bearers: Bearers, *, is_open: bool) -> ASGIApp:
    """Make the answer to `/schema.graphql`: for whoever has signed in, and for everybody where that is set."""

    async def answer(request: Request) -> Response:
        signed = await bearers.read(request.headers.getlist("authorization"))
        if signed is None and not is_open:
            raise Refused(Code.UNAUTHENTICATED, "auth.required")
        return Response(sdl, media_type="text/plain; charset=utf-8")

    return _page_async(answer)


def _status(code: int, word: str) -> Response:
    return Response(orjson.dumps({"status": word}), code, media_type="application/json")


def _page(answer: _Answer) -> ASGIApp:
    async def awaited(request: Request) -> Response:
        return answer(request)

    return _page_async(awaited)


def _page_async(answer: _AsyncAnswer) -> ASGIApp:
    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if request.method not in {"GET", "HEAD"}:
            raise Refused(Code.BAD_USER_INPUT, "method.unsupported")
        response = await answer(request)
        await response(scope, receive, send)

    return page
