"""Reads what a school writes into a plugin's settings against the manifest's schema: names, needs, plain types.

Takes texts; gives values, secrets apart. What only the plugin can tell (a folder is not there) shows in its health.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import orjson
from pydantic import JsonValue

from isuo_graph.kit.entry import Entry
from isuo_graph.sdk import Manifest

VALUE_SIZE: Final = 4000  # characters of one setting; a private key of 4096 bits has 3,300
_KINDS: Final[Mapping[str, tuple[type, ...]]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


@dataclass(frozen=True)
class PluginSettingValue:
    """One setting: its name and its value, plain where the setting is a text, else JSON. No value takes it away."""

    name: str
    value: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Configured:
    """Values that may be shown, and those that may not."""

    plain: Mapping[str, JsonValue]
    secret: Mapping[str, JsonValue] = field(repr=False)


def configured(
    entry: Entry, manifest: Manifest, written: Sequence[PluginSettingValue], before: Configured
) -> Configured:
    """Give the settings as they are with what was written; faults go into `entry`."""
    properties: Mapping[str, Any] = manifest.config_schema.get("properties", {})
    values = {**before.plain, **before.secret}
    seen: set[str] = set()
    for place, one in enumerate(written):
        path = ("settings", place, "name")
        if one.name in seen:
            entry.refuse("plugin.setting_twice", *path, setting=one.name)
        elif one.name not in properties:
            entry.refuse("plugin.setting_unknown", *path, plugin=manifest.id, setting=one.name)
        elif one.value is None:
            values.pop(one.name, None)
        elif not _put(values, one.name, one.value, properties[one.name]):
            path = ("settings", place, "value")
            fault = "/".join(sorted(_kinds(properties[one.name])))
            entry.refuse("plugin.setting_malformed", *path, plugin=manifest.id, setting=one.name, fault=fault)
        seen.add(one.name)
    for name in manifest.config_schema.get("required", ()):
        if name not in values:
            entry.refuse("plugin.setting_missing", "settings", plugin=manifest.id, setting=name)
    return Configured(
        {name: value for name, value in values.items() if name not in manifest.secrets},
        {name: value for name, value in values.items() if name in manifest.secrets},
    )


def _put(values: dict[str, JsonValue], name: str, text: str, schema: Mapping[str, Any]) -> bool:
    """Put one value in; False where the text is none of the setting's kind."""
    kinds = _kinds(schema)
    if len(text) > VALUE_SIZE:
        return False
    value: JsonValue = text
    if "string" not in kinds:
        try:
            value = orjson.loads(text)
        except orjson.JSONDecodeError:
            return False
    if not any(type(value) in _KINDS.get(kind, ()) for kind in kinds):
        return False
    values[name] = value
    return "enum" not in schema or value in schema["enum"]


def _kinds(schema: Mapping[str, Any]) -> frozenset[str]:
    """Give the JSON types that a setting takes; one that is described elsewhere is taken as a text."""
    if "anyOf" in schema:
        return frozenset(kind for part in schema["anyOf"] for kind in _kinds(part))
    kind = schema.get("type", "string")
    return frozenset(kind if isinstance(kind, list) else [kind])
