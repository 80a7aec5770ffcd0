"""What can be done with plugins at a school: enable, disable, configure; each rests on an order in force (R49)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Final

import orjson
from sqlmodel import select

from isuo_graph.graph import act, ref
from isuo_graph.host import graph
from isuo_graph.host.config import Configured, PluginSettingValue, configured
from isuo_graph.host.discover import Found
from isuo_graph.host.house import Installed
from isuo_graph.host.tables import PluginSetting
from isuo_graph.host.vault import Sealed, Vault
from isuo_graph.kit.entry import Entry
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.policy.rights import Action, Category, Right
from isuo_graph.rooms.orders.graph import Order
from isuo_graph.rooms.orders.tables import DirectorOrder, OrderKind
from isuo_graph.rooms.org.graph import School
from isuo_graph.rooms.roll import desk
from isuo_graph.store.unit import Unit

CONFIGURE: Final = Right(Category.CONFIG, Action.WRITE)
"""What it takes to set plugins up: by default the administrator."""
NOTHING: Final = Configured({}, {})


@dataclass(frozen=True)
class EnablePlugin:
    """Which plugin, where, by which order, and its settings; those kept from before stay unless written anew."""

    school_id: Annotated[int, ref(School)]
    plugin_id: str
    order_id: Annotated[int, ref(Order)]
    settings: tuple[PluginSettingValue, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class ConfigurePlugin:
    """Which plugin of a school, and the settings that change; a setting without a value is taken away."""

    plugin: Annotated[int, ref(graph.Plugin)]
    order_id: Annotated[int, ref(Order)]
    settings: tuple[PluginSettingValue, ...] = field(repr=False)
    version: int | None = None


@dataclass(frozen=True)
class DisablePlugin:
    """Which plugin of a school, and by which order."""

    plugin: Annotated[int, ref(graph.Plugin)]
    order_id: Annotated[int, ref(Order)]
    version: int | None = None


@dataclass(frozen=True)
class PluginSaved:
    """The plugin at the school."""

    plugin: Annotated[int, ref(graph.Plugin)]


@act(CONFIGURE, log="host:plugin_enabled")
async def enable_plugin(unit: Unit, asked: EnablePlugin) -> PluginSaved:
    """Let a plugin serve a school. It gets of each student what its manifest declares and the student consented to."""
    await unit.reach(School, asked.school_id, path=("schoolId",))
    found = _installed(unit, asked.plugin_id)
    order = await _order(unit, asked.order_id, asked.school_id)
    row = await _kept(unit, asked.school_id, found.id)
    if row is not None and row.enabled and row.order_id == order.id and not asked.settings and _is_agreed(row, found):
        raise Refused(Code.CONFLICT, "plugin.enabled", path=("pluginId",), plugin=found.id)
    row = row or PluginSetting(
        id=unit.new_id(),
        school_id=asked.school_id,
        plugin_id=found.id,
        order_id=order.id,
        enabled=False,
        config="{}",
        secrets="",
        agreed="",
        since=unit.now,
        version=0,
    )
    _write(unit, row, found, asked.settings)
    _turn(unit, row, order, enabled=True)
    row.agreed = found.manifest.model_dump_json()
    unit.session.add(row)
    return _saved(unit, row, "host:plugin_enabled")


@act(CONFIGURE, log="host:plugin_configured")
async def configure_plugin(unit: Unit, asked: ConfigurePlugin) -> PluginSaved:
    """Change a plugin's settings at a school; what is secret is never shown again."""
    row: PluginSetting = await unit.reach(graph.Plugin, asked.plugin, path=("plugin",))
    found = _installed(unit, row.plugin_id)
    await _order(unit, asked.order_id, row.school_id)
    unit.change(row, asked.version)
    _write(unit, row, found, asked.settings)
    unit.note(settings=tuple(sorted({one.name for one in asked.settings})))
    return _saved(unit, row, "host:plugin_configured")


@act(CONFIGURE, log="host:plugin_disabled")
async def disable_plugin(unit: Unit, asked: DisablePlugin) -> PluginSaved:
    """Stop a plugin at a school: nothing leaves to it from the next query on; what was read from it stays readable."""
    row: PluginSetting = await unit.reach(graph.Plugin, asked.plugin, path=("plugin",))
    order = await _order(unit, asked.order_id, row.school_id)
    if not row.enabled:
        raise Refused(Code.CONFLICT, "plugin.not_enabled", path=("plugin",), plugin=row.plugin_id)
    if asked.version is not None and asked.version != row.version:
        raise Refused(Code.CONFLICT, "row.changed", path=("version",))
    _turn(unit, row, order, enabled=False)
    return _saved(unit, row, "host:plugin_disabled")


def _installed(unit: Unit, plugin_id: str) -> Found:
    found = unit.service(Installed).discovery.plugin(plugin_id)
    if found is None:
        raise Refused(Code.BAD_USER_INPUT, "plugin.unknown", path=("pluginId",), plugin=plugin_id)
    return found


async def _order(unit: Unit, order_id: int, school_id: int) -> DirectorOrder:
    return await desk.signed_order(unit, order_id, school_id, {OrderKind.PLUGIN}, unit.today)


async def _kept(unit: Unit, school_id: int, plugin_id: str) -> PluginSetting | None:
    same = select(PluginSetting).where(PluginSetting.school_id == school_id, PluginSetting.plugin_id == plugin_id)
    return (await unit.session.exec(same)).first()


def _is_agreed(row: PluginSetting, found: Found) -> bool:
    return row.agreed == found.manifest.model_dump_json()


def _turn(unit: Unit, row: PluginSetting, order: DirectorOrder, *, enabled: bool) -> None:
    """Enable or disable under an order; the version grows, so that the plugin is opened anew."""
    row.order_id = order.id
    row.enabled = enabled
    row.since = unit.now
    row.version += 1


def _write(unit: Unit, row: PluginSetting, found: Found, written: tuple[PluginSettingValue, ...]) -> None:
    """Put settings into the row, secrets sealed. Raises Refused or Refusals naming each wrong one, never its value."""
    vault = unit.service(Installed).vault
    entry = Entry()
    after = configured(entry, found.manifest, written, _before(vault, row))
    entry.close()
    row.config = orjson.dumps(dict(after.plain)).decode()
    row.secrets = vault.seal(row.school_id, row.plugin_id, after.secret)


def _before(vault: Vault, row: PluginSetting) -> Configured:
    """Give the settings kept so far. Secrets that cannot be read any more (another installation's) count as missing."""
    secret: dict[str, Any] = {}
    if row.secrets:
        try:
            secret = vault.opened(row.school_id, row.plugin_id, row.secrets)
        except Sealed:
            secret = {}
    return Configured(orjson.loads(row.config), secret)


def _saved(unit: Unit, row: PluginSetting, kind: str) -> PluginSaved:
    unit.note(school_id=row.school_id, plugin=row.plugin_id, order=row.order_id)
    unit.emit(kind, school_id=row.school_id, plugin=row.plugin_id, setting=row.id)
    return PluginSaved(row.id)


ACTS = (enable_plugin, configure_plugin, disable_plugin)
