"""A whole answer with its status and headers, sent in one piece. Takes bytes of JSON; it is an ASGI application."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.types import Receive, Scope, Send

from isuo_graph.web.media import Media

_TYPES: Final = {media: f"{media.value}; charset=utf-8".encode() for media in Media}


class Reply:
    """An answer of GraphQL over HTTP."""

    __slots__ = ("_content", "_headers", "status")

    def __init__(self, content: bytes, media: Media, status: int = 200, more: Mapping[str, str] | None = None) -> None:
        self.status = status
        self._content = content
        self._headers = [(b"content-type", _TYPES[media]), (b"content-length", str(len(content)).encode())]
        if more:
            self._headers += [(name.encode(), value.encode()) for name, value in more.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's form
        """Send it."""
        await send({"type": "http.response.start", "status": self.status, "headers": self._headers})
        await send({"type": "http.response.body", "body": self._content})
