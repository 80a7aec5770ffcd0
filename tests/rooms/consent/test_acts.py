"""People decide about their own data and their children's; what follows holds from the same moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.conftest import MOMENT
from tests.rooms.consent.writing import HASH, NEXT_SEPTEMBER, effect, given
from tests.rooms.school import FAR, NOW_MS, SCHOOL, Country, Human

from isuo_graph.kit.clock import day_start_ms
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.kit.language import Language
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Category, Role
from isuo_graph.rooms.consent import rules
from isuo_graph.rooms.consent.acts import deciding, office, staff, withdrawing
from isuo_graph.rooms.consent.acts.deciding import GiveConsent, RefuseConsent
from isuo_graph.rooms.consent.acts.office import AskConsent, PublishConsentText, RecordPaperConsent
from isuo_graph.rooms.consent.acts.staff import DecideStaffConsent, WithdrawStaffConsent
from isuo_graph.rooms.consent.acts.withdrawing import WithdrawConsent
from isuo_graph.rooms.consent.purposes import Aftermath
from isuo_graph.rooms.consent.tables import Consent, EvidenceKind, Operation
from isuo_graph.rooms.people.acts import families, students
from isuo_graph.rooms.people.tables import Guardian, Guardianship, StaffMember, Student

BAD = "BAD_USER_INPUT"


def refusing(asked: GiveConsent) -> RefuseConsent:
    return RefuseConsent(**vars(asked))


def on_paper(
    student: Human,
    signer: Human | None,
    **more: Any,  # noqa: ANN401 - fields of the dataclass
) -> RecordPaperConsent:
    signed_on = date(2026, 10, 1)
    signer_id = None if signer is None else signer.row_id
    plain = RecordPaperConsent(
        Purpose.SCHOOL_RECORD, 1, Language.RU, HASH, signed_on, student.row_id, signer_id=signer_id
    )
    return replace(plain, **more)


@pytest.fixture
async def secretary(country: Country) -> Human:
    return await country.employee(Role.SECRETARY)


async def window(country: Country, child: Human, name: str = "record") -> tuple[int, int]:
    row = await country.row(Student, child.row_id)
    return getattr(row, f"{name}_from"), getattr(row, f"{name}_until")


async def test_a_guardians_consent_opens_the_record_at_once(country: Country, child: Human, mother: Human) -> None:
    made = await country.do(mother, deciding.give_consent, given(child))
    start, end = await window(country, child)
    assert made.takes_effect
    assert start <= NOW_MS < end


async def test_who_signs_the_record_agrees_for_themselves(
    country: Country, child: Human, mother: Human, father: Human
) -> None:
    await country.do(mother, deciding.give_consent, given(child))
    assert (await country.row(Guardian, mother.row_id)).record_from == NOW_MS
    assert (await country.row(Guardian, father.row_id)).record_from == 0


async def test_the_record_keeps_every_requisite(country: Country, child: Human, mother: Human) -> None:
    made = await country.do(mother, deciding.give_consent, given(child, Purpose.HEALTH_SAFETY))
    row = await country.row(Consent, made.consent)
    assert (row.relation, row.text_version, row.language, row.evidence_hash) == ("MOTHER", 1, "ky", HASH)
    assert (row.categories, row.operations) == ("health,health_alert,pe_exempt", "PROCESS")
    assert (row.given_at, row.valid_until.timestamp() * 1000) == (MOMENT, NEXT_SEPTEMBER)


async def test_a_withdrawal_closes_the_record_at_once(country: Country, child: Human, mother: Human) -> None:
    made = await country.do(mother, deciding.give_consent, given(child))
    gone = await country.do(mother, withdrawing.withdraw_consent, WithdrawConsent(made.consent))
    assert gone.aftermath is Aftermath.BLOCK
    start, end = await window(country, child)
    assert not start <= NOW_MS < end


async def test_a_consent_for_a_vendor_is_found_by_one_probe(country: Country, child: Human, mother: Human) -> None:
    await country.do(mother, deciding.give_consent, given(child, Purpose.ELEARNING, recipient="kolibri"))
    assert await effect(country, child, "kolibri") == (NOW_MS, NEXT_SEPTEMBER)


async def test_a_withdrawal_tells_the_vendor(country: Country, child: Human, mother: Human) -> None:
    asked = given(child, Purpose.TESTING, recipient="questionbank")
    made = await country.do(mother, deciding.give_consent, asked)
    events = await country.events("consent:consent_withdrawn")
    gone = await country.do(mother, withdrawing.withdraw_consent, WithdrawConsent(made.consent))
    assert gone.aftermath is Aftermath.DELETE_AT_VENDOR
    assert await country.events("consent:consent_withdrawn") == events + 1
    assert await effect(country, child, "questionbank") == (0, 0)


async def test_a_refusal_by_the_other_keeps_a_consent_from_taking_effect(
    country: Country, child: Human, mother: Human, father: Human
) -> None:
    asked = given(child, Purpose.PUBLICATION)
    await country.do(father, deciding.refuse_consent, refusing(asked))
    made = await country.do(mother, deciding.give_consent, asked)
    assert not made.takes_effect
    assert await window(country, child, "publication") == (0, 0)


@pytest.mark.parametrize(
    ("bond", "fault"),
    [
        ({"may_sign": False}, (BAD, "consent.may_not_sign")),
        ({"has_custody": False}, ("NOT_IN_SCOPE", "row.not_found")),
        ({"may_see": False}, ("NOT_IN_SCOPE", "row.not_found")),
        ({"ends_on": date(2026, 10, 4)}, ("NOT_IN_SCOPE", "row.not_found")),
    ],
)
async def test_who_may_not_sign_gives_no_consent(
    country: Country, child: Human, bond: dict[str, Any], fault: tuple[str, str]
) -> None:
    other = await country.student()
    aunt = await country.guardian(child, **bond)
    await country.add(
        Guardianship(
            id=next(country.numbers), school_id=SCHOOL, student_id=other.row_id, guardian_id=aunt.row_id,
            kind="MOTHER", starts_on=date(2020, 1, 1),
        )
    )  # fmt: skip
    assert await country.refused(aunt, deciding.give_consent, given(child)) == [fault]


async def test_nobody_signs_for_somebody_elses_child(country: Country, mother: Human) -> None:
    stranger = await country.student()
    found = await country.refused(mother, deciding.give_consent, given(stranger))
    assert found == [("NOT_IN_SCOPE", "row.not_found")]


async def test_an_employee_does_not_sign_for_a_family(country: Country, child: Human, secretary: Human) -> None:
    found = await country.refused(secretary, deciding.give_consent, given(child))
    assert found == [(BAD, "consent.may_not_sign")]


async def test_under_eighteen_a_student_does_not_sign(country: Country, child: Human) -> None:
    assert await country.refused(child, deciding.give_consent, given(child)) == [(BAD, "consent.minor")]


async def test_at_eighteen_the_student_signs_and_the_parents_do_not(country: Country) -> None:
    grown = await country.student(birth_date=date(2008, 10, 5))
    mother = await country.guardian(grown)
    assert await country.refused(mother, deciding.give_consent, given(grown)) == [(BAD, "consent.of_age")]
    assert (await country.do(grown, deciding.give_consent, given(grown))).takes_effect


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"text_version": 7}, "consent.text_outdated"),
        ({"evidence_hash": "0F" * 32}, "consent.evidence_malformed"),
        ({"evidence_hash": ""}, "consent.evidence_malformed"),
        ({"valid_until": date(2026, 10, 5)}, "consent.term_past"),
        ({"recipient": "kolibri"}, "consent.recipient_unknown"),
        ({"categories": (Category.HEALTH,)}, "consent.category_not_in_purpose"),
        ({"operations": (Operation.CROSS_BORDER,)}, "consent.operation_not_in_purpose"),
        ({"purpose": Purpose.STAFF_HR}, "consent.not_for_subject"),
        ({"purpose": Purpose.MATERIALS}, "consent.not_needed"),
        ({"purpose": Purpose.PUBLICATION, "valid_until": date(2030, 1, 1)}, "consent.term_too_long"),
        ({"student_id": None}, "consent.subject"),
    ],
)
async def test_what_is_wrong_with_a_consent_is_said_and_nothing_kept(
    country: Country, child: Human, mother: Human, more: dict[str, Any], fault: str
) -> None:
    assert await country.refused(mother, deciding.give_consent, given(child, **more)) == [(BAD, fault)]
    assert await window(country, child) == (0, 0)


async def test_a_purpose_that_names_a_vendor_needs_one(country: Country, child: Human, mother: Human) -> None:
    found = await country.refused(mother, deciding.give_consent, given(child, Purpose.ELEARNING))
    assert found == [(BAD, "consent.recipient_unknown")]


async def test_the_same_is_not_decided_twice(country: Country, child: Human, mother: Human) -> None:
    await country.do(mother, deciding.give_consent, given(child))
    assert await country.refused(mother, deciding.give_consent, given(child)) == [("CONFLICT", "consent.exists")]


async def test_only_the_signer_withdraws_online(country: Country, child: Human, mother: Human, father: Human) -> None:
    made = await country.do(mother, deciding.give_consent, given(child))
    found = await country.refused(father, withdrawing.withdraw_consent, WithdrawConsent(made.consent))
    assert found == [(BAD, "consent.not_signer")]


async def test_the_office_records_a_written_application(
    country: Country, child: Human, mother: Human, secretary: Human
) -> None:
    made = await country.do(mother, deciding.give_consent, given(child))
    found = await country.refused(secretary, withdrawing.withdraw_consent, WithdrawConsent(made.consent))
    assert found == [(BAD, "consent.written_application")]
    asked = WithdrawConsent(made.consent, note="Арыз № 14")
    await country.do(secretary, withdrawing.withdraw_consent, asked)
    assert (await country.row(Consent, made.consent)).withdrawal_kind == "WRITTEN_APPLICATION"
    again = await country.refused(secretary, withdrawing.withdraw_consent, asked)
    assert again == [("CONFLICT", "consent.withdrawn")]


async def test_a_guardian_agrees_for_their_own_contacts(country: Country, mother: Human) -> None:
    asked = given(purpose=Purpose.CLASS_COMMUNITY, guardian_id=mother.row_id)
    await country.do(mother, deciding.give_consent, asked)
    assert (await country.row(Guardian, mother.row_id)).community_until == NEXT_SEPTEMBER


async def test_nobody_agrees_for_another_guardian(country: Country, mother: Human, father: Human) -> None:
    asked = given(purpose=Purpose.CLASS_COMMUNITY, guardian_id=father.row_id)
    assert await country.refused(mother, deciding.give_consent, asked) == [("NOT_IN_SCOPE", "row.not_found")]


async def test_an_employee_decides_about_the_personnel_record(country: Country) -> None:
    teacher = await country.employee(Role.SUBJECT_TEACHER)
    asked = DecideStaffConsent(teacher.row_id, Purpose.STAFF_HR, 1, Language.RU, EvidenceKind.TUNDUK, HASH)
    made = await country.do(teacher, staff.decide_staff_consent, asked)
    assert (await country.row(StaffMember, teacher.row_id)).hr_from == NOW_MS
    await country.do(teacher, staff.withdraw_staff_consent, WithdrawStaffConsent(made.consent))
    assert (await country.row(StaffMember, teacher.row_id)).hr_until == 0


async def test_a_paper_counts_from_the_day_it_was_signed(
    country: Country, child: Human, mother: Human, secretary: Human
) -> None:
    await country.do(secretary, office.record_paper_consent, on_paper(child, mother))
    assert (await window(country, child))[0] == day_start_ms(date(2026, 10, 1))


async def test_a_class_teacher_records_papers_of_the_own_class_alone(country: Country) -> None:
    teacher = await country.employee(Role.CLASS_TEACHER)
    class_id = await country.led_class(teacher)
    mine, other = await country.student(class_id=class_id), await country.student()
    await country.do(teacher, office.record_paper_consent, on_paper(mine, await country.guardian(mine)))
    assert (await window(country, mine))[1] > NOW_MS
    found = await country.refused(teacher, office.record_paper_consent, on_paper(other, await country.guardian(other)))
    assert found == [("NOT_IN_SCOPE", "row.not_found")]


async def test_a_guardian_records_no_paper_of_the_other(
    country: Country, child: Human, mother: Human, father: Human
) -> None:
    found = await country.refused(mother, office.record_paper_consent, on_paper(child, father))
    assert found == [("NOT_IN_SCOPE", "row.not_found")]


async def test_a_paper_bears_no_date_to_come(country: Country, child: Human, mother: Human, secretary: Human) -> None:
    asked = on_paper(child, mother, signed_on=date(2026, 10, 6))
    found = await country.refused(secretary, office.record_paper_consent, asked)
    assert found == [(BAD, "input.date_in_future")]


async def test_a_paper_by_somebody_without_custody_is_refused(country: Country, child: Human, secretary: Human) -> None:
    aunt = await country.guardian(child, has_custody=False)
    found = await country.refused(secretary, office.record_paper_consent, on_paper(child, aunt))
    assert found == [(BAD, "consent.no_custody")]


async def test_losing_custody_ends_what_the_guardian_agreed_to(
    country: Country, child: Human, mother: Human, secretary: Human
) -> None:
    await country.do(mother, deciding.give_consent, given(child))
    table = Guardianship.__table__  # type: ignore[attr-defined] # SQLModel's own
    async with country.store.write.engine.connect() as connection:
        bond = (await connection.execute(table.select().where(table.c.guardian_id == mother.row_id))).one()
    await country.do(secretary, families.change_guardianship, families.ChangeGuardianship(bond.id, has_custody=False))
    assert await window(country, child) == (0, 0)


async def test_an_ended_guardianship_ends_the_window_on_its_last_day(
    country: Country, child: Human, mother: Human, secretary: Human
) -> None:
    await country.do(mother, deciding.give_consent, given(child))
    table = Guardianship.__table__  # type: ignore[attr-defined] # SQLModel's own
    async with country.store.write.engine.connect() as connection:
        bond = (await connection.execute(table.select().where(table.c.guardian_id == mother.row_id))).one()
    await country.do(secretary, families.end_guardianship, families.EndGuardianship(bond.id, date(2026, 10, 31)))
    assert (await window(country, child))[1] == day_start_ms(date(2026, 11, 1))


async def test_a_birth_date_recorded_late_closes_what_parents_no_longer_decide(
    country: Country, secretary: Human
) -> None:
    grown = await country.student(birth_date=None)
    mother = await country.guardian(grown)
    await country.do(mother, deciding.give_consent, given(grown))
    await country.do(mother, deciding.give_consent, given(grown, Purpose.PUBLICATION))
    birth_date = date(2008, 9, 30)
    asked = students.ChangeStudentIdentity(grown.row_id, "Үсөнова", birth_date=birth_date)
    await country.do(secretary, students.change_student_identity, asked)
    assert await window(country, grown) == (NOW_MS, rules.grace_end_ms(birth_date))
    assert await window(country, grown, "publication") == (0, 0)


async def test_leaving_the_school_ends_every_consent(country: Country, child: Human, mother: Human) -> None:
    await country.do(mother, deciding.give_consent, given(child, Purpose.TESTING, recipient="questionbank"))
    async with country.store.write.unit(await country.viewer(mother), deciding.give_consent) as unit:
        row = await unit.get(Student, child.row_id)
        row.left_on, row.status = date(2026, 10, 9), "LEFT"
    assert (await effect(country, child, "questionbank"))[1] == day_start_ms(date(2026, 10, 10))


async def test_after_a_refused_act_no_window_has_moved(country: Country, child: Human, mother: Human) -> None:
    async def give_and_fail() -> None:
        async with country.store.write.unit(await country.viewer(mother), deciding.give_consent) as unit:
            await deciding.give_consent.run(unit, given(child))
            raise Refused(Code.BAD_USER_INPUT, "input.nothing_to_change")

    with pytest.raises(Refused):
        await give_and_fail()
    assert await window(country, child) == (0, 0)


async def test_a_family_is_asked_for_what_is_missing_only(
    country: Country, child: Human, mother: Human, secretary: Human
) -> None:
    asked = AskConsent(child.row_id, Purpose.SCHOOL_RECORD)
    await country.do(secretary, office.ask_consent, asked)
    await country.do(mother, deciding.give_consent, given(child))
    assert await country.refused(secretary, office.ask_consent, asked) == [("CONFLICT", "consent.exists")]


async def test_people_sign_the_latest_text_of_their_school(
    country: Country, child: Human, mother: Human, secretary: Human
) -> None:
    words: dict[str, Any] = {
        "title_ky": "Портфолио",
        "body_ky": "Макулмун.",
        "title_ru": "Портфолио",
        "body_ru": "Согласен.",
    }
    asked = PublishConsentText(SCHOOL, Purpose.PORTFOLIO_SHARE, **words)
    await country.do(secretary, office.publish_consent_text, asked)
    old = given(child, Purpose.PORTFOLIO_SHARE)
    assert await country.refused(mother, deciding.give_consent, old) == [(BAD, "consent.text_outdated")]
    english = replace(old, text_version=2, language=Language.EN)
    assert await country.refused(mother, deciding.give_consent, english) == [(BAD, "consent.text_language")]
    await country.do(mother, deciding.give_consent, replace(old, text_version=2))


async def test_a_school_publishes_no_text_for_another(country: Country, secretary: Human) -> None:
    words: dict[str, Any] = {"title_ky": "А", "body_ky": "А", "title_ru": "А", "body_ru": "А"}
    asked = PublishConsentText(FAR, Purpose.RESEARCH_ROWS, **words)
    found = await country.refused(secretary, office.publish_consent_text, asked)
    assert found == [("NOT_IN_SCOPE", "row.not_found")]
