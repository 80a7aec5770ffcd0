"""What follows from the demo's consents by the consent room's own rules: takes decisions, writes windows into rows.

`consent.effects.recompute` would write the same from the database, in five times the time; a test holds both together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from isuo_graph.cli.demo import pupils
from isuo_graph.cli.demo.pupils import Parent, Pupil
from isuo_graph.cli.demo.sheets import Sheets
from isuo_graph.cli.demo.staff import Employee
from isuo_graph.kit.clock import day_start_ms
from isuo_graph.policy.guard import Purpose
from isuo_graph.rooms.consent import rules
from isuo_graph.rooms.consent.purposes import SCHOOL, SPECS
from isuo_graph.rooms.consent.rules import FOREVER, Bond, Decision, Life, Window
from isuo_graph.rooms.consent.tables import ConsentEffect, Operation

Key = tuple[Purpose, str]
"""A purpose and a recipient."""
_RECORD: Key = (Purpose.SCHOOL_RECORD, SCHOOL)


@dataclass
class _Represented:
    """What a parent's own windows follow from: the children, and what was decided under each one's school record."""

    parent: Parent
    children: list[tuple[Bond, Life, Sequence[Decision]]] = field(default_factory=list)


class Windows:
    """Gathers decisions by subject, then writes what follows from them at a moment."""

    def __init__(self, sheets: Sheets, school_id: int, now_ms: int) -> None:
        self._sheets = sheets
        self._school_id = school_id
        self._now_ms = now_ms
        self._decisions: dict[int, dict[Key, list[Decision]]] = defaultdict(lambda: defaultdict(list))

    def decided(self, subject_id: int, key: Key, decision: Decision) -> None:
        """Note a decision; those of one subject and key come in the order they were made."""
        self._decisions[subject_id][key].append(decision)

    def of_families(self, families: Sequence[Pupil]) -> None:
        """Write the windows of students and of their parents."""
        parents: dict[int, _Represented] = {}
        for pupil in families:
            life = Life(pupil.row.get("birth_date"), _until_ms(pupil.row.get("left_on")))
            bonds = {bond.parent.id: _bond(bond, pupil) for bond in pupil.bonds}
            decided = self._decisions[pupil.id]
            self._of_student(pupil, decided, tuple(bonds.values()), life)
            for bond in pupil.bonds:
                known = parents.setdefault(bond.parent.id, _Represented(bond.parent))
                known.children.append((bonds[bond.parent.id], life, decided.get(_RECORD, ())))
        for represented in parents.values():
            self._of_parent(represented)

    def of_staff(self, employees: Iterable[Employee]) -> None:
        """Write the windows of employees."""
        for who in employees:
            found = {key: self._own(decisions, Life()) for key, decisions in self._decisions[who.id].items()}
            self._write(who.row, found, "staff_column")

    def _of_student(
        self, pupil: Pupil, decided: Mapping[Key, Sequence[Decision]], bonds: Sequence[Bond], life: Life
    ) -> None:
        found: dict[Key, Window] = {}
        for key, decisions in decided.items():
            spans = rules.windows(_allows(key[0], decisions, bonds, life), decisions, bonds, life)
            found[key] = rules.current(spans, self._now_ms)
        self._write(pupil.row, found, "student_column")

    def _of_parent(self, represented: _Represented) -> None:
        life = Life(None, max(life.until_ms for _, life, _ in represented.children))
        own = self._decisions[represented.parent.id]
        found = {key: self._own(decisions, life) for key, decisions in own.items()}
        spans = [found[_RECORD]] if _RECORD in found else []
        for bond, child, decisions in represented.children:
            spans += rules.windows(_covers(bond, decisions, child), decisions, (bond,), child)
        found[_RECORD] = rules.current(rules.union(spans), self._now_ms)
        self._write(represented.parent.row, found, "guardian_column")

    def _own(self, decisions: Sequence[Decision], life: Life) -> Window:
        spans = rules.windows(lambda moment: rules.subject_allows(moment, decisions, life), decisions, life=life)
        return rules.current(spans, self._now_ms)

    def _write(self, row: dict[str, Any], found: Mapping[Key, Window], column: str) -> None:
        """Put windows onto the subject's row; those of recipients outside stand in a table of their own."""
        for key, (start, end) in found.items():
            name = getattr(SPECS[key[0]], column)
            if name is not None:
                row.update({f"{name}_from": start, f"{name}_until": end})
            else:
                # Every consent of the demo names all operations that its purpose knows.
                is_abroad = Operation.CROSS_BORDER in SPECS[key[0]].operations
                self._sheets.add(
                    ConsentEffect,
                    school_id=self._school_id,
                    subject_id=row["id"],
                    purpose=key[0],
                    recipient=key[1],
                    valid_from_ms=start,
                    valid_until_ms=end,
                    abroad_from_ms=start if is_abroad else 0,
                    abroad_until_ms=end if is_abroad else 0,
                )


def _allows(purpose: Purpose, decisions: Sequence[Decision], bonds: Sequence[Bond], life: Life) -> Any:  # noqa: ANN401 - what `windows` asks
    return lambda moment: rules.allows(purpose, moment, decisions, bonds, life)


def _covers(bond: Bond, decisions: Sequence[Decision], child: Life) -> Any:  # noqa: ANN401 - as above
    return lambda moment: rules.signer_allows(bond.guardian_id, moment, decisions, (bond,), child)


def _bond(bond: pupils.Bond, pupil: Pupil) -> Bond:
    return Bond(
        bond.parent.id,
        day_start_ms(pupil.birth_date),
        has_custody=bond.has_custody,
        may_see=bond.may_see,
        may_sign=bond.may_sign,
    )


def _until_ms(left_on: date | None) -> int:
    return FOREVER if left_on is None else day_start_ms(left_on + timedelta(days=1))
