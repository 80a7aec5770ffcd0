"""What a request asks, and whom the door asks in turn: the seam between the web and the rest of the house."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from strawberry.types import ExecutionResult

from isuo_graph.answer.asking import Asking
from isuo_graph.policy.viewer import Viewer

Probe = Callable[[], Awaitable[object]]
"""Asks the database for a sign of life; raises when there is none."""


Straight = Callable[[str, str | None, Mapping[str, Any] | None, Asking], Awaitable[ExecutionResult | None]]
"""Answers a query by text, operation's name and variables, where it needs nothing of Strawberry; else gives None."""


class Asked(NamedTuple):
    """One operation as it was sent; its text is not parsed yet."""

    text: str
    operation_name: str | None = None
    variables: dict[str, Any] | None = None
    extensions: Mapping[str, Any] = MappingProxyType({})

    @property
    def explain(self) -> bool:
        """Whether the asker wants true counts of what was withheld (a second statement)."""
        return self.extensions.get("explain") is True


class Viewers(Protocol):
    """Knows who is behind a session, with today's rights."""

    @property
    def anonymous(self) -> Viewer:
        """Whoever has not signed in."""
        ...

    async def of(self, account_id: int, session_id: int) -> Viewer:
        """Give the viewer. Raises Refused with UNAUTHENTICATED where the session has ended or the account is shut."""
        ...


class Documents(Protocol):
    """Keeps published documents by id."""

    async def text_of(self, document_id: str) -> str | None:
        """Give the text, or None where no document has this id."""
        ...


class Sessions(Protocol):
    """Knows which sessions are alive: not ended, not run out, account not blocked."""

    async def alive(self, session_ids: Collection[int], now_ms: int) -> frozenset[int]:
        """Give those of the sessions that are alive."""
        ...


class NoDocuments:
    """An installation that has published no document."""

    async def text_of(self, document_id: str) -> str | None:  # noqa: ARG002 - as the protocol says
        """Give None: there is no document."""
        return None
