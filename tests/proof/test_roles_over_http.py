"""The separations that rights.md names, each done and asked over HTTP on a school that these tests change.

Takes the demo on both databases; every test stands for one sentence of the page.
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from tests.served import Person, School

LESSON: Final = """
SELECT l.id, l.class_id, l.load_id, a.login FROM lesson l
JOIN teaching_load t ON t.id = l.load_id JOIN staff_member s ON s.id = t.teacher_id
JOIN account a ON a.person_id = s.person_id JOIN mark_scale m ON m.kind = 'POINTS'
WHERE a.login = 'teacher' AND l.state = 'HELD' AND t.group_id IS NULL AND l.held_on > '2026-11-20'
ORDER BY l.held_on DESC, l.id LIMIT 1
"""
CLASSMATE: Final = """
SELECT s.id, s.family_name FROM student s WHERE s.class_id = :class_id AND s.family_name IS NOT NULL
AND s.record_from > 0 AND s.record_until > 1796700000000 ORDER BY s.id LIMIT 1
"""


def ids(prefix: str, number: int) -> str:
    return f"{prefix}_{number}"


def names(person: Person, number: int) -> dict[str, Any] | None:
    """Give what somebody sees of a student, None where there is no such row for them."""
    found: dict[str, Any] | None = person.data(
        "query($id: ID!) { student(id: $id) { id familyName birthDate pin marks(first: 1) { totalCount } } }",
        {"id": ids("stu", number)},
    )["student"]
    return found


def code(answer: dict[str, Any]) -> str:
    found: str = answer["errors"][0]["extensions"]["code"]
    return found


@pytest.fixture(scope="module")
def lesson(living: School) -> dict[str, Any]:
    """The last lesson of the demo's teacher that has marks on points."""
    return living.select(LESSON)[0]


@pytest.fixture(scope="module")
def pupil(living: School, lesson: dict[str, Any]) -> int:
    """A named student of that lesson whose family agreed."""
    number: int = living.select(CLASSMATE, class_id=lesson["class_id"])[0]["id"]
    return number


def mark(lesson: dict[str, Any], pupil: int, value: float = 4) -> dict[str, Any]:
    return {"lessonId": ids("les", lesson["id"]), "studentId": ids("stu", pupil), "value": value}


def test_administrator_makes_accounts_and_cannot_read_one_mark(living: School, pupil: int) -> None:
    person = living.person("administrator")
    answer = person.ask(
        "{ marks { totalCount } marksSummary { count } students(first: 1) { nodes { marks { totalCount } } } }"
    )
    assert answer["data"]["marks"] is None
    assert answer["data"]["marksSummary"] is None
    assert [one["marks"] for one in answer["data"]["students"]["nodes"]] == [None]
    fellow = living.select(
        "SELECT max(s.id) AS id FROM student s LEFT JOIN account a ON a.person_id = s.person_id "
        "WHERE s.family_name IS NOT NULL AND a.id IS NULL AND s.school_id = (SELECT school_id FROM student "
        "WHERE id = :id)",
        id=pupil,
    )[0]["id"]
    made = person.act(
        "createAccount", {"login": "new.pupil", "studentId": ids("stu", fellow)}, "account { login } oneTimeToken"
    )
    assert made["userErrors"] == []
    assert made["account"] == {"login": "new.pupil"}
    assert made["oneTimeToken"]


def test_director_reads_marks_and_does_not_edit_them(living: School, lesson: dict[str, Any], pupil: int) -> None:
    person = living.person("director")
    assert person.data("{ marks { totalCount } }")["marks"]["totalCount"] > 10_000
    assert code(person.try_act("recordMark", mark(lesson, pupil))) == "FORBIDDEN_ACT"
    one = person.data("{ marks(first: 1) { nodes { id } } }")["marks"]["nodes"][0]["id"]
    assert code(person.try_act("changeMark", {"markId": one, "reason": "so", "value": 5})) == "FORBIDDEN_ACT"
    assert code(person.try_act("voidMark", {"markId": one, "reason": "so"})) == "FORBIDDEN_ACT"


