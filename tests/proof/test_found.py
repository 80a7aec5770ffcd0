"""Every disagreement that the oracle found between itself and the planner, each as a question of its own."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Any

import pytest
from tests.proof.rows import FOREVER, row, town
from tests.proof.viewers import CLASS_TEACHER, DIRECTOR, DIRECTOR_AND_PARENT, PUBLIC, reaching
from tests.proof.world import World

from isuo_graph.plan import nesting
from isuo_graph.policy.rights import Action, Category, Scope
from isuo_graph.policy.viewer import Reach, Viewer


@pytest.fixture(autouse=True)
def school(world: World) -> None:
    world.fill(town())


@pytest.mark.parametrize(
    ("order", "given"),
    [
        ("{familyName: ASC, id: DESC}", {}),
        ("$order", {"order": [{"familyName": "ASC", "id": "DESC"}]}),
        ("[{familyName: ASC}, {status: DESC, id: DESC}]", {}),
    ],
)
def test_several_keys_in_one_object_have_no_order_and_are_refused(
    world: World, order: str, given: dict[str, Any]
) -> None:
    head = "query($order: [StudentOrder!]) " if given else ""
    found = world.same(f"{head}{{ students(orderBy: {order}) {{ nodes {{ id }} }} }}", DIRECTOR, given)
    assert found.refused == "BAD_USER_INPUT: “orderBy” has an invalid value."


def test_one_key_beside_nulls_in_one_object_is_an_order(world: World) -> None:
    text = "query($order: [StudentOrder!]) { students(orderBy: $order) { nodes { id } } }"
    order = [{"familyName": None, "id": "DESC"}, {}]
    found = world.same(text, DIRECTOR, {"order": order}).decoded["students"]["nodes"]
    assert found == sorted(found, key=lambda one: str(one["id"]), reverse=True)


def test_a_row_out_of_scope_names_no_purpose_that_consent_is_missing_for(world: World) -> None:
    reaches = {**PUBLIC, **reaching([Category.ROSTER], Reach(Scope.SCHOOL))}
    viewer = replace(CLASS_TEACHER, reaches={**reaches, **reaching([Category.CONTACTS], Reach(Scope.OWN_CLASS))})
    world.change("student", 4, {"record_until": 0})
    text = "{ students(orderBy: [{id: ASC}]) { nodes { phone withheld { code purpose } } } }"
    told = [one["withheld"] for one in world.same(text, viewer).decoded["students"]["nodes"]]
    assert {"code": "NOT_IN_SCOPE", "purpose": None} in [entry for entries in told for entry in entries]
    assert {(entry["code"], entry["purpose"]) for entries in told for entry in entries} == {
        ("NOT_IN_SCOPE", None),
        ("CONSENT_MISSING", "SCHOOL_RECORD"),
    }


def test_an_edge_that_is_closed_to_who_sees_totals_is_told_as_withheld(world: World) -> None:
    totals = reaching([Category.CONTACTS], Reach(Scope.NATION), action=Action.SUMMARISE)
    viewer = Viewer(account_id=8, reaches={**PUBLIC, **reaching([Category.ROSTER], Reach(Scope.NATION)), **totals})
    found = world.same("{ students { nodes { mentored { nodes { id } } } } }", viewer)
    assert found.withheld == (
        {
            "path": ["students", "nodes", "mentored"],
            "code": "NOT_IN_SCOPE",
            "right": "student:contacts:read",
            "roles": list(found.withheld[0]["roles"]),
        },
    )


def test_groups_stand_in_the_order_that_they_were_asked_in(world: World) -> None:
    rows = [
        row("student", n, exempt=bool(n % 2), status=status, record_until=FOREVER, health_until=FOREVER)
        for n, status in enumerate(("LEFT", "on roll's", "on roll's", "LEFT"), start=1)
    ]
    world.fill({"school": [row("school", 1)], "class": [row("class", 1)], "student": rows})
    found = world.same(
        """{
          a: studentsSummary(groupBy: [EXEMPT, STATUS]) { key { exempt status } }
          b: studentsSummary(groupBy: [STATUS, EXEMPT]) { key { exempt status } }
        }""",
        DIRECTOR,
    ).decoded
    a, b = ([(one["key"]["exempt"], one["key"]["status"]) for one in found[key]] for key in "ab")
    assert a == [(False, "LEFT"), (False, "ON_ROLL"), (True, "LEFT"), (True, "ON_ROLL")]
    assert b == [(False, "LEFT"), (True, "LEFT"), (False, "ON_ROLL"), (True, "ON_ROLL")]


@pytest.mark.parametrize("before", ["", "WITH a AS (SELECT 1) ", "WITH a AS (SELECT 1), b AS (SELECT 2) "])
def test_what_counts_as_shallow_is_read_by_sqlite(before: str) -> None:
    texts = [f"{before}SELECT {'CASE WHEN 1 THEN (' * n}1{') END' * n}" for n in range(1, 30)]
    counted = [text for text in texts if nesting.nesting(text) <= nesting.STACK_MAX]
    database = sqlite3.connect(":memory:")
    assert 5 < len(counted) < len(texts)
    assert {database.execute(text).fetchone()[0] for text in counted} == {1}
    database.close()


def test_a_deep_question_by_somebody_of_two_roles_is_answered_or_refused_by_name(world: World) -> None:
    text = """query($w: StudentWhere) { topic(id: "top_1") { marks(orderBy: [{id: ASC}]) {
      totalCount pageInfo { hasNextPage } edges { node { id topic { id } kind value student { id } } }
      nodes { topic { marks(where: {student: $w, id: {eq: "mrk_1", isNull: true}}) {
        totalCount pageInfo { hasNextPage hasPreviousPage } } } kind }
    } } }"""
    sqlite, postgres = world.ask(text, DIRECTOR_AND_PARENT, {"w": {"id": None, "phone": None, "and": None}}).values()
    assert sqlite.refused.startswith("LIMIT_EXCEEDED") or sqlite.told == postgres.told
