"""Bad input over HTTP: each kind is told with a code in three languages, and nothing at all is written.

Takes the demo on both databases; whoever sends the input would have the right to do the act rightly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pytest
from tests.served import Person, School

Bad = tuple[str, str, dict[str, Any]]
"""Who, which act, with which input."""


def lesson_of_teacher(school: School, *, is_locked: bool = False) -> dict[str, Any]:
    """Give a lesson of the demo's teacher with marks on points, in the open or in the locked quarter."""
    state = "IS NOT NULL" if is_locked else "IS NULL"
    found = school.select(
        "SELECT l.id, l.class_id, l.load_id FROM lesson l JOIN teaching_load t ON t.id = l.load_id "
        "JOIN staff_member s ON s.id = t.teacher_id JOIN account a ON a.person_id = s.person_id "
        "JOIN period p ON p.id = l.period_id "
        f"WHERE a.login = 'teacher' AND l.state = 'HELD' AND t.group_id IS NULL AND p.locked_at {state} "
        "ORDER BY l.id DESC LIMIT 1"
    )
    return found[0]


def pupil_of(school: School, class_id: int) -> int:
    found: int = school.select(
        "SELECT min(id) AS id FROM student WHERE class_id = :c AND family_name IS NOT NULL AND record_until > "
        "1796700000000",
        c=class_id,
    )[0]["id"]
    return found


SIGNED: Final[dict[str, object]] = {
    "purpose": "HEALTH_SAFETY",
    "textVersion": 1,
    "language": "RU",
    "evidenceKind": "E_SIGNATURE",
    "evidenceHash": "ab" * 32,
}


@dataclass(frozen=True)
class _Facts:
    """What of the school the bad inputs are about."""

    lesson: dict[str, Any]
    locked: dict[str, Any]
    locked_pupil: int
    pupil: str
    first: int
    order: int
    barred: int
    elsewhere: dict[str, Any]
    year: int


def _facts(school: School) -> _Facts:
    lesson, locked = lesson_of_teacher(school), lesson_of_teacher(school, is_locked=True)
    first = school.select("SELECT id FROM school WHERE code = '99-0001'")[0]["id"]
    orders = school.select("SELECT id FROM director_order WHERE kind = 'ENROLLMENT' AND school_id = :s", s=first)
    barred = school.select(
        "SELECT b.student_id FROM guardianship b JOIN guardian g ON g.id = b.guardian_id JOIN account a ON "
        "a.person_id = g.person_id WHERE a.login = 'no_custody'"
    )
    elsewhere = school.select(
        "SELECT s.id, c.id AS class_id FROM student s, school_class c JOIN school o ON o.id = c.school_id "
        "WHERE s.school_id = :s AND s.class_id <> :c AND s.record_until > 1796700000000 AND o.code = '99-0002' "
        "ORDER BY s.id LIMIT 1",
        s=first,
        c=lesson["class_id"],
    )
    years = school.select("SELECT year_id FROM school_class WHERE id = :c", c=lesson["class_id"])
    return _Facts(
        lesson,
        locked,
        pupil_of(school, locked["class_id"]),
        f"stu_{pupil_of(school, lesson['class_id'])}",
        first,
        orders[0]["id"],
        barred[0]["student_id"],
        elsewhere[0],
        years[0]["year_id"],
    )


def _bad_marks(it: _Facts) -> dict[str, Bad]:
    marked = {"lessonId": f"les_{it.lesson['id']}", "studentId": it.pupil, "value": 4}
    return {
        "malformed id": ("teacher", "recordMark", {**marked, "studentId": "stu_x"}),
        "id of another type": ("teacher", "recordMark", {**marked, "studentId": f"les_{it.lesson['id']}"}),
        "mark off the scale": ("teacher", "recordMark", {**marked, "value": 77}),
        "mark for a student of another class": (
            "teacher",
            "recordMark",
            {**marked, "studentId": f"stu_{it.elsewhere['id']}"},
        ),
        "weight of nothing": ("teacher", "recordMark", {**marked, "weight": 0}),
        "weight below nothing": ("teacher", "recordMark", {**marked, "weight": -1}),
        "weight that rounds to nothing": ("teacher", "recordMark", {**marked, "weight": 0.0004}),
        "weight beyond all bounds": ("teacher", "recordMark", {**marked, "weight": 1e15}),
        "comment that goes on and on": ("teacher", "recordMark", {**marked, "comment": "ы" * 100_000}),
        "comment that steers a terminal": ("teacher", "recordMark", {**marked, "comment": "\x1b[2J"}),
        "comment that turns the text around": ("teacher", "recordMark", {**marked, "comment": "а\u202eб"}),
        "mark between two steps": ("teacher", "recordMark", {**marked, "value": 3.37}),
        "lesson in a locked period": (
            "teacher",
            "recordMark",
            {**marked, "lessonId": f"les_{it.locked['id']}", "studentId": f"stu_{it.locked_pupil}"},
        ),
    }


