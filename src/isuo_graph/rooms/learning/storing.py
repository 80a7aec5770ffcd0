"""How the host stores what it mirrors: rows are written or renewed by the vendor's own id, alike on both databases.

An older snapshot never replaces a newer one, so batches may be replayed and may overtake one another. The caller owns
the transaction; nothing here commits.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table as CoreTable
from sqlalchemy import bindparam, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from isuo_graph.kit.clock import SCHOOL_ZONE
from isuo_graph.kit.text import search_key, sort_key
from isuo_graph.rooms.learning import linking, rules
from isuo_graph.rooms.learning.snapshots import (
    AttemptSnapshot,
    CourseSnapshot,
    Gone,
    MaterialSnapshot,
    Source,
    Stored,
    TakingSnapshot,
    TestSnapshot,
)
from isuo_graph.rooms.learning.tables import (
    EXTERNAL_SIZE,
    TITLE_SIZE,
    Course,
    CourseEnrollment,
    Material,
    ScoredBy,
    Test,
    TestAttempt,
)
from isuo_graph.rooms.people.tables import Student
from isuo_graph.store.columns import Table

Row = dict[str, Any]
BY_VENDORS_ID = ("school_id", "plugin_id", "external_id")
BY_STUDENT = ("school_id", "course_id", "student_id")
NOBODY: tuple[Gone, ...] = ()


async def store_courses(
    session: AsyncSession, source: Source, courses: Sequence[CourseSnapshot], gone: Sequence[Gone] = NOBODY
) -> Stored:
    """Store a part of a vendor's catalogue of courses."""
    rows = [_catalogued(source, course) | {"url": course.url} for course in courses]
    await _upsert(session, Course, rows, BY_VENDORS_ID)
    await _bury(session, source, Course, gone)
    return Stored(len(rows))


async def store_tests(
    session: AsyncSession, source: Source, tests: Sequence[TestSnapshot], gone: Sequence[Gone] = NOBODY
) -> Stored:
    """Store a part of a vendor's bank of tests."""
    own = ("question_count", "max_score", "needs_teacher", "time_limit_s", "attempts_max", "opens_at", "closes_at")
    rows = [_catalogued(source, test) | {name: getattr(test, name) for name in own} for test in tests]
    await _upsert(session, Test, rows, BY_VENDORS_ID)
    await _bury(session, source, Test, gone)
    return Stored(len(rows))


async def store_materials(
    session: AsyncSession, source: Source, materials: Sequence[MaterialSnapshot], gone: Sequence[Gone] = NOBODY
) -> Stored:
    """Store a part of a repository of materials."""
    own = ("kind", "licence", "media_type", "size_bytes", "url")
    rows = [
        _catalogued(source, material)
        | {name: getattr(material, name) for name in own}
        | {"authors": _listed(material.authors), "keywords": _listed(material.keywords)}
        for material in materials
    ]
    await _upsert(session, Material, rows, BY_VENDORS_ID)
    await _bury(session, source, Material, gone)
    return Stored(len(rows))


async def store_enrollments(session: AsyncSession, source: Source, takings: Sequence[TakingSnapshot]) -> Stored:
    """Store who takes which course and how far they are. Courses come first; an unknown course leaves its rows out."""
    courses = await _known(session, source, Course, {one.course for one in takings})
    students = await _students(session, source, {one.student_id for one in takings})
    loads = await _loads(session, source, courses, students)
    own = ("student_id", "state", "progress_percent", "time_spent_s", "enrolled_at", "completed_at", "last_active_at")
    rows: list[Row] = []
    left_out: list[int] = []
    for place, one in enumerate(takings):
        course = courses.get(one.course)
        if course is None or one.student_id not in students:
            left_out.append(place)
            continue
        linked = {"course_id": course[0], "load_id": loads.get((one.student_id, course[1] or 0))}
        rows.append(_from(source) | linked | {name: getattr(one, name) for name in own})
    await _upsert(session, CourseEnrollment, rows, BY_STUDENT)
    return Stored(len(rows), tuple(left_out))


async def store_attempts(
    session: AsyncSession, source: Source, attempts: Sequence[AttemptSnapshot], gone: Sequence[Gone] = NOBODY
) -> Stored:
    """Store attempts that the vendor keeps. Tests come first; an unknown test leaves its rows out."""
    tests = await _known(session, source, Test, {one.test for one in attempts})
    students = await _students(session, source, {one.student_id for one in attempts})
    loads = await _loads(session, source, tests, students)
    own = ("external_id", "student_id", "number", "state", "started_at", "submitted_at", "scored_at")
    scores = ("score", "max_score", "needs_teacher")
    rows: list[Row] = []
    left_out: list[int] = []
    for place, one in enumerate(attempts):
        test = tests.get(one.test)
        if test is None or one.student_id not in students:
            left_out.append(place)
            continue
        linked = {"test_id": test[0], "load_id": loads.get((one.student_id, test[1] or 0))}
        percent = None if one.needs_teacher else rules.percent(one.score, one.max_score)
        judged = {"percent": percent, "scored_by": None if one.score is None else ScoredBy.PLUGIN}
        rows.append(_from(source) | linked | judged | {name: getattr(one, name) for name in (*own, *scores)})
    await _upsert(session, TestAttempt, [row | {"version": 1} for row in rows], BY_VENDORS_ID)
    await _bury(session, source, TestAttempt, gone)
    return Stored(len(rows), tuple(left_out))


