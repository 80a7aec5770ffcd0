"""What every call to a plugin carries and what every answer is made of: call, deadline, learner, page, batch, change.

Frozen values only. A plugin learns about a person what stands in `Learner` and nothing else: never a ПИН, never the
house's own id.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Generic, TypeAlias, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

# A guess: large enough for a school's whole catalogue in a few calls, small enough to answer within one deadline.
MAX_PAGE_SIZE: Final = 1000
DEFAULT_PAGE_SIZE: Final = 100
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2999


class Locale(StrEnum):
    """The three languages of the service."""

    KY = "ky"
    RU = "ru"
    EN = "en"


class FailureCode(StrEnum):
    """Why one key of a batch has no answer; the house turns the code into a ky/ru/en text for the reader."""

    INVALID = "invalid"
    FORBIDDEN = "forbidden"
    CONFLICT = "conflict"
    LIMIT_EXCEEDED = "limit_exceeded"
    UNAVAILABLE = "unavailable"
    UNSUPPORTED = "unsupported"


class LearnerRole(StrEnum):
    """As what a person comes to a vendor."""

    STUDENT = "student"
    TEACHER = "teacher"


@dataclass(frozen=True)
class Failed:
    """The answer for one key that could not be served; the other keys of the batch keep theirs.

    The message is English, for the operator's log; it must not name a person.
    """

    code: FailureCode
    message: str


Answers: TypeAlias = Sequence[T | Failed | None]
"""One answer per key, in the order of the keys: the value, None when there is no such thing, or why it failed."""


@dataclass(frozen=True)
class Deadline:
    """The moment after which an answer is thrown away; on the monotonic clock, in seconds."""

    at_s: float
    clock: Callable[[], float] = field(default=time.monotonic, compare=False, repr=False)

    @classmethod
    def after(cls, seconds: float, clock: Callable[[], float] = time.monotonic) -> Deadline:
        """Give the deadline that many seconds from now."""
        return cls(clock() + seconds, clock)

    @property
    def remaining_s(self) -> float:
        """Seconds left, never negative; fit to be handed to a client library as its timeout."""
        return max(0.0, self.at_s - self.clock())

    @property
    def is_over(self) -> bool:
        """Whether nobody waits for the answer any more."""
        return self.remaining_s <= 0


@dataclass(frozen=True, kw_only=True)
class Call:
    """The circumstances of one call; `school` is a pseudonym made for this vendor alone.

    The host cancels the task when the deadline is over or the reader went away: let `CancelledError` pass.
    """

    school: str
    locale: Locale
    deadline: Deadline
    request_id: str = ""


@dataclass(frozen=True)
class Learner:
    """A person as a vendor sees one: pairwise pseudonym, role, class; the rest only if declared and consented."""

    pseudonym: str
    role: LearnerRole = LearnerRole.STUDENT
    class_code: str | None = None
    name: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)
    birth_date: date | None = field(default=None, repr=False)
    language: Locale | None = None

    def __post_init__(self) -> None:
        """Refuse a learner without a pseudonym: the empty key would join all nameless people into one."""
        require_id(self.pseudonym, "Learner.pseudonym")


@dataclass(frozen=True)
class PageRequest:
    """Which part of a list is wanted: up to `first` items after the cursor that an earlier page gave."""

    first: int = DEFAULT_PAGE_SIZE
    after: str | None = None

    def __post_init__(self) -> None:
        """Raise ValueError unless 1 <= first <= MAX_PAGE_SIZE."""
        if not 1 <= self.first <= MAX_PAGE_SIZE:
            raise ValueError(f"PageRequest.first must be 1..{MAX_PAGE_SIZE}, not {self.first}")


@dataclass(frozen=True)
class Page(Generic[T]):
    """A part of a list in a stable order, perhaps shorter than asked for; `next_cursor` is None on the last page."""

    items: tuple[T, ...]
    next_cursor: str | None = None


@dataclass(frozen=True)
class Gone:
    """A tombstone: the record of that kind and id was deleted or withdrawn at the vendor's."""

    kind: str
    id: str
    at: datetime

    def __post_init__(self) -> None:
        """Refuse a tombstone without an id or a time zone."""
        require_id(self.id, "Gone.id")
        require_aware(self.at, "Gone.at")


@dataclass(frozen=True)
class Changes(Generic[T]):
    """What changed after a cursor, oldest first, with tombstones among it.

    `cursor` is always there and is what the next call starts from, also after an empty answer; `has_more` asks to call
    again now. Applying the same changes twice must do no harm: a cursor may be replayed after a crash.
    """

    items: tuple[T | Gone, ...]
    cursor: str
    has_more: bool = False


@dataclass(frozen=True)
class Link:
    """An address to send a browser to, perhaps for a short time only."""

    url: str
    expires_at: datetime | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for anything but an absolute http(s) address: `javascript:` must never reach a page."""
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("Link.url must be an absolute http or https address")
        require_aware(self.expires_at, "Link.expires_at")


def require_id(value: str, name: str) -> None:
    """Raise ValueError unless the id has 1..255 printable characters and no blank at its ends."""
    if not 1 <= len(value) <= 255 or value != value.strip() or not value.isprintable():  # noqa: PLR2004 -- as OneRoster's sourcedId
        raise ValueError(f"{name} must have 1..255 printable characters and no blank at its ends")


def require_aware(moment: datetime | None, name: str) -> None:
    """Raise ValueError for a moment without a time zone, since local times of two vendors cannot be ordered.

    The years 1 and 9999 mean "never" somewhere, and are the last that a calendar can convert: None says it better.
    """
    if moment is None:
        return
    if moment.utcoffset() is None:
        raise ValueError(f"{name} must have a time zone")
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"{name} must lie within the years {FIRST_YEAR} to {LAST_YEAR}")


def require_fraction(value: float | None, name: str) -> None:
    """Raise ValueError for a share outside 0..1; NaN is outside."""
    if value is not None and not 0 <= value <= 1:
        raise ValueError(f"{name} must lie within 0..1")
