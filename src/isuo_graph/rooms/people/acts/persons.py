"""Which human being a row stands for: the one place where people of different schools are recognised as one (R8).

Two rows are joined by the same personal number *and* the same full name. A number alone is not enough: a slip of the
pen would give one family's account the other family's child.
"""

from __future__ import annotations

from typing import Any

from sqlmodel import col, select

from isuo_graph.kit.entry import Entry
from isuo_graph.kit.errors import Code
from isuo_graph.rooms.people import tables
from isuo_graph.store.unit import Unit

_ROWS = (tables.Student, tables.Guardian, tables.StaffMember)


async def new_person(unit: Unit, pin: str | None = None) -> tables.Person:
    """Add a human being of whom nothing else is known yet."""
    person = tables.Person(id=unit.new_id(), pin=pin, created_at=unit.now)
    unit.session.add(person)
    await unit.session.flush()
    return person


async def take_pin(unit: Unit, entry: Entry, row: Any, pin: str) -> None:  # noqa: ANN401 - a student, guardian or employee
    """Let a row stand for the person with a personal number. Its name must be on the row already."""
    owner = (await unit.session.exec(select(tables.Person).where(tables.Person.pin == pin))).first()
    if owner is not None and owner.id != row.person_id:
        if await _may_join(unit, row, owner):
            row.person_id = owner.id
        else:
            entry.refuse("pin.taken", "pin", code=Code.CONFLICT)
            return
    elif owner is None:
        await _give_pin(unit, row, pin)
    row.pin = pin


async def _give_pin(unit: Unit, row: Any, pin: str) -> None:  # noqa: ANN401 - as `take_pin`
    """Give a number nobody has yet to the row's person; leave one whom other rows know by another number."""
    person = await unit.get(tables.Person, row.person_id)
    if person.pin is not None and len(await _rows_of(unit, person.id)) > 1:
        row.person_id = (await new_person(unit, pin)).id
    else:
        person.pin = pin


async def _may_join(unit: Unit, row: Any, owner: tables.Person) -> bool:  # noqa: ANN401 - as `take_pin`
    """Tell whether the row may stand for another person: same full name, and no account that would be left behind."""
    has_account = select(tables.Account.id).where(tables.Account.person_id == row.person_id)
    if (await unit.session.exec(has_account)).first():
        return False
    others = await _rows_of(unit, owner.id)
    is_same = any(other.name_search == row.name_search for other in others) or not others
    twice = any(
        isinstance(other, type(row)) and other.school_id == row.school_id and _is_active(other) for other in others
    )
    return is_same and not twice


def _is_active(row: Any) -> bool:  # noqa: ANN401 - as `take_pin`
    return getattr(row, "left_on", None) is None


async def _rows_of(unit: Unit, person_id: int) -> list[Any]:
    found: list[Any] = []
    for table in _ROWS:
        found.extend((await unit.session.exec(select(table).where(col(table.person_id) == person_id))).all())
    return found
