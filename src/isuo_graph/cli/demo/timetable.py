"""When lessons are: takes the loads of a school, gives the weekly slots of each, so that no teacher and no class is
asked to be at two lessons at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from isuo_graph.cli.demo.staff import Lessons

DAYS: Final = 5
NUMBERS: Final = 8
"""Lessons a day at most; the second shift has its own count from one."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A day of the week, Monday is 0, and the number of the lesson."""

    weekday: int
    number: int


def timetable(lessons: Iterable[Lessons]) -> Mapping[tuple[int, str], tuple[Slot, ...]]:
    """Give the slots of each (class id, subject code); the two halves of a split class have theirs together."""
    busy: set[tuple[int, Slot]] = set()
    found: dict[tuple[int, str], tuple[Slot, ...]] = {}
    # Subjects that need two teachers at once are the hardest to place, so they go first.
    for (_, class_id, code), together in groupby(sorted(lessons, key=_rank), key=_rank):
        parts = list(together)
        found[class_id, code] = _place(busy, {class_id, *(one.teacher.id for one in parts)}, parts[0].hours)
    return found


def _rank(one: Lessons) -> tuple[bool, int, str]:
    return one.group_id is None, one.seat.id, one.subject.code


def _place(busy: set[tuple[int, Slot]], needed: set[int], hours: int) -> tuple[Slot, ...]:
    """Take free slots, early ones first, on as many different days as there are."""
    placed: list[Slot] = []
    while len(placed) < hours:
        free = (slot for slot in _by_number(placed) if not any((who, slot) in busy for who in needed))
        slot = next(free, None)
        if slot is None:
            break  # a class with more lessons than the week has room for goes without the last ones
        placed.append(slot)
        busy.update((who, slot) for who in needed)
    return tuple(placed)


def _by_number(placed: list[Slot]) -> list[Slot]:
    """All slots: days with fewer lessons of the subject first, then early numbers; days take turns."""
    count = {day: sum(slot.weekday == day for slot in placed) for day in range(DAYS)}
    every = [Slot(day, number) for number in range(1, NUMBERS + 1) for day in range(DAYS)]
    return sorted(every, key=lambda slot: (count[slot.weekday], slot.number, slot.weekday))
