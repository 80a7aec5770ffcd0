"""Years, periods, classes and scales, judged without a database."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from isuo_graph.policy.rights import Role
from isuo_graph.policy.viewer import Held
from isuo_graph.rooms.org import rules


@dataclass(frozen=True)
class Term:
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Scale:
    name: str
    school_id: int | None = None
    subject_id: int | None = None
    grade_from: int = 1
    grade_to: int = 12
    starts_on: date = date(2025, 9, 1)
    ends_on: date | None = None
    programme_id: int = 1


def chosen(*scales: Scale, grade: int = 5, on: date = date(2025, 10, 1)) -> str | None:
    found = rules.scale_for(scales, school_id=7, programme_id=1, subject_id=3, grade=grade, on=on)
    return None if found is None else found.name


@pytest.mark.parametrize(("typed", "letter"), [("а", "А"), (" Б ", "Б"), ("ң", "Ң"), ("A", "А"), ("c", "С")])
def test_a_class_letter_is_kept_as_a_capital_cyrillic_letter(typed: str, letter: str) -> None:
    assert rules.class_letter(typed) == letter


@pytest.mark.parametrize("typed", ["", "АБ", "Q", "1", "-"])
def test_what_is_no_cyrillic_letter_names_no_class(typed: str) -> None:
    assert rules.class_letter(typed) is None


def test_a_class_is_named_by_grade_and_letter() -> None:
    assert rules.class_name(10, "Б") == "10Б"


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_year"),
    [
        (date(2025, 9, 1), date(2026, 5, 31), True),
        (date(2025, 9, 1), date(2025, 9, 1), False),
        (date(2025, 9, 1), date(2024, 9, 1), False),
        (date(2025, 9, 1), date(2027, 5, 31), False),
    ],
)
def test_a_year_ends_after_it_starts_and_is_no_longer_than_a_year(
    starts_on: date, ends_on: date, is_year: bool
) -> None:
    assert rules.is_year(starts_on, ends_on) is is_year


def test_terms_that_share_one_day_overlap() -> None:
    one, other = Term(date(2025, 9, 1), date(2025, 10, 31)), Term(date(2025, 10, 31), date(2025, 12, 30))
    assert rules.overlap(one, other)


def test_terms_that_follow_each_other_do_not_overlap() -> None:
    one, other = Term(date(2025, 9, 1), date(2025, 10, 31)), Term(date(2025, 11, 1), date(2025, 12, 30))
    assert not rules.overlap(one, other)


def test_a_schools_own_scale_goes_before_the_national_one_for_the_subject() -> None:
    assert chosen(Scale("national", subject_id=3), Scale("own", school_id=7)) == "own"


def test_a_subjects_scale_goes_before_the_general_one() -> None:
    assert chosen(Scale("general"), Scale("subject", subject_id=3)) == "subject"


def test_a_later_scale_goes_before_an_earlier_one() -> None:
    assert chosen(Scale("later"), Scale("earlier", starts_on=date(2024, 9, 1))) == "later"


@pytest.mark.parametrize(
    "other",
    [
        Scale("of another school", school_id=8),
        Scale("of another subject", subject_id=4),
        Scale("of another grade", grade_from=7),
        Scale("of another programme", programme_id=2),
        Scale("over", ends_on=date(2025, 9, 30)),
        Scale("not yet", starts_on=date(2025, 10, 2)),
    ],
)
def test_a_scale_that_does_not_hold_is_not_chosen(other: Scale) -> None:
    assert chosen(other) is None


@pytest.mark.parametrize(
    ("values", "is_scale"),
    [
        (("2", "5", "3", "1"), True),
        (("2", "5", None, None), True),
        (("5", "2", None, None), False),
        (("2", "5", "6", None), False),
        (("2", "5", None, "0"), False),
        ((None, "5", None, None), False),
    ],
)
def test_a_scale_of_numbers_has_low_below_high_and_the_pass_mark_between(
    values: tuple[str | None, ...], is_scale: bool
) -> None:
    low, high, passing, step = (None if value is None else Decimal(value) for value in values)
    assert rules.is_scale(low, high, passing, step) is is_scale


@pytest.mark.parametrize(
    ("value", "step", "fits"),
    [("4", None, True), ("4.5", None, False), ("4.5", "0.5", True), ("6", None, False), ("1", None, False)],
)
def test_a_mark_must_be_a_value_of_its_scale(value: str, step: str | None, fits: bool) -> None:
    found = rules.is_on_scale(Decimal(value), Decimal(2), Decimal(5), None if step is None else Decimal(step))
    assert found is fits


def test_an_administrator_of_the_country_stands_above_every_school() -> None:
    assert rules.is_appointed_over([Held(Role.ADMINISTRATOR)], {4})


def test_an_administrator_of_an_area_stands_above_its_schools_only() -> None:
    held = [Held(Role.ADMINISTRATOR, area_id=4)]
    assert rules.is_appointed_over(held, {9, 4})
    assert not rules.is_appointed_over(held, {9})


def test_an_administrator_of_an_area_does_not_stand_above_the_country() -> None:
    assert not rules.is_appointed_over([Held(Role.ADMINISTRATOR, area_id=4)], ())


@pytest.mark.parametrize("held", [Held(Role.ADMINISTRATOR, school_id=7), Held(Role.MINISTRY_ANALYST)])
def test_a_schools_administrator_and_an_analyst_stand_above_no_school(held: Held) -> None:
    assert not rules.is_appointed_over([held], {4})
