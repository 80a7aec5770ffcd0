"""The words a field's type is written with: `phone: Contacts[str]`.

A word carries category, right, consent purpose and nullability. One word is one row of docs/policy.md. A field without
a word does not start the server.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeVar, get_args, get_origin

from isuo_graph.policy.guard import Guard, Purpose
from isuo_graph.policy.rights import Category

T = TypeVar("T")

# Strictness: 0 anybody who sees the row, 1 ordinary record, 2 personal, 3 sensitive, 4 most sensitive. A guess in its
# steps; only the
# order matters, and it follows the columns of the rights matrix from widest to narrowest readership.
Open = Annotated[T, Guard("Open", Category.OPEN, nullable=False, strictness=0)]
OpenMaybe = Annotated[T | None, Guard("OpenMaybe", Category.OPEN, strictness=0)]
Public = Annotated[T | None, Guard("Public", Category.PUBLIC, strictness=0)]
Roster = Annotated[T | None, Guard("Roster", Category.ROSTER, Purpose.SCHOOL_RECORD)]
Identity = Annotated[T | None, Guard("Identity", Category.IDENTITY, Purpose.SCHOOL_RECORD, strictness=2, logged=True)]
Pin = Annotated[T | None, Guard("Pin", Category.PIN, Purpose.SCHOOL_RECORD, strictness=3, logged=True)]
Contacts = Annotated[T | None, Guard("Contacts", Category.CONTACTS, Purpose.SCHOOL_RECORD, strictness=2, logged=True)]
Family = Annotated[T | None, Guard("Family", Category.FAMILY, Purpose.SCHOOL_RECORD, strictness=2, logged=True)]
Social = Annotated[T | None, Guard("Social", Category.SOCIAL, Purpose.SOCIAL_SUPPORT, strictness=3, logged=True)]
FreeMeals = Annotated[T | None, Guard("FreeMeals", Category.FREE_MEALS, Purpose.SOCIAL_SUPPORT, strictness=2)]
Health = Annotated[T | None, Guard("Health", Category.HEALTH, Purpose.HEALTH_SAFETY, strictness=3, logged=True)]
HealthAlert = Annotated[
    T | None, Guard("HealthAlert", Category.HEALTH_ALERT, Purpose.HEALTH_SAFETY, strictness=2, logged=True)
]
PeExempt = Annotated[T | None, Guard("PeExempt", Category.PE_EXEMPT, Purpose.HEALTH_SAFETY, strictness=2)]
Attendance = Annotated[T | None, Guard("Attendance", Category.ATTENDANCE, Purpose.SCHOOL_RECORD)]
AbsenceReason = Annotated[
    T | None, Guard("AbsenceReason", Category.ABSENCE_REASON, Purpose.SCHOOL_RECORD, strictness=2, logged=True)
]
Marks = Annotated[T | None, Guard("Marks", Category.MARKS, Purpose.SCHOOL_RECORD)]
Results = Annotated[T | None, Guard("Results", Category.RESULTS)]
Behaviour = Annotated[T | None, Guard("Behaviour", Category.BEHAVIOUR, strictness=2, logged=True)]
Psych = Annotated[T | None, Guard("Psych", Category.PSYCH, Purpose.PSYCH_SUPPORT, strictness=4, logged=True)]
Movement = Annotated[T | None, Guard("Movement", Category.MOVEMENT, Purpose.SCHOOL_RECORD)]
Documents = Annotated[T | None, Guard("Documents", Category.DOCUMENTS)]
Portfolio = Annotated[T | None, Guard("Portfolio", Category.PORTFOLIO)]
Plan = Annotated[T | None, Guard("Plan", Category.PLAN, strictness=0)]
Learning = Annotated[T | None, Guard("Learning", Category.LEARNING)]
Messages = Annotated[T | None, Guard("Messages", Category.MESSAGES, strictness=2)]
StaffDirectory = Annotated[T | None, Guard("StaffDirectory", Category.STAFF_DIRECTORY)]
StaffHr = Annotated[T | None, Guard("StaffHr", Category.STAFF_HR, Purpose.STAFF_HR, strictness=2, logged=True)]
StaffPin = Annotated[T | None, Guard("StaffPin", Category.STAFF_PIN, strictness=3, logged=True)]
Orders = Annotated[T | None, Guard("Orders", Category.ORDERS)]
ConsentState = Annotated[T | None, Guard("ConsentState", Category.CONSENT_STATE)]
Consents = Annotated[T | None, Guard("Consents", Category.CONSENTS, strictness=2)]
Audit = Annotated[T | None, Guard("Audit", Category.AUDIT, strictness=2)]
Visits = Annotated[T | None, Guard("Visits", Category.VISITS)]
Accounts = Annotated[T | None, Guard("Accounts", Category.ACCOUNTS, strictness=2)]
Config = Annotated[T | None, Guard("Config", Category.CONFIG, strictness=2)]

WORDS: tuple[Guard, ...] = tuple(
    value.__metadata__[0]
    for value in list(globals().values())
    if get_origin(value) is Annotated and isinstance(value.__metadata__[0], Guard)
)
"""Every word, in the order of the policy page."""


def guard_of(annotation: Any) -> Guard | None:  # noqa: ANN401 - an annotation may be any object
    """Give the guard that an annotation carries, or None where no word was used."""
    if get_origin(annotation) is not Annotated:
        return None
    return next((item for item in annotation.__metadata__ if isinstance(item, Guard)), None)


def value_type(annotation: Any) -> Any:  # noqa: ANN401 - a type expression in, a type expression out
    """Give the type inside the word, without the None that the word adds: `Pin[str]` gives `str`."""
    inner = get_args(annotation)[0]
    parts = [part for part in get_args(inner) if part is not type(None)]
    is_optional = type(None) in get_args(inner)
    return parts[0] if is_optional and len(parts) == 1 else inner


def word_for(category: Category) -> Guard:
    """Give the word of a category. Raises KeyError for a category that no field may carry."""
    return {guard.category: guard for guard in reversed(WORDS)}[category]
