"""Enrolling by the place in a class, and ending it, without costing anybody another course."""

from collections.abc import Callable
from copy import deepcopy

from plugins.kolibri.tests.recorded_kolibri import CHANNEL_ID, CLASS_ID, USERS, RecordedKolibri, answering
from starlette.requests import Request
from starlette.responses import Response

from isuo_graph.sdk import (
    Answers,
    Call,
    CourseKey,
    CourseProvider,
    Enrolment,
    EnrolmentState,
    Failed,
    FailureCode,
    Learner,
)

Calls = Callable[[], Call]
OTHER_CHANNEL = "d" * 32


def states(found: Answers[Enrolment]) -> list[EnrolmentState | FailureCode | None]:
    return [state(one) for one in found]


def state(answer: Enrolment | Failed | None) -> EnrolmentState | FailureCode | None:
    if answer is None:
        return None
    return answer.state if isinstance(answer, Enrolment) else answer.code


async def test_a_learner_is_put_into_the_class_of_their_code(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    found = await courses.enrol(call(), [CourseKey(learners["outside"], CHANNEL_ID)])
    assert list(found) == [Enrolment(learner="pw-aaaa0004", course_id=CHANNEL_ID)]
    assert (CLASS_ID, USERS["pw-aaaa0004"]) in kolibri.members


async def test_who_is_enrolled_stays_so_and_nothing_is_written(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    assert states(await courses.enrol(call(), [CourseKey(learners["ahead"], CHANNEL_ID)])) == [EnrolmentState.ACTIVE]
    assert kolibri.count("POST", "/api/auth/membership/") == 0


async def test_enrolling_twice_gives_the_same(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner]
) -> None:
    keys = [CourseKey(learners["outside"], CHANNEL_ID)]
    assert list(await courses.enrol(call(), keys)) == list(await courses.enrol(call(), keys))


async def test_a_batch_is_answered_in_the_order_of_its_keys(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner]
) -> None:
    people = [Learner("pw-nobody"), learners["outside"], Learner("pw-aaaa0003", class_code="9-Б"), learners["behind"]]
    found = await courses.enrol(call(), [CourseKey(one, CHANNEL_ID) for one in people])
    assert states(found) == [None, EnrolmentState.ACTIVE, EnrolmentState.ACTIVE, EnrolmentState.ACTIVE]


async def test_a_class_code_that_kolibri_does_not_know_is_a_conflict(
    courses: CourseProvider, call: Calls, kolibri: RecordedKolibri
) -> None:
    stranger = Learner("pw-aaaa0004", class_code="9-Б")
    assert states(await courses.enrol(call(), [CourseKey(stranger, CHANNEL_ID)])) == [FailureCode.CONFLICT]


async def test_two_classes_of_one_name_are_a_conflict(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    kolibri.classrooms = [{**classroom, "name": "7-А"} for classroom in kolibri.classrooms]
    found = await courses.enrol(call(), [CourseKey(learners["outside"], CHANNEL_ID)])
    assert states(found) == [FailureCode.CONFLICT]


async def test_a_class_that_no_lesson_gives_the_course_to_is_a_conflict(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    kolibri.summaries[CLASS_ID]["lessons"][0]["active"] = False
    found = await courses.enrol(call(), [CourseKey(learners["outside"], CHANNEL_ID)])
    assert states(found) == [FailureCode.CONFLICT]
    assert kolibri.count("POST", "/api/auth/membership/") == 0


async def test_a_refused_write_is_told_for_its_learners(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    async def only_reads(request: Request) -> Response:
        answer = kolibri.memberships if request.method == "GET" else answering("[]", 400)
        return await answer(request)

    kolibri.faults["/api/auth/membership/"] = only_reads
    people = [learners["ahead"], learners["outside"]]
    found = await courses.enrol(call(), [CourseKey(one, CHANNEL_ID) for one in people])
    assert states(found) == [EnrolmentState.ACTIVE, FailureCode.UNAVAILABLE]


async def test_unenrolling_takes_the_learner_out_of_the_class(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    [ended] = await courses.unenrol(call(), [CourseKey(learners["ahead"], CHANNEL_ID)])
    assert isinstance(ended, Enrolment)
    assert ended.state is EnrolmentState.ENDED
    assert (CLASS_ID, USERS["pw-aaaa0001"]) not in kolibri.members


async def test_unenrolling_who_is_not_enrolled_is_none(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner]
) -> None:
    assert list(await courses.unenrol(call(), [CourseKey(learners["outside"], CHANNEL_ID)])) == [None]


async def test_unenrolling_does_not_cost_another_course(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    give_another_course(kolibri)
    found = await courses.unenrol(call(), [CourseKey(learners["ahead"], CHANNEL_ID)])
    assert states(found) == [FailureCode.CONFLICT]
    assert (CLASS_ID, USERS["pw-aaaa0001"]) in kolibri.members


async def test_both_courses_of_a_class_can_end_together(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    give_another_course(kolibri)
    keys = [CourseKey(learners["ahead"], course_id) for course_id in (CHANNEL_ID, OTHER_CHANNEL)]
    assert states(await courses.unenrol(call(), keys)) == [EnrolmentState.ENDED, EnrolmentState.ENDED]


async def test_a_failed_answer_names_nobody(courses: CourseProvider, call: Calls, kolibri: RecordedKolibri) -> None:
    [failed] = await courses.enrol(call(), [CourseKey(Learner("pw-aaaa0004", class_code="9-Б"), CHANNEL_ID)])
    assert isinstance(failed, Failed)
    assert "pw-aaaa0004" not in failed.message


def give_another_course(kolibri: RecordedKolibri) -> None:
    lesson = deepcopy(kolibri.summaries[CLASS_ID]["lessons"][0])
    for resource in lesson["resources"]:
        resource["channel_id"] = OTHER_CHANNEL
    kolibri.summaries[CLASS_ID]["lessons"].append({**lesson, "id": "e" * 32})
