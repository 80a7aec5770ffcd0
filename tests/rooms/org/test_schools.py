"""Founding schools and keeping their card: who may, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from tests.rooms import acting
from tests.rooms.org.conftest import Frame

from isuo_graph.policy.rights import Role
from isuo_graph.rooms.org import tables
from isuo_graph.rooms.org.acts import national, schools, subjects
from isuo_graph.rooms.org.tables import AreaLevel, SchoolKind, Stage


def another_school(frame: Frame, code: str = "77") -> schools.CreateSchool:
    return schools.CreateSchool(code, "Жаңы мектеп", "Новая школа", SchoolKind.PRIVATE, frame.area_id)


async def test_an_administrator_of_the_country_founds_a_school(frame: Frame) -> None:
    made = await frame.do(schools.create_school, another_school(frame), frame.country)
    assert (await frame.row(tables.School, made.school)).stage == "INITIAL"


async def test_a_schools_administrator_founds_no_school(frame: Frame) -> None:
    administrator = acting.somebody(Role.ADMINISTRATOR, frame.school_id)
    assert await frame.refused(schools.create_school, another_school(frame, "78"), administrator) == [
        ("NOT_IN_SCOPE", "appointment.above_school_needed")
    ]


async def test_a_director_founds_no_school(frame: Frame) -> None:
    assert await frame.refused(schools.create_school, another_school(frame, "79")) == [
        ("FORBIDDEN_ACT", "act.forbidden")
    ]


async def test_two_schools_may_not_share_a_code(frame: Frame) -> None:
    assert await frame.refused(schools.create_school, another_school(frame, "5"), frame.country) == [
        ("BAD_USER_INPUT", "code.taken")
    ]


async def test_every_fault_of_a_new_school_is_told_at_once(frame: Frame) -> None:
    asked = schools.CreateSchool(" ", "", "x" * 201, SchoolKind.STATE, frame.area_id)
    assert await frame.refused(schools.create_school, asked, frame.country) == [
        ("BAD_USER_INPUT", "input.blank"),
        ("BAD_USER_INPUT", "input.blank"),
        ("BAD_USER_INPUT", "limit.text_length"),
    ]


async def test_a_director_changes_the_card_of_the_own_school(frame: Frame) -> None:
    asked = schools.ChangeSchool(frame.school_id, address="  Чүй   проспектиси, 1 ", stage=Stage.PEDAGOGICAL)
    await frame.do(schools.change_school, asked)
    row = await frame.row(tables.School, frame.school_id)
    assert (row.address, row.stage) == ("Чүй проспектиси, 1", "PEDAGOGICAL")


async def test_a_new_name_is_ordered_and_found_anew(frame: Frame) -> None:
    before = await frame.row(tables.School, frame.school_id)
    await frame.do(schools.change_school, schools.ChangeSchool(frame.school_id, name_ky="Өзгөн мектеби"))
    after = await frame.row(tables.School, frame.school_id)
    assert before.name_sort < after.name_sort
    assert before.name_search != after.name_search


async def test_a_director_does_not_change_another_school(frame: Frame) -> None:
    asked = schools.ChangeSchool(frame.other_school_id, phone="+996312000000")
    assert await frame.refused(schools.change_school, asked) == [("NOT_IN_SCOPE", "row.not_found")]


async def test_a_school_that_does_not_exist_is_refused_like_one_out_of_scope(frame: Frame) -> None:
    assert await frame.refused(schools.change_school, schools.ChangeSchool(1)) == [("NOT_IN_SCOPE", "row.not_found")]


async def test_a_change_of_an_older_version_is_a_conflict(frame: Frame) -> None:
    asked = schools.ChangeSchool(frame.school_id, phone="+996312000001", version=0)
    assert await frame.refused(schools.change_school, asked) == [("CONFLICT", "row.changed")]


async def test_a_closed_school_keeps_its_records(frame: Frame) -> None:
    made = await frame.do(schools.create_school, another_school(frame, "80"), frame.country)
    await frame.do(schools.close_school, schools.CloseSchool(made.school, date(2027, 6, 1)), frame.country)
    assert (await frame.row(tables.School, made.school)).closed_on == date(2027, 6, 1)


@pytest.mark.parametrize("name_ky", ["Ысык-Көл", "Нарын"])
async def test_an_area_is_renamed_by_the_country_only(frame: Frame, name_ky: str) -> None:
    asked = national.ChangeArea(frame.area_id, name_ky=name_ky)
    await frame.do(national.change_area, asked, frame.country)
    administrator = acting.somebody(Role.ADMINISTRATOR, frame.school_id)
    assert await frame.refused(national.change_area, asked, administrator) == [
        ("NOT_IN_SCOPE", "appointment.above_school_needed")
    ]


async def test_two_areas_may_not_share_a_code(frame: Frame) -> None:
    asked = national.CreateArea("417", "Ош", "Ош", AreaLevel.CITY)
    assert await frame.refused(national.create_area, asked, frame.country) == [("BAD_USER_INPUT", "code.taken")]


async def test_a_grade_is_added_once_to_a_programme(frame: Frame) -> None:
    asked = national.CreateGradeLevel(frame.programme_id, 7)
    await frame.do(national.create_grade_level, asked, frame.country)
    assert await frame.refused(national.create_grade_level, asked, frame.country) == [
        ("CONFLICT", "conflict.duplicate")
    ]


async def test_no_programme_has_a_grade_above_the_highest(frame: Frame) -> None:
    asked = national.CreateProgramme("99", "а", "б", 12, (1, 40))
    assert await frame.refused(national.create_programme, asked, frame.country) == [
        ("BAD_USER_INPUT", "input.out_of_range")
    ]


async def test_a_schools_own_subject_may_not_take_a_national_code(frame: Frame) -> None:
    await frame.do(
        subjects.create_national_subject,
        subjects.CreateNationalSubject("MAT", "Математика", "Математика"),
        frame.country,
    )
    asked = subjects.CreateSubject(frame.school_id, "MAT", "Математика", "Математика")
    assert await frame.refused(subjects.create_subject, asked) == [("CONFLICT", "subject.exists")]


async def test_a_national_subject_is_out_of_reach_of_a_school(frame: Frame) -> None:
    made = await frame.do(
        subjects.create_national_subject, subjects.CreateNationalSubject("FIZ", "Физика", "Физика"), frame.country
    )
    asked = subjects.ChangeSubject(made.subject, name_ky="Химия")
    assert await frame.refused(subjects.change_subject, asked) == [("NOT_IN_SCOPE", "row.not_found")]


async def test_a_school_retires_its_own_subject(frame: Frame) -> None:
    made = await frame.do(subjects.create_subject, subjects.CreateSubject(frame.school_id, "SHA", "Шахмат", "Шахматы"))
    await frame.do(subjects.retire_subject, subjects.RetireSubject(made.subject, date(2027, 6, 1)))
    assert (await frame.row(tables.Subject, made.subject)).retired_on == date(2027, 6, 1)
