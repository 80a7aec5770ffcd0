"""Students and those who represent them: every field says by its word who may read it and which consent it needs."""

from __future__ import annotations

from datetime import date

from isuo_graph.graph import ID, Many, about, joined, many, node, one, tells
from isuo_graph.kit.language import Language
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Category, Scope
from isuo_graph.policy.rows import Among, IsMe, Me, Through, Within
from isuo_graph.policy.words import (
    Contacts,
    Family,
    FreeMeals,
    Health,
    HealthAlert,
    Identity,
    Movement,
    Open,
    OpenMaybe,
    PeExempt,
    Pin,
    Public,
    Roster,
    Social,
)
from isuo_graph.rooms.org.graph import VERSION, School, SchoolClass
from isuo_graph.rooms.people import scopes, tables
from isuo_graph.rooms.people.tables import BloodGroup, GuardianshipKind, HealthGroup, Sex, StudentStatus


@node(
    tables.Student,
    prefix="stu",
    category=Category.ROSTER,
    rows={
        Scope.SELF: IsMe("id", Me.STUDENT),
        Scope.CHILD: scopes.child("id"),
        Scope.OWN_CLASS: Among("class_id", scopes.LED_CLASSES),
        Scope.CLASSMATES: Among("class_id", scopes.MY_CLASSES),
        Scope.CHILD_CLASS: Among("class_id", scopes.CHILD_CLASSES),
    },
    consents={
        Purpose.SCHOOL_RECORD: Within("record_from", "record_until"),
        Purpose.HEALTH_SAFETY: Within("health_from", "health_until"),
        Purpose.SOCIAL_SUPPORT: Within("social_from", "social_until"),
        Purpose.PSYCH_SUPPORT: Within("psych_from", "psych_until"),
        Purpose.CLASS_COMMUNITY: Within("community_from", "community_until"),
        Purpose.PUBLICATION: Within("publication_from", "publication_until"),
    },
    singular="student",
    plural="students",
    order=("name_sort", "id"),
    summary=("grade", "status", "sex", "citizenship", "healthGroup", "isOrphan", "isLowIncome", "freeMeals"),
)
class Student:
    """A learner on a school's roll; without a school-record consent a nameless one, who still counts (R56)."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    school_class: OpenMaybe[SchoolClass] = one("class_id", "The class the student learns in.")
    grade: OpenMaybe[int] = about("Number of the grade.")
    status: Open[StudentStatus] = about("Where the student stands with the school.")
    enrolled_on: Movement[date] = about("The day the student came to the school.")
    left_on: Movement[date] = about("The last day at the school.")
    external_key: Roster[str] = about("The student's key in the system that data is imported from.")

    family_name: Roster[str] = about("Family name.", sort="name_sort", search="name_search")
    given_name: Roster[str] = about("Given name.")
    patronymic: Roster[str] = about("Patronymic, also «уулу» or «кызы»; many people have none.")
    display_name: Roster[str] = joined("family_name", "given_name", "patronymic", text="Full name in the usual order.")

    birth_date: Identity[date] = about("Birth date.")
    sex: Identity[Sex] = about("Sex.")
    citizenship: Identity[str] = about("Citizenship: ISO 3166 code of two letters.")
    document_number: Identity[str] = about("Series and number of the birth certificate or passport.")
    pin: Pin[str] = about("Personal number (ПИН), 14 digits; some foreigners have none.")

    phone: Contacts[str] = about("The student's own phone.")
    email: Contacts[str] = about("The student's own e-mail.")
    address: Contacts[str] = about("Where the student lives.")

    blood_group: Health[BloodGroup] = about("Blood group with Rh factor.")
    health_group: Health[HealthGroup] = about("Medical group for physical education.")
    health_conditions: Health[str] = about("Conditions the school nurse must know of.")
    health_alert: HealthAlert[str] = about("What a class teacher must do, or must not, in an emergency.")
    pe_exempt: PeExempt[bool] = about("Whether the student is exempt from physical education.")
    pe_exempt_until: PeExempt[date] = about("The last day of the exemption.")

    is_orphan: Social[bool] = about("Whether the student has lost the parents.")
    is_low_income: Social[bool] = about("Whether the family is registered as one of low income.")
    has_many_siblings: Social[bool] = about("Whether the family is registered as one with many children.")
    benefits: Social[str] = about("Benefits the family is entitled to.")
    free_meals: FreeMeals[bool] = about("Whether the student eats at school free of charge.")
    version: Open[int] = about(VERSION)
    guardians: Family[Many[Guardianship]] = many("student_id", "Parents and other legal representatives, also past.")


@node(
    tables.Guardian,
    prefix="gua",
    category=Category.FAMILY,
    rows={
        Scope.OWN: IsMe("id", Me.GUARDIAN),
        Scope.OWN_CLASS: Among("id", scopes.LED_GUARDIANS),
    },
    consents={
        Purpose.SCHOOL_RECORD: Within("record_from", "record_until"),
        Purpose.CLASS_COMMUNITY: Within("community_from", "community_until"),
    },
    singular="guardian",
    plural="guardians",
    order=("name_sort", "id"),
)
class Guardian:
    """A parent or other legal representative, as one school knows them."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    language: Open[Language] = about("The language to write to them in.")
    family_name: Family[str] = about("Family name.", sort="name_sort", search="name_search")
    given_name: Family[str] = about("Given name.")
    patronymic: Family[str] = about("Patronymic.")
    display_name: Family[str] = joined("family_name", "given_name", "patronymic", text="Full name in the usual order.")
    workplace: Family[str] = about("Place of work and position.")
    external_key: Family[str] = about("The guardian's key in the system that data is imported from.")
    pin: Pin[str] = about("Personal number (ПИН), 14 digits.")
    phone: Contacts[str] = about("Phone.")
    email: Contacts[str] = about("E-mail.")
    address: Contacts[str] = about("Where the guardian lives.")
    version: Open[int] = about(VERSION)
    guardianships: Family[Many[Guardianship]] = many("guardian_id", "Whom the guardian represents, also past.")


@node(
    tables.Guardianship,
    prefix="gsh",
    category=Category.FAMILY,
    rows={
        Scope.OWN: IsMe("guardian_id", Me.GUARDIAN),
        Scope.OWN_CLASS: scopes.led_student("student_id"),
    },
    consents={Purpose.SCHOOL_RECORD: Through("student_id", "student", Within("record_from", "record_until"))},
    singular="guardianship",
    plural="guardianships",
    order=("starts_on", "id"),
)
class Guardianship:
    """That somebody represents a student, from when to when, and what they may do."""

    id: Open[ID]
    student: Roster[Student] = one("student_id", "The student.")
    guardian: Family[Guardian] = one("guardian_id", "The representative.")
    kind: Family[GuardianshipKind] = about("By what relation.")
    has_custody: Family[bool] = about("Whether the representative has custody.")
    may_see: Family[bool] = about("Whether the representative may see the student's records.")
    may_sign: Family[bool] = about("Whether the representative may sign consents for the student.")
    starts_on: Family[date] = about("First day.")
    ends_on: Family[date] = about("Last day; null while it lasts.")
    is_in_force: Family[bool] = tells(scopes.IN_FORCE, "Whether it holds today.")
    document: Family[str] = about("The document it rests on.")
    version: Open[int] = about(VERSION)
