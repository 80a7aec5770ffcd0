"""Nulls, empty things and odd values mean the same on both databases, wherever they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.proof.printed import Value
from tests.proof.rows import town
from tests.proof.viewers import (
    DIRECTOR,
    PUBLIC,
    reaching,
)
from tests.proof.world import World

from isuo_graph.policy.rights import Category, Scope
from isuo_graph.policy.viewer import Reach


@pytest.fixture(autouse=True)
def school(world: World) -> None:
    world.fill(town())


# --- nulls and empties


def test_a_joined_text_is_searched_as_a_text(world: World) -> None:
    found = world.same('{ students(where: {fullName: {in: ["Асанов Бек"]}}) { totalCount } }', DIRECTOR)
    assert found.decoded == {"students": {"totalCount": 2}}


@pytest.mark.parametrize(
    "where",
    [
        {"and": None},
        {"or": None},
        {"not": None},
        {"marks": None},
        {"marks": {"some": None}},
        {"phone": None},
        {"mentor": None},
        {},
    ],
)
def test_a_null_where_an_object_could_stand_asks_nothing(world: World, where: dict[str, Any]) -> None:
    found = world.same("query($w: StudentWhere) { students(where: $w) { totalCount } }", DIRECTOR, {"w": where})
    assert found.decoded == {"students": {"totalCount": 7}}


@pytest.mark.parametrize("how", ["lt", "startsWith", "contains", "in", "isNull"])
def test_a_null_operand_finds_nothing(world: World, how: str) -> None:
    field = "bornOn" if how == "lt" else "familyName"
    found = world.same(f"{{ students(where: {{{field}: {{{how}: null}}}}) {{ totalCount }} }}", DIRECTOR)
    assert found.decoded == {"students": {"totalCount": 0}}


def test_equal_to_null_finds_rows_without_a_value(world: World) -> None:
    text = """query($n: String) {
      a: students(where: {familyName: {eq: null}}) { totalCount }
      b: students(where: {familyName: {eq: $n}}) { totalCount }
    }"""
    found = world.same(text, DIRECTOR, {"n": None})
    assert found.decoded["a"] == found.decoded["b"] == {"totalCount": 1}


def test_a_null_in_a_told_field_is_no(world: World) -> None:
    found = world.same("{ marks(orderBy: [{id: ASC}]) { nodes { isVoid } } }", DIRECTOR).decoded
    assert {one["isVoid"] for one in found["marks"]["nodes"]} == {True, False}


@pytest.mark.parametrize("after", ["", "x", "AAAA", "=" * 100, "ү", "a" * 10_000])
def test_a_cursor_that_is_none_is_bad_input(world: World, after: str) -> None:
    found = world.same("query($a: String) { students(after: $a) { nodes { id } } }", DIRECTOR, {"a": after})
    assert found.refused.startswith("BAD_USER_INPUT")


@pytest.mark.parametrize("first", [-1, -(2**31)])
def test_a_negative_page_is_bad_input(world: World, first: int) -> None:
    for text in (
        f"{{ students(first: {first}) {{ totalCount }} }}",
        f"{{ schools {{ nodes {{ classes(first: {first}) {{ totalCount }} }} }} }}",
    ):
        assert world.same(text, DIRECTOR).refused.startswith("BAD_USER_INPUT")


def test_a_page_of_none_tells_whether_rows_follow(world: World) -> None:
    found = world.same(
        "{ students(first: 0) { nodes { id } pageInfo { hasNextPage startCursor endCursor } } }", DIRECTOR
    )
    assert found.decoded["students"] == {
        "nodes": [],
        "pageInfo": {"hasNextPage": True, "startCursor": None, "endCursor": None},
    }


# --- values as both databases print them


@pytest.mark.parametrize(
    ("column", "value", "field", "shown"),
    [
        ("weight", 0, "weight", 0),
        ("weight", 5, "weight", 0.005),
        ("weight", 10**6, "weight", 1000),
        ("weight", -250, "weight", -0.25),
        ("weight", 10**18, "weight", 10**15),
        ("weight", 123_456_789_012_345, "weight", 123_456_789_012.345),
        ("seen_at", 0, "seenAt", "1970-01-01T00:00:00.000Z"),
        ("seen_at", -1, "seenAt", "1969-12-31T23:59:59.999Z"),
        ("seen_at", 253_402_300_799_999, "seenAt", "9999-12-31T23:59:59.999Z"),
        ("seen_at", 9_000_000_000_123, "seenAt", "2255-03-14T16:00:00.123Z"),
        ("given_name", "", "fullName", "Асанов "),
        ("given_name", " x", "fullName", "Асанов  x"),
        ("given_name", None, "fullName", "Асанов"),
        ("phone", '\t"\\/\u2028\x1f👩', "phone", '\t"\\/\u2028\x1f👩'),
        ("exempt", None, "exempt", None),
    ],
)
def test_a_value_is_printed_alike(world: World, column: str, value: Value, field: str, shown: Value) -> None:
    world.change("student", 2, {column: value})
    assert world.same(
        f'{{ student(id: "stu_2") {{ {field} }} }}',
        replace(DIRECTOR, reaches={**PUBLIC, **reaching(Category, Reach(Scope.SCHOOL, waives=True))}),
    ).decoded == {"student": {field: shown}}


def test_a_joined_text_that_begins_with_nothing_keeps_its_space(world: World) -> None:
    world.change("student", 2, {"family_name": ""})
    assert world.same('{ student(id: "stu_2") { fullName } }', DIRECTOR).decoded == {"student": {"fullName": " Бек"}}
