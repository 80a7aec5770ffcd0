"""Live fields of e-courses: how far a student is this minute, where to go on, what a course is made of.

What the mirror keeps (`progressPercent`, `asOf`) is answered by the statement; these fields ask the vendor now.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from isuo_graph import sdk
from isuo_graph.graph import extend, live
from isuo_graph.host import operations
from isuo_graph.host.batches import Partly, by_plugin
from isuo_graph.host.consent import NoConsent
from isuo_graph.host.house import Errand
from isuo_graph.host.running import Running
from isuo_graph.host.trouble import PluginFailed
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.words import Learning, Plan
from isuo_graph.rooms.learning.graph import Course, CourseEnrollment
from isuo_graph.rooms.learning.tables import TakingState
from isuo_graph.rooms.people.graph import Student
from isuo_graph.sdk import Capability

HOUSE: Final = "house"
"""The plugin of fields that ask whichever plugin the row names."""
NO_CONSENT: Final = NoConsent(Purpose.ELEARNING)
PERCENT: Final = 100
Row = Mapping[str, Any]


class ModuleKind(StrEnum):
    """What a part of a course is made of."""

    SECTION = "SECTION"
    LESSON = "LESSON"
    VIDEO = "VIDEO"
    AUDIO = "AUDIO"
    READING = "READING"
    EXERCISE = "EXERCISE"
    TEST = "TEST"
    OTHER = "OTHER"


@dataclass(frozen=True)
class LiveModuleProgress:
    """How far a student is in one part of a course."""

    module_id: str
    is_completed: bool
    percent: Decimal | None


@dataclass(frozen=True)
class LiveProgress:
    """How far a student is in a course, as the vendor says now."""

    percent: Decimal
    is_completed: bool
    time_spent_s: int | None
    last_active_at: datetime | None
    as_of: datetime
    modules: tuple[LiveModuleProgress, ...]


@dataclass(frozen=True)
class LiveCourse:
    """A course that a student takes at a vendor's, as the vendor says now."""

    plugin_id: str
    course_id: str
    title: str | None
    state: TakingState
    progress: LiveProgress | None


@dataclass(frozen=True)
class CourseModule:
    """A part of a course; `parentId` makes a tree of them."""

    id: str
    title: str
    kind: ModuleKind
    parent_id: str | None
    position: int
    duration_s: int | None


async def _live_progress(errand: Errand, rows: Sequence[Row], _arguments: Row) -> Sequence[Any]:
    courses = await errand.externals("course", (int(row["course_id"]) for row in rows))

    async def ask(running: Running, batch: Sequence[Row]) -> Sequence[Any]:
        keys = await _keys(errand, running, batch, courses)
        answered = await _answered(running, operations.PROGRESS, keys, errand)
        return [_progress(value, errand) for value in answered]

    return await by_plugin(errand, rows, ask)


async def _launch_url(errand: Errand, rows: Sequence[Row], _arguments: Row) -> Sequence[Any]:
    """Give links to those only who are the learner: a link may sign its learner in."""
    courses = await errand.externals("course", (int(row["course_id"]) for row in rows))

    async def ask(running: Running, batch: Sequence[Row]) -> Sequence[Any]:
        own = [row for row in batch if int(row["student_id"]) in errand.student_ids]
        answered = await _answered(running, operations.LAUNCH, await _keys(errand, running, own, courses), errand)
        links = {row["id"]: value for row, value in zip(own, answered, strict=True)}
        return [_address(links.get(row["id"])) for row in batch]

    return await by_plugin(errand, rows, ask)


async def _modules(errand: Errand, rows: Sequence[Row], _arguments: Row) -> Sequence[Any]:
    async def ask(running: Running, batch: Sequence[Row]) -> Sequence[Any]:
        ids = [row["external_id"] for row in batch]
        found = await running.ask(operations.MODULES, ids, asking=errand.asking)
        return [tuple(map(_module, value)) if isinstance(value, tuple) else value for value in found]

    return await by_plugin(errand, rows, ask)


async def _live_courses(errand: Errand, rows: Sequence[Row], arguments: Row) -> Sequence[Any]:
    """Ask every plugin with courses at the student's school, or the one that is named, and join what they say."""
    wanted = [
        {**row, "plugin_id": plugin_id, "place": place}
        for place, row in enumerate(rows)
        for plugin_id in errand.serving(int(row["school_id"]), Capability.COURSES)
        if arguments.get("plugin") in {None, plugin_id}
    ]
    answered = await by_plugin(errand, wanted, lambda running, batch: _taken(errand, running, batch))
    by_place: dict[int, list[Any]] = {}
    for row, value in zip(wanted, answered, strict=True):
        by_place.setdefault(row["place"], []).append(value)
    return [_joined(by_place.get(place, [])) for place in range(len(rows))]


async def _taken(errand: Errand, running: Running, batch: Sequence[Row]) -> Sequence[Any]:
    """Ask for enrolments, then for titles and progress side by side."""
    learners = await errand.learners(running, Capability.COURSES, (int(row["id"]) for row in batch))
    people = list(learners.values())
    found = await running.ask(operations.ENROLMENTS, people, asking=errand.asking) if people else ()
    taken = dict(zip((one.pseudonym for one in people), found, strict=True))
    keys = [
        sdk.CourseKey(one, enrolment.course_id)
        for one in people
        for enrolment in _those(taken[one.pseudonym])
    ]  # fmt: skip
    ids = sorted({key.course_id for key in keys})
    titles, progress = await asyncio.gather(_titles(running, ids, errand), _progress_of(running, keys, errand))
    return [_courses_of(learners.get(int(row["id"])), taken, titles, progress, running) for row in batch]


