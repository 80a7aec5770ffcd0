"""Where people are kept: students, guardians, who is whose guardian, staff, class leadership, accounts and sessions.

Every personal column says its category. Consent windows (`record_from` …) are written by the consent room alone: in
milliseconds since 1970, open while `from <= now < until`; 0 and 0 mean that there is no consent.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index

from isuo_graph.policy.rights import Category
from isuo_graph.store.columns import Table, amount, day, flag, instant, key, link, number, text

NAME_SIZE = 100  # characters of one part of a name (a guess; the longest in the civil register is not published)
KIND_SIZE = 24
PIN_SIZE = 14  # digits of a ПИН
PHONE_SIZE = 20
EMAIL_SIZE = 254  # RFC 5321 allows no longer address
ADDRESS_SIZE = 300


class Sex(StrEnum):
    """Sex as the civil register writes it."""

    FEMALE = "FEMALE"
    MALE = "MALE"


class StudentStatus(StrEnum):
    """Where a student stands with the school."""

    APPLIED = "APPLIED"
    ON_ROLL = "ON_ROLL"
    ON_LEAVE = "ON_LEAVE"
    LEFT = "LEFT"
    GRADUATED = "GRADUATED"


class HealthGroup(StrEnum):
    """The medical group that a doctor assigns; it decides the physical education a student may take."""

    MAIN = "MAIN"
    PREPARATORY = "PREPARATORY"
    SPECIAL = "SPECIAL"


class BloodGroup(StrEnum):
    """Blood group with Rh factor."""

    O_POSITIVE = "O_POSITIVE"
    O_NEGATIVE = "O_NEGATIVE"
    A_POSITIVE = "A_POSITIVE"
    A_NEGATIVE = "A_NEGATIVE"
    B_POSITIVE = "B_POSITIVE"
    B_NEGATIVE = "B_NEGATIVE"
    AB_POSITIVE = "AB_POSITIVE"
    AB_NEGATIVE = "AB_NEGATIVE"


class GuardianshipKind(StrEnum):
    """By what relation somebody represents a student."""

    MOTHER = "MOTHER"
    FATHER = "FATHER"
    ADOPTIVE_PARENT = "ADOPTIVE_PARENT"
    APPOINTED_GUARDIAN = "APPOINTED_GUARDIAN"
    FOSTER_PARENT = "FOSTER_PARENT"
    OTHER_REPRESENTATIVE = "OTHER_REPRESENTATIVE"


class StaffCategory(StrEnum):
    """The qualification category that attestation gives a pedagogue."""

    NONE = "NONE"
    SECOND = "SECOND"
    FIRST = "FIRST"
    HIGHEST = "HIGHEST"


class Education(StrEnum):
    """The highest education finished."""

    SECONDARY = "SECONDARY"
    VOCATIONAL = "VOCATIONAL"
    BACHELOR = "BACHELOR"
    SPECIALIST = "SPECIALIST"
    MASTER = "MASTER"
    DOCTORATE = "DOCTORATE"


class EmploymentKind(StrEnum):
    """Whether the school is the main place of work."""

    MAIN = "MAIN"
    SECONDARY = "SECONDARY"
    HOURLY = "HOURLY"


class LinkPurpose(StrEnum):
    """What a one-time link is for."""

    FIRST_SIGN_IN = "FIRST_SIGN_IN"
    PASSWORD_RESET = "PASSWORD_RESET"  # noqa: S105 - the name of a purpose


class Person(Table, table=True):
    """A human being across all schools (R8); never shown. What a school knows of somebody stands on its own rows."""

    id: int = key()
    pin: str | None = text(Category.PIN, PIN_SIZE, default=None, unique=True)
    created_at: datetime = instant(Category.OPEN)


class Student(Table, table=True):
    """A learner on a school's roll. Without a school-record consent only OPEN columns are filled: a stub (R56)."""

    __table_args__ = (
        Index("ix_student_name", "school_id", "name_sort", "id"),
        Index("ix_student_class", "school_id", "class_id", "name_sort", "id"),
        Index("ix_student_search", "school_id", "name_search"),
        Index("ux_student_external", "school_id", "external_key", unique=True),
    )

    id: int = key()
    school_id: int = link("school.id")
    person_id: int = link("person.id", index=True)
    class_id: int | None = link("school_class.id", index=True)
    grade: int | None = number(Category.OPEN, default=None)
    status: str = text(Category.OPEN, KIND_SIZE, default=StudentStatus.ON_ROLL.value)
    enrolled_on: date | None = day(Category.MOVEMENT, default=None)
    left_on: date | None = day(Category.MOVEMENT, default=None)
    external_key: str | None = text(Category.ROSTER, 80, default=None)

    family_name: str | None = text(Category.ROSTER, NAME_SIZE, default=None)
    given_name: str | None = text(Category.ROSTER, NAME_SIZE, default=None)
    patronymic: str | None = text(Category.ROSTER, NAME_SIZE, default=None)
    name_sort: str | None = text(Category.ROSTER, default=None)
    name_search: str | None = text(Category.ROSTER, default=None)

    birth_date: date | None = day(Category.IDENTITY, default=None)
    sex: str | None = text(Category.IDENTITY, KIND_SIZE, default=None)
    citizenship: str | None = text(Category.IDENTITY, 2, default=None)
    document_number: str | None = text(Category.IDENTITY, 40, default=None)
    pin: str | None = text(Category.PIN, PIN_SIZE, default=None, index=True)

    phone: str | None = text(Category.CONTACTS, PHONE_SIZE, default=None)
    email: str | None = text(Category.CONTACTS, EMAIL_SIZE, default=None)
    address: str | None = text(Category.CONTACTS, ADDRESS_SIZE, default=None)

    blood_group: str | None = text(Category.HEALTH, KIND_SIZE, default=None)
    health_group: str | None = text(Category.HEALTH, KIND_SIZE, default=None)
    health_conditions: str | None = text(Category.HEALTH, 2000, default=None)
    health_alert: str | None = text(Category.HEALTH_ALERT, 300, default=None)
    pe_exempt: bool | None = flag(Category.PE_EXEMPT, default=None)
    pe_exempt_until: date | None = day(Category.PE_EXEMPT, default=None)

    is_orphan: bool | None = flag(Category.SOCIAL, default=None)
    is_low_income: bool | None = flag(Category.SOCIAL, default=None)
    has_many_siblings: bool | None = flag(Category.SOCIAL, default=None)
    benefits: str | None = text(Category.SOCIAL, 1000, default=None)
    free_meals: bool | None = flag(Category.FREE_MEALS, default=None)

    record_from: int = number(Category.OPEN, default=0)
    record_until: int = number(Category.OPEN, default=0)
    health_from: int = number(Category.OPEN, default=0)
    health_until: int = number(Category.OPEN, default=0)
    social_from: int = number(Category.OPEN, default=0)
    social_until: int = number(Category.OPEN, default=0)
    psych_from: int = number(Category.OPEN, default=0)
    psych_until: int = number(Category.OPEN, default=0)
    community_from: int = number(Category.OPEN, default=0)
    community_until: int = number(Category.OPEN, default=0)
    publication_from: int = number(Category.OPEN, default=0)
    publication_until: int = number(Category.OPEN, default=0)
    version: int = number(Category.OPEN, default=1)


