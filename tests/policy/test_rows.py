"""Row predicates are made simpler without becoming another question."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isuo_graph.policy.rows import (
    AllOf,
    Always,
    AnyOf,
    Equals,
    InSchools,
    IsMe,
    Me,
    Never,
    Predicate,
    all_of,
    any_of,
    implies,
)
from isuo_graph.policy.rows import (
    given as simplified,
)

A, B, C = Equals("a", value=True), Equals("b", value=True), Equals("c", value=True)
leaves = st.sampled_from([A, B, C, Always(), Never()])
trees = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3).flatmap(lambda parts: st.sampled_from([any_of(*parts), all_of(*parts)])),
)


def truth(predicate: Predicate, row: dict[str, bool]) -> bool:
    match predicate:
        case Always():
            return True
        case Equals(column):
            return row[column]
        case AnyOf(parts):
            return any(truth(part, row) for part in parts)
        case AllOf(parts):
            return all(truth(part, row) for part in parts)
    return False


ROWS = [dict(zip("abc", values, strict=True)) for values in product([True, False], repeat=3)]


@settings(deadline=None)
@given(st.lists(trees, max_size=4))
def test_joined_by_or_holds_where_one_part_holds(parts: list[Predicate]) -> None:
    assert all(truth(any_of(*parts), row) == any(truth(part, row) for part in parts) for row in ROWS)


@settings(deadline=None)
@given(st.lists(trees, max_size=4))
def test_joined_by_and_holds_where_all_parts_hold(parts: list[Predicate]) -> None:
    assert all(truth(all_of(*parts), row) == all(truth(part, row) for part in parts) for row in ROWS)


@settings(deadline=None)
@given(trees, trees)
def test_what_is_implied_holds_wherever_the_other_holds(left: Predicate, right: Predicate) -> None:
    assert not implies(left, right) or all(truth(right, row) for row in ROWS if truth(left, row))


@settings(deadline=None, max_examples=300)
@given(trees, trees)
def test_simplified_for_known_rows_it_is_the_same_question_about_them(known: Predicate, predicate: Predicate) -> None:
    simple = simplified(known, predicate)
    assert all(truth(simple, row) == truth(predicate, row) for row in ROWS if truth(known, row))


@pytest.mark.parametrize(
    ("given_parts", "result"),
    [
        ((), Never()),
        ((Never(), A), A),
        ((Always(), A), Always()),
        ((A, A), A),
        ((A, all_of(A, B)), A),
        ((A, any_of(B, C)), AnyOf((A, B, C))),
    ],
)
def test_or_is_written_as_short_as_can_be(given_parts: tuple[Predicate, ...], result: Predicate) -> None:
    assert any_of(*given_parts) == result


def test_operators_join_predicates() -> None:
    mine, ours = IsMe("id", Me.STUDENT), InSchools()
    assert mine | ours == AnyOf((mine, ours))
    assert mine & ours == AllOf((mine, ours))


def test_nothing_more_is_asked_of_a_row_that_is_known_to_pass() -> None:
    assert simplified(all_of(A, B), A) == Always()
    assert simplified(A, all_of(A, B)) == B
