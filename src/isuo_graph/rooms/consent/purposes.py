"""What each purpose is: which data, whose signature, for whom, how long, and what a withdrawal sets off. Data only.

The table follows the form of Resolution 759 of 2017; ages and periods are settings of the law and of practice, so they
stand in one value, `Terms`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Category
from isuo_graph.rooms.consent.tables import Operation

SCHOOL = "school"
MINISTRY = "ministry"


@dataclass(frozen=True, slots=True)
class Terms:
    """Ages and periods that law or practice set."""

    majority_years: int = 18
    wish_years: int = 14
    """From this age a student's own refusal of psychological support counts."""
    grace_days: int = 30
    """After coming of age the parents' signature still carries the school record, while the student is asked."""
    renewal_month: int = 9
    renewal_day: int = 1
    renewal_ahead_days: int = 31
    """A consent signed so shortly before the renewal is meant for the coming year (a guess)."""
    share_days: int = 90


TERMS = Terms()


class Lasts(StrEnum):
    """How long a consent for a purpose lasts at most."""

    UNTIL_LEAVING = "UNTIL_LEAVING"
    SCHOOL_YEAR = "SCHOOL_YEAR"
    SHARE = "SHARE"


class Signs(StrEnum):
    """Who is asked."""

    FAMILY = "FAMILY"
    """A representative while the student is under age, then the student."""
    SUBJECT = "SUBJECT"
    """The guardian or employee whom the data are about."""
    NOBODY = "NOBODY"


class Recipient(StrEnum):
    """Who receives the data."""

    SCHOOL = "SCHOOL"
    MINISTRY = "MINISTRY"
    VENDOR = "VENDOR"


class Aftermath(StrEnum):
    """What a withdrawal sets off, beside the data being hidden by the very next statement."""

    BLOCK = "BLOCK"
    STOP_NEXT_RUN = "STOP_NEXT_RUN"
    ERASE_TO_ARCHIVE = "ERASE_TO_ARCHIVE"
    NOTIFY_RECIPIENT = "NOTIFY_RECIPIENT"
    CLOSE_CASE = "CLOSE_CASE"
    UNPUBLISH = "UNPUBLISH"
    HIDE = "HIDE"
    DELETE_AT_VENDOR = "DELETE_AT_VENDOR"
    DROP_FROM_NEXT_EXTRACT = "DROP_FROM_NEXT_EXTRACT"
    END_LINK = "END_LINK"


@dataclass(frozen=True)
class Spec:
    """One purpose. `student_column`, `guardian_column`, `staff_column` name the window on the subject's own row."""

    categories: frozenset[Category]
    lasts: Lasts
    aftermath: Aftermath
    signs: frozenset[Signs] = frozenset({Signs.FAMILY})
    recipient: Recipient = Recipient.SCHOOL
    operations: frozenset[Operation] = frozenset({Operation.PROCESS})
    student_column: str | None = None
    guardian_column: str | None = None
    staff_column: str | None = None


_RECORD = frozenset(
    {
        Category.ROSTER,
        Category.IDENTITY,
        Category.PIN,
        Category.CONTACTS,
        Category.FAMILY,
        Category.ATTENDANCE,
        Category.ABSENCE_REASON,
        Category.MARKS,
        Category.MOVEMENT,
    }
)
_VENDOR = frozenset(
    {
        Category.ROSTER,
        Category.IDENTITY,
        Category.ATTENDANCE,
        Category.MARKS,
        Category.RESULTS,
        Category.PORTFOLIO,
        Category.PLAN,
        Category.LEARNING,
    }
)
_PASSED_ON = frozenset({Operation.PROCESS, Operation.TRANSFER})
_PASSED_ABROAD = frozenset(Operation)
_BOTH = frozenset({Signs.FAMILY, Signs.SUBJECT})
_TO_VENDOR = Spec(
    _VENDOR,
    Lasts.SCHOOL_YEAR,
    Aftermath.DELETE_AT_VENDOR,
    recipient=Recipient.VENDOR,
    operations=_PASSED_ABROAD,
)

SPECS: Mapping[Purpose, Spec] = MappingProxyType(
    {
        Purpose.SCHOOL_RECORD: Spec(
            _RECORD,
            Lasts.UNTIL_LEAVING,
            Aftermath.BLOCK,
            signs=_BOTH,
            student_column="record",
            guardian_column="record",
        ),
        Purpose.STATE_REPORT_NAMED: Spec(
            frozenset({Category.IDENTITY, Category.PIN}),
            Lasts.SCHOOL_YEAR,
            Aftermath.STOP_NEXT_RUN,
            recipient=Recipient.MINISTRY,
            operations=_PASSED_ON,
        ),
        Purpose.HEALTH_SAFETY: Spec(
            frozenset({Category.HEALTH, Category.HEALTH_ALERT, Category.PE_EXEMPT}),
            Lasts.SCHOOL_YEAR,
            Aftermath.ERASE_TO_ARCHIVE,
            student_column="health",
        ),
        Purpose.SOCIAL_SUPPORT: Spec(
            frozenset({Category.SOCIAL, Category.FREE_MEALS}),
            Lasts.SCHOOL_YEAR,
            Aftermath.NOTIFY_RECIPIENT,
            operations=_PASSED_ON,
            student_column="social",
        ),
        Purpose.PSYCH_SUPPORT: Spec(
            frozenset({Category.PSYCH}), Lasts.UNTIL_LEAVING, Aftermath.CLOSE_CASE, student_column="psych"
        ),
        Purpose.PUBLICATION: Spec(
            frozenset({Category.ROSTER, Category.IDENTITY, Category.PORTFOLIO}),
            Lasts.SCHOOL_YEAR,
            Aftermath.UNPUBLISH,
            operations=_PASSED_ON,
            student_column="publication",
        ),
        Purpose.CLASS_COMMUNITY: Spec(
            frozenset({Category.ROSTER, Category.CONTACTS}),
            Lasts.SCHOOL_YEAR,
            Aftermath.HIDE,
            signs=_BOTH,
            operations=_PASSED_ON,
            student_column="community",
            guardian_column="community",
        ),
        Purpose.ELEARNING: _TO_VENDOR,
        Purpose.TESTING: _TO_VENDOR,
        Purpose.MATERIALS: Spec(
            frozenset(), Lasts.SCHOOL_YEAR, Aftermath.HIDE, signs=frozenset({Signs.NOBODY}), operations=frozenset()
        ),
        Purpose.RESEARCH_ROWS: Spec(
            _VENDOR,
            Lasts.SCHOOL_YEAR,
            Aftermath.DROP_FROM_NEXT_EXTRACT,
            recipient=Recipient.MINISTRY,
            operations=_PASSED_ON,
        ),
        Purpose.PORTFOLIO_SHARE: Spec(
            frozenset({Category.PORTFOLIO}), Lasts.SHARE, Aftermath.END_LINK, operations=_PASSED_ON
        ),
        Purpose.STAFF_HR: Spec(
            frozenset({Category.STAFF_HR}),
            Lasts.UNTIL_LEAVING,
            Aftermath.BLOCK,
            signs=frozenset({Signs.SUBJECT}),
            staff_column="hr",
        ),
        Purpose.STAFF_PUBLIC: Spec(
            frozenset({Category.STAFF_DIRECTORY}),
            Lasts.UNTIL_LEAVING,
            Aftermath.UNPUBLISH,
            signs=frozenset({Signs.SUBJECT}),
            operations=_PASSED_ON,
            staff_column="public",
        ),
    }
)
"""Every purpose; what has no column of its own stands in `consent_effect`."""
