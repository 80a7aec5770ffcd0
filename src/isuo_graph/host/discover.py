"""Finds the plugins that are installed and allowed: entry points, allow-list, contract version, manifest, own fields.

Takes the allow-list; gives what may serve and what was left out, with the reason. Refuses the start where two plugins
claim one id, where a plugin's own fields are unguarded or misnamed, and where a required plugin cannot be used.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, EntryPoint, entry_points
from inspect import get_annotations
from typing import Any, Final, get_type_hints

from isuo_graph.graph import Room, fields
from isuo_graph.graph.registry import camel
from isuo_graph.kit.errors import BootRefused
from isuo_graph.policy import words
from isuo_graph.sdk import ENTRY_POINT_GROUP, Manifest, Plugin

REQUIRED: Final = "!"
"""Behind a name of the allow-list: without this plugin the service does not start."""
EXTENDED: Final = "Student"
"""The one type of the house that a plugin may add fields to: of students alone a plugin has pairwise names."""
NEEDS: Final = ("id", "school_id")
"""What such a field needs of the row: enough to make the pairwise name, and nothing else."""


@dataclass(frozen=True)
class Allowed:
    """One entry of the allow-list: `name`, `name==version`, each perhaps with `!` behind it."""

    name: str
    version: str | None
    is_required: bool

    def admits(self, distribution: str, version: str) -> bool:
        """Tell whether the entry means that distribution."""
        return _normal(distribution) == self.name and self.version in {None, version}


@dataclass(frozen=True)
class Found:
    """A plugin that may serve: its manifest, how to make a fresh one for a school, and the fields it adds."""

    manifest: Manifest
    make: Callable[[], Plugin]
    distribution: str = ""
    version: str = ""
    room: Room | None = None

    @property
    def id(self) -> str:
        """The plugin's id."""
        return self.manifest.id


@dataclass(frozen=True)
class LeftOut:
    """A plugin that is installed and does not serve, and why; the reason names no value of a setting."""

    name: str
    distribution: str
    version: str
    reason: str


