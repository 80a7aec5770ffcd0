"""What a plugin is: its manifest, and how it is opened and closed.

The manifest is the ceiling of what may pass in either direction, the text that a parent reads before consenting, and
the consent's field list; so it is validated when it is made, and a plugin with a faulty one never starts.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Protocol, Self, runtime_checkable

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from isuo_graph.sdk import config as settings
from isuo_graph.sdk.calls import Locale
from isuo_graph.sdk.learning import CourseProvider, MaterialProvider, TestProvider
from isuo_graph.sdk.version import incompatibility, is_range, is_version

ENTRY_POINT_GROUP: Final = "isuo_graph.plugins"
HOME_COUNTRY: Final = "KG"


class Capability(StrEnum):
    """What a plugin can be asked for; also the consent purpose under which it may be asked."""

    COURSES = "courses"
    TESTS = "tests"
    MATERIALS = "materials"


class Operation(StrEnum):
    """The operations a provider may leave out: what the manifest does not list is never called."""

    COURSE_LAUNCH = "course_launch"
    COURSE_ENROL = "course_enrol"
    COURSE_CHANGES = "course_changes"
    TEST_QUESTIONS = "test_questions"
    TEST_ATTEMPTS = "test_attempts"
    TEST_SCORE = "test_score"
    TEST_START = "test_start"
    TEST_CHANGES = "test_changes"
    MATERIAL_CHANGES = "material_changes"

    @property
    def capability(self) -> Capability:
        """The capability that the operation belongs to."""
        return Capability(self.value.partition("_")[0] + "s")


class Direction(StrEnum):
    """Which way personal data goes, seen from the school: OUT to the vendor, IN from the vendor."""

    IN = "in"
    OUT = "out"
    BOTH = "both"


class PersonalField(StrEnum):
    """Every personal field that can pass a plugin's gate; the ПИН is not among them and never will be.

    PSEUDONYM stands for the pairwise id with the role and the class code that go along with it.
    """

    PSEUDONYM = "pseudonym"
    NAME = "name"
    EMAIL = "email"
    BIRTH_DATE = "birth_date"
    LANGUAGE = "language"
    COURSE_ENROLMENT = "course_enrolment"
    COURSE_PROGRESS = "course_progress"
    TEST_ATTEMPT = "test_attempt"
    TEST_SCORE = "test_score"
    TEST_RESPONSE = "test_response"


class Hosting(StrEnum):
    """Whose machines keep the data."""

    SCHOOL = "school"
    VENDOR = "vendor"


_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class _Frozen(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")


class Texts(_Frozen):
    """The same text in the three languages; none may be missing."""

    ky: _Text
    ru: _Text
    en: _Text

    def said_in(self, locale: Locale) -> str:
        """Give the text in that language."""
        return {Locale.KY: self.ky, Locale.RU: self.ru, Locale.EN: self.en}[locale]


class PersonalData(_Frozen):
    """One personal field: why, which way, and for how many days the vendor keeps it (0: not at all)."""

    field: PersonalField
    purpose: Texts
    direction: Direction
    retention_days: Annotated[int, Field(ge=0, le=3650)]


class DataLocation(_Frozen):
    """Where the vendor keeps data: on whose machines, and in which country (ISO 3166-1, two letters)."""

    hosting: Hosting
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]

    @property
    def crosses_border(self) -> bool:
        """Whether consent for transfer abroad is needed."""
        return self.country != HOME_COUNTRY


def _semantic(version: str) -> str:
    if not is_version(version):
        raise ValueError("write a semantic version such as 1.0.0")
    return version


def _readable(contract: str) -> str:
    if not is_range(contract):
        raise ValueError("write a range of contract versions such as '>=1,<2'")
    return contract


class Manifest(_Frozen):
    """Everything the house and a parent must know of a plugin before it is let in."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
    name: Texts
    version: Annotated[str, AfterValidator(_semantic)]
    contract: Annotated[str, AfterValidator(_readable)]
    capabilities: Annotated[frozenset[Capability], Field(min_length=1)]
    operations: frozenset[Operation] = frozenset()
    config_schema: dict[str, Any] = Field(default_factory=lambda: {"type": "object", "additionalProperties": False})
    data_location: DataLocation
    personal_data: tuple[PersonalData, ...] = ()
    removal: Texts = Field(description="What happens to the data when a school removes the plugin.")
    rate_limit_per_s: Annotated[float, Field(gt=0, le=10_000)] = 20.0
    max_concurrency: Annotated[int, Field(ge=1, le=64)] = 4
    # Long enough for a local network, short enough that a page with a dead plugin still feels answered; a guess.
    deadline_ms: Annotated[int, Field(ge=50, le=30_000)] = 800
    fresh_for_s: Annotated[int, Field(ge=0, le=30 * 86_400)] = 900

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        faults = [*settings.schema_faults(self.config_schema), *_operation_faults(self), *_personal_data_faults(self)]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    @property
    def secrets(self) -> frozenset[str]:
        """The settings to encrypt at rest and never to show again."""
        return settings.secret_names(self.config_schema)

    @property
    def incompatibility(self) -> str | None:
        """Why this server's contract version cannot run the plugin; None when it can."""
        return incompatibility(self.contract)

    def may_pass(self, field: PersonalField, direction: Direction) -> bool:
        """Tell whether the manifest declares that field in that direction; asked with BOTH, both must be declared."""
        declared = next((item.direction for item in self.personal_data if item.field is field), None)
        return declared is Direction.BOTH or (declared is not None and declared is direction)

    def beyond(self, consented: Manifest) -> tuple[PersonalData, ...]:
        """Give the entries that ask for more than an earlier manifest: withheld until consent is asked again."""
        known = {item.field: item for item in consented.personal_data}
        return tuple(item for item in self.personal_data if not _is_covered(item, known.get(item.field)))


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a plugin gets for its lifetime in one school: the school's pseudonym, a private folder, a log."""

    school: str
    folder: Path
    log: logging.Logger = field(default_factory=lambda: logging.getLogger(ENTRY_POINT_GROUP), compare=False)


