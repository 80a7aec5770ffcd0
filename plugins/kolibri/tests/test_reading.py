"""What the plugin reads out of Kolibri's recorded answers."""

from collections.abc import Callable

import pytest
from plugins.kolibri.tests.recorded_kolibri import CHANNEL_ID, CLASS_ID, RecordedKolibri, sample

from isuo_graph.sdk import (
    Call,
    CourseKey,
    CourseProvider,
    CursorExpired,
    Enrolment,
    EnrolmentState,
    Failed,
    FailureCode,
    Learner,
    Link,
    ModuleKind,
    PageRequest,
    Progress,
)

Calls = Callable[[], Call]
VIDEO, DOCUMENT, SOUND = (item["contentnode_id"] for item in sample("classsummary.json")["lessons"][0]["resources"])


async def test_a_channel_is_a_course(courses: CourseProvider, call: Calls) -> None:
    page = await courses.catalogue(call(), PageRequest())
    assert [(course.id, course.title, course.description) for course in page.items] == [
        (CHANNEL_ID, "testing", "test data")
    ]


async def test_the_catalogue_is_paged_by_cursor(courses: CourseProvider, call: Calls, kolibri: RecordedKolibri) -> None:
    kolibri.channels += [{**kolibri.channels[0], "id": digit * 32} for digit in "def"]
    first = await courses.catalogue(call(), PageRequest(first=3))
    second = await courses.catalogue(call(), PageRequest(first=3, after=first.next_cursor))
    assert [course.id[0] for course in first.items + second.items] == ["6", "d", "e", "f"]
    assert second.next_cursor is None


async def test_a_foreign_cursor_of_the_catalogue_has_expired(courses: CourseProvider, call: Calls) -> None:
    with pytest.raises(CursorExpired):
        await courses.catalogue(call(), PageRequest(after="nonsense"))


async def test_an_unknown_course_is_none_in_its_place(courses: CourseProvider, call: Calls) -> None:
    found = await courses.courses_by_id(call(), ["unknown", CHANNEL_ID])
    assert [course and getattr(course, "id", None) for course in found] == [None, CHANNEL_ID]


async def test_modules_come_from_all_pages_parents_first(courses: CourseProvider, call: Calls) -> None:
    [modules] = await courses.modules(call(), [CHANNEL_ID])
    assert isinstance(modules, tuple)
    titles = {module.id: module.title for module in modules}
    tree = [(module.title, titles.get(module.parent_id or "")) for module in modules]
    assert tree == [
        ("c1", None),
        ("copy", None),
        ("c2", None),
        ("c2c1", "c2"),
        ("c2c2", "c2"),
        ("c2c3", "c2"),
        ("c3c1", None),
        ("copy", None),
    ]


async def test_a_module_says_what_it_is_made_of(courses: CourseProvider, call: Calls) -> None:
    [modules] = await courses.modules(call(), [CHANNEL_ID])
    assert isinstance(modules, tuple)
    kinds = {module.id: module.kind for module in modules}
    assert [kinds[one] for one in (VIDEO, DOCUMENT, SOUND)] == [ModuleKind.VIDEO, ModuleKind.READING, ModuleKind.AUDIO]


async def test_modules_of_an_unknown_course_are_none(courses: CourseProvider, call: Calls) -> None:
    assert list(await courses.modules(call(), ["unknown"])) == [None]


async def test_a_learner_takes_the_course_that_a_lesson_gives(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner]
) -> None:
    found = await courses.enrolments(call(), [learners["ahead"]])
    assert list(found) == [(Enrolment(learner="pw-aaaa0001", course_id=CHANNEL_ID),)]


async def test_a_learner_without_a_class_has_no_courses(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner]
) -> None:
    assert list(await courses.enrolments(call(), [learners["outside"]])) == [()]


async def test_a_learner_without_an_account_is_none(courses: CourseProvider, call: Calls) -> None:
    assert list(await courses.enrolments(call(), [Learner("pw-nobody")])) == [None]


