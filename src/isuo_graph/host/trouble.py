"""What can go wrong with a plugin, told in the reader's language: names the plugin, never a person."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from isuo_graph.kit import messages
from isuo_graph.kit.errors import Code
from isuo_graph.kit.language import Language


class Trouble(StrEnum):
    """Why a plugin gave no answer; also the outcome that metrics count."""

    UNAVAILABLE = "unavailable"
    CRASHED = "crashed"
    LATE = "late"
    MALFORMED = "malformed"
    RESTING = "resting"
    BUSY = "busy"
    """All calls that the plugin may work on at once are under way."""
    CROWDED = "crowded"
    """The house wants to ask more often than the manifest allows; that is no fault of the plugin."""
    REFUSED = "refused"
    """The vendor refused the configured credentials, or the configuration itself."""
    SLOWED = "slowed"
    """The vendor asked to slow down."""
    CURSOR_EXPIRED = "cursor_expired"
    NOT_ENABLED = "not_enabled"
    UNDECLARED = "undeclared"
    """The call would carry personal data that the manifest, or the school's agreement to it, does not cover."""
    UNSUPPORTED = "unsupported"
    """The manifest leaves the operation out. That is no fault: there is simply no value."""


FAULTS = frozenset(
    {
        Trouble.UNAVAILABLE,
        Trouble.CRASHED,
        Trouble.LATE,
        Trouble.MALFORMED,
        Trouble.BUSY,
        Trouble.REFUSED,
        Trouble.SLOWED,
    }
)
"""Troubles that count against the plugin: after several in a row it is left alone for a while."""

_TEXTS = {
    Trouble.LATE: "plugin.late",
    Trouble.MALFORMED: "plugin.malformed_answer",
    Trouble.RESTING: "plugin.resting",
    Trouble.NOT_ENABLED: "plugin.not_enabled",
    Trouble.UNDECLARED: "plugin.undeclared",
}


class PluginFailed(Exception):
    """A plugin gave no answer to a whole call. `detail` is English, for the operator's log, without personal values."""

    def __init__(self, plugin: str, trouble: Trouble, detail: str = "", *, limit_s: float = 0.0) -> None:
        super().__init__(f"{plugin}: {trouble.value}{f' ({detail})' if detail else ''}")
        self.plugin = plugin
        self.trouble = trouble
        self.detail = detail
        self.limit_s = limit_s

    def say(self, language: Language) -> str:
        """Give the text for the reader."""
        key = _TEXTS.get(self.trouble, "plugin.unavailable")
        values = {"plugin": self.plugin}
        if self.trouble is Trouble.LATE:
            values["limit_s"] = f"{self.limit_s:g}"
        return messages.say(key, values, language)

    def error(self, path: tuple[str | int, ...], language: Language) -> dict[str, Any]:
        """Give the entry of `errors` for a field that stays empty."""
        extensions = {"code": Code.PLUGIN_UNAVAILABLE.value, "plugin": self.plugin}
        return {"message": self.say(language), "path": list(path), "extensions": extensions}
