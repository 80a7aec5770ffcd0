"""Viewers kept between requests. What is kept may be old; the stamp in every statement finds that out.

A viewer is read once for a session, again when a stamp differs, when one of its rights ends, and after a while in any
case.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from isuo_graph.kit.clock import Clock
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.plan.cache import Recent
from isuo_graph.policy.viewer import Viewer

KEPT_S = 60.0
"""How long a viewer is kept at most. It bounds how late facts that no stamp covers (a new guardianship, a new school
in a district) are seen; a guess between freshness and one more statement a request."""

Load = Callable[[int, int], Awaitable[Viewer | None]]
"""Reads a viewer by account and session; None where the session has ended or the account is blocked."""


@dataclass(frozen=True)
class _Kept:
    viewer: Viewer
    since: float


@dataclass(frozen=True)
class SessionViewers:
    """Gives viewers by session."""

    load: Load
    anonymous: Viewer
    clock: Clock
    kept: Recent[_Kept] = field(default_factory=lambda: Recent(10_000))

    async def of(self, account_id: int, session_id: int) -> Viewer:
        """Give the viewer of a session. Raises Refused with UNAUTHENTICATED where it has ended."""
        found = self.kept.peek((account_id, session_id))
        if found is not None and self.clock.monotonic() - found.since < KEPT_S:
            return found.viewer
        return await self._read(account_id, session_id)

    async def refreshed(self, viewer: Viewer) -> Viewer:
        """Read the viewer anew. Raises Refused with UNAUTHENTICATED where the session has ended."""
        if viewer.account_id is None or viewer.session_id is None:
            return self.anonymous
        return await self._read(viewer.account_id, viewer.session_id)

    async def _read(self, account_id: int, session_id: int) -> Viewer:
        key = (account_id, session_id)
        self.kept.forget(key)
        viewer = await self.load(account_id, session_id)
        if viewer is None:
            raise Refused(Code.UNAUTHENTICATED, "auth.required")
        self.kept.put(key, _Kept(viewer, self.clock.monotonic()))
        return viewer
