"""The declarations of roll, journal and learning: they pass the start-up checks and follow the rights matrix."""

from __future__ import annotations

import pytest
from tests.rooms.classroom import CATALOGUE

from isuo_graph.graph import fields
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Category
from isuo_graph.rooms import journal, learning, roll

GUARDED = {
    ("Enrollment", "schoolClass"): Category.OPEN,
    ("Enrollment", "order"): Category.MOVEMENT,
    ("MovementEntry", "reason"): Category.MOVEMENT,
    ("Mark", "value"): Category.MARKS,
    ("Attendance", "state"): Category.ATTENDANCE,
    ("Attendance", "reason"): Category.ABSENCE_REASON,
    ("PeriodResult", "value"): Category.RESULTS,
    ("TeachingLoad", "hoursWeek"): Category.STAFF_HR,
    ("Lesson", "homework"): Category.PLAN,
    ("CourseEnrollment", "progressPercent"): Category.LEARNING,
    ("TestAttempt", "score"): Category.LEARNING,
    ("Course", "title"): Category.PLAN,
    ("Material", "title"): Category.PUBLIC,
}
OURS = [node.__name__ for room in (roll, journal, learning) for node in room.ROOM.types]


@pytest.mark.parametrize(("name", "category"), GUARDED.items(), ids=str)
def test_a_field_is_guarded_by_its_category(name: tuple[str, str], category: Category) -> None:
    assert CATALOGUE.types[name[0]].fields[name[1]].guard.category is category


@pytest.mark.parametrize("name", OURS)
def test_every_field_but_the_id_is_described(name: str) -> None:
    found = CATALOGUE.types[name].fields.values()
    assert [field.name for field in found if not field.text and field.name != "id"] == []


def test_results_need_no_consent() -> None:
    purposes = {CATALOGUE.types["PeriodResult"].fields[name].guard.purpose for name in ("state", "value", "isPassed")}
    assert purposes == {None}


def test_marks_need_the_consent_to_the_school_record() -> None:
    assert CATALOGUE.types["Mark"].fields["value"].guard.purpose is Purpose.SCHOOL_RECORD


def test_nobody_can_ask_for_the_answers_of_an_attempt() -> None:
    shown = {
        field.column
        for field in CATALOGUE.types["TestAttempt"].fields.values()
        if isinstance(field.kind, fields.Column)
    }
    assert "answers" not in shown


@pytest.mark.parametrize(
    "name",
    ["enrollments", "movements", "groups", "marks", "attendance", "periodResults", "courseEnrollments", "testAttempts"],
)
def test_a_student_has_the_fields_of_later_rooms(name: str) -> None:
    assert name in CATALOGUE.types["Student"].fields
