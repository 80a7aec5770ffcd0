"""The mirror: courses, enrolments, progress, tests and attempts of those who consented, resumable, with tombstones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from tests.conftest import MOMENT
from tests.host import vendor
from tests.host.hosted import BOTH, Hosted

from isuo_graph import sdk
from isuo_graph.host.sync import SyncReport, sync_plugin, sync_school
from isuo_graph.host.tables import PluginSync
from isuo_graph.host.trouble import Trouble
from isuo_graph.rooms.learning import tables
from isuo_graph.sdk import Capability


async def synced(hosted: Hosted) -> SyncReport:
    return await sync_plugin(hosted.host, await hosted.running(), hosted.room.school_id)


async def first_pseudonym(hosted: Hosted) -> str:
    return (await hosted.pseudonyms())[hosted.students[0]]


async def learning(hosted: Hosted, *records: sdk.CourseRecord) -> None:
    hosted.mood.changes["courses"] = [[vendor.course("algebra"), *records]]


async def test_course_is_mirrored(hosted: Hosted) -> None:
    await learning(hosted)
    await synced(hosted)
    assert [(one.external_id, one.title, one.plugin_id) for one in await hosted.rows(tables.Course)] == [
        ("algebra", "Алгебра, 7-класс", "vendor")
    ]


async def test_progress_goes_to_the_student_behind_the_pseudonym(hosted: Hosted) -> None:
    await learning(hosted, vendor.progress(await first_pseudonym(hosted), "algebra"))
    await synced(hosted)
    (row,) = await hosted.rows(tables.CourseEnrollment)
    assert (row.student_id, row.progress_percent) == (hosted.students[0], 25)


async def test_progress_without_its_enrolment_keeps_when_the_student_began(hosted: Hosted) -> None:
    pseudonym = await first_pseudonym(hosted)
    hosted.mood.changes["courses"] = [
        [vendor.course("algebra"), *vendor.taken(pseudonym)],
        [vendor.progress(pseudonym, "algebra", 0.5)],
    ]
    await synced(hosted)
    (row,) = await hosted.rows(tables.CourseEnrollment)
    assert (row.enrolled_at, row.progress_percent) == (vendor.LONG_AGO, 50)


async def test_student_without_consent_is_left_out(hosted: Hosted) -> None:
    await learning(hosted, vendor.progress("z" * 26, "algebra"))
    report = await synced(hosted)
    assert await hosted.rows(tables.CourseEnrollment) == []
    assert report.readings[0].unheard == 1


async def test_student_who_consents_later_is_read_from_the_beginning(hosted: Hosted) -> None:
    await hosted.consent(hosted.students[2], *BOTH)
    pseudonym = (await hosted.pseudonyms())[hosted.students[2]]
    await hosted.withdraw(hosted.students[2])
    await learning(hosted, vendor.progress(pseudonym, "algebra"))
    await synced(hosted)
    await hosted.renew(hosted.students[2])
    await synced(hosted)
    assert [row.student_id for row in await hosted.rows(tables.CourseEnrollment)] == [hosted.students[2]]


async def test_undeclared_progress_is_dropped(hosted: Hosted) -> None:
    await learning(hosted, vendor.progress(await first_pseudonym(hosted), "algebra"))
    running = await hosted.running()
    lower = replace(running.ceiling, back=running.ceiling.back - {sdk.PersonalField.COURSE_PROGRESS})
    await sync_plugin(hosted.host, replace(running, ceiling=lower), hosted.room.school_id)
    assert await hosted.rows(tables.CourseEnrollment) == []


async def test_tombstone_buries_the_course(hosted: Hosted) -> None:
    gone = sdk.Gone("Course", "algebra", MOMENT + timedelta(minutes=1))
    hosted.mood.changes["courses"] = [[vendor.course("algebra")], [gone]]
    await synced(hosted)
    (row,) = await hosted.rows(tables.Course)
    assert row.gone_at == gone.at


async def test_attempt_of_the_vendors_is_mirrored_with_its_score(hosted: Hosted) -> None:
    attempt = sdk.Attempt(
        id="a1", learner=await first_pseudonym(hosted), test_id="t1", state=sdk.AttemptState.GRADED,
        updated_at=vendor.LONG_AGO, points=1.5, max_points=2.0,
    )  # fmt: skip
    hosted.mood.changes["tests"] = [[sdk.Test(id="t1", title="Тест", max_points=2.0), attempt]]
    await synced(hosted)
    (row,) = await hosted.rows(tables.TestAttempt)
    assert (row.student_id, row.score, row.percent, row.state) == (hosted.students[0], 1.5, 75, "SCORED")


async def test_next_reading_goes_on_where_the_last_one_stopped(hosted: Hosted) -> None:
    await learning(hosted)
    await synced(hosted)
    await synced(hosted)
    assert [cursor for cursor, _ in hosted.mood.asked("course_changes")] == [None, "1"]


async def test_reading_that_breaks_off_keeps_what_it_has(hosted: Hosted) -> None:
    hosted.mood.changes["courses"] = [[vendor.course("algebra")], [vendor.course("physics")]]

    async def once(call: sdk.Call, asked: Sequence[str]) -> object:
        if asked[0] == "1":
            raise sdk.Unauthorized("no more")
        return vendor.part(hosted.mood, "courses", asked[0])

    hosted.mood.tricks["course_changes"] = once
    report = await synced(hosted)
    assert report.readings[0].problem is Trouble.REFUSED
    hosted.mood.tricks.clear()
    await synced(hosted)
    assert [one.external_id for one in await hosted.rows(tables.Course)] == ["algebra", "physics"]


async def test_expired_cursor_begins_anew(hosted: Hosted) -> None:
    await learning(hosted)
    await synced(hosted)
    hosted.mood.expired.add("1")
    report = await synced(hosted)
    assert report.is_whole
    assert [cursor for cursor, _ in hosted.mood.asked("course_changes")] == [None, "1", None]


async def test_cursor_that_stands_still_stops_the_reading(hosted: Hosted) -> None:
    hosted.mood.tricks["course_changes"] = vendor.gives(lambda _: sdk.Changes((), "1", has_more=True))
    report = await synced(hosted)
    assert report.readings[0].problem is Trouble.MALFORMED


async def test_malformed_part_is_stored_nowhere(hosted: Hosted) -> None:
    hosted.mood.tricks["course_changes"] = vendor.gives(lambda _: sdk.Changes((vendor.course("algebra"), {}), "1"))
    await synced(hosted)
    assert await hosted.rows(tables.Course) == []


async def test_replayed_part_does_no_harm(hosted: Hosted) -> None:
    await learning(hosted, vendor.progress(await first_pseudonym(hosted), "algebra"))
    await synced(hosted)
    hosted.mood.expired.add("1")
    await synced(hosted)
    assert len(await hosted.rows(tables.CourseEnrollment)) == 1


async def test_status_tells_the_last_reading(hosted: Hosted) -> None:
    await learning(hosted)
    await sync_school(hosted.host, hosted.room.school_id)
    rows = {one.capability: one for one in await hosted.rows(PluginSync)}
    assert (rows[Capability.COURSES.name].as_of, rows[Capability.COURSES.name].problem) == (MOMENT, None)


async def test_mirror_and_live_come_in_one_answer(hosted: Hosted) -> None:
    await learning(hosted, vendor.progress(await first_pseudonym(hosted), "algebra"))
    hosted.mood.changes["tests"] = [[sdk.Test(id="t1", title="Тест", max_points=2.0)]]
    await synced(hosted)
    query = """query($id: ID!) { student(id: $id) { schoolClass { name } liveCourses { title }
        courseEnrollments { nodes { progressPercent liveProgress { percent } course { title modules { title kind } } } }
        testAttempts { nodes { score } } } }"""
    data, errors, _ = await hosted.ask(query, id=hosted.outside("stu", hosted.students[0]))
    assert not errors
    assert data["student"] == {
        "schoolClass": {"name": "5А"},
        "liveCourses": [{"title": "Алгебра, 7-класс"}],
        "courseEnrollments": {
            "nodes": [
                {
                    "progressPercent": 25,
                    "liveProgress": {"percent": 25.0},
                    "course": {"title": "Алгебра, 7-класс", "modules": [{"title": "Бөлүм", "kind": "LESSON"}]},
                }
            ]
        },
        "testAttempts": {"nodes": []},
    }


async def test_late_vendor_leaves_the_mirror(hosted: Hosted) -> None:
    await learning(hosted, vendor.progress(await first_pseudonym(hosted), "algebra"))
    await synced(hosted)
    hosted.mood.tricks["progress"] = vendor.hang
    query = "{ courseEnrollments { nodes { progressPercent asOf liveProgress { percent } } } }"
    data, errors, _ = await hosted.ask(query)
    (node,) = data["courseEnrollments"]["nodes"]
    assert (node["progressPercent"], node["liveProgress"]) == (25, None)
    assert errors[0].message == "The plugin “vendor” did not answer within 0.3 seconds; the other data are complete."
