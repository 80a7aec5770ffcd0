"""Who signs for whom, and the record that comes of it: what giving, refusing and recording on paper have in common.

Takes a unit and what was asked; gives rows, or keeps faults in the entry. It writes nothing by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Protocol

from sqlmodel import col, select

from isuo_graph.kit.clock import SCHOOL_ZONE, day_start_ms
from isuo_graph.kit.entry import Entry
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.kit.language import Language
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Action, Category, Right, Scope
from isuo_graph.rooms.consent import rules, texts
from isuo_graph.rooms.consent.purposes import MINISTRY, SCHOOL, SPECS, Recipient, Signs, Spec
from isuo_graph.rooms.consent.tables import (
    RECIPIENT_SIZE,
    Consent,
    ConsentStatus,
    ConsentText,
    EvidenceKind,
    Operation,
    Relation,
)
from isuo_graph.rooms.consent.terms import terms_of
from isuo_graph.rooms.people import graph as people
from isuo_graph.rooms.people.tables import Guardian, Guardianship, StaffMember, Student
from isuo_graph.store.unit import Unit

SIGNS = Right(Category.CONSENTS, Action.WRITE)
"""What it takes to decide for a child or oneself, and for staff to record what was decided on paper."""
_HASH = re.compile(r"[0-9a-f]{64}")
_VENDOR = re.compile(r"[a-z][a-z0-9_.-]{1,79}")


class Asked(Protocol):
    """What every decision says."""

    @property
    def purpose(self) -> Purpose:
        """What the data may be used for."""
        ...

    @property
    def recipient(self) -> str:
        """Who receives them."""
        ...

    @property
    def categories(self) -> tuple[Category, ...]:
        """Kinds of data; none means all that the purpose needs."""
        ...

    @property
    def operations(self) -> tuple[Operation, ...]:
        """What may be done; none means all but passing abroad."""
        ...

    @property
    def text_version(self) -> int:
        """Version of the text shown."""
        ...

    @property
    def language(self) -> Language:
        """Language it was shown in."""
        ...

    @property
    def evidence_hash(self) -> str:
        """SHA-256 of the scan or signature."""
        ...

    @property
    def valid_until(self) -> date | None:
        """The first day on which it is over; None means as long as the purpose allows."""
        ...


@dataclass(frozen=True)
class Signature:
    """Whom a decision is about, who signs, and by what relation."""

    subject: Student | Guardian | StaffMember
    person_id: int
    relation: Relation
    guardian_id: int | None = None
    basis: str | None = None


@dataclass(frozen=True)
class Paper:
    """How and when the decision was made."""

    status: ConsentStatus
    evidence: EvidenceKind
    decided_at: datetime
    is_older_text_taken: bool = False


def as_staff(unit: Unit) -> Unit:
    """Give the unit with the viewer's rights as an employee alone, without what a parent may do for a child."""
    kept = {
        right: frozenset(reach for reach in reaches if reach.scope in {Scope.SCHOOL, Scope.OWN_CLASS})
        for right, reaches in unit.viewer.reaches.items()
    }
    return replace(unit, viewer=replace(unit.viewer, reaches=kept))


async def own_or_childs(
    unit: Unit, asked: Asked, student_id: int | None, guardian_id: int | None, *, is_refusal: bool
) -> Signature:
    """Give the signature of the viewer for a child, or for themselves. Raises Refused for who may not sign."""
    if (student_id is None) == (guardian_id is None):
        raise Refused(Code.BAD_USER_INPUT, "consent.subject", path=("studentId",))
    if student_id is not None:
        student: Student = await unit.reach(people.Student, student_id, SIGNS, path=("studentId",))
        return await _for_student(unit, asked, student, is_refusal=is_refusal)
    if guardian_id not in unit.viewer.guardian_ids:
        raise Refused(Code.NOT_IN_SCOPE, "row.not_found", path=("guardianId",))
    guardian = await unit.get(Guardian, guardian_id or 0, path=("guardianId",))
    return Signature(guardian, guardian.person_id, Relation.SELF)