class Guardian(Table, table=True):
    """A parent or other legal representative, as one school knows them (R11)."""

    __table_args__ = (
        Index("ix_guardian_name", "school_id", "name_sort", "id"),
        Index("ix_guardian_search", "school_id", "name_search"),
        Index("ux_guardian_external", "school_id", "external_key", unique=True),
    )

    id: int = key()
    school_id: int = link("school.id")
    person_id: int = link("person.id", index=True)
    external_key: str | None = text(Category.FAMILY, 80, default=None)
    language: str = text(Category.OPEN, 2, default="ky")

    family_name: str | None = text(Category.FAMILY, NAME_SIZE, default=None)
    given_name: str | None = text(Category.FAMILY, NAME_SIZE, default=None)
    patronymic: str | None = text(Category.FAMILY, NAME_SIZE, default=None)
    name_sort: str | None = text(Category.FAMILY, default=None)
    name_search: str | None = text(Category.FAMILY, default=None)
    workplace: str | None = text(Category.FAMILY, ADDRESS_SIZE, default=None)
    pin: str | None = text(Category.PIN, PIN_SIZE, default=None, index=True)

    phone: str | None = text(Category.CONTACTS, PHONE_SIZE, default=None)
    email: str | None = text(Category.CONTACTS, EMAIL_SIZE, default=None)
    address: str | None = text(Category.CONTACTS, ADDRESS_SIZE, default=None)

    record_from: int = number(Category.OPEN, default=0)
    record_until: int = number(Category.OPEN, default=0)
    community_from: int = number(Category.OPEN, default=0)
    community_until: int = number(Category.OPEN, default=0)
    version: int = number(Category.OPEN, default=1)


