"""Turns records of the contract into snapshots of the learning room, and stores one part of them in a session.

Drops what may not come in: people who have not consented, fields that were not declared, texts longer than a column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlsplit

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from isuo_graph import sdk
from isuo_graph.host.ceiling import Ceiling
from isuo_graph.kit.text import search_key
from isuo_graph.rooms.learning import linking, storing, tables
from isuo_graph.rooms.learning.snapshots import (
    AttemptSnapshot,
    CourseSnapshot,
    Gone,
    MaterialSnapshot,
    Source,
    TakingSnapshot,
    TestSnapshot,
)
from isuo_graph.rooms.learning.tables import AttemptState, MaterialKind, TakingState

HUNDRED: Final = Decimal(100)
_ATTEMPTS: Final = {
    sdk.AttemptState.IN_PROGRESS: AttemptState.IN_PROGRESS,
    sdk.AttemptState.SUBMITTED: AttemptState.SUBMITTED,
    sdk.AttemptState.GRADED: AttemptState.SCORED,
    sdk.AttemptState.ABANDONED: AttemptState.ABANDONED,
}


@dataclass(frozen=True)
class Part:
    """One part of what a vendor sent: whose it is, what may pass, and who its pseudonyms are."""

    source: Source
    ceiling: Ceiling
    students: Mapping[str, int]
    items: Sequence[Any]

    def of(self, kind: type) -> list[Any]:
        """Give the records of a class that may come in, lowered to what was declared; the last of an id wins."""
        return [self.ceiling.lowered(one) for one in self.items if type(one) is kind and self.ceiling.admits(one)]

    def gone(self, kind: type) -> list[Gone]:
        """Give the tombstones of a class."""
        return [Gone(one.id, one.at) for one in self.items if type(one) is sdk.Gone and one.kind == kind.__name__]

    @property
    def unheard(self) -> int:
        """How many records speak of somebody who has not consented, or is not known."""
        return sum(getattr(one, "learner", None) not in {None, *self.students} for one in self.items)


async def store(session: AsyncSession, part: Part) -> int:
    """Store a part; gives how many rows were written. The caller owns the transaction."""
    subjects = await linking.subject_ids(session, part.source.school_id)
    stored = [
        await storing.store_courses(
            session, part.source, [_course(one, subjects) for one in part.of(sdk.Course)], part.gone(sdk.Course)
        ),
        await storing.store_tests(
            session, part.source, [_test(one, subjects) for one in part.of(sdk.Test)], part.gone(sdk.Test)
        ),
        await storing.store_materials(
            session, part.source, [_material(one, subjects) for one in part.of(sdk.Material)], part.gone(sdk.Material)
        ),
        await storing.store_enrollments(session, part.source, await _takings(session, part)),
        await storing.store_attempts(
            session, part.source, await _attempts(session, part), part.gone(sdk.Attempt)
        ),
    ]  # fmt: skip
    return sum(one.written for one in stored)


async def _takings(session: AsyncSession, part: Part) -> list[TakingSnapshot]:
    """Join enrolments and progress onto what is already kept: either may come without the other."""
    enrolments = [one for one in part.of(sdk.Enrolment) if one.learner in part.students]
    progress = [one for one in part.of(sdk.Progress) if one.learner in part.students]
    pairs = {(one.course_id, part.students[one.learner]) for one in (*enrolments, *progress)}
    found = await _kept_takings(session, part.source, pairs)
    for one in enrolments:
        key = (one.course_id, part.students[one.learner])
        ended = {"completed_at": one.ended_at} if one.state is sdk.EnrolmentState.COMPLETED else {}
        found[key] = replace(found[key], state=TakingState(one.state.name), enrolled_at=one.enrolled_at, **ended)
    for one in progress:
        key = (one.course_id, part.students[one.learner])
        found[key] = _with_progress(found[key], one)
    return list(found.values())


def _with_progress(taking: TakingSnapshot, one: sdk.Progress) -> TakingSnapshot:
    is_done = one.completed and taking.state is TakingState.ACTIVE
    return replace(
        taking,
        state=TakingState.COMPLETED if is_done else taking.state,
        progress_percent=Decimal(str(one.fraction)) * HUNDRED,
        time_spent_s=one.time_spent_s,
        last_active_at=one.last_active_at,
    )


async def _kept_takings(
    session: AsyncSession, source: Source, pairs: Iterable[tuple[str, int]]
) -> dict[tuple[str, int], TakingSnapshot]:
    """Give what is kept of these pairs of course and student, or an empty snapshot."""
    found = {pair: TakingSnapshot(course=pair[0], student_id=pair[1]) for pair in sorted(pairs)}
    if not found:
        return found
    taking, course = tables.CourseEnrollment, tables.Course
    kept = (
        select(course.external_id, taking)
        .join(taking, col(taking.course_id) == col(course.id))
        .where(course.school_id == source.school_id, course.plugin_id == source.plugin_id)
        .where(col(course.external_id).in_({one for one, _ in found}))
        .where(col(taking.student_id).in_({student for _, student in found}))
    )
    own = ("progress_percent", "time_spent_s", "enrolled_at", "completed_at", "last_active_at")
    for external_id, row in (await session.exec(kept)).all():
        if (key := (external_id, row.student_id)) in found:
            values: dict[str, Any] = {name: getattr(row, name) for name in own}
            found[key] = replace(found[key], state=TakingState(row.state), **values)
    return found


async def _attempts(session: AsyncSession, part: Part) -> list[AttemptSnapshot]:
    """Give attempts numbers in the order in which they become known; one that is known keeps its own."""
    attempts = [one for one in part.of(sdk.Attempt) if one.learner in part.students]
    numbers, last = await _numbers(session, part.source, {part.students[one.learner] for one in attempts})
    made: dict[str, AttemptSnapshot] = {}
    for one in sorted(attempts, key=lambda attempt: (attempt.started_at or attempt.updated_at, attempt.updated_at)):
        student_id = part.students[one.learner]
        if one.id not in numbers:
            last[one.test_id, student_id] = numbers[one.id] = last.get((one.test_id, student_id), 0) + 1
        made[one.id] = _attempt(one, student_id, numbers[one.id])
    return list(made.values())


async def _numbers(
    session: AsyncSession, source: Source, students: set[int]
) -> tuple[dict[str, int], dict[tuple[str, int], int]]:
    """Give the numbers of known attempts by the vendor's id, and the last number by test and student."""
    if not students:
        return {}, {}
    attempt, test = tables.TestAttempt, tables.Test
    own = (
        attempt.school_id == source.school_id,
        attempt.plugin_id == source.plugin_id,
        col(attempt.student_id).in_(students),
    )
    known = select(attempt.external_id, attempt.number).where(*own, col(attempt.external_id).is_not(None))
    last = (
        select(test.external_id, attempt.student_id, func.max(attempt.number))
        .join(test, col(test.id) == col(attempt.test_id))
        .where(*own)
        .group_by(col(test.external_id), col(attempt.student_id))
    )
    numbers = {str(external_id): number for external_id, number in (await session.exec(known)).all()}
    latest: Any = (await session.exec(last)).all()
    return numbers, {(external_id, student_id): number for external_id, student_id, number in latest}


