"""The demo's rows, on both databases: everything the demo promises to show is there, and nothing contradicts itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import ColumnElement, text
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession
from tests.cli.conftest import DEMO_DAY, rows_of
from tests.conftest import MOMENT
from tests.databases import PostgresFarm, SqliteFarm

from isuo_graph.cli.demo.story import story
from isuo_graph.kit.clock import HeldClock, day_start_ms
from isuo_graph.kit.ids import IdMaker
from isuo_graph.kit.text import search_key, sort_key
from isuo_graph.rooms.consent import effects
from isuo_graph.rooms.consent.tables import Consent, ConsentEffect, ConsentStatus
from isuo_graph.rooms.journal.tables import Attendance, Lesson, LessonState, Mark, PeriodResult
from isuo_graph.rooms.orders.tables import DirectorOrder, OrderState, RoleGrant
from isuo_graph.rooms.org.tables import MarkScale, Period, ScaleKind, School, SchoolClass
from isuo_graph.rooms.people import rules
from isuo_graph.rooms.people.tables import Account, Guardian, Guardianship, StaffMember, Student
from isuo_graph.store import bulk
from isuo_graph.store.columns import Table

ACCOUNTS = {
    "director",
    "deputy",
    "secretary",
    "administrator",
    "classteacher",
    "teacher",
    "psychologist",
    "nurse",
    "guardian",
    "student",
    "analyst",
    "dpo",
}


async def counted(session: AsyncSession, table: type[Table], *where: ColumnElement[bool] | bool) -> int:
    return (await session.exec(select(func.count()).select_from(table).where(*where))).one()


async def test_there_are_two_schools_and_seven_hundred_students(demo_url: str) -> None:
    async with rows_of(demo_url) as session:
        assert (await counted(session, School), await counted(session, Student)) == (2, 704)


async def test_each_school_has_classes_from_one_to_eleven_in_both_languages(demo_url: str) -> None:
    async with rows_of(demo_url) as session:
        found = await session.exec(select(SchoolClass.school_id, SchoolClass.grade, SchoolClass.language))
        classes = found.all()
    for school_id in {school_id for school_id, _, _ in classes}:
        assert {grade for school, grade, _ in classes if school == school_id} == set(range(1, 12))
        assert {language for school, _, language in classes if school == school_id} == {"KYRGYZ", "RUSSIAN"}


async def test_every_account_that_is_promised_is_there(demo_url: str) -> None:
    async with rows_of(demo_url) as session:
        assert set(await session.exec(select(Account.login))) >= ACCOUNTS


async def test_lessons_go_up_to_today_and_some_are_planned(demo_url: str) -> None:
    async with rows_of(demo_url) as session:
        held = select(func.max(Lesson.held_on)).where(Lesson.state == LessonState.HELD)
        assert (await session.exec(held)).one() == DEMO_DAY
        assert await counted(session, Lesson, Lesson.state == LessonState.PLANNED) > 100


async def test_consents_stand_in_every_state(demo_url: str) -> None:
    async with rows_of(demo_url) as session:
        assert set(await session.exec(select(Consent.status).distinct())) == set(ConsentStatus)


async def test_one_parent_refused_what_the_other_gave(demo_url: str) -> None:
    async with rows_of(demo_url) as session:
        refused = select(Consent.student_id, Consent.recipient).where(Consent.status == ConsentStatus.REFUSED)
        given = select(Consent.student_id, Consent.recipient).where(Consent.status == ConsentStatus.GIVEN)
        both = {*(await session.exec(refused)).all()} & {*(await session.exec(given)).all()}
        assert len({pair for pair in both if pair[1] in {"questionbank", "kolibri"}}) == 2


async def test_three_of_the_demo_class_are_without_consent_for_a_vendor(demo_url: str) -> None:
    async with rows_of(demo_url) as session:
        now = day_start_ms(DEMO_DAY)
        in_class = (
            select(Student.id)
            .join(SchoolClass, col(SchoolClass.id) == Student.class_id)
            .join(School, col(School.id) == SchoolClass.school_id)
            .where(SchoolClass.name == "5А", School.code == "99-0001")
        )
        students = set((await session.exec(in_class)).all())
        open_ones = select(ConsentEffect.subject_id).where(
            ConsentEffect.recipient == "questionbank",
            ConsentEffect.valid_from_ms <= now,
            ConsentEffect.valid_until_ms > now,
        )
        consented = set(await session.exec(open_ones))
    assert len(students - consented) == 3


async def test_the_consent_room_would_write_the_same_windows(demo_url: str, farm: SqliteFarm | PostgresFarm) -> None:
    url = farm.database()
    await bulk.fill(url, story(DEMO_DAY, "no password"))
    before = await _windows(url)
    async with rows_of(url) as session:
        subjects = effects.Subjects(
            frozenset(await session.exec(select(Student.id))),
            frozenset(await session.exec(select(Guardian.id))),
            frozenset(await session.exec(select(StaffMember.id))),
        )
        ids = IdMaker(HeldClock(MOMENT), 1)
        await effects.recompute(session, subjects, now_ms=day_start_ms(DEMO_DAY), new_id=ids.new)
    assert await _windows(url) == before


async def test_the_stub_has_no_name_number_or_mark(demo_url: str) -> None:
    async with rows_of(demo_url) as session:
        stub = (await session.exec(select(Student).where(col(Student.name_sort).is_(None)))).one()
        assert (stub.family_name, stub.given_name, stub.pin, stub.birth_date, stub.phone) == (None,) * 5
        assert await counted(session, Mark, Mark.student_id == stub.id) == 0
        assert await counted(session, Attendance, Attendance.student_id == stub.id) == 0


async def test_a_father_without_custody_and_one_who_may_not_see_are_there(demo_url: str) -> None:
    async with rows_of(demo_url) as session:
        assert await counted(session, Guardianship, col(Guardianship.has_custody).is_(False)) == 1
        assert await counted(session, Guardianship, col(Guardianship.may_see).is_(False)) == 2


async def test_somebody_has_just_come_of_age(demo_url: str) -> None:
    async with rows_of(demo_url) as session:
        births = [day for day in await session.exec(select(col(Student.birth_date))) if day is not None]
    adults = [rules.adult_from(day) for day in births if rules.is_adult(day, DEMO_DAY)]
    assert len(adults) == 2
    assert max(adults) >= DEMO_DAY - timedelta(days=30)


async def test_names_carry_their_keys_and_every_special_letter(demo_url: str) -> None:
    async with rows_of(demo_url) as session:
        named = (await session.exec(select(Student).where(col(Student.name_sort).is_not(None)))).all()
    letters: set[str] = set()
    for student in named:
        full = rules.display_name(student.family_name, student.given_name, student.patronymic)
        assert (student.name_sort, student.name_search) == (sort_key(full), search_key(full))
        letters |= set(full)
    assert set("ңөүҢӨҮ") - {"Ң"} <= letters  # no Kyrgyz name begins with Ң


async def test_personal_numbers_fit_sex_and_birth_date_and_are_unique(demo_url: str) -> None:
    async with rows_of(demo_url) as session:
        students = (await session.exec(select(Student).where(col(Student.pin).is_not(None)))).all()
        staff = (await session.exec(select(StaffMember).where(col(StaffMember.pin).is_not(None)))).all()
    people: list[Student | StaffMember] = [*students, *staff]
    for person in people:
        assert rules.pin_faults(str(person.pin), person.birth_date, is_female=person.sex == "FEMALE") == ()
    assert len({person.pin for person in people}) == len(people) > 700


async def test_every_grant_cites_an_order_and_one_order_is_revoked(demo_url: str) -> None:
    async with rows_of(demo_url) as session:
        states = select(DirectorOrder.state, RoleGrant.role).join(
            RoleGrant, col(RoleGrant.order_id) == DirectorOrder.id
        )
        found = (await session.exec(states)).all()
        assert len(found) == await counted(session, RoleGrant)
        assert [role for state, role in found if state == OrderState.REVOKED] == ["RESPONSIBLE"]
        assert await counted(session, DirectorOrder, DirectorOrder.starts_on > DEMO_DAY) == 1
        assert await counted(session, DirectorOrder, DirectorOrder.state == OrderState.DRAFT) == 1


async def test_a_prohibition_takes_a_right_from_one_person(demo_url: str) -> None:
    async with rows_of(demo_url) as session:
        found = select(RoleGrant.category, RoleGrant.action).where(RoleGrant.kind == "PROHIBIT")
        assert (await session.exec(found)).all() == [("marks", "write")]


async def test_grades_one_to_three_have_no_marks_and_all_other_marks_lie_on_their_scale(demo_url: str) -> None:
    async with rows_of(demo_url) as session:
        assert await counted(session, Mark, Mark.grade <= 3) == 0
        off = (
            select(func.count())
            .select_from(Mark)
            .join(MarkScale, col(MarkScale.id) == Mark.scale_id)
            .where((col(Mark.value) < MarkScale.min_value) | (col(Mark.value) > MarkScale.max_value))
        )
        assert (await session.exec(off)).one() == 0
        kinds = select(MarkScale.kind).join(Mark, col(Mark.scale_id) == MarkScale.id).distinct()
        assert set(await session.exec(kinds)) == {ScaleKind.POINTS, ScaleKind.CRITERIA, ScaleKind.PASS_FAIL}


async def test_results_of_the_quarter_that_is_over_are_locked(demo_url: str) -> None:
    async with rows_of(demo_url) as session:
        assert await counted(session, Period, col(Period.locked_at).is_not(None)) == 2  # one in each school
        assert await counted(session, PeriodResult) > 5_000
        assert await counted(session, PeriodResult, col(PeriodResult.locked_at).is_(None)) == 0


async def test_no_link_leads_from_one_school_to_another(demo_url: str) -> None:
    tables = [table for table in Table.metadata.sorted_tables if "school_id" in table.columns]
    async with rows_of(demo_url) as session:
        for table in tables:
            for key in table.foreign_keys:
                target = key.column.table
                if target.name not in {"school", table.name} and "school_id" in target.columns:
                    crossing = await session.connection()
                    sql = (
                        f"SELECT count(*) FROM {table.name} a JOIN {target.name} b ON b.id = a.{key.parent.name} "
                        "WHERE b.school_id <> a.school_id"
                    )
                    assert (await crossing.execute(text(sql))).scalar_one() == 0, (table.name, key.parent.name)


def test_equal_days_give_equal_rows() -> None:
    first, second = (next(iter(story(DEMO_DAY, "no password"))) for _ in range(2))
    assert [(sheet.table.name, sheet.rows) for sheet in first] == [(sheet.table.name, sheet.rows) for sheet in second]


def test_a_larger_size_adds_two_large_schools() -> None:
    students = [
        len(sheet.rows)
        for batch in story(DEMO_DAY, "no password", size=2)
        for sheet in batch
        if sheet.table.name == "student"
    ]
    assert students == [704, 693, 693]


@pytest.mark.parametrize(
    "day", [date(2026, 1, 1), date(2026, 7, 15), date(2026, 8, 31), date(2026, 9, 1), date(2028, 2, 29)]
)
def test_the_demo_is_alive_on_any_day(day: date) -> None:
    sheets = {sheet.table.name: sheet for sheet in next(iter(story(day, "no password")))}
    places = [column.name for column in sheets["mark"].table.columns]
    newest = max(row[places.index("held_on")] for row in sheets["mark"].rows)
    assert day - timedelta(days=14) <= newest <= day
    assert len(sheets["mark"].rows) > 20_000
    assert len(sheets["period_result"].rows) > 5_000


async def _windows(url: str) -> list[tuple[object, ...]]:
    """Everything that follows from consents."""
    own = ("student", "guardian", "staff_member")
    tables = [Table.metadata.tables[name] for name in own]
    ends = ("_from", "_until")
    columns = {table.name: [one.name for one in table.columns if one.name.endswith(ends)] for table in tables}
    windows = [f"SELECT id, {', '.join(names)} FROM {name}" for name, names in columns.items()]
    effect = "SELECT * FROM consent_effect"
    found: list[tuple[object, ...]] = []
    async with bulk.session(url) as session:
        connection = await session.connection()
        for sql in (*windows, effect, "SELECT id, status FROM consent"):
            found += sorted(tuple(row) for row in await connection.execute(text(sql)))
    return found
