"""What the schema says of plugins: the type Plugin over a school's settings, with its health asked of this process.

Who configures a school reads it; no field shows a secret, or any value of a setting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from isuo_graph import sdk
from isuo_graph.graph import ID, Many, about, extend, live, many, node, one
from isuo_graph.host import tables
from isuo_graph.host.breaker import BreakerState
from isuo_graph.host.courses import HOUSE
from isuo_graph.host.discover import Found
from isuo_graph.host.gate import Gate
from isuo_graph.host.house import Errand
from isuo_graph.host.statements import ids_text
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Category, Scope
from isuo_graph.policy.rows import IsMe, Me
from isuo_graph.policy.words import Audit, Config, Open, Orders, Public
from isuo_graph.rooms.orders.graph import Order
from isuo_graph.rooms.org.graph import VERSION, School
from isuo_graph.rooms.people.graph import Student
from isuo_graph.rooms.people.scopes import child
from isuo_graph.sdk import Locale

Row = Mapping[str, Any]


class PluginHealth(StrEnum):
    """How a plugin is doing at a school, as this process has seen it."""

    OFF = "OFF"
    """Not enabled, or without an order in force."""
    MISSING = "MISSING"
    """Enabled, but not installed here."""
    UNKNOWN = "UNKNOWN"
    """Enabled, and not asked yet."""
    WELL = "WELL"
    FAILING = "FAILING"
    RESTING = "RESTING"
    """Left alone for a while after several failures."""


class PluginCapability(StrEnum):
    """What a plugin can be asked for."""

    COURSES = "COURSES"
    TESTS = "TESTS"
    MATERIALS = "MATERIALS"


class DataDirection(StrEnum):
    """Which way personal data goes, seen from the school."""

    IN = "IN"
    OUT = "OUT"
    BOTH = "BOTH"


@dataclass(frozen=True)
class PluginData:
    """One kind of personal data that a plugin exchanges: which way, why, for how long; texts in three languages.

    `isWithheld`: the version installed asks for more than the school agreed to, so it does not get it.
    """

    field: str
    direction: DataDirection
    purpose_ky: str
    purpose_ru: str
    purpose_en: str
    retention_days: int
    is_withheld: bool


@dataclass(frozen=True)
class PluginRead:
    """How far one capability was read into the school's own tables."""

    capability: PluginCapability
    as_of: datetime | None
    problem: str | None


@dataclass(frozen=True)
class PluginStatus:
    """How a plugin is doing."""

    health: PluginHealth
    breaker: BreakerState
    trouble: str | None
    latency_ms: Decimal | None


@dataclass(frozen=True)
class PluginManifest:
    """What an installed plugin says of itself."""

    id: str
    name: str
    version: str
    capabilities: tuple[PluginCapability, ...]
    settings: tuple[str, ...]
    secret_settings: tuple[str, ...]
    country: str
    receives: tuple[PluginData, ...]
    removal: str


async def _manifest(errand: Errand, rows: Sequence[Row], _arguments: Row) -> Sequence[Any]:
    agreed = {key: one.agreed for key, one in errand.settings.items()}
    return [
        _described(errand, _found(errand, row), agreed.get((int(row["school_id"]), row["plugin_id"]))) for row in rows
    ]


async def _status(errand: Errand, rows: Sequence[Row], _arguments: Row) -> Sequence[Any]:
    return [_state(errand, row) for row in rows]


async def _reads(errand: Errand, rows: Sequence[Row], _arguments: Row) -> Sequence[Any]:
    lane, sql = errand.host.store.read, errand.host.statements.syncs()
    found: Iterable[tuple[Any, ...]] = await lane.fetch_rows(sql, (ids_text(int(row["school_id"]) for row in rows),))
    by_plugin: dict[tuple[int, str], list[PluginRead]] = {}
    for school_id, plugin_id, capability, as_of_ms, problem in found:
        as_of = None if as_of_ms is None else datetime.fromtimestamp(as_of_ms / 1000, UTC)
        by_plugin.setdefault((school_id, plugin_id), []).append(
            PluginRead(PluginCapability[capability], as_of, problem)
        )
    return [tuple(by_plugin.get((int(row["school_id"]), row["plugin_id"]), ())) for row in rows]


async def _installed(errand: Errand, rows: Sequence[Row], _arguments: Row) -> Sequence[Any]:
    every = tuple(_described(errand, one, None) for one in errand.host.installed.discovery.plugins)
    return [every] * len(rows)


def _found(errand: Errand, row: Row) -> Found | None:
    return errand.host.installed.discovery.plugin(row["plugin_id"])


