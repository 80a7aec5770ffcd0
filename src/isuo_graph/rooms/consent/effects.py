"""Writes what follows from consents: the windows on subjects' rows, and `consent_effect` for recipients outside.

Takes ids of subjects and an open session; works them all out at once, in a handful of statements however many there
are. Whoever changes a consent, a guardianship, a birth date or a leaving is followed by this in the same transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from isuo_graph.kit.clock import day_start_ms
from isuo_graph.policy.guard import Purpose
from isuo_graph.rooms.consent import rules
from isuo_graph.rooms.consent.purposes import SPECS, TERMS, Terms
from isuo_graph.rooms.consent.rules import FOREVER, Bond, Decision, Life, Window
from isuo_graph.rooms.consent.tables import Consent, ConsentEffect, ConsentStatus, Operation
from isuo_graph.rooms.people.tables import Guardian, Guardianship, StaffMember, Student, StudentStatus

Key = tuple[Purpose, str]
"""A purpose and a recipient."""
NOWHERE: Mapping[Key, Window] = MappingProxyType({})
"""No window at all: of recipients that are nobody's business but the school's."""
_OVER = frozenset({StudentStatus.LEFT.value, StudentStatus.GRADUATED.value})
_BATCH = 5_000  # ids in one statement; both databases take about 32,000 parameters


@dataclass(frozen=True, slots=True)
class Subjects:
    """Whose consents changed."""

    students: frozenset[int] = frozenset()
    guardians: frozenset[int] = frozenset()
    staff: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Work:
    session: AsyncSession
    now_ms: int
    new_id: Callable[[], int]
    terms: Terms


async def recompute(
    session: AsyncSession, subjects: Subjects, *, now_ms: int, new_id: Callable[[], int], terms: Terms = TERMS
) -> None:
    """Write the windows of the subjects anew, and those of the guardians of the students among them."""
    work = _Work(session, now_ms, new_id, terms)
    await session.flush()
    guardians = set(subjects.guardians)
    for ids in _batches(subjects.students):
        guardians |= await _students(work, ids)
    for ids in _batches(guardians):
        await _guardians(work, ids)
    for ids in _batches(subjects.staff):
        await _staff(work, ids)
    await session.flush()


async def window_of(session: AsyncSession, row: Consent) -> Window:
    """Give the window that now holds for the subject, purpose and recipient of a decision."""
    purpose = Purpose(row.purpose)
    if row.student_id is not None:
        student = await session.get_one(Student, row.student_id)
        return await student_window(session, student, purpose, row.recipient)
    if row.guardian_id is not None:
        return _on_row(await session.get_one(Guardian, row.guardian_id), SPECS[purpose].guardian_column)
    return _on_row(await session.get_one(StaffMember, row.staff_id), SPECS[purpose].staff_column)


async def student_window(session: AsyncSession, student: Student, purpose: Purpose, recipient: str) -> Window:
    """Give the window in which a student's data may be used for the purpose by the recipient."""
    if SPECS[purpose].student_column is not None:
        return _on_row(student, SPECS[purpose].student_column)
    asked = select(ConsentEffect).where(
        ConsentEffect.school_id == student.school_id,
        ConsentEffect.subject_id == student.id,
        ConsentEffect.purpose == purpose,
        ConsentEffect.recipient == recipient,
    )
    effect = (await session.exec(asked)).first()
    return rules.NEVER if effect is None else (effect.valid_from_ms, effect.valid_until_ms)


def _on_row(row: Any, column: str | None) -> Window:  # noqa: ANN401 - a student, guardian or staff member
    return rules.NEVER if column is None else (getattr(row, f"{column}_from"), getattr(row, f"{column}_until"))


async def _students(work: _Work, ids: Sequence[int]) -> set[int]:
    """Write the windows of students; gives their guardians."""
    consents = _grouped(await _consents(work, Consent.student_id, ids), "student_id")
    bonds = await _bonds(work, Guardianship.student_id, ids)
    students = await _rows(work, Student, ids)
    effects = await _effects(work, students)
    for student in students:
        held = [_bond(row) for row in bonds.get(student.id, ())]
        life = life_of(student)
        rows = consents.get(student.id, ())
        found = _of_family(work, _by_key(rows), held, life)
        abroad = _of_family(work, _by_key(rows, Operation.CROSS_BORDER), held, life)
        _write(work, student, found, effects, "student_column", abroad)
    return {row.guardian_id for rows in bonds.values() for row in rows}


