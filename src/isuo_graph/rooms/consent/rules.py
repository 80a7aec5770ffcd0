"""When data may be used: windows of time that follow from decisions, guardianships, birth date and leaving. Pure.

`allows` says it for one moment; `windows` asks it at every moment at which anything changes. All moments are
milliseconds since 1970, all terms half open: from <= moment < until.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from isuo_graph.kit.clock import day_start_ms
from isuo_graph.policy.guard import Purpose
from isuo_graph.rooms.consent.purposes import TERMS, Lasts, Terms

FOREVER = 253_402_300_800_000
"""The first moment of the year 10000; a number that JSON keeps exactly, and later than any term."""
NEVER = (0, 0)
"""The window of data that may not be used."""

Window = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Decision:
    """What one signer decided for one purpose and recipient; without a guardian it is the subject's own decision."""

    guardian_id: int | None
    is_given: bool
    from_ms: int
    until_ms: int = FOREVER
    withdrawn_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Bond:
    """A guardianship, as far as signing goes."""

    guardian_id: int
    from_ms: int
    until_ms: int = FOREVER
    has_custody: bool = True
    may_see: bool = True
    may_sign: bool = True

    def is_live(self, moment: int) -> bool:
        """Tell whether the guardian represents the student with custody at the moment."""
        return self.has_custody and self.from_ms <= moment < self.until_ms

    @property
    def signs(self) -> bool:
        """Whether the guardian's signature counts; who may not see the data cannot agree to their use."""
        return self.has_custody and self.may_see and self.may_sign


@dataclass(frozen=True, slots=True)
class Life:
    """What the subject's own life adds: the birth date, where it is known, and when the time at the school is over."""

    birth_date: date | None = None
    until_ms: int = FOREVER


class Voice(StrEnum):
    """What somebody says at a moment; who says nothing has no voice."""

    YES = "YES"
    NO = "NO"


def allows(
    purpose: Purpose,
    moment: int,
    decisions: Sequence[Decision],
    bonds: Sequence[Bond],
    life: Life,
    terms: Terms = TERMS,
) -> bool:
    """Tell whether a student's data may be used for the purpose at the moment."""
    if moment >= life.until_ms:
        return False
    own = voice(decisions, None, moment)
    grown_ms = age_ms(life.birth_date, terms.majority_years)
    if moment >= grown_ms:
        is_grace = purpose is Purpose.SCHOOL_RECORD and moment < grace_end_ms(life.birth_date, terms)
        if own is not None or not is_grace:
            return own is Voice.YES
    elif purpose is Purpose.PSYCH_SUPPORT and moment >= age_ms(life.birth_date, terms.wish_years) and own is Voice.NO:
        return False
    # A guardianship ends by itself on the birthday; in the days of grace what held until then goes on.
    return _family_allows(purpose, moment, min(moment, grown_ms - 1), decisions, bonds)


def subject_allows(moment: int, decisions: Sequence[Decision], life: Life) -> bool:
    """Tell whether the data of a guardian or an employee may be used: their own word alone counts."""
    return moment < life.until_ms and voice(decisions, None, moment) is Voice.YES


def signer_allows(
    guardian_id: int,
    moment: int,
    decisions: Sequence[Decision],
    bonds: Sequence[Bond],
    life: Life,
    terms: Terms = TERMS,
) -> bool:
    """Tell whether a guardian's signature under the child's school record covers the guardian's own data, too.

    The paper names family and contacts among its data, so signing it is agreeing for oneself as well.
    """
    if moment >= min(life.until_ms, grace_end_ms(life.birth_date, terms)):
        return False
    held_at = min(moment, age_ms(life.birth_date, terms.majority_years) - 1)
    is_signer = any(bond.guardian_id == guardian_id and bond.signs and bond.is_live(held_at) for bond in bonds)
    return is_signer and voice(decisions, guardian_id, moment) is Voice.YES


