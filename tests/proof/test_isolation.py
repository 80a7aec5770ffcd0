"""A curious person at the door: other schools, other people's rows, cursors, hidden cells, every way a query has.

What somebody may not see must answer like what does not exist.
"""

from __future__ import annotations

import re
from typing import Any, Final

import pytest
from tests.served import School

from isuo_graph import app

CATALOGUE: Final = app.catalogue()
NOBODY: Final = 4_611_686_018_427_387_904
"""An id of the right form that no row has."""
STAFF: Final = ("director", "secretary", "deputy", "classteacher", "teacher", "guardian", "student", "dpo")


def without_ids(value: object) -> str:
    """Give an answer as text without what differs anyway: ids as they were asked, and the request's own number."""
    return re.sub(r"_\d+|\"requestId\": ?\"[^\"]*\"|'requestId': '[^']*'", "", str(value))


def foreign(school: School) -> dict[str, int]:
    """Give one row of the second school for each type that has a school."""
    found: dict[str, int] = {}
    for node in CATALOGUE.types.values():
        if "school_id" in node.table.columns and node.protection.category.value != "public":
            rows = school.select(
                f"SELECT max(id) AS id FROM {node.table.name} "
                "WHERE school_id = (SELECT id FROM school WHERE code = '99-0002')"
            )
            if rows[0]["id"] is not None:
                found[node.name] = rows[0]["id"]
    return found


@pytest.mark.parametrize("login", STAFF)
def test_rows_of_another_school_answer_like_rows_that_do_not_exist(school: School, login: str) -> None:
    person = school.person(login)
    others = foreign(school)
    assert len(others) > 10
    for name, number in others.items():
        node = CATALOGUE.types[name]
        for field in filter(None, ("node", node.singular)):
            inner = "id __typename" if field == "node" else "id withheld { field code purpose }"
            document = f"query($id: ID!) {{ found: {field}(id: $id) {{ {inner} }} }}"
            told = [person.ask(document, {"id": f"{node.prefix}_{one}"}) for one in (number, NOBODY)]
            assert told[0]["data"] == {"found": None}
            assert without_ids(told[0]) == without_ids(told[1]), name


@pytest.mark.parametrize("login", STAFF)
def test_filters_never_find_a_row_of_another_school(school: School, login: str) -> None:
    person = school.person(login)
    for name, number in foreign(school).items():
        node = CATALOGUE.types[name]
        if node.plural is None:
            continue
        page = "totalCount edges { cursor }"
        document = f"query($ids: [ID!]) {{ found: {node.plural}(where: {{id: {{in: $ids}}}}) {{ {page} }} }}"
        told = [person.ask(document, {"ids": [f"{node.prefix}_{one}"]}) for one in (number, NOBODY)]
        assert without_ids(told[0]) == without_ids(told[1]), name
        assert not (told[0].get("data") or {}).get("found") or told[0]["data"]["found"]["totalCount"] == 0


def test_edges_from_public_rows_stay_within_the_own_school(school: School) -> None:
    """A school and its classes are public, so anybody may stand on those of the other school; nobody is behind them."""
    document = """{ schools { nodes { code students { totalCount } staff { totalCount } orders { totalCount }
      movementBook { totalCount } courses { totalCount } classes(first: 50) {
      nodes { students { totalCount } lessons { totalCount } enrollments { totalCount } leaderships {
      totalCount } } } } } }"""
    for login in ("director", "secretary", "teacher", "guardian", "student", "administrator"):
        for found in school.person(login).data(document)["schools"]["nodes"]:
            if found["code"] == "99-0002":
                assert not _counted({key: value for key, value in found.items() if key != "code"}), login


def _counted(value: Any) -> int:  # noqa: ANN401 - any part of an answer
    """Sum every count of an answer."""
    if isinstance(value, dict):
        return sum(one if key == "totalCount" else _counted(one) for key, one in value.items())
    return sum(map(_counted, value)) if isinstance(value, list) else 0


ACTS: Final[tuple[tuple[str, str, str, dict[str, Any]], ...]] = (
    ("changeStudentIdentity", "studentId", "Student", {"familyName": "Х"}),
    ("changeStudentContacts", "studentId", "Student", {"phone": "+996399000000"}),
    ("changeGuardianContacts", "guardianId", "Guardian", {"phone": "+996399000000"}),
    ("changeStaff", "staffId", "StaffMember", {"position": "Х"}),
    ("signOrder", "orderId", "Order", {}),
    ("revokeOrder", "orderId", "Order", {}),
    ("withdrawConsent", "consentId", "Consent", {"note": "Х"}),
    ("withdrawStudent", "studentId", "Student", {"leftOn": "2026-12-07", "reason": "MOVED_AWAY", "orderId": "ord_1"}),
    ("endGuardianship", "guardianshipId", "Guardianship", {"endsOn": "2026-12-07"}),
)


@pytest.mark.parametrize(("act", "key", "name", "more"), ACTS, ids=[act[0] for act in ACTS])
def test_acts_on_rows_of_another_school_answer_like_acts_on_nothing(
    school: School, act: str, key: str, name: str, more: dict[str, Any]
) -> None:
    number, prefix = foreign(school)[name], CATALOGUE.types[name].prefix
    before = school.kept()
    told = [
        school.person(login).try_act(act, {key: f"{prefix}_{one}", **more})
        for one in (number, NOBODY)
        for login in ("director", "secretary")
    ]
    assert without_ids(told[:2]) == without_ids(told[2:])
    assert all("userErrors" in str(one) or "errors" in one for one in told)
    assert school.kept() == before


