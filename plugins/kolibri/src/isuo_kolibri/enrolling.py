"""Enrols learners in courses, and ends it, as far as Kolibri's own means go: by their place in a class.

Kolibri gives courses to classes, through lessons that a teacher writes. So to enrol is to put the learner into the
class of their class code, when it has the course; and to unenrol is to take them out, when that costs them no other
course. Lessons are never changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from isuo_graph.sdk import (
    Answers,
    CourseKey,
    Deadline,
    Enrolment,
    EnrolmentState,
    Failed,
    FailureCode,
    PluginError,
)
from isuo_kolibri.answers import Classroom, ClassSummary
from isuo_kolibri.classwork import courses_given, enrolment
from isuo_kolibri.server import Kolibri
from isuo_kolibri.work import Work, Workroom

Answer: TypeAlias = Enrolment | Failed | None
_Moves: TypeAlias = Mapping[str, Sequence[str]]


class Enrolling:
    """The acts of the plugin."""

    def __init__(
        self, kolibri: Kolibri, workroom: Workroom, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._kolibri = kolibri
        self._workroom = workroom
        self._now = now

    async def enrol(self, keys: Sequence[CourseKey], deadline: Deadline) -> Answers[Enrolment]:
        """Enrol; None for a learner without an account, CONFLICT where no class can bring the course."""
        work = await self._workroom.collect([key.learner for key in keys], deadline)
        newcomers = [key for key in keys if _standing(key, work) is None and work.roster.user(key.learner.pseudonym)]
        if not newcomers:
            return [_standing(key, work) for key in keys]
        targets = await self._targets(newcomers, work.classrooms, deadline)
        failures = await self._move(self._kolibri.join, _moves(targets, work), deadline)
        after = await self._workroom.collect([key.learner for key in keys], deadline)
        return [_standing(key, after) or _refusal(targets.get(key), failures) for key in keys]

    async def unenrol(self, keys: Sequence[CourseKey], deadline: Deadline) -> Answers[Enrolment]:
        """End the enrolments; None for who had none, CONFLICT where a course that was not named would end too."""
        work = await self._workroom.collect([key.learner for key in keys], deadline)
        leavers = {key: _classes_to_leave(key, keys, work) for key in keys}
        moves: dict[str, list[str]] = defaultdict(list)
        for key, class_ids in leavers.items():
            if isinstance(class_ids, frozenset) and (user_id := work.roster.user(key.learner.pseudonym)):
                for class_id in class_ids:
                    moves[class_id].append(user_id)
        failures = await self._move(self._kolibri.leave, moves, deadline)
        return [self._ended(key, leavers[key], failures) for key in keys]

    async def _targets(
        self, keys: Sequence[CourseKey], classrooms: Sequence[Classroom], deadline: Deadline
    ) -> Mapping[CourseKey, str | Failed]:
        """Name the class that brings each learner the course, or say why none does."""
        named = {key: _classes_named(key.learner.class_code, classrooms) for key in keys}
        single = sorted({found[0] for found in named.values() if len(found) == 1})
        summaries = await self._kolibri.summaries(single, deadline)
        return {key: _target(key, found, summaries) for key, found in named.items()}

    async def _move(
        self, act: Callable[[str, Sequence[str], Deadline], Awaitable[None]], moves: _Moves, deadline: Deadline
    ) -> Mapping[str, Failed]:
        """Do one act per class, one after the other; give the classes where it failed."""
        failures: dict[str, Failed] = {}
        for class_id, user_ids in moves.items():
            try:
                await act(class_id, sorted(set(user_ids)), deadline)
            except PluginError as failure:
                failures[class_id] = Failed(FailureCode.UNAVAILABLE, str(failure))
        return failures

    def _ended(self, key: CourseKey, left: frozenset[str] | Failed | None, failures: Mapping[str, Failed]) -> Answer:
        if not isinstance(left, frozenset):
            return left
        failed = next((failures[class_id] for class_id in left if class_id in failures), None)
        return failed or Enrolment(
            learner=key.learner.pseudonym,
            course_id=key.course_id,
            state=EnrolmentState.ENDED,
            ended_at=self._now(),
        )


def _standing(key: CourseKey, work: Work) -> Answer:
    """Give the enrolment as it stands; None when there is none."""
    pseudonym = key.learner.pseudonym
    if failed := work.failed(pseudonym):
        return failed
    user_id = work.roster.user(pseudonym)
    share = work.share(user_id, key.course_id) if user_id else None
    return enrolment(pseudonym, key.course_id, share) if share else None


def _classes_named(code: str | None, classrooms: Sequence[Classroom]) -> list[str]:
    """Find classes by name, "7-А", "7 а" and "7А" being the same one."""
    wanted = _plain(code or "")
    return [classroom.id for classroom in classrooms if wanted and _plain(classroom.name) == wanted]


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def _target(key: CourseKey, found: Sequence[str], summaries: Mapping[str, ClassSummary | PluginError]) -> str | Failed:
    if len(found) != 1:
        return Failed(FailureCode.CONFLICT, f"{len(found)} Kolibri classes have the name of the learner's class")
    summary = summaries[found[0]]
    if isinstance(summary, PluginError):
        return Failed(FailureCode.UNAVAILABLE, str(summary))
    if key.course_id not in courses_given(summary):
        return Failed(FailureCode.CONFLICT, "no active lesson gives this course to the learner's class")
    return summary.id


def _moves(targets: Mapping[CourseKey, str | Failed], work: Work) -> _Moves:
    moves: dict[str, list[str]] = defaultdict(list)
    for key, target in targets.items():
        user_id = work.roster.user(key.learner.pseudonym)
        if isinstance(target, str) and user_id:
            moves[target].append(user_id)
    return moves


def _refusal(target: str | Failed | None, failures: Mapping[str, Failed]) -> Answer:
    """Say why a learner is not enrolled after the act; None for one without an account."""
    if target is None or isinstance(target, Failed):
        return target
    return failures.get(target) or Failed(FailureCode.UNAVAILABLE, "Kolibri took the learner, and does not show it")


def _classes_to_leave(key: CourseKey, keys: Sequence[CourseKey], work: Work) -> frozenset[str] | Failed | None:
    """Name the classes that give the learner the course, unless one gives another course that is to stay."""
    pseudonym = key.learner.pseudonym
    if failed := work.failed(pseudonym):
        return failed
    user_id = work.roster.user(pseudonym)
    share = work.share(user_id, key.course_id) if user_id else None
    if share is None:
        return None
    ending = {one.course_id for one in keys if one.learner.pseudonym == pseudonym}
    for (owner, channel_id), other in work.shares.items():
        if owner == user_id and channel_id not in ending and other.class_ids & share.class_ids:
            return Failed(FailureCode.CONFLICT, "the learner would lose another course of the same Kolibri class")
    return share.class_ids
