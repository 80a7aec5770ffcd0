"""Where consent is kept: the texts people sign, their decisions, and what follows for recipients outside the school.

What follows for the school's own purposes stands on the subject's row (`student.record_from` …); both are written by
`effects.recompute` and by nothing else.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint

from isuo_graph.policy.rights import Category
from isuo_graph.store.columns import Table, instant, key, link, number, text

STATE = Category.CONSENT_STATE
CONSENTS = Category.CONSENTS
KIND_SIZE = 24
RECIPIENT_SIZE = 80
LIST_SIZE = 400  # characters of a list of codes with commas between
NOTE_SIZE = 500
TITLE_SIZE = 300
TEXT_SIZE = 20_000
HASH_SIZE = 64  # hexadecimal digits of a SHA-256


class Operation(StrEnum):
    """What may be done with the data; the three operations of the form of Resolution 759 of 2017."""

    PROCESS = "PROCESS"
    TRANSFER = "TRANSFER"
    CROSS_BORDER = "CROSS_BORDER"


class EvidenceKind(StrEnum):
    """How the decision was written down."""

    PAPER_SCAN = "PAPER_SCAN"
    E_SIGNATURE = "E_SIGNATURE"
    TUNDUK = "TUNDUK"
    """The state's data exchange, which passes on a signature made elsewhere."""


class ConsentStatus(StrEnum):
    """What became of a decision."""

    GIVEN = "GIVEN"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"


class Relation(StrEnum):
    """By what relation somebody signs for the subject; the kinds of guardianship, and the subject itself."""

    SELF = "SELF"
    MOTHER = "MOTHER"
    FATHER = "FATHER"
    ADOPTIVE_PARENT = "ADOPTIVE_PARENT"
    APPOINTED_GUARDIAN = "APPOINTED_GUARDIAN"
    FOSTER_PARENT = "FOSTER_PARENT"
    OTHER_REPRESENTATIVE = "OTHER_REPRESENTATIVE"


class WithdrawalKind(StrEnum):
    """How a consent was taken back."""

    ONLINE = "ONLINE"
    WRITTEN_APPLICATION = "WRITTEN_APPLICATION"


class ConsentText(Table, table=True):
    """What people are shown and sign, in one language. Without a school it is the text shipped with the service."""

    __tablename__ = "consent_text"
    __table_args__ = (UniqueConstraint("school_id", "purpose", "version", "language"),)

    id: int = key()
    school_id: int | None = link("school.id")
    purpose: str = text(Category.PUBLIC, KIND_SIZE)
    version: int = number(Category.PUBLIC)
    language: str = text(Category.PUBLIC, 2)
    title: str = text(Category.PUBLIC, TITLE_SIZE)
    body: str = text(Category.PUBLIC, TEXT_SIZE)
    published_at: datetime = instant(Category.PUBLIC)


class Consent(Table, table=True):
    """One decision of one signer about one subject; exactly one of student, guardian and staff member is the subject.

    `categories` and `operations` are codes with commas between, sorted. `valid_until` is open for what lasts until
    the subject leaves.
    """

    __table_args__ = (
        Index("ix_consent_student", "school_id", "student_id", "purpose", "given_at"),
        Index("ix_consent_school", "school_id", "given_at", "id"),
        Index("ix_consent_guardian", "school_id", "guardian_id", "purpose", "given_at"),
        Index("ix_consent_staff", "school_id", "staff_id", "purpose", "given_at"),
    )

    id: int = key()
    school_id: int = link("school.id")
    student_id: int | None = link("student.id", index=True)
    guardian_id: int | None = link("guardian.id", index=True)
    staff_id: int | None = link("staff_member.id", index=True)
    signer_guardian_id: int | None = link("guardian.id", index=True)
    signer_person_id: int = link("person.id")
    relation: str = text(CONSENTS, KIND_SIZE)
    basis: str | None = text(CONSENTS, NOTE_SIZE, default=None)
    purpose: str = text(STATE, KIND_SIZE)
    recipient: str = text(STATE, RECIPIENT_SIZE, default="school")
    categories: str = text(CONSENTS, LIST_SIZE)
    operations: str = text(CONSENTS, LIST_SIZE)
    text_id: int = link("consent_text.id")
    text_version: int = number(CONSENTS)
    language: str = text(CONSENTS, 2)
    evidence_kind: str = text(CONSENTS, KIND_SIZE)
    evidence_hash: str = text(CONSENTS, HASH_SIZE)
    status: str = text(STATE, KIND_SIZE)
    given_at: datetime = instant(STATE)
    valid_until: datetime | None = instant(STATE, default=None)
    withdrawn_at: datetime | None = instant(STATE, default=None)
    withdrawn_by: int | None = link("account.id")
    withdrawal_kind: str | None = text(CONSENTS, KIND_SIZE, default=None)
    withdrawal_note: str | None = text(CONSENTS, NOTE_SIZE, default=None)
    recorded_by: int | None = link("account.id")
    recorded_at: datetime = instant(CONSENTS)
    version: int = number(Category.OPEN, default=1)


class ConsentEffect(Table, table=True):
    """Whether data of a subject may go to a recipient: open while `valid_from_ms <= now < valid_until_ms`.

    To a recipient abroad they go only while `abroad_from_ms <= now < abroad_until_ms`, which lies within.
    One row for a subject, purpose and recipient, so that one probe of the unique index answers.
    """

    __tablename__ = "consent_effect"
    __table_args__ = (Index("ux_consent_effect", "school_id", "subject_id", "purpose", "recipient", unique=True),)

    id: int = key()
    school_id: int = link("school.id")
    subject_id: int = number(STATE)
    purpose: str = text(STATE, KIND_SIZE)
    recipient: str = text(STATE, RECIPIENT_SIZE)
    valid_from_ms: int = number(STATE, default=0)
    valid_until_ms: int = number(STATE, default=0)
    abroad_from_ms: int = number(STATE, default=0)
    abroad_until_ms: int = number(STATE, default=0)
