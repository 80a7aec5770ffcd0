"""Every act over HTTP with values at the edges of their types: each is answered with a code, and nothing half written.

One person holds every office here, so that the values meet the rules of the acts and the columns of the tables.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import pytest
from tests.proof.edge_bases import SPEAKERS, Bases, Shot
from tests.served import Person, School, Schools, served

from isuo_graph import app
from isuo_graph.graph.registry import camel
from isuo_graph.policy.rights import Role
from isuo_graph.store.columns import Table

ENDS: Final = re.compile(
    "(discard|revoke|close|cancel|retire|withdraw|transfer|promote|void|refuse|lock|disable|sign|end)[A-Z]"
)
"""Acts that take something away which others need; they come later."""
OF_RIGHTS: Final = ("endGrant", "prohibit", "adaptRights")
"""Acts that take rights away, also the caller's own; they come last."""
TOLD: Final = frozenset({"BAD_USER_INPUT", "CONFLICT", "NOT_IN_SCOPE", "CONSENT_MISSING"})
"""What somebody is told who may do the act."""
MORE_TOLD: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(OF_RIGHTS, frozenset({"FORBIDDEN_ACT"})),
    **dict.fromkeys(("signIn", "changePassword", "useOneTimeLink"), frozenset({"LIMIT_EXCEEDED"})),
    **dict.fromkeys(("refreshSession", "signOut"), frozenset({"UNAUTHENTICATED"})),
}
BATCH: Final = 5
"""Acts in one request: of so many the service lists every error."""
BODY_MAX: Final = 200_000
"""Bytes of a request; the service takes 262,144, and larger ones are refused before they are read."""
STRIDE: Final = 3
"""In the normal run every third value is fired, another third for the next act; `make test-long` fires them all."""
OFFICES: Final = tuple(role for role in Role if role not in {Role.STUDENT, Role.GUARDIAN, Role.PUBLIC, Role.VENDOR})


def _tier(act: str) -> int:
    if act in OF_RIGHTS:
        return 2 + OF_RIGHTS.index(act)
    return 1 if ENDS.match(act) or act == "changeStudentClass" else 0


ACTS: Final = tuple(sorted((camel(act.name) for act in app.acts()), key=_tier))


@pytest.fixture(scope="module")
def attacked(schools: Schools, kind: str) -> Iterator[School]:
    with served(schools.demo(kind)) as school:
        _give_every_office(school)
        yield school


@pytest.fixture(scope="module")
def bases(attacked: School) -> Bases:
    return Bases(attacked, attacked.person("teacher"))


@pytest.mark.parametrize("act", ACTS)
def test_values_at_the_edges_are_told_with_a_code_in_three_languages_and_leave_nothing(
    attacked: School, bases: Bases, act: str
) -> None:
    person = attacked.person(SPEAKERS.get(act, "teacher"))
    refused = list(_refused(person, act, itertools.islice(bases.shots(act), len(act) % STRIDE, None, STRIDE)))
    if _tier(act) == 0:
        _leaves_nothing(attacked, person, act, refused[-BATCH:])


@pytest.mark.long
@pytest.mark.parametrize("act", ACTS)
def test_every_value_at_an_edge_is_told_with_a_code(attacked: School, bases: Bases, act: str) -> None:
    assert list(_refused(attacked.person(SPEAKERS.get(act, "teacher")), act, bases.shots(act)))


@pytest.mark.parametrize("act", ACTS)
def test_values_of_another_type_are_told_with_a_code(attacked: School, bases: Bases, act: str) -> None:
    person = attacked.person("secretary")
    for shot in bases.misfits(act):
        codes = [one["extensions"]["code"] for one in _fire(person, act, [shot])["errors"]]
        assert set(codes) == {"BAD_USER_INPUT"}, f"{shot.path} {shot.value!r}: {codes}"


@pytest.mark.parametrize("sent", [rb'"\ud800"', rb'"\udfff\ud800"', b'"\xed\xa0\x80"', rb'"\u0000"', b"1e400", b"NaN"])
def test_what_is_no_text_or_number_at_all_is_told_with_a_code(attacked: School, sent: bytes) -> None:
    document = (
        b'{"query": "mutation($i: RegisterGuardianInput!) { registerGuardian(input: $i) { userErrors { code } } }", '
    )
    body = document + b'"variables": {"i": {"schoolId": "sch_1", "externalKey": %s}}}' % sent
    headers = {"authorization": f"Bearer {attacked.person('teacher').token}", "content-type": "application/json"}
    answer = attacked.client.post("/graphql", content=body, headers=headers).json()
    assert [one["extensions"]["code"] for one in answer["errors"]] == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("written", ["1e400", "-1e400", "1e300", '"a\\u0000b"', '"\\uD800"', '"\\u{D800}"'])
def test_what_is_written_into_the_document_itself_is_told_with_a_code(attacked: School, written: str) -> None:
    field = "comment" if written.startswith('"') else "weight"
    given = f'lessonId: "les_1", studentId: "stu_1", value: 5, {field}: {written}'
    answer = attacked.person("teacher").ask(
        f"mutation {{ a0: recordMark(input: {{{given}}}) {{ userErrors {{ code }} }} }}"
    )
    assert _codes(answer, "a0") == {"BAD_USER_INPUT"}


