"""A plugin's settings as a pydantic model: the JSON Schema for its manifest, and reading what the host hands to `open`.

A `SecretStr` becomes `writeOnly` in the schema; the host encrypts such a value at rest and never shows it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias, TypeVar

from pydantic import BaseModel, JsonValue, ValidationError

from isuo_graph.sdk.failures import BadConfig

Config: TypeAlias = Mapping[str, JsonValue]
_Settings = TypeVar("_Settings", bound=BaseModel)

# Names that promise a secret. A manifest that forgets to mark such a property is refused rather than printed on a
# status page.
_SECRET_WORDS: Final = ("password", "secret", "token", "credential", "private_key", "api_key")


def config_schema(settings: type[BaseModel]) -> dict[str, Any]:
    """Give the JSON Schema of a settings model, closed for unknown properties."""
    return {**settings.model_json_schema(), "additionalProperties": False}


def read_config(settings: type[_Settings], config: Config) -> _Settings:
    """Read a configuration into its model. Raises BadConfig naming the first setting that is wrong, never its value."""
    unknown = sorted(set(config) - {info.alias or name for name, info in settings.model_fields.items()})
    if unknown:
        raise BadConfig(unknown[0], "there is no such setting")
    try:
        return settings.model_validate(dict(config))
    except ValidationError as exc:
        first = exc.errors(include_input=False, include_url=False, include_context=False)[0]
        raise BadConfig(
            ".".join(str(part) for part in first["loc"]), first["msg"]
        ) from None  # the cause would show a secret


def secret_names(schema: Mapping[str, Any]) -> frozenset[str]:
    """Name the top-level properties that are marked `writeOnly`."""
    return frozenset(name for name, prop in schema.get("properties", {}).items() if prop.get("writeOnly") is True)


def schema_faults(schema: Mapping[str, Any]) -> Iterator[str]:
    """Say what keeps a schema from being a plugin's configuration; nothing when it is fit."""
    if schema.get("type") != "object" or schema.get("additionalProperties") is not False:
        yield "config_schema must be an object schema with additionalProperties false"
    for name, prop in schema.get("properties", {}).items():
        if any(word in name.lower() for word in _SECRET_WORDS) and prop.get("writeOnly") is not True:
            yield f"config_schema: {name!r} sounds like a secret and must be marked writeOnly"
        if _has_secret_inside(prop):
            yield f"config_schema: {name!r} has a secret inside; secrets stand at the top level"
    if any(_has_secret_inside({"inside": part}) for part in schema.get("$defs", {}).values()):
        yield "config_schema: $defs hold a secret; secrets stand at the top level"


def _has_secret_inside(node: object) -> bool:
    """Tell whether any part below the node, not the node itself, is marked `writeOnly`."""
    parts = node.values() if isinstance(node, Mapping) else node if isinstance(node, list) else ()
    return any(
        (isinstance(part, Mapping) and part.get("writeOnly") is True) or _has_secret_inside(part) for part in parts
    )
