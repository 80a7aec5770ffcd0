"""Who sits a test may try what they like: no field tells an answer beforehand, no sheet is taken that is not theirs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from tests.plugins.conftest import PAPER, SECRETS, Bank
from tests.served import PASSWORD, Person

SHOWN = """testAttempt {
  id number state questions { id kind prompt { text } options { id text { text } } stems { id } }
}"""
TOLD = "testAttempt { state score maxScore percent feedback }"


@pytest.fixture
def attempt(bank: Bank) -> dict[str, Any]:
    """An attempt just started; one that an earlier test left open is thrown away first."""
    bank.write(PAPER)
    bank.school.change("UPDATE test_attempt SET state = 'ABANDONED' WHERE state = 'IN_PROGRESS'")
    payload = bank.start(SHOWN)
    assert not payload["userErrors"], payload
    return payload["testAttempt"]  # type: ignore[no-any-return] # JSON


def codes(payload: dict[str, Any]) -> list[str]:
    return [error["code"] for error in payload["userErrors"]]


def submit(bank: Bank, attempt: dict[str, Any], answers: list[dict[str, Any]], login: str = "student") -> Any:  # noqa: ANN401 - JSON
    return bank.school.person(login).act("submitTestAttempt", {"attemptId": attempt["id"], "answers": answers}, TOLD)


def right(attempt: dict[str, Any]) -> list[dict[str, Any]]:
    """Answer the first two questions as somebody who knows."""
    capital, count, *_ = attempt["questions"]
    [option] = [one["id"] for one in capital["options"] if one["text"]["text"] == "Бишкек"]
    return [{"questionId": capital["id"], "chosen": [option]}, {"questionId": count["id"], "text": "4711"}]


def state(bank: Bank, attempt: dict[str, Any]) -> str:
    number = attempt["id"].removeprefix("tat_")
    [row] = bank.school.select(f"SELECT state FROM test_attempt WHERE id = {number}")
    return str(row["state"])


def test_no_field_that_a_student_can_name_tells_an_answer_before_it_is_handed_in(
    bank: Bank, attempt: dict[str, Any]
) -> None:
    everything = fields(bank.school.person("student"), "TestAttempt", 3)
    query = f"query All($id: ID!) {{ testAttempt(id: $id) {{ {everything} }} tests {{ nodes {{ questionCount }} }} }}"
    told = bank.school.person("student").post(query, {"id": attempt["id"]}).text
    assert "Борбор кайсы?" in told
    assert [one for one in SECRETS if one in told + str(attempt)] == []


def test_a_test_tells_its_questions_to_no_student_by_any_way_round(bank: Bank, attempt: dict[str, Any]) -> None:
    query = """query($id: ID!) { node(id: $id) { ... on TestAttempt { test { questions { id } attempts(first: 200) {
        nodes { id student { id } questions { id } } } } } } tests { nodes { questions { id } } } }"""
    found = bank.school.person("student").ask(query, {"id": attempt["id"]})["data"]
    test = found["node"]["test"]
    assert (test["questions"], {one["questions"] for one in found["tests"]["nodes"]} - {None}) == (None, set())
    assert len({one["student"]["id"] for one in test["attempts"]["nodes"]}) <= 1


@pytest.mark.parametrize("login", ["of_age", "teacher", "guardian", "director"])
def test_nobody_else_hands_in_an_attempt(bank: Bank, attempt: dict[str, Any], login: str) -> None:
    answer = bank.school.person(login).try_act(
        "submitTestAttempt", {"attemptId": attempt["id"], "answers": right(attempt)}, TOLD
    )
    payload = (answer["data"] or {}).get("submitTestAttempt") or {}
    said = codes(payload) if payload else [error["extensions"]["code"] for error in answer["errors"]]
    assert (said[0] in {"NOT_IN_SCOPE", "FORBIDDEN_ACT"}, state(bank, attempt)) == (True, "IN_PROGRESS")


def test_another_students_attempt_is_as_good_as_absent(bank: Bank, attempt: dict[str, Any]) -> None:
    query = "query Other($id: ID!) { testAttempt(id: $id) { questions { id } } }"
    absent = {"id": "tat_1"}
    told = [bank.school.person("of_age").ask(query, given)["data"] for given in ({"id": attempt["id"]}, absent)]
    assert told == [{"testAttempt": None}] * 2


@pytest.mark.parametrize(
    "answers",
    [
        [{"questionId": "q", "text": "ө" * 20_001}],
        [{"questionId": "q", "chosen": ["a"] * 101}],
        [{"questionId": "q", "pairs": [{"stemId": "s", "optionId": "o"}] * 101}],
        [{"questionId": "q" * 256}],
        [{"questionId": ""}],
        [{"questionId": f"q{number}"} for number in range(501)],
        [{"questionId": "q"}, {"questionId": "q"}],
        [{"questionId": "nowhere"}],
    ],
    ids=["long text", "many options", "many pairs", "long id", "no id", "many answers", "twice", "unknown question"],
)
def test_a_sheet_out_of_bounds_is_refused_and_costs_nothing(
    bank: Bank, attempt: dict[str, Any], answers: list[dict[str, Any]]
) -> None:
    assert codes(submit(bank, attempt, answers)) == ["BAD_USER_INPUT"]
    assert submit(bank, attempt, right(attempt))["testAttempt"]["score"] == 2


def test_options_of_another_question_are_refused(bank: Bank, attempt: dict[str, Any]) -> None:
    capital, *_, matching = attempt["questions"]
    foreign = [{"questionId": capital["id"], "chosen": [matching["options"][0]["id"]]}]
    assert codes(submit(bank, attempt, foreign)) == ["BAD_USER_INPUT"]


def test_a_sheet_is_taken_once_however_often_it_is_sent_at_once(bank: Bank, attempt: dict[str, Any]) -> None:
    bank.school.person("student")
    with ThreadPoolExecutor(4) as threads:
        sent = [threads.submit(submit, bank, attempt, right(attempt)) for _ in range(4)]
        payloads = [one.result() for one in sent]
    assert sorted(codes(one) for one in payloads) == [[], ["CONFLICT"], ["CONFLICT"], ["CONFLICT"]]


def test_who_starts_several_times_at_once_has_one_attempt(bank: Bank, attempt: dict[str, Any]) -> None:
    with ThreadPoolExecutor(4) as threads:
        begun = [one.result() for one in [threads.submit(bank.start, "testAttempt { id }") for _ in range(4)]]
    assert {one["testAttempt"]["id"] for one in begun} == {attempt["id"]}


def test_when_the_attempts_are_used_up_none_is_started(bank: Bank, attempt: dict[str, Any]) -> None:
    bank.school.change(f"UPDATE test SET attempts_max = {attempt['number']} WHERE plugin_id = 'questionbank'")
    submit(bank, attempt, right(attempt))
    payload = bank.start("testAttempt { id }")
    bank.school.change("UPDATE test SET attempts_max = NULL WHERE plugin_id = 'questionbank'")
    assert codes(payload) == ["CONFLICT"]


def test_who_handed_in_is_told_the_score_and_what_the_author_says(bank: Bank, attempt: dict[str, Any]) -> None:
    told = submit(bank, attempt, right(attempt))["testAttempt"]
    assert (told["state"], told["score"], told["maxScore"], told["percent"]) == ("SCORED", 2, 4, 50)
    assert "СЫР1" in told["feedback"]


@pytest.mark.parametrize("after", ["Башка суроо {T}", "Бузулган {=a", ""])
def test_an_edit_while_a_test_is_sat_costs_the_student_nothing(bank: Bank, attempt: dict[str, Any], after: str) -> None:
    sheet = right(attempt)
    bank.write(after)
    assert submit(bank, attempt, sheet)["testAttempt"]["score"] == 2


def test_another_school_does_not_find_the_test(bank: Bank) -> None:
    person = bank.school.sign_in("guardian2")
    assert PASSWORD not in str(person.data("{ tests { nodes { title } } }"))
    assert person.data('{ tests(where: {title: {eq: "Сынак"}}) { nodes { id } } }')["tests"]["nodes"] == []


def fields(person: Person, name: str, depth: int) -> str:
    """Write every field of a type that needs no argument, down to a depth."""
    query = """query($name: String!) { __type(name: $name) { fields { name args { type { kind } }
        type { ...Kind } } } } fragment Kind on __Type { kind name ofType { kind name ofType { kind name ofType {
        kind name } } } }"""
    found = person.data(query, {"name": name})["__type"]["fields"]
    chosen: list[str] = []
    for field in found:
        kind, inner = _innermost(field["type"])
        if any(argument["type"]["kind"] == "NON_NULL" for argument in field["args"]):
            continue
        if kind in {"SCALAR", "ENUM"}:
            chosen.append(field["name"])
        elif kind == "OBJECT" and depth > 1:
            chosen.append(f"{field['name']} {{ {fields(person, inner, depth - 1)} }}")
    return " ".join(chosen) or "__typename"


def _innermost(kind: dict[str, Any]) -> tuple[str, str]:
    while kind.get("ofType"):
        kind = kind["ofType"]
    return kind["kind"], kind["name"]
