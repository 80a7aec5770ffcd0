"""What an act is asked with: read into its own dataclass, or refused where no act could bear it, all faults at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from isuo_graph import app
from isuo_graph.answer import inputs
from isuo_graph.kit.errors import Refusals
from isuo_graph.rooms.journal.acts.marks import RecordMark
from isuo_graph.rooms.journal.tables import MarkKind
from isuo_graph.rooms.learning.acts.attempts import SubmitTestAttempt
from isuo_graph.rooms.people.acts.families import AddGuardianship

CATALOGUE = app.catalogue()
MARK = {"lessonId": "les_1", "studentId": "stu_2", "value": 4.0}
BOND = {"studentId": "stu_1", "guardianId": "gua_2", "kind": "MOTHER", "startsOn": date(2020, 9, 1)}


def read(cls: type, **given: object) -> Any:  # noqa: ANN401 - an instance of the class
    return inputs.asked(cls, given, CATALOGUE)


def faults(cls: type, **given: object) -> list[tuple[str, tuple[str | int, ...]]]:
    with pytest.raises(Refusals) as caught:
        read(cls, **given)
    return [(one.message, one.path) for one in caught.value.refusals]


def test_ids_become_numbers_and_numbers_exact() -> None:
    made = read(RecordMark, **MARK)
    assert (made.lesson_id, made.student_id, made.value) == (1, 2, Decimal(4))


def test_a_null_for_what_has_a_default_is_the_default() -> None:
    assert read(RecordMark, **MARK, kind=None, weight=None).kind == RecordMark(1, 2, Decimal(4)).kind
    assert read(RecordMark, **MARK, kind=None).kind in MarkKind


def test_an_amount_is_seen_as_it_will_be_kept() -> None:
    assert read(RecordMark, **{**MARK, "value": 0.0004}).value == 0


@pytest.mark.parametrize("value", [float("inf"), float("nan"), 1e15, -1e300])
def test_an_amount_beyond_the_columns_is_refused(value: float) -> None:
    assert faults(RecordMark, **{**MARK, "value": value}) == [("value.too_large", ("value",))]


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2200, 1, 1), date.max])
def test_a_day_out_of_living_memory_is_refused(day: date) -> None:
    assert faults(AddGuardianship, **{**BOND, "startsOn": day}) == [("input.out_of_range", ("startsOn",))]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("а\x00б", "value.no_text"),
        ("\ud800", "value.no_text"),
        ("\x1b[2J", "input.malformed"),
        ("\ufffe", "input.malformed"),
    ],
)
def test_what_is_no_text_is_refused(text: str, fault: str) -> None:
    assert faults(RecordMark, **MARK, comment=text) == [(fault, ("comment",))]


@pytest.mark.parametrize("text", ["саптар\nжана\tбоштук", "👩‍🏫", "𐐷"])
def test_lines_and_letters_of_every_plane_pass(text: str) -> None:
    assert read(RecordMark, **MARK, comment=text).comment == text


def test_a_list_without_end_is_refused() -> None:
    answers = [{"questionId": "q"}] * (inputs.LIST_MAX + 1)
    assert faults(SubmitTestAttempt, attemptId="tat_1", answers=answers) == [("limit.list", ("answers",))]


def test_all_faults_are_told_at_once_each_with_its_path() -> None:
    given = {"attemptId": "x", "answers": [{"questionId": "a"}, {"questionId": "\x00"}]}
    assert faults(SubmitTestAttempt, **given) == [
        ("id.malformed", ("attemptId",)),
        ("value.no_text", ("answers", 1, "questionId")),
    ]
