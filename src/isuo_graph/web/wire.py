"""Connections under the application: uvicorn's own protocols, with bounds on what happens before a request is whole.

A head that is too long or never ends, more connections than there is room for, requests piled up without waiting, and
people who never read their answers cost nothing but their own connection. What is told is coded like every refusal.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import httptools
import orjson
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.kit.language import Language
from isuo_graph.settings import Settings
from isuo_graph.web.refusals import Voice, said
from isuo_graph.web.traffic import Entrance

HEAD_MAX_BYTES: Final = 65_536  # as h11 bounds it; httptools bounds nothing and takes quadratic time for one long line
HEADERS_MAX: Final = 100  # Apache's LimitRequestFields
PIPELINE_MAX: Final = 16  # requests sent without waiting; browsers send one at a time
ENTRANCE: Final = "isuo.entrance"  # where the server's lifespan state keeps what we ask for room
STALL_S: Final = 10.0  # seconds between two looks at somebody who does not read (a guess)
LINGER_S: Final = 2.0  # seconds for the last word to be read (a guess)
TAKEN_MIN_BYTES: Final = 10_000  # of an answer in that time: GPRS, the slowest link in use, takes twice as much
_BOUNDED: Final = b"/graphql"  # the address whose requests are counted; health and numbers are told in any case
_HEADERS: Final = (
    (b"content-type", b"application/json; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a connection may take; from the settings."""

    connections_max: int
    arrival_s: float
    language: Language


def bounds(settings: Settings) -> Bounds:
    """Give the bounds that the settings ask for."""
    return Bounds(settings.connections_max, settings.deadline_s, settings.language)


class Drain:
    """Ends a connection whose other side stops reading: what was written for it would stay in memory for ever."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._left = 0
        self._look: asyncio.TimerHandle | None = None

    def watch(self) -> None:
        """Look in a while whether enough has been read, and again until everything is."""
        if self._look is None and (left := self._transport.get_write_buffer_size()):
            self._left = left
            self._look = self._loop.call_later(STALL_S, self._looked)

    def _looked(self) -> None:
        self._look = None
        left = self._transport.get_write_buffer_size()
        if left > max(0, self._left - TAKEN_MIN_BYTES):
            self._transport.abort()
        else:
            self.watch()


class Wire(HttpToolsProtocol):
    """One HTTP connection."""

    _bounds: Bounds
    _drain: Drain

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
        *,
        bounds: Bounds,
    ) -> None:
        """Take what uvicorn gives, and the bounds."""
        super().__init__(config, server_state, app_state, _loop)
        self._bounds = bounds
        self._is_head = True
        self._heard = 0  # bytes of the head, or of the body, in pieces that did not end it
        self._late: asyncio.TimerHandle | None = None
        self._served = self.app
        self._entrance: Entrance | None = app_state.get(ENTRANCE)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's own
        """Begin, where there is room."""
        super().connection_made(transport)
        self._drain = Drain(transport, self.loop)
        if len(self.connections) > self._bounds.connections_max:
            self._refuse(503, Refused(Code.LIMIT_EXCEEDED, "limit.busy", retry_after_s=1), b"retry-after: 1\r\n")
        else:
            self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self._arrived()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take a piece of a request, or of several."""
        if self.parser is None:  # the connection is lost already
            return
        self._unset_keepalive_if_required()
        self._heard += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._upgrade()
            return
        except httptools.HttpParserError:
            self._refuse_head() if self._is_head else self._refuse_form()
            return
        if self._is_head and self._heard > HEAD_MAX_BYTES:
            self._refuse_head()
        elif len(self.pipeline) > PIPELINE_MAX:
            self.transport.abort()
        elif self._heard and self._late is None:
            self._expect()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; what comes behind a body (trailers) is nothing to us."""
        if not self._is_head:
            return
        if len(self.headers) >= HEADERS_MAX:
            self._heard = HEAD_MAX_BYTES + 1
            raise ValueError("too many headers")
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begin to answer, or say at once that there is no room."""
        self._is_head = False
        self._heard = 0
        entrance = self._entrance
        is_full = entrance is not None and entrance.traffic.is_full and self.url.startswith(_BOUNDED)
        self.app = self._turned_away if is_full else self._served
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Know the request whole."""
        super().on_message_complete()
        self._is_head = True
        self._heard = 0
        self._arrived()

    def on_response_complete(self) -> None:
        """Go on to the next request; a connection that closes must be read empty in time."""
        super().on_response_complete()
        if self.transport.is_closing():
            self._drain.watch()

    def pause_writing(self) -> None:
        """Stop writing until the other side has read."""
        super().pause_writing()
        self._drain.watch()

    def timeout_keep_alive_handler(self) -> None:
        """Close a connection that nothing comes on any more."""
        super().timeout_keep_alive_handler()
        self._drain.watch()

    async def _turned_away(self, _scope: Any, _receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
        """Answer without any of the application, which would cost a good part of what an answer costs."""
        refused = Refused(Code.LIMIT_EXCEEDED, "limit.busy", retry_after_s=1)
        content = _content(refused, self._bounds.language)
        headers = [*_HEADERS, (b"content-length", b"%d" % len(content)), (b"retry-after", b"1")]
        await send({"type": "http.response.start", "status": 503, "headers": headers})
        await send({"type": "http.response.body", "body": content})
        if self._entrance is not None:
            self._entrance.count(_BOUNDED.decode(), 503, 0.0)

    def _expect(self) -> None:
        self._late = self.loop.call_later(self._bounds.arrival_s, self._too_late)

    def _arrived(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _too_late(self) -> None:
        """End a request that does not arrive. While it is answered, the answer's own deadline holds."""
        self._late = None
        if self._is_head and self._heard:
            limit_s = f"{self._bounds.arrival_s:g}"
            self._refuse(408, Refused(Code.LIMIT_EXCEEDED, "limit.arrival", limit_s=limit_s))
        elif not self._is_answering():
            self.transport.close()

    def _is_answering(self, *, is_begun: bool = False) -> bool:
        """Tell whether a request is being answered, or already has the beginning of its answer."""
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is not None and not cycle.response_complete and (cycle.response_started or not is_begun)

    def _upgrade(self) -> None:
        """Hand the connection to the socket's protocol; other upgrades are not heard, HTTP goes on."""
        self._arrived()
        if self._should_upgrade():
            self.handle_websocket_upgrade()

    def _refuse_head(self) -> None:
        if self._heard <= HEAD_MAX_BYTES:
            self._refuse_form()
            return
        refused = Refused(Code.LIMIT_EXCEEDED, "limit.head", limit=HEAD_MAX_BYTES, lines=HEADERS_MAX)
        self._refuse(431, refused)

    def _refuse_form(self) -> None:
        self._refuse(400, Refused(Code.BAD_USER_INPUT, "http.malformed"))

    def _refuse(self, status: int, refused: Refused, more: bytes = b"") -> None:
        """Say no, unless an answer is on its way already, and close. What is being answered ends with it."""
        if not self.transport.is_closing() and not self._is_answering(is_begun=True):
            self.transport.write(_told(status, refused, self._bounds.language, more))
        self.transport.close()
        self._drain.watch()


