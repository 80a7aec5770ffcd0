"""The journal of the demo: loads, a quarter of lessons with marks and attendance, and results of the last quarter.

Takes a school with its people; everything is drawn from one generator, so that equal days give equal journals. A
student has marks only while the school may keep them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from isuo_graph.cli.demo import curriculum
from isuo_graph.cli.demo.absences import Absences
from isuo_graph.cli.demo.calendar import Calendar
from isuo_graph.cli.demo.frame import THOUSANDTHS, Nation, School
from isuo_graph.cli.demo.pupils import Part, Pupil
from isuo_graph.cli.demo.sheets import Sheets
from isuo_graph.cli.demo.staff import Lessons, Staff
from isuo_graph.cli.demo.timetable import Slot, timetable
from isuo_graph.kit.clock import SCHOOL_ZONE
from isuo_graph.rooms.journal import tables
from isuo_graph.rooms.journal.tables import ChangeKind, LessonState, MarkKind
from isuo_graph.rooms.org.tables import ScaleKind

MARKED_SHARE: Final = 0.33
"""How many of those present get a mark in a usual lesson; a guess that gives some ninety marks a student."""
CONTROL_EVERY: Final = 12
"""Each so many lessons of a load is a control work that nearly everybody is marked for."""
CONTROL_SHARE: Final = 0.9
CHANGED_EVERY: Final = 1499
"""Each so many marks was put right later; each second of these was voided. Prime, so that all subjects meet it."""
PLANNED_DAYS: Final = 7
"""How far ahead lessons are planned."""
HOMEWORK_SHARE: Final = 0.6
DAY_BEGINS: Final = time(8, 0)
LESSON_MS: Final = 55 * 60_000
CRITERIA: Final = "ABCD"
BLOCKED_DAYS: Final = 3
"""So many days ago the consent of a blocked student was withdrawn."""
_KINDS: Final = (MarkKind.LESSON, MarkKind.ORAL, MarkKind.HOMEWORK, MarkKind.WRITTEN, MarkKind.PRACTICAL)


@dataclass(frozen=True)
class Load:
    """A load as written, with everybody who sits in it and its scale."""

    id: int
    lessons: Lessons
    scale: curriculum.Marked
    sitting: tuple[Pupil, ...]


def blocked_on(calendar: Calendar) -> date:
    """Give the day on which the demo's blocked student's consent was withdrawn."""
    return calendar.today - timedelta(days=BLOCKED_DAYS)


def loads(
    sheets: Sheets, nation: Nation, school: School, staff: Staff, pupils: list[Pupil], calendar: Calendar, order_id: int
) -> list[Load]:
    """Write who teaches what to whom."""
    made: list[Load] = []
    for lessons in staff.lessons:
        load_id = sheets.add(
            tables.TeachingLoad,
            school_id=school.id,
            year_id=school.year_id,
            class_id=lessons.seat.id,
            group_id=lessons.group_id,
            subject_id=nation.subjects[lessons.subject.code],
            teacher_id=lessons.teacher.id,
            hours_week=lessons.hours * THOUSANDTHS,
            starts_on=calendar.starts_on,
            order_id=order_id,
        )
        scale = curriculum.scale_of(lessons.seat.grade, lessons.subject.code)
        made.append(Load(load_id, lessons, scale, tuple(_sitting(lessons, pupils))))
    return made


def journal(
    sheets: Sheets, nation: Nation, school: School, made: list[Load], random: Random, calendar: Calendar
) -> None:
    """Write the lessons of about a quarter, and a week ahead."""
    absences = Absences(random, [pupil for load in made for pupil in load.sitting], calendar)
    slots = timetable(load.lessons for load in made)
    by_day: dict[int, list[tuple[Load, Slot]]] = {}
    for load in made:
        for slot in slots[load.lessons.seat.id, load.lessons.subject.code]:
            by_day.setdefault(slot.weekday, []).append((load, slot))
    pen = _Pen(sheets, nation, school, random, calendar, absences)
    for day in calendar.journal_days():
        for load, slot in by_day.get(day.weekday(), ()):
            pen.held(load, slot, day)
    tomorrow = calendar.today + timedelta(days=1)
    for day in calendar.school_days(tomorrow, calendar.today + timedelta(days=PLANNED_DAYS)):
        for load, slot in by_day.get(day.weekday(), ()):
            pen.planned(load, slot, day)


class _Pen:
    """Writes lesson after lesson into the journal."""

    def __init__(
        self,
        sheets: Sheets,
        nation: Nation,
        school: School,
        random: Random,
        calendar: Calendar,
        absences: Absences,
    ) -> None:
        self._sheets = sheets
        self._nation = nation
        self._school = school
        self._random = random
        self._calendar = calendar
        self._absences = absences
        self._given: dict[int, int] = {}
        self._marks = 0

    def held(self, load: Load, slot: Slot, day: date) -> None:
        """Write a lesson that took place, with its attendance and marks."""
        at = _moment(day) + slot.number * LESSON_MS
        lesson_id = self._lesson(load, slot, day, state=LessonState.HELD, recorded_at=at)
        about = {
            "school_id": self._school.id,
            "lesson_id": lesson_id,
            "load_id": load.id,
            "class_id": load.lessons.seat.id,
            "subject_id": self._nation.subjects[load.lessons.subject.code],
            "grade": load.lessons.seat.grade,
            "held_on": day,
            "entered_by_id": load.lessons.teacher.id,
            "entered_at": at,
        }
        known = [pupil for pupil in load.sitting if self._may_keep(pupil, day)]
        present = list(self._attendance(load, known, day, about))
        if load.scale.bounds:
            self._mark_some(load, present, about)

    def planned(self, load: Load, slot: Slot, day: date) -> None:
        """Write a lesson that is to come."""
        self._lesson(load, slot, day, state=LessonState.PLANNED, recorded_at=None)

    def _may_keep(self, pupil: Pupil, day: date) -> bool:
        if pupil.part is Part.BLOCKED:
            return day < blocked_on(self._calendar)
        return not pupil.is_stub

    def _lesson(self, load: Load, slot: Slot, day: date, *, state: LessonState, recorded_at: int | None) -> int:
        number = self._given[load.id] = self._given.get(load.id, 0) + 1
        topics = curriculum.TOPICS.get(load.lessons.subject.code, curriculum.OTHER_TOPICS)
        quarter = self._calendar.quarter_on(day)
        has_homework = load.lessons.seat.grade > 1 and self._random.random() < HOMEWORK_SHARE
        return self._sheets.add(
            tables.Lesson,
            school_id=self._school.id,
            year_id=self._school.year_id,
            period_id=self._school.periods[quarter.number] if quarter else None,
            load_id=load.id,
            class_id=load.lessons.seat.id,
            group_id=load.lessons.group_id,
            subject_id=self._nation.subjects[load.lessons.subject.code],
            held_on=day,
            number=slot.number,
            state=state,
            topic=topics[number // 4 % len(topics)],
            homework=f"§ {number}, № {number * 3}–{number * 3 + 4}" if has_homework else None,
            recorded_at=recorded_at,
        )

    def _attendance(self, load: Load, known: list[Pupil], day: date, about: Mapping[str, object]) -> Iterator[Pupil]:
        """Write who was away or late; as in a paper journal an empty cell is presence. Gives who can be marked."""
        for pupil in known:
            found = self._absences.of(pupil, day, load.lessons.subject.code)
            if found is None:
                yield pupil
            else:
                self._sheets.add(tables.Attendance, student_id=pupil.id, **about, **found.columns)
                if not found.is_away:
                    yield pupil

    def _mark_some(self, load: Load, present: list[Pupil], about: Mapping[str, object]) -> None:
        random = self._random
        is_control = self._given[load.id] % CONTROL_EVERY == 0
        share = CONTROL_SHARE if is_control else MARKED_SHARE
        kind = MarkKind.CONTROL_WORK if is_control else random.choice(_KINDS)
        scale_id = self._nation.scales[load.scale]
        has_criteria = load.scale.kind is ScaleKind.CRITERIA
        for pupil in present:
            if random.random() >= share:
                continue
            mark_id = self._sheets.add(
                tables.Mark,
                student_id=pupil.id,
                scale_id=scale_id,
                kind=kind,
                criterion=random.choice(CRITERIA) if has_criteria else None,
                weight=2 * THOUSANDTHS if is_control else THOUSANDTHS,
                value=drawn_value(random, load, pupil) * THOUSANDTHS,
                **about,
                **self._correction(),
            )
            self._trail(mark_id, pupil, load, about)

    def _correction(self) -> dict[str, object]:
        """Say of the next mark whether it was changed or voided later."""
        self._marks += 1
        if self._marks % CHANGED_EVERY:
            return {}
        is_void = self._marks // CHANGED_EVERY % 2 == 1
        return {"version": 2, "voided_at": _moment(self._calendar.today) if is_void else None}

    def _trail(self, mark_id: int, pupil: Pupil, load: Load, about: Mapping[str, object]) -> None:
        if self._marks % CHANGED_EVERY:
            return
        assert load.scale.bounds is not None
        is_void = self._marks // CHANGED_EVERY % 2 == 1
        low, _, passing = load.scale.bounds
        self._sheets.add(
            tables.MarkChange,
            school_id=self._school.id,
            mark_id=mark_id,
            student_id=pupil.id,
            load_id=load.id,
            class_id=load.lessons.seat.id,
            kind=ChangeKind.VOIDED if is_void else ChangeKind.CHANGED,
            old_value=low * THOUSANDTHS,
            new_value=None if is_void else passing * THOUSANDTHS,
            old_weight=THOUSANDTHS,
            new_weight=None if is_void else THOUSANDTHS,
            reason="Башка окуучуга коюлган" if is_void else "Ката коюлган",
            changed_by_id=about["entered_by_id"],
            changed_at=_moment(self._calendar.today),
        )


def drawn_value(random: Random, load: Load, pupil: Pupil) -> int:
    """Draw a value on the load's scale around what the student usually reaches."""
    assert load.scale.bounds is not None
    low, high, passing = load.scale.bounds
    # Spread by a multiplier, so that a student's strength is neither stored nor the same in neighbours.
    strength = pupil.id * 2_654_435_761 % 1000 / 1000
    if load.scale.kind is ScaleKind.PASS_FAIL:
        return int(random.random() < 0.8 + strength / 5)
    middle = passing + (high - passing) * (0.15 + 0.7 * strength)
    return min(high, max(low, round(random.gauss(middle, (high - low) / 7))))


def _sitting(lessons: Lessons, pupils: list[Pupil]) -> Iterator[Pupil]:
    """Give who sits in a load: the class, or the half of it that the group is."""
    seat = lessons.seat
    of_class = [pupil for pupil in pupils if pupil.seat.id == seat.id]
    if lessons.group_id is None or lessons.subject.groups is None:
        yield from of_class
        return
    is_first = seat.groups[lessons.subject.groups.value][0] == lessons.group_id
    size = max(pupil.place for pupil in of_class) + 1
    yield from (pupil for pupil in of_class if (pupil.place < size // 2) is is_first)


def _moment(day: date) -> int:
    return round(datetime.combine(day, DAY_BEGINS, SCHOOL_ZONE).timestamp() * 1000)
