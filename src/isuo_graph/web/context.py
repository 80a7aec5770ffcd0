"""Who asks, in which language, from where, until when: made once for each request and handed to Strawberry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from isuo_graph.answer.asking import Asking
from isuo_graph.kit.language import Language
from isuo_graph.rooms.people.tokens import Signed


class Arrival(NamedTuple):
    """What is known of a request before anything of it was read."""

    request_id: str
    language: Language
    address: str
    client: str
    started_s: float
    """By the loop's own clock, which never steps back."""
    deadline_s: float
    """The same, when the answer is due."""


@dataclass
class Context(Asking):
    """The asker of one operation. `signed` is None for somebody who has not signed in."""

    signed: Signed | None = None
    deadline_s: float = float("inf")