class Socket(WebSocketsSansIOProtocol):
    """One WebSocket."""

    _drain: Drain

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        super().connection_made(transport)
        self._drain = Drain(self.transport, self.loop)

    def pause_writing(self) -> None:
        """Stop writing until the other side has read."""
        super().pause_writing()
        self._drain.watch()

    def data_received(self, data: bytes) -> None:
        """Take a piece of what is said. A greeting that cannot be read gets no answer from uvicorn, and would stay."""
        super().data_received(data)
        if self.conn.handshake_exc is not None and not self.handshake_initiated and not self.transport.is_closing():
            refused = Refused(Code.BAD_USER_INPUT, "http.malformed")
            self.transport.write(_told(400, refused, Settings.model_fields["language"].default, b""))
            self.transport.close()

    def handle_ping(self) -> None:
        """Answer a ping; somebody who pings and does not read would fill the memory with answers."""
        if self.writable.is_set():
            super().handle_ping()
        else:
            self.transport.abort()

    def handle_parser_exception(self) -> None:
        """Say what was wrong and wait a moment: closing at once throws the word away with what is still arriving."""
        if self.close_timer is not None:
            return
        closing = self.conn.close_sent
        assert closing is not None, "the protocol has failed, so it closes"
        self.queue.put_nowait({"type": "websocket.disconnect", "code": closing.code, "reason": closing.reason})
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.close_timer = self.loop.call_later(LINGER_S, self.transport.close)

    def keepalive_timeout(self) -> None:
        """Close a socket whose other side is gone."""
        super().keepalive_timeout()
        self._drain.watch()


def wire(settings: Settings) -> Callable[..., Wire]:
    """Give the maker of HTTP connections for uvicorn; it can be sent to a worker's process."""
    return _Maker(bounds(settings))


@dataclass(frozen=True, slots=True)
class _Maker:
    bounds: Bounds

    def __call__(self, *given: Any, **named: Any) -> Wire:  # noqa: ANN401 - as uvicorn gives them
        return Wire(*given, bounds=self.bounds, **named)


def _told(status: int, refused: Refused, language: Language, more: bytes) -> bytes:
    """Write a whole answer: there is no request yet that the application could answer."""
    content = _content(refused, language)
    head = b"".join(name + b": " + value + b"\r\n" for name, value in _HEADERS)
    length = b"content-length: %d\r\nconnection: close\r\n\r\n" % len(content)
    return STATUS_LINE[status] + head + more + length + content


def _content(refused: Refused, language: Language) -> bytes:
    return orjson.dumps({"errors": [said(refused, Voice(language, secrets.token_urlsafe(9)))]})
