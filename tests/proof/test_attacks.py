"""Questions written to break the planner: each was a fault once, or would be a bad one."""

from __future__ import annotations

from typing import Any

import pytest
from tests.proof.printed import Value
from tests.proof.rows import town
from tests.proof.viewers import (
    DIRECTOR,
)
from tests.proof.world import World, read

from isuo_graph.plan import bind


@pytest.fixture(autouse=True)
def school(world: World) -> None:
    world.fill(town())


# --- statements that a database does not take


def of_student(levels: int) -> str:
    return f"{{ phone schoolClass {of_class(levels - 1)} }}" if levels else "{ id phone withheld { field code } }"


def of_class(levels: int) -> str:
    return f"{{ name students(first: 2) {{ nodes {of_student(levels - 1)} }} }}" if levels else "{ id name }"


@pytest.mark.parametrize("levels", range(1, 8))
def test_nested_edges_are_read_on_sqlite_or_refused_by_name(world: World, levels: int) -> None:
    answers = world.ask(f"{{ students(first: 2) {{ nodes {of_student(levels)} }} }}", DIRECTOR)
    sqlite, postgres = answers[bind.Dialect.SQLITE], answers[bind.Dialect.POSTGRES]
    assert not postgres.refused
    assert sqlite.refused.startswith("LIMIT_EXCEEDED") if sqlite.refused else sqlite.decoded == postgres.decoded
    assert not (levels <= 3 and sqlite.refused)


def test_nested_rows_ordered_by_a_masked_key_are_read(world: World) -> None:
    found = world.same("{ students { nodes { marks(orderBy: [{givenAt: DESC}]) { nodes { id } } } } }", DIRECTOR)
    assert any(one["marks"] and one["marks"]["nodes"] for one in found.decoded["students"]["nodes"])


@pytest.mark.parametrize("info", ["hasPreviousPage", "__typename", "hasPreviousPage __typename"])
def test_a_page_asked_only_for_what_needs_no_row_is_one_object(world: World, info: str) -> None:
    found = world.same(f"{{ students {{ pageInfo {{ {info} }} }} }}", DIRECTOR)
    assert set(found.decoded["students"]["pageInfo"]) == set(info.split())


def test_a_wide_selection_at_every_level_does_not_double_the_statement(world: World) -> None:
    wide = " ".join(f"a{i}: phone" for i in range(60))
    one = world.same(f"{{ students {{ nodes {{ {wide} }} }} }}", DIRECTOR)
    two = world.same(f"{{ students {{ nodes {{ {wide} mentor {{ {wide} mentor {{ {wide} }} }} }} }} }}", DIRECTOR)
    assert len(two.statements[0]) < 6 * len(one.statements[0])


def test_wide_rows_keep_the_order_of_their_fields(world: World) -> None:
    keys = [f"a{i}" for i in range(130)]
    found = world.same(f'{{ student(id: "stu_2") {{ {" ".join(f"{key}: phone" for key in keys)} }} }}', DIRECTOR)
    assert list(found.decoded["student"]) == keys


# --- values that a database does not take


@pytest.mark.parametrize(
    "where", [{"phone": {"eq": "a\0"}}, {"phone": {"in": ["\ud800"]}}, {"fullName": {"contains": "\0"}}]
)
def test_a_text_that_cannot_be_stored_is_bad_input(world: World, where: dict[str, Any]) -> None:
    found = world.same("query($w: StudentWhere) { students(where: $w) { totalCount } }", DIRECTOR, {"w": where})
    assert found.refused.startswith("BAD_USER_INPUT")


@pytest.mark.parametrize("number", ["1e300", "-1e18", "1e999"])
def test_a_number_that_cannot_be_stored_is_bad_input(world: World, number: str) -> None:
    found = world.same(f"{{ marks(where: {{share: {{gt: {number}}}}}) {{ totalCount }} }}", DIRECTOR)
    assert found.refused.startswith("BAD_USER_INPUT")


