"""The exceptions by which a plugin says that a whole call failed; one key that failed is a `Failed` among the answers.

The texts are English and for the operator. The house answers the reader in ky/ru/en by the class, never with the text
itself.
"""

from __future__ import annotations


class PluginError(Exception):
    """Any failure a plugin reports on purpose; everything else that escapes counts as a crash."""


class Unavailable(PluginError):
    """The vendor's system does not answer or is under maintenance; the host may try again later."""


class Unauthorized(PluginError):
    """The vendor refused the configured credentials; trying again without a new configuration is useless."""


class RateLimited(PluginError):
    """The vendor asked to slow down."""

    def __init__(self, message: str, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class CursorExpired(PluginError):
    """The cursor is unknown or too old; the host starts that list, or that synchronization, from the beginning."""


class Unsupported(PluginError):
    """The operation is not among `Manifest.operations`, so the host does not ask for it."""


class BadConfig(PluginError):
    """The configuration cannot work. `field` is the setting's dotted path, empty when no single one is at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}" if field else message)
        self.field = field
        self.message = message
