"""Acts by which employees decide about their own data; they take no right but being that employee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from isuo_graph.graph import act, ref
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.kit.language import Language
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Category
from isuo_graph.rooms.consent import signing
from isuo_graph.rooms.consent.acts.deciding import ConsentDecided, keep
from isuo_graph.rooms.consent.acts.withdrawing import CONSENT_ID, ConsentWithdrawn, WithdrawConsent, withdraw
from isuo_graph.rooms.consent.signing import Paper, Signature
from isuo_graph.rooms.consent.tables import (
    Consent,
    ConsentStatus,
    EvidenceKind,
    Operation,
    Relation,
    WithdrawalKind,
)
from isuo_graph.rooms.people import tables
from isuo_graph.rooms.people.graph import StaffMember
from isuo_graph.store.unit import Unit


@dataclass(frozen=True)
class DecideStaffConsent:
    """What the employee decides: consent, or (refuse) none."""

    staff_id: Annotated[int, ref(StaffMember)]
    purpose: Purpose
    text_version: int
    language: Language
    evidence_kind: EvidenceKind
    evidence_hash: str
    refuse: bool = False
    recipient: str = "school"
    categories: tuple[Category, ...] = ()
    operations: tuple[Operation, ...] = ()
    valid_until: date | None = None


@dataclass(frozen=True)
class WithdrawStaffConsent(WithdrawConsent):
    """Which consent is taken back."""


@act(None, log="consent:staff_consent_decided")
async def decide_staff_consent(unit: Unit, asked: DecideStaffConsent) -> ConsentDecided:
    """Give or refuse consent about one's own data as an employee."""
    if asked.staff_id not in unit.viewer.staff_ids:
        raise Refused(Code.NOT_IN_SCOPE, "row.not_found", path=("staffId",))
    member = await unit.get(tables.StaffMember, asked.staff_id, path=("staffId",))
    signature = Signature(member, member.person_id, Relation.SELF)
    status = ConsentStatus.REFUSED if asked.refuse else ConsentStatus.GIVEN
    row = await signing.record(unit, asked, signature, Paper(status, asked.evidence_kind, unit.now))
    return await keep(unit, row, signature)


@act(None, log="consent:staff_consent_withdrawn")
async def withdraw_staff_consent(unit: Unit, asked: WithdrawStaffConsent) -> ConsentWithdrawn:
    """Take back a consent about one's own data as an employee."""
    row = await unit.get(Consent, asked.consent_id, path=CONSENT_ID)
    if row.staff_id not in unit.viewer.staff_ids:
        raise Refused(Code.NOT_IN_SCOPE, "row.not_found", path=CONSENT_ID)
    return await withdraw(unit, row, asked, WithdrawalKind.ONLINE)


ACTS = (decide_staff_consent, withdraw_staff_consent)