def test_subject_teacher_marks_in_own_loads_only(living: School, lesson: dict[str, Any], pupil: int) -> None:
    person = living.person("teacher")
    done = person.act("recordMark", mark(lesson, pupil), "mark { value student { id } }")
    assert done == {"userErrors": [], "mark": {"value": 4.0, "student": {"id": ids("stu", pupil)}}}
    foreign = living.select(
        "SELECT id FROM lesson WHERE class_id = :c AND load_id <> :l AND state = 'HELD' ORDER BY id DESC LIMIT 1",
        c=lesson["class_id"], l=lesson["load_id"],
    )[0]  # fmt: skip
    refused = person.act("recordMark", mark(foreign, pupil))["userErrors"]
    assert [(one["code"], one["path"]) for one in refused] == [("NOT_IN_SCOPE", ["lessonId"])]


def test_subject_teacher_sees_marks_of_own_loads_only(living: School) -> None:
    """Beside the class that the teacher leads, which is another right."""
    person = living.person("teacher")
    nodes = person.data(
        "{ marks(first: 200, orderBy: {heldOn: DESC}) { nodes { load { id } student { schoolClass { id } } } } }"
    )["marks"]["nodes"]
    me = "JOIN account a ON a.person_id = s.person_id WHERE a.login = 'teacher'"
    loads = living.select(f"SELECT t.id FROM teaching_load t JOIN staff_member s ON s.id = t.teacher_id {me}")
    led = living.select(f"SELECT c.class_id FROM class_leadership c JOIN staff_member s ON s.id = c.staff_id {me}")
    mine, own_classes = {ids("tld", row["id"]) for row in loads}, {ids("cls", row["class_id"]) for row in led}
    others = [one for one in nodes if one["student"]["schoolClass"]["id"] not in own_classes]
    assert others
    assert {one["load"]["id"] for one in others} <= mine


def test_class_teacher_sees_the_own_class_only(living: School) -> None:
    person = living.person("classteacher")
    # A class teacher of the demo teaches too; what is shown as class teacher is what no subject teacher may read.
    nodes = person.data("{ students(first: 200) { nodes { schoolClass { name } phone address birthDate } } }")[
        "students"
    ]["nodes"]
    assert {one["schoolClass"]["name"] for one in nodes if one["birthDate"] or one["address"] or one["phone"]} == {"5А"}


@pytest.mark.parametrize("login", ["no_custody", "may_not_see"])
def test_guardian_without_custody_or_barred_sees_nothing(living: School, login: str) -> None:
    data = living.person(login).data(
        "{ students { totalCount } marks { totalCount } guardianships { totalCount } consents { totalCount } }"
    )
    assert [(page and page["totalCount"]) or 0 for page in data.values()] == [0, 0, 0, 0]


def test_guardian_reads_names_of_classmates_only_with_their_consent(living: School) -> None:
    agreed = {
        ids("stu", row["id"]): row["community_from"] <= living.clock.now_ms() < row["community_until"]
        and row["record_until"] > living.clock.now_ms()
        for row in living.select("SELECT id, community_from, community_until, record_until FROM student")
    }
    mine = living.select(
        "SELECT b.student_id FROM guardianship b JOIN guardian g ON g.id = b.guardian_id "
        "JOIN account a ON a.person_id = g.person_id WHERE a.login = 'guardian'"
    )
    own = {ids("stu", row["student_id"]) for row in mine}
    nodes = living.person("guardian").data("{ students(first: 200) { nodes { id familyName pin birthDate } } }")[
        "students"
    ]["nodes"]
    others = [one for one in nodes if one["id"] not in own]
    assert others
    assert all(agreed[one["id"]] and one["familyName"] for one in others)
    assert {(one["pin"], one["birthDate"]) for one in others} == {(None, None)}


