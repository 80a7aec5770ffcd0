"""The vocabulary of rights: roles, categories of data, actions and scopes (R49–R58).

Which role holds which right is data (orders and the template beside this file); this module only lists the words that
data may use.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """A function a person holds in a school; names after the regulation and its orders (R49, R53, R58)."""

    DIRECTOR = "DIRECTOR"
    DEPUTY = "DEPUTY"
    SECRETARY = "SECRETARY"
    RESPONSIBLE = "RESPONSIBLE"
    ADMINISTRATOR = "ADMINISTRATOR"
    CLASS_TEACHER = "CLASS_TEACHER"
    SUBJECT_TEACHER = "SUBJECT_TEACHER"
    PSYCHOLOGIST = "PSYCHOLOGIST"
    SOCIAL_PEDAGOGUE = "SOCIAL_PEDAGOGUE"
    NURSE = "NURSE"
    LIBRARIAN = "LIBRARIAN"
    STUDENT = "STUDENT"
    GUARDIAN = "GUARDIAN"
    METHODIST = "METHODIST"
    DISTRICT_ANALYST = "DISTRICT_ANALYST"
    MINISTRY_ANALYST = "MINISTRY_ANALYST"
    VENDOR = "VENDOR"
    DATA_PROTECTION_OFFICER = "DATA_PROTECTION_OFFICER"
    PUBLIC = "PUBLIC"
    """Anybody, signed in or not (R7)."""


FACT_ROLES = frozenset({Role.STUDENT, Role.GUARDIAN, Role.PUBLIC})
"""Roles that follow from facts (enrollment, guardianship), never from an order."""


class Subject(StrEnum):
    """Whose data a category describes; the first part of a right's name."""

    STUDENT = "student"
    STAFF = "staff"
    SCHOOL = "school"
    SYSTEM = "system"


class Category(StrEnum):
    """A kind of data that is protected as one; the value is the second part of a right's name."""

    OPEN = "open"
    PUBLIC = "public"
    ROSTER = "roster"
    IDENTITY = "identity"
    PIN = "pin"
    CONTACTS = "contacts"
    FAMILY = "family"
    SOCIAL = "social"
    FREE_MEALS = "free_meals"
    HEALTH = "health"
    HEALTH_ALERT = "health_alert"
    PE_EXEMPT = "pe_exempt"
    ATTENDANCE = "attendance"
    ABSENCE_REASON = "absence_reason"
    MARKS = "marks"
    RESULTS = "results"
    BEHAVIOUR = "behaviour"
    PSYCH = "psych"
    MOVEMENT = "movement"
    DOCUMENTS = "documents"
    PORTFOLIO = "portfolio"
    PLAN = "plan"
    LEARNING = "learning"
    MESSAGES = "messages"
    STAFF_DIRECTORY = "staff_directory"
    STAFF_HR = "staff_hr"
    STAFF_PIN = "staff_pin"
    ORDERS = "orders"
    CONSENT_STATE = "consent_state"
    CONSENTS = "consents"
    AUDIT = "audit"
    VISITS = "visits"
    ACCOUNTS = "accounts"
    CONFIG = "config"
    EXPORT = "export"

    @property
    def subject(self) -> Subject:
        """The kind of person or thing that data of this category is about."""
        return _SUBJECTS.get(self, Subject.STUDENT)


_SUBJECTS = {
    **dict.fromkeys((Category.STAFF_DIRECTORY, Category.STAFF_HR, Category.STAFF_PIN), Subject.STAFF),
    **dict.fromkeys(
        (Category.OPEN, Category.PUBLIC, Category.DOCUMENTS, Category.PLAN, Category.ORDERS, Category.MESSAGES),
        Subject.SCHOOL,
    ),
    **dict.fromkeys(
        (Category.AUDIT, Category.VISITS, Category.ACCOUNTS, Category.CONFIG, Category.EXPORT), Subject.SYSTEM
    ),
}


class Action(StrEnum):
    """What is done with data; the third part of a right's name."""

    READ = "read"
    WRITE = "write"
    SUMMARISE = "summarise"
    """Totals only: no single row is ever shown, and small groups are suppressed."""


class Scope(StrEnum):
    """Over which rows a right reaches; each node type says how a scope is decided for its rows."""

    SELF = "self"
    CHILD = "child"
    OWN_CLASS = "class"
    TAUGHT = "taught"
    CLASSMATES = "classmates"
    CHILD_CLASS = "child_class"
    ADDRESSED = "addressed"
    OWN = "own"
    SCHOOL = "school"
    AREA = "area"
    NATION = "nation"
    ANYONE = "anyone"


@dataclass(frozen=True, slots=True)
class Right:
    """One right, printed `subject:category:action`, for example `student:health:read`."""

    category: Category
    action: Action = Action.READ

    def __str__(self) -> str:
        """Print the right by the name that orders, the SDL and error answers use."""
        return f"{self.category.subject}:{self.category.value}:{self.action.value}"


def right_named(name: str) -> Right:
    """Read a right from its printed name. Raises ValueError for a name that is none."""
    subject, category, action = name.split(":")
    right = Right(Category(category), Action(action))
    if right.category.subject.value != subject:
        msg = f"{name} is no right; did you mean {right}?"
        raise ValueError(msg)
    return right
