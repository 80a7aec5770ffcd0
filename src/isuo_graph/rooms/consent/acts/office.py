"""Acts of the school's office and class teachers: recording signed papers, asking families, publishing texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

from isuo_graph.graph import act, ref
from isuo_graph.graph.registry import camel
from isuo_graph.kit.clock import day_start_ms
from isuo_graph.kit.entry import Entry
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.kit.language import Language
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Category
from isuo_graph.rooms.consent import graph, shipped, signing, tables, texts
from isuo_graph.rooms.consent.acts.deciding import ConsentDecided, keep
from isuo_graph.rooms.consent.effects import student_window
from isuo_graph.rooms.consent.purposes import SPECS, Signs
from isuo_graph.rooms.consent.signing import SIGNS, Paper, Signature
from isuo_graph.rooms.consent.tables import ConsentStatus, ConsentText, EvidenceKind, Operation, Relation
from isuo_graph.rooms.org.graph import School
from isuo_graph.rooms.people.graph import Guardian, StaffMember, Student
from isuo_graph.store.unit import Unit


@dataclass(frozen=True)
class RecordPaperConsent:
    """A paper signed by hand: about one student, guardian or employee; signed by a guardian, or by the subject."""

    purpose: Purpose
    text_version: int
    language: Language
    evidence_hash: str
    signed_on: date
    student_id: Annotated[int | None, ref(Student)] = None
    guardian_id: Annotated[int | None, ref(Guardian)] = None
    staff_id: Annotated[int | None, ref(StaffMember)] = None
    signer_id: Annotated[int | None, ref(Guardian)] = None
    refuse: bool = False
    recipient: str = "school"
    categories: tuple[Category, ...] = ()
    operations: tuple[Operation, ...] = ()
    valid_until: date | None = None


@dataclass(frozen=True)
class AskConsent:
    """Whose family is asked, and for what."""

    student_id: Annotated[int, ref(Student)]
    purpose: Purpose
    recipient: str = "school"


@dataclass(frozen=True)
class ConsentAsked:
    """The student whose family was asked."""

    student: Annotated[int, ref(Student)]


@dataclass(frozen=True)
class PublishConsentText:
    """A school's own wording for a purpose; Kyrgyz and Russian are needed (R60)."""

    school_id: Annotated[int, ref(School)]
    purpose: Purpose
    title_ky: str
    body_ky: str
    title_ru: str
    body_ru: str
    title_en: str | None = None
    body_en: str | None = None


@dataclass(frozen=True)
class ConsentTextPublished:
    """The new version's texts."""

    consent_texts: tuple[Annotated[int, ref(graph.ConsentText)], ...]


@act(SIGNS, log="consent:paper_recorded")
async def record_paper_consent(unit: Unit, asked: RecordPaperConsent) -> ConsentDecided:
    """Record a consent or refusal that was signed on paper; the scan's hash ties the record to the paper."""
    if asked.signed_on > unit.today:
        raise Refused(Code.BAD_USER_INPUT, "input.date_in_future", path=("signedOn",), field="signedOn")
    signature = await _signature(unit, asked)
    status = ConsentStatus.REFUSED if asked.refuse else ConsentStatus.GIVEN
    # A paper signed today counts from now: the day's beginning may lie before a decision made this morning.
    is_today = asked.signed_on == unit.today
    decided_at = unit.now if is_today else datetime.fromtimestamp(day_start_ms(asked.signed_on) / 1000, UTC)
    paper = Paper(status, EvidenceKind.PAPER_SCAN, decided_at, is_older_text_taken=True)
    return await keep(unit, await signing.record(unit, asked, signature, paper), signature)


