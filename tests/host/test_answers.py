"""The check of answers: exactly the contract's types pass, and nothing else, however it is dressed up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from isuo_graph import sdk
from isuo_graph.host import operations
from isuo_graph.host.answers import TooLarge, Unfit, checked

KEY = sdk.CourseKey(sdk.Learner("a" * 26), "algebra")
ROOM = 100_000


class Sly(str):
    """A text that is more than a text."""

    __slots__ = ()


class SlyProgress(sdk.Progress):
    """A record that may answer differently each time."""


def progress(**more: Any) -> sdk.Progress:  # noqa: ANN401 - fields of the record
    return sdk.Progress(**{"learner": "a" * 26, "course_id": "algebra", "fraction": 0.5, **more})


def tampered(**more: Any) -> sdk.Progress:  # noqa: ANN401 - as above
    """Give a record that was changed after its own check."""
    made = progress()
    for name, value in more.items():
        object.__setattr__(made, name, value)
    return made


@pytest.mark.parametrize(
    "answer", [progress(), None, sdk.Failed(sdk.FailureCode.UNAVAILABLE, "later"), progress(fraction=1)]
)
def test_what_the_contract_says_passes(answer: object) -> None:
    assert checked(operations.PROGRESS, [answer], [KEY], ROOM) == (answer,)


@pytest.mark.parametrize(
    "answer",
    [
        {"learner": "a" * 26},
        SlyProgress(learner="a" * 26, course_id="algebra", fraction=0.5),
        tampered(fraction="0.5"),
        tampered(fraction=True),
        tampered(fraction=float("nan")),
        tampered(fraction=7.0),
        tampered(course_id=Sly("algebra")),
        tampered(time_spent_s=2**70),
        tampered(time_spent_s=1.5),
        tampered(last_active_at=datetime(2026, 1, 1)),  # noqa: DTZ001 - a local time is the fault
        tampered(last_active_at="2026-01-01"),
        tampered(modules=[]),
        tampered(modules=({},)),
        tampered(course_id="algebra\0"),
        tampered(course_id="\ud800"),
        progress(learner="b" * 26),
        progress(course_id="physics"),
        sdk.Enrolment(learner="a" * 26, course_id="algebra"),
        Exception("hidden"),
    ],
    ids=repr,
)
def test_anything_else_is_unfit(answer: object) -> None:
    with pytest.raises(Unfit):
        checked(operations.PROGRESS, [answer], [KEY], ROOM)


def test_record_without_a_field_is_unfit() -> None:
    with pytest.raises(Unfit):
        checked(operations.PROGRESS, [object.__new__(sdk.Progress)], [KEY], ROOM)


def test_fault_does_not_show_the_value() -> None:
    with pytest.raises(Unfit) as caught:
        checked(operations.PROGRESS, [tampered(course_id=("Асан",))], [KEY], ROOM)
    assert "Асан" not in str(caught.value)


def test_large_answer_is_refused() -> None:
    course = sdk.Course(id="1", title="ө" * ROOM)
    with pytest.raises(TooLarge):
        checked(operations.COURSES_BY_ID, [course], ["1"], ROOM)


def test_page_longer_than_asked_is_unfit() -> None:
    page = sdk.Page((sdk.Course(id="1", title="1"), sdk.Course(id="2", title="2")))
    with pytest.raises(Unfit):
        checked(operations.CATALOGUE, page, 1, ROOM)


def test_changes_may_bring_tombstones() -> None:
    gone = sdk.Gone("Course", "1", datetime.fromisoformat("2026-01-01T00:00:00+00:00"))
    changes = sdk.Changes[Any]((gone,), "1")
    assert checked(operations.COURSE_CHANGES, changes, 10, ROOM) is changes
