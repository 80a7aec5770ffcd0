"""Acts on membership of study groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlmodel import col, select

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry
from isuo_graph.kit.errors import Code
from isuo_graph.policy.rights import Action, Category, Right
from isuo_graph.rooms.org.graph import StudyGroup
from isuo_graph.rooms.org.tables import AcademicYear
from isuo_graph.rooms.org.tables import StudyGroup as GroupRow
from isuo_graph.rooms.people.graph import Student
from isuo_graph.rooms.people.tables import Student as StudentRow
from isuo_graph.rooms.roll import graph, rules
from isuo_graph.rooms.roll.tables import GroupMember
from isuo_graph.store.unit import Unit

KEEP_LISTS = Right(Category.ROSTER, Action.WRITE)
"""What it takes to keep the lists of classes and groups."""


@dataclass(frozen=True)
class JoinGroup:
    """Who joins which group, and from which day on."""

    student_id: Annotated[int, ref(Student)]
    group_id: Annotated[int, ref(StudyGroup)]
    starts_on: date


@dataclass(frozen=True)
class LeaveGroup:
    """Which membership ends, and its last day."""

    member_id: Annotated[int, ref(graph.GroupMember)]
    ends_on: date
    version: int | None = None


@dataclass(frozen=True)
class GroupMemberSaved:
    """The membership."""

    group_member: Annotated[int, ref(graph.GroupMember)]


@act(KEEP_LISTS, log="roll:group_joined")
async def join_group(unit: Unit, asked: JoinGroup) -> GroupMemberSaved:
    """Put a student into a study group of the student's class, or of the whole school."""
    student: StudentRow = await unit.reach(Student, asked.student_id, path=("studentId",))
    group: GroupRow = await unit.reach(StudyGroup, asked.group_id, path=("groupId",))
    entry = Entry()
    if group.school_id != student.school_id:
        entry.refuse("row.not_found", "groupId", code=Code.NOT_IN_SCOPE)
    else:
        await _check(unit, entry, student, group, asked.starts_on)
    entry.close()
    member = GroupMember(
        id=unit.new_id(),
        school_id=group.school_id,
        group_id=group.id,
        student_id=student.id,
        starts_on=asked.starts_on,
    )
    unit.session.add(member)
    unit.note(subject_id=student.id, school_id=group.school_id, group=group.id)
    return GroupMemberSaved(member.id)


@act(KEEP_LISTS, log="roll:group_left")
async def leave_group(unit: Unit, asked: LeaveGroup) -> GroupMemberSaved:
    """Take a student out of a study group; the membership stays as history."""
    member: GroupMember = await unit.reach(graph.GroupMember, asked.member_id, path=("memberId",))
    unit.change(member, asked.version)
    entry = Entry()
    if member.ends_on is not None:
        entry.refuse("group.left", "memberId", code=Code.CONFLICT, date=member.ends_on)
    entry.days(member.starts_on, asked.ends_on)
    entry.close()
    member.ends_on = asked.ends_on
    unit.note(subject_id=member.student_id, school_id=member.school_id, group=member.group_id)
    return GroupMemberSaved(member.id)


async def _check(unit: Unit, entry: Entry, student: StudentRow, group: GroupRow, day: date) -> None:
    year = await unit.get(AcademicYear, group.year_id)
    if not rules.is_within(day, year):
        entry.refuse("date.outside_year", "startsOn", date=day, start=year.starts_on, end=year.ends_on)
    if group.closed_on is not None and group.closed_on <= day:
        entry.refuse("group.closed", "groupId", date=group.closed_on)
    if student.class_id is None:
        entry.refuse("enrollment.missing", "studentId")
    elif group.class_id is not None and group.class_id != student.class_id:
        entry.refuse("group.other_class", "studentId")
    twin = select(GroupMember.id).where(
        GroupMember.group_id == group.id,
        GroupMember.student_id == student.id,
        col(GroupMember.ends_on).is_(None) | (col(GroupMember.ends_on) >= day),
    )
    if (await unit.session.exec(twin)).first():
        entry.refuse("group.member_exists", "studentId", code=Code.CONFLICT)


ACTS = (join_group, leave_group)