async def represented(unit: Unit, student: Student, guardian_id: int, on: date, path: tuple[str, ...]) -> Signature:
    """Give the signature of a guardian who represents the student that day.

    Raises Refused: BAD_USER_INPUT for somebody without custody, without the right to see or to sign, and for a student
    who is of age.
    """
    bonds = await unit.session.exec(
        select(Guardianship).where(
            Guardianship.student_id == student.id,
            Guardianship.guardian_id == guardian_id,
            Guardianship.starts_on <= on,
        )
    )
    held = [bond for bond in bonds if on <= (bond.ends_on or date.max)]
    if any(not bond.has_custody for bond in held):
        raise Refused(Code.BAD_USER_INPUT, "consent.no_custody", path=path)
    signing = next((bond for bond in held if bond.may_see and bond.may_sign), None)
    if signing is None:
        raise Refused(Code.BAD_USER_INPUT, "consent.may_not_sign", path=path)
    if _is_aged(student, terms_of(unit).majority_years, on):
        raise Refused(Code.BAD_USER_INPUT, "consent.of_age", path=path)
    guardian = await unit.get(Guardian, guardian_id, path=path)
    return Signature(student, guardian.person_id, Relation(signing.kind), guardian.id, signing.document)


def by_student(unit: Unit, student: Student, purpose: Purpose, on: date, *, is_refusal: bool) -> Signature:
    """Give the signature of a student for themselves. Raises Refused for one under age, who may only refuse a
    psychologist, from fourteen on.
    """
    terms = terms_of(unit)
    is_wish = is_refusal and purpose is Purpose.PSYCH_SUPPORT and _is_aged(student, terms.wish_years, on)
    if not is_wish and not _is_aged(student, terms.majority_years, on):
        raise Refused(Code.BAD_USER_INPUT, "consent.minor", path=("studentId",))
    return Signature(student, student.person_id, Relation.SELF)


async def record(unit: Unit, asked: Asked, signature: Signature, paper: Paper) -> Consent:
    """Make the record of a decision. Raises what is wrong with it, all at once."""
    entry = Entry()
    spec = SPECS[asked.purpose]
    day = paper.decided_at.astimezone(SCHOOL_ZONE).date()
    _check_purpose(entry, asked, spec, signature)
    text = await _text(unit, entry, asked, signature.subject.school_id, paper)
    until = _until(unit, entry, asked, spec, day)
    if not _HASH.fullmatch(asked.evidence_hash):
        entry.refuse("consent.evidence_malformed", "evidenceHash")
    entry.close()
    assert text is not None, "a missing text was refused"
    subject = signature.subject
    row = Consent(
        id=unit.new_id(),
        school_id=subject.school_id,
        student_id=subject.id if isinstance(subject, Student) else None,
        guardian_id=subject.id if isinstance(subject, Guardian) else None,
        staff_id=subject.id if isinstance(subject, StaffMember) else None,
        signer_guardian_id=signature.guardian_id,
        signer_person_id=signature.person_id,
        relation=signature.relation,
        basis=signature.basis,
        purpose=asked.purpose,
        recipient=asked.recipient,
        categories=",".join(sorted(asked.categories or spec.categories)),
        operations=",".join(sorted(asked.operations or _usual(spec))),
        text_id=text.id,
        text_version=text.version,
        language=text.language,
        evidence_kind=paper.evidence,
        evidence_hash=asked.evidence_hash,
        status=paper.status,
        given_at=paper.decided_at,
        valid_until=until,
        recorded_by=unit.viewer.account_id,
        recorded_at=unit.now,
    )
    await _check_new(unit, row)
    return row


async def _for_student(unit: Unit, asked: Asked, student: Student, *, is_refusal: bool) -> Signature:
    if student.id in unit.viewer.student_ids:
        return by_student(unit, student, asked.purpose, unit.today, is_refusal=is_refusal)
    mine = (
        await unit.session.exec(
            select(Guardianship.guardian_id)
            .where(Guardianship.student_id == student.id, col(Guardianship.guardian_id).in_(unit.viewer.guardian_ids))
            .order_by(col(Guardianship.id).desc())
        )
    ).first()
    if mine is None:
        raise Refused(Code.BAD_USER_INPUT, "consent.may_not_sign", path=("studentId",))
    return await represented(unit, student, mine, unit.today, ("studentId",))


def _is_aged(student: Student, years: int, on: date) -> bool:
    return day_start_ms(on) >= rules.age_ms(student.birth_date, years)


