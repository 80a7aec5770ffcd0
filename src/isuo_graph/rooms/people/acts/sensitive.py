"""Acts on a student's most sensitive data: health by the nurse, benefits by the social pedagogue, by consent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry, given, put
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Action, Category, Right
from isuo_graph.rooms.people import graph
from isuo_graph.rooms.people.acts import entries
from isuo_graph.rooms.people.acts.students import StudentSaved
from isuo_graph.rooms.people.tables import BloodGroup, HealthGroup
from isuo_graph.store.unit import Unit

HEALTH = Right(Category.HEALTH, Action.WRITE)
SOCIAL = Right(Category.SOCIAL, Action.WRITE)
_TEXTS = {"health_conditions": 2000, "health_alert": 300}  # sizes of the columns in tables.Student


class HealthPart(StrEnum):
    """What may be emptied among health data."""

    BLOOD_GROUP = "blood_group"
    HEALTH_GROUP = "health_group"
    HEALTH_CONDITIONS = "health_conditions"
    HEALTH_ALERT = "health_alert"
    PE_EXEMPT = "pe_exempt"
    PE_EXEMPT_UNTIL = "pe_exempt_until"


class SocialPart(StrEnum):
    """What may be emptied among social data."""

    IS_ORPHAN = "is_orphan"
    IS_LOW_INCOME = "is_low_income"
    HAS_MANY_SIBLINGS = "has_many_siblings"
    BENEFITS = "benefits"
    FREE_MEALS = "free_meals"


@dataclass(frozen=True)
class ChangeStudentHealth:
    """What the school must know of the student's health; what is left out stays."""

    student_id: Annotated[int, ref(graph.Student)]
    blood_group: BloodGroup | None = None
    health_group: HealthGroup | None = None
    health_conditions: str | None = None
    health_alert: str | None = None
    pe_exempt: bool | None = None
    pe_exempt_until: date | None = None
    clear: tuple[HealthPart, ...] = ()
    version: int | None = None


@dataclass(frozen=True)
class ChangeStudentSocial:
    """What support the family is entitled to; what is left out stays."""

    student_id: Annotated[int, ref(graph.Student)]
    is_orphan: bool | None = None
    is_low_income: bool | None = None
    has_many_siblings: bool | None = None
    benefits: str | None = None
    free_meals: bool | None = None
    clear: tuple[SocialPart, ...] = ()
    version: int | None = None


@act(HEALTH, log="people:student_health_changed")
async def change_student_health(unit: Unit, asked: ChangeStudentHealth) -> StudentSaved:
    """Record health data, under the family's consent for health and safety."""
    student = await unit.reach(graph.Student, asked.student_id, path=("studentId",))
    unit.change(student, asked.version)
    entry = Entry()
    entries.consent(entry, student, Purpose.HEALTH_SAFETY, "health", unit.now_ms)
    entry.close()
    values = entries.lines(entry, asked, _TEXTS)
    entry.close()
    values |= given(asked, ("blood_group", "health_group", "pe_exempt", "pe_exempt_until"))
    changed = put(student, values | dict.fromkeys(asked.clear))
    unit.note(subject_id=student.id, school_id=student.school_id, fields=changed)
    return StudentSaved(student.id)


@act(SOCIAL, log="people:student_social_changed")
async def change_student_social(unit: Unit, asked: ChangeStudentSocial) -> StudentSaved:
    """Record benefits and their reasons, under the family's consent for social support."""
    student = await unit.reach(graph.Student, asked.student_id, path=("studentId",))
    unit.change(student, asked.version)
    entry = Entry()
    entries.consent(entry, student, Purpose.SOCIAL_SUPPORT, "social", unit.now_ms)
    entry.close()
    values = entries.lines(entry, asked, {"benefits": 1000})
    entry.close()
    values |= given(asked, ("is_orphan", "is_low_income", "has_many_siblings", "free_meals"))
    changed = put(student, values | dict.fromkeys(asked.clear))
    unit.note(subject_id=student.id, school_id=student.school_id, fields=changed)
    return StudentSaved(student.id)


ACTS = (change_student_health, change_student_social)