@pytest.mark.parametrize("letters", ["a" * 20_000, "Ө" * 5_000, "👩‍🎓", "%_\\'\"", "\u202e", "\x7f"])
def test_any_other_text_is_searched_for(world: World, letters: str) -> None:
    for how in ("eq", "startsWith", "contains"):
        where = f"{{familyName: {{{how}: $t}}, phone: {{{how}: $t}}}}"
        text = f"query($t: String) {{ students(where: {where}) {{ totalCount }} }}"
        assert world.same(text, DIRECTOR, {"t": letters}).decoded == {"students": {"totalCount": 0}}


@pytest.mark.parametrize("number", [2**31, -(2**31) - 1])
def test_a_whole_number_beyond_32_bits_is_refused_by_graphql(number: int) -> None:
    with pytest.raises(AssertionError, match="32-bit"):
        read(f"{{ marks(where: {{value: {{eq: {number}}}}}) {{ totalCount }} }}")


@pytest.mark.parametrize("day", ["2026-W36-2", "20260901", "2026-9-1", "2026-13-01", " 2026-09-01"])
def test_a_day_is_written_in_one_way_only(day: str) -> None:
    with pytest.raises(AssertionError, match="Date"):
        read(f'{{ students(where: {{bornOn: {{eq: "{day}"}}}}) {{ totalCount }} }}')


def test_a_fraction_finer_than_a_thousandth_is_compared_as_written(world: World) -> None:
    def count(test: str) -> Value:
        return world.same(f"{{ marks(where: {{share: {{{test}}}}}) {{ totalCount }} }}", DIRECTOR).decoded["marks"][
            "totalCount"
        ]

    assert count("eq: 0.333") > 0
    assert count("eq: 0.3333") == 0
    assert count("lte: 0.3329, gt: 0") == 0
    assert count("lt: 0.3331, gt: 0.3329") == count("eq: 0.333")


# --- requests without an end


def test_a_long_list_is_refused(world: World) -> None:
    ids = [f"stu_{n}" for n in range(1, 1002)]
    found = world.same("query($i: [ID!]) { students(where: {id: {in: $i}}) { totalCount } }", DIRECTOR, {"i": ids})
    assert found.refused.startswith("LIMIT_EXCEEDED")


def test_a_list_of_a_thousand_is_read(world: World) -> None:
    ids = [f"stu_{n}" for n in range(1, 1001)]
    found = world.same("query($i: [ID!]) { students(where: {id: {in: $i}}) { totalCount } }", DIRECTOR, {"i": ids})
    assert found.decoded == {"students": {"totalCount": 7}}


@pytest.mark.parametrize("where", [{"or": [{"phone": {"eq": "1"}}] * 2_000}, {"and": [{"not": {}}] * 5_000}])
def test_a_wide_filter_is_refused(world: World, where: dict[str, Any]) -> None:
    found = world.same("query($w: StudentWhere) { students(where: $w) { totalCount } }", DIRECTOR, {"w": where})
    assert found.refused.startswith("LIMIT_EXCEEDED")


def test_a_filter_of_a_hundred_choices_is_read(world: World) -> None:
    where = {"or": [{"phone": {"eq": f"+99655500{i}"}} for i in range(100)]}
    found = world.same("query($w: StudentWhere) { students(where: $w) { totalCount } }", DIRECTOR, {"w": where})
    assert not found.refused


@pytest.mark.parametrize("depth", [5, 19, 21, 60])
def test_a_deep_filter_is_read_or_refused(world: World, depth: int) -> None:
    where: dict[str, Any] = {}
    for _ in range(depth):
        where = {"not": where}
    found = world.ask("query($w: StudentWhere) { students(where: $w) { totalCount } }", DIRECTOR, {"w": where})
    for answer in found.values():
        assert answer.refused.startswith("LIMIT_EXCEEDED") or (not answer.refused and depth < 20)
    assert depth > 5 or not any(answer.refused for answer in found.values())


def test_an_order_that_names_one_field_a_thousand_times_is_as_short_as_once(world: World) -> None:
    text = "query($o: [StudentOrder!]) { students(orderBy: $o) { edges { cursor } } }"
    once = world.same(text, DIRECTOR, {"o": [{"bornOn": "ASC"}]})
    often = world.same(text, DIRECTOR, {"o": [{"bornOn": "ASC"}, {"bornOn": "DESC"}] * 500})
    assert once.data == often.data
    assert once.statements == often.statements
