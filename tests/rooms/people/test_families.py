"""Guardians and guardianship: names under the guardian's own consent, and who may represent whom."""

from __future__ import annotations

from datetime import date

from tests.rooms import acting
from tests.rooms.people.conftest import Life

from isuo_graph.policy.rights import Role
from isuo_graph.rooms.people import tables
from isuo_graph.rooms.people.acts import families, guardians, students
from isuo_graph.rooms.people.acts.guardians import GuardianPart
from isuo_graph.rooms.people.tables import GuardianshipKind

START = date(2026, 9, 1)
NO_CONSENT = [("CONSENT_MISSING", "consent.missing")]
OUT_OF_SCOPE = [("NOT_IN_SCOPE", "row.not_found")]


async def add(life: Life, student_id: int, guardian_id: int, ends_on: date | None = None) -> int:
    asked = families.AddGuardianship(student_id, guardian_id, GuardianshipKind.MOTHER, START, ends_on=ends_on)
    made = await life.do(families.add_guardianship, asked)
    guardianship_id: int = made.guardianship
    return guardianship_id


async def test_without_the_guardians_consent_no_name_is_written(life: Life) -> None:
    asked = guardians.ChangeGuardianIdentity(await life.guardian(), family_name="Асанова")
    assert await life.refused(guardians.change_guardian_identity, asked) == NO_CONSENT


async def test_with_consent_a_guardian_is_named_and_emptied(life: Life) -> None:
    guardian_id = await life.guardian("record")
    named = guardians.ChangeGuardianIdentity(guardian_id, "Асанова", "Гүлнара", workplace="Базар", pin="10101198000015")
    await life.do(guardians.change_guardian_identity, named)
    emptied = guardians.ChangeGuardianIdentity(guardian_id, clear=(GuardianPart.WORKPLACE,))
    await life.do(guardians.change_guardian_identity, emptied)
    row = await life.row(tables.Guardian, guardian_id)
    assert (row.family_name, row.workplace, row.pin) == ("Асанова", None, "10101198000015")


async def test_a_malformed_number_of_a_guardian_is_refused(life: Life) -> None:
    asked = guardians.ChangeGuardianIdentity(await life.guardian("record"), "Асанова", pin="12")
    assert await life.refused(guardians.change_guardian_identity, asked) == [("BAD_USER_INPUT", "pin.not_14_digits")]


async def test_an_employee_who_is_a_parent_is_one_person(life: Life) -> None:
    pin, name = "10101198000023", ("Бекова", "Жылдыз")
    mother = await life.guardian("record")
    await life.do(guardians.change_guardian_identity, guardians.ChangeGuardianIdentity(mother, *name, pin=pin))
    child = await life.student("record")
    asked = students.ChangeStudentIdentity(child, *name, pin=pin)
    await life.do(students.change_student_identity, asked)
    one, other = await life.row(tables.Guardian, mother), await life.row(tables.Student, child)
    assert one.person_id == other.person_id
    guardianship = families.AddGuardianship(child, mother, GuardianshipKind.MOTHER, START)
    assert await life.refused(families.add_guardianship, guardianship) == [("BAD_USER_INPUT", "guardianship.self")]


async def test_guardians_change_their_own_contacts_and_nobody_elses(life: Life) -> None:
    mine, other = await life.guardian("record"), await life.guardian("record")
    me = life.as_(Role.GUARDIAN, guardian_ids=(mine,))
    await life.do(guardians.change_guardian_contacts, guardians.ChangeGuardianContacts(mine, "0700111222"), me)
    assert (await life.row(tables.Guardian, mine)).phone == "+996700111222"
    asked = guardians.ChangeGuardianContacts(other, "0700111222")
    assert await life.refused(guardians.change_guardian_contacts, asked, me) == OUT_OF_SCOPE


async def test_a_guardian_does_not_change_the_childs_contacts(life: Life) -> None:
    student_id, mine = await life.student("record"), await life.guardian("record")
    await add(life, student_id, mine)
    me = life.as_(Role.GUARDIAN, guardian_ids=(mine,))
    asked = students.ChangeStudentContacts(student_id, "0700111222")
    assert await life.refused(students.change_student_contacts, asked, me) == OUT_OF_SCOPE


async def test_a_guardian_grants_themself_nothing(life: Life) -> None:
    student_id, mine = await life.student(), await life.guardian()
    me = life.as_(Role.GUARDIAN, guardian_ids=(mine,))
    asked = families.AddGuardianship(student_id, mine, GuardianshipKind.FATHER, START)
    assert await life.refused(families.add_guardianship, asked, me) == [("FORBIDDEN_ACT", "act.forbidden")]


async def test_a_guardianship_holds_once_at_a_time(life: Life) -> None:
    student_id, guardian_id = await life.student(), await life.guardian()
    await add(life, student_id, guardian_id)
    asked = families.AddGuardianship(student_id, guardian_id, GuardianshipKind.FOSTER_PARENT, date(2026, 12, 1))
    assert await life.refused(families.add_guardianship, asked) == [("CONFLICT", "guardianship.exists")]


async def test_a_guardianship_may_begin_again_after_it_ended(life: Life) -> None:
    student_id, guardian_id = await life.student(), await life.guardian()
    await add(life, student_id, guardian_id, ends_on=date(2026, 9, 30))
    asked = families.AddGuardianship(student_id, guardian_id, GuardianshipKind.MOTHER, date(2026, 10, 1))
    assert (await life.do(families.add_guardianship, asked)).guardianship


async def test_a_guardianship_does_not_end_before_it_starts(life: Life) -> None:
    guardianship_id = await add(life, await life.student(), await life.guardian())
    asked = families.EndGuardianship(guardianship_id, date(2026, 8, 31))
    assert await life.refused(families.end_guardianship, asked) == [("BAD_USER_INPUT", "input.end_before_start")]


async def test_custody_and_sight_are_taken_away(life: Life) -> None:
    guardianship_id = await add(life, await life.student(), await life.guardian())
    asked = families.ChangeGuardianship(guardianship_id, has_custody=False, may_see=False, document="Сот чечими 12")
    await life.do(families.change_guardianship, asked)
    row = await life.row(tables.Guardianship, guardianship_id)
    assert (row.has_custody, row.may_see, row.may_sign, row.version) == (False, False, True, 2)


async def test_a_guardianship_that_is_over_is_not_changed(life: Life) -> None:
    guardianship_id = await add(life, await life.student(), await life.guardian(), ends_on=date(2026, 10, 4))
    asked = families.ChangeGuardianship(guardianship_id, may_sign=False)
    assert await life.refused(families.change_guardianship, asked) == [("CONFLICT", "guardianship.ended")]


async def test_a_guardian_of_one_school_does_not_represent_a_student_of_another(life: Life) -> None:
    student_id = await life.student(school_id=life.other_school_id)
    asked = families.AddGuardianship(student_id, await life.guardian(), GuardianshipKind.FATHER, START)
    assert await life.refused(families.add_guardianship, asked) == OUT_OF_SCOPE
    both = acting.somebody(Role.SECRETARY, life.school_id, life.other_school_id)
    assert await life.refused(families.add_guardianship, asked, both) == [
        ("BAD_USER_INPUT", "guardianship.other_school")
    ]
