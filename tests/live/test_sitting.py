"""A student sits a test of the question bank over HTTP: started, answered, scored in parts, seen by who may see it."""

from __future__ import annotations

from typing import Any, Final

import pytest
from tests.live.together import Together

pytestmark = pytest.mark.live

TITLE: Final = "Десятичные дроби"
PAPER: Final = """testAttempt {
  id number state
  questions { id kind title prompt { text } options { id text { text } } stems { id text { text } } maxPoints }
}"""
WRITTEN: Final[dict[str, dict[str, Any]]] = {
    "Какая цифра": {"chosen": ["7"]},
    "Число 0,5": {"chosen": ["Верно"]},
    "Вычисли": {"text": "4,55"},
    "Измерь длину": {"text": "1,23"},
    "Назови любое": {"text": "0,35"},
    "Какие записи": {"chosen": ["0,50", "1/2"]},
    "Найди пары": {"pairs": {"1/4": "0,25", "1/2": "0,5", "3/4": "0,2", "1/5": "0,75"}},
    "Айбек прошёл": {"text": "2"},
}
"""What the student writes, by the beginning of the question."""
POINTS: Final = 5.667
"""Four right, one within the wider range for a half, two right options of three, two pairs of four, one wrong."""
MODEL_ANSWERS: Final = ("4.55", "4,55", "1.2:", "0.3..0.4", "%33.333%", "Двойка стоит в разряде десятых")
"""What the bank's file holds and no student may get."""


@pytest.fixture(scope="module")
def attempt(both: Together) -> dict[str, Any]:
    """An attempt just started, with its paper."""
    both.sync()
    payload = both.school.person("student").act("startTestAttempt", {"testId": offered(both)}, PAPER)
    assert not payload["userErrors"]
    return payload["testAttempt"]  # type: ignore[no-any-return] # JSON


@pytest.fixture(scope="module")
def score(both: Together, attempt: dict[str, Any]) -> dict[str, Any]:
    """What the student is told on handing it in."""
    asked = {"attemptId": attempt["id"], "answers": [answered(one) for one in attempt["questions"]]}
    chosen = "testAttempt { state score maxScore percent needsTeacher scoredBy }"
    payload = both.school.person("student").act("submitTestAttempt", asked, chosen)
    assert not payload["userErrors"]
    return payload["testAttempt"]  # type: ignore[no-any-return] # JSON


def test_the_paper_holds_every_question_and_no_answer(attempt: dict[str, Any]) -> None:
    assert len(attempt["questions"]) == len(WRITTEN)
    assert [one for one in MODEL_ANSWERS if one in str(attempt)] == []


def test_a_question_has_no_field_that_could_tell_an_answer(both: Together) -> None:
    told = both.school.person("student").data('{ __type(name: "TestQuestion") { fields { name } } }')["__type"]
    names = {field["name"] for field in told["fields"]}
    assert names == {"id", "kind", "prompt", "title", "options", "stems", "maxPoints"}


def test_a_student_does_not_read_the_questions_before_sitting(both: Together) -> None:
    query = "query Before($id: ID!) { test(id: $id) { title questions { id } } }"
    found = both.school.person("student").ask(query, {"id": offered(both)})
    assert found["data"]["test"] == {"title": TITLE, "questions": None}
    assert [entry["path"] for entry in found["extensions"]["withheld"]] == [["test", "questions"]]


def test_parts_of_an_answer_earn_parts_of_a_point(score: dict[str, Any]) -> None:
    assert score == {
        "state": "SCORED",
        "score": POINTS,
        "maxScore": 8,
        "percent": 70.833,
        "needsTeacher": False,
        "scoredBy": "PLUGIN",
    }


@pytest.mark.parametrize("login", ["student", "guardian", "teacher", "classteacher", "director"])
def test_who_may_see_the_score_sees_it(
    both: Together, attempt: dict[str, Any], score: dict[str, Any], login: str
) -> None:
    assert score
    found = seen(both, attempt, login) or {}
    assert (found.get("score"), found.get("student")) == (POINTS, {"id": both.own_child})


@pytest.mark.parametrize("login", ["administrator", "analyst", "nurse", "secretary", "director2", "guardian2"])
def test_who_may_not_see_the_score_does_not(
    both: Together, attempt: dict[str, Any], score: dict[str, Any], login: str
) -> None:
    assert score
    assert (seen(both, attempt, login) or {"score": None})["score"] is None


def test_an_attempt_is_handed_in_once(both: Together, attempt: dict[str, Any], score: dict[str, Any]) -> None:
    assert score
    again = both.school.person("student").act("submitTestAttempt", {"attemptId": attempt["id"], "answers": []})
    assert [error["code"] for error in again["userErrors"]] == ["CONFLICT"]


def test_scoring_names_nobody_to_the_question_bank(both: Together, score: dict[str, Any]) -> None:
    assert score
    assert both.disclosed("questionbank") == frozenset()


def offered(both: Together) -> str:
    """Give the test as the student finds it in the catalogue."""
    query = f'{{ tests(where: {{title: {{eq: "{TITLE}"}}}}) {{ nodes {{ id }} }} }}'
    [found] = both.school.person("student").data(query)["tests"]["nodes"]
    return found["id"]  # type: ignore[no-any-return] # JSON


def seen(both: Together, attempt: dict[str, Any], login: str) -> dict[str, Any] | None:
    """Give the attempt as somebody sees it, None for who does not."""
    query = "query Seen($id: ID!) { testAttempt(id: $id) { score percent student { id } } }"
    return both.school.person(login).ask(query, {"id": attempt["id"]})["data"]["testAttempt"]  # type: ignore[no-any-return] # JSON


def answered(question: dict[str, Any]) -> dict[str, Any]:
    """Write the answer to a question, options by the ids that the paper gives them."""
    [(_, written)] = [item for item in WRITTEN.items() if question["prompt"]["text"].startswith(item[0])]
    options = {one["text"]["text"]: one["id"] for one in question["options"]}
    stems = {one["text"]["text"]: one["id"] for one in question["stems"]}
    pairs = [{"stemId": stems[one], "optionId": options[other]} for one, other in written.get("pairs", {}).items()]
    return {
        "questionId": question["id"],
        "chosen": [options[one] for one in written.get("chosen", ())],
        "text": written.get("text"),
        "pairs": pairs,
    }