def _refused(person: Person, act: str, shots: Iterator[Shot]) -> Iterator[Shot]:
    """Fire everything, and give what was refused. Fails where an answer has another code than it may."""
    may_tell = TOLD | MORE_TOLD.get(act, frozenset())
    for batch in _batches(shots):
        answer = _fire(person, act, batch)
        assert "data" in answer, f"{act} {[shot.given for shot in batch]!r:.2000}: {answer['errors']}"
        for number, shot in enumerate(batch):
            codes = _codes(answer, f"a{number}")
            assert codes <= may_tell, f"{act} {shot.path} {shot.value!r:.60}: {codes}"
            if codes:
                yield shot


def _leaves_nothing(school: School, person: Person, act: str, refused: Sequence[Shot]) -> None:
    """Send what was refused once more in each language; the reasons differ by language, the rows do not."""
    before = _state(school)
    told = []
    for language in ("ky", "ru", "en"):
        answer = _fire(person, act, refused, language)
        assert all(_codes(answer, f"a{number}") for number in range(len(refused))), "it was refused a moment ago"
        told.append(str(_messages(answer)))
    assert len(set(told)) == len(told), told
    assert _state(school) == before


def _fire(person: Person, act: str, batch: Sequence[Shot], language: str = "ru") -> dict[str, Any]:
    kind = f"{act[:1].upper()}{act[1:]}Input!"
    asked = ", ".join(f"$i{number}: {kind}" for number in range(len(batch)))
    done = " ".join(
        f"a{number}: {act}(input: $i{number}) {{ userErrors {{ code message path }} }}" for number in range(len(batch))
    )
    given = {f"i{number}": shot.given for number, shot in enumerate(batch)}
    return person.ask(f"mutation({asked}) {{ {done} }}", given, **{"accept-language": language})


def _codes(answer: Mapping[str, Any], alias: str) -> set[str]:
    """Give the codes that one act of a request was answered with; none when it was done."""
    of_field = {
        str(one["extensions"]["code"])
        for one in answer.get("errors", ())
        if not one.get("path") or one["path"][0] == alias
    }
    payload = (answer.get("data") or {}).get(alias)
    if payload is None:
        return of_field or {"no code at all"}
    return of_field | {one["code"] for one in payload["userErrors"]}


def _messages(answer: Mapping[str, Any]) -> list[str]:
    payloads = [payload or {"userErrors": []} for payload in answer["data"].values()]
    found = [one["message"] for payload in payloads for one in payload["userErrors"]]
    return [*found, *(one["message"] for one in answer.get("errors", ()))]


def _batches(shots: Iterator[Shot]) -> Iterator[list[Shot]]:
    """Cut into requests that the service takes."""
    batch: list[Shot] = []
    size = 0
    for shot in shots:
        weight = len(str(shot.given).encode())
        if batch and (len(batch) == BATCH or size + weight > BODY_MAX):
            yield batch
            batch, size = [], 0
        batch.append(shot)
        size += weight
    if batch:
        yield batch


def _state(school: School) -> list[dict[str, Any]]:
    """Count the rows of every table, and how often they were changed; but for what a refusal is meant to leave."""
    kept = [
        table
        for table in Table.metadata.sorted_tables
        if table.name not in {"audit_entry", "session", "sign_in_failure"}
    ]
    parts = [
        f"SELECT '{table.name}' AS name, count(*) AS n, {'sum(version)' if 'version' in table.c else 'max(id)'} AS v "
        f"FROM {table.name}"
        for table in kept
    ]
    return school.select(f"{' UNION ALL '.join(parts)} ORDER BY name")


def _give_every_office(school: School) -> None:
    """Let the demo's teacher hold every office of the school, and the administration of the whole country.

    The class is the teacher's own, no period is locked, and tests can be sat.
    """
    own = school.select("SELECT person_id AS p, school_id AS s FROM account WHERE login = 'teacher'")[0]
    orders = school.select(
        "SELECT id FROM director_order WHERE kind IN ('PLUGIN', 'ENROLLMENT') AND school_id = :s ORDER BY kind",
        s=own["s"],
    )
    offices = [(role, own["s"]) for role in OFFICES] + [(Role.ADMINISTRATOR, None)]
    for number, (role, school_id) in enumerate(offices, start=1):
        school.change(
            "INSERT INTO role_grant (id, school_id, person_id, role, order_id, kind, starts_on, version) "
            "VALUES (:id, :s, :p, :r, :o, 'ALLOW', '2026-09-01', 1)",
            id=number,
            s=school_id,
            p=own["p"],
            r=role.value,
            o=orders[0]["id"],
        )
    school.change(
        "INSERT INTO class_leadership (id, school_id, class_id, staff_id, starts_on, version) "
        "SELECT 1, s.school_id, c.id, s.id, '2026-09-01', 1 FROM staff_member s "
        "JOIN school_class c ON c.school_id = s.school_id AND c.name = '5А' WHERE s.person_id = :p",
        p=own["p"],
    )
    school.change("UPDATE director_order SET kind = 'GENERAL' WHERE id = :o", o=orders[1]["id"])
    school.change("UPDATE period SET locked_at = NULL WHERE school_id = :s", s=own["s"])
    school.change(
        "UPDATE test_attempt SET state = 'IN_PROGRESS', external_id = NULL, answers = NULL WHERE school_id = :s",
        s=own["s"],
    )