def _state(errand: Errand, row: Row) -> PluginStatus:
    key = (int(row["school_id"]), row["plugin_id"])
    gate = errand.host.workshop.gate_of(key)
    breaker = gate.breaker if gate else BreakerState.CLOSED
    trouble = gate.health.last_trouble.value if gate and gate.health.last_trouble else None
    took_s = gate.health.last_answer_s if gate else None
    latency = None if took_s is None else Decimal(round(took_s * 1000))
    return PluginStatus(_health(key in errand.settings, _found(errand, row), gate), breaker, trouble, latency)


def _health(is_on: bool, found: Found | None, gate: Gate | None) -> PluginHealth:  # noqa: FBT001 - read right above
    if not is_on:
        return PluginHealth.OFF
    if found is None:
        return PluginHealth.MISSING
    if gate is None or (gate.health.last_trouble is None and gate.health.last_answer_s is None):
        return PluginHealth.UNKNOWN
    if gate.breaker is not BreakerState.CLOSED:
        return PluginHealth.RESTING
    return PluginHealth.WELL if gate.health.last_trouble is None else PluginHealth.FAILING


def _described(errand: Errand, found: Found | None, agreed: sdk.Manifest | None) -> PluginManifest | None:
    if found is None:
        return None
    manifest, locale = found.manifest, Locale(errand.asking.language.value)
    withheld = {item.field for item in manifest.beyond(agreed)} if agreed is not None else set()
    names = sorted(manifest.config_schema.get("properties", {}))
    return PluginManifest(
        manifest.id,
        manifest.name.said_in(locale),
        manifest.version,
        tuple(PluginCapability[one.name] for one in sorted(manifest.capabilities)),
        tuple(name for name in names if name not in manifest.secrets),
        tuple(name for name in names if name in manifest.secrets),
        manifest.data_location.country,
        tuple(_data(item, is_withheld=item.field in withheld) for item in manifest.personal_data),
        manifest.removal.said_in(locale),
    )


def _data(item: sdk.PersonalData, *, is_withheld: bool) -> PluginData:
    why = item.purpose
    return PluginData(
        item.field.name, DataDirection[item.direction.name], why.ky, why.ru, why.en, item.retention_days, is_withheld
    )


@node(
    tables.PluginSetting,
    prefix="plg",
    category=Category.CONFIG,
    singular="plugin",
    plural="plugins",
    order=("plugin_id", "id"),
)
class Plugin:
    """A plugin at a school: set up by an order, and how it is doing there."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    order: Orders[Order] = one("order_id", "The order that lets it serve the school.")
    plugin_id: Config[str] = about("The plugin's own id.")
    enabled: Config[bool] = about("Whether the school has enabled it; it serves while the order is in force.")
    since: Config[datetime] = about("Since when it is as it is.")
    version: Open[int] = about(VERSION)
    manifest: Config[PluginManifest] = live(
        HOUSE,
        _manifest,
        needs=("id", "school_id", "plugin_id"),
        text="What the installed version says of itself, and the personal data it exchanges.",
    )
    status: Config[PluginStatus] = live(
        HOUSE, _status, needs=("id", "school_id", "plugin_id"), text="How it is doing, as this process has seen it."
    )
    reads: Config[tuple[PluginRead, ...]] = live(
        HOUSE,
        _reads,
        needs=("id", "school_id", "plugin_id"),
        text="How far its data were read into the school's own tables.",
    )


@node(
    tables.PluginDisclosure,
    prefix="dis",
    category=Category.AUDIT,
    rows={Scope.SELF: IsMe("subject_id", Me.STUDENT), Scope.CHILD: child("subject_id")},
    singular="disclosure",
    plural="disclosures",
    order=("at", "id"),
)
class Disclosure:
    """That data of a student left to a plugin: the first time of a day, for one purpose and one set of fields."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    student: Audit[Student] = one("subject_id", "Whose data left.")
    plugin_id: Audit[str] = about("The plugin they left to.")
    at: Audit[datetime] = about("When they left for the first time that day.")
    purpose: Audit[Purpose] = about("The purpose consented to.")
    fields: Audit[str] = about("What left: codes with commas between, sorted.")


@extend(Student)
class StudentDisclosures:
    """What left of a student."""

    disclosures: Audit[Many[Disclosure]] = many("subject_id", "What left to plugins, and when.")


@extend(School)
class SchoolPlugins:
    """Plugins of a school."""

    plugins: Config[Many[Plugin]] = many("school_id", "Plugins that were set up here.")
    installed_plugins: Config[tuple[PluginManifest, ...]] = live(
        HOUSE, _installed, needs=("id",), text="Plugins that are installed on the server and may be enabled."
    )


TYPES = (Plugin, Disclosure)
EXTENSIONS = (SchoolPlugins, StudentDisclosures)
