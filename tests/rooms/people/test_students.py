"""Registering students and recording who they are: nothing personal without consent, each kind of data by its right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.rooms import acting
from tests.rooms.people.conftest import Life

from isuo_graph.policy.rights import Role
from isuo_graph.rooms.people import tables
from isuo_graph.rooms.people.acts import classes, sensitive, students
from isuo_graph.rooms.people.acts.students import ContactPart, IdentityPart
from isuo_graph.rooms.people.tables import BloodGroup, Sex

BORN = date(2015, 4, 5)


def identity(student_id: int, **values: object) -> students.ChangeStudentIdentity:
    return replace(students.ChangeStudentIdentity(student_id), **values)  # type: ignore[arg-type] # a test's own mixture


NO_CONSENT = [("CONSENT_MISSING", "consent.missing")]
OUT_OF_SCOPE = [("NOT_IN_SCOPE", "row.not_found")]
FORBIDDEN = [("FORBIDDEN_ACT", "act.forbidden")]


async def test_a_student_is_registered_without_a_name_and_is_on_no_roll_yet(life: Life) -> None:
    row = await life.row(tables.Student, await life.student())
    assert (row.family_name, row.name_sort, row.class_id, row.enrolled_on, row.status) == (
        None, None, None, None, "APPLIED",
    )  # fmt: skip


async def test_a_student_is_not_registered_at_another_school(life: Life) -> None:
    asked = students.RegisterStudent(life.other_school_id)
    assert await life.refused(students.register_student, asked) == OUT_OF_SCOPE


async def test_an_imported_student_is_registered_once(life: Life) -> None:
    asked = students.RegisterStudent(life.school_id, external_key="kundoluk-17")
    await life.do(students.register_student, asked)
    assert await life.refused(students.register_student, asked) == [("CONFLICT", "conflict.duplicate")]


async def test_a_teacher_registers_nobody(life: Life) -> None:
    asked = students.RegisterStudent(life.school_id)
    assert await life.refused(students.register_student, asked, life.as_(Role.CLASS_TEACHER)) == FORBIDDEN


async def test_without_consent_no_name_is_written(life: Life) -> None:
    student_id = await life.student()
    asked = identity(student_id, family_name="Өмүров", given_name="Бакыт")
    assert await life.refused(students.change_student_identity, asked) == NO_CONSENT
    assert (await life.row(tables.Student, student_id)).family_name is None


async def test_without_consent_no_contact_is_written(life: Life) -> None:
    asked = students.ChangeStudentContacts(await life.student(), phone="0555123456")
    assert await life.refused(students.change_student_contacts, asked) == NO_CONSENT


async def test_another_purpose_is_no_consent_to_the_school_record(life: Life) -> None:
    asked = identity(await life.student("health", "social"), family_name="Өмүров")
    assert await life.refused(students.change_student_identity, asked) == NO_CONSENT


async def test_with_consent_a_name_is_written_with_its_keys(life: Life) -> None:
    student_id = await life.student("record")
    await life.do(students.change_student_identity, identity(student_id, family_name="Өмүров", given_name="Бакыт"))
    row = await life.row(tables.Student, student_id)
    assert (row.family_name, row.version, bool(row.name_sort), bool(row.name_search)) == ("Өмүров", 2, True, True)


async def test_a_patronymic_can_be_taken_away(life: Life) -> None:
    student_id = await life.student("record")
    named = identity(student_id, family_name="Асанов", given_name="Эмил", patronymic="Асан уулу")
    await life.do(students.change_student_identity, named)
    with_it = await life.row(tables.Student, student_id)
    await life.do(students.change_student_identity, identity(student_id, clear=(IdentityPart.PATRONYMIC,)))
    without = await life.row(tables.Student, student_id)
    assert without.patronymic is None
    assert without.name_sort < with_it.name_sort


async def test_a_student_has_at_least_one_name(life: Life) -> None:
    asked = identity(await life.student("record"), citizenship="KG")
    assert await life.refused(students.change_student_identity, asked) == [("BAD_USER_INPUT", "person.name_required")]


@pytest.mark.parametrize(
    ("pin", "message"),
    [
        ("1050420150001", "pin.not_14_digits"),
        ("10504201600017", "pin.birth_date"),
        ("20504201500017", "pin.sex_mismatch"),
    ],
)
async def test_a_personal_number_that_cannot_be_is_refused(life: Life, pin: str, message: str) -> None:
    asked = identity(await life.student("record"), family_name="Асанова", birth_date=BORN, sex=Sex.FEMALE, pin=pin)
    assert await life.refused(students.change_student_identity, asked) == [("BAD_USER_INPUT", message)]


async def test_a_birth_date_may_not_contradict_the_number_already_recorded(life: Life) -> None:
    student_id = await life.student("record")
    await life.do(students.change_student_identity, identity(student_id, family_name="Эсенова", pin="10504201500025"))
    asked = identity(student_id, birth_date=date(2015, 4, 6))
    assert await life.refused(students.change_student_identity, asked) == [("BAD_USER_INPUT", "pin.birth_date")]


async def test_a_student_of_tomorrow_and_a_country_of_three_letters_are_refused_together(life: Life) -> None:
    asked = identity(await life.student("record"), family_name="А", birth_date=date(2026, 10, 6), citizenship="KGZ")
    assert await life.refused(students.change_student_identity, asked) == [
        ("BAD_USER_INPUT", "person.birth_date_impossible"),
        ("BAD_USER_INPUT", "input.malformed"),
    ]


async def test_two_students_do_not_share_a_personal_number(life: Life) -> None:
    pin = "10504201500033"
    await life.do(
        students.change_student_identity, identity(await life.student("record"), family_name="Токтосунова", pin=pin)
    )
    asked = identity(await life.student("record"), family_name="Башка", pin=pin)
    assert await life.refused(students.change_student_identity, asked) == [("CONFLICT", "pin.taken")]


async def test_the_same_student_is_recognised_at_another_school(life: Life) -> None:
    pin = "10504201500041"
    here = await life.student("record")
    there = await life.student("record", school_id=life.other_school_id)
    named = {"family_name": "Мамбетова", "given_name": "Чолпон", "pin": pin}
    await life.do(students.change_student_identity, identity(here, **named))
    clerk = acting.somebody(Role.SECRETARY, life.other_school_id)
    await life.do(students.change_student_identity, identity(there, **named), clerk)
    one, other = await life.row(tables.Student, here), await life.row(tables.Student, there)
    assert one.person_id == other.person_id


async def test_a_number_typed_wrong_does_not_make_somebody_another_person(life: Life) -> None:
    pin = "10504201500058"
    here = await life.student("record")
    await life.do(students.change_student_identity, identity(here, family_name="Кадырова", pin=pin))
    there = await life.student("record", school_id=life.other_school_id)
    clerk = acting.somebody(Role.SECRETARY, life.other_school_id)
    asked = identity(there, family_name="Садыкова", pin=pin)
    assert await life.refused(students.change_student_identity, asked, clerk) == [("CONFLICT", "pin.taken")]


async def test_a_corrected_number_frees_the_wrong_one(life: Life) -> None:
    wrong, right = "10504201500066", "10504201500074"
    student_id = await life.student("record")
    await life.do(students.change_student_identity, identity(student_id, family_name="Жумабаева", pin=wrong))
    await life.do(students.change_student_identity, identity(student_id, pin=right))
    other = await life.student("record")
    await life.do(students.change_student_identity, identity(other, family_name="Башкача", pin=wrong))
    assert (await life.row(tables.Student, other)).pin == wrong


async def test_a_number_takes_its_own_right_and_a_name_the_rosters(life: Life) -> None:
    student_id = await life.student("record")
    clerk = life.as_(Role.SECRETARY)
    without = replace(
        clerk, reaches={r: v for r, v in clerk.reaches.items() if r not in {students.PIN, students.ROSTER}}
    )
    for asked in (identity(student_id, pin="10504201500082"), identity(student_id, family_name="А")):
        assert await life.refused(students.change_student_identity, asked, without) == OUT_OF_SCOPE


async def test_a_secretary_of_another_school_reaches_no_student(life: Life) -> None:
    asked = identity(await life.student("record"), family_name="А")
    clerk = acting.somebody(Role.SECRETARY, life.other_school_id)
    assert await life.refused(students.change_student_identity, asked, clerk) == OUT_OF_SCOPE


async def test_an_older_version_is_a_conflict(life: Life) -> None:
    asked = identity(await life.student("record"), family_name="А", version=7)
    assert await life.refused(students.change_student_identity, asked) == [("CONFLICT", "row.changed")]


async def test_contacts_are_kept_in_one_form_and_emptied(life: Life) -> None:
    student_id = await life.student("record")
    asked = students.ChangeStudentContacts(student_id, "0555 12-34-56", "a@example.kg", "Ош,  Ленин 1")
    await life.do(students.change_student_contacts, asked)
    row = await life.row(tables.Student, student_id)
    assert (row.phone, row.email, row.address) == ("+996555123456", "a@example.kg", "Ош, Ленин 1")
    emptied = students.ChangeStudentContacts(student_id, clear=(ContactPart.PHONE,))
    await life.do(students.change_student_contacts, emptied)
    assert (await life.row(tables.Student, student_id)).phone is None


async def test_malformed_contacts_are_told_together(life: Life) -> None:
    asked = students.ChangeStudentContacts(await life.student("record"), "12", "somebody", " ")
    assert await life.refused(students.change_student_contacts, asked) == [
        ("BAD_USER_INPUT", "phone.malformed"),
        ("BAD_USER_INPUT", "email.malformed"),
        ("BAD_USER_INPUT", "input.blank"),
    ]


async def test_a_class_teacher_writes_contacts_of_the_own_class_only(life: Life) -> None:
    staff_id = await life.teacher()
    await life.do(classes.appoint_class_teacher, classes.AppointClassTeacher(life.class_id, staff_id, date(2026, 9, 2)))
    teacher = life.as_(Role.CLASS_TEACHER, staff_ids=(staff_id,))
    mine = students.ChangeStudentContacts(await life.student("record", class_id=life.class_id), phone="0555000001")
    await life.do(students.change_student_contacts, mine, teacher)
    other = students.ChangeStudentContacts(await life.student("record"), phone="0555000002")
    assert await life.refused(students.change_student_contacts, other, teacher) == OUT_OF_SCOPE


async def test_a_nurse_records_health_under_its_own_consent(life: Life) -> None:
    nurse = life.as_(Role.NURSE)
    student_id = await life.student("record")
    asked = sensitive.ChangeStudentHealth(student_id, BloodGroup.A_POSITIVE, health_alert="Аллергия", pe_exempt=True)
    assert await life.refused(sensitive.change_student_health, asked, nurse) == NO_CONSENT
    await life.consent(tables.Student, student_id, "health")
    await life.do(sensitive.change_student_health, asked, nurse)
    row = await life.row(tables.Student, student_id)
    assert (row.blood_group, row.pe_exempt) == ("A_POSITIVE", True)


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.SECRETARY, Role.CLASS_TEACHER, Role.SOCIAL_PEDAGOGUE])
async def test_nobody_but_the_nurse_records_health(life: Life, role: Role) -> None:
    asked = sensitive.ChangeStudentHealth(await life.student("health"), pe_exempt=True)
    assert await life.refused(sensitive.change_student_health, asked, life.as_(role)) == FORBIDDEN


async def test_a_social_pedagogue_records_benefits_under_their_own_consent(life: Life) -> None:
    pedagogue = life.as_(Role.SOCIAL_PEDAGOGUE)
    student_id = await life.student("record")
    asked = sensitive.ChangeStudentSocial(student_id, is_low_income=True, free_meals=True)
    assert await life.refused(sensitive.change_student_social, asked, pedagogue) == NO_CONSENT
    await life.consent(tables.Student, student_id, "social")
    await life.do(sensitive.change_student_social, asked, pedagogue)
    assert (await life.row(tables.Student, student_id)).free_meals is True


async def test_a_nurse_records_no_benefits(life: Life) -> None:
    asked = sensitive.ChangeStudentSocial(await life.student("social"), is_orphan=True)
    assert await life.refused(sensitive.change_student_social, asked, life.as_(Role.NURSE)) == FORBIDDEN


async def test_the_trail_names_fields_and_never_values(life: Life) -> None:
    student_id = await life.student("record")
    await life.do(students.change_student_identity, identity(student_id, family_name="Көрүнбөсүн"))
    row = await life.store.read.fetch_row(
        f"SELECT act, subject_id, detail FROM audit_entry WHERE subject_id = {student_id} ORDER BY id DESC LIMIT 1"
    )
    assert row is not None
    assert row[0] == "people:student_identity_changed"
    assert "family_name" in str(row[2])
    assert "Көрүнбөсүн" not in str(row[2])
