"""The Kolibri plugin against a real Kolibri 0.19.5, filled over its own REST API."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx
import pytest
from tests.live.seed_kolibri import LearnerSeed, add_learner, signed_in, write_progress

from isuo_graph.sdk import (
    Call,
    Context,
    CourseKey,
    CourseProvider,
    Deadline,
    Enrolment,
    EnrolmentState,
    Learner,
    Link,
    Locale,
    Module,
    ModuleKind,
    PageRequest,
    Progress,
    Unauthorized,
)
from isuo_kolibri import KolibriPlugin

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.live.kolibri_server import KolibriServer
    from tests.live.seed_kolibri import SeededClass

pytestmark = pytest.mark.live

AHEAD, BEHIND, IDLE = (Learner(f"pw-live-000{number}", class_code="7 а") for number in (1, 2, 3))


@pytest.fixture
async def courses(kolibri: KolibriServer, seeded_class: SeededClass, tmp_path: Path) -> AsyncIterator[CourseProvider]:
    plugin = KolibriPlugin()
    config = {"base_url": kolibri.base_url, "username": kolibri.username, "password": kolibri.password}
    providers = await plugin.open(config, Context(school="school-1", folder=tmp_path))
    assert providers.courses is not None
    yield providers.courses
    await plugin.close()


@pytest.fixture
async def newcomer(kolibri: KolibriServer, seeded_class: SeededClass) -> Learner:
    """Make one learner who is in no class, once; later tests find the account there."""
    seed = LearnerSeed("pw-live-0009", "meerim", "Мээрим Асанова")
    add_learner(kolibri, seeded_class.facility_id, seed)
    return Learner(seed.id_number, class_code="7А")


async def test_the_test_channel_is_a_course(courses: CourseProvider, seeded_class: SeededClass) -> None:
    page = await courses.catalogue(call(), PageRequest())
    assert [(course.id, course.title) for course in page.items] == [(seeded_class.channel_id, "testing")]


async def test_the_content_tree_has_its_leaves_under_their_folders(
    courses: CourseProvider, seeded_class: SeededClass
) -> None:
    [modules] = await courses.modules(call(), [seeded_class.channel_id])
    assert isinstance(modules, tuple)
    by_title: dict[str, Module] = {module.title: module for module in modules}
    assert by_title["c2c2"].parent_id == by_title["c2"].id
    assert (by_title["c1"].kind, by_title["c2c1"].kind) == (ModuleKind.VIDEO, ModuleKind.EXERCISE)


async def test_learners_of_the_class_are_enrolled_in_what_its_lesson_gives(
    courses: CourseProvider, seeded_class: SeededClass
) -> None:
    found = await courses.enrolments(call(), [AHEAD, Learner("pw-live-unknown"), IDLE])
    assert list(found) == [
        (Enrolment(learner=AHEAD.pseudonym, course_id=seeded_class.channel_id),),
        None,
        (Enrolment(learner=IDLE.pseudonym, course_id=seeded_class.channel_id),),
    ]


async def test_a_whole_class_has_its_progress_in_one_call(courses: CourseProvider, seeded_class: SeededClass) -> None:
    found = await courses.progress(call(), [CourseKey(one, seeded_class.channel_id) for one in (AHEAD, BEHIND, IDLE)])
    parts = [[part.fraction for part in one.modules] for one in found if isinstance(one, Progress)]
    assert parts == [[1.0, None, 0.0], [None, 0.0, 0.0], [0.0, 0.0, 0.0]]
    assert [one.fraction for one in found if isinstance(one, Progress)] == [pytest.approx(1 / 3), 0.0, 0.0]


async def test_progress_moves_when_a_learner_works(
    courses: CourseProvider, kolibri: KolibriServer, seeded_class: SeededClass, newcomer: Learner
) -> None:
    key = CourseKey(newcomer, seeded_class.channel_id)
    await courses.enrol(call(), [key])
    worker = LearnerSeed(newcomer.pseudonym, "meerim", "Мээрим Асанова", {"c2c3": 1.0})
    await asyncio.to_thread(write_progress, kolibri, worker, seeded_class.lesson_id, seeded_class.resources)
    [found] = await courses.progress(call(), [key])
    await courses.unenrol(call(), [key])
    assert isinstance(found, Progress)
    assert found.fraction == pytest.approx(1 / 3)


async def test_the_launch_link_leads_to_the_resource(courses: CourseProvider, seeded_class: SeededClass) -> None:
    video = seeded_class.resources[0].node_id
    [link] = await courses.launch(call(), [CourseKey(AHEAD, seeded_class.channel_id, video)])
    assert isinstance(link, Link)
    async with httpx.AsyncClient() as browser:
        answer = await browser.get(link.url)
    assert answer.headers["location"].endswith(f"/learn/#/topics/c/{video}")


async def test_enrolling_and_ending_it_show_in_kolibri(
    courses: CourseProvider, seeded_class: SeededClass, newcomer: Learner
) -> None:
    key = CourseKey(newcomer, seeded_class.channel_id)
    [begun] = await courses.enrol(call(), [key])
    [ended] = await courses.unenrol(call(), [key])
    assert [getattr(one, "state", None) for one in (begun, ended)] == [EnrolmentState.ACTIVE, EnrolmentState.ENDED]
    assert list(await courses.enrolments(call(), [newcomer])) == [()]


async def test_changes_are_told_once(courses: CourseProvider, seeded_class: SeededClass, newcomer: Learner) -> None:
    first = await courses.changed_since(call(), None, 1000)
    assert (await courses.changed_since(call(), first.cursor)).items == ()
    key = CourseKey(newcomer, seeded_class.channel_id)
    await courses.enrol(call(), [key])
    second = await courses.changed_since(call(), first.cursor)
    await courses.unenrol(call(), [key])
    assert [type(one) for one in second.items] == [Enrolment, Progress]


async def test_a_session_that_kolibri_ended_is_renewed(
    courses: CourseProvider, kolibri: KolibriServer, seeded_class: SeededClass
) -> None:
    key = CourseKey(AHEAD, seeded_class.channel_id)
    before = await courses.progress(call(), [key])
    await asyncio.to_thread(end_all_sessions, kolibri)
    assert list(await courses.progress(call(), [key])) == list(before)


async def test_a_wrong_password_is_unauthorized(kolibri: KolibriServer, tmp_path: Path) -> None:
    plugin = KolibriPlugin()
    config = {"base_url": kolibri.base_url, "username": kolibri.username, "password": "another"}
    with pytest.raises(Unauthorized):
        await plugin.open(config, Context(school="school-1", folder=tmp_path))
    await plugin.close()


def call() -> Call:
    return Call(school="school-1", locale=Locale.KY, deadline=Deadline.after(20))


def end_all_sessions(kolibri: KolibriServer) -> None:
    """End the superuser's sessions as Django does it, by a changed password (the same again); a witness proves it."""
    with (
        signed_in(kolibri, kolibri.username, kolibri.password) as witness,
        signed_in(kolibri, kolibri.username, kolibri.password) as client,
    ):
        own = client.put("/api/auth/session/current/", json={}).json()["user_id"]
        client.patch(f"/api/auth/facilityuser/{own}/", json={"password": kolibri.password}).raise_for_status()
        assert witness.put("/api/auth/session/current/", json={}).json()["user_id"] is None
