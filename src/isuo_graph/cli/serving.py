"""Runs the server: takes settings, gives control to uvicorn until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING, Any, Final

from isuo_graph.kit.errors import BootRefused

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import ASGIApp

    from isuo_graph.app import House
    from isuo_graph.settings import Settings

FACTORY: Final = "isuo_graph.cli.serving:from_environment"


def run(
    settings: Settings,
    ready: Callable[[], Awaitable[None]] | None = None,
    begun: Callable[[House], Awaitable[None]] | None = None,
) -> None:
    """Serve until SIGTERM or Ctrl+C; running requests get their grace. Raises BootRefused where it cannot begin.

    `ready` is awaited before the first request is taken; `begun` runs beside the service, and is cancelled with it.
    """
    import uvicorn

    from isuo_graph.cli import logs

    logs.set_up(settings)
    check_free(settings)
    if settings.workers > 1:
        config = uvicorn.Config(FACTORY, factory=True, workers=settings.workers, **_options(settings))
        _supervise(config)
        return
    starting = _Watched(settings, ready, begun)
    server = uvicorn.Server(uvicorn.Config(starting, **_options(settings)))
    # After it has shut down, uvicorn raises Ctrl+C again; where nothing started it ends the program by itself.
    with contextlib.suppress(KeyboardInterrupt, SystemExit):
        server.run()
    if not server.started:
        raise BootRefused(starting.refusal or "The service could not start; the reason stands above.")


def from_environment() -> ASGIApp:
    """Make the application of one worker among several; each makes ids under a number of its own."""
    from isuo_graph.cli import logs, nodes
    from isuo_graph.settings import load
    from isuo_graph.web.serving import Starting

    settings = load()
    logs.set_up(settings)
    node = nodes.claim(settings.node, settings.workers, settings.database_url)
    return Starting(settings.model_copy(update={"node": node}), _composed)


def check_free(settings: Settings) -> None:
    """Raise BootRefused where the port is taken; uvicorn would say it in the middle of its log."""
    host, port = address(settings)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as exc:
            raise BootRefused(
                f"ISUO_BIND: {host}:{port} cannot be listened on ({exc.strerror}). "
                "Stop what listens there, or choose another port, for example ISUO_BIND=127.0.0.1:8001."
            ) from exc


def address(settings: Settings) -> tuple[str, int]:
    """Give the host and port to listen on."""
    host, _, port = settings.bind.rpartition(":")
    return host.strip("[]"), int(port)


def _options(settings: Settings) -> dict[str, Any]:
    from isuo_graph.web import wire

    host, port = address(settings)
    return {
        "host": host,
        "port": port,
        "loop": "auto",  # uvloop where it is installed
        "http": wire.wire(settings),
        "ws": wire.Socket,
        "ws_max_size": settings.body_max_bytes,  # a frame is a request
        # Compressed requests are refused over HTTP too: a few hundred bytes may hold a quarter of a megabyte.
        "ws_per_message_deflate": False,
        "lifespan": "on",
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "proxy_headers": bool(settings.proxies_trusted),
        "forwarded_allow_ips": "*" if "*" in settings.proxies_trusted else list(settings.proxies_trusted),
        "timeout_graceful_shutdown": round(settings.shutdown_grace_s),
    }


def _supervise(config: Any) -> None:  # noqa: ANN401 - uvicorn's Config
    from uvicorn.supervisors import Multiprocess

    listening = config.bind_socket()
    Multiprocess(config, sockets=[listening]).run()


async def _composed(settings: Settings) -> House:
    """Compose the house, and take it out of what the garbage collector walks: it lives as long as the process, and each
    full walk over schema and catalogue stopped all requests for a third of a second.
    """
    import gc

    from isuo_graph import app

    house = await app.compose(settings)
    gc.collect()
    gc.freeze()
    return house


class _Watched:
    """The application, beginning what runs beside it when it has started, and remembering why it could not start."""

    def __init__(
        self,
        settings: Settings,
        ready: Callable[[], Awaitable[None]] | None,
        begun: Callable[[House], Awaitable[None]] | None,
    ) -> None:
        from isuo_graph.web.serving import Starting

        self._starting = Starting(settings, self._compose)
        self._ready = ready
        self._begun = begun
        self._house: House | None = None
        self._beside: asyncio.Future[None] | None = None
        self.refusal: str | None = None

    async def _compose(self, settings: Settings) -> House:
        self._house = await _composed(settings)
        if self._ready is not None:
            await self._ready()
        return self._house

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
        """Pass everything on, listening to what the application says about its start."""
        if scope["type"] != "lifespan":
            await self._starting(scope, receive, send)
            return

        async def listening(message: Any) -> None:  # noqa: ANN401 - ASGI
            if message["type"] == "lifespan.startup.failed":
                self.refusal = message.get("message") or "the service could not start"
                message = {"type": message["type"], "message": ""}
            await send(message)
            if message["type"] == "lifespan.startup.complete" and self._begun is not None and self._house is not None:
                self._beside = asyncio.ensure_future(self._begun(self._house))

        async def hearing() -> Any:  # noqa: ANN401 - ASGI
            message = await receive()
            if message["type"] == "lifespan.shutdown" and self._beside is not None:
                self._beside.cancel()
                await asyncio.wait([self._beside])
            return message

        await self._starting(scope, hearing, listening)