def test_nameless_stub_is_seen_and_has_no_name(living: School) -> None:
    stub = living.select("SELECT id FROM student WHERE family_name IS NULL ORDER BY id LIMIT 1")[0]["id"]
    for login in ("director", "secretary", "deputy", "psychologist"):
        found = names(living.person(login), stub)
        assert found is not None
        assert found["familyName"] is None
        assert found["pin"] is None


def test_blocked_record_is_read_by_director_and_secretary_alone(living: School) -> None:
    blocked = living.select("SELECT student_id FROM consent WHERE purpose = 'SCHOOL_RECORD' AND status = 'WITHDRAWN'")[
        0
    ]["student_id"]
    for login in ("director", "secretary"):
        found = names(living.person(login), blocked)
        assert found
        assert found["familyName"]
        assert found["birthDate"]
    for login in ("deputy", "responsible", "psychologist", "nurse", "librarian", "administrator"):
        found = names(living.person(login), blocked)
        assert found
        assert found["familyName"] is None
        assert found["birthDate"] is None


def test_withdrawn_consent_bites_on_the_next_query_of_the_teacher(living: School) -> None:
    child = living.select(
        "SELECT c.id AS consent_id, c.student_id FROM consent c JOIN account a ON a.person_id = c.signer_person_id "
        "JOIN student s ON s.id = c.student_id JOIN school_class k ON k.id = s.class_id "
        "WHERE a.login = 'guardian' AND c.purpose = 'SCHOOL_RECORD' AND c.status = 'GIVEN' AND k.name = '5А'"
    )[0]
    teacher, director = living.person("teacher"), living.person("director")
    before = names(teacher, child["student_id"])
    assert before
    assert before["familyName"]
    assert before["marks"]["totalCount"]
    done = living.person("guardian").act(
        "withdrawConsent", {"consentId": ids("cns", child["consent_id"])}, "consent { status }"
    )
    assert done == {"userErrors": [], "consent": {"status": "WITHDRAWN"}}
    after = names(teacher, child["student_id"])
    assert after is not None
    assert after["familyName"] is None
    shown = teacher.data(
        "query($id: ID!) { student(id: $id) { marks(first: 50) { nodes { value } } } }",
        {"id": ids("stu", child["student_id"])},
    )["student"]["marks"]
    assert shown is None or {one["value"] for one in shown["nodes"]} == {None}
    held = names(director, child["student_id"])
    assert held
    assert held["familyName"]


def test_no_order_no_right(living: School) -> None:
    """Revoke the order that named the responsible person: the next mutation is refused, and the order is cited."""
    director, person = living.person("director"), living.person("responsible")
    order = living.select(
        "SELECT o.id, o.number FROM director_order o JOIN role_grant g ON g.order_id = o.id "
        "JOIN account a ON a.person_id = g.person_id WHERE a.login = 'responsible' AND g.role = 'RESPONSIBLE' "
        "AND o.state = 'SIGNED'"
    )[0]
    school = living.select("SELECT school_id FROM account WHERE login = 'responsible'")[0]["school_id"]
    asked = {"schoolId": ids("sch", school)}
    assert person.act("registerStudent", asked, "student { id }")["student"]
    assert director.act("revokeOrder", {"orderId": ids("ord", order["id"])}, "order { state }")["order"] == {
        "state": "REVOKED"
    }
    assert code(person.try_act("registerStudent", asked)) == "FORBIDDEN_ACT"
    student = living.select("SELECT min(id) AS id FROM student WHERE school_id = :s", s=school)[0]["id"]
    why = person.data(
        'query($id: ID!) { explainAccess(node: $id, field: "pin") { decision order { number role state } } }',
        {"id": ids("stu", student)},
    )["explainAccess"]
    assert why == {
        "decision": "FORBIDDEN_FIELD",
        "order": {"number": order["number"], "role": "RESPONSIBLE", "state": "REVOKED"},
    }


