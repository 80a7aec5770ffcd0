"""A guard: what a word says about a field. Takes nothing from a request; one value serves SDL, policy page, SQL and
tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from isuo_graph.policy.rights import Action, Category, Right


class Purpose(StrEnum):
    """Why data is processed; a consent is given for a purpose (Resolution 759 of 2017)."""

    SCHOOL_RECORD = "SCHOOL_RECORD"
    STATE_REPORT_NAMED = "STATE_REPORT_NAMED"
    HEALTH_SAFETY = "HEALTH_SAFETY"
    SOCIAL_SUPPORT = "SOCIAL_SUPPORT"
    PSYCH_SUPPORT = "PSYCH_SUPPORT"
    PUBLICATION = "PUBLICATION"
    CLASS_COMMUNITY = "CLASS_COMMUNITY"
    ELEARNING = "ELEARNING"
    TESTING = "TESTING"
    MATERIALS = "MATERIALS"
    RESEARCH_ROWS = "RESEARCH_ROWS"
    PORTFOLIO_SHARE = "PORTFOLIO_SHARE"
    STAFF_HR = "STAFF_HR"
    STAFF_PUBLIC = "STAFF_PUBLIC"


@dataclass(frozen=True, slots=True)
class Guard:
    """What protects a field: its category, the consent it needs, and whether it may be null.

    `strictness` orders categories for one check only: a field may not be freer than the column it shows.
    """

    word: str
    category: Category
    purpose: Purpose | None = None
    nullable: bool = True
    strictness: int = 1
    logged: bool = False

    @property
    def right(self) -> Right:
        """The right that reading the field takes."""
        return Right(self.category, Action.READ)
