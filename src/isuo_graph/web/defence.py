"""What a request must be before anybody reads it: the right host, method, type and size, sent in time.

Each check raises Refused and looks at headers alone, but for `read_body`, which stops at the first byte too many. The
outermost layer turns refusals into coded JSON and gives every answer its protecting headers.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import urlsplit

import orjson
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.kit.language import language_of
from isuo_graph.settings import Settings
from isuo_graph.web.context import Arrival
from isuo_graph.web.heads import Heads
from isuo_graph.web.media import Media, accepted
from isuo_graph.web.refusals import Voice, log_failure, retry_after_s, said, status_of

_draw: Final = random.Random()  # noqa: S311 - a name for the log, no secret
ARRIVAL: Final = "isuo.arrival"
HEADS: Final = "isuo.heads"
IS_READ: Final = "isuo.is_read"
ACCEPT_LANGUAGE_MAX: Final = 200  # characters read of the header (a guess; browsers send under 100)
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})

# OWASP's list for an API that serves no page; a page of ours may set its own policy.
_HEADERS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
    "vary": "Accept, Accept-Language, Authorization",
}
_HSTS: Final = "max-age=31536000"


Count = Callable[[str, int, float], None]
"""Counts one answer: path, status, seconds."""


class Arrivals:
    """The outermost layer: names the request, lets in who names a host of ours, tells refusals in the caller's
    language, counts and protects answers, and lets no exception out.
    """

    def __init__(self, app: ASGIApp, settings: Settings, hosts: Hosts, count: Count) -> None:
        self._app = app
        self._default = settings.language
        self._deadline_s = settings.deadline_s
        self._hosts = hosts
        self._count = count
        is_https = urlsplit(settings.public_url).scheme == "https"
        headers = _HEADERS | ({"strict-transport-security": _HSTS} if is_https else {})
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]
        self._names = frozenset(name for name, _ in self._headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or one socket."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        heads = scope[HEADS] = Heads(scope["headers"])
        clock = asyncio.get_running_loop().time
        arrival = scope[ARRIVAL] = self._arrived(scope, heads, clock())
        is_begun = False

        async def sending(message: Message) -> None:
            nonlocal is_begun
            if message["type"] == "http.response.start":
                is_begun = True
                self._protect(message, arrival)
                self._count(scope["path"], message["status"], clock() - arrival.started_s)
            elif message["type"] == "websocket.accept":
                is_begun = True
            await send(message)

        try:
            self._hosts.check(scope["path"], heads)
            await self._app(scope, receive, sending)
        except ClientDisconnect:
            return  # nobody is left to be told anything
        except Exception as exc:
            refused = exc if isinstance(exc, Refused) else _masked(exc, arrival)
            if is_begun:  # too late for an answer: the server ends the connection
                raise
            await _refuse(scope, receive, sending, refused, arrival)

    def _arrived(self, scope: Scope, heads: Heads, now: float) -> Arrival:
        wanted = heads.get(b"accept-language")
        return Arrival(
            request_id=f"{_draw.getrandbits(64):016x}",
            language=language_of(wanted[:ACCEPT_LANGUAGE_MAX], self._default) if wanted else self._default,
            address=(scope.get("client") or ("", 0))[0],
            client=heads.get(b"user-agent")[:200],
            started_s=now,
            deadline_s=now + self._deadline_s,
        )

    def _protect(self, message: Message, arrival: Arrival) -> None:
        theirs = message.get("headers", ())
        ours = self._headers
        if not self._names.isdisjoint(name for name, _ in theirs):
            set_already = {name for name, _ in theirs}
            ours = [pair for pair in ours if pair[0] not in set_already]
        message["headers"] = [*theirs, *ours, (b"x-request-id", arrival.request_id.encode())]


class Hosts:
    """Lets only requests in that name a host of ours: a forged one would come back in links and redirects."""

    def __init__(self, settings: Settings, *, open_paths: Iterable[str] = ()) -> None:
        own = (urlsplit(settings.public_url).hostname or "").lower()
        names = {own, *(name.lower() for name in settings.hosts_allowed)}
        self._names = names | LOOPBACK if own in LOOPBACK else names
        self._open_paths = frozenset(open_paths)

    def check(self, path: str, heads: Heads) -> None:
        """Let a request in. Raises Refused for an unknown host."""
        if path not in self._open_paths:
            hosts = heads.all_of(b"host")
            if len(hosts) != 1 or host_name(hosts[0]) not in self._names:
                raise Refused(Code.BAD_USER_INPUT, "host.unknown")


def host_name(host: str) -> str:
    """Give the name in a Host header, without the port; brackets stand around an IPv6 address."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def check_method(method: str) -> None:
    """Refuse every method but GET and POST."""
    if method not in {"GET", "POST"}:
        raise Refused(Code.BAD_USER_INPUT, "method.unsupported")