def test_prohibited_by_an_order_the_trainee_marks_nothing(living: School, lesson: dict[str, Any], pupil: int) -> None:
    assert code(living.person("trainee").try_act("recordMark", mark(lesson, pupil))) == "FORBIDDEN_ACT"


def test_former_responsible_has_lost_everything_that_the_revoked_order_gave(living: School) -> None:
    data = living.person("former").data("{ students { totalCount } orders { nodes { state } } }")
    assert data["students"] is None or data["students"]["totalCount"] == 0


def test_analyst_reads_totals_without_small_groups(living: School) -> None:
    for login in ("analyst", "ministry"):
        person = living.person(login)
        answer = person.ask(
            "{ students { totalCount nodes { id } } studentsSummary(groupBy: [GRADE, SEX]) { count key { grade } } }"
        )
        assert answer["data"]["students"]["nodes"] == []
        assert not answer["data"]["students"]["totalCount"]
        counts = [one["count"] for one in answer["data"]["studentsSummary"]]
        assert counts
        assert min(counts) >= living.settings.summary_k
        one = person.data(
            "query($id: ID!) { student(id: $id) { id } }",
            {"id": ids("stu", living.select("SELECT min(id) AS id FROM student")[0]["id"])},
        )
        assert one["student"] is None


def test_methodist_reads_plans_and_totals_and_no_pupil(living: School) -> None:
    data = living.person("methodist").data(
        "{ lessons { totalCount } students { totalCount } marks { totalCount } periodResultsSummary { count } }"
    )
    assert data["lessons"]["totalCount"]
    assert data["periodResultsSummary"]
    assert data["students"] is None
    assert data["marks"] is None


def test_data_protection_officer_reads_consents_and_no_content(living: School) -> None:
    data = living.person("dpo").data(
        "{ consents(first: 5) { totalCount nodes { purpose status relation } } students { totalCount } marks { "
        "totalCount } guardians { totalCount } }"
    )
    assert data["consents"]["totalCount"] > 1_000
    assert all(one["relation"] for one in data["consents"]["nodes"])
    assert (data["students"], data["marks"], data["guardians"]) == (None, None, None)


def test_the_public_sees_what_is_public_and_nothing_else(living: School) -> None:
    data = living.public.data(
        "{ schools { nodes { nameKy phone } } students { totalCount } staffMembers { totalCount } orders { "
        "totalCount } viewer { id } }"
    )
    assert len(data.pop("schools")["nodes"]) == 2
    assert set(data.values()) == {None}
    assert code(living.public.try_act("registerStudent", {"schoolId": "sch_1"})) == "UNAUTHENTICATED"


def test_signing_out_ends_the_token_at_once(living: School) -> None:
    person = living.sign_in("librarian")
    assert person.data("{ viewer { login } }")["viewer"] == {"login": "librarian"}
    assert person.act("signOut", {}, "ended")["ended"] == 1
    assert code(person.ask("{ viewer { login } }")) == "UNAUTHENTICATED"


def test_blocking_an_account_ends_its_tokens_at_once(living: School) -> None:
    person = living.sign_in("nurse")
    assert person.data("{ students { totalCount } }")["students"]["totalCount"]
    account = living.select("SELECT id FROM account WHERE login = 'nurse'")[0]["id"]
    done = living.person("administrator").act(
        "blockAccount", {"accountId": ids("acc", account), "reason": "Кетти"}, "account { login }"
    )
    assert done["userErrors"] == []
    assert code(person.ask("{ students { totalCount } }")) == "UNAUTHENTICATED"
    refused = living.public.act("signIn", {"login": "nurse", "password": "wrong-or-right-does-not-matter"})[
        "userErrors"
    ]
    assert [one["code"] for one in refused] != []
