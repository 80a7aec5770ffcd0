"""Acts on marks: give one, change it, withdraw it. A change leaves what was before in the trail, with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry, given, put
from isuo_graph.kit.errors import Code
from isuo_graph.policy.rights import Action, Category, Right
from isuo_graph.rooms.journal import graph, register, rules, tables
from isuo_graph.rooms.journal.rules import plain
from isuo_graph.rooms.journal.tables import ChangeKind, Lesson, LessonState, Mark, MarkChange, MarkKind
from isuo_graph.rooms.org.tables import MarkScale
from isuo_graph.rooms.people.graph import Student
from isuo_graph.rooms.people.tables import Student as StudentRow
from isuo_graph.rooms.roll import desk
from isuo_graph.store.unit import Unit

MARK = Right(Category.MARKS, Action.WRITE)
"""What it takes to give marks: by default a subject teacher, over own loads only."""
ORDINARY = Decimal(1)


@dataclass(frozen=True)
class RecordMark:
    """Which mark a student gets in which lesson, and for what."""

    lesson_id: Annotated[int, ref(graph.Lesson)]
    student_id: Annotated[int, ref(Student)]
    value: Decimal
    kind: MarkKind = MarkKind.LESSON
    weight: Decimal = ORDINARY
    criterion: str | None = None
    comment: str | None = None


@dataclass(frozen=True)
class ChangeMark:
    """What changes about a mark, and why; what is left out stays."""

    mark_id: Annotated[int, ref(graph.Mark)]
    reason: str
    value: Decimal | None = None
    weight: Decimal | None = None
    kind: MarkKind | None = None
    comment: str | None = None
    version: int | None = None


@dataclass(frozen=True)
class VoidMark:
    """Which mark is withdrawn, and why."""

    mark_id: Annotated[int, ref(graph.Mark)]
    reason: str
    version: int | None = None


@dataclass(frozen=True)
class MarkSaved:
    """The mark."""

    mark: Annotated[int, ref(graph.Mark)]


@act(MARK, log="journal:mark_recorded")
async def record_mark(unit: Unit, asked: RecordMark) -> MarkSaved:
    """Give a student of the lesson's class or group a mark on the scale of the grade and subject."""
    lesson: Lesson = await unit.reach(graph.Lesson, asked.lesson_id, path=("lessonId",))
    entry = Entry()
    comment = entry.optional("comment", asked.comment, tables.COMMENT_SIZE)
    criterion = entry.optional("criterion", asked.criterion, tables.CRITERION_SIZE)
    await check_lesson(unit, entry, lesson)
    _check_weight(entry, asked.weight)
    seat = (await register.seats(unit, lesson, lesson.held_on, {asked.student_id})).get(asked.student_id)
    if seat is None:
        entry.refuse("lesson.student_not_in_class", "studentId", date=lesson.held_on)
    entry.close()
    assert seat is not None, "a student of another class was refused above"
    register.check_consent(unit, entry, seat.student, "studentId")
    scale = await register.scale_for(unit, seat.school_class, lesson.subject_id, lesson.held_on)
    _check_value(entry, asked.value, scale)
    entry.close()
    mark = Mark(
        id=unit.new_id(),
        school_id=lesson.school_id,
        student_id=asked.student_id,
        lesson_id=lesson.id,
        load_id=lesson.load_id,
        class_id=seat.school_class.id,
        subject_id=lesson.subject_id,
        scale_id=scale.id,
        grade=seat.school_class.grade,
        kind=asked.kind,
        criterion=criterion,
        weight=asked.weight,
        value=asked.value,
        held_on=lesson.held_on,
        comment=comment,
        entered_by_id=await desk.acting_staff(unit, lesson.school_id),
        entered_at=unit.now,
    )
    unit.session.add(mark)
    _tell(unit, "journal:mark_recorded", mark)
    return MarkSaved(mark.id)


