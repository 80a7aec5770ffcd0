"""Mirroring a vendor: by its own ids, newest last, tombstones kept, never into another school."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from sqlmodel.ext.asyncio.session import AsyncSession
from tests.conftest import MOMENT
from tests.rooms.classroom import Classroom, new_id

from isuo_graph.kit.text import search_key
from isuo_graph.rooms.learning import linking, snapshots, storing, tables
from isuo_graph.rooms.learning.snapshots import Gone, Source

LATER, EARLIER = MOMENT + timedelta(hours=1), MOMENT - timedelta(hours=1)


def vendor(room: Classroom, plugin_id: str = "kolibri") -> Source:
    return Source(room.school_id, plugin_id, MOMENT, new_id)


def course(room: Classroom, external_id: str) -> snapshots.CourseSnapshot:
    return snapshots.CourseSnapshot(
        external_id=external_id, title="Өсүмдүктөр", subject_id=room.algebra_id, grades=(5, 7, 6)
    )


async def stored_courses(room: Classroom, source: Source, *courses: snapshots.CourseSnapshot) -> None:
    async with AsyncSession(room.store.write.engine) as session:
        await storing.store_courses(session, source, courses)
        await session.commit()


async def taken(room: Classroom, source: Source, *takings: snapshots.TakingSnapshot) -> snapshots.Stored:
    async with AsyncSession(room.store.write.engine) as session:
        stored = await storing.store_enrollments(session, source, takings)
        await session.commit()
    return stored


async def test_a_course_is_stored_with_its_keys_and_grades(room: Classroom) -> None:
    await stored_courses(room, vendor(room), course(room, "c1"))
    (row,) = await room.rows(tables.Course, external_id="c1")
    assert (row.title_search, row.grade_from, row.grade_to, row.as_of) == (search_key("Өсүмдүктөр"), 5, 7, MOMENT)


async def test_a_course_seen_again_keeps_its_id(room: Classroom) -> None:
    await stored_courses(room, vendor(room), course(room, "c2"))
    (before,) = await room.rows(tables.Course, external_id="c2")
    await stored_courses(room, replace(vendor(room), as_of=LATER), replace(course(room, "c2"), title="Жаңы"))
    (after,) = await room.rows(tables.Course, external_id="c2")
    assert (after.id, after.title) == (before.id, "Жаңы")


async def test_an_older_snapshot_changes_nothing(room: Classroom) -> None:
    await stored_courses(room, vendor(room), course(room, "c3"))
    await stored_courses(room, replace(vendor(room), as_of=EARLIER), replace(course(room, "c3"), title="Эски"))
    (row,) = await room.rows(tables.Course, external_id="c3")
    assert (row.title, row.as_of) == ("Өсүмдүктөр", MOMENT)


async def test_two_plugins_may_use_the_same_id(room: Classroom) -> None:
    await stored_courses(room, vendor(room), course(room, "c4"))
    await stored_courses(room, vendor(room, "moodle"), course(room, "c4"))
    assert [row.plugin_id for row in await room.rows(tables.Course, external_id="c4")] == ["kolibri", "moodle"]


async def test_a_tombstone_keeps_the_row_until_it_comes_back(room: Classroom) -> None:
    await stored_courses(room, vendor(room), course(room, "c5"))
    async with AsyncSession(room.store.write.engine) as session:
        await storing.store_courses(session, vendor(room), (), (Gone("c5", LATER),))
        await session.commit()
    (gone,) = await room.rows(tables.Course, external_id="c5")
    await stored_courses(room, replace(vendor(room), as_of=LATER), course(room, "c5"))
    (back,) = await room.rows(tables.Course, external_id="c5")
    assert (gone.gone_at, back.gone_at) == (LATER, None)


async def test_an_older_tombstone_buries_nothing(room: Classroom) -> None:
    await stored_courses(room, vendor(room), course(room, "c6"))
    async with AsyncSession(room.store.write.engine) as session:
        await storing.store_courses(session, vendor(room), (), (Gone("c6", EARLIER),))
        await session.commit()
    (row,) = await room.rows(tables.Course, external_id="c6")
    assert row.gone_at is None


async def test_progress_is_tied_to_the_load_of_the_subject(room: Classroom) -> None:
    await stored_courses(room, vendor(room), course(room, "c7"))
    student_id = await room.student(room.class_id)
    taking = snapshots.TakingSnapshot(course="c7", student_id=student_id, progress_percent=Decimal("62.5"))
    await taken(room, vendor(room), taking)
    (row,) = await room.rows(tables.CourseEnrollment, student_id=student_id)
    assert (row.load_id, row.progress_percent, row.state) == (room.load_id, Decimal("62.5"), "ACTIVE")


async def test_progress_stored_again_is_one_row(room: Classroom) -> None:
    await stored_courses(room, vendor(room), course(room, "c8"))
    taking = snapshots.TakingSnapshot(course="c8", student_id=await room.student(room.class_id))
    for percent in (10, 20):
        await taken(room, vendor(room), replace(taking, progress_percent=Decimal(percent)))
    (row,) = await room.rows(tables.CourseEnrollment, student_id=taking.student_id)
    assert row.progress_percent == Decimal(20)


async def test_progress_never_reaches_a_student_of_another_school(room: Classroom) -> None:
    await stored_courses(room, vendor(room), course(room, "c9"))
    stranger = await room.student(room.other_class_id, school_id=room.other_school_id)
    taking = snapshots.TakingSnapshot(course="c9", student_id=stranger)
    assert await taken(room, vendor(room), taking) == snapshots.Stored(0, (0,))


async def test_progress_in_an_unknown_course_is_left_out_by_its_place(room: Classroom) -> None:
    await stored_courses(room, vendor(room), course(room, "c10"))
    known = snapshots.TakingSnapshot(course="c10", student_id=await room.student(room.class_id))
    assert await taken(room, vendor(room), replace(known, course="?"), known) == snapshots.Stored(1, (0,))


async def test_an_attempt_of_the_vendors_is_stored_with_its_share(room: Classroom) -> None:
    student_id = await room.student(room.class_id)
    test = snapshots.TestSnapshot(external_id="t1", title="Тест", subject_id=room.algebra_id)
    attempt = snapshots.AttemptSnapshot(
        external_id="a1", test="t1", student_id=student_id, score=Decimal(7), max_score=Decimal(8)
    )
    async with AsyncSession(room.store.write.engine) as session:
        await storing.store_tests(session, vendor(room), (test,))
        await storing.store_attempts(session, vendor(room), (attempt,))
        await session.commit()
    (row,) = await room.rows(tables.TestAttempt, external_id="a1")
    assert (row.percent, row.load_id, row.scored_by) == (Decimal("87.5"), room.load_id, "PLUGIN")


async def test_a_material_is_stored_with_its_authors(room: Classroom) -> None:
    material = snapshots.MaterialSnapshot(external_id="m1", title="Китеп", authors=("Ө. Асанова", "Т. Маматов"))
    async with AsyncSession(room.store.write.engine) as session:
        await storing.store_materials(session, vendor(room), (material,))
        await session.commit()
    (row,) = await room.rows(tables.Material, external_id="m1")
    assert (row.authors, row.kind, row.keywords) == ("Ө. Асанова; Т. Маматов", "OTHER", None)


async def test_subjects_are_found_by_code_and_by_both_names(room: Classroom) -> None:
    async with AsyncSession(room.store.write.engine) as session:
        found = await linking.subject_ids(session, room.school_id)
    assert found[search_key("alg")] == room.algebra_id