class Guardianship(Table, table=True):
    """That a guardian represents a student, from when to when, and what they may do. Both days are included."""

    __table_args__ = (
        Index("ix_guardianship_student", "school_id", "student_id", "guardian_id"),
        Index("ix_guardianship_guardian", "guardian_id", "student_id"),
    )

    id: int = key()
    school_id: int = link("school.id")
    student_id: int = link("student.id", index=True)
    guardian_id: int = link("guardian.id")
    kind: str = text(Category.FAMILY, KIND_SIZE)
    has_custody: bool = flag(Category.FAMILY, default=True)
    may_see: bool = flag(Category.FAMILY, default=True)
    may_sign: bool = flag(Category.FAMILY, default=True)
    starts_on: date = day(Category.FAMILY)
    ends_on: date | None = day(Category.FAMILY, default=None)
    document: str | None = text(Category.FAMILY, 200, default=None)
    version: int = number(Category.OPEN, default=1)


class StaffMember(Table, table=True):
    """An employee of a school (R9)."""

    __tablename__ = "staff_member"
    __table_args__ = (
        Index("ix_staff_member_name", "school_id", "name_sort", "id"),
        Index("ix_staff_member_search", "school_id", "name_search"),
        Index("ux_staff_member_external", "school_id", "external_key", unique=True),
    )

    id: int = key()
    school_id: int = link("school.id")
    person_id: int = link("person.id", index=True)
    external_key: str | None = text(Category.STAFF_DIRECTORY, 80, default=None)
    position: str = text(Category.STAFF_DIRECTORY, NAME_SIZE)
    family_name: str = text(Category.STAFF_DIRECTORY, NAME_SIZE)
    given_name: str = text(Category.STAFF_DIRECTORY, NAME_SIZE)
    patronymic: str | None = text(Category.STAFF_DIRECTORY, NAME_SIZE, default=None)
    name_sort: str = text(Category.STAFF_DIRECTORY)
    name_search: str = text(Category.STAFF_DIRECTORY)
    work_phone: str | None = text(Category.STAFF_DIRECTORY, PHONE_SIZE, default=None)
    work_email: str | None = text(Category.STAFF_DIRECTORY, EMAIL_SIZE, default=None)
    hired_on: date = day(Category.STAFF_DIRECTORY)
    left_on: date | None = day(Category.STAFF_DIRECTORY, default=None)

    employment: str | None = text(Category.STAFF_HR, KIND_SIZE, default=None)
    rate: Decimal | None = amount(Category.STAFF_HR, default=None)
    birth_date: date | None = day(Category.STAFF_HR, default=None)
    sex: str | None = text(Category.STAFF_HR, KIND_SIZE, default=None)
    citizenship: str | None = text(Category.STAFF_HR, 2, default=None)
    education: str | None = text(Category.STAFF_HR, KIND_SIZE, default=None)
    speciality: str | None = text(Category.STAFF_HR, 200, default=None)
    category: str | None = text(Category.STAFF_HR, KIND_SIZE, default=None)
    teaching_since: date | None = day(Category.STAFF_HR, default=None)
    phone: str | None = text(Category.STAFF_HR, PHONE_SIZE, default=None)
    email: str | None = text(Category.STAFF_HR, EMAIL_SIZE, default=None)
    address: str | None = text(Category.STAFF_HR, ADDRESS_SIZE, default=None)
    pin: str | None = text(Category.STAFF_PIN, PIN_SIZE, default=None, index=True)

    hr_from: int = number(Category.OPEN, default=0)
    hr_until: int = number(Category.OPEN, default=0)
    public_from: int = number(Category.OPEN, default=0)
    public_until: int = number(Category.OPEN, default=0)
    version: int = number(Category.OPEN, default=1)