def check_content(method: str, heads: Heads) -> None:
    """Refuse a body that is compressed or no JSON. A form could be sent by any page on the web, JSON cannot."""
    if heads.get(b"content-encoding", "identity").strip().lower() not in {"", "identity"}:
        raise Refused(Code.BAD_USER_INPUT, "content_encoding.unsupported")
    kind = heads.get(b"content-type")
    if method != "POST" or kind == "application/json":
        return
    kind, *parameters = (part.strip().lower() for part in kind.split(";"))
    charsets = {part.removeprefix("charset=").strip('"') for part in parameters if part.startswith("charset=")}
    if kind != "application/json" or charsets - {"utf-8", "utf8"}:
        raise Refused(Code.BAD_USER_INPUT, "content_type.unsupported")


async def read_body(scope: Scope, receive: Receive, limit_bytes: int) -> bytes:
    """Read the body as it comes. Raises Refused at the first byte over the limit, before it when the length is told;
    ClientDisconnect where the caller has gone.
    """
    if scope["method"] == "GET":
        if len(scope["query_string"]) > limit_bytes:
            raise _too_large(limit_bytes)
        return b""
    heads: Heads = scope[HEADS]
    told = heads.get(b"content-length", "0")
    if not told.isascii() or not told.isdigit() or len(told) > 18 or int(told) > limit_bytes:  # noqa: PLR2004 - 64 bits
        raise _too_large(limit_bytes)
    parts: list[bytes] = []
    size = 0
    has_more = True
    while has_more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > limit_bytes:
            raise _too_large(limit_bytes)
        has_more = message.get("more_body", False)
    scope[IS_READ] = True
    return parts[0] if len(parts) == 1 else b"".join(parts)


def refusal_response(refused: Refused, arrival: Arrival, accept: str | None = None) -> Response:
    """Give a refusal of the whole request as a response, in the form that was asked for."""
    content = orjson.dumps({"errors": [said(refused, Voice(arrival.language, arrival.request_id))]})
    media = Media.GRAPHQL if accepted(accept) is Media.GRAPHQL else Media.JSON
    response = Response(content, status_of(refused), media_type=f"{media.value}; charset=utf-8")
    response.headers.update(refusal_headers(refused))
    return response


def refusal_headers(refused: Refused) -> dict[str, str]:
    """Give the headers that belong to a refusal."""
    headers: dict[str, str] = {}
    if refused.code is Code.UNAUTHENTICATED:
        headers["www-authenticate"] = "Bearer"
    if (wait_s := retry_after_s(refused)) is not None:
        headers["retry-after"] = str(wait_s)
    if refused.message == "method.unsupported":
        headers["allow"] = "GET, POST"
    if refused.message == "operation.wrong_method":
        headers["allow"] = "POST"
    return headers


async def _refuse(scope: Scope, receive: Receive, send: Send, refused: Refused, arrival: Arrival) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": refused.code.value})
        return
    heads: Heads = scope[HEADS]
    response = refusal_response(refused, arrival, heads.get(b"accept"))
    if not scope.get(IS_READ) and scope["method"] != "GET":
        response.headers["connection"] = "close"  # the rest of a body may still be on its way; nobody will read it
    await response(scope, receive, send)


def _masked(exc: Exception, arrival: Arrival) -> Refused:
    log_failure(exc, arrival.request_id)
    return Refused(Code.INTERNAL, "internal")


def _too_large(limit_bytes: int) -> Refused:
    return Refused(Code.LIMIT_EXCEEDED, "limit.body", limit=limit_bytes, extensions={"limit": limit_bytes})
