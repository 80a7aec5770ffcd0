"""The house with a viewer for whom no rule holds: what rights and consent cost is the distance to it.

It exists here alone: the viewer is made of the same public values as any other, and no setting of the product leads
to it.
"""

from __future__ import annotations

from dataclasses import replace

from starlette.types import ASGIApp

from bench.arms.house import settings
from isuo_graph.app import House, compose
from isuo_graph.policy.rights import Category, Right, Scope
from isuo_graph.policy.viewer import Reach, Viewer
from isuo_graph.settings import Settings
from isuo_graph.web.serving import Starting

ALL = {Right(category): frozenset({Reach(Scope.NATION, waives=True)}) for category in Category}


def app(url: str) -> ASGIApp:
    """Make the application."""
    return Starting(settings(url), all_seeing)


async def all_seeing(wanted: Settings) -> House:
    """Compose the house for viewers who see everything, whatever their orders say; their stamps stay true."""
    house = await compose(wanted)
    read = house.viewers.load

    async def load(account_id: int, session_id: int) -> Viewer | None:
        viewer = await read(account_id, session_id)
        return None if viewer is None else replace(viewer, reaches=ALL)

    return replace(house, viewers=replace(house.viewers, load=load))