def _courses_of(
    learner: sdk.Learner | None,
    taken: Mapping[str, Any],
    titles: Mapping[str, str],
    progress: Mapping[tuple[str, str], Any],
    running: Running,
) -> Any:  # noqa: ANN401 - courses, or why there are none
    if learner is None:
        return NO_CONSENT
    enrolments = taken[learner.pseudonym]
    if isinstance(enrolments, sdk.Failed):
        return enrolments
    return tuple(
        LiveCourse(
            running.setting.plugin_id,
            one.course_id,
            titles.get(one.course_id),
            TakingState(one.state.name),
            progress.get((learner.pseudonym, one.course_id)),
        )
        for one in _those(enrolments)
    )


async def _titles(running: Running, ids: Sequence[str], errand: Errand) -> Mapping[str, str]:
    found = await running.ask(operations.COURSES_BY_ID, ids, asking=errand.asking) if ids else ()
    return {course_id: one.title for course_id, one in zip(ids, found, strict=True) if isinstance(one, sdk.Course)}


async def _progress_of(
    running: Running, keys: Sequence[sdk.CourseKey], errand: Errand
) -> Mapping[tuple[str, str], LiveProgress]:
    """Give progress by pseudonym and course; a plugin that may not tell it still tells who takes what."""
    if not keys or not running.ceiling.covers((), operations.PROGRESS.brings):
        return {}
    found = await running.ask(operations.PROGRESS, keys, asking=errand.asking)
    told = ((key, _progress(value, errand)) for key, value in zip(keys, found, strict=True))
    return {(key.learner.pseudonym, key.course_id): one for key, one in told if isinstance(one, LiveProgress)}


async def _keys(
    errand: Errand, running: Running, batch: Sequence[Row], courses: Mapping[int, str]
) -> list[sdk.CourseKey | None]:
    """Give the key of each enrolment, None where the student has not consented."""
    learners = await errand.learners(running, Capability.COURSES, (int(row["student_id"]) for row in batch))
    return [
        sdk.CourseKey(learners[int(row["student_id"])], courses[int(row["course_id"])])
        if int(row["student_id"]) in learners
        else None
        for row in batch
    ]


async def _answered(
    running: Running, question: operations.Question, keys: Sequence[sdk.CourseKey | None], errand: Errand
) -> list[Any]:
    """Ask for the keys that there are; the others lack consent."""
    asked = [key for key in keys if key is not None]
    answers = iter(await running.ask(question, asked, asking=errand.asking) if asked else ())
    return [NO_CONSENT if key is None else next(answers) for key in keys]


def _progress(value: Any, errand: Errand) -> Any:  # noqa: ANN401 - progress, or why there is none
    if not isinstance(value, sdk.Progress):
        return value
    return LiveProgress(
        _percent(value.fraction),
        value.completed,
        value.time_spent_s,
        value.last_active_at,
        errand.host.clock.now(),
        tuple(
            LiveModuleProgress(one.module_id, one.completed, None if one.fraction is None else _percent(one.fraction))
            for one in value.modules
        ),
    )


def _module(one: sdk.Module) -> CourseModule:
    return CourseModule(one.id, one.title, ModuleKind[one.kind.name], one.parent_id, one.position, one.duration_s)


def _joined(values: Sequence[Any]) -> Partly:
    """Join what the plugins say: courses of one do not hide because another failed or lacks consent."""
    told = [value for value in values if isinstance(value, tuple)]
    courses = tuple(course for value in told for course in value)
    reasons = tuple(value for value in values if isinstance(value, PluginFailed | NoConsent))
    return Partly(None if reasons and not told else courses, reasons)


def _those(value: Any) -> tuple[sdk.Enrolment, ...]:  # noqa: ANN401 - as the contract says
    return value if isinstance(value, tuple) else ()


def _address(value: Any) -> Any:  # noqa: ANN401 - an address, or why there is none
    return value.url if isinstance(value, sdk.Link) else value


def _percent(fraction: float) -> Decimal:
    return (Decimal(str(fraction)) * PERCENT).quantize(Decimal("0.001")).normalize() + 0


@extend(CourseEnrollment)
class EnrollmentLive:
    """What the vendor says of an enrolment now."""

    live_progress: Learning[LiveProgress] = live(
        HOUSE,
        _live_progress,
        needs=("school_id", "plugin_id", "course_id", "student_id"),
        text="How far the student is, asked of the vendor now.",
    )
    launch_url: Learning[str] = live(
        HOUSE,
        _launch_url,
        needs=("id", "school_id", "plugin_id", "course_id", "student_id"),
        text="Where the student goes on with the course; for the student alone.",
    )


@extend(Course)
class CourseLive:
    """What the vendor says of a course now."""

    modules: Plan[tuple[CourseModule, ...]] = live(
        HOUSE, _modules, needs=("school_id", "plugin_id", "external_id"), text="Parts of the course, in their order."
    )


@extend(Student)
class StudentLive:
    """What vendors say of a student now."""

    live_courses: Learning[tuple[LiveCourse, ...]] = live(
        HOUSE,
        _live_courses,
        needs=("id", "school_id"),
        text="E-courses taken and progress, asked of the vendors now; the mirror is `courseEnrollments`.",
        arguments=(("plugin", "String", "The id of the one plugin to ask."),),
    )


EXTENSIONS = (EnrollmentLive, CourseLive, StudentLive)
