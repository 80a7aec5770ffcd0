"""Keeps windows true when something else than a consent changes them: custody, a birth date, somebody leaving.

The acts on people stand in an earlier room and know nothing of consents; they are followed within their own unit.
"""

from __future__ import annotations

from isuo_graph.rooms.consent.effects import Subjects, recompute
from isuo_graph.rooms.consent.terms import terms_of
from isuo_graph.rooms.people.tables import Guardianship, StaffMember, Student
from isuo_graph.store.unit import Unit

_OF_STUDENT = ("birth_date", "left_on", "status")
_OF_BOND = ("has_custody", "may_see", "may_sign", "starts_on", "ends_on")


async def follow(unit: Unit) -> None:
    """Work out anew the windows of everybody whose circumstances this unit changed."""
    if unit.changes is None:
        return
    bonds = unit.changes.of(Guardianship, *_OF_BOND)
    subjects = Subjects(
        students=frozenset(row.id for row in unit.changes.of(Student, *_OF_STUDENT))
        | frozenset(bond.student_id for bond in bonds),
        guardians=frozenset(bond.guardian_id for bond in bonds),
        staff=frozenset(row.id for row in unit.changes.of(StaffMember, "left_on")),
    )
    if subjects != Subjects():
        await recompute(unit.session, subjects, now_ms=unit.now_ms, new_id=unit.new_id, terms=terms_of(unit))
