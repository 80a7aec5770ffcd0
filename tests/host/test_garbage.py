"""What a vendor sends may be right by its types and wrong all the same; nothing of it breaks mirror or answers.

Reading never raises: either the record is kept within what a column holds, or the part counts as malformed.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from tests.host import vendor
from tests.host.hosted import Hosted

from isuo_graph import sdk
from isuo_graph.host.scoring import PluginScorer
from isuo_graph.host.sync import sync_plugin
from isuo_graph.host.trouble import Trouble
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.rooms.learning import tables
from isuo_graph.rooms.learning.rules import QuestionAnswer, Sheet

FAR = datetime.max.replace(tzinfo=timezone(timedelta(hours=-12)))
EARLY = datetime.min.replace(tzinfo=timezone(timedelta(hours=12)))


def made(kind: type[Any], **values: Any) -> Any:  # noqa: ANN401 - any record of the contract
    """Make a record past its own check, as a plugin that wants to can."""
    record = object.__new__(kind)
    for name, field in kind.__dataclass_fields__.items():
        object.__setattr__(record, name, values.get(name, field.default))
    return record


def course(**values: Any) -> sdk.Course:  # noqa: ANN401 - fields of the record
    found: sdk.Course = made(sdk.Course, **{"id": "algebra", "title": "Алгебра", "grades": (), **values})
    return found


def exam(**values: Any) -> sdk.Test:  # noqa: ANN401 - as above
    found: sdk.Test = made(sdk.Test, **{"id": "t1", "title": "Тест", "grades": (), **values})
    return found


COURSES = {
    "a title without end": course(title="ө" * 20_000),
    "an empty title": course(title=""),
    "a subject without end": course(subject="м" * 20_000),
    "grades beyond all schools": course(grades=(10**15, -(10**15))),
    "the end of time": course(updated_at=FAR),
    "the beginning of time": course(updated_at=EARLY),
    "a language without end": course(language="k" * 1000),
    "an address without end": course(url="https://vendor.example/" + "a" * 5000),
    "a script for an address": course(url="javascript:alert(1)"),
    "an id without end": course(id="a" * 10_000),
    "an id of blanks": course(id=" "),
}
TESTS = {
    "points without end": exam(max_points=1e300),
    "points below nothing": exam(max_points=-5.0),
    "points that are none": exam(max_points=float("nan")),
    "more questions than numbers": exam(question_count=2**62),
    "fewer questions than none": exam(question_count=-3),
}


async def read(hosted: Hosted) -> list[Trouble | None]:
    report = await sync_plugin(hosted.host, await hosted.running(), hosted.room.school_id)
    return [one.problem for one in report.readings]


@pytest.mark.parametrize("record", COURSES.values(), ids=COURSES.keys())
async def test_a_course_with_it_is_kept_or_refused(hosted: Hosted, record: sdk.Course) -> None:
    hosted.mood.changes["courses"] = [[record]]
    assert (await read(hosted))[0] in {None, Trouble.MALFORMED}
    query = "{ courses { nodes { title gradeFrom gradeTo changedAt url language } } }"
    data, errors = await hosted.plain(query, hosted.room.teacher)
    assert not errors
    assert all(len(one["title"]) <= tables.TITLE_SIZE for one in data["courses"]["nodes"])
    assert "javascript:" not in str(data)


@pytest.mark.parametrize("record", TESTS.values(), ids=TESTS.keys())
async def test_a_test_with_it_is_kept_or_refused(hosted: Hosted, record: sdk.Test) -> None:
    hosted.mood.changes["tests"] = [[record]]
    assert (await read(hosted))[1] in {None, Trouble.MALFORMED}
    data, errors = await hosted.plain("{ tests { nodes { maxScore questionCount } } }", hosted.room.teacher)
    assert not errors
    for one in data["tests"]["nodes"]:
        assert 0 <= one["maxScore"] < 10**12
        assert 0 <= one["questionCount"] < 2**31


@pytest.mark.parametrize(
    ("points", "max_points"), [(1e300, 1e300), (-1.0, 2.0), (5.0, 2.0), (float("inf"), 2.0), (1.0, 0.0)]
)
async def test_an_attempt_with_impossible_points_is_kept_or_refused(
    hosted: Hosted, points: float, max_points: float
) -> None:
    learner = (await hosted.pseudonyms())[hosted.students[0]]
    attempt = made(
        sdk.Attempt, id="a1", learner=learner, test_id="t1", state=sdk.AttemptState.GRADED,
        updated_at=vendor.LONG_AGO, points=points, max_points=max_points, questions=(),
    )  # fmt: skip
    hosted.mood.changes["tests"] = [[sdk.Test(id="t1", title="Тест", max_points=2.0), attempt]]
    assert (await read(hosted))[1] in {None, Trouble.MALFORMED}
    assert all(row.percent is None or 0 <= row.percent <= 100 for row in await hosted.rows(tables.TestAttempt))


async def test_attempts_that_change_places_do_not_stop_the_reading(hosted: Hosted) -> None:
    names = await hosted.pseudonyms()
    first, second = names[hosted.students[0]], names[hosted.students[1]]

    def attempt(name: str, learner: str, test_id: str, day: int) -> sdk.Attempt:
        at = datetime(2026, 9, day, tzinfo=UTC)
        return sdk.Attempt(id=name, learner=learner, test_id=test_id, state=sdk.AttemptState.GRADED, updated_at=at)

    both = [sdk.Test(id="t1", title="Бир"), sdk.Test(id="t2", title="Эки")]
    hosted.mood.changes["tests"] = [
        [*both, attempt("a1", first, "t1", 1), attempt("a2", first, "t2", 2), attempt("a3", second, "t1", 3)],
        [attempt("a1", first, "t2", 4), attempt("a3", first, "t1", 5)],
    ]
    assert (await read(hosted))[1] is None
    assert len(await hosted.rows(tables.TestAttempt)) == 3


@pytest.mark.parametrize(
    ("points", "max_points", "fraction"),
    [(1e300, 1e300, 1.0), (-1.0, 2.0, 0.0), (5.0, 2.0, 1.0), (float("nan"), 2.0, 0.5), (2.0, -2.0, 1.0)],
)
async def test_an_impossible_score_counts_as_no_answer(
    hosted: Hosted, points: float, max_points: float, fraction: float
) -> None:
    lie = made(
        sdk.ScoredAttempt, test_id="t1", questions=(), points=points, max_points=max_points, fraction=fraction,
        needs_manual_grading=False,
    )  # fmt: skip
    hosted.mood.tricks["score"] = vendor.gives(lambda _: [lie])
    sheet = Sheet(hosted.room.school_id, "vendor", "t1", "1", (QuestionAnswer("q1", ("a",)),))
    with pytest.raises(Refused) as caught:
        await PluginScorer(hosted.host).score(sheet)
    assert caught.value.code is Code.PLUGIN_UNAVAILABLE


@pytest.mark.parametrize("seconds", [2**62, -1])
async def test_impossible_seconds_are_not_shown(hosted: Hosted, seconds: int) -> None:
    hosted.mood.tricks["progress"] = vendor.gives(
        lambda keys: [
            made(
                sdk.Progress, learner=one.learner.pseudonym, course_id=one.course_id, fraction=0.5,
                time_spent_s=seconds, modules=(),
            )
            for one in keys
        ]
    )  # fmt: skip
    data, _, _ = await hosted.ask("{ students { nodes { liveCourses { progress { timeSpentS } } } } }")
    shown = [one["progress"] for node in data["students"]["nodes"] for one in node["liveCourses"] or ()]
    assert all(one is None or 0 <= one["timeSpentS"] < 2**31 for one in shown)