@dataclass(frozen=True, kw_only=True)
class Providers:
    """What `open` gives: one provider for each capability of the manifest, and none beside."""

    courses: CourseProvider | None = None
    tests: TestProvider | None = None
    materials: MaterialProvider | None = None

    @property
    def capabilities(self) -> frozenset[Capability]:
        """The capabilities that have a provider; the host compares them with the manifest's."""
        return frozenset(capability for capability in Capability if getattr(self, capability.value) is not None)


@runtime_checkable
class Plugin(Protocol):
    """One plugin in one school; the entry point names a class or function that takes nothing and gives a fresh one.

    Making it must be instant and touch nothing: the host makes one only to read the manifest. It is opened at most
    once.
    """

    @property
    def manifest(self) -> Manifest:
        """Say who the plugin is; the same value every time."""
        ...

    async def open(self, config: settings.Config, context: Context) -> Providers:
        """Begin to serve one school. Raises BadConfig, Unauthorized or Unavailable."""
        ...

    async def close(self) -> None:
        """Give back what `open` took; called once, also when `open` failed half-way."""
        ...


def _operation_faults(manifest: Manifest) -> list[str]:
    strangers = sorted(item for item in manifest.operations if item.capability not in manifest.capabilities)
    return [f"operation {item.value} needs the capability {item.capability.value}" for item in strangers]


def _personal_data_faults(manifest: Manifest) -> list[str]:
    fields = [item.field for item in manifest.personal_data]
    faults = [
        f"personal_data names {name.value} twice"
        for name in sorted({item for item in fields if fields.count(item) > 1})
    ]
    if fields and PersonalField.PSEUDONYM not in fields:
        faults.append("personal_data must declare the pseudonym: the other fields belong to somebody")
    if fields and manifest.capabilities == {Capability.MATERIALS}:
        faults.append("a plugin of materials alone may not ask for personal data")
    return faults


def _is_covered(item: PersonalData, known: PersonalData | None) -> bool:
    """Tell whether an earlier consent covers the entry: same purpose, no new direction, no longer retention."""
    return (
        known is not None
        and known.purpose == item.purpose
        and known.direction in {item.direction, Direction.BOTH}
        and known.retention_days >= item.retention_days
    )
