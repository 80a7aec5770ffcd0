"""A consent without a fault, to be given as it is or with one thing changed; and what followed for a recipient."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tests.rooms.school import Country, Human

from isuo_graph.kit.clock import day_start_ms
from isuo_graph.kit.language import Language
from isuo_graph.policy.guard import Purpose
from isuo_graph.rooms.consent.acts.deciding import GiveConsent
from isuo_graph.rooms.consent.tables import ConsentEffect, EvidenceKind

HASH = "0f" * 32
NEXT_SEPTEMBER = day_start_ms(date(2027, 9, 1))


def given(
    student: Human | None = None,
    purpose: Purpose = Purpose.SCHOOL_RECORD,
    **more: Any,  # noqa: ANN401 - fields of the dataclass
) -> GiveConsent:
    """Give a consent by electronic signature on the shipped text."""
    subject = None if student is None else student.row_id
    plain = GiveConsent(purpose, 1, Language.KY, EvidenceKind.E_SIGNATURE, HASH, subject)
    return replace(plain, **more)


async def effect_row(country: Country, child: Human, recipient: str) -> Any:  # noqa: ANN401 - a row of consent_effect
    """Read what follows for a recipient outside the school."""
    table = ConsentEffect.__table__  # type: ignore[attr-defined] # SQLModel's own
    asked = table.select().where(table.c.subject_id == child.row_id, table.c.recipient == recipient)
    async with country.store.write.engine.connect() as connection:
        return (await connection.execute(asked)).one()


async def effect(country: Country, child: Human, recipient: str) -> tuple[int, int]:
    """Give the window in which data may go to the recipient."""
    row = await effect_row(country, child, recipient)
    return row.valid_from_ms, row.valid_until_ms