def voice(decisions: Iterable[Decision], guardian_id: int | None, moment: int) -> Voice | None:
    """Give what a signer says at the moment: the latest decision counts alone.

    A consent taken back is a refusal until the consent's term would have ended.
    """
    made = [one for one in decisions if one.guardian_id == guardian_id and one.from_ms <= moment]
    if not made:
        return None
    latest = max(enumerate(made), key=lambda pair: (pair[1].from_ms, pair[0]))[1]
    if moment >= latest.until_ms:
        return None
    is_withdrawn = latest.withdrawn_ms is not None and moment >= latest.withdrawn_ms
    return Voice.YES if latest.is_given and not is_withdrawn else Voice.NO


def windows(
    is_allowed: Callable[[int], bool],
    decisions: Iterable[Decision],
    bonds: Iterable[Bond] = (),
    life: Life | None = None,
    terms: Terms = TERMS,
) -> list[Window]:
    """Give the windows in which `is_allowed` holds, in order; it is asked once for each moment of change."""
    moments = sorted(_changes(decisions, bonds, life or Life(), terms))
    found: list[Window] = []
    for start, end in zip(moments, [*moments[1:], FOREVER], strict=True):
        if start < end and is_allowed(start):
            found.append((start, end))
    return union(found)


def union(found: Iterable[Window]) -> list[Window]:
    """Join windows that touch or overlap; gives them in order."""
    joined: list[Window] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def current(found: Iterable[Window], now_ms: int) -> Window:
    """Give the window that is open or opens next; NEVER where there is none."""
    return next((window for window in found if window[1] > now_ms), NEVER)


def age_ms(birth_date: date | None, years: int) -> int:
    """Give the first moment of the birthday; FOREVER where the birth date is not known.

    Who was born on 29 February turns of age on 1 March in a year without that day.
    """
    if birth_date is None:
        return FOREVER
    try:
        day = birth_date.replace(year=birth_date.year + years)
    except ValueError:
        day = date(birth_date.year + years, 3, 1)
    return day_start_ms(day)


def grace_end_ms(birth_date: date | None, terms: Terms = TERMS) -> int:
    """Give the moment from which the parents' signature no longer carries the school record."""
    grown_ms = age_ms(birth_date, terms.majority_years)
    return FOREVER if grown_ms == FOREVER else grown_ms + terms.grace_days * 86_400_000


def last_moment(lasts: Lasts, given_on: date, terms: Terms = TERMS) -> date | None:
    """Give the day on which a consent given that day is over; None for one that lasts until the subject leaves."""
    if lasts is Lasts.UNTIL_LEAVING:
        return None
    if lasts is Lasts.SHARE:
        return given_on + timedelta(days=terms.share_days)
    renewal = date(given_on.year, terms.renewal_month, terms.renewal_day)
    is_for_coming_year = given_on >= renewal - timedelta(days=terms.renewal_ahead_days)
    return renewal.replace(year=given_on.year + 1) if is_for_coming_year else renewal


def _family_allows(
    purpose: Purpose, moment: int, held_at: int, decisions: Sequence[Decision], bonds: Sequence[Bond]
) -> bool:
    """One signature carries the school record; for all else a refusal by either representative with custody wins."""
    live = [bond for bond in bonds if bond.is_live(held_at)]
    is_agreed = any(voice(decisions, bond.guardian_id, moment) is Voice.YES for bond in live if bond.signs)
    if purpose is Purpose.SCHOOL_RECORD:
        return is_agreed
    return is_agreed and not any(voice(decisions, bond.guardian_id, moment) is Voice.NO for bond in live)


def _changes(decisions: Iterable[Decision], bonds: Iterable[Bond], life: Life, terms: Terms) -> set[int]:
    moments = {0, life.until_ms}
    for decision in decisions:
        moments |= {decision.from_ms, decision.until_ms, decision.withdrawn_ms or 0}
    for bond in bonds:
        moments |= {bond.from_ms, bond.until_ms}
    moments |= {age_ms(life.birth_date, years) for years in (terms.wish_years, terms.majority_years)}
    moments.add(grace_end_ms(life.birth_date, terms))
    return {moment for moment in moments if 0 <= moment < FOREVER}
