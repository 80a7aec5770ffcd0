"""Acts by which guardians decide for their own child or themselves, and grown students for themselves (R55)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from isuo_graph.graph import act, ref
from isuo_graph.kit.language import Language
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Category
from isuo_graph.rooms.consent import graph, signing
from isuo_graph.rooms.consent.effects import Subjects, recompute, window_of
from isuo_graph.rooms.consent.signing import SIGNS, Paper, Signature
from isuo_graph.rooms.consent.tables import Consent, ConsentStatus, EvidenceKind, Operation
from isuo_graph.rooms.consent.terms import terms_of
from isuo_graph.rooms.people.graph import Guardian, Student
from isuo_graph.store.unit import Unit


@dataclass(frozen=True)
class GiveConsent:
    """A consent: about a child or grown student, or about a guardian; for a purpose, on a text shown in a language.

    Without categories or operations it covers those that the purpose needs; passing data abroad must be named.
    """

    purpose: Purpose
    text_version: int
    language: Language
    evidence_kind: EvidenceKind
    evidence_hash: str
    student_id: Annotated[int | None, ref(Student)] = None
    guardian_id: Annotated[int | None, ref(Guardian)] = None
    recipient: str = "school"
    categories: tuple[Category, ...] = ()
    operations: tuple[Operation, ...] = ()
    valid_until: date | None = None


@dataclass(frozen=True)
class RefuseConsent(GiveConsent):
    """A refusal, in the same terms as a consent."""


@dataclass(frozen=True)
class ConsentDecided:
    """The record, and whether the data may now be used for the purpose (another representative may have refused)."""

    consent: Annotated[int, ref(graph.Consent)]
    takes_effect: bool


@act(SIGNS, log="consent:consent_given")
async def give_consent(unit: Unit, asked: GiveConsent) -> ConsentDecided:
    """Give consent for one's own child, or for oneself."""
    return await _decided(unit, asked, ConsentStatus.GIVEN)


@act(SIGNS, log="consent:consent_refused")
async def refuse_consent(unit: Unit, asked: RefuseConsent) -> ConsentDecided:
    """Refuse consent for one's own child, or for oneself; it takes the place of a consent given before."""
    return await _decided(unit, asked, ConsentStatus.REFUSED)


async def _decided(unit: Unit, asked: GiveConsent, status: ConsentStatus) -> ConsentDecided:
    signature = await signing.own_or_childs(
        unit, asked, asked.student_id, asked.guardian_id, is_refusal=status is ConsentStatus.REFUSED
    )
    row = await signing.record(unit, asked, signature, Paper(status, asked.evidence_kind, unit.now))
    return await keep(unit, row, signature)


async def keep(unit: Unit, row: Consent, signature: Signature) -> ConsentDecided:
    """Write a decision and what follows from it, in one transaction."""
    unit.session.add(row)
    await recompute(unit.session, subjects_of(row), now_ms=unit.now_ms, new_id=unit.new_id, terms=terms_of(unit))
    subject = signature.subject
    is_given = row.status == ConsentStatus.GIVEN
    takes_effect = is_given and await _is_open(unit, row)
    unit.note(subject_id=subject.id, school_id=row.school_id, consent=row.id, purpose=row.purpose, status=row.status)
    kind = "consent:consent_given" if is_given else "consent:consent_refused"
    unit.emit(kind, school_id=row.school_id, consent=row.id, subject=subject.id, purpose=row.purpose)
    return ConsentDecided(row.id, takes_effect)


def subjects_of(row: Consent) -> Subjects:
    """Give whose windows hang on the decision."""
    return Subjects(
        frozenset(() if row.student_id is None else (row.student_id,)),
        frozenset(() if row.guardian_id is None else (row.guardian_id,)),
        frozenset(() if row.staff_id is None else (row.staff_id,)),
    )


async def _is_open(unit: Unit, row: Consent) -> bool:
    """Read the window where the checks read it, so that what is told is what holds."""
    window = await window_of(unit.session, row)
    return window[0] <= unit.now_ms < window[1]


ACTS = (give_consent, refuse_consent)