@dataclass(frozen=True)
class Discovery:
    """What was found, by id in order, and what was left out."""

    plugins: tuple[Found, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def plugin(self, plugin_id: str) -> Found | None:
        """Give the plugin with an id."""
        return next((one for one in self.plugins if one.id == plugin_id), None)

    @property
    def rooms(self) -> tuple[Room, ...]:
        """What plugins add to the schema, for the registry."""
        return tuple(one.room for one in self.plugins if one.room is not None)


def discover(allowed: Sequence[str], points: Iterable[EntryPoint] | None = None) -> Discovery:
    """Find the plugins. Raises BootRefused with one line for every fault, naming the plugin."""
    listed = tuple(read_allowed(one) for one in allowed)
    found: list[Found] = []
    left_out: list[LeftOut] = []
    for point in entry_points(group=ENTRY_POINT_GROUP) if points is None else points:
        outcome = _examined(point, listed)
        (found if isinstance(outcome, Found) else left_out).append(outcome)  # type: ignore[arg-type] # told apart right here
    faults = [*_clashes(found), *_own_faults(found), *_missing(listed, found, left_out)]
    if faults:
        raise BootRefused("The plugins cannot be used as they are:\n- " + "\n- ".join(faults))
    return Discovery(tuple(sorted(found, key=lambda one: one.id)), tuple(sorted(left_out, key=lambda one: one.name)))


def read_allowed(text: str) -> Allowed:
    """Read one entry of ISUO_PLUGINS_ALLOWED."""
    name, _, version = text.removesuffix(REQUIRED).partition("==")
    return Allowed(_normal(name), version.strip() or None, text.endswith(REQUIRED))


def _normal(name: str) -> str:
    """Spell a distribution's name as packaging does (PEP 503)."""
    return "-".join(part for part in name.strip().lower().replace("_", "-").replace(".", "-").split("-") if part)


def _examined(point: EntryPoint, listed: Sequence[Allowed]) -> Found | LeftOut:
    """Load one entry point. Whatever a plugin does at import costs the plugin, not the start."""
    dist: Distribution | None = point.dist
    name, version = (dist.name, dist.version) if dist is not None else (point.name, "")
    if not any(one.admits(name, version) for one in listed):
        return LeftOut(point.name, name, version, "it is not in the allow-list (ISUO_PLUGINS_ALLOWED)")
    try:
        make = point.load()
        plugin = make()
        manifest, room = plugin.manifest, getattr(plugin, "room", None)
    except (Exception, SystemExit) as exc:  # noqa: BLE001 - whatever it is, it costs the plugin, not the start
        return LeftOut(point.name, name, version, f"it cannot be loaded ({type(exc).__name__})")
    reason = _unfit(plugin, manifest, room)
    if reason is not None:
        return LeftOut(point.name, name, version, reason)
    return Found(Manifest.model_validate(manifest.model_dump()), make, name, version, room)


def _unfit(plugin: object, manifest: object, room: object) -> str | None:
    """Say why a loaded plugin cannot be run."""
    if not isinstance(plugin, Plugin) or not isinstance(manifest, Manifest):
        return "it is no plugin of the contract: it needs a Manifest, `open` and `close`"
    if room is not None and not isinstance(room, Room):
        return "its `room` is no Room"
    try:
        Manifest.model_validate(manifest.model_dump())
    except ValueError:
        return "its manifest is not valid"
    return manifest.incompatibility


def _clashes(found: Sequence[Found]) -> Iterator[str]:
    for plugin_id, times in sorted(Counter(one.id for one in found).items()):
        if times > 1:
            owners = ", ".join(sorted(f"{one.distribution} {one.version}" for one in found if one.id == plugin_id))
            yield f"the plugin id {plugin_id} is claimed by {owners}; allow only one of them"


def _missing(listed: Sequence[Allowed], found: Sequence[Found], left_out: Sequence[LeftOut]) -> Iterator[str]:
    for one in listed:
        if one.is_required and not any(one.admits(plugin.distribution, plugin.version) for plugin in found):
            reasons = [item.reason for item in left_out if one.admits(item.distribution, item.version)]
            yield f"{one.name} is required by ISUO_PLUGINS_ALLOWED, but {reasons[0] if reasons else 'not installed'}"


def _own_faults(found: Sequence[Found]) -> Iterator[str]:
    """Check what plugins add to the schema: names of their own, guards, and no way to the house's own rows."""
    for one in found:
        if one.room is None:
            continue
        prefix = camel(one.id.replace("-", "_"))
        if one.room.name != one.id:
            yield f"{one.id}: its room must be named {one.id}"
        if one.room.acts:
            yield f"{one.id}: a plugin adds no acts under contract v1"
        for cls in one.room.types:
            yield from _type_faults(one.id, cls, prefix[:1].upper() + prefix[1:])
            yield from _field_faults(one.id, cls, None)
        for cls in one.room.extensions:
            yield from _extension_faults(one.id, cls)
            yield from _field_faults(one.id, cls, prefix)


def _type_faults(plugin_id: str, cls: type, prefix: str) -> Iterator[str]:
    """Check that a type has a name and a table of the plugin's own: over one of the house it could show its rows."""
    if not cls.__name__.startswith(prefix):
        yield f"{plugin_id}: the type {cls.__name__} must begin with {prefix}"
    table = str(cls.__dict__["__node__"].table.__tablename__)
    if not table.startswith(f"{plugin_id.replace('-', '_')}_"):
        yield f"{plugin_id}: the type {cls.__name__} stands on the table {table}, which is not the plugin's"


def _extension_faults(plugin_id: str, cls: type) -> Iterator[str]:
    """Check that a plugin only adds fields that it answers itself, of students, knowing nothing but their pseudonym."""
    target: type = cls.__dict__["__extends__"].target
    if target.__name__ != EXTENDED:
        yield f"{plugin_id}: a plugin adds fields to {EXTENDED} only, not to {target.__name__}"
    if cls.__dict__["__extends__"].rows:
        yield f"{plugin_id}: a plugin does not decide which rows are seen"
    for name in get_annotations(cls):
        kind = cls.__dict__.get(name)
        if not isinstance(kind, fields.Live) or kind.plugin != plugin_id:
            yield f"{plugin_id}: the field {camel(name)} must be given live by {plugin_id}"
        elif kind.needs != NEEDS:
            yield f"{plugin_id}: the field {camel(name)} may need {', '.join(NEEDS)} and nothing else"


def _field_faults(plugin_id: str, cls: type, prefix: str | None) -> Iterator[str]:
    """Check one class: a plugin's own types name fields freely, on a type of the house they carry its prefix."""
    namespace = {**vars(sys.modules[cls.__module__]), "Many": fields.Many}
    try:
        hints: dict[str, Any] = get_type_hints(cls, namespace, include_extras=True)
    except (NameError, TypeError) as exc:
        yield f"{plugin_id}: {cls.__name__} has an annotation that cannot be read ({type(exc).__name__})"
        return
    for name, annotation in hints.items():
        if words.guard_of(annotation) is None:
            yield f"{plugin_id}: {cls.__name__}.{camel(name)} has no guard; write its type with one of the words"
        if prefix is not None and not camel(name).startswith(prefix):
            yield f"{plugin_id}: the field {camel(name)} must begin with {prefix}"