@act(MARK, log="journal:mark_changed")
async def change_mark(unit: Unit, asked: ChangeMark) -> MarkSaved:
    """Change a mark that counts, while its period is open."""
    mark: Mark = await unit.reach(graph.Mark, asked.mark_id, path=("markId",))
    entry = Entry()
    reason = await _changeable(unit, entry, mark, asked.reason)
    values = given(asked, ("value", "weight", "kind"))
    if (comment := entry.optional("comment", asked.comment, tables.COMMENT_SIZE)) is not None:
        values["comment"] = comment
    if not values:
        entry.refuse("input.nothing_to_change")
    if asked.weight is not None:
        _check_weight(entry, asked.weight)
    if asked.value is not None:
        _check_value(entry, asked.value, await unit.get(MarkScale, mark.scale_id))
    entry.close()
    unit.change(mark, asked.version)
    change = await _change(unit, mark, ChangeKind.CHANGED, reason)
    put(mark, values)
    put(change, {"new_value": mark.value, "new_weight": mark.weight})
    unit.session.add(change)
    _tell(unit, "journal:mark_changed", mark)
    return MarkSaved(mark.id)


@act(MARK, log="journal:mark_voided")
async def void_mark(unit: Unit, asked: VoidMark) -> MarkSaved:
    """Withdraw a mark, while its period is open; it stays in the record and no longer counts."""
    mark: Mark = await unit.reach(graph.Mark, asked.mark_id, path=("markId",))
    entry = Entry()
    reason = await _changeable(unit, entry, mark, asked.reason)
    entry.close()
    unit.change(mark, asked.version)
    unit.session.add(await _change(unit, mark, ChangeKind.VOIDED, reason))
    mark.voided_at = unit.now
    _tell(unit, "journal:mark_voided", mark)
    return MarkSaved(mark.id)


async def check_lesson(unit: Unit, entry: Entry, lesson: Lesson) -> None:
    """Check that something may be written about students in the lesson: not cancelled, not ahead, not locked."""
    if lesson.state == LessonState.CANCELLED:
        entry.refuse("lesson.cancelled", "lessonId", code=Code.CONFLICT)
    if lesson.held_on > unit.today:
        entry.refuse("lesson.in_future", "lessonId", date=lesson.held_on)
    register.check_unlocked(entry, await register.periods_on(unit, lesson.school_id, lesson.held_on), "lessonId")


def _check_weight(entry: Entry, weight: Decimal) -> None:
    if not rules.is_between(weight, rules.WEIGHT):
        low, high = rules.WEIGHT
        entry.refuse("mark.weight_out_of_range", "weight", low=plain(low), high=plain(high))


def _check_value(entry: Entry, value: Decimal, scale: MarkScale) -> None:
    if (fault := rules.mark_fault(value, scale)) is not None:
        entry.refuse(fault.message, "value", **fault.values)


async def _changeable(unit: Unit, entry: Entry, mark: Mark, reason: str) -> str:
    """Check that a mark still counts, that its period is open and the student's consent lasts; give the reason."""
    if mark.voided_at is not None:
        entry.refuse("mark.withdrawn", "markId", code=Code.CONFLICT)
    register.check_unlocked(entry, await register.periods_on(unit, mark.school_id, mark.held_on), "markId")
    register.check_consent(unit, entry, await unit.get(StudentRow, mark.student_id), "markId")
    if not reason.strip():
        entry.refuse("mark.reason_required", "reason")
        return ""
    return entry.line("reason", reason, tables.COMMENT_SIZE)


async def _change(unit: Unit, mark: Mark, kind: ChangeKind, reason: str) -> MarkChange:
    """Keep what the mark is before it changes."""
    return MarkChange(
        id=unit.new_id(),
        school_id=mark.school_id,
        mark_id=mark.id,
        student_id=mark.student_id,
        load_id=mark.load_id,
        class_id=mark.class_id,
        kind=kind,
        old_value=mark.value,
        old_weight=mark.weight,
        reason=reason,
        changed_by_id=await desk.acting_staff(unit, mark.school_id),
        changed_at=unit.now,
    )


def _tell(unit: Unit, kind: str, mark: Mark) -> None:
    unit.note(subject_id=mark.student_id, school_id=mark.school_id, mark=mark.id)
    unit.emit(kind, school_id=mark.school_id, mark=mark.id, student=mark.student_id, lesson=mark.lesson_id)


ACTS = (record_mark, change_mark, void_mark)
