"""What the view and its sockets ask on their way: who calls, whether there is room, which documents there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from isuo_graph.rooms.people.sign_in import Client
from isuo_graph.rooms.people.tokens import Signed
from isuo_graph.settings import Settings
from isuo_graph.web.answers import Documents, Viewers
from isuo_graph.web.context import Arrival, Context
from isuo_graph.web.live import Live
from isuo_graph.web.tokens import Bearers
from isuo_graph.web.traffic import Traffic


@dataclass(frozen=True)
class Counter:
    """The values that requests share. `services` are what acts ask for; the caller's own `Client` is added to them."""

    settings: Settings
    bearers: Bearers
    viewers: Viewers
    documents: Documents
    traffic: Traffic
    live: Live
    services: Mapping[type, object] = field(default_factory=dict)

    async def context(self, arrival: Arrival, signed: Signed | None) -> Context:
        """Make the context of one operation. Raises Refused with UNAUTHENTICATED where the session has ended."""
        viewer = await self.viewers.of(signed.account_id, signed.session_id) if signed else self.viewers.anonymous
        return Context(
            viewer=viewer,
            language=arrival.language,
            request_id=arrival.request_id,
            address=arrival.address,
            services={**self.services, Client: Client(arrival.address, arrival.client)},
            signed=signed,
            deadline_s=arrival.deadline_s,
        )