async def test_a_personal_number_in_kolibri_is_nobodys_key(courses: CourseProvider, call: Calls) -> None:
    assert list(await courses.enrolments(call(), [Learner("20101200000000")])) == [None]


async def test_progress_is_the_share_of_what_was_given(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner]
) -> None:
    keys = [CourseKey(learners[word], CHANNEL_ID) for word in ("ahead", "behind", "idle")]
    found = await courses.progress(call(), keys)
    assert [one.fraction for one in found if isinstance(one, Progress)] == [pytest.approx(1 / 3), 0.0, 0.0]


async def test_progress_by_module_gives_a_number_only_where_kolibri_knows_one(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner]
) -> None:
    [found] = await courses.progress(call(), [CourseKey(learners["ahead"], CHANNEL_ID)])
    assert isinstance(found, Progress)
    parts = {part.module_id: (part.completed, part.fraction) for part in found.modules}
    assert parts == {VIDEO: (True, 1.0), DOCUMENT: (False, None), SOUND: (False, 0.0)}


async def test_progress_at_a_module_shows_that_module(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner]
) -> None:
    [found] = await courses.progress(call(), [CourseKey(learners["ahead"], CHANNEL_ID, DOCUMENT)])
    assert isinstance(found, Progress)
    assert [part.module_id for part in found.modules] == [DOCUMENT]


async def test_progress_tells_the_time_spent_and_the_last_sign_of_life(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner]
) -> None:
    [found] = await courses.progress(call(), [CourseKey(learners["ahead"], CHANNEL_ID)])
    assert isinstance(found, Progress)
    assert found.time_spent_s == 60
    assert found.last_active_at is not None


async def test_progress_is_none_without_an_enrolment(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner]
) -> None:
    assert list(await courses.progress(call(), [CourseKey(learners["outside"], CHANNEL_ID)])) == [None]


async def test_a_whole_class_costs_one_question_about_progress(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    await courses.progress(call(), [CourseKey(learner, CHANNEL_ID) for learner in learners.values()])
    assert kolibri.count("GET", f"/coach/api/classsummary/{CLASS_ID}/") == 1
    assert kolibri.count("GET", "/api/auth/membership/") == 1


async def test_a_course_with_everything_done_is_completed(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    lesson = kolibri.summaries[CLASS_ID]["lessons"][0]
    lesson["resources"] = lesson["resources"][:1]
    [found] = await courses.enrolments(call(), [learners["ahead"]])
    assert isinstance(found, tuple)
    assert [one.state for one in found] == [EnrolmentState.COMPLETED]


async def test_two_accounts_with_one_id_number_are_a_conflict_for_that_learner_alone(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    owner = next(person for person in kolibri.people if person["id_number"] == "pw-aaaa0001")
    kolibri.people.append({**owner, "id": "f" * 32})
    doubled, single = await courses.enrolments(call(), [learners["ahead"], learners["behind"]])
    assert isinstance(doubled, Failed)
    assert doubled.code is FailureCode.CONFLICT
    assert isinstance(single, tuple)


async def test_the_launch_link_is_kolibris_own_permalink(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    keys = [CourseKey(learners["ahead"], CHANNEL_ID, module) for module in (None, VIDEO, "unknown")]
    root = kolibri.channels[0]["root"]
    assert list(await courses.launch(call(), keys)) == [
        Link(f"{kolibri.base_url}/viewcontent?node_id={root}"),
        Link(f"{kolibri.base_url}/viewcontent?node_id={VIDEO}"),
        None,
    ]


async def test_no_name_and_no_username_leaves_the_plugin(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    keys = [CourseKey(learner, CHANNEL_ID) for learner in learners.values()]
    told = f"{await courses.enrolments(call(), list(learners.values()))} {await courses.progress(call(), keys)}"
    assert not [
        one for one in kolibri.people if one["full_name"] in told or one["username"] in told or one["id"] in told
    ]