def _from(source: Source) -> Row:
    """Begin a row: a new id (dropped where the row exists), whose it is, as of when, and not gone."""
    return {
        "id": source.new_id(),
        "school_id": source.school_id,
        "plugin_id": source.plugin_id,
        "as_of": source.as_of,
        "gone_at": None,
    }


def _catalogued(source: Source, one: CourseSnapshot | TestSnapshot | MaterialSnapshot) -> Row:
    """Give what courses, tests and materials have in common."""
    grade_from, grade_to = rules.grades(one.grades)
    own = ("external_id", "description", "language", "subject_id", "subject_name", "changed_at")
    title = one.title[:TITLE_SIZE]
    return _from(source) | {
        "title": title,
        "title_sort": sort_key(title),
        "title_search": search_key(title),
        "grade_from": grade_from,
        "grade_to": grade_to,
        **{name: getattr(one, name) for name in own},
    }


def _listed(names: Sequence[str]) -> str | None:
    return "; ".join(names) or None


async def _known(
    session: AsyncSession, source: Source, table: type[Course | Test], external_ids: Collection[str]
) -> Mapping[str, tuple[int, int | None]]:
    """Give our id and the mapped subject of courses or tests, by the vendor's id."""
    found = select(table.external_id, table.id, table.subject_id).where(
        table.school_id == source.school_id,
        table.plugin_id == source.plugin_id,
        col(table.external_id).in_(external_ids),
    )
    return {external_id: (own_id, subject_id) for external_id, own_id, subject_id in (await session.exec(found)).all()}


async def _students(session: AsyncSession, source: Source, student_ids: Collection[int]) -> frozenset[int]:
    """Give those of the students who are this school's: a vendor's answer never reaches another school."""
    own = select(Student.id).where(Student.school_id == source.school_id, col(Student.id).in_(student_ids))
    return frozenset((await session.exec(own)).all())


async def _loads(
    session: AsyncSession,
    source: Source,
    things: Mapping[str, tuple[int, int | None]],
    student_ids: Collection[int],
) -> Mapping[tuple[int, int], int]:
    subjects = {subject_id for _, subject_id in things.values() if subject_id is not None}
    if not subjects or not student_ids:
        return {}
    on = source.as_of.astimezone(SCHOOL_ZONE).date()
    return await linking.load_ids(session, source.school_id, subjects, student_ids, on)


async def _upsert(session: AsyncSession, table: type[Table], rows: Sequence[Row], key: tuple[str, ...]) -> None:
    """Write rows, or renew those that have the same key and are not newer.

    INSERT INTO course (…) VALUES (…) ON CONFLICT (school_id, plugin_id, external_id)
    DO UPDATE SET title = excluded.title, … WHERE course.as_of <= excluded.as_of
    """
    if not rows:
        return
    core: CoreTable = table.__table__  # type: ignore[attr-defined] # SQLModel makes it
    is_postgres = session.get_bind().dialect.name == "postgresql"
    write = (postgresql if is_postgres else sqlite).insert(core)
    renewed = {name: write.excluded[name] for name in rows[0] if name not in {"id", "version", *key}}
    statement = write.on_conflict_do_update(
        index_elements=list(key), set_=renewed, where=core.c.as_of <= write.excluded.as_of
    )
    connection = await session.connection()
    await connection.execute(statement, list(rows))


async def _bury(session: AsyncSession, source: Source, table: type[Table], gone: Sequence[Gone]) -> None:
    """Put tombstones; what the vendor showed after the moment of the tombstone stays."""
    if not gone:
        return
    core: CoreTable = table.__table__  # type: ignore[attr-defined] # SQLModel makes it
    statement = (
        update(core)
        .where(core.c.school_id == source.school_id, core.c.plugin_id == source.plugin_id)
        .where(
            core.c.external_id == bindparam("gone_id"),
            core.c.as_of <= bindparam("gone_moment", type_=core.c.as_of.type),
        )
        .values(gone_at=bindparam("gone_moment", type_=core.c.as_of.type))
    )
    connection = await session.connection()
    await connection.execute(statement, [_tombstone(one) for one in gone])


def _tombstone(one: Gone) -> dict[str, str | datetime]:
    return {"gone_id": one.external_id[:EXTERNAL_SIZE], "gone_moment": one.at}