def test_cursor_of_another_account_opens_no_row_of_theirs(school: School) -> None:
    document = """query($after: String) { students(first: 3, after: $after, orderBy: {familyName: ASC}) {
      nodes { id } pageInfo { endCursor } } }"""
    theirs = school.person("director2").data(document)["students"]
    mine = school.person("director").ask(document, {"after": theirs["pageInfo"]["endCursor"]})
    found = {one["id"] for one in ((mine.get("data") or {}).get("students") or {"nodes": []})["nodes"]}
    assert not found & {one["id"] for one in theirs["nodes"]}
    allowed = {
        f"stu_{row['id']}"
        for row in school.select(
            "SELECT s.id FROM student s JOIN school c ON c.id = s.school_id WHERE c.code = '99-0001'"
        )
    }
    assert found <= allowed


@pytest.mark.parametrize(
    ("login", "asked"),
    [
        ("teacher", "students(where: {pin: {isNull: false}}) { totalCount }"),
        ("teacher", "students(orderBy: {pin: ASC}) { nodes { id } }"),
        ("classteacher", "students(where: {or: [{benefits: {isNull: false}}, {grade: {eq: 5}}]}) { totalCount }"),
        ("librarian", "students(where: {not: {birthDate: {isNull: true}}}) { totalCount }"),
        ("librarian", "students(orderBy: {birthDate: DESC}) { nodes { id } }"),
        ("administrator", "students(where: {marks: {some: {value: {gt: 3}}}}) { totalCount }"),
        ("nurse", "studentsSummary(groupBy: [IS_ORPHAN]) { count }"),
        ("student", "accounts(where: {guardians: {some: {phone: {isNull: false}}}}) { totalCount }"),
    ],
)
def test_naming_a_field_that_is_never_shown_is_refused_by_name(school: School, login: str, asked: str) -> None:
    answer = school.person(login).ask(f"{{ found: {asked} }}")
    assert [one["extensions"]["code"] for one in answer.get("errors", [])] == ["FORBIDDEN_FIELD"]


def test_filter_over_what_one_sees_in_part_compares_only_what_one_sees(school: School) -> None:
    """The class teacher reads birth dates of one class; a filter finds none of the other classes taught."""
    person = school.person("classteacher")
    data = person.data(
        "{ found: students(first: 200, where: {birthDate: {isNull: false}}) { nodes { birthDate "
        "schoolClass { name } } } }"
    )
    assert {one["schoolClass"]["name"] for one in data["found"]["nodes"]} == {"5А"}
    assert all(one["birthDate"] for one in data["found"]["nodes"])


def test_aliases_and_fragments_show_no_more_than_the_field_itself(school: School) -> None:
    document = """query { a: students(first: 5) { nodes { ...F x: pin y: pin
        ... on Student { z: pin } ... @include(if: true) { w: pin } } } }
      fragment F on Student { pin benefits q: healthConditions }"""
    for node in school.person("teacher").data(document)["a"]["nodes"]:
        assert set(node.values()) == {None}


def test_explaining_access_to_a_foreign_row_says_what_a_missing_row_says(school: School) -> None:
    document = """query($id: ID!, $f: String!) { explainAccess(node: $id, field: $f) {
      decision right roles order { number state } consent { purpose status } } }"""
    number = foreign(school)["Student"]
    for login in STAFF:
        for field in ("familyName", "pin", "healthConditions", "benefits", "marks"):
            told = [school.person(login).ask(document, {"id": f"stu_{one}", "f": field}) for one in (number, NOBODY)]
            assert without_ids(told[0]) == without_ids(told[1]), (login, field)


def test_withheld_entries_tell_no_consent_of_rows_that_are_out_of_scope(school: School) -> None:
    """Whether a family of another class agreed is not told: outside the own class there is one answer for all."""
    led = school.select(
        "SELECT k.name FROM class_leadership c JOIN school_class k ON k.id = c.class_id JOIN staff_member s "
        "ON s.id = c.staff_id JOIN account a ON a.person_id = s.person_id WHERE a.login = 'teacher'"
    )
    document = "{ students(first: 200) { nodes { schoolClass { name } birthDate withheld { field code purpose } } } }"
    nodes = school.person("teacher").data(document)["students"]["nodes"]
    own = {row["name"] for row in led}
    others = [one for one in nodes if one["schoolClass"]["name"] not in own]
    assert len({str(one["withheld"]) for one in others}) == 1
    assert {told["code"] for one in others for told in one["withheld"]} <= {"NOT_IN_SCOPE", "FORBIDDEN_FIELD"}


def test_summaries_over_one_person_are_not_given_to_analysts(school: School) -> None:
    one = school.select("SELECT max(id) AS id FROM student WHERE grade = 5")[0]["id"]
    answer = school.person("analyst").ask(
        "query($id: ID!) { studentsSummary(where: {id: {eq: $id}}, groupBy: [SEX]) { count } }", {"id": f"stu_{one}"}
    )
    assert answer.get("errors") or answer["data"]["studentsSummary"] == []


def test_errors_tell_nothing_of_the_database(school: School) -> None:
    for document in (
        '{ students(after: "%%") { totalCount } }',
        '{ node(id: "stu_99999999999999999999") { id } }',
        "{ nothing }",
    ):
        text = school.person("director").post(document).text
        assert not re.search(r"SELECT|sqlite|postgres|asyncpg|Traceback|/src/", text), text
