"""Which order `explainAccess` cites, asked over HTTP: what decides today goes before what did once."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from tests.served import MOMENT, School

TODAY = MOMENT.date().isoformat()
NUMBERS = count(900)
TEXTS = dict.fromkeys(("titleKy", "titleRu", "textKy", "textRu"), "Буйрук")


def issued(school: School, kind: str, **more: object) -> str:
    """Let the director sign an order of today."""
    director = school.person("director")
    number = director.data('{ schools(where: {code: {eq: "99-0001"}}) { nodes { id } } }')["schools"]["nodes"][0]["id"]
    given = {"schoolId": number, "kind": kind, "number": f"{next(NUMBERS)}-т", "orderDate": TODAY, **TEXTS, **more}
    payload = director.act("issueOrder", given, "order { id number }")
    assert not payload["userErrors"], payload["userErrors"]
    return str(payload["order"]["id"])


def staff_of(school: School, login: str) -> str:
    """Give the id of the employee behind an account."""
    return str(school.person(login).data("{ viewer { staff { nodes { id } } } }")["viewer"]["staff"]["nodes"][0]["id"])


def why(school: School, login: str, field: str) -> dict[str, Any]:
    """Ask why a student's field is shown to somebody or not."""
    one = school.person("director").data("{ students(first: 1) { nodes { id } } }")["students"]["nodes"][0]["id"]
    query = (
        "query($n: ID!, $f: String!) { explainAccess(node: $n, field: $f) { decision order { number role state } } }"
    )
    found: dict[str, Any] = school.person(login).data(query, {"n": one, "f": field})["explainAccess"]
    return found


def test_a_prohibition_is_cited_before_the_order_that_gives_the_role(living: School) -> None:
    order = issued(living, "RIGHTS")
    given = {"orderId": order, "category": "MARKS", "action": "READ", "staffId": staff_of(living, "classteacher")}
    assert not living.person("director").act("prohibit", given)["userErrors"]
    found = why(living, "classteacher", "marks")
    assert found["decision"] == "FORBIDDEN_FIELD"
    assert (found["order"]["role"], found["order"]["state"]) == (None, "FORBIDS")
    assert not living.person("director").act("revokeOrder", {"orderId": order})["userErrors"]
    assert why(living, "classteacher", "marks")["order"]["state"] == "IN_FORCE"


@pytest.mark.parametrize(
    ("days", "state"),
    [
        ({"startsOn": "2026-10-01", "endsOn": "2026-11-01", "orderDate": "2026-09-30"}, "ENDED"),
        ({"startsOn": "2027-01-11"}, "NOT_YET"),
    ],
)
def test_an_order_out_of_its_days_is_not_said_to_be_in_force(living: School, days: dict[str, str], state: str) -> None:
    login = {"ENDED": "librarian", "NOT_YET": "socialpedagogue"}[state]
    grants = [{"role": "NURSE", "staffId": staff_of(living, login)}]
    issued(living, "APPOINTMENT", grants=grants, **days)
    found = why(living, login, "bloodGroup")
    assert found["decision"] == "FORBIDDEN_FIELD"
    assert (found["order"]["role"], found["order"]["state"]) == ("NURSE", state)
