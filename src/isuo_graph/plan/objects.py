"""What is picked of a plain object that a field of a plugin gives. Objects hold no guard and take no arguments.

Settled when the plan is made, while fragments are at hand: `{ title: name ...More }` gives branches by response key.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, get_args, get_type_hints

from graphql import SelectionSetNode

from isuo_graph.graph.registry import camel
from isuo_graph.plan import select


@dataclass(frozen=True)
class Branch:
    """One picked field: its response key, the attribute it shows (None for `__typename`), and what is picked below."""

    key: str
    attribute: str | None
    parts: tuple[Branch, ...] = ()


def branches(
    document: select.Document, selections: Iterable[SelectionSetNode], shape: type | None
) -> tuple[Branch, ...]:
    """Give what is picked of a dataclass; nothing for a scalar."""
    if shape is None:
        return ()
    hints = get_type_hints(shape)
    names = {camel(one.name): one.name for one in fields(shape)}
    return tuple(
        Branch(
            pick.key, names.get(pick.name), branches(document, pick.inner, _inner(hints.get(names.get(pick.name, ""))))
        )
        for pick in select.picks(document, selections, shape.__name__)
    )


def _inner(hint: Any) -> type | None:  # noqa: ANN401 - a type expression
    """Give the dataclass within `X`, `X | None` or `tuple[X, ...]`; None where there is none."""
    if isinstance(hint, type) and is_dataclass(hint):
        return hint
    return next((found for part in get_args(hint) if (found := _inner(part)) is not None), None)
