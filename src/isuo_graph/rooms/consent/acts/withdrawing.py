"""The act by which a signer takes a consent back, or an employee records the written application to do so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from isuo_graph.graph import act, ref
from isuo_graph.kit.clock import SCHOOL_ZONE
from isuo_graph.kit.entry import Entry
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.policy.guard import Purpose
from isuo_graph.rooms.consent import graph, signing
from isuo_graph.rooms.consent.acts.deciding import subjects_of
from isuo_graph.rooms.consent.effects import recompute
from isuo_graph.rooms.consent.purposes import SPECS, Aftermath
from isuo_graph.rooms.consent.signing import SIGNS
from isuo_graph.rooms.consent.tables import NOTE_SIZE, Consent, ConsentStatus, WithdrawalKind
from isuo_graph.rooms.consent.terms import terms_of
from isuo_graph.store.unit import Unit

CONSENT_ID = ("consentId",)


@dataclass(frozen=True)
class WithdrawConsent:
    """Which consent is taken back; `note` names the written application, or the reason, which nobody has to give."""

    consent_id: Annotated[int, ref(graph.Consent)]
    note: str | None = None
    version: int | None = None


@dataclass(frozen=True)
class ConsentWithdrawn:
    """The record, and what the withdrawal set off beside hiding the data at once."""

    consent: Annotated[int, ref(graph.Consent)]
    aftermath: Aftermath


@act(SIGNS, log="consent:consent_withdrawn")
async def withdraw_consent(unit: Unit, asked: WithdrawConsent) -> ConsentWithdrawn:
    """Take back a consent that one signed, or record a written application; the next statement obeys."""
    row: Consent = await unit.reach(graph.Consent, asked.consent_id, SIGNS, path=CONSENT_ID)
    if row.signer_person_id == unit.viewer.person_id:
        return await withdraw(unit, row, asked, WithdrawalKind.ONLINE)
    await _as_clerk(unit, row)
    if asked.note is None or not asked.note.strip():
        raise Refused(Code.BAD_USER_INPUT, "consent.written_application", path=("note",))
    return await withdraw(unit, row, asked, WithdrawalKind.WRITTEN_APPLICATION)


async def withdraw(unit: Unit, row: Consent, asked: WithdrawConsent, kind: WithdrawalKind) -> ConsentWithdrawn:
    """Write the withdrawal and what follows from it. Raises Refused for what is no consent in force."""
    if row.withdrawn_at is not None:
        day = row.withdrawn_at.astimezone(SCHOOL_ZONE).date()
        raise Refused(Code.CONFLICT, "consent.withdrawn", path=CONSENT_ID, date=day)
    if row.status != ConsentStatus.GIVEN or (row.valid_until is not None and row.valid_until <= unit.now):
        raise Refused(Code.BAD_USER_INPUT, "consent.not_in_force", path=CONSENT_ID)
    entry = Entry()
    note = entry.optional("note", asked.note, NOTE_SIZE)
    entry.close()
    unit.change(row, asked.version)
    row.status = ConsentStatus.WITHDRAWN
    row.withdrawn_at = unit.now
    row.withdrawn_by = unit.viewer.account_id
    row.withdrawal_kind = kind
    row.withdrawal_note = note
    await recompute(unit.session, subjects_of(row), now_ms=unit.now_ms, new_id=unit.new_id, terms=terms_of(unit))
    return _told(unit, row)


def _told(unit: Unit, row: Consent) -> ConsentWithdrawn:
    """Tell the trail and whoever has to act: a vendor gets a deletion request, a publication goes, a case closes."""
    aftermath = SPECS[Purpose(row.purpose)].aftermath
    subject_id = row.student_id or row.guardian_id or row.staff_id
    unit.note(subject_id=subject_id, school_id=row.school_id, consent=row.id, purpose=row.purpose)
    unit.emit(
        "consent:consent_withdrawn",
        school_id=row.school_id,
        consent=row.id,
        subject=subject_id,
        purpose=row.purpose,
        recipient=row.recipient,
        aftermath=aftermath,
    )
    return ConsentWithdrawn(row.id, aftermath)


async def _as_clerk(unit: Unit, row: Consent) -> None:
    """Refuse a relative who did not sign; an employee within whose scope the record lies may go on."""
    try:
        await signing.as_staff(unit).reach(graph.Consent, row.id, SIGNS, path=CONSENT_ID)
    except Refused as exc:
        raise Refused(Code.BAD_USER_INPUT, "consent.not_signer", path=CONSENT_ID) from exc


ACTS = (withdraw_consent,)
