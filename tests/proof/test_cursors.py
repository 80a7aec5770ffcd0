"""Cursors open for nobody else and nothing else, and pages followed to the end give every row once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.proof.rows import town
from tests.proof.viewers import (
    CLASS_TEACHER,
    DIRECTOR,
    DIRECTOR_AND_PARENT,
)
from tests.proof.world import World

from isuo_graph.policy.viewer import Viewer


@pytest.fixture(autouse=True)
def school(world: World) -> None:
    world.fill(town())


# --- cursors


def end_of(world: World, viewer: Viewer, order: str) -> str:
    text = f"{{ students(first: 2, orderBy: {order}) {{ pageInfo {{ endCursor }} }} }}"
    return str(world.same(text, viewer).decoded["students"]["pageInfo"]["endCursor"])


def test_a_cursor_opens_for_nobody_else(world: World) -> None:
    cursor = end_of(world, DIRECTOR, "[{phone: ASC}]")
    text = "query($a: String) { students(first: 2, after: $a, orderBy: [{phone: ASC}]) { nodes { id } } }"
    assert not world.same(text, DIRECTOR, {"a": cursor}).refused
    assert world.same(text, replace(DIRECTOR, account_id=77), {"a": cursor}).refused.startswith("BAD_USER_INPUT")


def test_a_cursor_opens_in_no_other_order_or_type(world: World) -> None:
    cursor = end_of(world, DIRECTOR, "[{phone: ASC}]")
    for order in ("[{phone: DESC}]", "[{pin: ASC}]", "[]", "[{phone: ASC}, {pin: ASC}]"):
        found = world.same(f'{{ students(after: "{cursor}", orderBy: {order}) {{ nodes {{ id }} }} }}', DIRECTOR)
        assert found.refused.startswith("BAD_USER_INPUT")
    assert world.same(f'{{ marks(after: "{cursor}") {{ nodes {{ id }} }} }}', DIRECTOR).refused.startswith(
        "BAD_USER_INPUT"
    )


@pytest.mark.parametrize(
    "order",
    [
        "[{exempt: ASC}]",
        "[{bornOn: DESC}]",
        "[{weight: ASC}]",
        "[{seenAt: DESC}, {phone: ASC}]",
        "[{familyName: DESC}]",
        "[]",
    ],
)
@pytest.mark.parametrize(
    "viewer", [DIRECTOR, CLASS_TEACHER, DIRECTOR_AND_PARENT], ids=["director", "classteacher", "both"]
)
def test_pages_followed_to_the_end_give_every_row_once(world: World, order: str, viewer: Viewer) -> None:
    wanted = "edges { cursor node { id } } pageInfo { hasNextPage endCursor startCursor }"
    text = f"query($a: String) {{ students(first: 2, after: $a, orderBy: {order}) {{ {wanted} }} }}"
    whole = world.same(f"{{ students(orderBy: {order}) {{ nodes {{ id }} }} }}", viewer).decoded["students"]["nodes"]
    found: list[Any] = []
    after = None
    while True:
        page = world.same(text, viewer, {"a": after}).decoded["students"]
        found += [edge["node"] for edge in page["edges"]]
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        after = page["pageInfo"]["endCursor"]
        assert after == page["edges"][-1]["cursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == whole


def test_a_key_too_long_for_a_cursor_is_refused_by_name(world: World) -> None:
    world.change("student", 1, {"phone": "Ө" * 5_000})
    found = world.same("{ students(orderBy: [{phone: ASC}]) { edges { cursor } } }", DIRECTOR)
    assert found.refused.startswith("LIMIT_EXCEEDED")