async def _guardians(work: _Work, ids: Sequence[int]) -> None:
    """Write the windows of guardians: what they agreed to for themselves, and by signing a child's school record."""
    own = _grouped(await _consents(work, Consent.guardian_id, ids), "guardian_id")
    bonds = await _bonds(work, Guardianship.guardian_id, ids)
    children = {row.student_id for rows in bonds.values() for row in rows}
    students = {row.id: row for row in await _rows(work, Student, sorted(children))}
    signed = _grouped(await _consents(work, Consent.student_id, sorted(children)), "student_id")
    for guardian in await _rows(work, Guardian, ids):
        held = bonds.get(guardian.id, [])
        life = _life_of_guardian(held, students)
        found: dict[Key, Window] = {}
        spans: dict[Key, list[Window]] = defaultdict(list)
        for key, decisions in _by_key(own.get(guardian.id, ())).items():
            spans[key] += rules.windows(_own(decisions, life), decisions, life=life)
        for row in held:
            child = students[row.student_id]
            spans[_RECORD] += _signed(work, guardian.id, row, child, signed.get(row.student_id, ()))
        for key, each in spans.items():
            found[key] = rules.current(rules.union(each), work.now_ms)
        _write(work, guardian, found, {}, "guardian_column")


async def _staff(work: _Work, ids: Sequence[int]) -> None:
    consents = _grouped(await _consents(work, Consent.staff_id, ids), "staff_id")
    for member in await _rows(work, StaffMember, ids):
        life = Life(None, _day_after_ms(member.left_on))
        found: dict[Key, Window] = {}
        for key, decisions in _by_key(consents.get(member.id, ())).items():
            spans = rules.windows(_own(decisions, life), decisions, life=life)
            found[key] = rules.current(spans, work.now_ms)
        _write(work, member, found, {}, "staff_column")


_RECORD: Key = (Purpose.SCHOOL_RECORD, "school")


def _of_family(
    work: _Work, decided: Mapping[Key, Sequence[Decision]], bonds: Sequence[Bond], life: Life
) -> dict[Key, Window]:
    """Give the windows of a student that follow from what the family decided."""
    found: dict[Key, Window] = {}
    for key, decisions in decided.items():
        is_allowed = _family(key[0], decisions, bonds, life, work.terms)
        found[key] = rules.current(rules.windows(is_allowed, decisions, bonds, life, work.terms), work.now_ms)
    return found


def _family(
    purpose: Purpose, decisions: Sequence[Decision], bonds: Sequence[Bond], life: Life, terms: Terms
) -> Callable[[int], bool]:
    return lambda moment: rules.allows(purpose, moment, decisions, bonds, life, terms)


def _own(decisions: Sequence[Decision], life: Life) -> Callable[[int], bool]:
    return lambda moment: rules.subject_allows(moment, decisions, life)


def _signed(
    work: _Work, guardian_id: int, row: Guardianship, student: Student, consents: Iterable[Consent]
) -> list[Window]:
    decisions = _by_key(consents).get(_RECORD, [])
    bonds, life = [_bond(row)], life_of(student)
    return rules.windows(
        lambda moment: rules.signer_allows(guardian_id, moment, decisions, bonds, life, work.terms),
        decisions,
        bonds,
        life,
        work.terms,
    )


def _write(
    work: _Work,
    row: Any,  # noqa: ANN401 - a student, guardian or staff member
    found: Mapping[Key, Window],
    effects: Mapping[tuple[int, Key], ConsentEffect],
    column: str,
    abroad: Mapping[Key, Window] = NOWHERE,
) -> None:
    """Put windows where checks look for them. What nobody decided about is closed."""
    for purpose, spec in SPECS.items():
        name = getattr(spec, column)
        if name is not None:
            start, end = found.get((purpose, "school"), rules.NEVER)
            setattr(row, f"{name}_from", start)
            setattr(row, f"{name}_until", end)
    for key, window in found.items():
        if getattr(SPECS[key[0]], column) is None:
            effect = effects.get((row.id, key)) or _new_effect(work, row, key)
            effect.valid_from_ms, effect.valid_until_ms = window
            effect.abroad_from_ms, effect.abroad_until_ms = abroad.get(key, rules.NEVER)


