"""What the values of the contract refuse, and how a deadline counts."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from isuo_graph import sdk

MOMENT = datetime(2025, 9, 1, 8, tzinfo=UTC)
LOCAL = datetime(2025, 9, 1, 8)  # noqa: DTZ001 -- a moment without a zone is the fault under test


def test_a_deadline_counts_down_and_never_below_zero() -> None:
    now = [10.0]
    deadline = sdk.Deadline.after(0.8, lambda: now[0])
    now[0] = 12.0
    assert (deadline.remaining_s, deadline.is_over) == (0.0, True)


def test_a_deadline_ahead_is_not_over() -> None:
    assert sdk.Deadline(11.0, lambda: 10.5).remaining_s == 0.5


@pytest.mark.parametrize("first", [0, -1, sdk.MAX_PAGE_SIZE + 1])
def test_a_page_size_out_of_bounds_is_refused(first: int) -> None:
    with pytest.raises(ValueError, match=r"1\.\.1000"):
        sdk.PageRequest(first=first)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/local", "https://", "ftp://host/x", ""])
def test_a_link_that_is_not_a_web_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="http"):
        sdk.Link(url)


@pytest.mark.parametrize(
    "make",
    [
        lambda: sdk.Link("https://vendor.example/", LOCAL),
        lambda: sdk.Gone("Course", "1", LOCAL),
        lambda: sdk.Course(id="1", title="Алгебра", updated_at=LOCAL),
        lambda: sdk.Attempt(id="1", learner="p", test_id="t", state=sdk.AttemptState.GRADED, updated_at=LOCAL),
    ],
)
def test_a_moment_without_a_time_zone_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="time zone"):
        make()


@pytest.mark.parametrize("fraction", [-0.01, 1.01, math.nan, math.inf])
def test_a_share_outside_0_to_1_is_refused(fraction: float) -> None:
    with pytest.raises(ValueError, match=r"0\.\.1"):
        sdk.Progress(learner="p", course_id="c", fraction=fraction)


@pytest.mark.parametrize("pseudonym", ["", " p", "p\n", "p" * 256])
def test_a_learner_without_a_sound_pseudonym_is_refused(pseudonym: str) -> None:
    with pytest.raises(ValueError, match="pseudonym"):
        sdk.Learner(pseudonym)


def test_a_question_score_is_either_known_or_waits_for_a_teacher() -> None:
    with pytest.raises(ValueError, match="both"):
        sdk.QuestionScore(question_id="q", max_points=1, points=0, fraction=None)


def test_a_printed_learner_does_not_tell_the_name() -> None:
    assert "Асанова" not in repr(sdk.Learner("p", name="Айгүл Асанова"))


def test_a_tombstone_tells_what_is_gone() -> None:
    assert sdk.Changes[sdk.CourseRecord]((sdk.Gone("Course", "7", MOMENT),), cursor="9").items[0] == sdk.Gone(
        "Course", "7", MOMENT
    )


def test_every_value_of_the_contract_is_frozen() -> None:
    values = [getattr(sdk, name) for name in sdk.__all__ if dataclasses.is_dataclass(getattr(sdk, name))]
    assert [value.__name__ for value in values if not value.__dataclass_params__.frozen] == []


def test_the_face_names_what_it_exports() -> None:
    assert [name for name in sdk.__all__ if not hasattr(sdk, name)] == []
