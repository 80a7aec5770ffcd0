"""What every rank of viewer gets from summaries of the demo, over HTTP: nothing that its rows would not show, and of
rows that it does not see no small group.

What is expected is counted past the service, by SQL that is written for each test by hand.
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from tests.served import MOMENT, School

NOW_MS: Final = int(MOMENT.timestamp() * 1000)
AGREED: Final = f"s.record_from <= {NOW_MS} AND {NOW_MS} < s.record_until"
BY_GRADE: Final = "{ marksSummary(groupBy: [GRADE]) { key { grade } count average { value } } }"
MARKS: Final = "FROM mark m JOIN student s ON s.id = m.student_id JOIN school k ON k.id = m.school_id"
FEW: Final = 5


def by_grade(school: School, login: str) -> list[tuple[int | None, int, float | None]]:
    groups = school.person(login).data(BY_GRADE)["marksSummary"]
    return [(one["key"]["grade"], one["count"], one["average"]["value"]) for one in groups]


def counted(place: School, within: str, known: str = "1 = 1", **values: object) -> list[tuple[int, int, float]]:
    """Count marks by grade; only those for which `known` holds enter the mean."""
    rows = place.select(
        f"SELECT m.grade, count(*) AS n, sum(CASE WHEN {known} THEN m.value END) AS total, "
        f"count(CASE WHEN {known} THEN m.value END) AS size {MARKS} WHERE {within} GROUP BY m.grade ORDER BY m.grade",
        **values,
    )
    return [(one["grade"], int(one["n"]), rounded(int(one["total"]), int(one["size"]))) for one in rows]


def rounded(total: int, size: int) -> float:
    return (total + size // 2) // size / 1000


def own_school(school: School, login: str) -> int:
    found = school.select("SELECT school_id FROM account WHERE login = :login", login=login)
    number: int = found[0]["school_id"]
    return number


def test_deputy_gets_the_mean_mark_by_grade_over_those_whose_families_agreed(school: School) -> None:
    number = own_school(school, "deputy")
    assert by_grade(school, "deputy") == counted(school, "m.school_id = :school", AGREED, school=number)


def test_director_reads_blocked_marks_too(school: School) -> None:
    number = own_school(school, "director")
    assert by_grade(school, "director") == counted(school, "m.school_id = :school", school=number)


def test_deputy_gets_the_mean_mark_of_a_class(school: School) -> None:
    number = own_school(school, "deputy")
    one = school.select("SELECT min(class_id) AS id FROM mark WHERE school_id = :school", school=number)[0]["id"]
    data = school.person("deputy").data(
        "query($id: ID!) { marksSummary(where: {schoolClass: {id: {eq: $id}}}) { count average { value } } }",
        {"id": f"cls_{one}"},
    )
    [(_, count, mean)] = counted(school, "m.class_id = :class", AGREED, **{"class": one})
    assert data["marksSummary"] == [{"count": count, "average": {"value": mean}}]


@pytest.mark.parametrize("login", ["analyst", "ministry"])
def test_analysts_get_the_mean_mark_by_every_grade(school: School, login: str) -> None:
    found, expected = by_grade(school, login), counted(school, "1 = 1", AGREED)
    assert found[0][1] >= FEW
    if login == "ministry":
        assert found == expected
    assert [grade for grade, _, _ in found] == [grade for grade, _, _ in expected]


def test_class_teacher_counts_marks_of_the_own_class_and_of_own_lessons_only(school: School) -> None:
    within = """(m.class_id IN (SELECT c.class_id FROM class_leadership c JOIN staff_member f ON f.id = c.staff_id
        JOIN account a ON a.person_id = f.person_id WHERE a.login = 'classteacher' AND c.ends_on IS NULL)
      OR m.load_id IN (SELECT l.id FROM teaching_load l JOIN staff_member f ON f.id = l.teacher_id
        JOIN account a ON a.person_id = f.person_id WHERE a.login = 'classteacher'))"""
    assert by_grade(school, "classteacher") == counted(school, within, AGREED)


def test_guardian_counts_marks_of_the_own_children_only(school: School) -> None:
    within = """m.student_id IN (SELECT g.student_id FROM guardianship g JOIN guardian d ON d.id = g.guardian_id
        JOIN account a ON a.person_id = d.person_id WHERE a.login = 'guardian' AND g.may_see
          AND (g.ends_on IS NULL OR g.ends_on > '2026-12-07'))"""
    assert by_grade(school, "guardian") == counted(school, within, AGREED)


def test_student_does_not_learn_by_groups_what_classmates_rows_do_not_show(school: School) -> None:
    groups = school.person("student").data("{ studentsSummary(groupBy: [SEX]) { key { sex } count } }")
    told = {one["key"]["sex"]: one["count"] for one in groups["studentsSummary"]}
    assert told.pop(None) > 1
    assert list(told.values()) == [1]


@pytest.mark.parametrize(
    "login", ["administrator", "librarian", "methodist", "dpo", "secretary", "responsible", "nurse"]
)
def test_who_may_not_know_marks_gets_no_totals_of_them(school: School, login: str) -> None:
    answer = school.person(login).ask(BY_GRADE)
    assert answer["data"]["marksSummary"] is None
    assert [one["code"] for one in answer["extensions"]["withheld"]] == ["FORBIDDEN_FIELD"]


@pytest.mark.parametrize(
    "where",
    [
        '{id: {eq: "stu_1"}}',
        '{birthDate: {eq: "2014-01-02"}}',
        '{familyName: {startsWith: "А"}}',
        '{schoolClass: {id: {eq: "cls_1"}}}',
        "{marks: {some: {value: {gt: 3}}}}",
        "{not: {pin: {isNull: true}}}",
        "{or: [{grade: {eq: 5}}, {phone: {isNull: false}}]}",
    ],
)
def test_analyst_filters_totals_by_nothing_but_what_they_are_grouped_by(school: School, where: str) -> None:
    answer = school.person("analyst").ask(f"{{ studentsSummary(where: {where}) {{ count }} }}")
    assert [one["extensions"]["code"] for one in answer["errors"]] == ["FORBIDDEN_FIELD"]


def test_an_analyst_counts_no_rows_by_a_field_that_nobody_guards(school: School) -> None:
    answer = school.person("analyst").ask("{ students(where: {grade: {eq: 5}}) { totalCount nodes { id } } }")
    assert answer["data"]["students"] == {"totalCount": 0, "nodes": []}
    assert [one["code"] for one in answer["extensions"]["withheld"]] == ["NOT_IN_SCOPE"]


@pytest.mark.parametrize(
    "asked",
    [
        "students { totalCount }",
        "marks { totalCount }",
        "students(first: 1) { totalCount edges { cursor } pageInfo { hasNextPage } }",
        "schoolClasses(first: 5) { nodes { students { totalCount } } }",
        "lessons(first: 5) { nodes { marks { totalCount } attendance { totalCount } } }",
    ],
)
def test_counts_of_connections_tell_an_analyst_nothing(school: School, asked: str) -> None:
    text = school.person("analyst").post(f"{{ found: {asked} }}").json()
    assert counts(text["data"]["found"]) <= {0}
    assert text["extensions"]["withheld"]


def counts(value: Any) -> set[int]:  # noqa: ANN401 - any part of an answer
    """Give every `totalCount` in an answer."""
    if isinstance(value, list):
        return {one for part in value for one in counts(part)}
    if not isinstance(value, dict):
        return set()
    own = {value["totalCount"]} if "totalCount" in value else set()
    return own | {one for part in value.values() for one in counts(part)}


@pytest.mark.parametrize("asked", ["schoolClasses(where: {students: {some: {sex: {eq: MALE}}}}) { totalCount }",
                                   "lessons(where: {marks: {some: {value: {gt: 4}}}}) { totalCount }",
                                   'students(where: {familyName: {eq: "a"}}) { totalCount }'])  # fmt: skip
def test_an_analyst_counts_no_rows_by_a_filter_of_a_connection(school: School, asked: str) -> None:
    answer = school.person("analyst").ask(f"{{ found: {asked} }}")
    assert [one["extensions"]["code"] for one in answer["errors"]] == ["FORBIDDEN_FIELD"]


@pytest.mark.parametrize(
    ("groups", "finer"),
    [
        ("[GRADE]", "[GRADE, SEX]"),
        ("[SEX]", "[SEX, CITIZENSHIP]"),
        ("[STATUS]", "[STATUS, IS_ORPHAN]"),
        ("[]", "[SEX]"),
    ],
)
def test_an_analysts_groups_are_the_sums_of_finer_ones(school: School, groups: str, finer: str) -> None:
    parts = "key { grade sex citizenship status isOrphan } count"
    data = school.person("ministry").data(
        f"{{ wide: studentsSummary(groupBy: {groups}) {{ {parts} }} fine: studentsSummary(groupBy: {finer}) "
        f"{{ {parts} }} }}"
    )
    assert sum(one["count"] for one in data["wide"]) == sum(one["count"] for one in data["fine"])
    assert min(one["count"] for one in data["fine"]) >= FEW


def test_an_analyst_who_leaves_one_group_out_finds_out_about_none(school: School) -> None:
    person = school.person("ministry")
    asked = (
        '{ all: studentsSummary { count } other: studentsSummary(where: {not: {citizenship: {eq: "KG"}}}) { count } }'
    )
    data = person.data(asked)
    everybody, others = (sum(one["count"] for one in data[name]) for name in ("all", "other"))
    assert others == 0 or others >= FEW
    assert everybody - others == 0 or everybody - others >= FEW
