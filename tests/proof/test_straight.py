"""A document that was read before goes past Strawberry; what is answered must not tell which way it went."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from tests.served import Person, School

_unread = itertools.count()

STUDENTS = """
query Some($first: Int = 3, $only: Boolean = true) {
  students(first: $first) { nodes { familyName phone @include(if: $only) } totalCount }
}
"""
CASES: dict[str, dict[str, Any]] = {
    "a page": {"query": STUDENTS},
    "with a variable": {"query": STUDENTS, "variables": {"first": 2}},
    "with a null": {"query": STUDENTS, "variables": {"only": None}},
    "a variable of a wrong type": {"query": STUDENTS, "variables": {"first": "2"}},
    "a number that is no Int": {"query": STUDENTS, "variables": {"first": 2**31}},
    "a flag for a number": {"query": STUDENTS, "variables": {"first": True}},
    "a variable that nobody declared": {"query": STUDENTS, "variables": {"other": 1}},
    "a page too large": {"query": STUDENTS, "variables": {"first": 10_000}},
    "a page below nothing": {"query": STUDENTS, "variables": {"first": -1}},
    "a missing variable": {"query": "query ($id: ID!) { student(id: $id) { id } }"},
    "a malformed id": {"query": "query ($id: ID!) { student(id: $id) { id } }", "variables": {"id": "stu_x"}},
    "an id of another type": {"query": "query ($id: ID!) { student(id: $id) { id } }", "variables": {"id": "sch_1"}},
    "a number for an id": {"query": "query ($id: ID!) { student(id: $id) { id } }", "variables": {"id": 7}},
    "the asker": {"query": "{ viewer { login } __typename }"},
    "the schema beside rows": {
        "query": "{ __schema { queryType { name } } schools(first: 1) { nodes { shortName } } }"
    },
    "a filter by what is hidden": {"query": '{ students(where: {pin: {eq: "1"}}) { nodes { id } } }'},
    "an order by what is hidden": {"query": "{ students(orderBy: [{pin: ASC}]) { nodes { id } } }"},
    "a forged cursor": {"query": '{ students(after: "AAAA") { nodes { id } } }'},
    "an unknown field": {"query": "{ students { nodes { nothing } } }"},
    "no syntax": {"query": "{ students { "},
    "the first of two": {"query": "query A { schools { totalCount } } query B { __typename }", "operationName": "A"},
    "none of two": {"query": "query A { schools { totalCount } } query B { __typename }"},
    "a third of two": {"query": "query A { __typename } query B { __typename }", "operationName": "C"},
    "an act": {"query": 'mutation { signIn(input: {login: "nobody", password: "x"}) { userErrors { code } } }'},
    "with true counts": {"query": STUDENTS, "extensions": {"explain": True}},
    "a field that a function answers": {"query": '{ explainAccess(id: "stu_1", fields: ["phone"]) { verdict } }'},
}
ASKERS = ("nobody", "teacher", "guardian", "analyst")


def posted(person: Person, body: dict[str, Any], accept: str) -> tuple[int, dict[str, str], Any]:
    """Ask; gives status, headers and answer without what differs by itself."""
    headers = {"accept": accept, "accept-language": "ky"}
    if person.token:
        headers["authorization"] = f"Bearer {person.token}"
    response = person.client.post("/graphql", json=body, headers=headers)
    told = dict(response.headers)
    for name in ("x-request-id", "date", "content-length"):
        told.pop(name, None)
    return response.status_code, told, masked(response.json())


def masked(answer: Any) -> Any:  # noqa: ANN401 - any JSON
    """Put a dot for the request's own name."""
    if isinstance(answer, dict):
        return {key: "." if key == "requestId" else masked(value) for key, value in answer.items()}
    return [masked(part) for part in answer] if isinstance(answer, list) else answer


@pytest.mark.parametrize("login", ASKERS)
@pytest.mark.parametrize("case", CASES)
def test_a_document_read_before_is_answered_as_at_first(school: School, login: str, case: str) -> None:
    person = school.public if login == "nobody" else school.person(login)
    body = {**CASES[case], "query": f"{CASES[case]['query']} # {next(_unread)}"}
    for accept in ("application/json", "application/graphql-response+json"):
        first, again = posted(person, body, accept), posted(person, body, accept)
        assert first == again
        body["query"] += "."  # unread once more


def test_a_get_is_answered_as_at_first(school: School) -> None:
    person = school.person("teacher")
    headers = {"authorization": f"Bearer {person.token}"}
    query = {"query": f"query ($first: Int) {{ students(first: $first) {{ totalCount }} }} # {next(_unread)}"}
    answers = [person.client.get("/graphql", params=query, headers=headers) for _ in range(2)]
    assert answers[0].status_code == answers[1].status_code == 200
    assert answers[0].json() == answers[1].json()


def test_a_get_that_would_write_is_refused_also_the_second_time(school: School) -> None:
    query = {"query": f"mutation {{ signOut(input: {{}}) {{ userErrors {{ code }} }} }} # {next(_unread)}"}
    assert [school.public.client.get("/graphql", params=query).status_code for _ in range(2)] == [405, 405]