@act(SIGNS, log="consent:consent_asked")
async def ask_consent(unit: Unit, asked: AskConsent) -> ConsentAsked:
    """Ask a student's family, or a grown student, for a consent that is missing."""
    student = await signing.as_staff(unit).reach(Student, asked.student_id, SIGNS, path=("studentId",))
    if Signs.FAMILY not in SPECS[asked.purpose].signs:
        raise Refused(Code.BAD_USER_INPUT, "consent.not_for_subject", path=("purpose",), purpose=asked.purpose)
    start, end = await student_window(unit.session, student, asked.purpose, asked.recipient)
    if start <= unit.now_ms < end:
        raise Refused(Code.CONFLICT, "consent.exists", path=("purpose",))
    unit.note(subject_id=student.id, school_id=student.school_id, purpose=asked.purpose)
    unit.emit(
        "consent:consent_asked",
        school_id=student.school_id,
        student=student.id,
        purpose=asked.purpose,
        recipient=asked.recipient,
    )
    return ConsentAsked(student.id)


@act(SIGNS, log="consent:text_published")
async def publish_consent_text(unit: Unit, asked: PublishConsentText) -> ConsentTextPublished:
    """Publish the school's wording; from now on people sign this version, and earlier signatures keep theirs."""
    school = await unit.reach(School, asked.school_id, SIGNS, path=("schoolId",))
    if Signs.NOBODY in SPECS[asked.purpose].signs:
        raise Refused(Code.BAD_USER_INPUT, "consent.not_needed", path=("purpose",), purpose=asked.purpose)
    entry = Entry()
    found = await texts.texts_for(unit.session, school.id, asked.purpose)
    version = (found[0].version if found else shipped.VERSION) + 1
    made = [
        _text(unit, entry, asked, language, version)
        for language in Language
        if getattr(asked, f"title_{language.value}") is not None
    ]
    entry.close()
    unit.session.add_all(made)
    unit.note(subject_id=school.id, school_id=school.id, purpose=asked.purpose, version=version)
    return ConsentTextPublished(tuple(text.id for text in made))


async def _signature(unit: Unit, asked: RecordPaperConsent) -> Signature:
    """Give the paper's signature; whoever records it must reach the subject as an employee."""
    office = signing.as_staff(unit)
    named = [one for one in (asked.student_id, asked.guardian_id, asked.staff_id) if one is not None]
    if len(named) != 1 or (asked.signer_id is not None and asked.student_id is None):
        raise Refused(Code.BAD_USER_INPUT, "consent.subject", path=("studentId",))
    if asked.staff_id is not None:
        member = await office.reach(StaffMember, asked.staff_id, SIGNS, path=("staffId",))
        return Signature(member, member.person_id, Relation.SELF)
    if asked.guardian_id is not None:
        guardian = await office.reach(Guardian, asked.guardian_id, SIGNS, path=("guardianId",))
        return Signature(guardian, guardian.person_id, Relation.SELF)
    student = await office.reach(Student, named[0], SIGNS, path=("studentId",))
    if asked.signer_id is None:
        return signing.by_student(unit, student, asked.purpose, asked.signed_on, is_refusal=asked.refuse)
    return await signing.represented(unit, student, asked.signer_id, asked.signed_on, ("signerId",))


def _text(unit: Unit, entry: Entry, asked: PublishConsentText, language: Language, version: int) -> ConsentText:
    title, body = f"title_{language.value}", f"body_{language.value}"
    wording = (getattr(asked, body) or "").strip()
    name = camel(body)
    if not wording:
        entry.refuse("input.blank", name, field=name)
    elif len(wording) > tables.TEXT_SIZE:
        entry.refuse("limit.text_length", name, field=name, limit=tables.TEXT_SIZE)
    return ConsentText(
        id=unit.new_id(),
        school_id=asked.school_id,
        purpose=asked.purpose,
        version=version,
        language=language,
        title=entry.line(camel(title), getattr(asked, title), tables.TITLE_SIZE),
        body=wording,
        published_at=unit.now,
    )


ACTS = (record_paper_consent, ask_consent, publish_consent_text)
