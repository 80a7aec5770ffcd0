"""The parts of Kolibri's answers that this plugin reads, and nothing else.

Takes the bytes of one answer; gives frozen records. A field that is not named here — a full name, a username, a birth
year — is never read, so it cannot leave this file. It must not ask Kolibri anything.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, TypeVar

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    NonNegativeFloat,
    NonNegativeInt,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from isuo_graph.sdk import Unavailable

# Kolibri's primary keys are UUIDs written as 32 hexadecimal digits, without dashes.
KolibriId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
T = TypeVar("T")


class Record(BaseModel):
    """A part of an answer: frozen, of exactly the stated types, blind for everything undeclared."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True, allow_inf_nan=False)


class Facility(Record):
    """A school as Kolibri knows it; one server may hold several."""

    id: KolibriId
    name: str


class Session(Record):
    """Who we are for Kolibri now; without a user the session is lost."""

    user_id: KolibriId | None
    facility_id: KolibriId | None = None


class Channel(Record):
    """A published collection of content: a course of the contract."""

    id: KolibriId
    name: str
    description: str | None = None
    root: KolibriId
    lang_code: str | None = None
    last_updated: AwareDatetime | None = None


class Node(Record):
    """A place in a channel's content tree: a folder (kind "topic") or one resource."""

    id: KolibriId
    parent: KolibriId | None
    channel_id: KolibriId
    content_id: KolibriId
    kind: str
    title: str
    modality: str | None = None
    lft: int
    duration: NonNegativeInt | None = None
    is_leaf: bool


class More(Record):
    """Where the next page of nodes begins."""

    cursor: str


class NodePage(Record):
    """One page of a channel's nodes, ordered as the tree is read aloud."""

    more: More | None
    results: tuple[Node, ...]


class Classroom(Record):
    """A class of the facility."""

    id: KolibriId
    name: str


class Person(Record):
    """An account; `id_number` is where the school writes our pairwise id. Names are not read."""

    id: KolibriId
    id_number: str | None = None


class PersonPage(Record):
    """One page of accounts, pages counted from 1."""

    total_pages: int
    results: tuple[Person, ...]


class Membership(Record):
    """A learner's place in a class or in a group of it."""

    collection: KolibriId
    user: KolibriId


class Status(StrEnum):
    """How far a learner is in one resource; Kolibri gives a whole class no finer measure."""

    NOT_STARTED = "NotStarted"
    STARTED = "Started"
    HELP_NEEDED = "HelpNeeded"
    COMPLETED = "Completed"


class Resource(Record):
    """A resource that a lesson holds."""

    channel_id: KolibriId
    content_id: KolibriId
    contentnode_id: KolibriId


class Lesson(Record):
    """Resources given to the whole class, to groups of it, or to single learners."""

    id: KolibriId
    title: str
    active: bool
    resources: tuple[Resource, ...]
    assignments: tuple[KolibriId, ...]
    learner_ids: tuple[KolibriId, ...]


class Member(Record):
    """A learner of the class."""

    id: KolibriId


class Group(Record):
    """A group of learners inside the class."""

    id: KolibriId
    member_ids: tuple[KolibriId, ...]


class ResourceStatus(Record):
    """What one learner did in one resource of the class's lessons; `time_spent` is in seconds."""

    learner_id: KolibriId
    content_id: KolibriId
    status: Status
    last_activity: AwareDatetime | None = None
    time_spent: NonNegativeFloat | None = None


class ClassSummary(Record):
    """One class with its learners, lessons and everybody's progress: Kolibri's answer to a coach."""

    id: KolibriId
    name: str
    learners: tuple[Member, ...]
    groups: tuple[Group, ...]
    lessons: tuple[Lesson, ...]
    content_learner_status: tuple[ResourceStatus, ...]


FACILITIES: Final = TypeAdapter(tuple[Facility, ...])
SESSION: Final = TypeAdapter(Session)
CHANNELS: Final = TypeAdapter(tuple[Channel, ...])
NODE_PAGE: Final = TypeAdapter(NodePage)
CLASSROOMS: Final = TypeAdapter(tuple[Classroom, ...])
PERSON_PAGE: Final = TypeAdapter(PersonPage)
MEMBERSHIPS: Final = TypeAdapter(tuple[Membership, ...])
CLASS_SUMMARY: Final = TypeAdapter(ClassSummary)


def read(shape: TypeAdapter[T], body: bytes, path: str) -> T:
    """Read one answer. Raises Unavailable naming the first wrong place, never its value: it may be personal."""
    try:
        return shape.validate_json(body)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"]) or "the whole answer"
        # The chain is cut because pydantic's message quotes the value it refused.
        raise Unavailable(f"{path}: an answer that cannot be read, at {place}: {first['type']}") from None