def _attempt(one: sdk.Attempt, student_id: int, number: int) -> AttemptSnapshot:
    is_done = one.state in {sdk.AttemptState.SUBMITTED, sdk.AttemptState.GRADED}
    return AttemptSnapshot(
        external_id=one.id,
        test=one.test_id,
        student_id=student_id,
        number=number,
        state=_ATTEMPTS[one.state],
        started_at=one.started_at,
        submitted_at=one.finished_at if is_done else None,
        scored_at=one.updated_at if one.state is sdk.AttemptState.GRADED else None,
        score=_decimal(one.points),
        max_score=_decimal(one.max_points),
        needs_teacher=one.state is sdk.AttemptState.SUBMITTED,
    )


def _course(one: sdk.Course, subjects: Mapping[str, int]) -> CourseSnapshot:
    return CourseSnapshot(**_catalogued(one, subjects), url=_address(one.url))


def _test(one: sdk.Test, subjects: Mapping[str, int]) -> TestSnapshot:
    return TestSnapshot(
        **_catalogued(one, subjects),
        question_count=one.question_count,
        max_score=_decimal(one.max_points),
        needs_teacher=one.needs_manual_grading,
    )


def _material(one: sdk.Material, subjects: Mapping[str, int]) -> MaterialSnapshot:
    return MaterialSnapshot(
        **_catalogued(one, subjects),
        kind=MaterialKind(one.kind.name),
        authors=_short(one.authors),
        keywords=_short(one.keywords),
        licence=_cut(one.licence, tables.EXTERNAL_SIZE),
        media_type=_cut(one.media_type, tables.EXTERNAL_SIZE),
        size_bytes=one.size_bytes,
    )


def _catalogued(one: sdk.Course | sdk.Test | sdk.Material, subjects: Mapping[str, int]) -> dict[str, Any]:
    """Give what courses, tests and materials have in common; a subject is mapped by its name or code."""
    return {
        "external_id": one.id,
        "title": one.title,
        "description": one.description or None,
        "language": one.language if one.language and len(one.language) <= tables.LANGUAGE_SIZE else None,
        "subject_id": subjects.get(search_key(one.subject)) if one.subject else None,
        "subject_name": _cut(one.subject, tables.TITLE_SIZE),
        "grades": one.grades,
        "changed_at": one.updated_at,
    }


def _cut(text: str | None, size: int) -> str | None:
    return text[:size] if text else None


def _short(names: Sequence[str]) -> tuple[str, ...]:
    """Give as many names as fit into their column, joined."""
    kept: list[str] = []
    for name in names:
        if len("; ".join((*kept, name))) > tables.ADDRESS_SIZE:
            break
        kept.append(name)
    return tuple(kept)


def _address(url: str | None) -> str | None:
    """Give an address that a browser may be sent to; `javascript:` and the like are dropped."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return url if is_web and url is not None and len(url) <= tables.ADDRESS_SIZE else None


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))
