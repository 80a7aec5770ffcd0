"""Acts on lessons: plan one, write one into the journal as held, change it, cancel it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlmodel import col, select

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry, given, put
from isuo_graph.kit.errors import Code
from isuo_graph.rooms.journal import graph, register, rules, tables
from isuo_graph.rooms.journal.acts.loads import PLAN
from isuo_graph.rooms.journal.tables import Lesson, LessonState, Mark, TeachingLoad
from isuo_graph.store.unit import Unit


@dataclass(frozen=True)
class PlanLesson:
    """A lesson to be."""

    load_id: Annotated[int, ref(graph.TeachingLoad)]
    held_on: date
    number: int
    topic: str | None = None
    homework: str | None = None
    homework_due_on: date | None = None


@dataclass(frozen=True)
class RecordLesson:
    """A lesson that was held. One planned for the same day and number becomes this one."""

    load_id: Annotated[int, ref(graph.TeachingLoad)]
    held_on: date
    number: int
    topic: str
    homework: str | None = None
    homework_due_on: date | None = None


@dataclass(frozen=True)
class ChangeLesson:
    """What changes about a lesson; what is left out stays."""

    lesson_id: Annotated[int, ref(graph.Lesson)]
    held_on: date | None = None
    number: int | None = None
    topic: str | None = None
    homework: str | None = None
    homework_due_on: date | None = None
    version: int | None = None


@dataclass(frozen=True)
class CancelLesson:
    """Which lesson did not take place, and why."""

    lesson_id: Annotated[int, ref(graph.Lesson)]
    reason: str
    version: int | None = None


@dataclass(frozen=True)
class LessonSaved:
    """The lesson."""

    lesson: Annotated[int, ref(graph.Lesson)]


@act(PLAN, log="journal:lesson_planned")
async def plan_lesson(unit: Unit, asked: PlanLesson) -> LessonSaved:
    """Plan a lesson on a school day of its load."""
    load: TeachingLoad = await unit.reach(graph.TeachingLoad, asked.load_id, path=("loadId",))
    entry = Entry()
    texts = _texts(entry, asked.topic, asked.homework, asked.homework_due_on)
    lesson = _lesson(unit, load, asked.held_on, asked.number, LessonState.PLANNED)
    await _check_time(unit, entry, lesson, load)
    entry.close()
    put(lesson, texts)
    unit.session.add(lesson)
    _tell(unit, "journal:lesson_planned", lesson)
    return LessonSaved(lesson.id)


@act(PLAN, log="journal:lesson_recorded")
async def record_lesson(unit: Unit, asked: RecordLesson) -> LessonSaved:
    """Write a lesson into the journal as held."""
    load: TeachingLoad = await unit.reach(graph.TeachingLoad, asked.load_id, path=("loadId",))
    entry = Entry()
    texts = _texts(entry, asked.topic, asked.homework, asked.homework_due_on)
    if asked.held_on > unit.today:
        entry.refuse("lesson.in_future", "heldOn", date=asked.held_on)
    planned = await _planned(unit, asked)
    lesson = planned or _lesson(unit, load, asked.held_on, asked.number, LessonState.HELD)
    await _check_time(unit, entry, lesson, load)
    entry.close()
    put(lesson, {**texts, "state": LessonState.HELD, "recorded_at": unit.now})
    if planned is None:
        unit.session.add(lesson)
    else:
        unit.change(lesson, None)
    _tell(unit, "journal:lesson_recorded", lesson)
    return LessonSaved(lesson.id)


@act(PLAN, log="journal:lesson_changed")
async def change_lesson(unit: Unit, asked: ChangeLesson) -> LessonSaved:
    """Change topic or homework, or move a lesson that has no marks yet to another time."""
    lesson: Lesson = await unit.reach(graph.Lesson, asked.lesson_id, path=("lessonId",))
    load = await unit.get(TeachingLoad, lesson.load_id)
    unit.change(lesson, asked.version)
    entry = Entry()
    _check_live(entry, lesson)
    register.check_unlocked(entry, await register.periods_on(unit, lesson.school_id, lesson.held_on), "lessonId")
    texts = _texts(entry, asked.topic, asked.homework, asked.homework_due_on)
    time = given(asked, ("held_on", "number"))
    if any(getattr(lesson, name) != value for name, value in time.items()) and await _has_marks(unit, lesson):
        entry.refuse("lesson.has_marks", "lessonId", code=Code.CONFLICT)
    with unit.session.no_autoflush:
        changed = put(lesson, texts | time)
        if lesson.state == LessonState.HELD and lesson.held_on > unit.today:
            entry.refuse("lesson.in_future", "heldOn", date=lesson.held_on)
        if time:
            await _check_time(unit, entry, lesson, load)
    entry.close()
    unit.note(subject_id=lesson.id, school_id=lesson.school_id, fields=changed)
    unit.emit("journal:lesson_changed", school_id=lesson.school_id, lesson=lesson.id)
    return LessonSaved(lesson.id)


@act(PLAN, log="journal:lesson_cancelled")
async def cancel_lesson(unit: Unit, asked: CancelLesson) -> LessonSaved:
    """Call a lesson off; it stays visible as cancelled, and its time is free again."""
    lesson: Lesson = await unit.reach(graph.Lesson, asked.lesson_id, path=("lessonId",))
    unit.change(lesson, asked.version)
    entry = Entry()
    _check_live(entry, lesson)
    register.check_unlocked(entry, await register.periods_on(unit, lesson.school_id, lesson.held_on), "lessonId")
    if await _has_marks(unit, lesson):
        entry.refuse("lesson.has_marks", "lessonId", code=Code.CONFLICT)
    reason = entry.line("reason", asked.reason, tables.COMMENT_SIZE)
    entry.close()
    put(lesson, {"state": LessonState.CANCELLED, "cancelled_at": unit.now, "cancel_reason": reason})
    _tell(unit, "journal:lesson_cancelled", lesson)
    return LessonSaved(lesson.id)


def _lesson(unit: Unit, load: TeachingLoad, held_on: date, number: int, state: LessonState) -> Lesson:
    return Lesson(
        id=unit.new_id(),
        school_id=load.school_id,
        year_id=load.year_id,
        load_id=load.id,
        class_id=load.class_id,
        group_id=load.group_id,
        subject_id=load.subject_id,
        held_on=held_on,
        number=number,
        state=state,
    )


def _texts(entry: Entry, topic: str | None, homework: str | None, due_on: date | None) -> dict[str, object]:
    read = {
        "topic": entry.optional("topic", topic, tables.TOPIC_SIZE),
        "homework": entry.optional("homework", homework, tables.HOMEWORK_SIZE),
        "homework_due_on": due_on,
    }
    return {name: value for name, value in read.items() if value is not None}


async def _planned(unit: Unit, asked: RecordLesson) -> Lesson | None:
    planned = select(Lesson).where(
        Lesson.load_id == asked.load_id,
        Lesson.held_on == asked.held_on,
        Lesson.number == asked.number,
        Lesson.state == LessonState.PLANNED,
    )
    return (await unit.session.exec(planned)).first()


async def _check_time(unit: Unit, entry: Entry, lesson: Lesson, load: TeachingLoad) -> None:
    """Check day, number, lock and slot of a lesson, and file it under its quarter."""
    entry.number("number", lesson.number, *rules.LESSON_NUMBERS)
    if not load.starts_on <= lesson.held_on <= (load.ends_on or date.max):
        entry.refuse("lesson.outside_load", "heldOn", start=load.starts_on, end=load.ends_on or "…")
    await register.check_school_day(unit, entry, lesson, lesson.held_on, "heldOn")
    periods = await register.periods_on(unit, lesson.school_id, lesson.held_on)
    register.check_unlocked(entry, periods, "heldOn")
    lesson.period_id = register.period_of(periods, lesson.held_on)
    slot = select(Lesson).where(
        Lesson.school_id == lesson.school_id,
        col(Lesson.load_id) == lesson.load_id if lesson.class_id is None else col(Lesson.class_id) == lesson.class_id,
        Lesson.held_on == lesson.held_on,
        Lesson.number == lesson.number,
        Lesson.id != lesson.id,
        col(Lesson.cancelled_at).is_(None),
    )
    if rules.is_taken(lesson.group_id, (await unit.session.exec(slot)).all()):
        entry.refuse("lesson.exists", "number", code=Code.CONFLICT, date=lesson.held_on, number=lesson.number)


def _check_live(entry: Entry, lesson: Lesson) -> None:
    if lesson.state == LessonState.CANCELLED:
        entry.refuse("lesson.cancelled", "lessonId", code=Code.CONFLICT)


async def _has_marks(unit: Unit, lesson: Lesson) -> bool:
    marks = select(Mark.id).where(
        Mark.school_id == lesson.school_id, Mark.lesson_id == lesson.id, col(Mark.voided_at).is_(None)
    )
    return (await unit.session.exec(marks)).first() is not None


def _tell(unit: Unit, kind: str, lesson: Lesson) -> None:
    unit.note(subject_id=lesson.id, school_id=lesson.school_id, load=lesson.load_id)
    unit.emit(kind, school_id=lesson.school_id, lesson=lesson.id, load=lesson.load_id)


ACTS = (plan_lesson, record_lesson, change_lesson, cancel_lesson)
