"""The bearer token of a request, read before anything else of it. A checked token is remembered until it runs out."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from typing import Final

from isuo_graph.kit.clock import Clock
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.plan.cache import Recent
from isuo_graph.rooms.people.tokens import KeyRing, Signed, malformed

KEPT_MAX: Final = 10_000  # tokens; checking a signature again costs a tenth of a millisecond (a guess at the crowd)

Outside = Callable[[str], Awaitable[Signed]]
"""Checks a token of an outside provider and gives the session it stands for."""


class Bearers:
    """Reads `Authorization: Bearer …`."""

    def __init__(self, keys: KeyRing, clock: Clock, outside: Outside | None = None) -> None:
        self._keys = keys
        self._clock = clock
        self._outside = outside
        self._kept: Recent[Signed] = Recent(KEPT_MAX)

    async def read(self, headers: list[str]) -> Signed | None:
        """Give what the token says, None where there is none. Raises Refused with UNAUTHENTICATED for a wrong one."""
        if not headers:
            return None
        scheme, _, token = headers[0].partition(" ")
        if len(headers) > 1 or scheme.lower() != "bearer":
            raise malformed()
        return await self.check(token.strip())

    async def check(self, token: str) -> Signed:
        """Give what the token says. Raises Refused with UNAUTHENTICATED."""
        key = hashlib.sha256(token.encode(errors="replace")).hexdigest()  # the token itself stays out of memory
        signed = self._kept.peek(key)
        if signed is None:
            signed = await self._checked(token)
            self._kept.put(key, signed)
        elif signed.expires_ms <= self._clock.now_ms():
            self._kept.forget(key)
            raise Refused(Code.UNAUTHENTICATED, "token.expired")
        return signed

    async def _checked(self, token: str) -> Signed:
        if self._outside is None or self._keys.issued_here(token):
            return self._keys.check(token)
        return await self._outside(token)
