"""Who has which course to do, and how far they are: read out of Kolibri's class summaries.

Takes summaries, gives enrolments and progress of the contract; pure. Kolibri enrols nobody in a channel: a learner
takes a course when an active lesson of one of their classes gives them at least one resource of it. So the whole of a
course, for a learner, is what was given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from isuo_graph.sdk import Enrolment, EnrolmentState, ModuleProgress, Progress
from isuo_kolibri.answers import ClassSummary, Lesson, ResourceStatus, Status

UserAndChannel: TypeAlias = tuple[str, str]


@dataclass
class Share:
    """What one learner has to do in one channel: content by the node that stands for it, and what is done of it."""

    content_by_node: dict[str, str] = field(default_factory=dict)
    done: dict[str, ResourceStatus] = field(default_factory=dict)
    class_ids: set[str] = field(default_factory=set)

    @property
    def contents(self) -> set[str]:
        """The resources, each once: a channel may hold copies."""
        return set(self.content_by_node.values())

    @property
    def completed(self) -> int:
        """How many of them are done."""
        return sum(self.is_completed(content_id) for content_id in self.contents)

    def is_completed(self, content_id: str) -> bool:
        """Tell whether one of them is done."""
        return content_id in self.done and self.done[content_id].status is Status.COMPLETED


def shares(summaries: Iterable[ClassSummary]) -> Mapping[UserAndChannel, Share]:
    """Join the summaries: a learner of two classes has the work of both, and a resource given twice counts once."""
    found: dict[UserAndChannel, Share] = defaultdict(Share)
    for summary in summaries:
        done = {(status.learner_id, status.content_id): status for status in summary.content_learner_status}
        for lesson in summary.lessons:
            for user_id in set(_given_to(lesson, summary)):
                for resource in lesson.resources:
                    share = found[user_id, resource.channel_id]
                    share.class_ids.add(summary.id)
                    share.content_by_node[resource.contentnode_id] = resource.content_id
                    if status := done.get((user_id, resource.content_id)):
                        share.done[resource.content_id] = status
    return dict(found)


def enrolment(pseudonym: str, channel_id: str, share: Share) -> Enrolment:
    """Say that the learner takes the course; Kolibri does not keep since when."""
    is_completed = share.completed == len(share.contents)
    state = EnrolmentState.COMPLETED if is_completed else EnrolmentState.ACTIVE
    return Enrolment(learner=pseudonym, course_id=channel_id, state=state)


def progress(pseudonym: str, channel_id: str, share: Share, module_id: str | None = None) -> Progress:
    """Say how far the learner is in what was given; with a module, its part alone stands in `modules`."""
    nodes = [node_id for node_id in share.content_by_node if module_id in {None, node_id}]
    moments = [status.last_activity for status in share.done.values() if status.last_activity]
    return Progress(
        learner=pseudonym,
        course_id=channel_id,
        fraction=share.completed / len(share.contents),
        completed=share.completed == len(share.contents),
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
    content_id = share.content_by_node[node_id]
    status = share.done[content_id].status if content_id in share.done else Status.NOT_STARTED
    fraction = {Status.COMPLETED: 1.0, Status.NOT_STARTED: 0.0}.get(status)
    return ModuleProgress(module_id=node_id, completed=status is Status.COMPLETED, fraction=fraction)
