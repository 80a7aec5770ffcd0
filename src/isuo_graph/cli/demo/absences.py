"""Who is away when, and why: takes students and the journal's days, answers for one student, day and subject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any, Final

from isuo_graph.cli.demo.calendar import Calendar
from isuo_graph.cli.demo.pupils import Pupil
from isuo_graph.kit.clock import day_start_ms
from isuo_graph.rooms.journal.tables import AbsenceReason, AttendanceState, ReasonSource

SPELL_SHARE: Final = 0.012
"""Chance that on a school day an absence begins; a guess that leaves about 97 of 100 present."""
SPELL_DAYS: Final = (1, 1, 1, 2, 3, 5)
LATE_SHARE: Final = 0.006
_REASONS: Final = (
    AbsenceReason.FAMILY,
    AbsenceReason.COMPETITION,
    AbsenceReason.TRANSPORT,
    AbsenceReason.WEATHER,
    AbsenceReason.WITHOUT_REASON,
)


@dataclass(frozen=True)
class Cell:
    """What the journal says in one cell that is not empty."""

    columns: Mapping[str, Any]
    is_away: bool = True


EXEMPT: Final = Cell({"state": AttendanceState.EXEMPT}, is_away=True)


class Absences:
    """Draws all spells of absence at the beginning, lateness when it is asked for."""

    def __init__(self, random: Random, pupils: Iterable[Pupil], calendar: Calendar) -> None:
        self._random = random
        self._days: dict[tuple[int, date], Cell] = {}
        days = calendar.journal_days()
        for pupil in {pupil.id: pupil for pupil in pupils}.values():
            self._draw(pupil, days)

    def of(self, pupil: Pupil, day: date, subject: str) -> Cell | None:
        """Give the cell, None for an empty one: the student was there in time."""
        away = self._days.get((pupil.id, day))
        if away is not None:
            return away
        if subject == "SPORT" and pupil.row.get("pe_exempt"):
            return EXEMPT
        if self._random.random() < LATE_SHARE:
            minutes = self._random.randrange(2, 16)
            return Cell({"state": AttendanceState.LATE, "minutes_late": minutes}, is_away=False)
        return None

    def _draw(self, pupil: Pupil, days: list[date]) -> None:
        place = 0
        while place < len(days):
            if self._random.random() < SPELL_SHARE:
                length = self._random.choice(SPELL_DAYS)
                cell = self._spell(days[place])
                self._days.update(((pupil.id, day), cell) for day in days[place : place + length])
                place += length
            place += 1

    def _spell(self, day: date) -> Cell:
        """Half of all absences are illness, mostly told by a guardian."""
        random = self._random
        is_ill = random.random() < 0.5  # noqa: PLR2004 - a guess
        reason = AbsenceReason.ILLNESS if is_ill else random.choice(_REASONS)
        by_guardian = reason is not AbsenceReason.WITHOUT_REASON and random.random() < 0.7  # noqa: PLR2004 - a guess
        columns = {
            "state": AttendanceState.ILL if is_ill else AttendanceState.ABSENT,
            "reason": reason,
            "reason_note": "Ата-энесинин билдирүүсү" if by_guardian else None,
            "reason_source": ReasonSource.GUARDIAN if by_guardian else ReasonSource.SCHOOL,
            "reason_at": day_start_ms(day),
        }
        return Cell(columns)
