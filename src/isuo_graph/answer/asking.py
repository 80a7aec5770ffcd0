"""Who asks, in which language, under which request: what an answer needs to know besides the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from isuo_graph.kit.language import Language
from isuo_graph.policy.viewer import Viewer


@dataclass
class Asking:
    """The asker of one request. The viewer is replaced where its rights turn out to have changed meanwhile."""

    viewer: Viewer
    language: Language = Language.RU
    request_id: str = ""
    address: str = ""
    explain: bool = False
    extensions: dict[str, Any] = field(default_factory=dict)
    """What the answer says beside its data: withheld, cost, explain."""
    failed: list[dict[str, Any]] = field(default_factory=list)
    """Entries of `errors` for plugin fields that payloads of acts ask for; their acts were done all the same."""
    services: Mapping[type, object] = field(default_factory=dict)
    """What acts need beside the database, by type (`unit.service`)."""
