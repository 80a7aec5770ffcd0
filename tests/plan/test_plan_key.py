"""A plan is kept under a key that holds no value; whoever has the same key must get the same statements, with other
parameters.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.proof.printed import Value
from tests.proof.questions import questions
from tests.proof.schools import viewers
from tests.proof.viewers import DIRECTOR
from tests.proof.world import PLANNERS, Asked, read, variable_shape

from isuo_graph.kit.errors import Refused
from isuo_graph.plan.bind import Dialect
from isuo_graph.policy.viewer import Viewer


def planned(asked: Asked, viewer: Viewer) -> Value:
    """Give everything of a plan that does not come from the request: statements, number of parameters, what is
    withheld.
    """
    try:
        plan = PLANNERS[Dialect.SQLITE].plan(asked.operation, asked.document, viewer)
    except Refused as exc:
        return str(exc)
    return [(root.key, root.text, len(root.sources), root.has_cursors) for root in plan.roots], plan.withheld


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        (
            "query($w: StudentWhere) { students(where: $w) { totalCount } }",
            {"w": {"phone": {"eq": "a"}}},
            {"w": {"phone": {"eq": "b"}}},
        ),
        (
            "query($i: [ID!]) { students(where: {id: {in: $i}}) { totalCount } }",
            {"i": ["stu_1"]},
            {"i": ["stu_2", "stu_3"]},
        ),
        ("query($n: Int) { students(first: $n) { totalCount } }", {"n": 1}, {"n": 7}),
        ("query($i: ID!) { node(id: $i) { id } }", {"i": "stu_1"}, {"i": "stu_2"}),
        ("query($s: Status) { students(where: {status: {eq: $s}}) { totalCount } }", {"s": "LEFT"}, {"s": "ON_ROLL"}),
    ],
)
def test_other_values_have_the_same_key_and_plan(text: str, left: dict[str, Any], right: dict[str, Any]) -> None:
    one, other = read(text, left), read(text, right)
    assert variable_shape(one) == variable_shape(other)
    assert planned(one, DIRECTOR) == planned(other, DIRECTOR)


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        (
            "query($w: StudentWhere) { students(where: $w) { totalCount } }",
            {"w": {"phone": {"eq": "a"}}},
            {"w": {"phone": {"eq": None}}},
        ),
        (
            "query($w: StudentWhere) { students(where: $w) { totalCount } }",
            {"w": {"or": [{}]}},
            {"w": {"or": [{}, {}]}},
        ),
        ("query($w: StudentWhere) { students(where: $w) { totalCount } }", {"w": None}, {}),
        ("query($n: String) { students(where: {phone: {eq: $n}}) { totalCount } }", {"n": None}, {}),
        ("query($i: ID!) { node(id: $i) { id } }", {"i": "stu_1"}, {"i": "mrk_1"}),
        ("query($d: Direction) { students(orderBy: [{phone: $d}]) { nodes { id } } }", {"d": "ASC"}, {"d": "DESC"}),
        (
            "query($g: [StudentGroupBy!]) { studentsSummary(groupBy: $g) { count } }",
            {"g": ["STATUS"]},
            {"g": ["EXEMPT"]},
        ),
        ("query($b: Boolean!) { students { nodes { id phone @include(if: $b) } } }", {"b": True}, {"b": False}),
        ("query($a: String) { students(after: $a) { nodes { id } } }", {"a": None}, {"a": "x"}),
    ],
)
def test_what_changes_the_statement_changes_the_key(text: str, left: dict[str, Any], right: dict[str, Any]) -> None:
    one, other = read(text, left), read(text, right)
    assert variable_shape(one) != variable_shape(other)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(questions(), st.lists(viewers(), min_size=2, max_size=6))
def test_viewers_of_one_shape_share_one_plan(question: tuple[str, dict[str, Any]], asking: list[Viewer]) -> None:
    asked = read(*question)
    found: dict[str, Any] = {}
    for viewer in asking:
        plan = planned(asked, viewer)
        assert found.setdefault(viewer.shape, plan) == plan


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(st.data())
def test_variables_of_one_shape_share_one_plan(data: st.DataObject) -> None:
    text, variables = data.draw(questions())
    asked = read(text, variables)
    moved = {name: shifted(value) for name, value in variables.items()}
    other = read(text, moved)
    if variable_shape(asked) == variable_shape(other):
        assert planned(asked, DIRECTOR) == planned(other, DIRECTOR)


def shifted(value: Value) -> Value:
    """Give the same kind of value with another content."""
    if isinstance(value, dict):
        return {key: shifted(part) for key, part in value.items()}
    if isinstance(value, list):
        return [shifted(part) for part in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return value + 1
    return value.replace("_1", "_2").replace("2014-01-02", "2014-01-03").replace("Асанов", "Бек")
