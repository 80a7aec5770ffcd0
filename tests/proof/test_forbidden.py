"""What may not be seen may not be named, and the answer is the same whatever the data."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.proof.rows import town
from tests.proof.viewers import (
    ANALYST,
    CLASS_TEACHER,
    DIRECTOR,
    DIRECTOR_AND_PARENT,
    GUARDIAN,
    PUBLIC,
    STRANGER,
    TEACHER,
    reaching,
)
from tests.proof.world import PLANNERS, World, read

from isuo_graph.kit.errors import Refused
from isuo_graph.plan import bind
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Action, Category, Scope
from isuo_graph.policy.viewer import Reach, Viewer


@pytest.fixture(autouse=True)
def school(world: World) -> None:
    world.fill(town())


# --- what may not be named


@pytest.mark.parametrize(
    "text",
    [
        '{ students(where: {phone: {eq: "1"}}) { totalCount } }',
        "{ students(where: {not: {phone: {isNull: true}}}) { totalCount } }",
        '{ students(where: {or: [{and: [{mentor: {phone: {eq: "1"}}}]}]}) { totalCount } }',
        "{ students(where: {mentored: {none: {}}}) { totalCount } }",
        "{ students(where: {mentored: null}) { totalCount } }",
        "{ students(where: {kinships: {some: {}}}) { totalCount } }",
        '{ marks(where: {student: {pin: {startsWith: "2"}}}) { totalCount } }',
        "{ students(orderBy: [{pin: ASC}]) { totalCount } }",
        "{ students(orderBy: [{familyName: ASC}, {phone: DESC}]) { totalCount } }",
        "{ students { nodes { marks(where: {student: {bornOn: {isNull: true}}}) { totalCount } } } }",
        "{ studentsSummary(groupBy: [BORN_ON]) { count } }",
        '{ studentsSummary(where: {bornOn: {gt: "2014-01-01"}}) { count } }',
    ],
)
def test_a_forbidden_field_is_refused_wherever_it_is_named(world: World, text: str) -> None:
    assert world.same(text, TEACHER).refused.startswith("FORBIDDEN_FIELD")


@pytest.mark.parametrize(
    "text",
    [
        '{ students(where: {familyName: {eq: "a"}}) { totalCount } }',
        '{ students(where: {id: {eq: "stu_1"}, familyName: {eq: "a"}}) { totalCount } }',
        "{ topics(where: {marks: {some: {value: {eq: 5}}}}) { totalCount } }",
    ],
)
def test_who_sees_only_totals_may_not_ask_about_single_rows(world: World, text: str) -> None:
    assert world.same(text, ANALYST).refused.startswith("FORBIDDEN_FIELD")


@pytest.mark.parametrize(
    "arguments",
    [
        'where: {id: {eq: "stu_1"}}',
        'where: {id: {eq: "stu_404"}}',
        "where: {nameless: {eq: true}}",
        "where: {not: {nameless: {eq: true}}}",
        "orderBy: [{id: DESC}]",
    ],
)
def test_fields_without_a_guard_are_asked_about_in_vain_by_who_sees_only_totals(world: World, arguments: str) -> None:
    found = world.same(f"{{ students({arguments}) {{ totalCount nodes {{ id }} }} }}", ANALYST)
    assert (found.refused, found.decoded["students"]) == ("", {"totalCount": 0, "nodes": []})
    assert found.statements[0].count("FROM") == 0


# Totals of students, and a right to read them that reaches none: it asks a consent that students do not keep, or for
# a scope that they do not know.
@pytest.mark.parametrize("reach", [Reach(Scope.SCHOOL, purpose=Purpose.STAFF_HR), Reach(Scope.ADDRESSED)])
@pytest.mark.parametrize(
    ("arguments", "given", "named"),
    [
        ("orderBy: [{status: DESC}, {pin: ASC}, {familyName: ASC}]", {}, "Student.status"),
        ("orderBy: $order", {"order": [{"status": "DESC"}, {"pin": "ASC"}, {"familyName": "ASC"}]}, "Student.status"),
        ('where: {familyName: {eq: "a"}}', {}, "Student.familyName"),
        ("where: $where", {"where": {"familyName": {"eq": "a"}}}, "Student.familyName"),
        ("orderBy: [{id: ASC}, {pin: ASC}]", {}, "Student.pin"),
    ],
)
@pytest.mark.parametrize("is_empty", [True, False])
def test_a_right_that_reaches_no_row_lets_nobody_ask_about_rows(
    world: World, reach: Reach, arguments: str, given: dict[str, object], named: str, *, is_empty: bool
) -> None:
    if is_empty:
        world.fill({})
    totals = reaching([Category.ROSTER], Reach(Scope.NATION), action=Action.SUMMARISE)
    viewer = Viewer(
        account_id=8, school_sets=((1,),), reaches={**PUBLIC, **reaching([Category.ROSTER], reach), **totals}
    )
    head = {"order": "($order: [StudentOrder!])", "where": "($where: StudentWhere)"}.get(next(iter(given), ""), "")
    found = world.same(f"query{head} {{ students({arguments}) {{ nodes {{ id }} }} }}", viewer, given)
    assert found.refused.startswith(f"FORBIDDEN_FIELD: You may not use the field “{named}”")


@pytest.mark.parametrize(
    ("text", "viewer", "right"),
    [
        ('{ students(where: {familyName: {eq: "a"}}) { totalCount } }', ANALYST, "student:roster:read"),
        ("{ marks(where: {value: {eq: 5}}) { totalCount } }", ANALYST, "student:marks:read"),
        ("{ studentsSummary(where: {nameless: {eq: true}}) { count } }", ANALYST, "student:roster:read"),
        ('{ students(where: {phone: {eq: "1"}}) { totalCount } }', TEACHER, "student:contacts:read"),
    ],
)
def test_a_refusal_names_the_right_that_is_missing(text: str, viewer: Viewer, right: str) -> None:
    asked = read(text)
    with pytest.raises(Refused) as caught:
        PLANNERS[bind.Dialect.SQLITE].plan(asked.operation, asked.document, viewer)
    assert caught.value.extensions["right"] == right


def test_who_sees_only_totals_gets_no_row_and_is_told_where_to_ask(world: World) -> None:
    found = world.same(
        "{ students { totalCount nodes { id } edges { cursor } pageInfo { hasNextPage endCursor } } }", ANALYST
    )
    assert found.decoded["students"] == {
        "totalCount": 0,
        "nodes": [],
        "edges": [],
        "pageInfo": {"hasNextPage": False, "endCursor": None},
    }
    assert found.withheld[0]["instead"] == "studentsSummary"
    assert found.statements[0].count("FROM") == 0


def test_totals_of_marks_do_not_open_an_edge_to_open_rows(world: World) -> None:
    totals = reaching([Category.CONTACTS], Reach(Scope.NATION), action=Action.SUMMARISE)
    viewer = Viewer(account_id=8, reaches={**PUBLIC, **reaching([Category.ROSTER], Reach(Scope.NATION)), **totals})
    found = world.same("{ students(orderBy: [{id: ASC}]) { nodes { mentored { totalCount nodes { id } } } } }", viewer)
    assert {str(one["mentored"]) for one in found.decoded["students"]["nodes"]} == {"{'totalCount': 0, 'nodes': []}"}


def test_default_order_by_a_forbidden_field_is_left_out(world: World) -> None:
    viewer = Viewer(account_id=8, reaches={**PUBLIC, **reaching([Category.MARKS], Reach(Scope.NATION))})
    found = world.same("{ marks { nodes { id } } }", viewer)
    assert "given_at" in found.statements[0]
    blind = replace(
        viewer,
        reaches={
            **PUBLIC,
            **reaching([Category.ROSTER], Reach(Scope.TAUGHT)),
            **reaching([Category.MARKS], Reach(Scope.SELF)),
        },
    )
    assert '"given_at"' not in world.same("{ students { nodes { id } } }", blind).statements[0]


def test_a_row_of_another_school_and_one_that_is_not_there_are_the_same(world: World) -> None:
    text = '{ a: student(id: "stu_7") { id } b: student(id: "stu_999") { id } c: node(id: "stu_7") { id } }'
    found = world.same(text, DIRECTOR)
    assert found.decoded == {"a": None, "b": None, "c": None}


def test_masked_values_are_compared_as_null(world: World) -> None:
    hidden = town()["student"][2]["phone"]
    text = """query($p: String) {
      eq: students(where: {phone: {eq: $p}}) { totalCount }
      not: students(where: {not: {phone: {eq: $p}}}) { totalCount }
      none: students(where: {phone: {isNull: true}}) { nodes { id } }
    }"""
    found = world.same(text, DIRECTOR, {"p": hidden}).decoded
    assert (found["eq"]["totalCount"], found["not"]["totalCount"]) == (0, 7)
    assert {"id": "stu_3"} in found["none"]["nodes"]


# --- rows of no school


def test_national_rows_show_the_marks_of_every_school(world: World) -> None:
    viewer = Viewer(account_id=8, reaches={**PUBLIC, **reaching([Category.MARKS], Reach(Scope.NATION))})
    found = world.same(
        '{ topic(id: "top_1") { marks { nodes { id } } } marks(where: {topic: {id: {eq: "top_1"}}}) { nodes { id } } }',
        viewer,
    )
    assert found.decoded["topic"]["marks"] == found.decoded["marks"]
    assert {"id": "mrk_20"} in found.decoded["marks"]["nodes"]


# --- the two forms of "withheld"


def test_withheld_tells_of_a_row_whose_scope_cannot_be_told(world: World) -> None:
    found = world.same(
        '{ students(where: {id: {eq: "stu_8"}}) { nodes { phone withheld { field code purpose } } } }',
        DIRECTOR_AND_PARENT,
    )
    assert [one["withheld"] for one in found.decoded["students"]["nodes"]] == [[]]
    reach = reaching([Category.CONTACTS], Reach(Scope.OWN_CLASS))
    viewer = replace(CLASS_TEACHER, reaches={**PUBLIC, **reaching([Category.ROSTER], Reach(Scope.SCHOOL)), **reach})
    found = world.same('{ students(where: {id: {eq: "stu_8"}}) { nodes { phone withheld { field code } } } }', viewer)
    assert found.decoded["students"]["nodes"][0]["withheld"] == [{"field": "phone", "code": "NOT_IN_SCOPE"}]


def test_withheld_says_alike_in_the_row_and_beside_the_answer(world: World) -> None:
    viewer = replace(GUARDIAN, reaches={**GUARDIAN.reaches, **reaching([Category.PIN], Reach(Scope.ADDRESSED))})
    found = world.same("{ students { nodes { pin withheld { field code } } } }", viewer)
    assert {one["code"] for one in found.withheld if one["path"][-1] == "pin"} == {"NOT_IN_SCOPE"}
    assert {told["code"] for one in found.decoded["students"]["nodes"] for told in one["withheld"]} == {"NOT_IN_SCOPE"}


# --- strangers


def test_a_stranger_reads_what_is_public_and_nothing_else(world: World) -> None:
    found = world.same(
        "{ schools { nodes { name classes { nodes { name students { nodes { id } } } } } } students { nodes { id } } }",
        STRANGER,
    )
    assert found.decoded["students"] is None
    assert {str(k["students"]) for s in found.decoded["schools"]["nodes"] for k in s["classes"]["nodes"]} == {"None"}


def test_a_plan_is_refused_before_any_statement(world: World) -> None:
    asked = read("{ students(where: {pin: {eq: null}}) { totalCount } }")
    with pytest.raises(Refused):
        PLANNERS[bind.Dialect.SQLITE].plan(asked.operation, asked.document, TEACHER)