def _check_purpose(entry: Entry, asked: Asked, spec: Spec, signature: Signature) -> None:
    if Signs.NOBODY in spec.signs:
        entry.refuse("consent.not_needed", "purpose", purpose=asked.purpose)
        return
    signs = Signs.FAMILY if isinstance(signature.subject, Student) else Signs.SUBJECT
    is_staff = isinstance(signature.subject, StaffMember)
    if signs not in spec.signs or is_staff != (spec.staff_column is not None):
        entry.refuse("consent.not_for_subject", "purpose", purpose=asked.purpose)
    if not _is_recipient(asked.recipient, spec.recipient):
        entry.refuse("consent.recipient_unknown", "recipient", recipient=asked.recipient)
    for category in sorted(set(asked.categories) - spec.categories):
        entry.refuse("consent.category_not_in_purpose", "categories", category=category)
    for operation in sorted(set(asked.operations) - spec.operations):
        entry.refuse("consent.operation_not_in_purpose", "operations", operation=operation)


def _is_recipient(name: str, kind: Recipient) -> bool:
    if kind is Recipient.VENDOR:
        return bool(_VENDOR.fullmatch(name)) and len(name) <= RECIPIENT_SIZE and name not in {SCHOOL, MINISTRY}
    return name == (SCHOOL if kind is Recipient.SCHOOL else MINISTRY)


def _usual(spec: Spec) -> frozenset[Operation]:
    """Give the operations of a decision that names none: all but passing data abroad, which must be said."""
    return spec.operations - {Operation.CROSS_BORDER}


async def _text(unit: Unit, entry: Entry, asked: Asked, school_id: int, paper: Paper) -> ConsentText | None:
    """Find the text that was signed: the current version; on paper also an earlier one."""
    await texts.publish_shipped(unit.session, unit.now, unit.new_id, (asked.purpose,))
    found: Sequence[ConsentText] = await texts.texts_for(unit.session, school_id, asked.purpose)
    if not found:
        return None
    latest = found[0].version
    is_known = any(text.version == asked.text_version for text in found)
    if not is_known or (asked.text_version != latest and not paper.is_older_text_taken):
        entry.refuse("consent.text_outdated", "textVersion", version=latest)
        return None
    text = texts.text_in(found, asked.text_version, asked.language)
    if text is None:
        entry.refuse("consent.text_language", "language", language=asked.language)
    return text


def _until(unit: Unit, entry: Entry, asked: Asked, spec: Spec, day: date) -> datetime | None:
    """Work out when the decision ends: as asked, at most as long as the purpose allows."""
    limit = rules.last_moment(spec.lasts, day, terms_of(unit))
    end = asked.valid_until or limit
    if end is not None and end <= unit.today:
        entry.refuse("consent.term_past", "validUntil", end=end)
    if end is not None and limit is not None and end > limit:
        entry.refuse("consent.term_too_long", "validUntil", limit=limit)
    return None if end is None else datetime.fromtimestamp(day_start_ms(end) / 1000, UTC)


async def _check_new(unit: Unit, row: Consent) -> None:
    """Refuse to decide the same twice: the signer's last word on the purpose says this already, and lasts as long."""
    asked = (
        select(Consent)
        .where(
            col(Consent.student_id).is_not_distinct_from(row.student_id),
            col(Consent.guardian_id).is_not_distinct_from(row.guardian_id),
            col(Consent.staff_id).is_not_distinct_from(row.staff_id),
            Consent.signer_person_id == row.signer_person_id,
            Consent.purpose == row.purpose,
            Consent.recipient == row.recipient,
        )
        .order_by(col(Consent.given_at).desc(), col(Consent.id).desc())
    )
    last = (await unit.session.exec(asked)).first()
    if last is None or last.status != row.status:
        return
    is_longer = last.valid_until is not None and (row.valid_until is None or row.valid_until > last.valid_until)
    is_wider = not set(row.categories.split(",")) <= set(last.categories.split(","))
    is_wider = is_wider or not set(row.operations.split(",")) <= set(last.operations.split(","))
    if not is_longer and not is_wider:
        raise Refused(Code.CONFLICT, "consent.exists", path=("purpose",))
