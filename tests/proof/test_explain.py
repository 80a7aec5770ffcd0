"""`extensions: {explain: true}`: the counts are those of the rows in the answer, and of no other row."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from tests.served import Person, School

ROWS = """{ students(first: 50) { totalCount nodes {
    displayName phone pin healthAlert birthDate withheld { field code }
    marks(first: 3) { nodes { value comment withheld { field code } } }
} } }"""
READERS = ["director", "secretary", "classteacher", "teacher", "nurse", "psychologist", "guardian", "student"]


def asked(person: Person, document: str, *, explain: object = True) -> dict[str, Any]:
    """Ask with the extension, which `Person.ask` does not send."""
    headers = {"authorization": f"Bearer {person.token}"} if person.token else {}
    body = {"query": document, "extensions": {"explain": explain}}
    found: dict[str, Any] = person.client.post("/graphql", json=body, headers=headers).json()
    return found


def counts(answer: dict[str, Any]) -> dict[tuple[str, ...], dict[str, int]]:
    """Give what was counted, by path; a path where nothing is hidden is left out."""
    told = answer["extensions"].get("withheld", [])
    return {tuple(one["path"]): one["counts"] for one in told if one.get("counts")}


def told_by_rows(answer: dict[str, Any]) -> dict[tuple[str, ...], dict[str, int]]:
    """Count what the rows tell of themselves."""
    found: dict[tuple[str, ...], Counter[str]] = {}
    for student in answer["data"]["students"]["nodes"]:
        _count(found, ("students", "nodes"), student)
        for mark in (student["marks"] or {}).get("nodes") or []:
            _count(found, ("students", "nodes", "marks", "nodes"), mark)
    return {path: dict(counted) for path, counted in found.items()}


def _count(found: dict[tuple[str, ...], Counter[str]], path: tuple[str, ...], row: dict[str, Any]) -> None:
    for hidden in row["withheld"]:
        if hidden["code"] != "FORBIDDEN_FIELD":  # hidden from the role altogether: there is nothing to count
            found.setdefault((*path, hidden["field"]), Counter())[hidden["code"]] += 1


@pytest.mark.parametrize("login", READERS)
def test_counts_are_what_the_rows_of_the_answer_tell_of_themselves(school: School, login: str) -> None:
    answer = asked(school.person(login), ROWS)
    assert counts(answer) == told_by_rows(answer)


def test_some_reader_has_counts_of_both_kinds(school: School) -> None:
    told = [counted for login in READERS for counted in counts(asked(school.person(login), ROWS)).values()]
    codes = {code for counted in told for code in counted}
    assert codes == {"CONSENT_MISSING", "NOT_IN_SCOPE"}


@pytest.mark.parametrize("explain", [False, None, 1, "true", [True], {"a": True}])
def test_nothing_is_counted_unless_it_is_asked_for_plainly(school: School, explain: object) -> None:
    assert counts(asked(school.person("classteacher"), ROWS, explain=explain)) == {}


def test_the_answer_itself_is_the_same_with_counts_and_without(school: School) -> None:
    person = school.person("classteacher")
    assert asked(person, ROWS)["data"] == asked(person, ROWS, explain=False)["data"]


@pytest.mark.parametrize("login", ["analyst", "ministry", ""])
def test_who_sees_no_row_gets_no_counts(school: School, login: str) -> None:
    person = school.person(login) if login else school.public
    assert counts(asked(person, ROWS)) == {}


@pytest.mark.parametrize("login", ["guardian", "classteacher", "student"])
def test_rows_out_of_reach_change_no_count(living: School, login: str) -> None:
    person = living.person(login)
    before = asked(person, ROWS)["extensions"]
    found = person.data("{ students(first: 200) { nodes { id } } }")
    seen = {node["id"] for node in found["students"]["nodes"]}
    hidden = [row["id"] for row in living.select("SELECT id FROM student") if f"stu_{row['id']}" not in seen]
    assert hidden
    listed = ", ".join(map(str, hidden))
    living.change(f"UPDATE student SET record_until = 0, health_until = 0 WHERE id IN ({listed})")
    assert asked(person, ROWS)["extensions"] == before


def test_a_filter_on_a_hidden_value_is_refused_before_anything_is_counted(school: School) -> None:
    answer = asked(school.person("teacher"), '{ students(where: {pin: {startsWith: "2"}}) { nodes { phone } } }')
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN_FIELD"
    assert "counts" not in str(answer)
