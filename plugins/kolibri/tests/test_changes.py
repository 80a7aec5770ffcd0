"""What `changed_since` tells, from the beginning and after every kind of change."""

from collections.abc import Callable
from pathlib import Path

import pytest
from plugins.kolibri.tests.recorded_kolibri import CLASS_ID, USERS, RecordedKolibri, answering

from isuo_graph.sdk import (
    Call,
    Course,
    CourseProvider,
    CourseRecord,
    CursorExpired,
    Enrolment,
    EnrolmentState,
    Gone,
    Module,
    Progress,
    Unavailable,
)

Calls = Callable[[], Call]


async def drained(courses: CourseProvider, call: Calls, cursor: str | None, limit: int = 4) -> tuple[list[object], str]:
    """Follow the cursor to the end."""
    found: list[object] = []
    while True:
        changes = await courses.changed_since(call(), cursor, limit)
        assert len(changes.items) <= limit
        found += changes.items
        cursor = changes.cursor
        if not changes.has_more:
            return found, cursor


def of(kind: type[CourseRecord] | type[Gone], found: list[object]) -> list[object]:
    return [one for one in found if isinstance(one, kind)]


async def test_the_beginning_gives_everything_once(courses: CourseProvider, call: Calls) -> None:
    found, _ = await drained(courses, call, None)
    counts = [len(of(kind, found)) for kind in (Course, Module, Enrolment, Progress, Gone)]
    assert counts == [1, 8, 3, 3, 0]


async def test_the_end_gives_nothing_and_keeps_its_cursor(courses: CourseProvider, call: Calls) -> None:
    _, cursor = await drained(courses, call, None)
    assert await drained(courses, call, cursor) == ([], cursor)


async def test_progress_that_moved_is_told_alone(
    courses: CourseProvider, call: Calls, kolibri: RecordedKolibri
) -> None:
    _, cursor = await drained(courses, call, None)
    statuses = kolibri.summaries[CLASS_ID]["content_learner_status"]
    moved = next(one for one in statuses if one["learner_id"] == USERS["pw-aaaa0002"])
    moved["status"] = "Completed"
    [progress], _ = await drained(courses, call, cursor)
    assert isinstance(progress, Progress)
    assert progress.learner == "pw-aaaa0002"
    assert progress.fraction == pytest.approx(1 / 3)


async def test_who_left_the_class_comes_as_an_ended_enrolment(
    courses: CourseProvider, call: Calls, kolibri: RecordedKolibri
) -> None:
    _, cursor = await drained(courses, call, None)
    kolibri.members.discard((CLASS_ID, USERS["pw-aaaa0003"]))
    [ended], cursor = await drained(courses, call, cursor)
    assert isinstance(ended, Enrolment)
    assert (ended.learner, ended.state) == ("pw-aaaa0003", EnrolmentState.ENDED)
    assert (await drained(courses, call, cursor))[0] == []


async def test_who_comes_back_is_told_again(courses: CourseProvider, call: Calls, kolibri: RecordedKolibri) -> None:
    place = (CLASS_ID, USERS["pw-aaaa0003"])
    _, cursor = await drained(courses, call, None)
    kolibri.members.discard(place)
    _, cursor = await drained(courses, call, cursor)
    kolibri.members.add(place)
    found, _ = await drained(courses, call, cursor)
    assert [type(one) for one in found] == [Enrolment, Progress]


async def test_a_deleted_node_and_channel_leave_tombstones(
    courses: CourseProvider, call: Calls, kolibri: RecordedKolibri
) -> None:
    _, cursor = await drained(courses, call, None)
    kolibri.nodes[1].pop()
    [gone], cursor = await drained(courses, call, cursor)
    assert isinstance(gone, Gone)
    assert gone.kind == "Module"
    kolibri.channels.clear()
    found, _ = await drained(courses, call, cursor)
    assert {one.kind for one in found if isinstance(one, Gone)} == {"Course", "Module"}


async def test_an_old_cursor_is_answered_again_alike(courses: CourseProvider, call: Calls) -> None:
    first = await courses.changed_since(call(), None, 4)
    second = await courses.changed_since(call(), first.cursor, 4)
    assert await courses.changed_since(call(), first.cursor, 4) == second


async def test_a_lost_session_buries_nobody(courses: CourseProvider, call: Calls, kolibri: RecordedKolibri) -> None:
    _, cursor = await drained(courses, call, None)
    kolibri.lose_sessions()
    assert (await drained(courses, call, cursor))[0] == []


async def test_a_broken_class_fails_the_whole_and_buries_nobody(
    courses: CourseProvider, call: Calls, kolibri: RecordedKolibri
) -> None:
    _, cursor = await drained(courses, call, None)
    kolibri.faults["/coach/api/classsummary/"] = answering("", 500)
    with pytest.raises(Unavailable):
        await courses.changed_since(call(), cursor)
    kolibri.faults.clear()
    assert (await drained(courses, call, cursor))[0] == []


@pytest.mark.parametrize("change", ["{epoch}.999", "0123456789abcdef.1", "nonsense", "{epoch}.-1", ""])
async def test_a_foreign_or_future_cursor_has_expired(change: str, courses: CourseProvider, call: Calls) -> None:
    _, cursor = await drained(courses, call, None)
    with pytest.raises(CursorExpired):
        await courses.changed_since(call(), change.format(epoch=cursor.partition(".")[0]))


async def test_a_broken_ledger_begins_anew(courses: CourseProvider, call: Calls, tmp_path: Path) -> None:
    _, cursor = await drained(courses, call, None)
    (tmp_path / "plugin" / "kolibri-changes.sqlite3").write_bytes(b"no database" * 100)
    with pytest.raises(CursorExpired):
        await courses.changed_since(call(), cursor)
    assert len((await drained(courses, call, None))[0]) == 15


async def test_the_ledger_keeps_no_name(courses: CourseProvider, call: Calls, tmp_path: Path) -> None:
    await drained(courses, call, None)
    stored = (tmp_path / "plugin" / "kolibri-changes.sqlite3").read_bytes()
    assert "Айбек".encode() not in stored
    assert b"20101200000000" not in stored
