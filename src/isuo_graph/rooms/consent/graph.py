"""The types of consent: decisions with their requisites, the texts people sign, and what they add to people."""

from __future__ import annotations

from datetime import datetime

from isuo_graph.graph import ID, Many, about, extend, many, node, one, tells
from isuo_graph.kit.language import Language
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Category, Scope
from isuo_graph.policy.rows import Among, Equals, IsMe, Me, Within, all_of, any_of
from isuo_graph.policy.words import Consents, ConsentState, Family, Open, Public, Roster, StaffDirectory
from isuo_graph.rooms.consent import tables
from isuo_graph.rooms.consent.tables import ConsentStatus, EvidenceKind, Relation, WithdrawalKind
from isuo_graph.rooms.org.graph import VERSION, School
from isuo_graph.rooms.people import scopes
from isuo_graph.rooms.people.graph import Guardian, StaffMember, Student

IN_FORCE = all_of(Equals("status", ConsentStatus.GIVEN.value), Within("given_at", "valid_until", open_end=True))


@node(
    tables.Consent,
    prefix="cns",
    category=Category.CONSENT_STATE,
    rows={
        Scope.SELF: any_of(IsMe("student_id", Me.STUDENT), IsMe("staff_id", Me.STAFF)),
        Scope.CHILD: any_of(scopes.child("student_id"), IsMe("guardian_id", Me.GUARDIAN)),
        Scope.OWN_CLASS: any_of(scopes.led_student("student_id"), Among("guardian_id", scopes.LED_GUARDIANS)),
    },
    singular="consent",
    plural="consents",
    order=("given_at", "id"),
    summary=("purpose", "recipient", "status"),
)
class Consent:
    """One written decision about one person's data: given or refused, by whom, on which text, until when (R55)."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school that keeps it.")
    student: Roster[Student] = one("student_id", "The student it is about.")
    guardian: Family[Guardian] = one("guardian_id", "The guardian it is about, deciding for themselves.")
    staff: StaffDirectory[StaffMember] = one("staff_id", "The employee it is about.")
    purpose: ConsentState[Purpose] = about("What the data may be used for.")
    recipient: ConsentState[str] = about("Who receives them: school, ministry, or the id of a vendor.")
    status: ConsentState[ConsentStatus] = about("What became of it.")
    is_in_force: ConsentState[bool] = tells(IN_FORCE, "Whether it is a consent that holds now.")
    given_at: ConsentState[datetime] = about("When it was decided.")
    valid_until: ConsentState[datetime] = about("When it ends; null while the subject stays at the school.")
    withdrawn_at: ConsentState[datetime] = about("When it was withdrawn.")
    signer: Family[Guardian] = one("signer_guardian_id", "The representative who signed; null for the subject.")
    relation: Consents[Relation] = about("By what relation the signer stands for the subject.")
    basis: Consents[str] = about("The paper that shows the relation.")
    categories: Consents[str] = about("Kinds of data, with commas between.", sorts=False)
    operations: Consents[str] = about("Operations agreed to, with commas between.", sorts=False)
    text: Public[ConsentText] = one("text_id", "The text that was shown and signed.")
    text_version: Consents[int] = about("Version of the text.")
    language: Consents[Language] = about("Language the text was shown in.")
    evidence_kind: Consents[EvidenceKind] = about("How the decision was written down.")
    evidence_hash: Consents[str] = about("SHA-256 of the scan or signature.", filters=False, sorts=False)
    withdrawal_kind: Consents[WithdrawalKind] = about("How it was withdrawn.")
    withdrawal_note: Consents[str] = about("The application or reason.", filters=False, sorts=False)
    recorded_at: Consents[datetime] = about("When it was entered here.")
    version: Open[int] = about(VERSION)


@node(
    tables.ConsentText,
    prefix="ctx",
    category=Category.PUBLIC,
    singular="consentText",
    plural="consentTexts",
    order=("purpose", "version", "language", "id"),
)
class ConsentText:
    """A text that people are shown and sign, by purpose, version and language."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school whose wording it is; null for the one shipped.")
    purpose: Public[Purpose] = about("The purpose it explains.")
    version: Public[int] = about("Version; the highest one counts.")
    language: Public[Language] = about("Its language.")
    title: Public[str] = about("Title.")
    body: Public[str] = about("The text.", filters=False, sorts=False)
    published_at: Public[datetime] = about("When it was published.")


@extend(Student)
class StudentConsents:
    """What consent adds to a student."""

    consents: ConsentState[Many[Consent]] = many("student_id", "Decisions about the student's data.")
    has_record_consent: ConsentState[bool] = tells(
        Within("record_from", "record_until"), "Whether the school record rests on a consent now."
    )
    has_health_consent: ConsentState[bool] = tells(
        Within("health_from", "health_until"), "Whether health data may be kept now."
    )
    has_social_consent: ConsentState[bool] = tells(
        Within("social_from", "social_until"), "Whether data for social support may be kept now."
    )
    has_psych_consent: ConsentState[bool] = tells(
        Within("psych_from", "psych_until"), "Whether a psychologist may work with the student now."
    )
    has_community_consent: ConsentState[bool] = tells(
        Within("community_from", "community_until"), "Whether other families of the class may see the name now."
    )
    has_publication_consent: ConsentState[bool] = tells(
        Within("publication_from", "publication_until"), "Whether the school may publish about the student now."
    )


@extend(Guardian)
class GuardianConsents:
    """What consent adds to a guardian."""

    consents: ConsentState[Many[Consent]] = many("guardian_id", "Decisions about the guardian's own data.")
    signed_consents: ConsentState[Many[Consent]] = many(
        "signer_guardian_id", "Decisions that the guardian signed for students."
    )


@extend(StaffMember)
class StaffConsents:
    """What consent adds to an employee."""

    consents: ConsentState[Many[Consent]] = many("staff_id", "Decisions about the employee's data.")


TYPES = (Consent, ConsentText)
EXTENSIONS = (StudentConsents, GuardianConsents, StaffConsents)
