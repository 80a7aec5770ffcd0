"""Years, periods, classes, groups, scales and calendars of one school."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.rooms import acting
from tests.rooms.org.conftest import Frame

from isuo_graph.policy.rights import Role
from isuo_graph.rooms.org import tables
from isuo_graph.rooms.org.acts import calendars, classes, scales, years
from isuo_graph.rooms.org.tables import GroupKind, InstructionLanguage, PeriodKind, ScaleKind


def quarter(number: int, starts_on: date, ends_on: date) -> years.PeriodPlan:
    return years.PeriodPlan(PeriodKind.QUARTER, number, f"{number}-чейрек", starts_on, ends_on)


FIRST = quarter(1, date(2026, 9, 1), date(2026, 10, 31))


async def test_a_year_is_opened_with_its_quarters(frame: Frame) -> None:
    asked = years.OpenAcademicYear(
        frame.school_id,
        "2027/28",
        date(2027, 9, 1),
        date(2028, 5, 31),
        (quarter(1, date(2027, 9, 1), date(2027, 10, 31)), quarter(2, date(2027, 11, 8), date(2027, 12, 30))),
    )
    made = await frame.do(years.open_academic_year, asked)
    assert (await frame.row(tables.AcademicYear, made.academic_year)).name == "2027/28"


async def test_two_years_of_a_school_do_not_overlap(frame: Frame) -> None:
    asked = years.OpenAcademicYear(frame.school_id, "again", date(2027, 5, 1), date(2027, 8, 31))
    assert await frame.refused(years.open_academic_year, asked) == [("BAD_USER_INPUT", "year.overlaps")]


async def test_a_year_does_not_end_before_it_starts(frame: Frame) -> None:
    asked = years.OpenAcademicYear(frame.school_id, "back", date(2031, 9, 1), date(2030, 5, 31))
    assert await frame.refused(years.open_academic_year, asked) == [("BAD_USER_INPUT", "year.impossible")]


async def test_a_quarter_outside_its_year_is_refused_and_so_is_the_whole_year(frame: Frame) -> None:
    late = quarter(1, date(2033, 9, 1), date(2034, 10, 31))
    asked = years.OpenAcademicYear(frame.school_id, "2033/34", date(2033, 9, 1), date(2034, 5, 31), (late,))
    assert await frame.refused(years.open_academic_year, asked) == [("BAD_USER_INPUT", "date.outside_year")]
    assert not await _years_named(frame, "2033/34")


async def test_quarters_of_a_year_do_not_overlap(frame: Frame) -> None:
    await frame.do(years.add_period, years.AddPeriod(frame.year_id, FIRST))
    again = quarter(2, date(2026, 10, 31), date(2026, 12, 30))
    assert await frame.refused(years.add_period, years.AddPeriod(frame.year_id, again)) == [
        ("BAD_USER_INPUT", "period.overlaps")
    ]


async def test_a_year_does_not_shrink_below_its_periods(frame: Frame) -> None:
    asked = years.ChangeAcademicYear(frame.year_id, starts_on=date(2026, 9, 15))
    assert await frame.refused(years.change_academic_year, asked) == [("BAD_USER_INPUT", "period.outside_year")]


async def test_a_locked_period_keeps_its_dates(frame: Frame) -> None:
    third = quarter(3, date(2027, 1, 11), date(2027, 3, 20))
    made = await frame.do(years.add_period, years.AddPeriod(frame.year_id, third))
    await frame.do(years.lock_period, years.LockPeriod(made.period))
    asked = years.ChangePeriod(made.period, ends_on=date(2027, 3, 19))
    assert await frame.refused(years.change_period, asked) == [("CONFLICT", "period.is_locked")]
    await frame.do(years.unlock_period, years.LockPeriod(made.period))
    await frame.do(years.change_period, asked)
    assert (await frame.row(tables.Period, made.period)).ends_on == date(2027, 3, 19)


async def test_a_secretary_locks_no_period(frame: Frame) -> None:
    fourth = quarter(4, date(2027, 4, 1), date(2027, 5, 25))
    made = await frame.do(years.add_period, years.AddPeriod(frame.year_id, fourth))
    secretary = acting.somebody(Role.SECRETARY, frame.school_id)
    assert await frame.refused(years.lock_period, years.LockPeriod(made.period), secretary) == [
        ("FORBIDDEN_ACT", "act.forbidden")
    ]


def new_class(frame: Frame, letter: str, grade: int = 5) -> classes.CreateClass:
    return classes.CreateClass(frame.year_id, frame.grade_ids[grade], letter, InstructionLanguage.KYRGYZ)


async def test_a_class_is_named_by_grade_and_letter_whatever_keyboard_typed_it(frame: Frame) -> None:
    made = await frame.do(classes.create_class, new_class(frame, "a"))
    assert (await frame.row(tables.SchoolClass, made.school_class)).name == "5А"


async def test_a_class_is_opened_once_in_a_year(frame: Frame) -> None:
    await frame.do(classes.create_class, new_class(frame, "Б"))
    assert await frame.refused(classes.create_class, new_class(frame, "б")) == [("CONFLICT", "class.exists")]


async def test_a_class_is_not_renamed_to_another_that_exists(frame: Frame) -> None:
    await frame.do(classes.create_class, new_class(frame, "В"))
    made = await frame.do(classes.create_class, new_class(frame, "Г"))
    asked = classes.ChangeClass(made.school_class, letter="В")
    assert await frame.refused(classes.change_class, asked) == [("CONFLICT", "class.exists")]


async def test_a_class_letter_is_cyrillic_and_its_shift_exists(frame: Frame) -> None:
    asked = classes.CreateClass(frame.year_id, frame.grade_ids[5], "Q", InstructionLanguage.RUSSIAN, shift=9)
    assert await frame.refused(classes.create_class, asked) == [
        ("BAD_USER_INPUT", "input.out_of_range"),
        ("BAD_USER_INPUT", "class.letter_malformed"),
    ]


async def test_a_director_of_another_school_opens_no_class(frame: Frame) -> None:
    director = acting.somebody(Role.DIRECTOR, frame.other_school_id)
    assert await frame.refused(classes.create_class, new_class(frame, "Д"), director) == [
        ("NOT_IN_SCOPE", "row.not_found")
    ]


async def test_a_study_group_splits_a_class_and_ends_within_its_year(frame: Frame) -> None:
    made = await frame.do(classes.create_class, new_class(frame, "Е"))
    asked = classes.CreateStudyGroup(frame.year_id, "Англис тили 1", GroupKind.LANGUAGE, made.school_class)
    group = await frame.do(classes.create_study_group, asked)
    late = classes.CloseStudyGroup(group.study_group, date(2028, 1, 1))
    assert await frame.refused(classes.close_study_group, late) == [("BAD_USER_INPUT", "date.outside_year")]
    await frame.do(classes.close_study_group, classes.CloseStudyGroup(group.study_group, date(2027, 1, 1)))
    assert (await frame.row(tables.StudyGroup, group.study_group)).closed_on == date(2027, 1, 1)


def points(frame: Frame, starts_on: date, **other: object) -> scales.SetMarkScale:
    values: dict[str, object] = {
        "programme_id": frame.programme_id,
        "grade_from": 4,
        "grade_to": 6,
        "kind": ScaleKind.POINTS,
        "min_value": Decimal(2),
        "max_value": Decimal(5),
        "pass_value": Decimal(3),
    }
    return scales.SetMarkScale(frame.school_id, scales.ScalePlan(starts_on=starts_on, **{**values, **other}))  # type: ignore[arg-type] # a test's own mixture


async def test_a_new_scale_ends_the_earlier_one_the_day_before(frame: Frame) -> None:
    earlier = await frame.do(scales.set_mark_scale, points(frame, date(2026, 9, 1)))
    await frame.do(scales.set_mark_scale, points(frame, date(2027, 1, 1)))
    assert (await frame.row(tables.MarkScale, earlier.mark_scale)).ends_on == date(2026, 12, 31)


async def test_a_scale_of_partly_the_same_grades_is_a_conflict(frame: Frame) -> None:
    await frame.do(scales.set_mark_scale, points(frame, date(2028, 9, 1), grade_from=8, grade_to=9))
    asked = points(frame, date(2029, 9, 1), grade_from=9, grade_to=10)
    assert await frame.refused(scales.set_mark_scale, asked) == [("CONFLICT", "scale.overlaps")]


async def test_a_scale_without_numbers_takes_none(frame: Frame) -> None:
    asked = points(frame, date(2030, 9, 1), kind=ScaleKind.NONE, grade_from=1, grade_to=3)
    assert await frame.refused(scales.set_mark_scale, asked) == [("BAD_USER_INPUT", "scale.without_values")]


async def test_a_scale_of_points_has_low_below_high(frame: Frame) -> None:
    asked = points(frame, date(2031, 9, 1), min_value=Decimal(6), grade_from=1, grade_to=3)
    assert await frame.refused(scales.set_mark_scale, asked) == [("BAD_USER_INPUT", "scale.malformed")]


def calendar(frame: Frame, minutes: int = 35, grades: tuple[int, int] = (1, 1)) -> calendars.SetCalendarProfile:
    holiday = calendars.HolidayPlan("Күзгү эс алуу", "Осенние каникулы", date(2026, 11, 1), date(2026, 11, 8))
    return calendars.SetCalendarProfile(frame.year_id, *grades, minutes, 5, (holiday,))


async def test_a_change_of_the_calendar_is_a_new_edition(frame: Frame) -> None:
    first = await frame.do(calendars.set_calendar_profile, calendar(frame))
    second = await frame.do(calendars.set_calendar_profile, calendar(frame, 40))
    assert not (await frame.row(tables.CalendarProfile, first.calendar_profile)).is_current
    assert (await frame.row(tables.CalendarProfile, second.calendar_profile)).edition == 2


async def test_grades_have_one_calendar(frame: Frame) -> None:
    await frame.do(calendars.set_calendar_profile, calendar(frame, 45, (5, 9)))
    assert await frame.refused(calendars.set_calendar_profile, calendar(frame, 45, (9, 11))) == [
        ("CONFLICT", "calendar.overlaps")
    ]


async def test_a_holiday_outside_the_year_and_a_lesson_of_minutes_are_refused(frame: Frame) -> None:
    holiday = calendars.HolidayPlan("Эс алуу", "Каникулы", date(2027, 6, 1), date(2027, 6, 8))
    asked = calendars.SetCalendarProfile(frame.year_id, 11, 11, 5, 7, (holiday,))
    assert await frame.refused(calendars.set_calendar_profile, asked) == [
        ("BAD_USER_INPUT", "input.out_of_range"),
        ("BAD_USER_INPUT", "input.out_of_range"),
        ("BAD_USER_INPUT", "date.outside_year"),
    ]


async def _years_named(frame: Frame, name: str) -> list[object]:
    async with frame.store.write.engine.connect() as connection:
        table = tables.AcademicYear.__table__  # type: ignore[attr-defined] # SQLModel
        return list((await connection.execute(table.select().where(table.c.name == name))).all())
