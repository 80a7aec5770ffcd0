"""How far a consent reaches: abroad only where it says so; and who reads it: whoever gave it, and no colleague."""

from __future__ import annotations

from typing import Any

import pytest
from tests.rooms.consent.writing import HASH, NEXT_SEPTEMBER, effect, effect_row, given
from tests.rooms.school import NOW_MS, Country, Human

from isuo_graph.kit.errors import Refused
from isuo_graph.kit.language import Language
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Action, Category, Right, Role
from isuo_graph.rooms.consent import graph
from isuo_graph.rooms.consent.acts import deciding, staff, withdrawing
from isuo_graph.rooms.consent.acts.staff import DecideStaffConsent
from isuo_graph.rooms.consent.acts.withdrawing import WithdrawConsent
from isuo_graph.rooms.consent.tables import EvidenceKind, Operation


async def abroad(country: Country, child: Human, recipient: str) -> tuple[int, int]:
    row = await effect_row(country, child, recipient)
    return row.abroad_from_ms, row.abroad_until_ms


ABROAD: dict[str, Any] = {"purpose": Purpose.ELEARNING, "recipient": "kolibri", "operations": tuple(Operation)}


async def test_a_consent_that_names_passing_abroad_opens_the_window_abroad(
    country: Country, child: Human, mother: Human
) -> None:
    await country.do(mother, deciding.give_consent, given(child, **ABROAD))
    assert await abroad(country, child, "kolibri") == (NOW_MS, NEXT_SEPTEMBER)


async def test_a_consent_that_does_not_name_passing_abroad_keeps_data_in_the_country(
    country: Country, child: Human, mother: Human
) -> None:
    await country.do(mother, deciding.give_consent, given(child, Purpose.ELEARNING, recipient="kolibri"))
    assert (await abroad(country, child, "kolibri"), (await effect(country, child, "kolibri"))[0]) == ((0, 0), NOW_MS)


async def test_data_stay_in_the_country_when_one_parent_names_passing_abroad_and_the_other_does_not(
    country: Country, child: Human, mother: Human, father: Human
) -> None:
    await country.do(mother, deciding.give_consent, given(child, **ABROAD))
    await country.do(father, deciding.give_consent, given(child, Purpose.ELEARNING, recipient="kolibri"))
    assert (await abroad(country, child, "kolibri"), (await effect(country, child, "kolibri"))[0]) == ((0, 0), NOW_MS)


async def test_a_withdrawal_closes_the_window_abroad_too(country: Country, child: Human, mother: Human) -> None:
    made = await country.do(mother, deciding.give_consent, given(child, **ABROAD))
    await country.do(mother, withdrawing.withdraw_consent, WithdrawConsent(made.consent))
    start, end = await abroad(country, child, "kolibri")
    assert not start <= NOW_MS < end


async def may_read(country: Country, reader: Human, consent_id: int) -> bool:
    """Tell whether somebody's own rights reach the consent."""
    right = Right(Category.CONSENTS, Action.READ)
    async with country.store.write.unit(await country.viewer(reader), deciding.give_consent) as unit:
        try:
            await unit.reach(graph.Consent, consent_id, right)
        except Refused:
            return False
    return True


@pytest.mark.parametrize("role", [Role.SUBJECT_TEACHER, Role.CLASS_TEACHER, Role.NURSE, Role.LIBRARIAN, Role.DEPUTY])
async def test_employees_read_their_own_consents_and_no_colleagues(country: Country, role: Role) -> None:
    teacher, colleague = await country.employee(role), await country.employee(role)
    asked = DecideStaffConsent(teacher.row_id, Purpose.STAFF_HR, 1, Language.RU, EvidenceKind.TUNDUK, HASH)
    made = await country.do(teacher, staff.decide_staff_consent, asked)
    assert (await may_read(country, teacher, made.consent), await may_read(country, colleague, made.consent)) == (
        True, False,
    )  # fmt: skip