def _new_effect(work: _Work, row: Any, key: Key) -> ConsentEffect:  # noqa: ANN401 - as above
    effect = ConsentEffect(
        id=work.new_id(), school_id=row.school_id, subject_id=row.id, purpose=key[0], recipient=key[1]
    )
    work.session.add(effect)
    return effect


def life_of(student: Student) -> Life:
    """Give what a student's own row says; who has left without a day has left at once."""
    is_over = student.status in _OVER and student.left_on is None
    return Life(student.birth_date, 0 if is_over else _day_after_ms(student.left_on))


def _life_of_guardian(bonds: Iterable[Guardianship], students: Mapping[int, Student]) -> Life:
    """Say how long a guardian's own consent lasts: while somebody is represented; before that it waits open."""
    ends = [min(_day_after_ms(row.ends_on), life_of(students[row.student_id]).until_ms) for row in bonds]
    return Life(None, max(ends, default=FOREVER))


def _by_key(consents: Iterable[Consent], operation: Operation | None = None) -> dict[Key, list[Decision]]:
    """Put decisions together by purpose and recipient. Under an operation, who did not name it has said no to it."""
    found: dict[Key, list[Decision]] = defaultdict(list)
    for row in consents:
        decision = _decision(row)
        if operation is not None and operation not in row.operations.split(","):
            decision = replace(decision, is_given=False)
        found[Purpose(row.purpose), row.recipient].append(decision)
    return found


def _decision(row: Consent) -> Decision:
    until_ms = FOREVER if row.valid_until is None else _ms(row.valid_until)
    withdrawn_ms = None if row.withdrawn_at is None else _ms(row.withdrawn_at)
    return Decision(
        row.signer_guardian_id, row.status != ConsentStatus.REFUSED, _ms(row.given_at), until_ms, withdrawn_ms
    )


def _bond(row: Guardianship) -> Bond:
    return Bond(
        row.guardian_id,
        day_start_ms(row.starts_on),
        _day_after_ms(row.ends_on),
        row.has_custody,
        row.may_see,
        row.may_sign,
    )


def _day_after_ms(last_day: date | None) -> int:
    return FOREVER if last_day is None else day_start_ms(last_day + timedelta(days=1))


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


async def _rows(work: _Work, table: Any, ids: Collection[int]) -> Sequence[Any]:  # noqa: ANN401 - a table
    return (await work.session.exec(select(table).where(col(table.id).in_(ids)).order_by(col(table.id)))).all()


async def _consents(work: _Work, column: Any, ids: Collection[int]) -> Sequence[Consent]:  # noqa: ANN401 - a column
    """Give decisions in the order they were made; those that are over in time are marked so."""
    asked = select(Consent).where(col(column).in_(ids)).order_by(col(Consent.given_at), col(Consent.id))
    found = (await work.session.exec(asked)).all()
    for row in found:
        is_past = row.valid_until is not None and _ms(row.valid_until) <= work.now_ms
        if is_past and row.status in {ConsentStatus.GIVEN, ConsentStatus.REFUSED}:
            row.status = ConsentStatus.EXPIRED
    return found


async def _bonds(work: _Work, column: Any, ids: Collection[int]) -> dict[int, list[Guardianship]]:  # noqa: ANN401 - as above
    found = await work.session.exec(select(Guardianship).where(col(column).in_(ids)).order_by(col(Guardianship.id)))
    return _grouped(found, column.key)


async def _effects(work: _Work, students: Sequence[Student]) -> dict[tuple[int, Key], ConsentEffect]:
    asked = select(ConsentEffect).where(
        col(ConsentEffect.school_id).in_({row.school_id for row in students}),
        col(ConsentEffect.subject_id).in_([row.id for row in students]),
    )
    found = await work.session.exec(asked)
    return {(row.subject_id, (Purpose(row.purpose), row.recipient)): row for row in found}


def _grouped(found: Iterable[Any], name: str) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in found:
        groups[getattr(row, name)].append(row)
    return groups


def _batches(ids: Collection[int]) -> Iterable[list[int]]:
    ordered = sorted(ids)
    return (ordered[start : start + _BATCH] for start in range(0, len(ordered), _BATCH))
