"""Pages that are followed by their cursors, put together, are the whole list of the oracle: no row twice, none lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.proof.naming import Naming
from tests.proof.oracle import Oracle
from tests.proof.printed import Value
from tests.proof.questions import TYPES, order, where
from tests.proof.schools import school, viewers
from tests.proof.test_oracle import SOME
from tests.proof.world import NOW_MS, TODAY, World
from tests.proof.writing import PLAIN, Question

from isuo_graph.graph import fields
from isuo_graph.policy.viewer import Viewer

EDGES = [
    (node, field)
    for node in TYPES.values()
    for field in node.fields.values()
    if node.singular and isinstance(field.kind, fields.ToMany)
]
PAGE = "edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount"
ALL_ROWS = 200


@dataclass(frozen=True)
class Listing:
    """A list to be read page by page: at a root field, or behind an edge of one row."""

    type_name: str
    before: str
    after: str
    given: Mapping[str, Any]
    size: int

    def text(self, first: int, page: str) -> str:
        name = self.type_name
        head = f"query($w: {name}Where, $o: [{name}Order!], $a: String)"
        return f"{head} {{ {self.before}(where: $w, orderBy: $o, first: {first}, after: $a) {{ {page} }} {self.after}}}"


@st.composite
def listings(draw: Value) -> Listing:
    """Give a list in a random order, with or without a filter."""
    q = Question(draw)
    before, after, target = "", "", q.pick(one for one in TYPES.values() if one.plural)
    if q.coin():
        node, field = q.pick(EDGES)
        target = TYPES[field.target]
        before, after = f'root: {node.singular}(id: "{node.prefix}_{q.number(1, 4)}") {{ list: {field.name}', "} "
    else:
        before = f"list: {target.plural}"
    keys = order(q, target)
    given_ = {"w": where(q, target, 1) if q.coin(3) else None, "o": keys if isinstance(keys, list) else None}
    return Listing(target.name, before, after, given_, q.number(1, 5))


def found(decoded: Mapping[str, Any]) -> Value:
    """Give the page of an answer, at the root or behind the edge; None where there is no such row."""
    return decoded["list"] if "list" in decoded else (decoded["root"] or {"list": None})["list"]


def hang_together(world: World, seed: int, viewer: Viewer, listing: Listing) -> None:
    rows = school(seed)
    oracle, given_ = Oracle(rows, viewer, NOW_MS, TODAY), {**listing.given, "a": None}
    whole = listing.text(ALL_ROWS, "nodes { id }")
    if Naming(oracle, PLAIN, whole, given_).forbidden():
        return
    expected = found(oracle.answer(PLAIN, whole, given_))
    world.fill(rows)
    ids: list[str] = []
    while (page := found(world.same(listing.text(listing.size, PAGE), viewer, given_).decoded)) is not None:
        assert page["totalCount"] == len(expected["nodes"])
        assert page["pageInfo"]["hasPreviousPage"] == bool(ids)
        ids += [one["node"]["id"] for one in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        assert page["pageInfo"]["endCursor"] == page["edges"][-1]["cursor"]
        given_["a"] = page["edges"][-1]["cursor"]
    assert ids == [one["id"] for one in (expected or {"nodes": ()})["nodes"]], f"{whole} {given_} {viewer}"


@settings(SOME, max_examples=60)
@given(st.integers(0, 50), viewers(), listings())
def test_pages_put_together_are_the_whole_list(world: World, seed: int, viewer: Viewer, listing: Listing) -> None:
    hang_together(world, seed, viewer, listing)


@pytest.mark.long
@settings(SOME, max_examples=1000)
@given(st.integers(), viewers(), listings())
def test_pages_put_together_are_the_whole_list_at_length(
    world: World, seed: int, viewer: Viewer, listing: Listing
) -> None:
    hang_together(world, seed, viewer, listing)
