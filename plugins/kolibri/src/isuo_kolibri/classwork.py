"""Who has which course to do, and how far they are: read out of Kolibri's class summaries.

Takes summaries, gives enrolments and progress of the contract; pure. Kolibri enrols nobody in a channel: a learner
takes a course when an active lesson of one of their classes gives them at least one resource of it. So the whole of a
course, for a learner, is what was given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from isuo_graph.sdk import Enrolment, EnrolmentState, ModuleProgress, Progress
from isuo_kolibri.answers import ClassSummary, Lesson, Resource, ResourceStatus, Status

UserAndChannel: TypeAlias = tuple[str, str]


@dataclass(frozen=True)
class Share:
    """What one learner has to do in one channel: content by the node that stands for it, and what is done of it."""

    content_by_node: Mapping[str, str]
    done: Mapping[str, ResourceStatus]
    class_ids: frozenset[str]

    @property
    def contents(self) -> frozenset[str]:
        """The resources, each once: a channel may hold copies."""
        return frozenset(self.content_by_node.values())

    @property
    def is_completed(self) -> bool:
        """Whether nothing is left to do."""
        return self.completed_count == len(self.contents)

    @property
    def completed_count(self) -> int:
        """How many of the resources are done."""
        return sum(self.status(content_id) is Status.COMPLETED for content_id in self.contents)

    def status(self, content_id: str) -> Status:
        """Return how far the learner is in one resource; Kolibri says nothing of what was never opened."""
        return self.done[content_id].status if content_id in self.done else Status.NOT_STARTED


def shares(summaries: Iterable[ClassSummary]) -> Mapping[UserAndChannel, Share]:
    """Join the summaries: a learner of two classes has the work of both, and a resource given twice counts once."""
    given: dict[UserAndChannel, dict[str, str]] = defaultdict(dict)
    class_ids: dict[UserAndChannel, set[str]] = defaultdict(set)
    done: dict[tuple[str, str], ResourceStatus] = {}
    for summary in summaries:
        done |= {(status.learner_id, status.content_id): status for status in summary.content_learner_status}
        for user_id, resource in _handed_out(summary):
            given[user_id, resource.channel_id][resource.contentnode_id] = resource.content_id
            class_ids[user_id, resource.channel_id].add(summary.id)
    return {
        (user_id, channel_id): Share(
            content_by_node,
            {one: done[user_id, one] for one in content_by_node.values() if (user_id, one) in done},
            frozenset(class_ids[user_id, channel_id]),
        )
        for (user_id, channel_id), content_by_node in given.items()
    }


def enrolment(pseudonym: str, channel_id: str, share: Share) -> Enrolment:
    """Say that the learner takes the course; Kolibri does not keep since when."""
    state = EnrolmentState.COMPLETED if share.is_completed else EnrolmentState.ACTIVE
    return Enrolment(learner=pseudonym, course_id=channel_id, state=state)


def progress(pseudonym: str, channel_id: str, share: Share, module_id: str | None = None) -> Progress:
    """Say how far the learner is in what was given; with a module, its part alone stands in `modules`."""
    nodes = [node_id for node_id in share.content_by_node if module_id in {None, node_id}]
    moments = [status.last_activity for status in share.done.values() if status.last_activity]
    return Progress(
        learner=pseudonym,
        course_id=channel_id,
        fraction=share.completed_count / len(share.contents),
        completed=share.is_completed,
        time_spent_s=round(sum(status.time_spent or 0.0 for status in share.done.values())),
        last_active_at=max(moments, default=None),
        modules=tuple(_module_progress(node_id, share) for node_id in nodes),
    )


def courses_given(summary: ClassSummary) -> set[str]:
    """Name the channels that a newcomer to the class would get: given to the class as a whole."""
    return {
        resource.channel_id
        for lesson in summary.lessons
        if lesson.active and summary.id in lesson.assignments
        for resource in lesson.resources
    }


def _handed_out(summary: ClassSummary) -> Iterator[tuple[str, Resource]]:
    """Pair each learner of each lesson with each of its resources."""
    for lesson in summary.lessons:
        for user_id in sorted(set(_given_to(lesson, summary))):
            yield from ((user_id, resource) for resource in lesson.resources)


def _given_to(lesson: Lesson, summary: ClassSummary) -> Iterator[str]:
    """Name who has the lesson: by the class, by a group of it, or one by one; nobody while it is not active."""
    if not lesson.active:
        return
    if summary.id in lesson.assignments:
        yield from (member.id for member in summary.learners)
    for group in summary.groups:
        if group.id in lesson.assignments:
            yield from group.member_ids
    yield from lesson.learner_ids


def _module_progress(node_id: str, share: Share) -> ModuleProgress:
    """Give the share of one resource where Kolibri's words allow a number: "Started" does not say how far."""
    status = share.status(share.content_by_node[node_id])
    fraction = {Status.COMPLETED: 1.0, Status.NOT_STARTED: 0.0}.get(status)
    return ModuleProgress(module_id=node_id, completed=status is Status.COMPLETED, fraction=fraction)
