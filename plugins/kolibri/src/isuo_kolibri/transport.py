"""One bounded HTTP exchange with Kolibri.

Takes a method, a path and a deadline; gives status and body of an answer that is JSON, of bounded size, and from this
host. It knows nothing of sessions, and must never follow a redirect or tell a secret in an error.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

import httpx

from isuo_graph.sdk import Deadline, Unavailable

Query = Mapping[str, str | int]

# A page of 500 nodes with all their files is about 0.6 MB (measured: 1.2 kB a node); ten times that is no honest one.
ANSWER_LIMIT_BYTES: Final = 8 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """A whole answer; the body is JSON by its content type, not yet parsed."""

    status: int
    body: bytes = field(repr=False)


class Transport:
    """The way to one server: bounded calls at once, bounded answers, bounded time."""

    def __init__(self, base_url: str, *, concurrency: int, limit_bytes: int = ANSWER_LIMIT_BYTES) -> None:
        self._http = httpx.AsyncClient(
            base_url=base_url,
            follow_redirects=False,
            # Credentials must not be taken from, or sent through, what the environment of the process happens to say.
            trust_env=False,
            # One deadline holds for the whole exchange; httpx would count connecting, sending and each read anew.
            timeout=None,  # noqa: S113 -- bounded by `before`
            # A compressed answer of a few kilobytes may unfold to gigabytes; Kolibri does not compress its API anyway.
            headers={"Accept": "application/json", "Accept-Encoding": "identity", "Referer": base_url},
        )
        self._slots = asyncio.Semaphore(concurrency)
        self._limit_bytes = limit_bytes

    def cookie(self, name: str) -> str | None:
        """Return a cookie that this server set; httpx's own look-up raises when the name is set for two paths."""
        return next((cookie.value for cookie in self._http.cookies.jar if cookie.name == name), None)

    def forget_cookies(self) -> None:
        """Begin anew, as a browser that never was here."""
        self._http.cookies.clear()

    async def exchange(
        self,
        method: str,
        path: str,
        deadline: Deadline,
        *,
        query: Query | None = None,
        body: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask once; waiting for a free slot counts against the deadline.

        Raises Unavailable when the answer is late, missing, too large, a redirect, no JSON, or of status 500 and above.
        """
        async with before(deadline, path), self._slots:
            request = self._http.build_request(method, path, params=query, json=body, headers=headers)
            try:
                return await self._send(request, path)
            except httpx.HTTPError as failure:
                # The chain is cut: httpx's exception holds the request, and the one of a sign-in holds the password.
                raise Unavailable(f"{path}: {type(failure).__name__}") from None

    async def close(self) -> None:
        """Close every connection."""
        await self._http.aclose()

    async def _send(self, request: httpx.Request, path: str) -> Answer:
        answer = await self._http.send(request, stream=True)
        try:
            _refuse_unreadable(answer, path)
            return Answer(answer.status_code, await self._bounded_body(answer, path))
        finally:
            await answer.aclose()

    async def _bounded_body(self, answer: httpx.Response, path: str) -> bytes:
        body = bytearray()
        async for chunk in answer.aiter_raw():
            body += chunk
            if len(body) > self._limit_bytes:
                raise Unavailable(f"{path}: an answer of more than {self._limit_bytes} bytes")
        return bytes(body)


@asynccontextmanager
async def before(deadline: Deadline, path: str) -> AsyncIterator[None]:
    """End what is inside when the deadline is over. Raises Unavailable naming the path."""
    try:
        async with asyncio.timeout(deadline.remaining_s):
            yield
    except TimeoutError:
        raise Unavailable(f"{path}: no answer before the deadline") from None


def _refuse_unreadable(answer: httpx.Response, path: str) -> None:
    if answer.is_server_error:
        raise Unavailable(f"{path}: status {answer.status_code}")
    if answer.is_redirect:
        raise Unavailable(f"{path}: a redirect (status {answer.status_code}) instead of an answer")
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise Unavailable(f"{path}: a compressed answer that was not asked for")
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and answer.status_code != httpx.codes.NO_CONTENT:
        raise Unavailable(f"{path}: status {answer.status_code} with {kind or 'no content type'} instead of JSON")
