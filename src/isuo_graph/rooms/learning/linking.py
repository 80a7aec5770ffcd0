"""What ties a vendor's rows to the school: the subject a vendor means, and the load a student is taught it under.

Takes a session; gives ids. It writes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from isuo_graph.kit.text import search_key
from isuo_graph.rooms.journal.tables import TeachingLoad
from isuo_graph.rooms.org.tables import Subject
from isuo_graph.rooms.people.tables import Student
from isuo_graph.rooms.roll.tables import GroupMember


async def subject_ids(session: AsyncSession, school_id: int) -> Mapping[str, int]:
    """Give the ids of national subjects and of the school's own, by `kit.text.search_key` of code and of both names.

    The school's own subject goes before a national one of the same name.
    """
    usable = select(Subject).where(
        col(Subject.school_id).is_(None) | (col(Subject.school_id) == school_id), col(Subject.retired_on).is_(None)
    )
    found: dict[str, int] = {}
    subjects = (await session.exec(usable)).all()
    for subject in sorted(subjects, key=lambda one: (one.school_id is not None, one.id)):
        found |= {search_key(name): subject.id for name in (subject.code, subject.name_ky, subject.name_ru)}
    return found


async def load_ids(
    session: AsyncSession, school_id: int, subject_ids: Collection[int], student_ids: Collection[int], on: date
) -> Mapping[tuple[int, int], int]:
    """Give the load that each student is taught each subject under on a day, by (student, subject).

    A load of the student's study group goes before one of the whole class.
    """
    in_force = (
        TeachingLoad.school_id == school_id,
        col(TeachingLoad.subject_id).in_(subject_ids),
        TeachingLoad.starts_on <= on,
        col(TeachingLoad.ends_on).is_(None) | (col(TeachingLoad.ends_on) >= on),
    )
    whole = (
        select(Student.id, TeachingLoad.subject_id, TeachingLoad.id)
        .join(TeachingLoad, col(TeachingLoad.class_id) == col(Student.class_id))
        .where(col(TeachingLoad.group_id).is_(None), col(Student.id).in_(student_ids), *in_force)
    )
    grouped = (
        select(GroupMember.student_id, TeachingLoad.subject_id, TeachingLoad.id)
        .join(TeachingLoad, col(TeachingLoad.group_id) == col(GroupMember.group_id))
        .where(col(GroupMember.student_id).in_(student_ids), GroupMember.starts_on <= on, *in_force)
        .where(col(GroupMember.ends_on).is_(None) | (col(GroupMember.ends_on) >= on))
    )
    found: dict[tuple[int, int], int] = {}
    for asked in (whole, grouped):
        rows = (await session.exec(asked.order_by(col(TeachingLoad.id)))).all()
        found |= {(student, subject): load for student, subject, load in rows}
    return found