class ClassLeadership(Table, table=True):
    """Who is class teacher of which class, and when; both days are included."""

    __tablename__ = "class_leadership"
    __table_args__ = (
        Index("ix_class_leadership_class", "school_id", "class_id", "starts_on"),
        Index("ix_class_leadership_staff", "staff_id", "class_id"),
    )

    id: int = key()
    school_id: int = link("school.id")
    class_id: int = link("school_class.id", index=True)
    staff_id: int = link("staff_member.id")
    starts_on: date = day(Category.STAFF_DIRECTORY)
    ends_on: date | None = day(Category.STAFF_DIRECTORY, default=None)
    version: int = number(Category.OPEN, default=1)


class Account(Table, table=True):
    """What a person signs in with, one for each person. The school of `school_id` manages it; officials have none."""

    id: int = key()
    school_id: int | None = link("school.id", index=True)
    person_id: int = link("person.id", unique=True)
    login: str = text(Category.ACCOUNTS, 80, unique=True)
    password_hash: str | None = text(Category.ACCOUNTS, 300, default=None)
    password_set_at: datetime | None = instant(Category.ACCOUNTS, default=None)
    must_change_password: bool = flag(Category.ACCOUNTS, default=False)
    language: str = text(Category.ACCOUNTS, 2, default="ky")
    is_system: bool = flag(Category.ACCOUNTS, default=False)
    created_at: datetime = instant(Category.ACCOUNTS)
    blocked_at: datetime | None = instant(Category.ACCOUNTS, default=None)
    block_reason: str | None = text(Category.ACCOUNTS, 300, default=None)
    signed_in_at: datetime | None = instant(Category.VISITS, default=None)
    version: int = number(Category.OPEN, default=1)


class Session(Table, table=True):
    """One sign-in and the refresh tokens that followed it; only hashes of tokens are kept."""

    __table_args__ = (Index("ix_session_account", "account_id", "ended_at"),)

    id: int = key()
    account_id: int = link("account.id")
    family_id: int = number(Category.ACCOUNTS, index=True)
    refresh_hash: str = text(Category.ACCOUNTS, 64, unique=True)
    previous_hash: str | None = text(Category.ACCOUNTS, 64, default=None, index=True)
    created_at: datetime = instant(Category.ACCOUNTS)
    used_at: datetime = instant(Category.ACCOUNTS)
    expires_at: datetime = instant(Category.ACCOUNTS)
    ended_at: datetime | None = instant(Category.ACCOUNTS, default=None)
    end_reason: str | None = text(Category.ACCOUNTS, KIND_SIZE, default=None)
    address: str | None = text(Category.ACCOUNTS, 45, default=None)
    client: str | None = text(Category.ACCOUNTS, 200, default=None)


class OneTimeLink(Table, table=True):
    """A link that lets its holder set a password once; only its hash is kept."""

    __tablename__ = "one_time_link"

    id: int = key()
    account_id: int = link("account.id", index=True)
    token_hash: str = text(Category.ACCOUNTS, 64, unique=True)
    purpose: str = text(Category.ACCOUNTS, KIND_SIZE)
    created_at: datetime = instant(Category.ACCOUNTS)
    expires_at: datetime = instant(Category.ACCOUNTS)
    used_at: datetime | None = instant(Category.ACCOUNTS, default=None)


class SignInFailure(Table, table=True):
    """A failed attempt to sign in, kept while throttling looks back. `login` is what was typed, case-folded."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (
        Index("ix_sign_in_failure_login", "login", "failed_at"),
        Index("ix_sign_in_failure_address", "address", "failed_at"),
    )

    id: int = key()
    login: str = text(Category.ACCOUNTS, 80)
    address: str = text(Category.ACCOUNTS, 45)
    failed_at: datetime = instant(Category.ACCOUNTS)
