"""How an act (a mutation) is declared: its right, its audit tag, what it is asked with and what it gives back.

An act takes a unit of work and a frozen dataclass, writes inside the unit's one transaction, and gives a frozen
dataclass whose ids are read back by `plan` under the viewer's own rights. It refuses by raising `Refused` or
`Refusals`; then nothing is
written.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, get_type_hints

from isuo_graph.policy.rights import Right


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks an integer that is the id of a row of another type: `student_id: Annotated[int, ref(Student)]`."""

    target: type


def ref(target: type) -> Ref:
    """Say which type an id belongs to; outside it is written with that type's prefix."""
    return Ref(target)


@dataclass(frozen=True)
class ActSpec:
    """An act as declared. `right` is None for acts that need no right, such as signing in."""

    name: str
    right: Right | None
    log: str
    run: Callable[..., Awaitable[Any]]
    asked: type
    outcome: type
    text: str
    for_anonymous: bool = False
    gives_secret: bool = False
    """Its plain outcome (a token, a one-time link) is told once and never kept, not even under an idempotency key."""


def act(
    right: Right | None, *, log: str, for_anonymous: bool = False, gives_secret: bool = False
) -> Callable[[Callable[..., Awaitable[Any]]], ActSpec]:
    """Declare an act. `log` is its audit tag, `room:past_verb`; the docstring becomes its description."""

    def declare(run: Callable[..., Awaitable[Any]]) -> ActSpec:
        hints = get_type_hints(run)
        asked, outcome = (hint for name, hint in hints.items() if name in {"asked", "return"})
        text = (run.__doc__ or "").strip()
        return ActSpec(run.__name__, right, log, run, asked, outcome, text, for_anonymous, gives_secret)

    return declare
