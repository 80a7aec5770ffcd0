"""What a viewer may not see has no influence on anything the viewer is told: change it, ask again, and every byte
is the same.

The hidden cell is chosen by the oracle's reading of rights, the questions filter, order, page, count and sum.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.proof.model import CATALOGUE
from tests.proof.printed import Value, showing
from tests.proof.probes import probes
from tests.proof.questions import questions
from tests.proof.reading import Reading
from tests.proof.rows import FOREVER, row
from tests.proof.schools import school, viewers
from tests.proof.viewers import VIEWERS
from tests.proof.world import NOW_MS, TODAY, Answer, World

from isuo_graph.graph import fields
from isuo_graph.graph.catalogue import NodeType
from isuo_graph.kit.text import search_key, sort_key
from isuo_graph.plan import bind
from isuo_graph.policy.rights import Action
from isuo_graph.policy.viewer import Viewer

PROBES = probes()
SOME = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
MANY = settings(SOME, max_examples=1500)

# Columns that only show something. Others (windows, links, who may see) decide over rights; the status narrows an edge.
VALUES: Mapping[str, Mapping[str, tuple[Any, ...]]] = {
    "student": {
        "given_name": (None, "Өзгөрдү", ""),
        "pin": (None, "29999999999999"),
        "phone": (None, "+996777", "+7"),
        "born_on": (None, date(2014, 1, 4)),
        "exempt": (None, True, False),
        "weight": (None, 0, 1750, 99_999),
        "seen_at": (None, 6, 1_790_000_000_124),
    },
    "mark": {"value": (None, 2, 5, 99), "share": (None, 0, 333, -77), "given_at": (None, 0, 1_789_999_999_998)},
    "guardian": {"family_name": (None, "Башка"), "phone": (None, "09")},
}


@dataclass(frozen=True)
class Hidden:
    """A cell that the viewer may not see, and what it becomes."""

    table: str
    number: int
    cells: Mapping[str, Any]


def hidden_cells(rows: Mapping[str, list[dict[str, Any]]], viewer: Viewer, luck: random.Random) -> Iterator[Hidden]:
    """Give every hidden cell, each with a new value; a name comes with the keys that sort and find it."""
    reading = Reading(rows, viewer, NOW_MS, TODAY)
    for node in CATALOGUE.types.values():
        for one in rows.get(node.table.name, []):
            for column, values in VALUES.get(node.table.name, {}).items():
                if is_hidden(reading, node, one, column):
                    yield Hidden(node.table.name, one["id"], {column: luck.choice(values)})
            if node.name == "Student" and one["family_name"] and is_hidden(reading, node, one, "family_name"):
                name = luck.choice(["Аа", "Яя", "Ө", "Асанов"])
                keys = {"name_sort": sort_key(name), "name_search": search_key(name)}
                yield Hidden("student", one["id"], {"family_name": name, **keys})


def is_hidden(reading: Reading, node: NodeType, one: Mapping[str, Any], column: str) -> bool:
    """Tell whether neither a row nor a total may show the cell, through whatever field."""
    joined = [f for f in node.fields.values() if isinstance(f.kind, fields.Joined) and column in f.kind.columns]
    for reading.action in (Action.SUMMARISE, Action.READ):
        if reading.visible(node, one) and any(reading.may(node, f, one) for f in [*showing(node, column), *joined]):
            return False
    return True


def bytes_of(answers: Mapping[bind.Dialect, Answer]) -> list[tuple[Any, ...]]:
    return [(dict(one.data), one.withheld, one.refused) for one in answers.values()]


def change(world: World, hidden: list[Hidden]) -> None:
    """Change every hidden cell at once: with a few, a planner that masks no value passed 180 questions."""
    found: dict[tuple[str, int], dict[str, Value]] = {}
    for cell in hidden:
        found.setdefault((cell.table, cell.number), {}).update(cell.cells)
    for (table, number), cells in found.items():
        world.change(table, number, cells)


def unmoved(world: World, seed: int, viewer: Viewer, question: tuple[str, dict[str, Any]], pick: random.Random) -> None:
    text, variables = question
    rows = school(seed)
    world.fill(rows)
    hidden = list(hidden_cells(rows, viewer, pick))
    assume(hidden)
    before = bytes_of(world.ask(text, viewer, variables))
    change(world, hidden)
    after = bytes_of(world.ask(text, viewer, variables))
    assert before == after, f"one of {hidden} moved {text} {variables} for {viewer}"


@SOME
@given(st.integers(0, 50), viewers(), questions(has_cursors=True), st.randoms(use_true_random=False))
def test_a_hidden_cell_moves_no_byte(
    world: World, seed: int, viewer: Viewer, question: Value, pick: random.Random
) -> None:
    unmoved(world, seed, viewer, question, pick)


@pytest.mark.long
@settings(SOME, max_examples=40)
@given(st.integers(0, 50), st.sampled_from(sorted(VIEWERS)) | viewers(), st.randoms(use_true_random=False))
def test_a_hidden_cell_moves_no_probe(world: World, seed: int, viewer: str | Viewer, pick: random.Random) -> None:
    asking = VIEWERS[viewer] if isinstance(viewer, str) else viewer
    rows = school(seed)
    world.fill(rows)
    hidden = list(hidden_cells(rows, asking, pick))
    assume(hidden)
    before = [bytes_of(world.ask(probe, asking)) for probe in PROBES]
    change(world, hidden)
    for probe, found in zip(PROBES, before, strict=True):
        assert bytes_of(world.ask(probe, asking)) == found, f"one of {hidden} moved {probe} for {asking}"


@pytest.mark.parametrize("name", ["director", "director_and_parent", "teacher", "student", "guardian"])
def test_a_hidden_cell_moves_no_probe_of_a_role(world: World, name: str) -> None:
    rows, viewer = school(1), VIEWERS[name]
    world.fill(rows)
    hidden = list(hidden_cells(rows, viewer, random.Random(1)))
    before = [bytes_of(world.ask(probe, viewer)) for probe in PROBES]
    change(world, hidden)
    moved = [probe for probe, found in zip(PROBES, before, strict=True) if bytes_of(world.ask(probe, viewer)) != found]
    assert hidden
    assert moved == []


@pytest.mark.long
@MANY
@given(st.integers(), viewers(), questions(has_cursors=True), st.randoms(use_true_random=False))
def test_a_hidden_cell_moves_no_byte_at_length(
    world: World, seed: int, viewer: Viewer, question: Value, pick: random.Random
) -> None:
    unmoved(world, seed, viewer, question, pick)


ADDED: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "mark": ("Mark", {"topic_id": 1, "value": 5}),
    "student": ("Student", {"class_id": None, "family_name": "Асанов", "phone": "+7", "record_until": FOREVER}),
    "guardian": ("Guardian", {"family_name": "Асанов", "phone": "01", "record_until": FOREVER}),
}
"""Rows that give nobody a right: of which table and type, and what stands in them."""


@settings(SOME, max_examples=50)
@given(st.integers(0, 50), viewers(), questions(has_cursors=True), st.integers(1, 12), st.sampled_from(sorted(ADDED)))
def test_a_hidden_row_moves_no_byte(
    world: World, seed: int, viewer: Viewer, question: Value, student: int, table: str
) -> None:
    text, variables = question
    rows = school(seed)
    name, cells = ADDED[table]
    links = {"mark": {"student_id": student}, "student": {"mentor_id": student}}.get(table, {})
    added = row(table, 99, school_id=1 + student % 2, **links, **cells)
    reading = Reading({**rows, table: [*rows[table], added]}, viewer, NOW_MS, TODAY)
    for reading.action in (Action.READ, Action.SUMMARISE):
        assume(not reading.visible(CATALOGUE.types[name], added))
    world.fill(rows)
    before = bytes_of(world.ask(text, viewer, variables))
    world.insert(table, added)
    assert before == bytes_of(world.ask(text, viewer, variables))


@settings(SOME, max_examples=25)
@given(
    st.integers(0, 50),
    viewers(),
    st.sampled_from(["phone", "pin", "bornOn", "weight", "exempt", "familyName"]),
    st.sampled_from(["ASC", "DESC"]),
    st.randoms(use_true_random=False),
)
def test_a_hidden_cell_moves_no_page(
    world: World, seed: int, viewer: Viewer, field: str, way: str, pick: random.Random
) -> None:
    rows = school(seed)
    world.fill(rows)
    hidden = list(hidden_cells(rows, viewer, pick))
    assume(hidden)
    before = pages(world, viewer, field, way)
    change(world, hidden)
    assert before == pages(world, viewer, field, way)


def pages(world: World, viewer: Viewer, field: str, way: str) -> list[Any]:
    """Follow the pages of students to the end."""
    wanted = "edges { cursor node { id } } pageInfo { hasNextPage endCursor } totalCount"
    text = f"query($a: String) {{ students(first: 3, after: $a, orderBy: [{{{field}: {way}}}]) {{ {wanted} }} }}"
    found, cursor = [], None
    while True:
        page = world.same(text, viewer, {"a": cursor})
        found.append(page.told)
        students = page.decoded.get("students")
        if not students or not students["pageInfo"]["hasNextPage"]:
            return found
        cursor = students["pageInfo"]["endCursor"]
