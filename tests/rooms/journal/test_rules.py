"""The journal's plain decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from isuo_graph.rooms.journal import rules
from isuo_graph.rooms.journal.tables import AttendanceState
from isuo_graph.rooms.org.tables import PeriodKind, ScaleKind


@dataclass(frozen=True)
class Scale:
    kind: str = ScaleKind.CRITERIA
    min_value: Decimal | None = Decimal(0)
    max_value: Decimal | None = Decimal(8)
    pass_value: Decimal | None = Decimal(3)
    step_value: Decimal | None = Decimal("0.5")


@dataclass(frozen=True)
class Part:
    kind: str
    starts_on: date = date(2026, 9, 1)
    ends_on: date = date(2027, 5, 31)


@dataclass(frozen=True)
class Slot:
    group_id: int | None


@pytest.mark.parametrize("value", ["0", "0.5", "7.5", "8"])
def test_a_criteria_scale_takes_its_steps(value: str) -> None:
    assert rules.mark_fault(Decimal(value), Scale()) is None


@pytest.mark.parametrize("value", ["0.25", "8.5", "NaN", "Infinity"])
def test_a_value_between_steps_or_none_at_all_is_off_the_scale(value: str) -> None:
    fault = rules.mark_fault(Decimal(value), Scale())
    assert fault is not None
    assert fault.message == "mark.off_scale"


def test_numbers_are_written_as_people_do() -> None:
    assert [rules.plain(Decimal(text)) for text in ("5.000", "1E+1", "0.50")] == ["5", "10", "0.5"]


def test_a_scale_without_a_pass_mark_says_nothing_of_passing() -> None:
    assert rules.is_passed(Decimal(5), Scale(pass_value=None)) is None


def test_a_day_is_filed_under_the_shortest_period() -> None:
    quarter = Part(PeriodKind.QUARTER, ends_on=date(2026, 10, 31))
    assert rules.shortest([Part(PeriodKind.YEAR), quarter], date(2026, 10, 5)) is quarter


@pytest.mark.parametrize(
    ("group_id", "others", "expected"),
    [(None, [], False), (None, [1], True), (1, [2], False), (1, [1], True), (1, [None], True)],
)
def test_groups_learn_side_by_side_and_a_class_does_not(
    group_id: int | None, others: list[int | None], expected: bool
) -> None:
    assert rules.is_taken(group_id, [Slot(other) for other in others]) is expected


def test_every_state_of_attendance_has_a_letter() -> None:
    assert [rules.LETTERS[state] for state in AttendanceState] == ["", "н", "б", "осв", "оп"]
