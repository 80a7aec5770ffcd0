"""Who has what to do, from class summaries alone."""

from collections.abc import Mapping, Sequence

import pytest

from isuo_kolibri.answers import ClassSummary, Group, Lesson, Member, Resource, ResourceStatus, Status
from isuo_kolibri.classwork import Share, UserAndChannel, progress, shares

ANNA, BEK, CHYNAR = ("a" * 32, "b" * 32, "c" * 32)
CHANNEL, CLASS, GROUP = ("1" * 32, "2" * 32, "3" * 32)


def resource(digit: str, *, node: str | None = None) -> Resource:
    return Resource(channel_id=CHANNEL, content_id=digit * 32, contentnode_id=(node or digit) * 32)


def lesson(
    resources: Sequence[Resource], *, to: Sequence[str] = (CLASS,), learners: Sequence[str] = (), active: bool = True
) -> Lesson:
    return Lesson(
        id="9" * 32,
        title="Сабак",
        active=active,
        resources=tuple(resources),
        assignments=tuple(to),
        learner_ids=tuple(learners),
    )


def summary(*lessons: Lesson, done: Mapping[tuple[str, str], Status] | None = None, id: str = CLASS) -> ClassSummary:
    return ClassSummary(
        id=id,
        name="7-А",
        learners=tuple(Member(id=user) for user in (ANNA, BEK, CHYNAR)),
        groups=(Group(id=GROUP, member_ids=(BEK,)),),
        lessons=lessons,
        content_learner_status=tuple(
            ResourceStatus(learner_id=user, content_id=digit * 32, status=status, time_spent=10.0)
            for (user, digit), status in (done or {}).items()
        ),
    )


def whose(found: Mapping[UserAndChannel, Share]) -> set[str]:
    return {user for user, _ in found}


def test_a_lesson_for_the_class_is_everybodys() -> None:
    assert whose(shares([summary(lesson([resource("4")]))])) == {ANNA, BEK, CHYNAR}


def test_a_lesson_for_a_group_is_its_members() -> None:
    assert whose(shares([summary(lesson([resource("4")], to=[GROUP]))])) == {BEK}


def test_a_lesson_for_single_learners_is_theirs() -> None:
    assert whose(shares([summary(lesson([resource("4")], to=[], learners=[CHYNAR]))])) == {CHYNAR}


def test_a_lesson_that_is_not_active_is_nobodys() -> None:
    assert whose(shares([summary(lesson([resource("4")], active=False))])) == set()


def test_a_resource_given_twice_counts_once() -> None:
    found = shares([summary(lesson([resource("4"), resource("5")]), lesson([resource("4", node="6")]))])
    assert len(found[ANNA, CHANNEL].contents) == 2


def test_the_work_of_two_classes_is_one_share() -> None:
    first = summary(lesson([resource("4")]), done={(ANNA, "4"): Status.COMPLETED})
    second = summary(lesson([resource("5")], to=["8" * 32]), id="8" * 32)
    assert progress("pw", CHANNEL, shares([first, second])[ANNA, CHANNEL]).fraction == pytest.approx(0.5)


def test_needing_help_is_not_done() -> None:
    found = shares([summary(lesson([resource("4")]), done={(ANNA, "4"): Status.HELP_NEEDED})])
    assert progress("pw", CHANNEL, found[ANNA, CHANNEL]).fraction == 0.0


def test_a_copy_of_a_done_resource_is_done_too() -> None:
    work = summary(lesson([resource("4"), resource("4", node="6")]), done={(ANNA, "4"): Status.COMPLETED})
    told = progress("pw", CHANNEL, shares([work])[ANNA, CHANNEL])
    assert (told.completed, [part.completed for part in told.modules]) == (True, [True, True])