def _bad_roll(it: _Facts) -> dict[str, Bad]:
    return {
        "student into a class of another school": (
            "secretary",
            "enrollStudent",
            {
                "studentId": it.pupil,
                "classId": f"cls_{it.elsewhere['class_id']}",
                "startsOn": "2026-12-07",
                "orderId": f"ord_{it.order}",
            },
        ),
        "birth before living memory": (
            "secretary",
            "changeStudentIdentity",
            {"studentId": it.pupil, "birthDate": "0001-01-01"},
        ),
        "birth at the end of time": (
            "secretary",
            "changeStudentIdentity",
            {"studentId": it.pupil, "birthDate": "9999-12-31"},
        ),
        "personal number with letters": (
            "secretary",
            "changeStudentIdentity",
            {"studentId": it.pupil, "pin": "2270420151090X"},
        ),
        "personal number too short": ("secretary", "changeStudentIdentity", {"studentId": it.pupil, "pin": "123"}),
        "enrolment twice": (
            "secretary",
            "enrollStudent",
            {
                "studentId": it.pupil,
                "classId": f"cls_{it.lesson['class_id']}",
                "startsOn": "2026-12-07",
                "orderId": f"ord_{it.order}",
            },
        ),
    }


def _bad_papers(it: _Facts) -> dict[str, Bad]:
    return {
        "overlapping periods": (
            "deputy",
            "addPeriod",
            {
                "yearId": f"yea_{it.year}",
                "period": {
                    "kind": "QUARTER",
                    "number": 7,
                    "name": "Ч",
                    "startsOn": "2026-12-01",
                    "endsOn": "2026-12-20",
                },
            },
        ),
        "date out of the year": (
            "teacher",
            "recordLesson",
            {"loadId": f"tld_{it.lesson['load_id']}", "heldOn": "2031-02-03", "number": 1, "topic": "Т"},
        ),
        "order without a number": (
            "director",
            "issueOrder",
            {"schoolId": f"sch_{it.first}", "kind": "GENERAL", "orderDate": "2026-12-07", "titleRu": "О"},
        ),
        "order without a date": (
            "director",
            "issueOrder",
            {"schoolId": f"sch_{it.first}", "kind": "GENERAL", "number": "77", "titleRu": "О"},
        ),
        "consent by one who may not sign": ("guardian", "giveConsent", {**SIGNED, "studentId": f"stu_{it.barred}"}),
    }


@pytest.fixture(scope="module")
def bad(school: School) -> dict[str, Bad]:
    """Every kind of bad input that the school will meet, by name: (who, act, input)."""
    it = _facts(school)
    return _bad_marks(it) | _bad_roll(it) | _bad_papers(it)


KINDS_OF_BAD: Final = (
    "malformed id",
    "id of another type",
    "mark off the scale",
    "mark between two steps",
    "mark for a student of another class",
    "weight of nothing",
    "weight below nothing",
    "weight that rounds to nothing",
    "weight beyond all bounds",
    "comment that goes on and on",
    "comment that steers a terminal",
    "comment that turns the text around",
    "overlapping periods",
    "student into a class of another school",
    "birth before living memory",
    "birth at the end of time",
    "lesson in a locked period",
    "date out of the year",
    "personal number with letters",
    "personal number too short",
    "enrolment twice",
    "order without a number",
    "order without a date",
    "consent by one who may not sign",
)


@pytest.mark.parametrize("fault", KINDS_OF_BAD)
def test_bad_input_is_told_in_three_languages_and_leaves_nothing(
    school: School, bad: Mapping[str, Bad], fault: str
) -> None:
    login, act, given = bad[fault]
    before = school.kept()
    told = {}
    for language in ("ky", "ru", "en"):
        errors = school.person(login).act(act, given, **{"accept-language": language})["userErrors"]
        assert errors
        assert all(one["code"] in {"BAD_USER_INPUT", "CONFLICT", "NOT_IN_SCOPE", "CONSENT_MISSING"} for one in errors)
        assert all(one["path"] or one["code"] == "CONFLICT" for one in errors), errors
        told[language] = errors[0]["message"]
    assert len(set(told.values())) == len(told), told
    assert school.kept() == before


@pytest.mark.parametrize(
    "document",
    [
        '{ students(after: "not-a-cursor") { totalCount nodes { id } } }',
        '{ node(id: "nonsense") { id } }',
        '{ student(id: "mrk_1") { id } }',
        "{ students(first: -1) { nodes { id } } }",
        '{ students(where: {birthDate: {eq: "2026-13-45"}}) { totalCount } }',
    ],
)
def test_malformed_arguments_are_refused_with_a_code(school: School, document: str) -> None:
    answer = school.person("director").ask(document)
    assert [one["extensions"]["code"] for one in answer["errors"]] == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("token", ["x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", "Ә" * 10])
def test_malformed_tokens_are_refused(school: School, token: str) -> None:
    sent = {b"authorization": b"Bearer " + token.encode()}
    response = school.client.post("/graphql", json={"query": "{ viewer { id } }"}, headers=sent)
    assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_token_of_another_key_is_refused(school: School) -> None:
    good = school.person("director").token or ""
    head, body, signature = good.split(".")
    forged = Person(school.client, f"{head}.{body}.{signature[::-1]}")
    assert forged.ask("{ viewer { id } }")["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
